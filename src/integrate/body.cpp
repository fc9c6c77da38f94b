#include "integrate/body.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/number.hpp"

namespace rewire::integrate {
namespace {
constexpr std::size_t npos = static_cast<std::size_t>(-1);
}

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
void Cellful::set_param(std::string_view name, double si) {
    const auto k = mechanism::find_row(entry_->params, name);
    expects(k != npos, fmt::format("{} has a parameter {}", entry_->name, name));
    std::ranges::fill(params_[k], si);
}
void Cellful::emit() { bank_->emit(block(), out_at_.data()); }
void Cellful::step(double seconds) {
    bank_->step(block(), seconds, 0, entry_->leaks ? mechanism::Scheme::exponential_euler : mechanism::Scheme::euler);
}
void Cellful::jump() { bank_->jump(block()); }

Body::Body(std::vector<const mechanism::Entry*> mechanisms, std::vector<Signal> life, std::vector<Signal> network) {
    for (auto& s : life) {
        s.source = "life";
        signals_.push_back(std::move(s));
    }
    for (auto& s : network) {
        s.source = "network";
        s.late = true;
        signals_.push_back(std::move(s));
    }
    std::vector<Problem> problems;
    const auto wrong = [&](std::string what) { problems.push_back({"", 0, 0, std::move(what), {}}); };
    for (const auto* e : mechanisms) {
        mechanisms_.emplace_back(*e, 1);
        auto& writes = writes_.emplace_back();
        for (const auto& y : e->outputs) {
            if (const auto known = find(y.name); known != npos)
                wrong(fmt::format("{} and {} both put out \"{}\"; leave one of them out", signals_[known].source,
                                  e->name, y.name));
            writes.push_back(signals_.size());
            signals_.push_back({std::string(y.name), y.unit, 0, false, std::string(e->name)});
        }
    }
    for (const auto* e : mechanisms) {
        auto& reads = reads_.emplace_back();
        for (const auto& u : e->inputs) {
            expects(u.source == mechanism::Source::signal, "what a body's mechanism is given are signals");
            auto known = find(u.name);
            if (known == npos) {
                known = signals_.size();
                signals_.push_back({std::string(u.name), u.unit, u.si(), false, "nobody"});
            } else if (signals_[known].unit.dim != u.unit.dim)
                wrong(fmt::format("{} reads \"{}\" in {}, but {} puts it out in {}", e->name, u.name, u.unit.text,
                                  signals_[known].source, signals_[known].unit.text));
            else if (signals_[known].source == "nobody" && signals_[known].alone != u.si())
                wrong(fmt::format("{} takes \"{}\" for {} where nothing puts it out, another mechanism for {}", e->name,
                                  u.name, format_number(u.value),
                                  format_number(signals_[known].alone / signals_[known].unit.si)));
            reads.push_back(known);
        }
    }
    // Mechanisms without states in an order in which each is after those it reads.
    std::vector<int> mark(mechanisms_.size(), 0); // 1: being placed, 2: placed
    late_.assign(mechanisms_.size(), false);
    std::vector<std::size_t> ring;
    const auto writer = [&](std::size_t signal) {
        for (std::size_t m = 0; m < writes_.size(); ++m)
            if (std::find(writes_[m].begin(), writes_[m].end(), signal) != writes_[m].end())
                return m;
        return npos;
    };
    const auto place = [&](auto&& self, std::size_t m) -> bool {
        if (mark[m] == 2 || !mechanisms_[m].mechanism().states.empty())
            return true;
        ring.push_back(m);
        if (mark[m] == 1)
            return false;
        mark[m] = 1;
        for (const auto s : reads_[m]) {
            if (signals_[s].source == "network")
                late_[m] = true;
            const auto w = writer(s);
            if (w == npos)
                continue;
            if (!self(self, w))
                return false;
            if (mechanisms_[w].mechanism().states.empty() && late_[w])
                late_[m] = true;
        }
        mark[m] = 2;
        ring.pop_back();
        order_.push_back(m);
        for (const auto s : writes_[m])
            signals_[s].late = late_[m];
        return true;
    };
    for (std::size_t m = 0; m < mechanisms_.size() && problems.empty(); ++m)
        if (!place(place, m)) {
            std::string text;
            for (auto k = std::find(ring.begin(), ring.end(), ring.back()) - ring.begin(); k < std::ssize(ring); ++k)
                text += fmt::format("{}{}", text.empty() ? "" : " -> ",
                                    mechanisms_[ring[static_cast<std::size_t>(k)]].mechanism().name);
            wrong(fmt::format("these mechanisms wait for each other within one day: {}; one of them must have a state",
                              text));
        }
    if (!problems.empty())
        throw InputError(std::move(problems));
    for (const auto& s : signals_)
        values_.push_back(s.alone);
    show();
}

std::size_t Body::find(std::string_view name) const {
    for (std::size_t k = 0; k < signals_.size(); ++k)
        if (signals_[k].name == name)
            return k;
    return npos;
}
double& Body::at(std::string_view name) {
    const auto k = find(name);
    if (k == npos)
        expects(false, fmt::format("a signal \"{}\"", name));
    return values_[k];
}
Cellful& Body::mechanism(std::string_view name) {
    for (auto& m : mechanisms_)
        if (m.mechanism().name == name)
            return m;
    expects(false, fmt::format("the body has {}", name));
    return mechanisms_.front();
}
void Body::read(std::size_t m) {
    for (std::size_t k = 0; k < reads_[m].size(); ++k)
        mechanisms_[m].input(k, 0) = values_[reads_[m][k]];
}
void Body::write(std::size_t m) {
    mechanisms_[m].emit();
    for (std::size_t k = 0; k < writes_[m].size(); ++k)
        values_[writes_[m][k]] = mechanisms_[m].output(k, 0);
}
void Body::show() {
    for (std::size_t m = 0; m < mechanisms_.size(); ++m)
        if (!mechanisms_[m].mechanism().states.empty())
            write(m);
}
void Body::infer(bool late) {
    for (const auto m : order_)
        if (late_[m] == late) {
            read(m);
            write(m);
        }
}
void Body::step(double seconds) {
    for (std::size_t m = 0; m < mechanisms_.size(); ++m)
        if (!mechanisms_[m].mechanism().states.empty()) {
            read(m);
            mechanisms_[m].step(seconds);
        }
}

} // namespace rewire::integrate
