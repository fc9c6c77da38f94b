#include "report/consort.hpp"

#include <cmath>
#include <fmt/format.h>

#include "base/unit.hpp"
#include "report/life_numbers.hpp"

namespace rewire::report {
namespace {

// "Came no more (n = 4)", the number never on a line of its own.
std::string with_number(const std::string& words, std::size_t n) {
    return fmt::format("{} (n\u00a0=\u00a0{})", words, n);
}

std::string bounds_of(const model::Inclusion& i) {
    const auto name = title_of(i.instrument);
    if (i.low <= i.instrument.low && i.high < i.instrument.high)
        return fmt::format("{} above {}", name, format_number(i.high));
    if (i.high >= i.instrument.high && i.low > i.instrument.low)
        return fmt::format("{} below {}", name, format_number(i.low));
    return fmt::format("{} not from {} to {}", name, format_number(i.low), format_number(i.high));
}

ConsortBox followed(const trial::Design& d, const trial::TrialCohort& c, const trial::ArmFlow& flow, int arm) {
    ConsortBox out{.stage = "Follow-up", .arm = arm, .title = "Followed up"};
    std::vector<std::size_t> last(d.weeks.size() + 1); // visits that were attended
    for (const auto& p : c.people)
        if (p.arm == arm && p.failure.empty())
            ++last[std::min(p.seen, d.weeks.size())];
    std::string when;
    for (std::size_t v = 1; v < d.weeks.size(); ++v)
        if (last[v] > 0)
            when += fmt::format("{}{}\u00a0after\u00a0week\u00a0{}", when.empty() ? ": " : ", ", last[v],
                                format_number(d.weeks[v - 1]));
    out.lines.push_back(with_number("Came no more", flow.dropped) + when);
    out.lines.push_back(with_number("Numbers broke", flow.failed));
    out.lines.push_back(with_number("Stopped a drug early for its side effects, and were followed on", flow.stopped));
    if (d.rescue) {
        out.lines.push_back(with_number("Were given rescue, and were followed on", flow.rescued));
        out.lines.push_back(with_number("Stopped the rescue early for its side effects", flow.rescue_stopped));
    }
    return out;
}

std::size_t analysed_in(const trial::Found& f, std::size_t arm) {
    if (!f.shares.empty())
        return f.shares[arm].of;
    if (!f.curves.empty())
        return f.curves[arm].people;
    return f.ancova.failure.empty() ? f.ancova.means[arm].people : 0;
}

} // namespace

ConsortFlow consort_of(const trial::Design& d, const trial::TrialCohort& c, const std::vector<trial::Found>& found) {
    ConsortFlow out;
    for (const auto& a : d.arms)
        out.arms.push_back(a.name);
    out.boxes.push_back({.stage = "Enrolment", .title = with_number("Assessed for eligibility", c.flow.assessed)});
    ConsortBox gone{
        .stage = "Enrolment", .aside = true, .title = with_number("Excluded", c.flow.assessed - c.flow.enrolled)};
    for (std::size_t k = 0; k < c.flow.excluded.size(); ++k)
        gone.lines.push_back(with_number(bounds_of(d.screening.inclusion[k]), c.flow.excluded[k]));
    if (c.flow.failed > 0)
        gone.lines.push_back(with_number("Numbers broke before", c.flow.failed));
    out.boxes.push_back(std::move(gone));
    if (d.lead_in) {
        out.boxes.push_back({.stage = "Lead-in", .title = with_number("Began the lead-in", c.flow.enrolled)});
        ConsortBox left{
            .stage = "Lead-in", .aside = true, .title = with_number("Not randomised", c.flow.not_randomised())};
        if (!d.lead_in->told.empty())
            left.lines.push_back(with_number(fmt::format("Did not meet \"{}\"", d.lead_in->told), c.flow.unmet));
        left.lines.push_back(with_number("Stopped a drug for its side effects", c.flow.stopped));
        if (c.flow.broke > 0)
            left.lines.push_back(with_number("Numbers broke", c.flow.broke));
        out.boxes.push_back(std::move(left));
    }
    out.boxes.push_back({.stage = d.lead_in ? "Lead-in" : "Enrolment",
                         .title = with_number(d.counterfactual ? "Enrolled, and lived every arm" : "Randomised",
                                              c.flow.enrolled - c.flow.not_randomised())});
    const auto flow = trial::flow_of(d, c);
    for (std::size_t a = 0; a < d.arms.size(); ++a) {
        const int arm = static_cast<int>(a);
        out.boxes.push_back({.stage = d.counterfactual ? "Arms" : "Allocation",
                             .arm = arm,
                             .title = with_number((d.counterfactual ? "Lived " : "Allocated to ") + d.arms[a].name,
                                                  flow[a].allocated)});
        out.boxes.push_back(followed(d, c, flow[a], arm));
        out.boxes.push_back(
            {.stage = "Follow-up",
             .arm = arm,
             .title = with_number(fmt::format("Seen at the last visit, week\u00a0{}", format_number(d.weeks.back())),
                                  flow[a].finished)});
        ConsortBox analysed{.stage = "Analysis", .arm = arm, .title = "Analysed"};
        for (const auto& f : found)
            analysed.lines.push_back(with_number(f.endpoint->name, analysed_in(f, a)));
        out.boxes.push_back(std::move(analysed));
    }
    return out;
}

} // namespace rewire::report
