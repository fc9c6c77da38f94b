// `rewire sweep`: one brain at many parameter points.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>

#include "app/options.hpp"
#include "app/commands.hpp"
#include "study/job_demand.hpp"
#include "study/job_identity.hpp"
#include "study/network_job.hpp"
#include "app/output.hpp"
#include "study/plausible.hpp"
#include "study/threads.hpp"
#include "app/progress.hpp"
#include "report/summary.hpp"
#include "app/sweep_page.hpp"
#include "base/hash.hpp"
#include "base/counted.hpp"
#include "base/bytes.hpp"
#include "base/file.hpp"
#include "base/journal.hpp"
#include "base/version.hpp"
#include "equations/all.hpp"
#include "report/csv.hpp"
#include "report/netcdf.hpp"
#include "report/network_report.hpp"
#include "simulate/sweep.hpp"

namespace rewire::app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct SweepOptions {
    NetworkOptions network;
    std::vector<std::string> vary;
    bool resume = false, linear_noise = false;
};

// Points that are done, so that a sweep that was stopped or killed goes on where it was.
class PointStore {
public:
    PointStore(const fs::path& path, const Identity& identity, std::size_t points, bool resume)
        : known_(points), journal_(path, identity, resume, [this](std::string_view record) { take(record); }) {}
    std::vector<const simulate::SweepPoint*> known() const { // [point]; null: not done
        std::vector<const simulate::SweepPoint*> out;
        for (const auto& p : known_)
            out.push_back(p ? &*p : nullptr);
        return out;
    }
    void add(std::size_t k, const simulate::SweepPoint& p) {
        std::string s;
        put_bytes(s, k);
        for (const auto* values : {&p.at, &p.mean, &p.sd})
            put_bytes(s, *values);
        put_bytes(s, p.fit);
        put_bytes(s, p.failure);
        journal_.add(s);
    }
    void drop() { journal_.drop(); }

private:
    void take(std::string_view record) {
        simulate::SweepPoint p;
        std::size_t k = 0;
        take_bytes(record, k);
        for (auto* values : {&p.at, &p.mean, &p.sd})
            take_bytes(record, *values);
        take_bytes(record, p.fit);
        take_bytes(record, p.failure);
        if (k < known_.size())
            known_[k] = std::move(p);
    }
    std::vector<std::optional<simulate::SweepPoint>> known_;
    Journal journal_;
};

