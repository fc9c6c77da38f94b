// `rewire validate`: the claims of a file, each lived as an experiment; a table says what came out.
#include <chrono>
#include <fmt/format.h>
#include <memory>

#include "app/options.hpp"
#include "app/commands.hpp"
#include "study/validate.hpp"
#include "app/out_folder.hpp"
#include "app/output.hpp"
#include "app/progress.hpp"
#include "base/counted.hpp"
#include "base/file.hpp"
#include "base/version.hpp"
#include "simulate/statistic.hpp"

namespace rewire::app {
namespace {

struct ValidateOptions : ValidateRequest {
    std::string out;
    bool yes = false;
};

std::string shown(double v, const std::string& u) {
    return fmt::format("{:.3g}{}{}", v, u.empty() || u == "%" ? "" : " ", u);
}

std::string written_by(const ValidateOptions& o, const LifeJob& job) {
    return fmt::format("Written by `rewire validate{} --people {} --seed {}` (rewire {}), {}.",
                       o.file.empty() ? "" : " " + o.file, o.people, o.seed, version(), job.brain.name);
}
void write_page(const ValidateOptions& o, const LifeJob& job, std::string page, const std::string& table) {
    for (const auto& w : job.brain.warnings)
        page += fmt::format("Warning: {}\n\n", w);
    page += table + "\nStatistics:\n";
    for (const auto& [name, says] : simulate::statistics())
        page += fmt::format("- `{}`: {}\n", name, says);
    write_file(o.out, page);
    tell("table: {}\n", o.out);
}

// Questions without a range: what the model says, with what it owes to people and to guesses.
int tell_open(const ValidateOptions& o, const ValidateJob& job, const std::vector<OpenAnswer>& answers, double wall) {
    std::string table =
        "| question | answer | over people | over guesses | assumption | reading |\n|---|---|---|---|---|---|\n";
    std::size_t failed = 0;
    for (std::size_t k = 0; k < job.claims.size(); ++k) {
        const auto& q = job.claims[k];
        const auto& a = answers[k];
        const auto reading = a.reading(neutral_of(q));
        if (!a.as_shipped.failure.empty()) {
            ++failed;
            tell("{:<11} {}: {}\n", "failed", q.name, a.as_shipped.failure);
            table += fmt::format("| {} | failed: {} | | | | |\n", q.name, a.as_shipped.failure);
            continue;
        }
        tell("{:<11} {}: {} ± {:.2g} over people, ± {:.2g} over guesses ({:.0f} % assumption)\n", reading, q.name,
             shown(a.as_shipped.value, q.unit), a.as_shipped.error, a.assumed, 100 * a.share());
        table +=
            fmt::format("| {} {} | {} | ± {:.2g} | ± {:.2g} | {:.0f} % | {} |\n", q.name, q.says,
                        shown(a.as_shipped.value, q.unit), a.as_shipped.error, a.assumed, 100 * a.share(), reading);
    }
    tell("{}, {} an arm, {}, seed {}, {:.0f} s\n", counted(job.claims.size(), "open question", "open questions"),
         counted(o.people, "person", "people"), counted(o.guesses, "guess", "guesses"), o.seed, wall);
    if (!o.out.empty())
        write_page(
            o, job.life,
            fmt::format("# Open questions, asked of the model\n{} Nobody knows these answers; the model's are no "
                        "evidence. \"Over people\": standard error (bootstrap). \"Over guesses\": standard "
                        "deviation of the answer when every number that is assumed and nothing more is drawn "
                        "anew, log-normally with 0.2, {} times, for the same people. \"Assumption\": its share of "
                        "both variances. A reading is given where the answer is two standard deviations of both "
                        "from no difference.\n\n",
                        written_by(o, job.life), o.guesses),
            table);
    return failed > 0 ? 3 : 0;
}

int run_validate(const ValidateOptions& o) {
    expect_writable(o.out);
    const auto job = validate_job(o);
    print_warnings(job.life.brain.warnings);
    print_warnings(job.warnings);
    const auto begun = std::chrono::steady_clock::now();
    weigh(demand_of(job), "what is asked", o.yes);
    std::string table = "| claim | ours | wanted | | source |\n|---|---|---|---|---|\n";
    std::size_t inside = 0, failed = 0;
    watch_for_stop();
    Progress bar("asking");
    ValidateWatch watch;
    watch.goes_on = [&](double share) {
        bar.show(share);
        return !stop_asked();
    };
    watch.answered = [&](std::size_t k, const simulate::Estimate& a) {
        const auto& c = job.claims[k];
        bar.end();
        const std::string verdict = !a.failure.empty() ? "failed" : a.within(c.low, c.high) ? "inside" : "outside";
        inside += a.within(c.low, c.high);
        failed += !a.failure.empty();
        const auto ours = a.failure.empty() ? fmt::format("{} ± {:.2g}", shown(a.value, c.unit), a.error) : a.failure;
        tell("{:<8} {}: {} ({} to {})\n", verdict, c.name, ours, format_number(c.low), format_number(c.high));
        flush_output();
        table += fmt::format("| {} | {} | {} to {} | {} | {} |\n", c.name, ours, format_number(c.low),
                             shown(c.high, c.unit), verdict, c.source);
    };
    const auto result = validate(job, watch);
    bar.end();
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    if (job.open())
        return result.whole ? tell_open(o, job, result.open, wall) : (fmt::print(stderr, "stopped\n"), 130);
    tell("{} of {} inside, {} an arm, seed {}, {:.0f} s; ± is the standard error over people\n", inside,
         job.claims.size(), counted(o.people, "person", "people"), o.seed, wall);
    if (!result.whole)
        return fmt::print(stderr, "stopped\n"), 130; // half a table is none
    if (!o.out.empty())
        write_page(o, job.life,
                   fmt::format("# What the model shows, and what it should\n{} ± is the standard error over people "
                               "(bootstrap). The claims and how each is asked: `{}`.\n\n**{} of {} inside.** "
                               "Outside means outside: nothing here is tuned claim by claim.\n\n",
                               written_by(o, job.life), job.of_the_house ? "catalog/" + job.file : job.file, inside,
                               job.claims.size()),
                   table);
    return failed > 0 ? 3 : 0;
}

} // namespace

void declare_validate(cli::App& app, Command& chosen) {
    auto* c = app.add_subcommand("validate",
                                 "live the experiments that claims describe, and say whether the model keeps them");
    auto o = std::make_shared<ValidateOptions>();
    c->add_option("file", o->file,
                  "claims (TOML), or those of the house by name: behaviours (when none is given), "
                  "natural_history, open_questions");
    c->add_option("--people", o->people, "virtual people in each arm")->capture_default_str();
    c->add_option("--seed", o->seed, "of the people's luck")->capture_default_str();
    c->add_option("--guesses", o->guesses, "of open questions: how often all that is assumed is drawn anew")
        ->capture_default_str();
    c->add_option("--threads", o->threads, "0: all")->capture_default_str();
    c->add_option("--set", o->set, "\"gains.g_C=0.12 1\": a parameter of every person, in all claims");
    c->add_option("--only", o->only, "only claims whose name holds this text");
    declare(*c, o->life);
    c->add_option("--out", o->out, "Markdown file for the table");
    declare_yes(*c, o->yes);
    c->callback([&chosen, o] { chosen = [o] { return run_validate(*o); }; });
}

} // namespace rewire::app
