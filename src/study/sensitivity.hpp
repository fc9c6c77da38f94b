// Which parameters the answers of claims hang on: what `rewire sensitivity` does, for whoever asks.
#pragma once
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/matrix.hpp"
#include "report/sensitivity_report.hpp"
#include "study/claims_job.hpp"
#include "study/estimate.hpp"
#include "study/told.hpp"

namespace rewire::study {

struct SensitivityRequest {
    std::string method = "morris";       // screens many parameters; or sobol: shares the variance of few
    std::vector<std::string> parameters; // "gains.g_C": of everyone
    double spread = 0.3;                 // each from its value less to its value plus this share
    std::string bounds;                  // TOML file with [bounds] "gains.g_C" = [0.05, 0.2], in the parameter's unit
    std::string claims;                  // TOML file; empty: those of the house
    std::vector<std::string> outputs;    // parts of claims' names; all that hold one are asked
    std::size_t people = 20;             // in each arm
    std::size_t trajectories = 10;       // of morris: (parameters + 1) points each
    std::size_t rows = 64;               // of sobol: (parameters + 2) points each
    std::uint64_t seed = 1;              // of the people's luck and of the design
    int threads = 0;                     // 0: all
    LifeOptions life;
};

// Read and checked; nobody has lived yet.
struct SensitivityJob {
    SensitivityRequest given;
    LifeJob life;
    std::vector<simulate::Claim> claims; // those that are asked, with the units of their answers
    std::vector<fit::SearchParameter> parameters;
    Matrix points; // [point, parameter], in shares of the ranges
    int threads = 1;
    bool sobol() const { return given.method == "sobol"; }
    std::size_t groups() const { return sobol() ? given.rows : given.trajectories; }
};
// InputError with what is wrong.
SensitivityJob sensitivity_job(const SensitivityRequest& request);
Demand demand_of(const SensitivityJob& job);
Identity identity_of(const SensitivityJob& job); // of what its answers hang on, parameters' values aside
std::vector<EvaluationFile::Column> columns_of(const SensitivityJob& job);

struct SensitivityResult {
    std::vector<std::vector<fit::ModelAnswer>> answers; // [claim][point], as far as it came
    std::vector<report::SensitivityOutput> outputs;     // one a claim
    std::uint64_t hash = 0;                             // of all answers
    std::vector<std::string> warnings;                  // of the brain, and what came up on the way
    bool whole = true;                                  // false: it was stopped, and there are answers alone
    bool answered() const;                              // false: no output has an answer anywhere
};
// goes_on is told the share of the points that is done. Known answers are those of columns_of(job).
SensitivityResult sensitivity(const SensitivityJob& job, const AnswersWatch& watch = {});
// Of a result that is whole.
report::SensitivityReport report_of(const SensitivityJob& job, const SensitivityResult& result,
                                    const std::string& command);
nlohmann::ordered_json summary_of(const SensitivityJob& job, const SensitivityResult& result, const Told& told);
// sensitivity.csv, report.html and summary.json into a folder that exists.
void write(const SensitivityJob& job, const SensitivityResult& result, const Told& told,
           const std::filesystem::path& folder);

} // namespace rewire::study
