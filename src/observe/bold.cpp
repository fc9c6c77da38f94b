#include "observe/bold.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "base/error.hpp"

namespace rewire::observe {

template <class R>
BoldSignal<R>::BoldSignal(const mechanism::Entry& blood, const integrate::Cells<R>& cells)
    : cells_(cells), blood_(&blood), n_(blood.states.size()), activity_(blood.activity), bank_(blood.bank<R>()) {
    expects(blood.kind == mechanism::Kind::blood && blood.inputs.size() == 1,
            "what turns activity into BOLD has one input");
    for (const auto& p : blood.params) {
        values_.emplace_back(mechanism::Field<R>::widest, static_cast<R>(p.si()));
        params_.push_back({values_.back().data(), 0, 0});
    }
    for (std::size_t k = 0; k < params_.size(); ++k)
        params_[k].data = values_[k].data();
    for (const auto& s : blood.states)
        state_.emplace_back(cells_.size(), static_cast<R>(s.si()));
    start_ = sum_ = slope_ = state_;
    outputs_.assign(blood.outputs.size(), Aligned<R>(cells_.size(), R(0)));
    for (auto& s : state_)
        state_at_.push_back(s.data());
    for (auto& s : slope_)
        slope_at_.push_back(s.data());
    for (auto& o : outputs_)
        out_at_.push_back(o.data());
}

template <class R>
mechanism::Block<R> BoldSignal<R>::block() {
    mechanism::Block<R> b;
    b.rows = cells_.rows;
    b.lanes = b.row_stride = b.input_stride = cells_.lanes;
    b.state = state_at_.data();
    b.input = &drive_;
    b.param = params_.data();
    return b;
}

template <class R>
void BoldSignal<R>::step(const R* drive, double length) {
    drive_ = drive;
    const R h = static_cast<R>(length);
    const std::size_t cells = cells_.size();
    const auto evaluate = [&] { bank_->drift(block(), slope_at_.data(), nullptr); };
    for (std::size_t k = 0; k < n_; ++k)
        std::copy_n(state_[k].data(), cells, start_[k].data());
    const R weights[] = {h / 6, h / 3, h / 3, h / 6}, next[] = {h / 2, h / 2, h, R(0)};
    for (int stage = 0; stage < 4; ++stage) {
        evaluate();
        for (std::size_t k = 0; k < n_; ++k) {
            const R *dx = slope_[k].data(), *from = start_[k].data();
            R *total = sum_[k].data(), *to = state_[k].data();
            for (std::size_t c = 0; c < cells; ++c) {
                total[c] = (stage == 0 ? from[c] : total[c]) + weights[stage] * dx[c];
                to[c] = stage == 3 ? total[c] : from[c] + next[stage] * dx[c];
            }
        }
    }
}

template <class R>
void BoldSignal<R>::settle(const R* drive) {
    // The slowest time of the vessels is about 3 s; 60 s is rest to 1e-8, and the rest of a Runge-Kutta step is that of
    // the equations.
    for (int k = 0; k < 300; ++k)
        step(drive, 0.2);
}

template <class R>
const R* BoldSignal<R>::signal() {
    bank_->emit(block(), out_at_.data());
    return outputs_[activity_].data();
}

template <class R>
std::vector<integrate::FailedPoint> BoldSignal<R>::check(double time, const std::vector<std::string>& names) const {
    std::vector<integrate::FailedPoint> found;
    for (std::size_t q = 0; q < cells_.points; ++q) {
        const auto first = [&]() -> std::optional<Failure> {
            for (std::size_t k = 0; k < n_; ++k)
                for (std::size_t i = 0; i < cells_.places; ++i) {
                    const auto& row = blood_->states[k];
                    const double v = static_cast<double>(state_[k][cells_.at(i, q)]) / row.unit.si;
                    if (v >= row.low && v <= row.high)
                        continue; // a NaN does not
                    return Failure{time,
                                   std::string(blood_->name),
                                   names[i],
                                   std::string(row.name),
                                   v,
                                   fmt::format("{}: the activity swings further than vessels can follow; try a lower "
                                               "--coupling",
                                               mechanism::told_bounds(row))};
                }
            return {};
        }();
        if (first)
            found.push_back({q, *first});
    }
    return found;
}

template <class R>
void BoldSignal<R>::save(std::string& bytes) const {
    for (const auto& s : state_)
        cells_.save(s.data(), bytes);
}

template <class R>
void BoldSignal<R>::restore(std::string_view& bytes) {
    for (auto& s : state_)
        cells_.restore(s.data(), bytes);
}

template class BoldSignal<float>;
template class BoldSignal<double>;

} // namespace rewire::observe
