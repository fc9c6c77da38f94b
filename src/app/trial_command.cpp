// `rewire trial`: what a trial would show, and what it cannot see.
#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "app/commands.hpp"
#include "app/options.hpp"
#include "app/output.hpp"
#include "app/progress.hpp"
#include "app/slurm.hpp"
#include "app/trial_command.hpp"
#include "app/trial_parts.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "report/replicates_words.hpp"
#include "report/subgroup_words.hpp"
#include "report/trial_words.hpp"

namespace rewire::app {
namespace {

struct TrialCommand {
    std::string file, out; // out: empty, trial, but of a part
    LifeOptions life;
    Consent consent;
    TrialRequest request;
    std::optional<std::size_t> people;
    std::optional<std::uint64_t> seed;
    std::string shard; // "2/7"
    bool resume = false;
    SlurmOptions slurm;
};

void declare(cli::App& c, ReplicatesRequest& o) {
    c.add_option("--replicates", o.replicates,
                 "draw so many trials from a pool of people who live every arm: power, type I error, coverage");
    c.add_option("--pool", o.pool, "people of that pool (default: 400, or those of the trial where they are more)");
    c.add_option("--assurance", o.sets,
                 "power in the mean over so many parameter sets of --ensemble, 64 people living every arm with each");
    c.add_option("--ensemble", o.ensembles,
                 "tables of parameter sets, as calibrate writes ensemble.csv (repeatable; default house: those of the "
                 "recorded calibrations)");
}

std::string out_of(const TrialCommand& o) {
    if (o.out.empty() && !o.shard.empty())
        throw InputError("--out", "say where this part goes, --out DIR; every part has a folder of its own");
    return o.out.empty() ? "trial" : o.out;
}

int stopped() {
    return complain("stopped; centres that have lived are kept: the same command with --resume goes on"), 130;
}

int run_trial(const TrialCommand& o, const std::string& line) {
    const Told told{line};
    const auto out = out_of(o);
    const auto given = given_trial(o.file, o.people, o.seed, o.life);
    auto trial = trial_job(given);
    const auto& design = trial.design;
    const auto& replicates = o.request.replicates;
    check(replicates, design);
    const bool slurm = o.slurm.asked(o.shard);
    if (replicates.replicates && (slurm || !o.shard.empty()))
        throw InputError("--replicates", fmt::format("leave it out, or {}; replicates are drawn from a pool of their "
                                                     "own, by one command",
                                                     slurm ? "--slurm" : "--shard"));
    if (slurm)
        return write_slurm(given, trial, o.slurm, {.out = out, .threads = o.request.threads, .resume = o.resume});
    const auto part = part_of(o.shard, given, design);
    const int threads = threads_from(o.request.threads);
    weigh(demand_of(trial, part, o.request), part.of == 1 ? "this trial" : "this part of the trial", o.consent.yes);
    OutFolder folder(out, "--out", line, o.consent.force, o.resume);
    tell("{}: {} in {} arms, {}\n", design.name, counted(design.people, "person", "people"), design.arms.size(),
         design.counterfactual ? "everyone lives every arm" : "randomised");
    print_warnings(doubts_of(trial, o.request));
    Stages stages;
    KeptCentres kept(trial, part, o.resume, folder);
    const auto watch = kept.watch(stages);
    if (part.of > 1) {
        trial::TrialCohort cohort; // of flow and hash: nobody is kept
        const bool whole = live_centres(trial, part.shard, threads, watch, [&](trial::CentreLives&& centre) {
            cohort.others += centre.hash();
            centre.people.clear();
            cohort.take(std::move(centre));
        });
        stages.end();
        return whole ? part_results(trial, part, cohort, folder, told) : stopped();
    }
    const auto done = live_trial(trial, o.request, watch);
    stages.end();
    return done.whole ? trial_results(trial, done, folder, told) : stopped();
}

} // namespace

int trial_results(const TrialJob& trial, const TrialResult& done, OutFolder& folder, const Told& told) {
    const auto& design = trial.design;
    tell("{}{}", report::words_of(design, done.cohort, done.found), report::words_of(design, done.subgroups));
    if (done.replicates)
        tell("{}", report::words_of(design, *done.replicates));
    write(trial, done, told, folder.path());
    folder.finish();
    tell("hash {}, {:.1f} s\nreport: {}\n", hex(done.cohort.hash()), told.seconds(), (folder / "report.html").string());
    return 0;
}

void declare_trial(cli::App& app, Command& chosen, const std::string& line) {
    auto* c = app.add_subcommand("trial", "live a trial: arms, chance, dropout, endpoints by their estimands");
    auto o = std::make_shared<TrialCommand>();
    c->add_option("file", o->file, "the trial")->required();
    c->add_option("--people", o->people, "enrolled over all arms (default: as the file says)");
    c->add_option("--seed", o->seed, "of their luck and of the allocation (default: as the file says, or 1)");
    c->add_option("--threads", o->request.threads, "0: all")->capture_default_str();
    c->add_option("--out", o->out, "folder of the results (default: trial; a part is told its own)");
    c->add_flag("--resume", o->resume, "go on where a trial that was stopped or killed has been");
    c->add_option("--shard", o->shard, "live a part alone, \"2/7\"; `rewire merge` puts all of them together");
    declare(*c, o->slurm);
    declare(*c, o->request.replicates);
    declare(*c, o->consent);
    declare(*c, o->life);
    c->callback([&chosen, o, line] { chosen = [o, line] { return run_trial(*o, line); }; });
}

} // namespace rewire::app
