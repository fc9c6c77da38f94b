// What a run knows of itself: whether its numbers still hold, and everything its future depends on, as bytes.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "integrate/fast.hpp"

namespace rewire::integrate {

// A clamped state is inside whatever happens; what tells is where drift alone would take it, now and one step on: a
// step that is too long throws a state to and fro across its bounds.
template <class R>
std::vector<FailedPoint> FastRun<R>::check() {
    std::vector<FailedPoint> found;
    gather_all();
    const auto before = states_;
    std::vector<Aligned<R>> slope(n_states_, Aligned<R>(room_of_cells(), R(0)));
    std::vector<R*> dx;
    for (auto& s : slope)
        dx.push_back(s.data());
    for (int ahead = 0; ahead < 2; ++ahead) {
        bank_->drift(block(0, cells_.rows), dx.data(), nullptr);
        for (std::size_t k = 0; k < n_states_; ++k) {
            const auto& row = model_->states[k];
            const R h = static_cast<R>(options_.dt), low = static_cast<R>(row.low * row.unit.si),
                    high = static_cast<R>(row.high * row.unit.si), slack = (high - low) * R(1e-5);
            const bool moved = row.edge == mechanism::Edge::clamp;
            const auto inside = [&](R v) { return v >= low - slack && v <= high + slack; }; // false for NaN
            bool all = true;
            for (std::size_t c = 0; c < cells_.size(); ++c) {
                const R there = states_[k][c] + h * slope[k][c];
                all = all & inside(moved ? there : states_[k][c]);
                slope[k][c] = there;
            }
            for (std::size_t q = 0; !all && q < cells_.points; ++q)
                for (std::size_t i = 0; i < cells_.places && !failed_[q]; ++i) {
                    const auto c = cells_.at(i, q);
                    const R v = moved ? slope[k][c] : states_[k][c];
                    if (inside(v))
                        continue;
                    failed_[q] = 1;
                    found.push_back(
                        {q,
                         {time(), std::string(model_->name), names_[i], std::string(row.name), static_cast<double>(v),
                          fmt::format("{}; try a --dt smaller than {} ms, or a lower --coupling",
                                      mechanism::told_bounds(row), format_number(options_.dt * 1e3))}});
                }
        }
        for (std::size_t k = 0; k < n_states_; ++k)
            for (std::size_t c = 0; c < cells_.size(); ++c)
                states_[k][c] = mechanism::kept_inside(model_->states[k], slope[k][c]);
    }
    states_ = before;
    return found;
}

// f(place of a history, slot) over the slots that are still read.
template <class R>
template <class F>
void FastRun<R>::each_slot(F f) {
    const std::size_t lanes = cells_.by_point() ? cells_.lanes : 1, kept = coupling_.longest() + 1;
    for (auto& h : history_)
        for (std::size_t i = 0; !h.empty() && i < cells_.places; ++i)
            for (std::size_t s = now_ + 1 - kept; s <= now_; ++s)
                f(h.data() + (i * slots_ + s) * lanes);
}

template <class R>
void FastRun<R>::save(std::string& bytes) {
    put_bytes(bytes, step_);
    put_bytes(bytes, failed_);
    for (const auto& x : states_)
        cells_.save(x.data(), bytes);
    for (const auto& y : sent_)
        if (!y.empty())
            cells_.save(y.data(), bytes);
    if (options_.coupling_every > 1)
        for (const auto& u : inputs_)
            cells_.save(u.data(), bytes);
    each_slot([&](const R* slot) {
        for (std::size_t q = 0; q < cells_.points; ++q)
            put_bytes(bytes, slot[q]);
    });
}

template <class R>
void FastRun<R>::restore(std::string_view& bytes) {
    take_bytes(bytes, step_);
    take_bytes(bytes, failed_);
    for (auto& x : states_)
        cells_.restore(x.data(), bytes);
    for (auto& y : sent_)
        if (!y.empty())
            cells_.restore(y.data(), bytes);
    if (options_.coupling_every > 1)
        for (auto& u : inputs_)
            cells_.restore(u.data(), bytes);
    if (coupling_.delayed())
        now_ = coupling_.longest();
    each_slot([&](R* slot) {
        for (std::size_t q = 0; q < cells_.points; ++q)
            take_bytes(bytes, slot[q]);
        for (std::size_t l = cells_.points; cells_.by_point() && l < cells_.lanes; ++l)
            slot[l] = slot[cells_.points - 1];
    });
    outputs_fresh_ = false;
}

template std::vector<FailedPoint> FastRun<float>::check();
template std::vector<FailedPoint> FastRun<double>::check();
template void FastRun<float>::save(std::string&);
template void FastRun<double>::save(std::string&);
template void FastRun<float>::restore(std::string_view&);
template void FastRun<double>::restore(std::string_view&);

} // namespace rewire::integrate
