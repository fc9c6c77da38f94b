// The report of a sensitivity analysis: bars with intervals for every output, a table of indices, the same as CSV.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "fit/parameter.hpp"
#include "fit/sensitivity.hpp"
#include "report/table.hpp"

namespace rewire::report {

struct SensitivityOutput {
    std::string name, unit;
    double mean = 0, sd = 0;                // over the points of the design
    double error = 0;                       // standard error of one answer by the luck of its people, mean over points
    std::size_t failed = 0;                 // points without an answer
    std::vector<fit::MorrisEffect> effects; // one a parameter, of one method
    std::vector<fit::SobolIndices> indices; // or the other
};
struct SensitivityReport {
    std::vector<fit::SearchParameter> parameters;
    std::vector<SensitivityOutput> outputs;
    std::size_t people = 0, points = 0, groups = 0; // groups: trajectories or rows
    std::string command, seed, hash;
    std::vector<std::string> warnings;
    bool sobol() const { return !outputs.empty() && !outputs.front().indices.empty(); }
};

// One row an output and parameter.
Table table_of(const SensitivityReport& r);
// sensitivity.csv and report.html into a folder that exists.
void write_sensitivity_report(const SensitivityReport& r, const std::filesystem::path& folder);

} // namespace rewire::report
