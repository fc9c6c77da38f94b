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
        bank_->drift(all_cells(), dx.data(), nullptr);
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
    each_delayed([&](Delayed<R>& d, std::size_t) { d.each([&](const R& value) { put_bytes(bytes, value); }); });
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
    each_delayed([&](Delayed<R>& d, std::size_t) {
        d.each([&](R& value) { take_bytes(bytes, value); });
        d.restored();
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
