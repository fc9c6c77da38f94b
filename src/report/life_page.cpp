// The page of a life: what came of it, its timeline, brains, pathways and hours, and where every number comes from.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/counted.hpp"
#include "report/life_figures.hpp"
#include "report/life_numbers.hpp"
#include "report/life_sources.hpp"
#include "report/markup.hpp"
#include "report/network_report.hpp"

namespace rewire::report {
namespace {

std::string percent(double share) { return std::isnan(share) ? "n/a" : fmt::format("{:.0f} %", 100 * share); }
std::string told_share(const simulate::Share& s) {
    return s.of == 0
               ? "nobody to count"
               : fmt::format("{} of {}; 95 % interval {:.0f} to {:.0f} %", s.count, s.of, 100 * s.low, 100 * s.high);
}

void findings(Page& page, const LifeReport& r) {
    page.section("Findings");
    const auto& c = *r.calendar;
    const auto outcomes = simulate::outcomes_of(*r.people, c);
    const auto failed = std::ranges::count_if(*r.people, [](const simulate::Person& p) { return !p.failure.empty(); });
    std::vector<Fact> facts{{"Virtual people", std::to_string(r.people->size()),
                             failed == 0 ? "all lived to the end" : fmt::format("{} failed", failed)}};
    if (!c.instruments.empty())
        for (const auto& m : moments_of(c)) {
            if (!m.visit)
                continue;
            std::vector<double> values;
            for (const auto& p : *r.people)
                values.push_back(p.visits(*m.visit, 0));
            const auto s = simulate::spread_of(std::move(values), c.instruments[0].whole);
            facts.push_back(
                {fmt::format("{}, {}", title_of(c.instruments[0]), m.day == 0 ? "week 0" : "w" + m.label.substr(1)),
                 mean_and_sd(c.instruments[0], s),
                 fmt::format("{}, mean ± sd over people; 5 to 95 %: {} to {}", c.instruments[0].unit_says,
                             quantile_text(c.instruments[0], s.p05), quantile_text(c.instruments[0], s.p95))});
        }
    if (!outcomes.visits.empty()) {
        const auto& last = outcomes.visits.back();
        const auto week = "week " + shown_number(near_week(last.week));
        facts.push_back({"Response, " + week, percent(last.response.rate), told_share(last.response)});
        if (last.remission)
            facts.push_back({"Remission, " + week, percent(last.remission->rate), told_share(*last.remission)});
        facts.push_back({"Relapse, " + week, percent(last.relapse.rate), told_share(last.relapse)});
    }
    page.facts(facts);
    if (!outcomes.missing.empty())
        page.text(fmt::format("Response, remission and relapse are not told: {}.", outcomes.missing));
    if (outcomes.visits.empty())
        return;
    TableFigure t;
    t.caption = {
        "Outcomes by visit",
        fmt::format("{}. {} In brackets: 95 % interval (Wilson).", title_of(c.instruments[0]), outcomes.definition),
        {"outcomes.csv", answers_file(r)}};
    t.table.columns = {{"week"}, {"response"}, {"remission"}, {"relapse"}};
    const auto cell = [](const simulate::Share& s) {
        return s.of == 0 ? std::string("–")
                         : fmt::format("{:.0f}\u00a0% ({:.0f}\u2060–\u2060{:.0f}), {}\u00a0of\u00a0{}", 100 * s.rate,
                                       100 * s.low, 100 * s.high, s.count, s.of);
    };
    for (const auto& v : outcomes.visits)
        t.table.rows.push_back({near_week(v.week), cell(v.response),
                                v.remission ? cell(*v.remission) : "no cut-off known", cell(v.relapse)});
    page.add(t);
}

void pain(Page& page, const LifeReport& r) {
    if (r.pain.empty())
        return;
    page.section("Pain, from body to brain");
    page.add(pain_map(r));
    page.add(pain_causes_table(r));
    const auto order = people_by_pain(r);
    if (order.empty() || r.people->size() == 1)
        return;
    page.add(pain_map(r, order[0]));
    page.add(pain_people_table(r));
}

void brains(Page& page, const LifeReport& r) {
    if (r.connectome->centres_mm.empty())
        return;
    const auto pictures = brain_figures(r);
    if (pictures.empty())
        return;
    page.section("Brain");
    if (r.keep == simulate::Keep::visits)
        page.text(fmt::format("Rates of regions are kept of {} people at most, those with the lowest numbers.",
                              simulate::with_rates));
    for (const auto& p : pictures)
        page.add(p);
}

void pathways(Page& page, const LifeReport& r) {
    if (r.model->pathways.empty())
        return;
    page.section("Pathways");
    page.add(pathway_diagrams(r));
    page.add(pathway_changes(r));
}

void connectivity(Page& page, const LifeReport& r) {
    if (!r.fc_before && !r.fc_after)
        return;
    page.section("Functional connectivity");
    for (const auto& maps : connectivity_figures(r))
        page.add(maps);
}

void contested(Page& page, const LifeReport& r) {
    page.section("What is contested");
    const auto list = disputes_of(r);
    if (list.empty())
        return page.text("No treatment of this plan and no mechanism of this life is marked as contested.");
    TableFigure t;
    t.caption = {"Contested treatments and mechanisms",
                 "Where trials or experts disagree, this page shows one side: that of the mechanisms listed below.",
                 {}};
    t.table.columns = {{"what"}, {"why"}};
    for (const auto& d : list)
        t.table.rows.push_back({d.what, d.why});
    page.add(t);
}

} // namespace

Page life_page(const LifeReport& r) { return life_page(r, daily_spreads(r)); }
Page life_page(const LifeReport& r, const DailySpreads& daily) {
    const auto& c = *r.calendar;
    Page page(fmt::format("A life: {}", words_of(scenario_title(*r.scenario))),
              fmt::format("{}, {:.4g} weeks before the plan and {:.4g} after its start, on {}{}",
                          counted(r.people->size(), "virtual person", "virtual people"), -c.first / 7.0, c.last / 7.0,
                          r.connectome->name, r.connectome->synthetic ? " (synthetic)" : ""));
    for (const auto& w : r.warnings)
        page.warn(w);
    findings(page, r);
    page.add(baseline_table(r));
    page.section("Timeline");
    if (r.keep == simulate::Keep::visits)
        page.text(
            "Kept are the days of visits, the first day, that on which the plan begins and the last one (--keep "
            "visits): curves run straight from one to the next.");
    page.add(life_timeline(r, daily));
    pain(page, r);
    brains(page, r);
    pathways(page, r);
    page.section("Hours of the day");
    page.add(hours_bars(r));
    page.add(hours_changes(r));
    if (const auto gates = gate_chart(r, daily); !gates.lines.empty()) {
        page.section("Gates");
        page.add(gates);
    }
    connectivity(page, r);
    contested(page, r);

    auto parameters = life_parameters(r), catalogue = life_catalogue(r);
    page.section("Sources of numbers");
    Page counting("", ""); // the sum stands above the tables
    counting.add(parameters);
    counting.add(catalogue);
    const auto all = parameters.table.rows.size() + catalogue.table.rows.size();
    page.facts({{"Values", std::to_string(all), "parameters and values of the catalogue"},
                {"Assumed", std::to_string(counting.assumed()),
                 fmt::format("{} of all values", percent(static_cast<double>(counting.assumed()) /
                                                         static_cast<double>(std::max<std::size_t>(all, 1))))}});
    page.add(parameters);
    page.add(catalogue);
    page.section("Methods");
    page.notes(r.notes);
    page.add(plan_table(r));
    page.methods(life_methods(r));
    page.section("Citations");
    page.citations(citations_of(life_cites(r)));
    return page;
}

} // namespace rewire::report
