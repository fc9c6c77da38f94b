// Parameters of everyone searched until claims are answered as they should be: what `rewire calibrate` does, for
// whoever asks.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "study/claims_job.hpp"
#include "study/estimate.hpp"
#include "study/told.hpp"

namespace rewire::study {

struct CalibrateRequest {
    std::string text;   // the objective, TOML: [[parameter]], [[claim]] or [ledger], people, seed, generations, ...
    std::string file;   // where it is from: told where it is wrong, and its claims_file lies beside it
    std::string ledger; // a folder with ledger/*.tsv and experiments/*.toml, for [ledger]; empty: those of the house
    int threads = 0;    // 0: all
    LifeOptions life;
};

// Read and checked; nobody has lived yet.
struct CalibrateJob {
    LifeJob life;
    fit::ClaimsObjective objective; // with the rows of the ledger, and the units of answers
    int threads = 1;
    std::size_t points() const { return fit::points_of(objective.plan); } // that it looks at, at most
};
std::string without_search(); // how to come by the search that a build lacks
void expect_search();         // InputError where this build lacks it
// InputError with what is wrong; expects the search.
CalibrateJob calibrate_job(const CalibrateRequest& request);
Demand demand_of(const CalibrateJob& job);     // at most: how many seeds are noisy shows later
Identity identity_of(const CalibrateJob& job); // of what its answers hang on, parameters' values aside

struct CalibrateWatch : AnswersWatch {
    std::function<void(const std::vector<unsigned>&)> seeded = {}; // how many seeds each target has, before the search
};
struct CalibrateResult {
    fit::Calibration calibration;
    std::vector<unsigned> seeds;       // one a target
    std::uint64_t hash = 0;            // of all points and of the ensemble
    std::vector<std::string> warnings; // of the brain, and what came up on the way
    bool whole = true;                 // false: it was stopped; what it looked at was told to the watch
};
// goes_on is told the share of the points that is done. Known answers are those of
// columns_of(job.objective.plan.targets).
CalibrateResult calibrate(const CalibrateJob& job, const CalibrateWatch& watch = {});

// What result.toml holds: its [parameters] can be put into a scenario. Of a result that is whole.
std::string result_text(const CalibrateJob& job, const CalibrateResult& result, const std::string& command);
nlohmann::ordered_json summary_of(const CalibrateJob& job, const CalibrateResult& result, const Told& told);
// result.toml, ensemble.csv, report.html and summary.json into a folder that exists.
void write(const CalibrateJob& job, const CalibrateResult& result, const Told& told,
           const std::filesystem::path& folder);

} // namespace rewire::study
