#include "integrate/coupling.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace rewire::integrate {

template <class R>
Coupling<R>::Coupling(const Cells<R>& cells, const Matrix& weights, const Matrix& delay_steps,
                      std::span<const double> gain)
    : cells_(cells), delayed_(!delay_steps.empty()) {
    const std::size_t n = cells.places;
    expects(weights.rows() == n && weights.cols() == n && gain.size() == cells.points,
            "coupling is given weights and gains of its cells");
    std::size_t shortest = ~std::size_t{0};
    for (std::size_t i = 0; i < n; ++i) {
        first_.push_back(edges_.size());
        for (std::size_t j = 0; j < n; ++j) {
            const double w = weights(i, j);
            if (w == 0)
                continue;
            const double d = delayed_ ? delay_steps(i, j) : 0;
            const double whole = std::floor(d), part = d - whole;
            edges_.push_back({static_cast<std::uint32_t>(j), static_cast<std::uint32_t>(whole),
                              static_cast<R>(w * (1 - part)), static_cast<R>(w * part)});
            weight_.push_back(static_cast<R>(w));
            offset_.push_back(static_cast<std::uint32_t>(j * cells.lanes));
            shortest = std::min(shortest, static_cast<std::size_t>(whole));
            longest_ = std::max(longest_, static_cast<std::size_t>(whole) + 1);
        }
    }
    first_.push_back(edges_.size());
    if (!delayed_ || edges_.empty())
        longest_ = 0;
    // 32 steps at once keep a block of input in the second-level cache and amortise the walk over the edges.
    block_ = delayed_ && !edges_.empty() ? std::clamp<std::size_t>(shortest + 1, 1, 32) : 1;
    if (cells.by_point()) {
        for (std::size_t k = 0; k < cells.lanes; ++k)
            gain_.push_back(static_cast<R>(gain[cells.point_of(k)]));
    } else {
        gain_.assign(Lanes<R>::size, static_cast<R>(gain[0]));
        if (!delayed_) {
            dense_.assign(n * cells.lanes, R(0));
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t j = 0; j < n; ++j)
                    dense_[j * cells.lanes + i] = static_cast<R>(weights(i, j));
        }
    }
}

template <class R>
template <std::size_t vectors>
void Coupling<R>::lanes_of(const R* sent, std::size_t row, std::size_t lane, R* out) const {
    using V = Lanes<R>;
    std::array<V, vectors> sum;
    sum.fill(V(R(0)));
    const R* from = sent + lane;
    const std::size_t last = first_[row + 1];
    for (std::size_t e = first_[row]; e < last; ++e) {
        const V w(weight_[e]);
        const R* source = from + offset_[e];
        for (std::size_t k = 0; k < vectors; ++k)
            sum[k] = xsimd::fma(w, V::load_aligned(source + k * V::size), sum[k]);
    }
    for (std::size_t k = 0; k < vectors; ++k)
        (sum[k] * V::load_aligned(&gain_[lane + k * V::size])).store_aligned(out + lane + k * V::size);
}

template <class R>
template <std::size_t vectors>
void Coupling<R>::places_of(const R* sent, std::size_t lane, R* out) const {
    using V = Lanes<R>;
    std::array<V, vectors> sum;
    sum.fill(V(R(0)));
    const R* column = dense_.data() + lane;
    for (std::size_t j = 0; j < cells_.places; ++j, column += cells_.lanes) {
        const V y(sent[j]);
        for (std::size_t k = 0; k < vectors; ++k)
            sum[k] = xsimd::fma(V::load_aligned(column + k * V::size), y, sum[k]);
    }
    const V g = V::load_aligned(gain_.data());
    for (std::size_t k = 0; k < vectors; ++k)
        (sum[k] * g).store_aligned(out + lane + k * V::size);
}

