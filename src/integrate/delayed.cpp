#include "integrate/delayed.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/error.hpp"

namespace rewire::integrate {

template <class R>
Tracts<R>::Tracts(const Cells<R>& cells, const Matrix& weights, const Matrix& delay_steps) {
    const std::size_t n = cells.places;
    expects(weights.rows() == n && weights.cols() == n && delay_steps.rows() == n && delay_steps.cols() == n,
            "tracts are given weights and delays of their cells");
    std::size_t shortest = middle_steps - 1;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            if (weights(i, j) != 0) {
                const auto whole = static_cast<std::size_t>(std::floor(delay_steps(i, j)));
                shortest = std::min(shortest, whole);
                longest = std::max(longest, whole + 1);
            }
    block = shortest + 1;
    mirror = far_steps + 1;
    ring = std::max(longest + 2, mirror);
    const auto sorted = [&](std::size_t first_source, std::size_t last_source, double least, double below) {
        Sorted to;
        for (std::size_t i = 0; i < n; ++i) {
            const std::size_t begun = to.tracts.size();
            for (std::size_t j = first_source; j < std::min(last_source, n); ++j) {
                const double w = weights(i, j), d = w == 0 ? 0 : delay_steps(i, j), whole = std::floor(d);
                if (w != 0 && whole >= least && whole < below)
                    to.tracts.push_back({static_cast<std::uint32_t>(j), static_cast<std::uint32_t>(whole),
                                         static_cast<R>(w * (1 - (d - whole))), static_cast<R>(w * (d - whole))});
            }
            if (to.tracts.size() == begun)
                continue;
            to.targets.push_back(static_cast<std::uint32_t>(i));
            to.first.push_back(begun);
        }
        to.first.push_back(to.tracts.size());
        return to;
    };
    // As many sources as a quarter of a usual second-level cache holds.
    const std::size_t a_source = (ring + mirror) * (cells.by_point() ? Lanes<R>::size : 1) * sizeof(R);
    const std::size_t a_block = std::clamp<std::size_t>((std::size_t{1} << 19) / a_source, 1, n);
    for (std::size_t j = 0; j < n; j += a_block)
        far.push_back(sorted(j, j + a_block, far_steps, std::numeric_limits<double>::infinity()));
    middle = sorted(0, n, middle_steps, far_steps);
    near = sorted(0, n, 0, middle_steps);
}

template <class R>
Delayed<R>::Delayed(const Cells<R>& cells, std::shared_ptr<const Tracts<R>> tracts, std::span<const double> gain,
                    const R* sent)
    : cells_(cells), tracts_(std::move(tracts)) {
    const std::size_t n = cells_.places, slots = tracts_->ring + tracts_->mirror;
    for (std::size_t k = 0; cells_.by_point() && k < cells_.lanes; ++k)
        gain_.push_back(static_cast<R>(gain[cells_.point_of(k)]));
    for (std::size_t q = 0; !cells_.by_point() && q < cells_.points; ++q)
        gain_.push_back(static_cast<R>(gain[q]));
    history_.assign(groups() * n * slots * a_slot(), R(0));
    room_ = cells_.by_point() ? middle_steps : middle_steps + width;
    far_.assign(groups() * n * far_steps * a_slot(), R(0));
    middle_.assign(groups() * n * room_ * a_slot(), R(0));
    heard_.assign(middle_steps * cells_.size(), R(0));
    for (std::size_t s = 0; s < tracts_->ring; ++s)
        write(s, sent);
}

template <class R>
R& Delayed<R>::value(std::size_t slot, std::size_t place, std::size_t point) {
    const std::size_t slots = tracts_->ring + tracts_->mirror;
    return cells_.by_point()
               ? history_[((point / width * cells_.places + place) * slots + slot) * width + point % width]
               : history_[(point * cells_.places + place) * slots + slot];
}

template <class R>
void Delayed<R>::write(std::size_t slot, const R* values) {
    const std::size_t n = cells_.places, a = a_slot(), track = (tracts_->ring + tracts_->mirror) * a;
    const std::size_t place = cells_.by_point() ? cells_.lanes : 1, group = cells_.by_point() ? width : cells_.stride;
    for (std::size_t twice = 0; twice < (slot < tracts_->mirror ? 2 : 1); ++twice) {
        R* to = history_.data() + (slot + twice * tracts_->ring) * a;
        for (std::size_t g = 0; g < groups(); ++g)
            for (std::size_t i = 0; i < n; ++i, to += track) {
                const R* from = values + g * group + i * place;
                if (a == 1)
                    *to = *from;
                else
                    Lanes<R>::load_aligned(from).store_aligned(to);
            }
    }
}

template <class R>
void Delayed<R>::sent(const R* values) {
    now_ = (now_ + 1) % tracts_->ring;
    write(now_, values);
    ++taken_;
}

template <class R>
void Delayed<R>::predict(const R* values) {
    write((now_ + 1) % tracts_->ring, values);
}

// Vectors of steps follow each other: by point a step is a vector of points, by place `width` steps lie in one. What is
// older by a step is the vector before, or the same loaded a number earlier.
template <class R>
template <bool by_point, std::size_t vectors>
void Delayed<R>::sum(const Tract* first, const Tract* last, const R* history, std::size_t from, std::size_t step,
                     std::size_t steps, R* to) const {
    using V = Lanes<R>;
    constexpr std::size_t a = by_point ? width : 1;
    const std::size_t ring = tracts_->ring, slots = ring + tracts_->mirror;
    std::array<V, vectors> sum;
    for (std::size_t v = 0; v < vectors; ++v)
        sum[v] = V::load_unaligned(to + v * width);
    for (const Tract* t = first; t != last; ++t) {
        const std::size_t back = t->steps + std::size_t{1};
        const R* y = history + (t->source * slots + (from >= back ? from - back : from + ring - back) + step) * a;
        const V newer(t->newer), older(t->older);
        if constexpr (by_point) {
            V before = V::load_aligned(y);
            for (std::size_t v = 0; v < vectors; ++v) {
                const V after = V::load_aligned(y + (v + 1) * width);
                sum[v] = xsimd::fma(older, before, xsimd::fma(newer, after, sum[v]));
                before = after;
            }
        } else {
            for (std::size_t v = 0; v < vectors; ++v) {
                sum[v] = xsimd::fma(newer, V::load_unaligned(y + 1 + v * width), sum[v]);
                sum[v] = xsimd::fma(older, V::load_unaligned(y + v * width), sum[v]);
            }
        }
    }
    for (std::size_t v = 0; v < vectors; ++v)
        if (by_point || step + (v + 1) * width <= steps) {
            sum[v].store_unaligned(to + v * width);
        } else { // later steps hear what has not been sent yet
            alignas(64) R values[width];
            sum[v].store_aligned(values);
            std::copy_n(values, steps - step - v * width, to + v * width);
        }
}

template <class R>
void Delayed<R>::add(const Sorted& of, std::size_t group, std::size_t from, std::size_t steps, Sums sums,
                     std::size_t to) const {
    const std::size_t a = a_slot(), a_vector = cells_.by_point() ? 1 : width; // steps in a vector
    const R* history = history_.data() + group * cells_.places * (tracts_->ring + tracts_->mirror) * a;
    const auto pass = [&]<std::size_t vectors>(const Tract* first, const Tract* last, std::size_t step, R* into) {
        if (cells_.by_point())
            sum<true, vectors>(first, last, history, from, step, steps, into);
        else
            sum<false, vectors>(first, last, history, from, step, steps, into);
    };
    for (std::size_t k = 0; k < of.targets.size(); ++k) {
        const Tract *first = of.tracts.data() + of.first[k], *last = of.tracts.data() + of.first[k + 1];
        for (std::size_t step = 0; step < steps;) {
            R* into = sums.data + (of.targets[k] * sums.room + to + step) * a;
            const std::size_t vectors = (steps - step + a_vector - 1) / a_vector;
            const std::size_t here = vectors >= 8 ? 8 : vectors >= 4 ? 4 : vectors >= 2 ? 2 : 1;
            if (here == 8)
                pass.template operator()<8>(first, last, step, into);
            else if (here == 4)
                pass.template operator()<4>(first, last, step, into);
            else if (here == 2)
                pass.template operator()<2>(first, last, step, into);
            else
                pass.template operator()<1>(first, last, step, into);
            step += here * a_vector;
        }
    }
}

template <class R>
void Delayed<R>::spread(Sums sums, std::size_t group, std::size_t target, std::size_t first, std::size_t steps,
                        R* out) const {
    using V = Lanes<R>;
    const R* from = sums.data + target * sums.room * a_slot();
    if (cells_.by_point()) {
        R* to = out + target * cells_.lanes + group * width;
        const V gain = V::load_aligned(&gain_[group * width]);
        for (std::size_t s = first; s < first + steps; ++s)
            (V::load_aligned(from + s * width) * gain).store_aligned(to + s * cells_.size());
    } else {
        R* to = out + target + group * cells_.stride;
        for (std::size_t s = first; s < first + steps; ++s)
            to[s * cells_.size()] = from[s] * gain_[group];
    }
}

template <class R>
std::size_t Delayed<R>::listen(std::size_t most) {
    const std::size_t n = cells_.places, a = a_slot();
    if (taken_ >= far_steps) {
        std::fill(far_.begin(), far_.end(), R(0));
        for (std::size_t g = 0; g < groups(); ++g)
            for (const auto& block : tracts_->far)
                add(block, g, now_, far_steps, far(g), 0);
        taken_ = 0;
    }
    const std::size_t at = taken_ % middle_steps, steps = std::min({most, tracts_->block, middle_steps - at});
    for (std::size_t g = 0; g < groups(); ++g) {
        if (at == 0) {
            const Sums to = middle(g), from = far(g);
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t k = 0; k < middle_steps * a; ++k)
                    to.data[i * to.room * a + k] = from.data[(i * from.room + taken_) * a + k];
            add(tracts_->middle, g, now_, middle_steps, to, 0);
            for (std::size_t i = 0; i < n; ++i)
                spread(to, g, i, 0, middle_steps, heard_.data());
        }
        add(tracts_->near, g, now_, steps, middle(g), at);
        for (const auto i : tracts_->near.targets)
            spread(middle(g), g, i, at, steps, heard_.data());
    }
    listened_ = taken_;
    return steps;
}

