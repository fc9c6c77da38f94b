// `rewire trial`: what a trial would show, and what it cannot see.
#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <iterator>

#include "app/assurance_job.hpp"
#include "app/commands.hpp"
#include "app/conduct_words.hpp"
#include "app/options.hpp"
#include "app/output.hpp"
#include "app/replicates_job.hpp"
#include "app/slurm.hpp"
#include "app/summary.hpp"
#include "app/trial_command.hpp"
#include "app/trial_parts.hpp"
#include "app/trial_subgroups.hpp"
#include "app/trial_words.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "report/trial_dataset.hpp"
#include "base/version.hpp"
#include "report/trial_page.hpp"
#include "study/job_demand.hpp"
#include "trial/analysis_r.hpp"

namespace rewire::app {
namespace {

struct TrialCommand {
    std::string file, out; // out: empty, trial, but of a part
    LifeOptions life;
    Consent consent;
    ReplicatesAsked replicates;
    AssuranceAsked assurance;
    std::optional<std::size_t> people;
    std::optional<std::uint64_t> seed;
    int threads = 0;
    std::string shard; // "2/7"
    bool resume = false;
    SlurmOptions slurm;
};

void write_tables(const trial::Design& d, const trial::TrialCohort& c, const report::TrialSource& source,
                  const OutFolder& folder) {
    report::write_trial_data(d, c, source, folder.path());
    trial::write_analysis_r({.reference = d.arms.front().name, .scores = {}, .events = {}, .strata = !d.strata.empty()},
                            folder.path());
}

std::string out_of(const TrialCommand& o) {
    if (o.out.empty() && !o.shard.empty())
        throw InputError("--out", "say where this part goes, --out DIR; every part has a folder of its own");
    return o.out.empty() ? "trial" : o.out;
}

int run_trial(const TrialCommand& o, const std::string& line) {
    const auto begun = std::chrono::steady_clock::now();
    const auto out = out_of(o);
    const auto given = given_trial(o.file, o.people, o.seed, o.life);
    auto trial = trial_job(given);
    const auto& design = trial.design;
    check(o.replicates, design);
    check(o.assurance, o.replicates.replicates.has_value());
    const bool slurm = o.slurm.asked(o.shard);
    if (o.replicates.replicates && (slurm || !o.shard.empty()))
        throw InputError("--replicates", fmt::format("leave it out, or {}; replicates are drawn from a pool of their "
                                                     "own, by one command",
                                                     slurm ? "--slurm" : "--shard"));
    if (slurm)
        return write_slurm(given, trial, o.slurm, {.out = out, .threads = o.threads, .resume = o.resume});
    const auto part = part_of(o.shard, given, design);
    const int threads = threads_from(o.threads);
    auto demand = demand_of_part(trial, part, threads);
    if (const double days = pool_days(o.replicates, design) + assurance_days(o.assurance, design); days > 0)
        demand.seconds += demand_of(trial.job, days, 1, threads).seconds;
    weigh(demand, part.of == 1 ? "this trial" : "this part of the trial", o.consent.yes);
    OutFolder folder(out, "--out", line, o.consent.force, o.resume);
    fmt::print("{}: {} in {} arms, {}\n", design.name, counted(design.people, "person", "people"), design.arms.size(),
               design.counterfactual ? "everyone lives every arm" : "randomised");
    std::ranges::copy(warnings_of(o.replicates, design), std::back_inserter(trial.warnings));
    print_warnings(trial.warnings);
    trial::TrialCohort cohort;
    const bool whole = live_part(trial, part, threads, o.resume, folder, [&](trial::CentreLives&& centre) {
        if (part.of > 1) { // nobody is kept
            cohort.others += centre.hash();
            centre.people.clear();
        }
        cohort.take(std::move(centre));
    });
    if (!whole)
        return 130;
    const auto replicate = [&](nlohmann::ordered_json& summary) {
        if (!o.replicates.replicates)
            return true;
        auto replicates = replicates_of(o.replicates, design, trial.job.model, threads);
        if (!replicates.whole ||
            (o.assurance.sets && !add_assurance(replicates, o.assurance, trial.asked, trial.job, threads)))
            return false;
        fmt::print("{}", words_of(design, replicates));
        write_tables(design, replicates, folder);
        summary["replicates"] = replicates_json(design, replicates);
        return true;
    };
    return part.of > 1 ? part_results(trial, part, cohort, folder, line, begun)
                       : trial_results(trial, cohort, folder, line, begun, replicate);
}

} // namespace

int trial_results(const TrialJob& trial, const trial::TrialCohort& cohort, OutFolder& folder, const std::string& line,
                  std::chrono::steady_clock::time_point begun,
                  const std::function<bool(nlohmann::ordered_json&)>& further) {
    const auto& design = trial.design;
    const auto found = trial::analyse(design, cohort);
    const auto subgroups = trial::subgroups_of(design, cohort, found);
    const auto text = words_of(design, cohort, found) + words_of(design, subgroups);
    fmt::print("{}", text);
    write_tables(design, cohort, {line, trial.job.brain.name}, folder);
    const auto wall = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(); };
    auto summary = summary_head(line, design.seed, cohort.hash(), wall(), trial.warnings);
    summary["connectome"] = trial.job.brain.name;
    summary["trial"] = trial_json(design, cohort, found);
    summary["trial"]["subgroups"] = subgroups_json(subgroups);
    if (further && !further(summary))
        return fmt::print(stderr, "stopped; replicates and summary were not written\n"), 130;
    summary["wall_s"] = wall(); // replicates are dear
    write_summary(folder.path(), summary);
    report::write_trial_report(
        {.design = &design,
         .cohort = &cohort,
         .found = &found,
         .subgroups = &subgroups,
         .file = std::filesystem::path(trial.file).stem().string(),
         .brain = trial.job.brain.name,
         .warnings = trial.warnings,
         .provenance = {std::string(version()), std::to_string(design.seed), hex(cohort.hash()), "Apache-2.0", line}},
        folder.path());
    folder.finish();
    fmt::print("hash {}, {:.1f} s\nreport: {}\n", hex(cohort.hash()), wall(), (folder / "report.html").string());
    return 0;
}

