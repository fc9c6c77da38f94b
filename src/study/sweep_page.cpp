#include "study/sweep_page.hpp"

#include <cmath>
#include <fmt/format.h>
#include <functional>

#include "base/counted.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/version.hpp"
#include "report/csv.hpp"
#include "report/netcdf.hpp"
#include "report/network_report.hpp"
#include "report/summary.hpp"

namespace rewire::study {

report::Table sweep_table(const mechanism::Entry& e, const std::vector<simulate::Axis1D>& axes,
                          const std::vector<simulate::SweepPoint>& points) {
    report::Table t;
    for (const auto& a : axes)
        t.columns.push_back({a.name, a.unit == "1" ? "" : a.unit});
    for (const auto& o : e.outputs)
        for (const char* what : {"_mean", "_sd"})
            t.columns.push_back(
                {std::string(o.name) + what, o.unit.text == "1" ? std::string{} : std::string(o.unit.text)});
    for (const char* name : {"fc_r", "fc_r_cortex", "fcd_ks", "failure"})
        t.columns.push_back({name});
    for (const auto& p : points) {
        auto& row = t.rows.emplace_back();
        for (const double v : p.at)
            row.emplace_back(v);
        for (std::size_t k = 0; k < e.outputs.size(); ++k) {
            row.emplace_back(p.mean.empty() ? std::nan("") : p.mean[k]);
            row.emplace_back(p.sd.empty() ? std::nan("") : p.sd[k]);
        }
        for (const double v : {p.fit.fc_r, p.fit.fc_r_cortex, p.fit.fcd_ks})
            row.emplace_back(v);
        row.emplace_back(p.failure);
    }
    return t;
}

report::Dataset sweep_dataset(const SweepJob& job, const SweepResult& result) {
    const auto& e = *job.brain.network.model;
    report::Dataset d;
    d.title = fmt::format("Sweep of {}", e.name);
    d.version = version();
    std::vector<std::string> dims;
    for (const auto& a : job.axes) {
        dims.push_back(a.name);
        d.coordinates.push_back(
            {.name = a.name, .dims = {a.name}, .values = a.values, .units = a.unit, .long_name = a.name});
    }
    const auto add = [&](std::string name, std::string units, std::string what, auto value) {
        report::Variable v{
            .name = std::move(name), .dims = dims, .units = std::move(units), .long_name = std::move(what)};
        for (const auto& p : result.points)
            v.values.push_back(value(p));
        d.variables.push_back(std::move(v));
    };
    for (std::size_t k = 0; k < e.outputs.size(); ++k) {
        const auto& o = e.outputs[k];
        add(std::string(o.name) + "_mean", std::string(o.unit.text),
            "mean over regions and time: " + std::string(o.note),
            [k](const simulate::SweepPoint& p) { return p.mean.empty() ? std::nan("") : p.mean[k]; });
        add(std::string(o.name) + "_sd", std::string(o.unit.text),
            "standard deviation over time: " + std::string(o.note),
            [k](const simulate::SweepPoint& p) { return p.sd.empty() ? std::nan("") : p.sd[k]; });
    }
    add("fc_r", "1", "Pearson r of simulated and measured FC, all pairs",
        [](const simulate::SweepPoint& p) { return p.fit.fc_r; });
    add("fc_r_cortex", "1", "the same over cortical pairs",
        [](const simulate::SweepPoint& p) { return p.fit.fc_r_cortex; });
    add("fcd_ks", "1", "Kolmogorov-Smirnov distance of FCD",
        [](const simulate::SweepPoint& p) { return p.fit.fcd_ks; });
    return d;
}

namespace {

std::string axis_title(const simulate::Axis1D& a) {
    return a.name == "coupling" ? "Global coupling G" : a.name == "noise" ? "Noise, times the model's own" : a.name;
}

// What was done at each point.
std::string how_asked(const Job& job, bool linear_noise) {
    const auto& o = job.given;
    return linear_noise
               ? "No point was simulated: each is the rest of its equations, with the fluctuations that little "
                 "noise makes around it."
               : fmt::format(
                     "Every point is a simulation of its own: {} recorded after {} that count in no "
                     "statistic, steps of {}, a BOLD volume every {}, seed {}.",
                     o.duration, o.transient, o.dt, o.tr, o.seed);
}

void draw_over_axes(
    report::Page& page, const std::vector<simulate::Axis1D>& axes, const std::vector<simulate::SweepPoint>& points,
    const std::string& title, const std::string& says, const std::string& quantity, const std::string& u,
    const std::vector<std::pair<std::string, std::function<double(const simulate::SweepPoint&)>>>& curves,
    const Best& best) {
    if (axes.size() == 1) {
        report::LineChart c;
        c.caption = {title, says, {"sweep.csv"}};
        c.x = {axis_title(axes[0]), axes[0].unit};
        c.y = {quantity, u};
        c.at = axes[0].values;
        for (const auto& [label, value] : curves) {
            report::Line l{.label = label, .values = {}};
            for (const auto& p : points)
                l.values.push_back(value(p));
            c.lines.push_back(std::move(l));
        }
        if (best.found)
            c.marks.push_back({points[best.point].at[0], best.value,
                               fmt::format("best: {}, {:.3f}", told_at(axes, points[best.point].at), best.value)});
        page.add(c);
    } else if (axes.size() == 2) {
        for (const auto& [label, value] : curves) {
            report::HeatMaps h;
            h.caption = {curves.size() > 1 ? fmt::format("{}: {}", title, label) : title, says, {"sweep.csv"}};
            h.quantity = quantity;
            h.unit = u;
            Matrix m(axes[0].values.size(), axes[1].values.size());
            for (std::size_t k = 0; k < points.size(); ++k)
                m(k / m.cols(), k % m.cols()) = value(points[k]);
            h.maps.push_back({curves.size() > 1 ? label : "",
                              {.label = axis_title(axes[0]), .unit = axes[0].unit, .at = axes[0].values},
                              {.label = axis_title(axes[1]), .unit = axes[1].unit, .at = axes[1].values},
                              m});
            if (best.found && label == curves.front().first)
                h.marks.push_back(
                    {points[best.point].at[1], points[best.point].at[0], fmt::format("best: {:.3f}", best.value)});
            page.add(h);
        }
    }
}

// What a point is judged by; "cortex" only where it is known which regions are.
std::vector<std::pair<std::string, std::function<double(const simulate::SweepPoint&)>>> fits_of(
    const simulate::ScanQuestion& q) {
    std::vector<std::pair<std::string, std::function<double(const simulate::SweepPoint&)>>> fits{
        {"all pairs", [](const simulate::SweepPoint& p) { return p.fit.fc_r; }}};
    if (!q.cortex.empty())
        fits.emplace_back("cortex", [](const simulate::SweepPoint& p) { return p.fit.fc_r_cortex; });
    return fits;
}

// Where the best point lies and how well it fits; null where none does.
nlohmann::ordered_json best_told(const Best& b, const SweepJob& job, const SweepResult& result) {
    if (!b.found)
        return nullptr;
    const auto& p = result.points[b.point];
    nlohmann::ordered_json j = {{"fc_r", p.fit.fc_r}, {"fc_r_cortex", p.fit.fc_r_cortex}, {"fcd_ks", p.fit.fcd_ks}};
    for (std::size_t k = 0; k < job.axes.size(); ++k)
        j["at"][job.axes[k].name] = p.at[k];
    return j;
}
} // namespace

report::Page sweep_page(const SweepJob& asked, const SweepResult& result) {
    const auto& job = asked.brain;
    const auto& axes = asked.axes;
    const auto& points = result.points;
    const auto& best = result.best;
    const auto& e = *job.network.model;
    report::Page page(
        fmt::format("Sweep over {}", counted(points.size(), "point")),
        fmt::format("{} on {}{}", e.name, job.connectome.name, job.connectome.synthetic ? " (synthetic)" : ""));
    for (const auto& w : result.warnings)
        page.warn(w);
    page.section("Result");
    if (best.found)
        page.facts({{"Best fit of FC", fmt::format("{:.3f}", best.value), told_at(axes, points[best.point].at)}});
    if (job.question.target)
        draw_over_axes(page, axes, points, "Fit to measured FC",
                       "Correlation of simulated and measured functional connectivity over pairs of regions.",
                       "Pearson r", "", fits_of(job.question), best);
    for (std::size_t k = 0; k < e.outputs.size(); ++k) {
        if (e.outputs[k].unit.dim != unit("Hz").dim && k != e.activity)
            continue;
        const auto& o = e.outputs[k];
        draw_over_axes(page, axes, points, fmt::format("Mean {}", o.name),
                       fmt::format("{}: {}; mean over regions and time.", o.name, o.note),
                       fmt::format("Mean {}{}", o.name, o.unit.text == "1" ? " (no unit)" : ""),
                       o.unit.text == "1" ? "" : std::string(o.unit.text),
                       {{std::string(o.name),
                         [k](const simulate::SweepPoint& p) { return p.mean.empty() ? std::nan("") : p.mean[k]; }}},
                       {});
    }
    if (result.fit)
        add_fit(page, *result.fit);
    page.section("Points");
    report::TableFigure t;
    t.caption = {"Every point",
                 "_mean: mean over regions and time; _sd: standard deviation over time, mean over regions.",
                 {"sweep.csv"}};
    t.table = report::without_empty_columns(sweep_table(e, axes, points));
    page.add(t);
    page.section("Model");
    page.text(std::string(e.about.claim));
    page.add(report::parameter_table(e, &job.network));
    page.section("Run");
    page.text(how_asked(job, asked.plan.linear_noise));
    page.notes(job.notes);
    page.section("Citations");
    page.citations(report::citations_of({e.about.cite, job.plan.blood->about.cite}));
    return page;
}

nlohmann::ordered_json summary_of(const SweepJob& job, const SweepResult& result, const Told& told) {
    const auto& given = job.brain.given;
    auto summary = report::summary_head(told.command, given.seed, result.hash, told.seconds(), result.warnings);
    summary["connectome"] = describe(job.brain.connectome);
    summary["notes"] = job.brain.notes;
    summary["model"] = given.model;
    summary["regions"] = job.brain.network.size();
    summary["points"] = job.points;
    summary["failed"] = result.failed;
    summary["best"] = best_told(result.best, job, result);
    summary["best_cortex"] = best_told(result.best_cortex, job, result);
    if (result.fit)
        summary["fit"] = json_of(*result.fit);
    return summary;
}
void write(const SweepJob& job, const SweepResult& result, const Told& told, const std::filesystem::path& folder) {
    write_file(folder / "sweep.csv", report::csv_table(sweep_table(*job.brain.network.model, job.axes, result.points)));
    if (result.fit)
        write_file(folder / "fit.csv", report::csv_table(fit_table(*result.fit)));
    report::write_netcdf(folder / "sweep.nc", sweep_dataset(job, result));
    sweep_page(job, result)
        .write(folder / "report.html", {std::string(version()), std::to_string(job.brain.given.seed), hex(result.hash),
                                        "Apache-2.0", told.command});
    report::write_summary(folder, summary_of(job, result, told));
}

} // namespace rewire::study
