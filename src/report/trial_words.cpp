#include "report/trial_words.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "report/conduct_words.hpp"
#include "report/trial_comparisons.hpp"
#include "base/counted.hpp"
#include "base/unit.hpp"
#include "trial/adverse.hpp"

namespace rewire::report {
namespace {

using Kind = scenario::TrialEndpoint::Kind;
using Json = nlohmann::ordered_json;

std::string_view kind_of(const trial::Endpoint& e) {
    return scenario::TrialEndpoint::kinds()[static_cast<std::size_t>(e.kind)];
}
std::string_view estimand_of(const trial::Endpoint& e) {
    return scenario::TrialEndpoint::estimands()[static_cast<std::size_t>(e.estimand)];
}

Json interval_json(const trial::Interval& i) { return Json::array({i.low, i.high}); }

std::string excluded_by(const model::Inclusion& i) {
    return fmt::format("{} not from {:g} to {:g}", i.instrument.name, i.low, i.high);
}

void tell_flow(std::string& out, const trial::Design& d, const trial::TrialCohort& c) {
    out += fmt::format("assessed {}", c.flow.assessed);
    for (std::size_t k = 0; k < c.flow.excluded.size(); ++k)
        out += fmt::format(", excluded {} ({})", c.flow.excluded[k], excluded_by(d.screening.inclusion[k]));
    if (c.flow.failed > 0)
        out += fmt::format(", failed {}", c.flow.failed);
    out += fmt::format(", enrolled {}\n", c.flow.enrolled);
    if (d.lead_in)
        out += lead_in_flow(d, c.flow);
    const auto flow = flow_of(d, c);
    for (std::size_t a = 0; a < d.arms.size(); ++a)
        out += fmt::format(
            "  {}: {} {}, {} stopped a drug for its side effects, {}{} came no more, {} seen to the end{}\n",
            d.arms[a].name, d.counterfactual ? "lived by" : "allocated to", flow[a].allocated, flow[a].stopped,
            d.rescue ? fmt::format("{} got rescue ({} stopped it), ", flow[a].rescued, flow[a].rescue_stopped) : "",
            flow[a].dropped, flow[a].finished, flow[a].failed > 0 ? fmt::format(", {} failed", flow[a].failed) : "");
}

void tell_adverse(std::string& out, const trial::Design& d, const trial::TrialCohort& c) {
    const auto adverse = trial::adverse_of(d, c);
    if (std::ranges::none_of(adverse, [](const auto& a) { return a.any > 0; }))
        return;
    out += "side effects that were felt (one burden a drug, unspecified; by the worst)\n";
    for (std::size_t a = 0; a < d.arms.size(); ++a)
        for (const auto& t : adverse[a].treatments)
            out += fmt::format("  {}, {}: {} of {}: {} mild, {} moderate, {} severe; {} stopped it\n", d.arms[a].name,
                               t.treatment, t.people, adverse[a].people, t.mild, t.moderate, t.severe, t.stopped);
}

void tell_baseline(std::string& out, const trial::Design& d, const trial::TrialCohort& c) {
    out += "at baseline (mean ± sd, by arm; largest standardised difference)\n";
    for (const auto& b : baseline_of(d, c)) {
        out += fmt::format("  {:<20}", b.name);
        for (const auto& v : b.arms)
            out += b.share ? fmt::format("  {:>5.1f} %", 100 * v.mean) : fmt::format("  {:.3g} ± {:.2g}", v.mean, v.sd);
        out += fmt::format("{}  ({:.2f})\n", b.unit.empty() ? "" : " " + b.unit, b.difference);
    }
}

void tell_score(std::string& out, const trial::Design& d, const trial::Found& f) {
    const auto& unit = d.instruments()[f.endpoint->measure].unit;
    if (!f.ancova.failure.empty()) {
        out += fmt::format("  not analysed: {}\n", f.ancova.failure);
        return;
    }
    for (const auto& m : f.ancova.means)
        out += fmt::format("  {}: {:.2f} ({:.2f} to {:.2f}) {}, adjusted, {}\n", m.arm, m.mean, m.interval.low,
                           m.interval.high, unit, counted(m.people, "person", "people"));
    if (const auto& j = f.ancova.joint)
        out += fmt::format("  that any arm differs from any other: F({:g}, {:g}) {:.2f}, p {:.2g}\n", j->df1, j->df2,
                           j->f, j->p);
    for (std::size_t a = 0; a < f.ancova.differences.size(); ++a) {
        const auto& x = f.ancova.differences[a];
        out +=
            fmt::format("  {} minus {}: {:+.2f} ({:+.2f} to {:+.2f}) {}, p {:.2g}; g {:+.2f}\n", x.arm,
                        d.arms.front().name, x.difference, x.interval.low, x.interval.high, unit, x.p, f.effects[a].g);
    }
    for (std::size_t a = 0; a < f.truth.size(); ++a)
        out += fmt::format("  {} minus {} in the same {}, as it is in them: {:+.2f} ({:+.2f} to {:+.2f}) {}\n",
                           d.arms[a + 1].name, d.arms.front().name, counted(f.truth[a].people, "person", "people"),
                           f.truth[a].difference, f.truth[a].interval.low, f.truth[a].interval.high, unit);
}

void tell_shares(std::string& out, const trial::Design& d, const trial::Found& f) {
    for (std::size_t a = 0; a < f.shares.size(); ++a)
        out += fmt::format("  {}: {:.0f} % ({} of {}; {:.0f} to {:.0f})\n", d.arms[a].name, 100 * f.shares[a].rate,
                           f.shares[a].count, f.shares[a].of, 100 * f.shares[a].low, 100 * f.shares[a].high);
    for (std::size_t a = 0; a < f.proportions.size(); ++a)
        out += f.proportions[a].failure.empty()
                   ? fmt::format("  {} minus {}: {:+.0f} % ({:+.0f} to {:+.0f}); {}\n", d.arms[a + 1].name,
                                 d.arms.front().name, 100 * f.proportions[a].difference,
                                 100 * f.proportions[a].interval.low, 100 * f.proportions[a].interval.high,
                                 trial::words_of(f.proportions[a].needed))
                   : fmt::format("  not compared: {}\n", f.proportions[a].failure);
}

void tell_event(std::string& out, const trial::Design& d, const trial::Found& f) {
    for (std::size_t a = 0; a < f.curves.size(); ++a) {
        const auto& k = f.curves[a];
        out += fmt::format("  {}: {} of {} had it; free of it in week {}: {:.0f} %\n", d.arms[a].name, k.events,
                           k.people, format_number(d.weeks.back()), 100 * k.survival_at(d.weeks.back()));
    }
    out += f.log_rank.failure.empty() ? fmt::format("  log-rank test: p {:.2g}\n", f.log_rank.p)
                                      : fmt::format("  no log-rank test: {}\n", f.log_rank.failure);
    if (!f.cox.failure.empty())
        out += fmt::format("  no hazard ratio: {}\n", f.cox.failure);
    for (const auto& t : f.cox.failure.empty() ? f.cox.terms : std::vector<trial::Cox::Term>{})
        out += fmt::format("  hazard against {}, {}: {:.2f} ({:.2f} to {:.2f}), p {:.2g}\n", d.arms.front().name,
                           t.name, t.hazard_ratio, t.interval.low, t.interval.high, t.p);
}

} // namespace

std::string words_of(const trial::Design& d, const trial::TrialCohort& c, const std::vector<trial::Found>& found) {
    std::string out;
    tell_flow(out, d, c);
    tell_adverse(out, d, c);
    tell_baseline(out, d, c);
    for (const auto& f : found) {
        out += fmt::format("{} ({}; {})\n", f.endpoint->name, estimand_of(*f.endpoint),
                           f.missing == 0 ? fmt::format("{} analysed", f.analysed)
                                          : fmt::format("{} analysed, {} missing", f.analysed, f.missing));
        if (f.endpoint->kind == Kind::score)
            tell_score(out, d, f);
        else if (f.endpoint->kind == Kind::time_to_event)
            tell_event(out, d, f);
        else
            tell_shares(out, d, f);
    }
    return out;
}

Json trial_json(const trial::Design& d, const trial::TrialCohort& c, const std::vector<trial::Found>& found) {
    Json out{
        {"name", d.name}, {"people", d.people}, {"allocation", d.counterfactual ? "counterfactual" : "randomised"}};
    out["flow"] = {{"assessed", c.flow.assessed}, {"enrolled", c.flow.enrolled}, {"failed", c.flow.failed}};
    for (std::size_t k = 0; k < c.flow.excluded.size(); ++k)
        out["flow"]["excluded"][excluded_by(d.screening.inclusion[k])] = c.flow.excluded[k];
    if (d.lead_in)
        out["flow"]["not_randomised"] = {
            {"unmet", c.flow.unmet}, {"stopped", c.flow.stopped}, {"failed", c.flow.broke}};
    const auto flow = flow_of(d, c);
    for (std::size_t a = 0; a < d.arms.size(); ++a)
        out["flow"]["arms"][d.arms[a].name] = {
            {"allocated", flow[a].allocated}, {"stopped", flow[a].stopped},
            {"rescued", flow[a].rescued},     {"rescue_stopped", flow[a].rescue_stopped},
            {"dropped", flow[a].dropped},     {"finished", flow[a].finished},
            {"failed", flow[a].failed}};
    const auto adverse = trial::adverse_of(d, c);
    for (std::size_t a = 0; a < d.arms.size(); ++a) {
        auto& arm = out["adverse"][d.arms[a].name];
        arm = {{"people", adverse[a].people}, {"any", adverse[a].any}};
        for (const auto& t : adverse[a].treatments)
            arm["treatments"][t.treatment] = {{"people", t.people}, {"mild", t.mild},       {"moderate", t.moderate},
                                              {"severe", t.severe}, {"stopped", t.stopped}, {"feared", t.feared}};
    }
    for (const auto& b : baseline_of(d, c)) {
        auto& row = out["baseline"][b.name];
        row["standardised_difference"] = b.difference;
        for (std::size_t a = 0; a < d.arms.size(); ++a)
            row[d.arms[a].name] = {{"mean", b.arms[a].mean}, {"sd", b.arms[a].sd}, {"people", b.arms[a].people}};
    }
    for (const auto& f : found) {
        Json e{{"name", f.endpoint->name},
               {"kind", kind_of(*f.endpoint)},
               {"estimand", estimand_of(*f.endpoint)},
               {"analysed", f.analysed},
               {"missing", f.missing}};
        for (std::size_t a = 0; a < f.ancova.differences.size(); ++a) {
            const auto& x = f.ancova.differences[a];
            auto& row = e["differences"][x.arm];
            row = {{"difference", x.difference},
                   {"error", x.error},
                   {"interval", interval_json(x.interval)},
                   {"p", x.p},
                   {"g", f.effects[a].g}};
        }
        for (std::size_t a = 0; a < f.truth.size(); ++a)
            e["truth"][d.arms[a + 1].name] = {{"difference", f.truth[a].difference},
                                              {"interval", interval_json(f.truth[a].interval)},
                                              {"people", f.truth[a].people}};
        for (std::size_t a = 0; a < f.shares.size(); ++a)
            e["shares"][d.arms[a].name] = {{"count", f.shares[a].count}, {"of", f.shares[a].of}};
        for (std::size_t a = 0; a < f.curves.size(); ++a)
            e["events"][d.arms[a].name] = {{"events", f.curves[a].events}, {"people", f.curves[a].people}};
        if (f.endpoint->kind == Kind::time_to_event && f.log_rank.failure.empty()) {
            e["log_rank_p"] = f.log_rank.p;
            for (const auto& t : f.cox.terms)
                e["hazard_ratios"][t.name] = {{"ratio", t.hazard_ratio}, {"interval", interval_json(t.interval)}};
        }
        add_comparisons(e, d, f);
        out["endpoints"].push_back(std::move(e));
    }
    return out;
}

} // namespace rewire::report
