#include "report/conduct_words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace rewire::report {
namespace {

// "HAM-D responder", "hamd <= 10"
std::string rule_of(const trial::Design& d) {
    const auto& l = *d.lead_in;
    return l.rule ? l.told : fmt::format("{} {}", d.instruments()[l.measure].name, l.told);
}

} // namespace

std::string conduct_words(const trial::Design& d) {
    std::string out;
    if (d.lead_in)
        out += fmt::format("lead-in: {} weeks, then {}\n", d.lead_in->days / 7,
                           d.lead_in->told.empty() ? "everybody goes on" : "whoever is " + rule_of(d) + " goes on");
    for (const auto& arm : d.arms)
        for (const auto& c : arm.calendar.courses)
            if (c.seen > 0 && arm.calendar.treatments[c.treatment].name == "placebo_pill")
                out += fmt::format("placebo: {}, from week {:.3g} on\n", arm.name, (c.start - d.begins()) / 7.0);
    if (d.rescue)
        out += fmt::format("rescue: {}\n", d.rescue->told);
    const auto& c = d.screening;
    if (c.raters.count > 0)
        out += fmt::format("raters: {} at each centre\n", c.raters.count);
    if (!c.stopping)
        out += "drugs are not stopped for their side effects\n";
    return out;
}

std::string lead_in_flow(const trial::Design& d, const trial::Flow& f) {
    auto out = fmt::format("  lead-in: {} not randomised", f.not_randomised());
    if (d.lead_in->goes_on != trial::LeadIn::GoesOn::everybody)
        out += fmt::format(", {} not {}", f.unmet, rule_of(d));
    out += fmt::format(", {} stopped a drug for its side effects", f.stopped);
    if (f.broke > 0)
        out += fmt::format(", {} failed", f.broke);
    return out + fmt::format("; randomised {}\n", f.enrolled - f.not_randomised());
}

} // namespace rewire::report
