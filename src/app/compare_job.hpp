// Plans that the same people live, and what comes of holding them against one another: for `compare`, and for `run` of
// a scenario with arms.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/kept_run.hpp"
#include "app/run_command.hpp"
#include "trial/comparison.hpp"

namespace rewire::app {

struct ComparedArm {
    std::string name, source; // as tables call it; as the user gave it
    LifeJob job;
    Identity run;                              // of its people
    std::optional<simulate::KeptPeople> known; // who has lived already, in another folder
    std::vector<simulate::Person> people = {};
};
struct CompareOptions {
    std::string out;
    std::size_t people = 50;
    std::uint64_t seed = 1;
    int threads = 1;
    bool resume = false;
    Consent consent;
};
// Lives what is not lived, table on the terminal; report.html, comparison.csv, comparison.nc, summary.json and more in
// the folder. InputError before anybody lives where the people are not the same. The exit code: 3 when everybody failed
// in an arm, 130 when stopped.
int compare_arms(std::vector<ComparedArm> arms, const CompareOptions& o, const std::string& command);

// Of a scenario with [[arm]] tables: a job each.
int run_arms(std::vector<LifeJob> jobs, const RunOptions& o, std::string_view scenario_text,
             const std::string& command);

} // namespace rewire::app
