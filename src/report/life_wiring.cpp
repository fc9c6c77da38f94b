#include "report/life_wiring.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "base/counted.hpp"
#include "life/wiring.hpp"
#include "report/life_numbers.hpp"

namespace rewire::report {
namespace {

constexpr double a_day = 86400;
constexpr int settled = 1000; // days, beyond the slowest mechanism
enum Layer : std::size_t { planned, shown, answered, inferred, overnight };
const std::string the_network = "network", the_pathways = "pathways", daily_life = "daily life";

std::size_t layer_of(const mechanism::Entry& e, const life::BodyWiring& body) {
    if (!e.states.empty())
        return overnight;
    return body.signals()[body.find(e.outputs[0].name)].late ? inferred : shown;
}

// Signals that the plan or the life sets, by who sets them.
std::map<std::string, std::vector<std::pair<std::string, double>>> planned_signals(const model::Calendar& calendar) {
    std::map<std::string, std::vector<std::pair<std::string, double>>> out;
    for (const auto& course : calendar.courses) {
        const auto& t = calendar.treatments[course.treatment];
        auto& signals = out[words_of(t.name)];
        const auto add = [&](const model::Amounts& list) { signals.insert(signals.end(), list.begin(), list.end()); };
        for (const auto* list : {&t.signals, &t.hours, &t.weekly_hours})
            add(*list);
        for (const auto k : calendar.acts_on)
            if (t.substance && calendar.drugs[*t.substance].binds(k))
                signals.emplace_back(std::string(model::targets()[k].signal), 1);
        if (!t.targets.empty())
            add(t.targets[course.target].signals);
        if (t.contact > 0)
            signals.emplace_back("treatment_contact", t.contact);
    }
    for (const auto& era : calendar.eras)
        out[daily_life].insert(out[daily_life].end(), era.signals.begin(), era.signals.end());
    return out;
}

} // namespace

int effect_of_input(const mechanism::Entry& mechanism, std::size_t input) {
    life::Cellful cells(mechanism, 2); // a little less, a little more
    const auto& row = mechanism.inputs[input];
    const double rest = row.si(), step = 0.1 * (std::abs(rest) + row.unit.si);
    cells.input(input, 0) = rest >= 0 ? std::max(0.0, rest - step) : rest - step;
    cells.input(input, 1) = rest + step;
    for (int day = 0; day < settled && !mechanism.states.empty(); ++day)
        cells.step(a_day);
    cells.emit();
    bool rises = false, falls = false;
    for (std::size_t k = 0; k < mechanism.outputs.size(); ++k) {
        const double low = cells.output(k, 0), high = cells.output(k, 1),
                     least = 1e-6 * std::max({std::abs(low), std::abs(high), 1e-6 * mechanism.outputs[k].unit.si});
        rises = rises || high - low > least;
        falls = falls || low - high > least;
    }
    return rises == falls ? 0 : rises ? 1 : -1;
}

WiringPicture life_wiring(const life::LifeModel& model, const model::Calendar& calendar) {
    const auto& body = *model.wiring->body;
    WiringPicture w;
    w.layers = {"Plan and life", "Follows from states", "The network answers", "Follows from the answer",
                "Moves overnight"};
    const auto set = planned_signals(calendar);
    for (const auto& [who, signals] : set)
        w.boxes.push_back({who, who == daily_life ? "as it is lived" : "treatment", planned});
    w.boxes.push_back({the_network, counted(model.network.size(), "region"), answered});
    for (const auto* e : body.mechanisms())
        w.boxes.push_back({words_of(std::string(e->name)), "", layer_of(*e, body)});
    w.boxes.push_back({the_pathways, "learn, and consolidate at night", overnight});
    const auto arrow = [&](const std::string& from, const std::string& to, const std::string& signal, int sign) {
        if (std::ranges::find(w.boxes, from, &WiringPicture::Box::name) !=
            w.boxes.end()) // "nobody" tells what is left out
            w.arrows.push_back({from, to, words_of(signal), sign});
    };

    for (const auto* mechanism : body.mechanisms()) {
        const auto& e = *mechanism;
        const auto to = words_of(std::string(e.name));
        for (std::size_t k = 0; k < e.inputs.size(); ++k) {
            const auto& s = body.signals()[body.find(e.inputs[k].name)];
            const int sign = effect_of_input(e, k);
            if (std::ranges::any_of(model.pathways, [&](const life::Pathway& p) { return p.name == s.name; }))
                arrow(the_pathways, to, s.name, sign);
            else if (s.source != "nobody" && s.source != "life")
                arrow(words_of(s.source), to, s.name, sign);
            else
                for (const auto& [who, signals] : set)
                    for (const auto& [name, amount] : signals)
                        if (name == s.name)
                            arrow(who, to, s.name, amount < 0 ? -sign : sign);
        }
    }
    for (const auto& course : calendar.courses) { // what is done drives the network
        const auto& t = calendar.treatments[course.treatment];
        auto all = t.activities;
        if (!t.targets.empty())
            all.insert(all.end(), t.targets[course.target].activities.begin(),
                       t.targets[course.target].activities.end());
        for (const auto& [activity, share] : all)
            arrow(words_of(t.name), the_network, model.activities[activity].name, 1);
    }
    for (const auto& [circuit, signal] : model.gains)
        if (const auto k = body.find(signal); k != static_cast<std::size_t>(-1))
            arrow(words_of(body.signals()[k].source), the_network, signal, 1);
    for (const auto& a : model.activities)
        if (!a.hours.empty())
            arrow(words_of(body.signals()[body.find(a.hours)].source), the_pathways, a.hours, 1);
    for (const auto& p : model.pathways)
        for (const auto& signal : {p.gate, p.retrieved})
            if (!signal.empty())
                arrow(words_of(body.signals()[body.find(signal)].source), the_pathways, signal, 1);
    arrow(the_network, the_pathways, "rates", 1);
    for (const auto& p : model.pathways) // those that excite and those that inhibit meet in one arrow
        arrow(the_pathways, the_network, "weights", p.kind == life::Pathway::Kind::inhibits ? -1 : 1);
    return w;
}

} // namespace rewire::report
