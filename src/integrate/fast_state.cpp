// What a run knows of itself: whether its numbers still hold, and everything its future depends on, as bytes.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <fmt/format.h>

#include "integrate/fast.hpp"

namespace rewire {

template <class R>
std::vector<FailedPoint> FastRun<R>::check() {
    std::vector<FailedPoint> found;
    const R h = static_cast<R>(options_.dt);
    gather_all();
    std::vector<Aligned<R>> slope(n_states_, Aligned<R>(room_of_cells(), R(0)));
    std::vector<R*> dx;
    for (auto& s : slope) dx.push_back(s.data());
    bank_->drift(block(0, cells_.rows), dx.data(), nullptr);
    for (std::size_t k = 0; k < n_states_; ++k) {
        const auto& row = model_->states[k];
        const R low = static_cast<R>(row.low * row.unit.si), high = static_cast<R>(row.high * row.unit.si), slack = (high - low) * R(1e-5);
        // A clamped state is inside whatever happens; what tells is where drift alone would take it.
        const auto where = [&](std::size_t c) { return row.edge == Edge::clamp ? states_[k][c] + h * slope[k][c] : states_[k][c]; };
        const auto inside = [&](R v) { return v >= low - slack && v <= high + slack; };           // false for NaN
        bool all = true;
        for (std::size_t c = 0; c < cells_.size(); ++c) all = all & inside(where(c));
        if (all) continue;
        for (std::size_t q = 0; q < cells_.points; ++q)
            for (std::size_t i = 0; i < cells_.places && !failed_[q]; ++i) {
                const R v = where(cells_.at(i, q));
                if (inside(v)) continue;
                failed_[q] = 1;
                found.push_back({q,
                                 {time(), std::string(model_->name), names_[i], std::string(row.name), static_cast<double>(v),
                                  fmt::format("the bounds are {} to {} {}; try a --dt smaller than {} ms, or a lower --coupling", row.low, row.high, row.unit.text,
                                              format_number(options_.dt * 1e3))}});
            }
    }
    return found;
}

// Real cells only and in the order of places, so that a run can be resumed by a build with wider vectors.
template <class R>
template <class F>
void FastRun<R>::each_cell(F f) {
    const auto all = [&](std::vector<Aligned<R>>& arrays) {
        for (auto& a : arrays) {
            if (a.empty()) continue;
            for (std::size_t i = 0; i < cells_.places; ++i)
                for (std::size_t q = 0; q < cells_.points; ++q) f(a[cells_.at(i, q)]);
            for (std::size_t r = 0; r < cells_.rows; ++r)                   // padding repeats the last real cell
                for (std::size_t l = 0; l < cells_.lanes; ++l) a[r * cells_.lanes + l] = a[cells_.at(cells_.place_of(r, l), cells_.point_of(l))];
        }
    };
    all(states_);
    all(sent_);
    if (options_.coupling_every > 1) all(inputs_);
    const std::size_t lanes = cells_.by_point() ? cells_.lanes : 1, kept = coupling_.longest() + 1;
    for (auto& h : history_)
        for (std::size_t i = 0; !h.empty() && i < cells_.places; ++i)
            for (std::size_t s = now_ + 1 - kept; s <= now_; ++s) {
                R* of = h.data() + (i * slots_ + s) * lanes;
                for (std::size_t q = 0; q < cells_.points; ++q) f(of[cells_.by_point() ? q : 0]);
                for (std::size_t l = cells_.points; l < lanes; ++l) of[l] = of[cells_.points - 1];
            }
}

template <class R>
void FastRun<R>::save(std::string& bytes) {
    bytes.append(reinterpret_cast<const char*>(&step_), sizeof step_);
    bytes.append(failed_.data(), failed_.size());
    each_cell([&](R& v) { bytes.append(reinterpret_cast<const char*>(&v), sizeof v); });
}

template <class R>
void FastRun<R>::restore(std::string_view& bytes) {
    const auto take = [&](void* to, std::size_t n) {
        if (bytes.size() < n) throw InputError("", "the checkpoint ends too early; delete it and run again from the start");
        std::memcpy(to, bytes.data(), n);
        bytes.remove_prefix(n);
    };
    take(&step_, sizeof step_);
    take(failed_.data(), failed_.size());
    if (coupling_.delayed()) now_ = coupling_.longest();
    each_cell([&](R& v) { take(&v, sizeof v); });
    outputs_fresh_ = false;
}

#define REWIRE_INSTANTIATE(R)                                       \
    template std::vector<FailedPoint> FastRun<R>::check();          \
    template void FastRun<R>::save(std::string&);                   \
    template void FastRun<R>::restore(std::string_view&);
REWIRE_INSTANTIATE(float)
REWIRE_INSTANTIATE(double)
#undef REWIRE_INSTANTIATE

}  // namespace rewire
