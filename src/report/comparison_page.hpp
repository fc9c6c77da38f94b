// The report of lives of the same people under two or more plans: one page, one netCDF file, tidy tables.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "brain/connectome.hpp"
#include "report/dataset.hpp"
#include "report/page.hpp"
#include "trial/comparison.hpp"

namespace rewire::report {

struct ComparisonReport {
    const trial::Comparison* comparison = nullptr;
    std::vector<trial::LivedArm> arms; // of the comparison, in its order, with their people
    const life::LifeModel* model = nullptr;
    const brain::Connectome* connectome = nullptr; // labels and centres of the model's places
    std::string title;                             // "CBT against waiting"
    std::string command, hash;
    std::vector<std::string> notes, warnings;
};

// arm, reference, week, measure, unit, people, means and sd of both, the paired difference with sd, 95 % interval and
// 5th and 95th percentile over people, d of the paired difference and d by the pooled sd, each with its interval.
Table comparison_table(const ComparisonReport& r);
// The same day by day: measure, unit, arm, day, mean, sd, p05, p95, and the difference where it is no reference.
Table comparison_days_table(const ComparisonReport& r);
// At the last visit: kind (circuit, pathway, region), name, arm, reference, unit, the paired difference.
Table comparison_brain_table(const ComparisonReport& r);
// Dimensions arm, subject, visit, instrument, day, pathway, region; what differs lies on all arms, 0 of the reference.
// A table of what each person read joins the tables of `rewire run` by `subject`.
Dataset comparison_dataset(const ComparisonReport& r);
Page comparison_page(const ComparisonReport& r);

// The i-th of the comparison's frame.
const model::Instrument& instrument_of(const ComparisonReport& r, std::size_t i);

// What is found at the last visit, a sentence for each arm and the first instrument: for the page and the terminal.
std::vector<std::string> comparison_findings(const ComparisonReport& r);

// report.html, comparison.csv, comparison_days.csv, comparison_brain.csv and comparison.nc into a folder that exists,
// each whole or not at all.
void write_comparison(const ComparisonReport& r, const std::filesystem::path& folder);

} // namespace rewire::report
