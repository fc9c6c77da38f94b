// What a sweep tells: its points as a table, the best of them, the page.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "app/options.hpp"
#include "study/network_job.hpp"
#include "report/page.hpp"
#include "simulate/sweep.hpp"

namespace rewire::app {

struct Best {
    std::size_t point = 0;
    double value = 0;
    bool found = false;
};
Best best_of(const std::vector<simulate::SweepPoint>& points, double simulate::PointFit::*what);
// "coupling = 0.8, sigma = 0.01 1/sqrt(ms)"
std::string told_at(const std::vector<simulate::Axis1D>& axes, const std::vector<double>& at);

// A row a point: where it lies, mean and sd of each output, fit, why it failed; as in sweep.csv.
report::Table sweep_table(const mechanism::Entry& e, const std::vector<simulate::Axis1D>& axes,
                          const std::vector<simulate::SweepPoint>& points);

void write_sweep_page(const std::filesystem::path& folder, const Job& job, const std::vector<simulate::Axis1D>& axes,
                      const std::vector<simulate::SweepPoint>& points, bool linear_noise, const Best& best,
                      const std::vector<std::string>& warnings, const report::Provenance& provenance);

} // namespace rewire::app
