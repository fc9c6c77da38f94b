#include "life/wiring.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"
#include "life/cellful.hpp"

namespace rewire::life {
namespace {

std::vector<Signal> signals_of_life(const LifeModel& m) {
    std::vector<Signal> out;
    for (const auto& p : m.pathways)
        out.push_back({p.name, unit("1"), 0, false, {}});
    for (const auto& a : m.activities)
        if (!a.outcome_signal.empty())
            out.push_back({a.outcome_signal, unit("1"), a.outcome.value_or(1), false, {}});
    return out;
}
std::vector<Signal> signals_of_network(const LifeModel& m) {
    std::vector<Signal> out;
    for (const auto& r : m.readouts)
        out.push_back({r.name, unit("1"), r.alone(), true, {}});
    return out;
}

// What those who are left out would put out keeps the value that its readers take it for, or else that of rest; what
// they alone are told may still be said.
std::vector<Silent> silent_signals(const LifeModel& m) {
    std::vector<Silent> out;
    const auto all = m.mechanisms();
    for (const auto* e : m.without) {
        if (e->kind != mechanism::Kind::body)
            continue;
        for (const auto& u : e->inputs)
            out.push_back({{std::string(u.name), u.unit, u.si(), false, "nobody"}, {}});
        Cellful rest(*e, 1);
        rest.emit();
        for (std::size_t k = 0; k < e->outputs.size(); ++k) {
            const auto& y = e->outputs[k];
            double value = rest.output(k, 0);
            for (const auto* reader : all)
                for (const auto& u : reader->inputs)
                    if (u.source == mechanism::Source::signal && u.name == y.name)
                        value = u.si();
            out.push_back({{std::string(y.name), y.unit, value, false, "nobody"}, e->instead});
        }
    }
    // What another one makes is not silent.
    std::erase_if(out, [&](const Silent& s) {
        return std::ranges::any_of(m.body, [&](const mechanism::Entry* e) {
            return std::ranges::find(e->outputs, s.signal.name, &mechanism::RowInfo::name) != e->outputs.end();
        });
    });
    return out;
}

RuleWiring rule_wiring(const LifeModel& m, const mechanism::Entry& rule, const BodyWiring& body,
                       const std::vector<std::vector<unsigned char>>& moved) {
    RuleWiring r{&rule, {}, {}};
    for (std::size_t p = 0; p < m.pathways.size(); ++p)
        for (std::size_t a = 0; m.pathways[p].rule == &rule && a < m.activities.size(); ++a) {
            if (!moved[a][p])
                continue;
            double taught = 0;
            for (const auto& [pathway, share] : m.activities[a].taught)
                if (pathway == p)
                    taught = share;
            r.cells.push_back({p, a, taught});
        }
    using From = RuleWiring::From;
    const std::pair<std::string_view, From> known[]{{"pre", From::pre},
                                                    {"post", From::post},
                                                    {"gate", From::gate},
                                                    {"error", From::error},
                                                    {"taught", From::taught}};
    for (const auto& u : rule.inputs) {
        if (u.source == mechanism::Source::signal) {
            r.inputs.push_back({From::signal, body.place(u.name)});
            continue;
        }
        const auto* at = std::ranges::find(known, u.name, &std::pair<std::string_view, From>::first);
        if (at == std::end(known))
            expects(false, fmt::format("{} is given pre, post, gate, error or taught, no {}", rule.name, u.name));
        r.inputs.push_back({at->second, nowhere});
    }
    return r;
}

Wiring wiring_of(const LifeModel& m) {
    Wiring w;
    w.body = std::make_shared<const BodyWiring>(m.body, signals_of_life(m), signals_of_network(m), silent_signals(m));
    const auto place = [&](const std::string& name) { return name.empty() ? nowhere : w.body->place(name); };
    const auto signals = w.body->signals();
    for (std::size_t k = 0; k < signals.size(); ++k)
        if (signals[k].source == "nobody" || signals[k].source == "life")
            w.ordinary.push_back(k);
    for (const auto& p : m.pathways) {
        if (!p.only.empty() && p.kind != Pathway::Kind::channel)
            throw InputError("",
                             fmt::format("only, of the pathway \"{}\": a tract is there all day; leave it out, or make "
                                         "the pathway a channel",
                                         p.name));
        for (const auto& name : p.only)
            if (std::ranges::find(m.activities, name, &Activity::name) == m.activities.end())
                throw InputError("",
                                 fmt::format("only, of the pathway \"{}\": there is no activity \"{}\"", p.name, name));
    }
    for (const auto& a : m.activities) {
        auto& moved = w.moved.emplace_back();
        for (const auto& p : m.pathways)
            moved.push_back(p.only.empty() || std::ranges::find(p.only, a.name) != p.only.end());
        moved.resize(m.pathways.size() + m.gains.size(), 1);
        auto& moving = w.moving.emplace_back();
        for (std::size_t k = 0; k < moved.size(); ++k)
            if (moved[k])
                moving.push_back(k);
    }
    for (const auto& p : m.pathways) {
        w.pathways.push_back(place(p.name));
        w.gates.push_back(place(p.gate));
        const auto retrieved = place(p.retrieved); // left out: all of it
        w.retrieved.push_back(retrieved != nowhere && signals[retrieved].source == "nobody" ? nowhere : retrieved);
        if (!m.left_out(p.rule->name) && std::ranges::find(w.rules, p.rule, &RuleWiring::mechanism) == w.rules.end())
            w.rules.push_back(rule_wiring(m, *p.rule, *w.body, w.moved));
    }
    for (const auto& [circuit, signal] : m.gains)
        w.gains.push_back(place(signal));
    for (const auto& a : m.activities) {
        w.hours.push_back(place(a.hours));
        w.outcomes.push_back(place(a.outcome_signal));
        w.unbidden.push_back(place(a.unbidden));
    }
    w.practised = w.body->find("practised_hours");
    for (const auto& r : m.readouts)
        w.readouts.push_back(place(r.name));
    for (const auto& n : m.noise)
        w.noise.push_back(place(n.signal));
    w.self_confirmation = place("self_confirmation");
    w.sleep = place("sleep");
    const auto row = [](const mechanism::Entry* e, std::string_view name) {
        const auto k = mechanism::find_row(e->inputs, name);
        if (k == nowhere)
            expects(false, fmt::format("{} is given {}", e->name, name));
        return k;
    };
    w.expectation = {row(m.expectation, "outcome"), row(m.expectation, "expectation"), row(m.expectation, "confirming"),
                     row(m.expectation, "self_confirmation")};
    w.use_dependence = {row(m.use_dependence, "use"), row(m.use_dependence, "reference_use"),
                        row(m.use_dependence, "log_weight")};
    w.consolidation = {row(m.consolidation, "change"), row(m.consolidation, "sleep")};
    return w;
}

} // namespace

void wire(LifeModel& m) {
    m.wiring = std::make_shared<const Wiring>(wiring_of(m));
    m.equilibria = std::make_shared<const integrate::Equilibria>(family_of(m));
}

} // namespace rewire::life
