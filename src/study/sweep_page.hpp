// What a sweep tells: its points as a table and as a dataset, the page, the summary; and all of it as files.
#pragma once
#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "report/dataset.hpp"
#include "report/page.hpp"
#include "report/table.hpp"
#include "study/sweep.hpp"
#include "study/told.hpp"

namespace rewire::study {

// A row a point: where it lies, mean and sd of each output, fit, why it failed; as in sweep.csv.
report::Table sweep_table(const mechanism::Entry& e, const std::vector<simulate::Axis1D>& axes,
                          const std::vector<simulate::SweepPoint>& points);
// The same over the axes, each a dimension; as in sweep.nc.
report::Dataset sweep_dataset(const SweepJob& job, const SweepResult& result);
// Of a sweep that is whole; it draws over one axis or two.
report::Page sweep_page(const SweepJob& job, const SweepResult& result);
nlohmann::ordered_json summary_of(const SweepJob& job, const SweepResult& result, const Told& told);
// sweep.csv, sweep.nc, report.html and summary.json into a folder that exists.
void write(const SweepJob& job, const SweepResult& result, const Told& told, const std::filesystem::path& folder);

} // namespace rewire::study
