// `rewire validate`: the claims of a file, each lived as an experiment; a table says what came out.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <iterator>
#include <memory>
#include <utility>

#include "app/options.hpp"
#include "study/claims_job.hpp"
#include "app/commands.hpp"
#include "study/evidence_job.hpp"
#include "study/job_demand.hpp"
#include "study/life_job.hpp"
#include "study/open_questions.hpp"
#include "app/out_folder.hpp"
#include "app/output.hpp"
#include "app/progress.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/known.hpp"
#include "base/version.hpp"
#include "simulate/experiment.hpp"
#include "simulate/statistic.hpp"

namespace rewire::app {
namespace {

struct ValidateOptions {
    std::string file, out, only;
    std::vector<std::string> set;
    std::size_t people = 100, guesses = 8;
    std::uint64_t seed = 1;
    int threads = 0;
    bool yes = false;
    LifeOptions life;
};
using Claims = std::vector<simulate::Claim>;

std::string shown(double v, const std::string& u) {
    return fmt::format("{:.3g}{}{}", v, u.empty() || u == "%" ? "" : " ", u);
}

// The house's claims, by the name of their file.
std::string house_file(std::string name) {
    if (name.empty())
        name = "behaviours";
    Names known;
    for (const auto path : embedded_under("claims/"))
        known.push_back(path.substr(7, path.size() - 12));
    if (std::ranges::find(known, name) == known.end())
        throw InputError("rewire validate", unknown("file of claims", name, known));
    return fmt::format("claims/{}.toml", name);
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
    fmt::print("table: {}\n", o.out);
}

// All claims planned and read, under settings that a claim's own go before.
simulate::Experiments experiments_on(const Claims& claims, const ValidateOptions& o, const LifeJob& job, int threads,
                                     std::vector<scenario::Setting> settings, std::function<bool(double)> done) {
    simulate::Experiments out(job.model,
                              [&job, settings = std::move(settings)](scenario::Scenario scenario) {
                                  simulate::add_settings(scenario, settings);
                                  return model::make_calendar(scenario, job.model, job.medicine);
                              },
                              {.people = o.people, .seed = o.seed, .threads = threads, .done = std::move(done)});
    for (const auto& c : claims)
        out.plan(c.experiment, c.name);
    out.make_ready();
    return out;
}

// Questions without a range: what the model says, with what it owes to people and to guesses.
int answer(const ValidateOptions& o, const Claims& questions, const LifeJob& job,
           const std::vector<scenario::Setting>& settings, int threads) {
    const auto begun = std::chrono::steady_clock::now();
    Progress bar("asking");
    std::size_t round = 0;
    watch_for_stop();
    const auto answers = answers_of(
        questions.size(), job.model, o.seed, static_cast<std::uint32_t>(o.guesses),
        [&](const std::vector<scenario::Setting>& guess) {
            auto all = settings;
            all.insert(all.end(), guess.begin(), guess.end()); // what is set by hand goes before a guess
            auto experiments = experiments_on(questions, o, job, threads, std::move(all), [&](double share) {
                bar.show((static_cast<double>(round) + share) / static_cast<double>(o.guesses + 1));
                return !stop_asked();
            });
            if (round == 0)
                weigh(demand_of(job, experiments.person_days() * static_cast<double>(o.guesses + 1), 1, threads),
                      "what is asked", o.yes);
            std::vector<simulate::Estimate> out;
            for (const auto& q : questions) {
                out.push_back(experiments.judge(q.experiment));
                if (stop_asked())
                    return std::vector<simulate::Estimate>();
            }
            ++round;
            return out;
        });
    bar.end();
    if (answers.empty())
        return fmt::print(stderr, "stopped\n"), 130;
    std::string table =
        "| question | answer | over people | over guesses | assumption | reading |\n|---|---|---|---|---|---|\n";
    std::size_t failed = 0;
    for (std::size_t k = 0; k < questions.size(); ++k) {
        const auto& q = questions[k];
        const auto& a = answers[k];
        const auto* statistic = simulate::find_statistic(q.experiment.statistic);
        const auto reading = a.reading(statistic && !std::isnan(statistic->neutral) ? statistic->neutral : 0);
        if (!a.as_shipped.failure.empty()) {
            ++failed;
            fmt::print("{:<11} {}: {}\n", "failed", q.name, a.as_shipped.failure);
            table += fmt::format("| {} | failed: {} | | | | |\n", q.name, a.as_shipped.failure);
            continue;
        }
        fmt::print("{:<11} {}: {} ± {:.2g} over people, ± {:.2g} over guesses ({:.0f} % assumption)\n", reading, q.name,
                   shown(a.as_shipped.value, q.unit), a.as_shipped.error, a.assumed, 100 * a.share());
        table +=
            fmt::format("| {} {} | {} | ± {:.2g} | ± {:.2g} | {:.0f} % | {} |\n", q.name, q.says,
                        shown(a.as_shipped.value, q.unit), a.as_shipped.error, a.assumed, 100 * a.share(), reading);
    }
    fmt::print("{}, {} an arm, {}, seed {}, {:.0f} s\n", counted(questions.size(), "open question", "open questions"),
               counted(o.people, "person", "people"), counted(o.guesses, "guess", "guesses"), o.seed,
               std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
    if (!o.out.empty())
        write_page(
            o, job,
            fmt::format("# Open questions, asked of the model\n{} Nobody knows these answers; the model's are no "
                        "evidence. \"Over people\": standard error (bootstrap). \"Over guesses\": standard "
                        "deviation of the answer when every number that is assumed and nothing more is drawn "
                        "anew, log-normally with 0.2, {} times, for the same people. \"Assumption\": its share of "
                        "both variances. A reading is given where the answer is two standard deviations of both "
                        "from no difference.\n\n",
                        written_by(o, job), o.guesses),
            table);
    return failed > 0 ? 3 : 0;
}

int validate(const ValidateOptions& o) {
    if (o.people < 3 || o.people > 100000)
        throw InputError("--people", "from 3 to 100000 people are expected");
    if (o.guesses < 2 || o.guesses > 1000)
        throw InputError("--guesses", "from 2 to 1000 are expected");
    expect_writable(o.out);
    const bool of_the_house = o.file.find_first_of("./") == std::string::npos;
    const auto file = of_the_house ? house_file(o.file) : o.file;
    auto claims = simulate::read_claims(of_the_house ? embedded(file) : read_file(o.file, 1 << 20), file);
    const auto all = claims;
    if (!o.only.empty())
        std::erase_if(claims, [&](const simulate::Claim& c) { return !holds(c.name, o.only); });
    if (claims.empty())
        throw InputError("--only", no_claim(o.only, all, o.file));
    const auto job = life_job(o.life);
    const auto instruments = instruments_of(job);
    for (auto& c : claims)
        c.unit = unit_of_answer(c.experiment, instruments);
    print_warnings(job.brain.warnings);
    std::vector<std::string> unusual;
    const auto settings = settings_of(o.set, job.model, "--set", unusual);
    print_warnings(unusual);
    const int threads = threads_from(o.threads);
    Claims open;
    std::ranges::copy_if(claims, std::back_inserter(open), &simulate::Claim::open);
    if (open.size() == claims.size())
        return answer(o, open, job, settings, threads);
    if (!open.empty())
        throw InputError(file,
                         fmt::format("\"{}\" has no range: open questions stand in a file of their own, apart from "
                                     "claims that are judged",
                                     open.front().name));
    const auto begun = std::chrono::steady_clock::now();
    std::size_t done = 0;
    Progress bar("asking");
    auto experiments = experiments_on(claims, o, job, threads, settings, [&](double share) {
        bar.show((static_cast<double>(done) + 0.5 * share) / static_cast<double>(claims.size()));
        return !stop_asked();
    });
    weigh(demand_of(job, experiments.person_days(), 1, threads), "what is asked", o.yes);
    std::string table = "| claim | ours | wanted | | source |\n|---|---|---|---|---|\n";
    std::size_t inside = 0, failed = 0;
    watch_for_stop();
    for (const auto& c : claims) {
        if (stop_asked())
            break;
        const auto a = experiments.judge(c.experiment);
        bar.end();
        if (stop_asked())
            break;
        ++done;
        const std::string verdict = !a.failure.empty() ? "failed" : a.within(c.low, c.high) ? "inside" : "outside";
        inside += a.within(c.low, c.high);
        failed += !a.failure.empty();
        const auto ours = a.failure.empty() ? fmt::format("{} ± {:.2g}", shown(a.value, c.unit), a.error) : a.failure;
        fmt::print("{:<8} {}: {} ({} to {})\n", verdict, c.name, ours, format_number(c.low), format_number(c.high));
        flush_output();
        table += fmt::format("| {} | {} | {} to {} | {} | {} |\n", c.name, ours, format_number(c.low),
                             shown(c.high, c.unit), verdict, c.source);
    }
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    fmt::print("{} of {} inside, {} an arm, seed {}, {:.0f} s; ± is the standard error over people\n", inside,
               claims.size(), counted(o.people, "person", "people"), o.seed, wall);
    if (stop_asked())
        return fmt::print(stderr, "stopped\n"), 130; // half a table is none
    if (!o.out.empty())
        write_page(o, job,
                   fmt::format("# What the model shows, and what it should\n{} ± is the standard error over people "
                               "(bootstrap). The claims and how each is asked: `{}`.\n\n**{} of {} inside.** "
                               "Outside means outside: nothing here is tuned claim by claim.\n\n",
                               written_by(o, job), of_the_house ? "catalog/" + file : file, inside, claims.size()),
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
    c->callback([&chosen, o] { chosen = [o] { return validate(*o); }; });
}

} // namespace rewire::app
