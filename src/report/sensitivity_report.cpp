#include "report/sensitivity_report.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

#include "base/counted.hpp"
#include "base/file.hpp"
#include "base/version.hpp"
#include "report/csv.hpp"
#include "report/markup.hpp"
#include "report/network_report.hpp"
#include "report/page.hpp"

namespace rewire::report {
namespace {

constexpr const char* table_file = "sensitivity.csv";

// The parameters by what `value` says of them, the largest first; NaN last.
template <class F>
std::vector<std::size_t> ranked(std::size_t n, F value) {
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
        const double x = value(a), y = value(b);
        return std::isnan(y) ? !std::isnan(x) : x > y;
    });
    return order;
}
template <class F>
BarChart bars(const SensitivityReport& r, const SensitivityOutput& o, Caption caption, std::string quantity,
              F estimate) {
    BarChart b{std::move(caption), std::move(quantity), "", {}};
    for (const auto k : ranked(r.parameters.size(), [&](std::size_t j) { return estimate(j).value; }))
        b.bars.push_back({r.parameters[k].name, estimate(k).value, estimate(k).low, estimate(k).high});
    b.caption.title = fmt::format("{}: {}", b.caption.title, o.name);
    return b;
}

void add_morris(Page& page, const SensitivityReport& r, const SensitivityOutput& o) {
    auto b = bars(r, o,
                  {"Size of the effect",
                   "Mean size of the effect of a parameter, by its whole range; whisker: 95 % interval over the walks "
                   "(bootstrap).",
                   {table_file}},
                  "μ*, mean size of the effect", [&](std::size_t k) { return o.effects[k].mu_star; });
    b.unit = o.unit;
    Scatter s{{fmt::format("Straight or not: {}", o.name),
               "Right: it matters. Up: its effect differs from place to place, for it is curved or hangs on the other "
               "parameters.",
               {table_file}},
              {"μ*, mean size", o.unit},
              {"σ, standard deviation", o.unit},
              {},
              {},
              {},
              {},
              false,
              true};
    for (std::size_t k = 0; k < r.parameters.size(); ++k) {
        s.at.push_back(o.effects[k].mu_star.value);
        s.values.push_back(o.effects[k].sigma);
        s.labels.push_back(r.parameters[k].name);
        s.ends.push_back({k, k});
    }
    page.side_by_side(2);
    page.add(b);
    page.add(s);
}

void add_sobol(Page& page, const SensitivityReport& r, const SensitivityOutput& o) {
    page.side_by_side(2);
    page.add(bars(r, o,
                  {"Alone",
                   "Share of the variance that the parameter makes by itself; whisker: 95 % (bootstrap over rows).",
                   {table_file}},
                  "First order (share of the variance)", [&](std::size_t k) { return o.indices[k].first; }));
    page.add(bars(r, o,
                  {"With all it takes part in",
                   "Share of the variance that would be left if all other parameters were known. Beyond the first "
                   "order: what it does together with others.",
                   {table_file}},
                  "Total (share of the variance)", [&](std::size_t k) { return o.indices[k].total; }));
}

} // namespace

Table table_of(const SensitivityReport& r) {
    Table t{{{"output"}, {"unit"}, {"parameter", "", true}, {"low"}, {"high"}, {"unit of range"}}, {}};
    if (r.sobol())
        for (const char* c : {"first", "first_low", "first_high", "total", "total_low", "total_high"})
            t.columns.push_back({c});
    else
        for (const char* c : {"mu_star", "mu_star_low", "mu_star_high", "mu", "sigma"})
            t.columns.push_back({c});
    for (const auto& o : r.outputs)
        for (std::size_t k = 0; k < r.parameters.size(); ++k) {
            const auto& p = r.parameters[k];
            auto& row = t.rows.emplace_back(std::vector<Cell>{o.name, o.unit, p.name, p.low, p.high, p.unit});
            const auto add = [&](const fit::Interval& e) { row.insert(row.end(), {e.value, e.low, e.high}); };
            if (r.sobol()) {
                add(o.indices[k].first);
                add(o.indices[k].total);
            } else {
                add(o.effects[k].mu_star);
                row.insert(row.end(), {o.effects[k].mu, o.effects[k].sigma});
            }
        }
    return t;
}

void write_sensitivity_report(const SensitivityReport& r, const std::filesystem::path& folder) {
    const auto table = table_of(r);
    write_file(folder / table_file, csv_table(table));
    Page page("Which parameters matter",
              fmt::format("{}, {}, {}, {} an arm", r.sobol() ? "Sobol's indices" : "Morris' elementary effects",
                          counted(r.parameters.size(), "parameter"), counted(r.points, "point"),
                          counted(r.people, "person", "people")));
    for (const auto& w : r.warnings)
        page.warn(w);
    for (const auto& o : r.outputs) {
        page.section(o.name);
        page.facts({{"Mean answer", shown_short(o.mean, o.unit), "over the points of the design"},
                    {"Standard deviation", shown_short(o.sd, o.unit), "over the points of the design"},
                    {"Standard error of one answer", shown_short(o.error, o.unit),
                     "over people, who are the same at every point"}});
        if (o.unit == "sd")
            page.text("sd: in standard deviations of the ratings, over people.");
        if (r.sobol())
            add_sobol(page, r, o);
        else
            add_morris(page, r, o);
    }
    page.section("Indices");
    page.add(TableFigure{
        {"Every output and parameter",
         r.sobol() ? "low, high: the range that was searched; ..._low, ..._high: 95 % intervals. first: alone; total: "
                     "with all it takes part in, shares of the variance."
                   : "low, high: the range that was searched; ..._low, ..._high: 95 % intervals. "
                     "mu_star: mean size of the effect; mu: its mean with its sign; sigma: its "
                     "standard deviation, in the output's unit.",
         {table_file}},
        table});
    page.section("Methods");
    page.methods(
        r.sobol()
            ? fmt::format("First-order indices by the estimator of Saltelli et al. (2010), total indices by that of "
                          "Jansen (1999), from {} rows of a digitally "
                          "shifted Sobol sequence; intervals are 95 % percentiles of 1000 bootstrap resamples of the "
                          "rows. Parameters are even over their ranges "
                          "and independent. All points are lived by the same {} people an arm with the same luck.",
                          r.groups, r.people)
            : fmt::format("Elementary effects (Morris 1991) from {} trajectories over a grid of four levels, effects "
                          "by the whole range, with μ* after Campolongo "
                          "et al. (2007); intervals are 95 % percentiles of 1000 bootstrap resamples of the "
                          "trajectories. All points are lived by the same {} "
                          "people an arm with the same luck.",
                          r.groups, r.people));
    page.section("Citations");
    page.citations(citations_of({r.sobol() ? "saltelli2010 jansen1999" : "morris1991 campolongo2007"}));
    page.write(folder / "report.html", {std::string(version()), r.seed, r.hash, "Apache-2.0", r.command});
}

} // namespace rewire::report
