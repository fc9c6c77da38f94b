#include "report/calibration_report.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/counted.hpp"
#include "base/file.hpp"
#include "base/version.hpp"
#include "report/csv.hpp"
#include "report/markup.hpp"
#include "report/network_report.hpp"
#include "report/page.hpp"
#include "simulate/year.hpp"

namespace rewire::report {
namespace {

// "0.99 a - 0.16 b" with the sign a reader expects; names of parameters hold no blanks.
std::string minus_signs(std::string text) {
    for (auto at = text.find(" - "); at != std::string::npos; at = text.find(" - ", at))
        text.replace(at, 3, " − ");
    if (text.starts_with('-'))
        text.replace(0, 1, "−");
    return text;
}

BarChart misses(const CalibrationReport& r, const fit::Evaluated& e, std::string title) {
    const auto& c = *r.calibration;
    BarChart b{{std::move(title),
                "0 is the target, 1 its standard deviation; whisker: 95 % by the luck of the people.",
                {"evaluations.csv"}},
               "(answer − target)/sd",
               "",
               {}};
    for (std::size_t k = 0; k < c.sd.size(); ++k) {
        const double at = (e.answers[k].value - r.plan->targets[k].value) / c.sd[k],
                     half = 1.96 * e.answers[k].error / c.sd[k];
        b.bars.push_back({r.plan->targets[k].name, at, at - half, at + half});
    }
    return b;
}

TableFigure claims_table(const CalibrationReport& r) {
    const auto& c = *r.calibration;
    TableFigure t;
    t.caption = {"Claims",
                 "sd: of the target and of the answer's own luck together. Emulator misses by: what the polynomial "
                 "leaves unexplained.",
                 {}};
    t.table.columns = {{"claim"}, {"unit"}, {"target"}, {"sd"}, {"before"}, {"after"}, {"emulator misses by"}};
    for (std::size_t k = 0; k < c.sd.size(); ++k) {
        const auto& target = r.plan->targets[k];
        t.table.rows.push_back({target.name, target.unit, target.value, c.sd[k], c.before.answers[k].value,
                                c.after.answers[k].value, c.ensemble.emulator.scatter[k] * c.sd[k]});
    }
    return t;
}

TableFigure parameters_table(const CalibrationReport& r) {
    const auto& c = *r.calibration;
    TableFigure t;
    t.caption = {
        "Parameters",
        "value: the best point; mean and sd: of the posterior; 5 % and 95 %: of the ensemble, inside the range.",
        {"ensemble.csv"}};
    t.table.columns = {{"parameter", "", true},
                       {"unit"},
                       {"low"},
                       {"high"},
                       {"start"},
                       {"value"},
                       {"mean"},
                       {"sd"},
                       {"5 %"},
                       {"95 %"},
                       {"sd over prior's"},
                       {"verdict"}};
    for (std::size_t k = 0; k < r.plan->parameters.size(); ++k) {
        const auto& p = r.plan->parameters[k];
        const auto& d = c.ensemble.parameters[k];
        std::vector<double> v;
        for (std::size_t m = 0; m < c.ensemble.members.rows(); ++m)
            v.push_back(c.ensemble.members(m, k));
        const auto spread = simulate::spread_of(std::move(v));
        t.table.rows.push_back({p.name, p.unit, p.low, p.high, p.start, c.after.values[k], d.value, d.sd, spread.p05,
                                spread.p95, d.sd_over_prior, std::string(d.verdict)});
    }
    return t;
}

TableFigure combinations_table(const CalibrationReport& r) {
    TableFigure t;
    t.caption = {
        "Combinations",
        "In prior standard deviations, the least determined first. Information 1: the claims say as much as the prior.",
        {}};
    t.table.columns = {{"combination"}, {"information"}, {"sd over prior's"}};
    for (const auto& d : r.calibration->ensemble.combinations)
        t.table.rows.push_back({minus_signs(told(d, r.plan->parameters)), d.information, d.sd_over_prior});
    return t;
}

// How parameters hang together after the claims have spoken.
HeatMaps correlations(const CalibrationReport& r) {
    const auto& covariance = r.calibration->ensemble.covariance;
    const std::size_t n = covariance.rows();
    Matrix m(n, n);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < n; ++i) {
        names.push_back(r.plan->parameters[i].name);
        for (std::size_t j = 0; j < n; ++j)
            m(i, j) = covariance(i, j) / std::sqrt(covariance(i, i) * covariance(j, j));
    }
    HeatMaps h;
    h.caption = {"What can be traded for what",
                 "Correlation of the posterior: near −1 or 1, the claims see a combination and not the two.",
                 {}};
    h.quantity = "correlation";
    h.palette = Palette::diverging;
    h.range = std::pair{-1.0, 1.0};
    h.maps.push_back(square_map("Posterior", std::move(names), {}, std::move(m), "Parameter"));
    return h;
}

LineChart course(const CalibrationReport& r) {
    LineChart c{
        {"The search", "Least objective after each generation; the start is generation 0.", {"evaluations.csv"}},
        {.label = "Generation", .whole = true},
        {.label = "Objective (no unit)", .log = true},
        {},
        {}};
    Line line{"least so far", r.calibration->search.course};
    for (std::size_t k = 0; k < line.values.size(); ++k)
        c.at.push_back(static_cast<double>(k));
    c.lines.push_back(std::move(line));
    return c;
}

} // namespace

