// `rewire calibrate`: parameters of everyone searched until claims are answered as they should be.
#include <algorithm>
#include <fmt/format.h>
#include <numeric>

#include "app/options.hpp"
#include "study/calibrate.hpp"
#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/out_folder.hpp"
#include "app/progress.hpp"
#include "base/counted.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "fit/cma_es.hpp"

namespace rewire::app {
namespace {

struct CalibrateOptions {
    std::string file, out = "out/calibrate", ledger;
    int threads = 0;
    bool resume = false;
    Consent consent;
    LifeOptions life;
};

void print_result(const fit::CalibrationPlan& plan, const fit::Calibration& c) {
    tell("objective {:.4g} -> {:.4g} (misfit {:.4g} -> {:.4g})\n", c.cost_before.sum(), c.cost_after.sum(),
         c.cost_before.misfit, c.cost_after.misfit);
    tell("parameters: start -> best ± sd over the ensemble; targets: wanted ± their sd\n");
    for (std::size_t k = 0; k < plan.parameters.size(); ++k) {
        const auto& d = c.ensemble.parameters[k];
        tell("  {:<28} {:.4g} -> {:.4g} ± {:.2g} {}  {} ({:.2f} of the prior's sd)\n", d.name, plan.parameters[k].start,
             c.after.values[k], d.sd, plan.parameters[k].unit == "1" ? "" : plan.parameters[k].unit, d.verdict,
             d.sd_over_prior);
    }
    for (std::size_t k = 0; k < plan.targets.size(); ++k)
        tell("  {}: {:.3g} -> {:.3g}, wanted {:.3g} ± {:.2g} {}\n", plan.targets[k].name, c.before.answers[k].value,
             c.after.answers[k].value, plan.targets[k].value, c.sd[k], plan.targets[k].unit);
    const auto& worst = c.ensemble.combinations.front();
    tell("  least determined: {} ({:.2f} of the prior's sd)\n", told(worst, plan.parameters), worst.sd_over_prior);
}

int run_calibrate(const CalibrateOptions& o, const std::string& line) {
    expect_search();
    const Told told{line};
    expect_folder_writable(o.out); // before the estimate, which tries the work
    const auto job = calibrate_job({read_file(o.file, 1 << 20), o.file, o.ledger, o.threads, o.life});
    const auto& objective = job.objective;
    const auto& plan = objective.plan;
    weigh(demand_of(job), "this calibration", o.consent.yes);
    OutFolder folder(o.out, "--out", line, o.consent.force, o.resume);
    EvaluationFile file(folder.store("evaluations.bin"), identity_of(job), plan.parameters, columns_of(plan.targets),
                        o.resume);
    CalibrateWatch watch;
    watch.known = file.known();
    tell("at most {} of {}, {}, {} an arm{}\n", counted(job.points(), "point"),
         counted(plan.parameters.size(), "parameter"), counted(plan.targets.size(), "target"),
         counted(objective.people, "person", "people"),
         watch.known.empty() ? ""
                             : fmt::format("; {} done already", counted(watch.known.size(), "point is", "points are")));
    print_warnings(job.life.brain.warnings); // before the wait; the others after it

    Stages bar;
    bar.into(watch);
    watch.seeded = [&](const std::vector<unsigned>& seeds) {
        if (const auto most = std::ranges::max(seeds); most > 1)
            tell("up to {} seeds a target: {} in all for {}\n", most, std::accumulate(seeds.begin(), seeds.end(), 0u),
                 counted(seeds.size(), "target"));
        flush_output();
    };
    watch.finished = [&](const fit::Evaluated& e, double cost) { file.add(e, cost); };
    const auto result = calibrate(job, watch);
    bar.end();
    if (!result.whole) {
        fmt::print(stderr, "stopped; the same command with --resume goes on from the points that are done\n");
        return 130;
    }

    const auto& c = result.calibration;
    file.write_table(folder / "evaluations.csv", true);
    write(job, result, told, folder.path());
    folder.finish();
    print_result(plan, c);
    print_warnings(result.warnings, job.life.brain.warnings);
    tell("{}, hash {}, {:.1f} s\nresult:   {}\nensemble: {}\nreport:   {}\n", counted(c.points.size(), "point"),
         hex(result.hash), told.seconds(), (folder / "result.toml").string(), (folder / "ensemble.csv").string(),
         (folder / "report.html").string());
    return 0;
}

} // namespace

void declare_calibrate(cli::App& app, Command& chosen, const std::string& line) {
    auto* c = app.add_subcommand(
        "calibrate",
        "search the parameters with which claims are answered as they should be, and say how far they are pinned down" +
            (fit::has_cma_es() ? std::string() : fmt::format(" (not in this build: {})", without_search())));
    auto o = std::make_shared<CalibrateOptions>();
    c->add_option("objective", o->file,
                  "TOML: [[parameter]] name, start, low, high, log; [[claim]] name, target, sd; people, seed, "
                  "population, generations, steps, draws, noise")
        ->required();
    c->add_option(
        "--ledger", o->ledger,
        "a folder with ledger/*.tsv and experiments/*.toml of your own, for [ledger]; default: those of the house");
    c->add_option("--threads", o->threads, "0: all")->capture_default_str();
    c->add_option("--out", o->out, "folder of the results")->capture_default_str();
    c->add_flag("--resume", o->resume, "go on where a calibration that was stopped or killed has been");
    declare(*c, o->consent);
    declare(*c, o->life);
    c->callback([&chosen, o, line] { chosen = [o, line] { return run_calibrate(*o, line); }; });
}

} // namespace rewire::app
