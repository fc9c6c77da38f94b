#include "life/cellful.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"

namespace rewire::life {

Cellful::Cellful(const mechanism::Entry& mechanism, std::size_t cells)
    : entry_(&mechanism),
      cells_(cells),
      lanes_((cells + Lanes<double>::size - 1) / Lanes<double>::size * Lanes<double>::size),
      bank_(mechanism.double_bank()) {
    const auto filled = [&](double v) { return Aligned<double>(lanes_, v); };
    for (const auto& s : mechanism.states)
        states_.push_back(filled(s.si()));
    for (const auto& p : mechanism.params)
        params_.push_back(filled(p.si()));
    for (const auto& u : mechanism.inputs)
        inputs_.push_back(filled(u.source == mechanism::Source::signal ? u.si() : 0));
    for (std::size_t k = 0; k < mechanism.outputs.size(); ++k)
        outputs_.push_back(filled(0));
    for (auto& s : states_)
        state_at_.push_back(s.data());
    for (auto& y : outputs_)
        out_at_.push_back(y.data());
    for (auto& u : inputs_)
        in_at_.push_back(u.data());
    for (auto& p : params_)
        fields_.push_back({p.data(), lanes_, 1});
}
mechanism::Block<double> Cellful::block() {
    return {.rows = 1,
            .lanes = lanes_,
            .row_stride = lanes_,
            .input_stride = lanes_,
            .state = state_at_.data(),
            .input = in_at_.data(),
            .param = fields_.data(),
            .every = true};
}
void Cellful::emit() { bank_->emit(block(), out_at_.data()); }
void Cellful::step(double seconds) {
    bank_->step(block(), seconds, 0, entry_->leaks ? mechanism::Scheme::exponential_euler : mechanism::Scheme::euler);
}
void Cellful::jump() { bank_->jump(block()); }

void PersonCells::set_param(std::string_view name, double si) {
    const auto k = mechanism::find_row(mechanism().params, name);
    if (k == static_cast<std::size_t>(-1))
        expects(false, fmt::format("{} has a parameter {}", mechanism().name, name));
    for (std::size_t c = 0; c < cells_; ++c)
        param(k, c) = si;
}

} // namespace rewire::life
