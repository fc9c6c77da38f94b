// `rewire sweep`: one brain at many parameter points.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>

#include "app/options.hpp"
#include "app/commands.hpp"
#include "study/sweep_page.hpp"
#include "app/output.hpp"
#include "app/progress.hpp"
#include "base/hash.hpp"
#include "base/counted.hpp"
#include "base/bytes.hpp"
#include "base/journal.hpp"
#include "equations/all.hpp"

namespace rewire::app {
namespace {

namespace fs = std::filesystem;

struct SweepOptions {
    NetworkOptions network;
    std::vector<std::string> vary;
    bool resume = false, linear_noise = false;
    SweepFitRequest fit;
};

// Points that are done, so that a sweep that was stopped or killed goes on where it was.
class PointStore {
public:
    PointStore(const fs::path& path, const Identity& identity, std::size_t points, bool resume)
        : known_(points), journal_(path, identity, resume, [this](std::string_view record) { take(record); }) {}
    const simulate::SweepPoint* known(std::size_t k) const { // null: not done
        return known_[k] ? &*known_[k] : nullptr;
    }
    std::size_t reused() const {
        return static_cast<std::size_t>(std::ranges::count_if(known_, [](const auto& p) { return p.has_value(); }));
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

void print_fit(const SweepFit& f) {
    constexpr std::size_t most = 12; // rows on the screen; the others are in fit.csv
    tell("  fit: r = {:.3f} over {}, {:.2f} s\n", f.fit.fit.fc_r, counted(f.fit.pairs, "pair"), f.seconds);
    for (std::size_t k = 0; k < std::min(f.knobs.size(), most); ++k) {
        const auto& v = f.fit.knobs[k];
        const auto unit = f.knobs[k].unit == "1" ? "" : " " + f.knobs[k].unit;
        const auto error = std::isnan(v.error) ? std::string(v.at_end ? " (the end of its range)" : " (not held)")
                                               : fmt::format(" +- {:.2g}", v.error);
        tell("    {} = {:.4g}{}{}\n", f.names[k], v.value, unit, error);
    }
    if (f.knobs.size() > most)
        tell("    and {} more in fit.csv\n", f.knobs.size() - most);
    tell("  beside it: rewired connectomes r = {:.3f}, no model (products of regional means) r = {:.3f}\n", f.rewired,
         f.strengths);
    if (f.with_other)
        tell("  the other FC: this fit r = {:.3f}, a copy of the data r = {:.3f}\n", *f.with_other, *f.copy);
}

int run_sweep(const SweepOptions& given, const std::string& line) {
    const Told told{line};
    SweepOptions options = given;
    if (options.network.out.empty())
        options.network.out = "out/sweep";
    const auto catalogue = equations::all_mechanisms();
    const auto job = sweep_job({options.network, options.vary, options.linear_noise, options.fit}, catalogue);
    weigh(demand_of(job), "this sweep", options.network.consent.yes);
    OutFolder folder(options.network.out, "--out", line, options.network.consent.force, options.resume);
    tell("{} of {} on {} ({}), {}, {}\n", counted(job.points, "point"), options.network.model,
         job.brain.connectome.name, counted(job.brain.network.size(), "region"),
         options.linear_noise ? "linear noise" : options.network.duration + " each",
         counted(job.plan.threads, "thread"));

    PointStore store(folder / "sweep-points.bin", identity_of(job), job.points, options.resume);
    if (store.reused() > 0)
        tell("{} done already\n", counted(store.reused(), "point is", "points are"));
    print_notes(job.brain.done);
    print_warnings(job.brain.warnings); // before the wait; the others after it

    Stages bar;
    SweepWatch watch;
    bar.into(watch);
    watch.known = [&](std::size_t k) { return store.known(k); };
    watch.finished = [&](std::size_t k, const simulate::SweepPoint& p) { store.add(k, p); };
    const auto result = sweep(job, watch);
    bar.end();
    if (!result.whole) {
        fmt::print(stderr, "stopped; the same command with --resume goes on from the points that are done\n");
        return 130;
    }
    write(job, result, told, folder.path());
    store.drop();
    folder.finish();
    const auto print_best = [&](const char* what, const Best& b) {
        if (b.found)
            tell("  best {}: r = {:.3f} at {}\n", what, b.value, told_at(job.axes, result.points[b.point].at));
    };
    print_best("fit of FC", result.best);
    print_best("over cortex", result.best_cortex);
    if (result.fit)
        print_fit(*result.fit);
    tell("  hash {}, {:.1f} s\n", hex(result.hash), told.seconds());
    print_warnings(result.warnings, job.brain.warnings);
    tell("table:  {}\nreport: {}\n", (folder / "sweep.csv").string(), (folder / "report.html").string());
    return result.failed == job.points ? 3 : 0;
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
    c->add_flag("--fit", o->fit.wanted,
                "with --linear-noise: from the best point to the values that fit --empirical-fc best, with errors and "
                "controls")
        ->group("Sweep");
    c->add_option("--by-region", o->fit.by_region,
                  "with --fit: name=from:to[ unit], a parameter that each region has of its own; repeatable")
        ->group("Sweep");
    c->add_option("--other-fc", o->fit.other_fc,
                  "with --fit: another person's FC, or the same one's of another day, read as --empirical-fc")
        ->group("Sweep");
    c->add_flag("--resume", o->resume, "use the points that an interrupted sweep has done")->group("Sweep");
    c->callback([&chosen, o, line] { chosen = [o, line] { return run_sweep(*o, line); }; });
}

} // namespace rewire::app
