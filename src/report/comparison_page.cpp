// The page of a comparison: what was found, curves with their paired differences, effects, brains.
#include "report/comparison_page.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/counted.hpp"
#include "base/file.hpp"
#include "base/version.hpp"
#include "report/csv.hpp"
#include "report/life_figures.hpp"
#include "report/life_numbers.hpp"
#include "report/markup.hpp"
#include "report/names.hpp"
#include "report/netcdf.hpp"

namespace rewire::report {
namespace {

std::size_t last_visit(const trial::Comparison& c) { return c.frame.visits.size() - 1; }
std::string week_of(int day) { return "week " + shown_number(near_week(day / 7.0)); }
// "B less A", of an arm and the reference.
std::string less(const trial::Comparison& c, std::size_t arm) {
    return fmt::format("{} less {}", c.arms[arm], c.arms[0]);
}

// "−2.3 (−3.4 to −1.2)": three digits do, of differences that are estimates; not parted by a line's end.
std::string with_interval(double value, double low, double high) {
    if (std::isnan(value))
        return "n/a";
    if (std::isnan(low))
        return shown_short(value);
    return fmt::format("{} ({}\u00a0to\u00a0{})", shown_short(value), shown_short(low), shown_short(high));
}
std::string told(const trial::Difference& d) { return with_interval(d.mean, d.low, d.high); }
std::string told(const trial::Effect& e) { return with_interval(e.d, e.low, e.high); }

void findings(Page& page, const ComparisonReport& r) {
    const auto& c = *r.comparison;
    page.section("Findings");
    std::vector<Fact> facts{{"The same people", std::to_string(c.people.size()),
                             fmt::format("lived each of {} plans, by the same luck", c.arms.size())}};
    const auto v = last_visit(c);
    const auto& in = instrument_of(r, 0);
    const auto between = [](double low, double high) {
        return std::isnan(low) ? std::string()
                               : fmt::format("; 95 % interval {}\u00a0to\u00a0{}", shown_short(low), shown_short(high));
    };
    for (std::size_t a = 1; a < c.arms.size(); ++a) {
        const auto& p = c.at(a, v, 0);
        facts.push_back({less(c, a), shown_short(p.mean, in.unit),
                         fmt::format("{} in {}, mean difference{}", title_of(in), week_of(c.frame.visits[v]),
                                     between(p.low, p.high))});
        facts.push_back({c.arms[a] + ": d, paired", shown_short(p.by_difference.d),
                         "over the sd of the differences" + between(p.by_difference.low, p.by_difference.high)});
        facts.push_back({c.arms[a] + ": d, pooled", shown_short(p.by_pooled.d),
                         "over the pooled sd of both plans" + between(p.by_pooled.low, p.by_pooled.high)});
    }
    page.facts(facts);
    for (const auto& sentence : comparison_findings(r))
        page.text(sentence);
}

// Every arm's plan on one picture. Lives that all share stand once.
std::vector<PlanBar> plans_of(const ComparisonReport& r) {
    std::vector<PlanBar> out;
    std::vector<std::string> lives;
    for (std::size_t a = 0; a < r.arms.size(); ++a)
        for (auto& bar : lived_plan(*r.arms[a].calendar)) {
            bar.to = std::min(bar.to, r.comparison->frame.last / 7.0);
            if (bar.era && a > 0) {
                const auto known = std::ranges::any_of(
                    out, [&](const PlanBar& b) { return b.era && b.label == bar.label && b.from == bar.from; });
                if (known)
                    continue;
                bar.era = false; // two lives at once have a row each
            }
            if (!bar.era) {
                bar.colour = a; // of the arm's curve
                bar.label = fmt::format("{}: {}", r.comparison->arms[a], bar.label);
            }
            out.push_back(std::move(bar));
        }
    return out;
}

Panel curves_of(const ComparisonReport& r, const trial::Comparison::Days& days) {
    const auto& in = instrument_of(r, days.instrument);
    Panel p{.title = title_of(in), .y = {in.unit == "points" ? "score" : "reading", in.unit}, .lines = {}};
    for (std::size_t a = 0; a < r.arms.size(); ++a) {
        Line line{.label = r.comparison->arms[a], .values = {}};
        for (const auto& s : days.arms[a]) {
            line.values.push_back(s.mean);
            line.low.push_back(s.p05);
            line.high.push_back(s.p95);
        }
        p.lines.push_back(std::move(line));
    }
    if (in.unit == "points")
        add_bands(p, in);
    return p;
}
// The reference is its zero, and has its colour.
Panel differences_of(const ComparisonReport& r, const trial::Comparison::Days& days) {
    const auto& c = *r.comparison;
    const auto& in = instrument_of(r, days.instrument);
    Panel p{.title = fmt::format("{}: difference in the same people", title_of(in)),
            .y = {"difference", in.unit},
            .lines = {}};
    p.lines.push_back(
        {.label = c.arms[0] + " (0)", .values = std::vector<double>(days.arms[0].size(), 0), .dashed = true});
    const auto add = [&](std::size_t a, std::string label, double trial::Difference::*low,
                         double trial::Difference::*high, bool shown) {
        Line line{.label = std::move(label), .values = {}, .shown = shown};
        for (const auto& d : days.differences[a - 1]) {
            line.values.push_back(d.mean);
            line.low.push_back(d.*low);
            line.high.push_back(d.*high);
        }
        p.lines.push_back(std::move(line));
    };
    for (std::size_t a = 1; a < c.arms.size(); ++a)
        add(a, less(c, a), &trial::Difference::p05, &trial::Difference::p95, true);
    for (std::size_t a = 1; a < c.arms.size(); ++a)
        add(a, less(c, a) + ", 95 % interval of the mean", &trial::Difference::low, &trial::Difference::high, false);
    return p;
}
void curves(Page& page, const ComparisonReport& r) {
    const auto& c = *r.comparison;
    if (c.days.empty())
        return;
    page.section("Curves");
    Timeline t;
    t.caption = {"Plans, curves and their differences",
                 "Lines are means over the same virtual people, bands their 5th to 95th percentile over people; below "
                 "each, what a person reads under a plan less what the same person reads under " +
                     c.arms[0] + ". The interval of the mean difference can be switched on below its picture.",
                 {"comparison_days.csv"}};
    t.x = {"Week"};
    for (int day = c.frame.first; day <= c.frame.last; ++day)
        t.at.push_back(near_week(day / 7.0));
    t.plan = plans_of(r);
    for (const int v : c.frame.visits)
        t.visits.push_back(v / 7.0);
    for (const auto& days : c.days) {
        t.panels.push_back(curves_of(r, days));
        t.panels.push_back(differences_of(r, days));
    }
    page.add(t);
}

void visits(Page& page, const ComparisonReport& r) {
    const auto& c = *r.comparison;
    page.section("Visits");
    for (std::size_t a = 1; a < c.arms.size(); ++a) {
        TableFigure t;
        t.caption = {
            less(c, a),
            "Means ± standard deviation over people, as rated at the visit; the mean difference in the same "
            "people with its 95 % interval (Student's t). d, paired: over the sd of the differences. d, pooled: "
            "over the root of the mean of both variances.",
            {"comparison.csv"}};
        t.table.columns = {{"week"},       {"measure"},   {c.arms[a]},  {c.arms[0]},
                           {"difference"}, {"d, paired"}, {"d, pooled"}};
        bool all = true; // who has numbers is told where it is not everybody
        for (const auto& p : c.at_visits[a - 1])
            all = all && p.people == c.people.size();
        if (!all)
            t.table.columns.push_back({"people"});
        for (std::size_t i = 0; i < c.frame.instruments.size(); ++i)
            for (std::size_t v = 0; v < c.frame.visits.size(); ++v) {
                const auto& p = c.at(a, v, i);
                const auto& in = instrument_of(r, i);
                auto& row = t.table.rows.emplace_back();
                row = {near_week(c.frame.visits[v] / 7.0),
                       fmt::format("{}, {}", title_of(in), in.unit_says),
                       mean_and_sd(in, {p.arm, p.arm_sd, 0, 0}),
                       mean_and_sd(in, {p.reference, p.reference_sd, 0, 0}),
                       told(p),
                       told(p.by_difference),
                       told(p.by_pooled)};
                if (!all)
                    row.emplace_back(static_cast<double>(p.people));
            }
        page.add(t);
    }
    BarChart bars;
    bars.caption = {
        fmt::format("Effects in {}", week_of(c.frame.visits.back())),
        "d by the pooled sd of both plans, with its 95 % interval: a difference of the same people in units "
        "of how far people differ. Below zero: less than under " +
            c.arms[0] + ".",
        {"comparison.csv"}};
    bars.quantity = "d, pooled";
    for (std::size_t a = 1; a < c.arms.size(); ++a)
        for (std::size_t i = 0; i < c.frame.instruments.size(); ++i)
            if (const auto& e = c.at(a, last_visit(c), i).by_pooled; !std::isnan(e.d))
                bars.bars.push_back(
                    {fmt::format("{}{}", c.arms.size() > 2 ? c.arms[a] + ": " : "", title_of(instrument_of(r, i))), e.d,
                     e.low, e.high});
    if (!bars.bars.empty())
        page.add(bars);
}

void circuits(Page& page, const ComparisonReport& r) {
    const auto& c = *r.comparison;
    const auto& m = *r.model;
    const auto week = week_of(c.frame.visits.back());
    page.section("Brain");
    TableFigure t;
    t.caption = {fmt::format("Circuits in {}", week),
                 "Response of circuits over health, mean over people; the mean difference with its 95 % interval.",
                 {"comparison_brain.csv"}};
    t.table.columns = {{"circuit"}, {"plan"}, {"mean"}, {c.arms[0]}, {"difference"}, {"d, paired"}};
    for (std::size_t a = 1; a < c.arms.size(); ++a)
        for (std::size_t k = 0; k < c.circuits.size(); ++k) {
            const auto& p = c.answers[a - 1][k];
            t.table.rows.push_back({c.circuits[k].second, c.arms[a], shown_short(p.arm), shown_short(p.reference),
                                    told(p), told(p.by_difference)});
        }
    if (!t.table.rows.empty())
        page.add(t);
    if (m.pathways.empty())
        return;
    DiagramFigure f;
    f.than = "under " + c.arms[0];
    const auto nodes = pathway_diagram(m, "").nodes;
    f.caption = {
        fmt::format("Pathways in {}: the difference", week),
        fmt::format("Weight of each pathway under a plan over that under {}, in %, from the mean difference of "
                    "log weights in the same people; in brackets its 95 % interval. Wider lines differ more. "
                    "Point at a line for its name. {}{}",
                    c.arms[0], spelled_out(nodes), spelled_out(nodes).empty() ? "" : "."),
        {"comparison_brain.csv"}};
    for (std::size_t a = 1; a < c.arms.size(); ++a) {
        auto d = pathway_diagram(m, less(c, a));
        for (std::size_t k = 0; k < m.pathways.size(); ++k) {
            const auto& one = c.pathways[a - 1][k];
            const auto percent = [](double log) { return 100 * std::expm1(log); };
            d.arrows[k].change = percent(one.mean) / 100;
            d.arrows[k].tip = std::isnan(one.mean)  ? std::string("n/a")
                              : std::isnan(one.low) ? fmt::format("{:+.1f} %", percent(one.mean))
                                                    : fmt::format("{:+.1f} % ({:+.1f} to {:+.1f} %)", percent(one.mean),
                                                                  percent(one.low), percent(one.high));
        }
        f.diagrams.push_back(std::move(d));
    }
    page.add(f);
}

void regions(Page& page, const ComparisonReport& r) {
    const auto& c = *r.comparison;
    if (r.connectome->centres_mm.empty())
        return;
    const auto what = words_of(r.model->activities[c.activity].name);
    const auto week = week_of(c.frame.visits.back());
    std::vector<double> all;
    for (const auto& arm : c.regions)
        for (const auto& d : arm)
            all.push_back(d.mean);
    const auto scale = colour_scale(Palette::diverging, all);
    for (std::size_t a = 1; a < c.arms.size(); ++a) {
        std::vector<double> values;
        for (const auto& d : c.regions[a - 1])
            values.push_back(d.mean);
        const auto title = fmt::format("Difference of rate in {}: {}, {}", what, less(c, a), week);
        std::string text =
            a == 1 ? "Excitatory rate of every region, mean difference in the same people; larger dots differ more."
                   : "";
        if (std::ranges::all_of(values, [](double v) { return std::isnan(v); }))
            text += fmt::format(
                "{}Nobody spent time in {} on that day under both plans, so there is no difference to "
                "show.",
                text.empty() ? "" : " ", what);
        page.add(BrainFigure{{title, text, {"comparison_brain.csv"}},
                             brain_picture(*r.connectome, title, "Difference of mean rate", values,
                                           {scale.low, scale.high}, Palette::diverging)});
    }
}

std::string methods_of(const ComparisonReport& r) {
    const auto& c = *r.comparison;
    std::string plans;
    for (std::size_t a = 0; a < r.arms.size(); ++a)
        plans += fmt::format("{}{} ({})", a == 0 ? "" : ", ", c.arms[a], arm_of(*r.arms[a].calendar));
    return fmt::format(
        "{} lived each of {} plans day by day with rewire {}, seed {}, on {}{}: {}. A person is the same in every "
        "plan: "
        "traits, parameters, history, what befalls them and how they are rated come of one luck, so that a difference "
        "within a person is the effect of the plan in that person, which no trial can see. Every plan is held against "
        "{}. Differences are the plan's reading less the reference's; their mean has a 95 % interval by Student's t "
        "over people, which tells how sure {} people make the model's answer, not how sure the model is. d, paired, is "
        "the mean difference over the standard deviation of the differences; d, pooled, is the same mean over the root "
        "of the mean of both plans' variances and can be laid beside effect sizes of trials of two groups; both "
        "intervals come from the non-central t distribution (Algina and Keselman 2003). Bands are the 5th to 95th "
        "percentile over people. People whose numbers broke are left out from that day on.",
        counted(c.people.size(), "virtual person", "virtual people"), c.arms.size(), version(), r.arms.front().seed,
        r.connectome->name, r.connectome->synthetic ? " (synthetic)" : "", plans, c.arms[0], c.people.size());
}

} // namespace

std::vector<std::string> comparison_findings(const ComparisonReport& r) {
    const auto& c = *r.comparison;
    std::vector<std::string> out;
    const auto& in = instrument_of(r, 0);
    for (std::size_t a = 1; a < c.arms.size(); ++a) {
        if (c.alike(a)) {
            out.push_back(
                fmt::format("There is no difference between {} and {}: every number of every person is the same "
                            "to the last bit.",
                            c.arms[a], c.arms[0]));
            continue;
        }
        const auto& p = c.at(a, last_visit(c), 0);
        const auto when = "In " + week_of(c.frame.visits.back());
        if (p.people == 0) {
            out.push_back(fmt::format("{} nobody has a reading of {} under both {} and {}.", when, title_of(in),
                                      c.arms[a], c.arms[0]));
            continue;
        }
        auto text = fmt::format("{} {} reads {} {} {} under {} than under {}", when, title_of(in),
                                shown_short(std::abs(p.mean)), in.unit == "1" ? in.unit_says : in.unit,
                                p.mean < 0 ? "lower" : "higher", c.arms[a], c.arms[0]);
        if (p.mean == 0)
            text = fmt::format("{} {} reads the same under {} as under {} in the mean", when, title_of(in), c.arms[a],
                               c.arms[0]);
        if (!std::isnan(p.low))
            text += fmt::format(" (95 % interval of the difference {} to {})", shown_short(p.low), shown_short(p.high));
        out.push_back(text + ".");
    }
    return out;
}

Page comparison_page(const ComparisonReport& r) {
    const auto& c = *r.comparison;
    Page page(r.title, fmt::format("{}, each under {} plans, {:.4g} weeks before and {:.4g} after their start, on {}{}",
                                   counted(c.people.size(), "virtual person", "virtual people"), c.arms.size(),
                                   -c.frame.first / 7.0, c.frame.last / 7.0, r.connectome->name,
                                   r.connectome->synthetic ? " (synthetic)" : ""));
    for (const auto& w : r.warnings)
        page.warn(w);
    findings(page, r);
    curves(page, r);
    visits(page, r);
    circuits(page, r);
    regions(page, r);
    page.section("Methods");
    page.notes(r.notes);
    page.methods(methods_of(r));
    return page;
}

void write_comparison(const ComparisonReport& r, const std::filesystem::path& folder) {
    write_file(folder / "comparison.csv", csv_table(comparison_table(r)));
    write_file(folder / "comparison_days.csv", csv_table(comparison_days_table(r)));
    write_file(folder / "comparison_brain.csv", csv_table(comparison_brain_table(r)));
    write_netcdf(folder / "comparison.nc", comparison_dataset(r));
    write_page(folder / "report.html",
               {std::string(version()), std::to_string(r.arms.front().seed), r.hash, "Apache-2.0", r.command},
               [&] { return comparison_page(r); });
}

} // namespace rewire::report
