#include "life/body.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/number.hpp"

namespace rewire::life {
BodyWiring::BodyWiring(std::vector<const mechanism::Entry*> mechanisms, std::vector<Signal> life,
                       std::vector<Signal> network, const std::vector<Silent>& silent)
    : mechanisms_(std::move(mechanisms)) {
    const auto add = [&](Signal s) {
        place_.emplace(s.name, signals_.size());
        signals_.push_back(std::move(s));
    };
    for (auto& s : life) {
        s.source = "life";
        add(std::move(s));
    }
    for (auto& s : network) {
        s.source = "network";
        s.late = true;
        add(std::move(s));
    }
    std::vector<Problem> problems;
    const auto wrong = [&](std::string what) { problems.push_back({"", 0, 0, std::move(what), {}}); };
    for (const auto* e : mechanisms_) {
        auto& writes = writes_.emplace_back();
        for (const auto& y : e->outputs) {
            if (const auto known = find(y.name); known != nowhere)
                wrong(fmt::format("{} and {} both put out \"{}\"; leave one of them out", signals_[known].source,
                                  e->name, y.name));
            writes.push_back(signals_.size());
            add({std::string(y.name), y.unit, 0, false, std::string(e->name)});
        }
    }
    for (const auto& s : silent)
        if (s.instead.empty() && find(s.signal.name) == nowhere)
            add(s.signal);
    for (const auto& s : silent)
        if (!s.instead.empty())
            place_.emplace(s.signal.name, place(s.instead));
    for (const auto* e : mechanisms_) {
        auto& reads = reads_.emplace_back();
        for (const auto& u : e->inputs) {
            expects(u.source == mechanism::Source::signal, "what a body's mechanism is given are signals");
            auto known = find(u.name);
            if (known == nowhere) {
                known = signals_.size();
                add({std::string(u.name), u.unit, u.si(), false, "nobody"});
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
    if (problems.empty())
        find_order(problems);
    if (!problems.empty())
        throw InputError(std::move(problems));
}

// Mechanisms without states in an order in which each is after those it reads.
void BodyWiring::find_order(std::vector<Problem>& problems) {
    std::vector<int> mark(mechanisms_.size(), 0); // 1: being placed, 2: placed
    late_.assign(mechanisms_.size(), false);
    std::vector<std::size_t> ring;
    const auto writer = [&](std::size_t signal) {
        for (std::size_t m = 0; m < writes_.size(); ++m)
            if (std::find(writes_[m].begin(), writes_[m].end(), signal) != writes_[m].end())
                return m;
        return nowhere;
    };
    const auto place = [&](auto&& self, std::size_t m) -> bool {
        if (mark[m] == 2 || !mechanisms_[m]->states.empty())
            return true;
        ring.push_back(m);
        if (mark[m] == 1)
            return false;
        mark[m] = 1;
        for (const auto s : reads_[m]) {
            if (signals_[s].source == "network")
                late_[m] = true;
            const auto w = writer(s);
            if (w == nowhere)
                continue;
            if (!self(self, w))
                return false;
            if (mechanisms_[w]->states.empty() && late_[w])
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
                                    mechanisms_[ring[static_cast<std::size_t>(k)]]->name);
            problems.push_back(
                {"",
                 0,
                 0,
                 fmt::format("these mechanisms wait for each other within one day: {}; one of them must have a state",
                             text),
                 {}});
        }
}

std::size_t BodyWiring::find(std::string_view name) const {
    const auto at = place_.find(name);
    return at == place_.end() ? nowhere : at->second;
}
std::size_t BodyWiring::place(std::string_view name) const {
    const auto k = find(name);
    if (k == nowhere)
        expects(false, fmt::format("a signal \"{}\"", name));
    return k;
}

bool BodyWiring::is_read(std::string_view signal) const {
    const auto k = find(signal);
    return k != nowhere &&
           std::ranges::any_of(reads_, [&](const auto& by) { return std::ranges::find(by, k) != by.end(); });
}

Bodies::Bodies(std::shared_ptr<const BodyWiring> wiring, std::size_t people)
    : wiring_(std::move(wiring)), values_(wiring_->signals().size(), people) {
    for (const auto* e : wiring_->mechanisms())
        mechanisms_.emplace_back(*e, people);
    for (std::size_t s = 0; s < values_.rows(); ++s)
        std::ranges::fill(values_.row(s), wiring_->signals()[s].alone);
    show();
}
void Bodies::read(std::size_t m) {
    const auto from = wiring_->reads(m);
    for (std::size_t k = 0; k < from.size(); ++k)
        std::ranges::copy(values_.row(from[k]), mechanisms_[m].inputs(k).begin());
}
void Bodies::write(std::size_t m) {
    mechanisms_[m].emit();
    const auto to = wiring_->writes(m);
    for (std::size_t k = 0; k < to.size(); ++k)
        if (std::ranges::find(held_, to[k]) == held_.end())
            std::ranges::copy(mechanisms_[m].outputs(k), values_.row(to[k]).begin());
}
void Bodies::show() {
    for (std::size_t m = 0; m < mechanisms_.size(); ++m)
        if (!mechanisms_[m].mechanism().states.empty())
            write(m);
}
void Bodies::infer(bool late) {
    for (const auto m : wiring_->order())
        if (wiring_->late(m) == late) {
            read(m);
            write(m);
        }
}
void Bodies::step(double seconds) {
    for (std::size_t m = 0; m < mechanisms_.size(); ++m)
        if (!mechanisms_[m].mechanism().states.empty()) {
            read(m);
            mechanisms_[m].step(seconds);
        }
}

} // namespace rewire::life