int check_trial(const scenario::TrialFile& file, const study::LifeOptions& options) {
    const auto job = life_job(options);
    const auto d = trial::design_of(file, job.model, job.medicine);
    report::check_names(d);
    fmt::print("{} is fine\n{}: {}, {} at each of {}, {}\n", file.file, d.name, counted(d.people, "person", "people"),
               d.centre, counted(d.centres(), "centre"),
               d.counterfactual ? "everyone lives every arm" : "allocated at random, in blocks");
    for (const auto& name : d.strata.empty() ? std::vector<std::string>() : d.stratum_names())
        fmt::print("stratum: {}\n", name);
    for (std::size_t a = 0; a < d.arms.size(); ++a)
        fmt::print("arm: {}{}\n", d.arms[a].name, a == 0 ? ", the one the others are held against" : "");
    for (const auto& e : d.endpoints)
        fmt::print("endpoint: {}\n", e.name);
    fmt::print("{}", conduct_words(d));
    print_warnings(warnings_of(d));
    return 0;
}

void declare_trial(cli::App& app, Command& chosen, const std::string& line) {
    auto* c = app.add_subcommand("trial", "live a trial: arms, chance, dropout, endpoints by their estimands");
    auto o = std::make_shared<TrialCommand>();
    c->add_option("file", o->file, "the trial")->required();
    c->add_option("--people", o->people, "enrolled over all arms (default: as the file says)");
    c->add_option("--seed", o->seed, "of their luck and of the allocation (default: as the file says, or 1)");
    c->add_option("--threads", o->threads, "0: all")->capture_default_str();
    c->add_option("--out", o->out, "folder of the results (default: trial; a part is told its own)");
    c->add_flag("--resume", o->resume, "go on where a trial that was stopped or killed has been");
    c->add_option("--shard", o->shard, "live a part alone, \"2/7\"; `rewire merge` puts all of them together");
    declare(*c, o->slurm);
    declare(*c, o->replicates);
    declare(*c, o->assurance);
    declare(*c, o->consent);
    declare(*c, o->life);
    c->callback([&chosen, o, line] { chosen = [o, line] { return run_trial(*o, line); }; });
}

} // namespace rewire::app
