#include "report/trial_page.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/counted.hpp"
#include "base/file.hpp"
#include "report/csv.hpp"
#include "report/life_numbers.hpp"
#include "report/markup.hpp"
#include "report/trial_text.hpp"

namespace rewire::report {
namespace {

using Kind = scenario::TrialEndpoint::Kind;

std::string title_of(const TrialReport& r) {
    return "A trial: " + (r.design->name.empty() ? words_of(r.file) : r.design->name);
}

void in_short(Page& page, const TrialReport& r) {
    const auto& d = *r.design;
    const auto& c = *r.cohort;
    page.section("In short");
    std::vector<Fact> facts{
        {d.lead_in ? "Randomised" : "Enrolled", std::to_string(c.flow.enrolled - c.flow.not_randomised()),
         d.lead_in ? fmt::format("of {} who began the lead-in and {} assessed", c.flow.enrolled, c.flow.assessed)
                   : fmt::format("of {} assessed", c.flow.assessed)},
        {"Arms", std::to_string(d.arms.size()),
         d.counterfactual ? "everyone lives every one" : "held against " + d.arms.front().name}};
    for (const auto& f : *r.found) {
        if (f.endpoint->kind != Kind::score || !f.ancova.failure.empty())
            continue;
        const auto& i = d.instruments()[f.endpoint->measure];
        const auto say = [&](const std::string& arm, double difference, const trial::Interval& interval,
                             const std::string& rest) {
            facts.push_back(
                {fmt::format("{} minus {}", arm, d.arms.front().name),
                 shown_change(difference, 1) + (i.unit.empty() || i.unit == "1" ? "" : " " + i.unit),
                 fmt::format("{}; 95\u00a0%: {}; {}", f.endpoint->name, shown_interval(interval, 1), rest)});
        };
        for (const auto& x : f.ancova.differences)
            say(x.arm, x.difference, x.interval, "p " + shown_p(x.p));
        for (std::size_t a = 0; a < f.truth.size(); ++a)
            say(d.arms[a + 1].name, f.truth[a].difference, f.truth[a].interval, "in the same people");
        break; // the first is the one that a trial is planned for
    }
    page.facts(facts);
    page.text(
        "People are virtual: what is shown follows from the model, and nearly all of the model's numbers are "
        "assumed. The statistics are those a real trial would use, so that the page says what such a trial would "
        "have shown, chance included, not what is true of patients.");
}

void endpoints(Page& page, const TrialReport& r) {
    page.section("Endpoints");
    if (auto f = endpoint_forest(r); !f.groups.empty())
        page.add(f);
    for (const auto& f : *r.found) {
        if (f.endpoint->kind == Kind::score)
            page.add(score_table(r, f));
        else if (f.endpoint->kind != Kind::time_to_event)
            page.add(share_table(r, f));
        else {
            page.add(survival_chart(r, f));
            page.add(event_table(r, f));
        }
    }
}

void subgroups(Page& page, const TrialReport& r) {
    const auto& s = *r.subgroups;
    page.section("Subgroups");
    if (s.endpoint == nullptr)
        return page.text("No endpoint is a score: no effect is looked at by subgroup.");
    page.caution(trial::subgroup_caution(s));
    for (std::size_t a = 1; a < r.design->arms.size(); ++a)
        page.add(subgroup_forest(r, a));
}

void persons(Page& page, const TrialReport& r) {
    page.section("Person by person");
    const auto& d = *r.design;
    if (!d.counterfactual)
        return page.text(
            "Each person lived one arm, as in any trial: who would have done better under another cannot be "
            "told from it. With allocation = \"counterfactual\" everyone lives every arm, and this section "
            "shows how far single people differ.");
    const auto score = std::ranges::find(*r.found, Kind::score, [](const auto& f) { return f.endpoint->kind; });
    if (score == r.found->end())
        return page.text("No endpoint is a score: no difference is told of single people.");
    for (const auto& i : trial::individual_effects(d, *r.cohort, *score->endpoint))
        page.add(individual_chart(r, *score->endpoint, i));
}

std::string conduct_of(const trial::Design& d) {
    std::string out = fmt::format("{} are enrolled at {} by their score as it is rated on day 0. ",
                                  counted(d.people, "person", "people"), counted(d.centres(), "centre"));
    if (d.counterfactual)
        out += "Everyone lives every arm with the same luck. ";
    else {
        std::string ratio;
        for (const int n : d.ratio)
            ratio += (ratio.empty() ? "" : ":") + std::to_string(n);
        out += fmt::format("They are allocated {} in permuted blocks within each centre{}. ", ratio,
                           d.strata.empty() ? "" : " and stratum");
    }
    out += "Visits are in weeks ";
    for (std::size_t v = 0; v < d.weeks.size(); ++v)
        out += (v == 0 ? "" : ", ") + shown_number(d.weeks[v]);
    out += d.window > 0 ? fmt::format(", each up to {} early or late. ", counted(d.window, "day")) : ". ";
    if (d.dropout) {
        constexpr std::string_view rules[]{"whoever they are (MCAR)",
                                           "more of them of whom the last score that was seen "
                                           "is not better (MAR)",
                                           "more of them whose score, which then is not seen, is not better (MNAR)"};
        out += fmt::format("{} come no more by week {}, {}. ", shown_percent(d.dropout->share),
                           shown_number(d.dropout->week), rules[static_cast<std::size_t>(d.dropout->missing)]);
    } else
        out += "Nobody drops out by the conduct of the trial. ";
    return out +
           "Estimands (ICH E9 R1), the intercurrent event being a drug that is stopped for its side effects. Treatment "
           "policy: what was observed, whatever was taken. Hypothetical: only what was observed before the stop. "
           "Composite: who stopped or came no more has gained nothing and is no responder. While on treatment: the "
           "last "
           "visit up to the stop.";
}

std::vector<Citation> read_more() {
    return {
        {"Schulz KF, Altman DG, Moher D. CONSORT 2010 statement. BMJ 2010; 340: c332.", "10.1136/bmj.c332"},
        {"Altman DG. Confidence intervals for the number needed to treat. BMJ 1998; 317: 1309.",
         "10.1136/bmj.317.7168.1309"},
        {"Austin PC. Balance diagnostics for comparing the distribution of baseline covariates. Stat Med 2009; 28: "
         "3083.",
         "10.1002/sim.3697"},
        {"Wang R, Lagakos SW, Ware JH, Hunter DJ, Drazen JM. Statistics in medicine: reporting of subgroup analyses "
         "in clinical trials. N Engl J Med 2007; 357: 2189.",
         "10.1056/NEJMsr077003"}};
}

} // namespace

Page trial_page(const TrialReport& r) {
    const auto& d = *r.design;
    Page page(title_of(r), fmt::format("{} in {} arms over {} weeks, {}, on {}",
                                       counted(d.people, "virtual person", "virtual people"), d.arms.size(),
                                       shown_number(d.weeks.back()),
                                       d.counterfactual ? "everyone living every arm" : "randomised", r.brain));
    for (const auto& w : r.warnings)
        page.warn(w);
    in_short(page, r);
    page.section("Flow");
    page.add(consort_figure(r));
    if (auto t = adverse_counts(r); !t.table.rows.empty())
        page.add(t);
    page.section("At the start");
    page.add(trial_baseline(r));
    page.section("Over the visits");
    const auto charts = visit_charts(r);
    page.side_by_side(static_cast<int>(charts.size()));
    for (const auto& c : charts)
        page.add(c);
    for (std::size_t k = 0; k < charts.size(); ++k)
        page.add(visit_table(r, k));
    page.text(
        "Whoever came no more is in none of these means: they show those who stayed. The endpoints below say by what "
        "rule they deal with it.");
    endpoints(page, r);
    subgroups(page, r);
    persons(page, r);
    page.section("Conduct and methods");
    page.add(trial_plan(r));
    page.methods(conduct_of(d));
    page.text(
        "analysis.R beside this page repeats the analyses from the tables in R, and adds a mixed model of repeated "
        "measures.");
    page.section("Citations");
    page.citations(read_more());
    return page;
}

void write_trial_report(const TrialReport& r, const std::filesystem::path& folder) {
    write_file(folder / "subgroups.csv", csv_table(subgroup_table(*r.subgroups)));
    write_page(folder / "report.html", r.provenance, [&] { return trial_page(r); });
}

} // namespace rewire::report
