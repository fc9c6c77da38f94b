// Traits and events of the catalogue: how people differ, and what befalls them.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/day.hpp"
#include "base/known.hpp"
#include "model/medicine_reader.hpp"

namespace rewire::model {

std::vector<std::pair<std::string, std::string>> read_parameters(const life::LifeModel& model, scenario::Section& s) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& p : s.texts("parameters")) {
        const auto dot = p.find('.');
        out.emplace_back(p.substr(0, dot), dot == std::string::npos ? "" : p.substr(dot + 1));
        if (const auto* e = model.find(out.back().first);
            e && find_row(e->params, out.back().second) != static_cast<std::size_t>(-1))
            continue;
        if (model.left_out(out.back().first) || model.replaced(out.back().first)) // nobody is moved by it
            out.pop_back();
        else
            s.wrong("parameters", fmt::format("there is no parameter \"{}\"", p));
    }
    return out;
}

TraitTarget read_trait(MedicineReader& reader, const life::LifeModel& model, scenario::Section& s) {
    TraitTarget t;
    t.file = reader.file();
    t.name = scenario::read_name(s);
    t.sd = s.number("sd");
    if (!(t.sd >= 0 && t.sd <= 1e6))
        s.wrong("sd", "a spread of 0 or more is expected");
    t.log = s.flag("log", false);
    t.share = s.flag("share", false);
    if (t.log && t.share)
        s.wrong("share", "is the spread of the logarithm or a share of the value? say log or share, not both");
    t.with = s.located_text("with", "");
    t.correlation = s.number("correlation", 0);
    if (!s.has("with") ? t.correlation != 0 : !(std::abs(t.correlation) < 1))
        s.wrong("correlation", "a correlation between -1 and 1 is expected, beside the trait it is `with`");
    s.text("says");
    s.text("source");
    t.parameters = read_parameters(model, s);
    return t;
}

void expect_companions(MedicineReader& reader, const std::vector<TraitTarget>& traits) {
    for (const auto& t : traits) {
        if (t.with.value.empty())
            continue;
        const auto other = std::ranges::find(traits, t.with.value, &TraitTarget::name);
        if (other == traits.end())
            reader.problem(t.file, t.with, unknown("trait", t.with.value, names_in(traits)));
        else if (!other->with.value.empty()) // itself, too
            reader.problem(t.file, t.with,
                           fmt::format("name a trait that itself comes with none; \"{}\" comes with \"{}\"",
                                       t.with.value, other->with.value));
    }
}

LifeEvent read_event(MedicineReader& reader, const std::vector<TraitTarget>& traits, scenario::Section& s) {
    LifeEvent e;
    e.name = scenario::read_name(s);
    e.per_year = s.number("per_year");
    e.severity_sd = s.number("severity_sd", 0);
    if (!(e.per_year >= 0 && e.per_year <= 52))
        s.wrong("per_year", "from 0 to 52 events a year are expected");
    if (!(e.severity_sd >= 0 && e.severity_sd <= 3))
        s.wrong("severity_sd", "a spread of 0 to 3 of the logarithm is expected");
    e.between_sd = s.number("between_sd", 0);
    e.with = s.text("with", "");
    if (!e.with.empty() && !traits.empty() && std::ranges::find(traits, e.with, &TraitTarget::name) == traits.end())
        s.wrong("with", unknown("trait", e.with, names_in(traits)));
    e.correlation = s.number("correlation", 0);
    if (!(e.between_sd >= 0 && e.between_sd <= 3))
        s.wrong("between_sd", "a spread of 0 to 3 of the logarithm is expected");
    if (e.correlation != 0 && !s.has("between_sd"))
        s.wrong("correlation", "does nothing without between_sd: say how far people differ, or leave it out");
    if (!s.has("with") ? e.correlation != 0 : !(std::abs(e.correlation) < 1))
        s.wrong("correlation", "a correlation between -1 and 1 is expected, beside the trait it is `with`");
    e.named = s.flag("named", false);
    e.shortest = s.quantity("shortest", "d") / day_length;
    e.longest = s.quantity("longest", "d") / day_length;
    if (!(e.longest <= 3653))
        s.wrong("longest", "an event of at most ten years is expected");
    if (!(e.longest >= e.shortest))
        s.wrong("longest", "must be no shorter than \"shortest\"");
    e.times = reader.amounts(s, "times");
    e.added = reader.amounts(s, "added");
    s.text("says");
    s.text("source");
    return e;
}

} // namespace rewire::model
