// `rewire trial`: what a trial would show, and what it cannot see.
#include <chrono>
#include <fmt/format.h>

#include "app/options.hpp"
#include "app/commands.hpp"
#include "study/job_demand.hpp"
#include "study/life_job.hpp"
#include "app/out_folder.hpp"
#include "app/output.hpp"
#include "app/progress.hpp"
#include "app/summary.hpp"
#include "app/trial_words.hpp"
#include "base/hash.hpp"
#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "report/csv.hpp"
#include "report/trial_tables.hpp"
#include "trial/analysis_r.hpp"

namespace rewire::app {
namespace {

struct TrialCommand {
    std::string file, out = "trial";
    LifeOptions life;
    Consent consent;
    std::optional<std::size_t> people;
    std::optional<std::uint64_t> seed;
    int threads = 0;
};

void write_tables(const trial::Design& d, const trial::TrialCohort& c, const OutFolder& folder) {
    write_file(folder / "ADSL.csv", report::csv_table(report::trial_subjects(d, c)));
    write_file(folder / "ADQS.csv", report::csv_table(report::trial_scores(d, c)));
    write_file(folder / "ADTTE.csv", report::csv_table(report::trial_events(d, c)));
    trial::write_analysis_r({.reference = d.arms.front().name, .scores = {}, .events = {}, .strata = !d.strata.empty()},
                            folder.path());
}

int run_trial(const TrialCommand& o, const std::string& line) {
    const auto begun = std::chrono::steady_clock::now();
    auto file = scenario::read_trial(read_file(o.file, 1 << 20), o.file);
    if (o.people) {
        if (*o.people < 2 || *o.people > 1'000'000)
            throw InputError("--people", "from 2 to 1000000 people are expected");
        file.people = *o.people;
    }
    if (o.seed)
        file.seed = *o.seed;
    const int threads = threads_from(o.threads);
    const auto job = life_job(o.life);
    const auto design = trial::design_of(file, job.model, job.medicine);
    double days = 0;
    for (const auto& arm : design.arms)
        days += (arm.calendar.last - arm.calendar.first + 1) * static_cast<double>(design.people) /
                (design.counterfactual ? 1 : static_cast<double>(design.arms.size()));
    weigh(demand_of(job, days, 2, threads), "this trial", o.consent.yes); // twice: as many are screened
    OutFolder folder(o.out, "--out", line, o.consent.force, false);
    fmt::print("{}: {} in {} arms, {}\n", design.name, counted(design.people, "person", "people"), design.arms.size(),
               design.counterfactual ? "everyone lives every arm" : "randomised");
    std::vector<std::string> warnings = job.brain.warnings;
    for (const auto& arm : design.arms)
        for (const auto& w : arm.calendar.warnings)
            if (std::ranges::find(warnings, w) == warnings.end())
                warnings.push_back(w);
    print_warnings(warnings);
    watch_for_stop();
    Progress bar("living");
    const auto cohort = trial::live(design, job.model, {.threads = threads, .done = [&](double share) {
                                                            bar.show(share);
                                                            return !stop_asked();
                                                        }});
    bar.end();
    if (!cohort.whole)
        return fmt::print(stderr, "stopped; nothing was written\n"), 130;
    const auto found = trial::analyse(design, cohort);
    const auto text = words_of(design, cohort, found);
    fmt::print("{}", text);
    write_tables(design, cohort, folder);
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    auto summary = summary_head(line, design.seed, cohort.hash(), wall, warnings);
    summary["connectome"] = job.brain.name;
    summary["trial"] = trial_json(design, cohort, found);
    write_summary(folder.path(), summary);
    folder.finish();
    fmt::print("hash {}, {:.1f} s\ntables: {}\n", hex(cohort.hash()), wall, folder.path().string());
    return 0;
}

} // namespace

int check_trial(std::string_view text, const std::string& file, const LifeOptions& options) {
    const auto job = life_job(options);
    const auto d = trial::design_of(scenario::read_trial(text, file), job.model, job.medicine);
    fmt::print("{} is fine\n{}: {}, {} at each of {}, {}\n", file, d.name, counted(d.people, "person", "people"),
               d.centre, counted(d.centres(), "centre"),
               d.counterfactual ? "everyone lives every arm" : "allocated at random, in blocks");
    for (const auto& name : d.strata.empty() ? std::vector<std::string>() : d.stratum_names())
        fmt::print("stratum: {}\n", name);
    for (std::size_t a = 0; a < d.arms.size(); ++a)
        fmt::print("arm: {}{}\n", d.arms[a].name, a == 0 ? ", the one the others are held against" : "");
    for (const auto& e : d.endpoints)
        fmt::print("endpoint: {}\n", e.name);
    print_warnings(d.screening.warnings);
    return 0;
}

void declare_trial(cli::App& app, Command& chosen, const std::string& line) {
    auto* c = app.add_subcommand("trial", "live a trial: arms, chance, dropout, endpoints by their estimands");
    auto o = std::make_shared<TrialCommand>();
    c->add_option("file", o->file, "the trial")->required();
    c->add_option("--people", o->people, "enrolled over all arms (default: as the file says)");
    c->add_option("--seed", o->seed, "of their luck and of the allocation (default: as the file says, or 1)");
    c->add_option("--threads", o->threads, "0: all")->capture_default_str();
    c->add_option("--out", o->out, "folder of the results")->capture_default_str();
    declare(*c, o->consent);
    declare(*c, o->life);
    c->callback([&chosen, o, line] { chosen = [o, line] { return run_trial(*o, line); }; });
}

} // namespace rewire::app
