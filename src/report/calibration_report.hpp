// The report of a calibration: claims before and after, how far each parameter is pinned down, what cannot be told
// apart.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "fit/calibrate.hpp"

namespace rewire::report {

struct CalibrationReport {
    const fit::CalibrationPlan* plan = nullptr;
    const fit::Calibration* calibration = nullptr; // not a stopped one
    std::size_t people = 0;                        // in each arm
    std::string command, seed, hash;
    std::vector<std::string> warnings;
};
// ensemble.csv and report.html into a folder that exists; evaluations.csv and result.toml stand beside them.
void write_calibration_report(const CalibrationReport& r, const std::filesystem::path& folder);

} // namespace rewire::report
