// The life of a scenario, lived by many virtual people: what `rewire run` does, for whoever asks.
#pragma once
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "report/life_numbers.hpp"
#include "report/life_report.hpp"
#include "simulate/scan_reliability.hpp"
#include "simulate/stopping.hpp"
#include "study/life_job.hpp"
#include "study/told.hpp"
#include "study/watch.hpp"

namespace rewire::study {

inline constexpr std::size_t most_people = 100'000; // of one command

struct LivesRequest {
    std::size_t people = 50;
    std::uint64_t seed = 1;
    int threads = 0; // 0: all
    simulate::Keep keep = simulate::Keep::days;
};
struct LivesWatch : Watch {
    std::function<const simulate::Person*(std::uint32_t)> known = {}; // who has lived already
    std::function<void(const simulate::Person&)> finished = {};       // told of everyone else, one at a time
};
struct VisitSpread { // of an instrument's readings over people, as rated at the visit
    double week = 0;
    const model::Instrument* instrument = nullptr; // of the job's calendar
    simulate::Spread spread;
};
struct LivesResult {
    bool whole = true; // false: it was stopped, and nothing else is known
    simulate::Cohort cohort;
    std::size_t failed = 0; // people whose numbers broke
    std::uint64_t hash = 0;
    std::vector<VisitSpread> visits; // instrument by instrument, each in the order of the visits
    simulate::Outcomes outcomes;
    std::vector<simulate::StopCount> stops;
    simulate::ScanReliability scans;
    std::vector<simulate::PainOfDay> pain; // of the last day
    report::MeanConnectivity connectivity;
    std::string connectivity_says; // empty: it was not recorded
    std::vector<std::string> notes, warnings;
    const std::vector<simulate::Person>& people() const { return cohort.people; }
};
// The same people and bits for any number of threads. The job must outlive the result. InputError for people or threads
// there cannot be.
LivesResult lives(const LifeJob& job, const LivesRequest& request, const LivesWatch& watch = {});

struct ScanMeasure { // how alike the two scans of a person are
    std::string measure, of;
    std::size_t people = 0;
    double value = 0;
};
std::vector<ScanMeasure> scan_measures(const simulate::ScanReliability& scans);

// week, measure, unit, mean, sd, p05, p95: visits.csv.
report::Table visits_table(const LivesResult& result);
// What summary.json holds.
nlohmann::ordered_json summary_of(const LifeJob& job, const LivesRequest& request, const LivesResult& result,
                                  const Told& told);
// What pages, tables and result.nc are made of; it points into the job and the result.
report::LifeReport report_of(const LifeJob& job, const LivesRequest& request, const LivesResult& result,
                             const std::string& command);
// The files of a run, each whole or not at all: those of report::write_life_report, visits.csv, scans.csv where
// somebody was scanned twice, the scenario as it was lived, summary.json. The folder exists.
void write(const LifeJob& job, std::string_view scenario_text, const LivesRequest& request, const LivesResult& result,
           const Told& told, const std::filesystem::path& folder);

} // namespace rewire::study