void write_calibration_report(const CalibrationReport& r, const std::filesystem::path& folder) {
    const auto& c = *r.calibration;
    Table members;
    for (const auto& p : r.plan->parameters)
        members.columns.push_back({p.name, p.unit});
    for (std::size_t k = 0; k < c.ensemble.members.rows(); ++k) {
        const auto row = c.ensemble.members.row(k);
        members.rows.emplace_back(row.begin(), row.end());
    }
    write_file(folder / "ensemble.csv", csv_table(members));

    Page page("What the claims say about the parameters",
              fmt::format("{}, {}, {}, {} an arm", counted(r.plan->parameters.size(), "parameter"),
                          counted(c.sd.size(), "claim"), counted(c.points.size(), "point"),
                          counted(r.people, "person", "people")));
    for (const auto& w : r.warnings)
        page.warn(w);
    page.section("Result");
    page.facts({{"Objective", fmt::format("{} → {}", shown_short(c.cost_before.sum()), shown_short(c.cost_after.sum())),
                 "misfit and prior"},
                {"Misfit", fmt::format("{} → {}", shown_short(c.cost_before.misfit), shown_short(c.cost_after.misfit)),
                 fmt::format("about {}, one a claim, is a good fit", c.sd.size())},
                {"Least determined", minus_signs(told(c.ensemble.combinations.front(), r.plan->parameters)),
                 "a combination, in prior standard deviations"}});
    page.side_by_side(2);
    auto before = misses(r, c.before, "Distance from the targets, before");
    auto after = misses(r, c.after, "Distance from the targets, after");
    const auto [low, high] = range_of(before);
    const auto [lower, higher] = range_of(after);
    before.range = after.range = std::pair{std::min(low, lower), std::max(high, higher)};
    page.add(before);
    page.add(after);
    page.add(claims_table(r));
    page.section("Parameters");
    BarChart left{
        {"What is left of the prior's spread", "Below 0.5 pinned down, below 0.9 weakly, else not pinned down.", {}},
        "posterior sd over prior sd",
        "",
        {}};
    for (const auto& d : c.ensemble.parameters)
        left.bars.push_back({fmt::format("{}: {}", d.name, d.verdict), d.sd_over_prior, not_there, not_there});
    page.add(left);
    page.add(parameters_table(r));
    page.add(combinations_table(r));
    if (r.plan->parameters.size() > 1)
        page.add(correlations(r));
    page.section("Search");
    page.add(course(r));
    page.section("Methods");
    page.methods(
        fmt::format("The objective, the sum of squared distances of answers from their targets and of parameters from "
                    "their prior means, each by its standard deviation, "
                    "was minimised by CMA-ES (Hansen 2006) with {} points a generation, bounds by mirroring. Answers "
                    "are those of {} virtual people an arm with the same "
                    "luck "
                    "at every point. Posterior: Laplace's approximation on a {} emulator fitted to {} points by "
                    "weighted least squares.",
                    fit::population_of(r.plan->search, r.plan->parameters.size()), r.people,
                    c.ensemble.emulator.terms == fit::Terms::linear      ? "linear"
                    : c.ensemble.emulator.terms == fit::Terms::quadratic ? "quadratic"
                                                                         : "diagonally quadratic",
                    c.ensemble.emulator.points));
    page.section("Citations");
    page.citations(citations_of({"hansen2006"}));
    page.write(folder / "report.html", {std::string(version()), r.seed, r.hash, "Apache-2.0", r.command});
}

} // namespace rewire::report
