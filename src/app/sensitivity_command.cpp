// `rewire sensitivity`: which parameters the answers of claims hang on.
#include <fmt/format.h>

#include "app/options.hpp"
#include "study/sensitivity.hpp"
#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/out_folder.hpp"
#include "app/progress.hpp"
#include "base/counted.hpp"
#include "base/file.hpp"

namespace rewire::app {
namespace {

struct SensitivityOptions : SensitivityRequest {
    std::string out = "out/sensitivity";
    bool resume = false;
    Consent consent;
};

void print_output(const report::SensitivityReport& r, const report::SensitivityOutput& o) {
    tell("{}\n", o.name);
    for (std::size_t k = 0; k < r.parameters.size(); ++k) {
        if (r.sobol()) {
            const auto &f = o.indices[k].first, &t = o.indices[k].total;
            tell("  {:<28} first {:6.3f} ({:.3f} to {:.3f})  total {:6.3f} ({:.3f} to {:.3f})\n", r.parameters[k].name,
                 f.value, f.low, f.high, t.value, t.low, t.high);
        } else {
            const auto& e = o.effects[k];
            tell("  {:<28} mu* {:8.3g} ({:.3g} to {:.3g})  mu {:8.3g}  sigma {:.3g}\n", r.parameters[k].name,
                 e.mu_star.value, e.mu_star.low, e.mu_star.high, e.mu, e.sigma);
        }
    }
}

int run_sensitivity(const SensitivityOptions& o, const std::string& line) {
    const Told told{line};
    expect_folder_writable(o.out); // before the estimate, which tries the work
    const auto job = sensitivity_job(o);
    weigh(demand_of(job), "this analysis", o.consent.yes);
    OutFolder folder(o.out, "--out", line, o.consent.force, o.resume);
    EvaluationFile file(folder.store("evaluations.bin"), identity_of(job), job.parameters, columns_of(job), o.resume);
    AnswersWatch watch;
    watch.known = file.known();
    fmt::print(
        "{} of {}, {}, {} an arm{}\n", counted(job.points.rows(), "point"), counted(job.parameters.size(), "parameter"),
        counted(job.claims.size(), "output"), counted(o.people, "person", "people"),
        watch.known.empty() ? ""
                            : fmt::format("; {} done already", counted(watch.known.size(), "point is", "points are")));
    print_warnings(job.life.brain.warnings); // before the wait; the others after it

    Stages bar;
    bar.into(watch);
    watch.finished = [&](const fit::Evaluated& e, double objective) { file.add(e, objective); };
    const auto result = sensitivity(job, watch);
    bar.end();
    if (!result.whole)
        return fmt::print(stderr, "stopped; the same command with --resume goes on from the points that are done\n"),
               130;

    file.write_table(folder / "evaluations.csv", false);
    write(job, result, told, folder.path());
    folder.finish();
    const auto report = report_of(job, result, line);
    for (const auto& out : report.outputs)
        print_output(report, out);
    print_warnings(result.warnings, job.life.brain.warnings);
    tell("hash {}, {:.1f} s\ntable:  {}\nreport: {}\n", report.hash, told.seconds(),
         (folder / "sensitivity.csv").string(), (folder / "report.html").string());
    return result.answered() ? 0 : 3;
}

} // namespace

void declare_sensitivity(cli::App& app, Command& chosen, const std::string& line) {
    auto* c = app.add_subcommand("sensitivity", "ask which parameters the answers of claims hang on");
    auto o = std::make_shared<SensitivityOptions>();
    c->add_option("--method", o->method, "morris (screens many parameters) or sobol (shares the variance of few)")
        ->capture_default_str();
    c->add_option("--parameters", o->parameters, "gains.g_C,anxiety.a_A,...: of everyone")->delimiter(',');
    c->add_option("--spread", o->spread, "each from its value less to its value plus this share")
        ->capture_default_str();
    c->add_option("--bounds", o->bounds, "TOML file with [bounds] \"gains.g_C\" = [0.05, 0.2]");
    c->add_option("--outputs", o->outputs, "part of a claim's name; repeatable, all that hold it are asked");
    c->add_option("--claims", o->claims, "claims (TOML); those of the house when none is given");
    c->add_option("--people", o->people, "virtual people in each arm")->capture_default_str();
    c->add_option("--trajectories", o->trajectories, "of morris: (parameters + 1) points each")->capture_default_str();
    c->add_option("--rows", o->rows, "of sobol: (parameters + 2) points each; best a power of two")
        ->capture_default_str();
    c->add_option("--seed", o->seed, "of the people's luck and of the design")->capture_default_str();
    c->add_option("--threads", o->threads, "0: all")->capture_default_str();
    c->add_option("--out", o->out, "folder of the results")->capture_default_str();
    c->add_flag("--resume", o->resume, "use the points that an interrupted analysis has done");
    declare(*c, o->consent);
    declare(*c, o->life);
    c->callback([&chosen, o, line] { chosen = [o, line] { return run_sensitivity(*o, line); }; });
}

} // namespace rewire::app