template <class R>
void Coupling<R>::rows(const R* sent, std::size_t first, std::size_t rows, R* out) const {
    constexpr std::size_t width = Lanes<R>::size;
    if (!cells_.by_point()) {
        std::size_t lane = 0;
        for (; lane + 12 * width <= cells_.lanes; lane += 12 * width)
            places_of<12>(sent, lane, out);
        for (; lane + 6 * width <= cells_.lanes; lane += 6 * width)
            places_of<6>(sent, lane, out);
        for (; lane + 3 * width <= cells_.lanes; lane += 3 * width)
            places_of<3>(sent, lane, out);
        for (; lane < cells_.lanes; lane += width)
            places_of<1>(sent, lane, out);
        return;
    }
    for (std::size_t r = 0; r < rows; ++r, out += cells_.lanes) {
        std::size_t lane = 0;
        for (; lane + 8 * width <= cells_.lanes; lane += 8 * width)
            lanes_of<8>(sent, first + r, lane, out);
        for (; lane + 4 * width <= cells_.lanes; lane += 4 * width)
            lanes_of<4>(sent, first + r, lane, out);
        for (; lane + 2 * width <= cells_.lanes; lane += 2 * width)
            lanes_of<2>(sent, first + r, lane, out);
        for (; lane < cells_.lanes; lane += width)
            lanes_of<1>(sent, first + r, lane, out);
    }
}

// out[k] = sum over edges of newer * y[now - steps + k / m] + older * (one step before), k over steps and lanes
// together: in the history of one source they lie side by side, m lanes to a slot.
template <class R>
template <std::size_t vectors>
void Coupling<R>::sum_delayed(std::size_t target, const R* history, std::size_t slots, std::size_t now, R* out) const {
    using V = Lanes<R>;
    const std::size_t lanes = cells_.by_point() ? cells_.lanes : 1;
    std::array<V, vectors> sum;
    sum.fill(V(R(0)));
    for (std::size_t e = first_[target]; e < first_[target + 1]; ++e) {
        const Edge& edge = edges_[e];
        const R* y = history + (edge.source * slots + now - edge.steps) * lanes;
        const V newer(edge.newer), older(edge.older);
        for (std::size_t v = 0; v < vectors; ++v) {
            sum[v] = xsimd::fma(newer, V::load_unaligned(y + v * V::size), sum[v]);
            sum[v] = xsimd::fma(older, V::load_unaligned(y - lanes + v * V::size), sum[v]);
        }
    }
    for (std::size_t v = 0; v < vectors; ++v)
        sum[v].store_unaligned(out + v * V::size);
}

template <class R>
void Coupling<R>::delayed_rows(const R* history, std::size_t slots, std::size_t now, std::size_t steps, R* out) const {
    constexpr std::size_t width = Lanes<R>::size;
    const std::size_t lanes = cells_.by_point() ? cells_.lanes : 1, length = steps * lanes;
    Aligned<R> sum((length + width - 1) / width * width);
    for (std::size_t i = 0; i < cells_.places; ++i) {
        for (std::size_t k = 0; k < length;) {
            const R* from = history + k;
            R* to = sum.data() + k;
            switch (std::min<std::size_t>((length - k + width - 1) / width, 6)) {
                case 1:
                    sum_delayed<1>(i, from, slots, now, to), k += width;
                    break;
                case 2:
                    sum_delayed<2>(i, from, slots, now, to), k += 2 * width;
                    break;
                case 3:
                    sum_delayed<3>(i, from, slots, now, to), k += 3 * width;
                    break;
                case 4:
                    sum_delayed<4>(i, from, slots, now, to), k += 4 * width;
                    break;
                case 5:
                    sum_delayed<5>(i, from, slots, now, to), k += 5 * width;
                    break;
                default:
                    sum_delayed<6>(i, from, slots, now, to), k += 6 * width;
                    break;
            }
        }
        for (std::size_t s = 0; s < steps; ++s) {
            R* to = out + s * cells_.size() + i * lanes;
            for (std::size_t k = 0; k < lanes; ++k)
                to[k] = sum[s * lanes + k] * gain_[cells_.by_point() ? k : 0];
        }
    }
}

template class Coupling<float>;
template class Coupling<double>;

} // namespace rewire::integrate
