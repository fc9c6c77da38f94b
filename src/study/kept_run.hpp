// A folder that `rewire run` has written, as another command takes its people up again.
#pragma once
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "simulate/people_store.hpp"
#include "study/life_job.hpp"

namespace rewire::study {

// The scenario, its tables of doses, the files of one's own catalogue ("catalog", which --catalog takes) and the source
// of mechanisms that were handed over ("mechanisms") as they were lived, into the folder "scenario" of the results;
// where, into the summary. Nothing where a table lies outside of the scenario's own folder.
void keep_scenario(const LifeJob& job, std::string_view scenario_text, const std::filesystem::path& folder,
                   nlohmann::ordered_json& summary);

struct KeptRun {
    std::string command;    // that wrote it
    std::string file, text; // of its scenario
    std::uint64_t seed = 1;
    std::size_t draws = 0;
    simulate::KeptPeople kept;
};
// InputError where the folder is no run's, was stopped before its end, or lacks what is needed: what it lacks, and how
// to mend it.
KeptRun kept_run(const std::filesystem::path& folder);

} // namespace rewire::study
