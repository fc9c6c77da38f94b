// A trial, lived and analysed: what `rewire trial` does, for whoever asks.
#pragma once
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "report/trial_page.hpp"
#include "study/estimate.hpp"
#include "study/replicates.hpp"
#include "study/told.hpp"
#include "trial/centre_store.hpp"

namespace rewire::study {

struct TrialRequest {
    ReplicatesRequest replicates = {};
    int threads = 0; // 0: all
};
struct TrialWatch : Watch {
    // Hands over the centres that have lived already, the first ones of the shard, and says which have not.
    std::function<trial::Shard(const trial::CentreSink&)> known = {};
    std::function<void(const trial::CentreLives&)> finished = {}; // told of every other one, in their order
};
struct TrialResult {
    bool whole = true; // false: it was stopped, and nothing else is known
    trial::TrialCohort cohort;
    std::vector<trial::Found> found; // points into the job's design
    trial::Subgroups subgroups;
    std::optional<trial::Replicates> replicates;
    std::vector<std::string> warnings;
};
// All centres, or a part of them. false: stopped.
bool live_centres(const TrialJob& job, trial::Shard shard, int threads, const TrialWatch& watch,
                  const trial::CentreSink& sink);
TrialResult analysed(const TrialJob& job, trial::TrialCohort cohort);
// InputError for replicates there cannot be.
TrialResult live_trial(const TrialJob& job, const TrialRequest& request, const TrialWatch& watch = {});

// Time and memory of living a part of it, and of what else is asked.
Demand demand_of(const TrialJob& job, const trial::Part& part, const TrialRequest& request);
// What can be said before anybody lives.
std::vector<std::string> doubts_of(const TrialJob& job, const TrialRequest& request);

nlohmann::ordered_json summary_of(const TrialJob& job, const TrialResult& result, const Told& told);
// Data sets, dictionary, result.nc, analysis.R, tables, report.html, summary.json into a folder that exists.
void write(const TrialJob& job, const TrialResult& result, const Told& told, const std::filesystem::path& folder);

} // namespace rewire::study
