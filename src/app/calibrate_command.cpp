// `rewire calibrate`: parameters of everyone searched until claims are answered as they should be.
#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <numeric>
#include <sstream>

#include "app/options.hpp"
#include "study/calibrate.hpp"
#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/out_folder.hpp"
#include "app/progress.hpp"
#include "report/summary.hpp"
#include "base/counted.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/version.hpp"
#include "fit/cma_es.hpp"
#include "report/calibration_report.hpp"
#include "scenario/toml.hpp"

namespace rewire::app {
namespace {

struct CalibrateOptions {
    std::string file, out = "out/calibrate", ledger;
    int threads = 0;
    bool resume = false;
    Consent consent;
    LifeOptions life;
};

// What is left over of the ensemble: 5 % and 95 % of a parameter.
std::pair<double, double> interval_of(const Matrix& members, std::size_t parameter) {
    std::vector<double> v;
    for (std::size_t k = 0; k < members.rows(); ++k)
        v.push_back(members(k, parameter));
    const auto s = simulate::spread_of(std::move(v));
    return {s.p05, s.p95};
}

toml::table parameter_of(const fit::SearchParameter& p, const fit::Calibration& c, std::size_t k) {
    const auto& d = c.ensemble.parameters[k];
    const auto [low, high] = interval_of(c.ensemble.members, k);
    return toml::table{{"name", p.name},
                       {"unit", p.unit},
                       {"start", p.start},
                       {"low", p.low},
                       {"high", p.high},
                       {"log", p.log},
                       {"mean", d.value},
                       {"value", c.after.values[k]},
                       {"sd", d.sd},
                       {"p05", low},
                       {"p95", high},
                       {"sd_over_prior", d.sd_over_prior},
                       {"verdict", std::string(d.verdict)}};
}

std::string result_text(const fit::ClaimsObjective& o, const fit::Calibration& c, const std::string& line,
                        const std::string& hash, const std::vector<unsigned>& seeds) {
    const auto& plan = o.plan;
    toml::table parameters;
    toml::array each, claims, combinations;
    for (std::size_t k = 0; k < plan.parameters.size(); ++k) {
        const auto& p = plan.parameters[k];
        parameters.insert(p.name, fmt::format("{} {}", c.after.values[k], p.unit));
        each.push_back(parameter_of(p, c, k));
    }
    for (std::size_t k = 0; k < plan.targets.size(); ++k) {
        const auto& target = plan.targets[k];
        claims.push_back(toml::table{{"name", target.name},
                                     {"unit", target.unit},
                                     {"target", target.value},
                                     {"sd", c.sd[k]},
                                     {"before", c.before.answers[k].value},
                                     {"after", c.after.answers[k].value},
                                     {"error", c.after.answers[k].error},
                                     {"seeds", static_cast<std::int64_t>(seeds[k])},
                                     {"emulator_scatter", c.ensemble.emulator.scatter[k] * c.sd[k]}});
    }
    for (const auto& d : c.ensemble.combinations)
        combinations.push_back(toml::table{
            {"of", told(d, plan.parameters)}, {"information", d.information}, {"sd_over_prior", d.sd_over_prior}});
    toml::array steps;
    for (const auto& s : c.steps) {
        toml::array values;
        for (const double v : s.values)
            values.push_back(v);
        steps.push_back(toml::table{{"points", static_cast<std::int64_t>(s.points)},
                                    {"objective", s.objective},
                                    {"predicted", s.predicted},
                                    {"gained", s.gained},
                                    {"radius", s.radius},
                                    {"values", std::move(values)}});
    }
    toml::table all{{"command", line},
                    {"version", std::string(version())},
                    {"seed", static_cast<std::int64_t>(o.seed)},
                    {"people", static_cast<std::int64_t>(o.people)},
                    {"points", static_cast<std::int64_t>(c.points.size())},
                    {"hash", hash},
                    {"objective", toml::table{{"before", c.cost_before.sum()},
                                              {"after", c.cost_after.sum()},
                                              {"misfit_before", c.cost_before.misfit},
                                              {"misfit_after", c.cost_after.misfit},
                                              {"prior_after", c.cost_after.prior}}},
                    {"parameters", std::move(parameters)},
                    {"parameter", std::move(each)},
                    {"claim", std::move(claims)},
                    {"combination", std::move(combinations)}};
    if (!steps.empty())
        all.insert("step", std::move(steps));
    std::ostringstream out;
    out << "# Written by `rewire calibrate`. [parameters] can be put into a scenario as it stands.\n"
           "# objective: misfit is the sum of ((answer - target)/sd)^2, prior the same of the parameters.\n"
           "# combination: in prior standard deviations, the worst determined first; information 1: as much as the "
           "prior "
           "knows.\n"
           "# step: generations by the emulator: the least objective and its values, what was predicted and gained.\n"
        << toml::toml_formatter(all, toml::format_flags::none) << "\n";
    return out.str();
}

void print_result(const fit::CalibrationPlan& plan, const fit::Calibration& c) {
    fmt::print("objective {:.4g} -> {:.4g} (misfit {:.4g} -> {:.4g})\n", c.cost_before.sum(), c.cost_after.sum(),
               c.cost_before.misfit, c.cost_after.misfit);
    fmt::print("parameters: start -> best ± sd over the ensemble; targets: wanted ± their sd\n");
    for (std::size_t k = 0; k < plan.parameters.size(); ++k) {
        const auto& d = c.ensemble.parameters[k];
        fmt::print("  {:<28} {:.4g} -> {:.4g} ± {:.2g} {}  {} ({:.2f} of the prior's sd)\n", d.name,
                   plan.parameters[k].start, c.after.values[k], d.sd,
                   plan.parameters[k].unit == "1" ? "" : plan.parameters[k].unit, d.verdict, d.sd_over_prior);
    }
    for (std::size_t k = 0; k < plan.targets.size(); ++k)
        fmt::print("  {}: {:.3g} -> {:.3g}, wanted {:.3g} ± {:.2g} {}\n", plan.targets[k].name,
                   c.before.answers[k].value, c.after.answers[k].value, plan.targets[k].value, c.sd[k],
                   plan.targets[k].unit);
    const auto& worst = c.ensemble.combinations.front();
    fmt::print("  least determined: {} ({:.2f} of the prior's sd)\n", told(worst, plan.parameters),
               worst.sd_over_prior);
}

int run_calibrate(const CalibrateOptions& o, const std::string& line) {
    expect_search();
    const auto begun = std::chrono::steady_clock::now();
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
    fmt::print("at most {} of {}, {}, {} an arm{}\n", counted(job.points(), "point"),
               counted(plan.parameters.size(), "parameter"), counted(plan.targets.size(), "target"),
               counted(objective.people, "person", "people"),
               watch.known.empty()
                   ? ""
                   : fmt::format("; {} done already", counted(watch.known.size(), "point is", "points are")));
    print_warnings(job.life.brain.warnings); // before the wait; the others after it

    Stages bar;
    bar.into(watch);
    watch.seeded = [&](const std::vector<unsigned>& seeds) {
        if (const auto most = std::ranges::max(seeds); most > 1)
            fmt::print("up to {} seeds a target: {} in all for {}\n", most,
                       std::accumulate(seeds.begin(), seeds.end(), 0u), counted(seeds.size(), "target"));
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
    report::write_calibration_report(
        {&plan, &c, objective.people, line, std::to_string(objective.seed), hex(result.hash), result.warnings},
        folder.path());
    write_file(folder / "result.toml", result_text(objective, c, line, hex(result.hash), result.seeds));
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    report::write_summary(folder.path(),
                          report::summary_head(line, objective.seed, result.hash, wall, result.warnings));
    folder.finish();
    print_result(plan, c);
    print_warnings(result.warnings, job.life.brain.warnings);
    fmt::print("{}, hash {}, {:.1f} s\nresult:   {}\nensemble: {}\nreport:   {}\n", counted(c.points.size(), "point"),
               hex(result.hash), wall, (folder / "result.toml").string(), (folder / "ensemble.csv").string(),
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
