// What a trial's page draws: people, visits, time to event, effects.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/counted.hpp"
#include "report/consort.hpp"
#include "report/life_numbers.hpp"
#include "report/markup.hpp"
#include "report/trial_page.hpp"
#include "report/trial_text.hpp"
#include "trial/visit_means.hpp"

namespace rewire::report {
namespace {

using Kind = scenario::TrialEndpoint::Kind;

constexpr double half_page = 470, whole_page = 720; // pixels a figure has on a wide screen

DrawingFigure drawn(Caption caption, const ArmChart& c, double wide) {
    return {std::move(caption), arm_chart_svg(c, wide, "wide"), arm_chart_svg(c, narrow_screen, "narrow")};
}
std::string unit_of(const model::Instrument& i) { return i.unit_says.empty() ? i.unit : i.unit_says; }
std::string people_text(std::size_t n) { return counted(n, "person", "people"); }

// "CBT minus waiting", "CBT against waiting".
std::string against(const trial::Design& d, std::string_view arm, std::string_view word = "minus") {
    return fmt::format("{} {} {}", arm, word, d.arms.front().name);
}

int digits_for(const trial::Ancova& a) { return digits_of(a.failure.empty() ? a.sd : 1); }

EffectGroup score_group(const TrialReport& r, std::size_t measure) {
    const auto& d = *r.design;
    const auto& i = d.instruments()[measure];
    EffectGroup g{.title = title_of(i),
                  .unit = unit_of(i),
                  .head = against_first(d, d.counterfactual ? "in the same people, difference" : "difference", "from"),
                  .p = d.counterfactual ? "" : "p",
                  .less = "less than in " + d.arms.front().name,
                  .more = "more",
                  .rows = {}};
    for (const auto& f : *r.found) {
        if (f.endpoint->kind != Kind::score || f.endpoint->measure != measure)
            continue;
        EffectRow heading{.name = endpoint_text(f)};
        std::vector<EffectRow> rows;
        const int digits = digits_for(f.ancova);
        if (f.ancova.failure.empty())
            for (const auto& x : f.ancova.differences)
                rows.push_back({.name = x.arm,
                                .value = x.difference,
                                .low = x.interval.low,
                                .high = x.interval.high,
                                .words = shown_effect(x.difference, x.interval, digits),
                                .p = shown_p(x.p)});
        for (std::size_t a = 0; a < f.truth.size(); ++a) {
            const auto& t = f.truth[a];
            rows.push_back({.name = d.arms[a + 1].name,
                            .value = t.difference,
                            .low = t.interval.low,
                            .high = t.interval.high,
                            .words = shown_effect(t.difference, t.interval, digits)});
        }
        if (rows.empty())
            continue;
        g.rows.push_back(std::move(heading));
        g.rows.insert(g.rows.end(), rows.begin(), rows.end());
    }
    return g;
}

EffectGroup share_group(const TrialReport& r) {
    const auto& d = *r.design;
    EffectGroup g{.title = "Response and remission",
                  .unit = "percentage points",
                  .head = against_first(d, "difference", "from"),
                  .less = "fewer than in " + d.arms.front().name,
                  .more = "more",
                  .rows = {}};
    for (const auto& f : *r.found) {
        if (f.proportions.empty())
            continue;
        g.rows.push_back({.name = endpoint_text(f)});
        for (std::size_t a = 0; a < f.proportions.size(); ++a) {
            const auto& p = f.proportions[a];
            EffectRow row{.name = d.arms[a + 1].name, .words = "not compared: " + p.failure};
            if (p.failure.empty()) {
                row.value = 100 * p.difference;
                row.low = 100 * p.interval.low;
                row.high = 100 * p.interval.high;
                row.words = shown_effect(row.value, {row.low, row.high}, 0);
            }
            g.rows.push_back(std::move(row));
        }
    }
    return g;
}

EffectGroup hazard_group(const TrialReport& r) {
    const auto& d = *r.design;
    EffectGroup g{.title = "Time to event",
                  .unit = "ratio",
                  .head = against_first(d, "hazard ratio", "to"),
                  .p = "p",
                  .log = true,
                  .neutral = 1,
                  .less = "later than in " + d.arms.front().name,
                  .more = "sooner",
                  .rows = {}};
    for (const auto& f : *r.found) {
        if (f.endpoint->kind != Kind::time_to_event || !f.cox.failure.empty() || f.cox.terms.empty())
            continue;
        g.rows.push_back({.name = endpoint_text(f)});
        for (const auto& t : f.cox.terms)
            g.rows.push_back({.name = t.name.starts_with("arm: ") ? t.name.substr(5) : t.name,
                              .value = t.hazard_ratio,
                              .low = t.interval.low,
                              .high = t.interval.high,
                              .words = shown_effect(t.hazard_ratio, t.interval, 2),
                              .p = shown_p(t.p)});
    }
    return g;
}

} // namespace

DrawingFigure consort_figure(const TrialReport& r) {
    const auto flow = consort_of(*r.design, *r.cohort, *r.found);
    return {
        {"The way of people through the trial",
         "After CONSORT 2010. Whoever stopped a drug or came no more lives on in the simulation: what is missing is "
         "missing to the trial, not to the model.",
         {"ADSL.csv"}},
        consort_svg(flow, consort_width(flow.arms.size()), "wide"),
        consort_svg(flow, narrow_screen, "narrow")};
}

std::vector<DrawingFigure> visit_charts(const TrialReport& r) {
    const auto& d = *r.design;
    std::vector<DrawingFigure> out;
    for (std::size_t k = 0; k < d.instruments().size(); ++k) {
        const auto& i = d.instruments()[k];
        ArmChart c{.says = fmt::format("Mean {} at the visits of each arm, with its 95 % interval", title_of(i)),
                   .x = {"Week"},
                   .y = {"Mean", unit_of(i)},
                   .ticks = d.weeks,
                   .people = "People observed",
                   .lines = {}};
        for (std::size_t a = 0; a < d.arms.size(); ++a) {
            ArmLine line{.label = d.arms[a].name, .arm = a, .at = d.weeks, .values = {}};
            const auto means = trial::visit_means(d, *r.cohort, a, k);
            for (std::size_t v = 0; v < means.size(); ++v) {
                const auto& m = means[v];
                line.values.push_back(m.mean);
                line.low.push_back(m.interval.low);
                line.high.push_back(m.interval.high);
                line.people.push_back(m.people);
                line.tips.push_back(fmt::format("{}, week {}: {}, {}", line.label, shown_number(d.weeks[v]),
                                                shown_effect(m.mean, m.interval, digits_of(m.sd)),
                                                people_text(m.people)));
            }
            c.lines.push_back(std::move(line));
        }
        out.push_back(drawn({title_of(i) + " over the visits",
                             "Means of what was observed, with 95 % intervals (Student's t).",
                             {"ADQS.csv"}},
                            c, half_page));
    }
    return out;
}

DrawingFigure survival_chart(const TrialReport& r, const trial::Found& f) {
    const auto& d = *r.design;
    ArmChart c{
        .says = fmt::format("Kaplan-Meier curves of {}: the share of each arm still without it", f.endpoint->name),
        .x = {"Week"},
        .y = {"Without the event", "%"},
        .ticks = d.weeks,
        .people = "People at risk",
        .lines = {},
        .range = std::pair(0.0, 100.0),
        .steps = true};
    for (std::size_t a = 0; a < f.curves.size(); ++a) {
        const auto& k = f.curves[a];
        ArmLine line{.label = fmt::format("{} ({} of {} had it)", d.arms[a].name, k.events, k.people),
                     .arm = a,
                     .at = {0},
                     .values = {100},
                     .low = {100},
                     .high = {100}};
        line.people = k.at_risk(d.weeks);
        line.tips.emplace_back();
        for (const auto& s : k.steps) {
            line.at.push_back(s.time);
            line.values.push_back(100 * s.survival);
            line.low.push_back(100 * s.interval.low);
            line.high.push_back(100 * s.interval.high);
            line.tips.push_back(fmt::format("{}, week {}: {} % ({} to {}), {} of {} at risk had it, {} censored",
                                            d.arms[a].name, shown_number(s.time), shown_fixed(100 * s.survival, 0),
                                            shown_fixed(100 * s.interval.low, 0), shown_fixed(100 * s.interval.high, 0),
                                            s.events, s.at_risk, s.censored));
            if (s.censored > 0)
                line.censored.push_back(s.time);
        }
        c.lines.push_back(std::move(line));
    }
    const auto test = f.log_rank.failure.empty() ? fmt::format("Log-rank test: p {}.", shown_p(f.log_rank.p))
                                                 : fmt::format("No log-rank test: {}.", f.log_rank.failure);
    return drawn({f.endpoint->name,
                  "Kaplan-Meier, the share still without the event; bands: 95 % intervals (log-log); small strokes: "
                  "people who are seen no longer. " +
                      test,
                  {"ADTTE.csv"}},
                 c, whole_page);
}

EffectForest endpoint_forest(const TrialReport& r) {
    const auto& d = *r.design;
    EffectForest f{{"Every endpoint",
                    d.counterfactual
                        ? std::string("Differences in the same people, as they are in them, with 95 % intervals.")
                        : "Each arm against " + d.arms.front().name +
                              ", by the estimand of the endpoint, with 95 % intervals. Scores: analysis of covariance.",
                    {}},
                   {}};
    for (std::size_t k = 0; k < d.instruments().size(); ++k)
        if (auto g = score_group(r, k); !g.rows.empty())
            f.groups.push_back(std::move(g));
    for (auto g : {share_group(r), hazard_group(r)})
        if (!g.rows.empty())
            f.groups.push_back(std::move(g));
    return f;
}

EffectForest subgroup_forest(const TrialReport& r, std::size_t arm) {
    const auto& d = *r.design;
    const auto& s = *r.subgroups;
    const auto& i = d.instruments()[s.endpoint->measure];
    EffectGroup g{.title = fmt::format("{}, {}", against(d, d.arms[arm].name), s.endpoint->name),
                  .unit = unit_of(i),
                  .head = against_first(d, "difference", "from"),
                  .p = "interaction p",
                  .less = "less than in " + d.arms.front().name,
                  .more = "more",
                  .rows = {}};
    double sd = 0;
    const auto people = [&](const trial::LevelEffect& e) {
        return d.counterfactual ? people_text(e.people) : fmt::format("{} and {}", e.people, people_text(e.control));
    };
    const auto row = [&](std::string name, const trial::LevelEffect& e, bool all) {
        return EffectRow{.name = std::move(name),
                         .note = people(e),
                         .value = e.difference,
                         .low = e.interval.low,
                         .high = e.interval.high,
                         .words = shown_effect(e.difference, e.interval, digits_of(sd)),
                         .all = all};
    };
    if (s.overall.size() >= arm) {
        const auto& e = s.overall[arm - 1];
        sd = e.error * std::sqrt(static_cast<double>(e.people) / (d.counterfactual ? 1 : 2)); // of a person, about
        g.overall = e.difference;
        g.rows.push_back(row("everybody", e, true));
    }
    const auto titled = [&](const std::string& name) { // "hamd in week 0" by the instrument's title
        for (const auto& k : d.instruments())
            if (name.starts_with(k.name + " "))
                return title_of(k) + name.substr(k.name.size());
        return name;
    };
    for (const auto& one : s.all) {
        if (!one.failure.empty()) {
            g.rows.push_back({.name = titled(one.name), .note = "no answer: " + one.failure});
            continue;
        }
        const auto& x = one.arms[arm - 1];
        g.rows.push_back({.name = titled(one.name), .p = shown_p(x.p)});
        for (std::size_t l = 0; l < 2; ++l)
            g.rows.push_back(row(one.levels[l], x.levels[l], false));
    }
    return {
        {"Subgroups: " + against(d, d.arms[arm].name),
         d.counterfactual ? "Mean of the differences within persons by level; p: whether the two levels differ."
                          : "Analysis of covariance with arm × level; p: whether the two levels differ. Dashed: the "
                            "difference in everybody.",
         {"subgroups.csv"}},
        {std::move(g)}};
}

DrawingFigure individual_chart(const TrialReport& r, const trial::Endpoint& e, const trial::IndividualEffects& i) {
    const auto& d = *r.design;
    const auto& measure = d.instruments()[e.measure];
    const int digits = digits_of(i.sd);
    std::size_t arm = 1;
    while (arm + 1 < d.arms.size() && d.arms[arm].name != i.arm)
        ++arm;
    const double below = static_cast<double>(std::ranges::count_if(i.differences, [](double v) { return v < 0; })) /
                         static_cast<double>(std::max<std::size_t>(i.differences.size(), 1));
    DifferenceChart c{
        .says = fmt::format("How far {} people's scores differ, {}", i.differences.size(), against(d, i.arm)),
        .x = {fmt::format("{}, difference in the same person", title_of(measure)), unit_of(measure)},
        .arm = arm,
        .differences = i.differences,
        .found = {}};
    c.found.push_back({fmt::format("As it is in them: mean {}, sd over people {}; lower under {} in {} of people",
                                   shown_fixed(i.mean, digits), shown_fixed(i.sd, digits), i.arm, shown_percent(below)),
                       i.mean, std::nan(""), std::nan("")});
    if (i.failure.empty())
        c.found.push_back({fmt::format("What a trial of these people would have seen, each in one arm: {}, p {}",
                                       shown_effect(i.seen.difference, i.seen.interval, digits), shown_p(i.seen.p)),
                           i.seen.difference, i.seen.interval.low, i.seen.interval.high});
    return {{against(d, i.arm) + ", person by person",
             fmt::format(
                 "{}. Bars: the difference in each of {} who lived both arms, without the noise of rating. Line "
                 "below: estimate and 95 % interval of a trial in which the same chance gives each of them one "
                 "arm{}.",
                 e.name, people_text(i.differences.size()), i.failure.empty() ? "" : "; there is none: " + i.failure),
             {}},
            difference_chart_svg(c, whole_page, "wide"),
            difference_chart_svg(c, narrow_screen, "narrow")};
}

} // namespace rewire::report