template <class R>
void Delayed<R>::now(R* out, bool next) const {
    const std::size_t from = (now_ + (next ? 1 : 0)) % tracts_->ring, room = cells_.by_point() ? 1 : width;
    Aligned<R> values(cells_.places * room * a_slot());
    for (std::size_t g = 0; g < groups(); ++g) {
        std::fill(values.begin(), values.end(), R(0));
        const Sums sums{values.data(), room};
        for (const auto& block : tracts_->far)
            add(block, g, from, 1, sums, 0);
        add(tracts_->middle, g, from, 1, sums, 0);
        add(tracts_->near, g, from, 1, sums, 0);
        for (std::size_t i = 0; i < cells_.places; ++i)
            spread(sums, g, i, 0, 1, out);
    }
}

template <class R>
void Delayed<R>::restored() {
    const std::size_t n = cells_.places;
    for (std::size_t s = 0; s < tracts_->ring; ++s)
        for (std::size_t i = 0; i < n; ++i) {
            // Padding lanes live as the last point does.
            for (std::size_t l = cells_.points; cells_.by_point() && l < cells_.lanes; ++l)
                value(s, i, l) = value(s, i, cells_.points - 1);
            for (std::size_t q = 0; s < tracts_->mirror && q < (cells_.by_point() ? cells_.lanes : cells_.points); ++q)
                value(s + tracts_->ring, i, q) = value(s, i, q);
        }
    taken_ = far_steps;
}

template struct Tracts<float>;
template struct Tracts<double>;
template class Delayed<float>;
template class Delayed<double>;

} // namespace rewire::integrate