report::Dataset dataset_of(const mechanism::Entry& e, const std::vector<simulate::Axis1D>& axes,
                           const std::vector<simulate::SweepPoint>& points) {
    report::Dataset d;
    d.title = fmt::format("Sweep of {}", e.name);
    d.version = version();
    std::vector<std::string> dims;
    for (const auto& a : axes) {
        dims.push_back(a.name);
        d.coordinates.push_back(
            {.name = a.name, .dims = {a.name}, .values = a.values, .units = a.unit, .long_name = a.name});
    }
    const auto add = [&](std::string name, std::string units, std::string what, auto value) {
        report::Variable v{
            .name = std::move(name), .dims = dims, .units = std::move(units), .long_name = std::move(what)};
        for (const auto& p : points)
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

int run_sweep(const SweepOptions& given, const std::string& line) {
    const auto begun = std::chrono::steady_clock::now();
    SweepOptions options = given;
    if (options.network.out.empty())
        options.network.out = "out/sweep";
    const auto catalogue = equations::all_mechanisms();
    Job job = prepare(options.network, catalogue);
    if (options.vary.empty())
        throw InputError("--vary", "a sweep varies something; expected, for example, --vary coupling=0:3:64");
    std::vector<simulate::Axis1D> axes;
    for (const auto& v : options.vary) {
        axes.push_back(simulate::parse_axis(v, *job.network.model));
        for (std::size_t k = 0; k + 1 < axes.size(); ++k)
            if (axes[k].name == axes.back().name)
                throw InputError("--vary", fmt::format("{} is varied twice", axes[k].name));
        for (const auto& [option, all] : {std::pair{"--set", &options.network.set}, {"--map", &options.network.map}})
            for (const auto& s : *all)
                if (s.substr(0, s.find_first_of("=@")) == axes.back().name)
                    throw InputError(option, fmt::format("leave {} out; --vary gives it its values", axes.back().name));
    }
    if (options.linear_noise && !job.network.delays.empty())
        throw InputError("--linear-noise", "knows no conduction delays\nleave out --speed, or simulate instead");
    if (options.linear_noise && !options.network.measured.bold.file.empty())
        job.warnings.push_back(
            "Linear noise gives no series, so the dynamics of the measured connectivity are not compared.");
    for (const auto& a : axes) {
        const auto found = check_axis(job.network, a);
        job.warnings.insert(job.warnings.end(), found.begin(), found.end());
    }
    const std::size_t count = simulate::grid(axes).size();
    if (count > 1000000)
        throw InputError("--vary", fmt::format("{} points are more than the 1000000 a sweep takes", count));
    const int threads = threads_from(options.network.threads);
    simulate::SweepPlan plan{job.plan, job.question, job.inhibition, job.precision, threads};
    plan.linear_noise = options.linear_noise;
    weigh(demand_of(job, axes, plan), "this sweep", options.network.consent.yes);
    OutFolder folder(options.network.out, "--out", line, options.network.consent.force, options.resume);
    fmt::print("{} of {} on {} ({}), {}, {}\n", counted(count, "point"), options.network.model, job.connectome.name,
               counted(job.network.size(), "region"),
               options.linear_noise ? "linear noise" : options.network.duration + " each", counted(threads, "thread"));

    auto identity = identity_of(job, "points of a sweep");
    for (const auto& a : axes)
        identity.add("--vary", a.name, a.values);
    identity.add_told("--linear-noise", options.linear_noise ? "yes" : "no");
    PointStore store(folder / "sweep-points.bin", identity, count, options.resume);
    const auto ready = store.known();
    if (const auto reused = count - static_cast<std::size_t>(std::ranges::count(ready, nullptr)); reused > 0)
        fmt::print("{} done already\n", counted(reused, "point is", "points are"));
    print_notes(job.done);
    print_warnings(job.warnings); // before the wait; the others after it

    watch_for_stop();
    Progress bar("sweeping");
    const auto points = simulate::sweep(
        job.network, axes, plan, ready, [&](std::size_t k, const simulate::SweepPoint& p) { store.add(k, p); },
        [&](double share) {
            bar.show(share);
            return !stop_asked();
        });
    bar.end();
    if (stop_asked()) {
        fmt::print(stderr, "stopped; the same command with --resume goes on from the points that are done\n");
        return 130;
    }
    auto warnings = job.warnings;
    const auto failed =
        std::count_if(points.begin(), points.end(), [](const simulate::SweepPoint& p) { return !p.failure.empty(); });
    if (failed > 0) {
        const auto& first = *std::find_if(points.begin(), points.end(),
                                          [](const simulate::SweepPoint& p) { return !p.failure.empty(); });
        warnings.insert(warnings.begin(), fmt::format("{} of {} points failed; the first, {}: {}", failed, count,
                                                      told_at(axes, first.at), first.failure));
    }
    if (job.plan.fast.common_noise || job.plan.fast.coupling_every > 1)
        warnings.push_back("An approximation was chosen; docs/approximations.md gives its bias.");
    const auto best = best_of(points, &simulate::PointFit::fc_r);
    const auto best_cortex = best_of(points, &simulate::PointFit::fc_r_cortex);
    const auto hash = hash_of(points);
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();

    write_file(folder / "sweep.csv", report::csv_table(sweep_table(*job.network.model, axes, points)));
    report::write_netcdf(folder / "sweep.nc", dataset_of(*job.network.model, axes, points));
    write_sweep_page(folder.path(), job, axes, points, plan.linear_noise, best, warnings,
                     {std::string(version()), std::to_string(options.network.seed), hex(hash), "Apache-2.0", line});
    auto summary = report::summary_head(line, options.network.seed, hash, wall, warnings);
    summary["connectome"] = describe(job.connectome);
    summary["notes"] = job.notes;
    summary["model"] = options.network.model;
    summary["regions"] = job.network.size();
    summary["points"] = count;
    summary["failed"] = failed;
    const auto tell = [&](const Best& b) {
        Json j = nullptr;
        if (b.found) {
            j = {{"fc_r", points[b.point].fit.fc_r},
                 {"fc_r_cortex", points[b.point].fit.fc_r_cortex},
                 {"fcd_ks", points[b.point].fit.fcd_ks}};
            for (std::size_t k = 0; k < axes.size(); ++k)
                j["at"][axes[k].name] = points[b.point].at[k];
        }
        return j;
    };
    summary["best"] = tell(best);
    summary["best_cortex"] = tell(best_cortex);
    report::write_summary(folder.path(), summary);
    store.drop();
    folder.finish();
    if (best.found)
        fmt::print("  best fit of FC: r = {:.3f} at {}\n", best.value, told_at(axes, points[best.point].at));
    if (best_cortex.found)
        fmt::print("  best over cortex: r = {:.3f} at {}\n", best_cortex.value,
                   told_at(axes, points[best_cortex.point].at));
    fmt::print("  hash {}, {:.1f} s\n", hex(hash), wall);
    print_warnings(warnings, job.warnings);
    fmt::print("table:  {}\nreport: {}\n", (folder / "sweep.csv").string(), (folder / "report.html").string());
    return failed == static_cast<std::ptrdiff_t>(count) ? 3 : 0;
}

} // namespace

void declare_sweep(cli::App& app, Command& chosen, const std::string& line) {
    auto* c = app.add_subcommand("sweep", "scan parameter points in vector lanes and threads");
    auto o = std::make_shared<SweepOptions>();
    declare(*c, o->network);
    c->add_option("--vary", o->vary,
                  "name=from:to:count[ unit]; coupling, noise or a parameter of the model; repeatable")
        ->group("Sweep");
    c->add_flag(
         "--linear-noise", o->linear_noise,
         "no simulation: fluctuations around each point's rest, exact for little noise; fits the FC of the activity")
        ->group("Sweep");
    c->add_flag("--resume", o->resume, "use the points that an interrupted sweep has done")->group("Sweep");
    c->callback([&chosen, o, line] { chosen = [o, line] { return run_sweep(*o, line); }; });
}

} // namespace rewire::app
