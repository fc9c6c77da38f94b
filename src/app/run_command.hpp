// Living a scenario, for `run` and `demo`.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "app/options.hpp"
#include "study/life_job.hpp"
#include "app/out_folder.hpp"

namespace rewire::app {

struct RunOptions {
    std::string file, out = "out/run", bids; // bids: empty, or a folder
    std::optional<std::size_t> draws;        // otherwise as the population says, or 50
    std::uint64_t seed = 1;
    int threads = 0;
    std::string keep = "days";
    bool resume = false;
    Consent consent;
    LifeOptions life;
};
// Table on the terminal; result.nc, report.html, CSV and summary.json in the folder. 0, 3 when everybody failed, 130
// when stopped.
int run_scenario(const RunOptions& o, std::string_view scenario_text, const std::string& command);

} // namespace rewire::app
