// One brain, scanned: what `rewire network` does, for whoever asks.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "report/network_report.hpp"
#include "study/network_job.hpp"
#include "study/told.hpp"
#include "study/watch.hpp"

namespace rewire::study {

// Fewer volumes have no connectivity, and so no findings.
inline constexpr std::size_t fewest_volumes = 4;

struct NetworkWatch : Watch {
    std::function<void(simulate::Scan&)> begun = {};              // before the first step: may restore it
    std::function<void(simulate::Scan&, bool goes_on)> kept = {}; // now and then, and as it stands when it is stopped
};
struct NetworkResult {
    integrate::Network network;                 // inhibition tuned
    simulate::ScanResult scan;                  // of a scan that was stopped, nothing
    std::optional<simulate::Findings> findings; // none where the recording is too short for connectivity
    std::uint64_t hash = 0;
    std::vector<std::string> notes, warnings; // those of the job, and what came up on the way
    bool whole = true;                        // false: it was stopped
};
// As prepare(), with spectra of what EEG would see. The catalogue must outlive the job, which points into it.
Job network_job(const NetworkRequest& request, const mechanism::Catalogue& catalogue);
std::unique_ptr<Owned<Job>> network_job(const NetworkRequest& request);
// What can be said before the first step, beside the job's own warnings.
std::vector<std::string> doubts_of(const Job& job);
// Numbers that break end the record (ScanResult::failure) and are the first of the warnings.
NetworkResult network(const Job& job, const NetworkWatch& watch = {});

// What pages, tables and result.nc are made of; it points into the job and the result, which must have findings.
report::NetworkReport report_of(const Job& job, const NetworkResult& result, const std::string& command);
nlohmann::ordered_json summary_of(const Job& job, const NetworkResult& result, const Told& told);
// result.nc, report.html and tables where there are findings; summary.json. The folder exists.
void write(const Job& job, const NetworkResult& result, const Told& told, const std::filesystem::path& folder);

} // namespace rewire::study
