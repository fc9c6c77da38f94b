#include "study/trial_study.hpp"

#include <algorithm>
#include <iterator>

#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/version.hpp"
#include "report/csv.hpp"
#include "report/replicate_tables.hpp"
#include "report/replicates_words.hpp"
#include "report/subgroup_words.hpp"
#include "report/summary.hpp"
#include "report/trial_dataset.hpp"
#include "report/trial_words.hpp"
#include "study/job_demand.hpp"
#include "study/own_mechanisms.hpp"
#include "study/threads.hpp"
#include "trial/analysis_r.hpp"

namespace rewire::study {

bool live_centres(const TrialJob& job, trial::Shard shard, int threads, const TrialWatch& watch,
                  const trial::CentreSink& sink) {
    const auto rest = watch.known ? watch.known(sink) : shard;
    const auto all = static_cast<double>(shard.count), known = static_cast<double>(shard.count - rest.count);
    Stage stage(watch, "living");
    const bool whole =
        trial::live(job.design, job.job.model, rest,
                    {.threads = threads_from(threads),
                     .done = [&](double share) { return stage.on((known + share * (all - known)) / all); }},
                    [&](trial::CentreLives&& centre) {
                        if (watch.finished)
                            watch.finished(centre);
                        sink(std::move(centre));
                    });
    return whole && stage.end();
}

TrialResult analysed(const TrialJob& job, trial::TrialCohort cohort) {
    TrialResult out;
    out.cohort = std::move(cohort);
    out.found = trial::analyse(job.design, out.cohort);
    out.subgroups = trial::subgroups_of(job.design, out.cohort, out.found);
    out.warnings = job.warnings;
    return out;
}

TrialResult live_trial(const TrialJob& job, const TrialRequest& request, const TrialWatch& watch) {
    const auto& d = job.design;
    check(request.replicates, d);
    const int threads = threads_from(request.threads);
    trial::TrialCohort cohort;
    TrialResult stopped;
    stopped.whole = false;
    if (!live_centres(job, {0, d.centres()}, threads, watch,
                      [&](trial::CentreLives&& centre) { cohort.take(std::move(centre)); }))
        return stopped;
    auto out = analysed(job, std::move(cohort));
    out.warnings = doubts_of(job, request);
    if (request.replicates.replicates) {
        out.replicates = replicates(job, request.replicates, threads, watch);
        if (!out.replicates->whole)
            return stopped;
    }
    return out;
}

Demand demand_of(const TrialJob& trial, const trial::Part& part, const TrialRequest& request) {
    const int threads = threads_from(request.threads);
    const auto& d = trial.design;
    const double share = static_cast<double>(part.shard.count) / static_cast<double>(d.centres());
    double days = 0, lives = 0; // of people who are enrolled
    for (const auto& arm : d.arms) {
        const double people =
            share * static_cast<double>(d.people) / (d.counterfactual ? 1 : static_cast<double>(d.arms.size()));
        days += (arm.calendar.last - arm.calendar.first + 1) * people;
        lives += people;
    }
    const double readings = static_cast<double>(d.weeks.size() * d.instruments().size());
    auto demand = demand_of(trial.job, days, 2, threads); // twice: as many are screened
    // Whoever is analysed is held in memory; of a part nobody is.
    demand.bytes = 200e6 + (part.of == 1 ? lives * (500 + 40 * readings) : 0);
    if (const double more = days_of(request.replicates, d); more > 0)
        demand.seconds += demand_of(trial.job, more, 1, threads).seconds;
    return demand;
}

std::vector<std::string> doubts_of(const TrialJob& job, const TrialRequest& request) {
    auto out = job.warnings;
    std::ranges::copy(warnings_of(request.replicates, job.design), std::back_inserter(out));
    return out;
}

nlohmann::ordered_json summary_of(const TrialJob& job, const TrialResult& r, const Told& told) {
    const auto& d = job.design;
    auto summary = report::summary_head(told.command, d.seed, r.cohort.hash(), told.seconds(), r.warnings);
    mark_experimental(summary, job.job);
    summary["connectome"] = job.job.brain.name;
    summary["trial"] = report::trial_json(d, r.cohort, r.found);
    summary["trial"]["subgroups"] = report::subgroups_json(r.subgroups);
    if (r.replicates)
        summary["replicates"] = report::replicates_json(d, *r.replicates);
    return summary;
}

void write(const TrialJob& job, const TrialResult& r, const Told& told, const std::filesystem::path& folder) {
    const auto& d = job.design;
    report::write_trial_data(d, r.cohort, {told.command, job.job.brain.name}, folder);
    trial::write_analysis_r({.reference = d.arms.front().name, .scores = {}, .events = {}, .strata = !d.strata.empty()},
                            folder);
    if (r.replicates) {
        write_file(folder / "replicates.csv", report::csv_table(report::replicate_rows(d, *r.replicates)));
        write_file(folder / "power.csv", report::csv_table(report::power_rows(d, *r.replicates)));
    }
    report::write_summary(folder, summary_of(job, r, told));
    report::write_trial_report({.design = &d,
                                .cohort = &r.cohort,
                                .found = &r.found,
                                .subgroups = &r.subgroups,
                                .file = std::filesystem::path(job.file).stem().string(),
                                .brain = job.job.brain.name,
                                .warnings = r.warnings,
                                .provenance = {std::string(version()), std::to_string(d.seed), hex(r.cohort.hash()),
                                               "Apache-2.0", told.command}},
                               folder);
}

} // namespace rewire::study
