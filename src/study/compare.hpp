// Plans that the same people live, and what comes of holding them against one another: what `compare` does, and `run`
// of a scenario with arms, for whoever asks.
#pragma once
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/identity.hpp"
#include "report/comparison_page.hpp"
#include "simulate/people_store.hpp"
#include "study/estimate.hpp"
#include "study/life_job.hpp"
#include "study/told.hpp"
#include "study/watch.hpp"

namespace rewire::study {

struct ComparedArm {
    std::string name, source; // as tables call it; as the user gave it
    LifeJob job;
    Identity run;                              // of its people
    std::optional<simulate::KeptPeople> known; // who has lived already, in another folder
    std::vector<simulate::Person> people = {};
};
// Of a scenario with [[arm]] tables: an arm of each job of life_jobs().
std::vector<ComparedArm> compared_arms(std::vector<LifeJob> jobs, std::string_view scenario_text,
                                       const std::string& file, std::uint64_t seed);

struct PlanText { // as it is called, where it stands, and what it says
    std::string name, file, text;
};
struct GivenPlans {
    std::vector<std::string> plans; // two or more: files of scenarios, folders that `rewire run` has written
    std::optional<std::uint64_t> people, seed;
    LifeOptions life = {};
    std::vector<PlanText> texts = {}; // instead of files
};
struct ComparedPlans {
    std::vector<ComparedArm> arms; // the first is what the others are held against
    std::size_t people = 0;        // as asked for, or the fewest that a plan has
    std::uint64_t seed = 1;        // as asked for, or that of the runs, or 1
};
// InputError where plans cannot be held against one another: runs of two seeds, houses or programs, a trial, one alone.
ComparedPlans compared_plans(const GivenPlans& given);

struct CompareRequest {
    std::size_t people = 50;
    std::uint64_t seed = 1;
    int threads = 0; // 0: all
};
struct CompareWatch : Watch { // of arms whose people are not known from another folder
    std::function<const simulate::Person*(std::size_t arm, std::uint32_t index)> known = {};
    std::function<void(std::size_t arm, const simulate::Person&)> finished = {};
};
struct CompareResult {
    bool whole = true;             // false: it was stopped, and nothing else is known
    std::vector<ComparedArm> arms; // with their people
    std::uint64_t seed = 1;
    trial::Comparison comparison;
    std::vector<std::string> warnings; // those of doubts_of() first
};
// What can be said before anybody lives. InputError where the people are not the same.
std::vector<std::string> doubts_of(const std::vector<ComparedArm>& arms, std::uint64_t seed);
Demand demand_of(const std::vector<ComparedArm>& arms, const CompareRequest& request); // who is known lives no more
CompareResult compare(std::vector<ComparedArm> arms, const CompareRequest& request, const CompareWatch& watch = {});

report::ComparisonReport report_of(const CompareResult& result, const std::string& command); // points into the result
nlohmann::ordered_json summary_of(const CompareResult& result, const Told& told);            // what summary.json holds
// report.html, comparison.csv, comparison.nc, summary.json and more into a folder that exists.
void write(const CompareResult& result, const Told& told, const std::filesystem::path& folder);

} // namespace rewire::study
