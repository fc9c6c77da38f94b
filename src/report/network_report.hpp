// The report of one scanned brain: figures, parameters with their sources, methods and citations on a page; numbers in
// netCDF and CSV.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "brain/connectome.hpp"
#include "mechanism/catalogue.hpp"
#include "integrate/network.hpp"
#include "report/dataset.hpp"
#include "report/page.hpp"
#include "simulate/findings.hpp"

namespace rewire::report {

struct NetworkReport {
    const brain::Connectome* connectome = nullptr;
    const integrate::Network* network = nullptr; // as it ran, inhibition tuned
    const simulate::ScanPlan* plan = nullptr;
    const simulate::ScanQuestion* question = nullptr;
    const simulate::ScanResult* scan = nullptr;
    const simulate::Findings* findings = nullptr;
    std::string inhibition, command, seed, hash;
    std::vector<std::string> notes, warnings;
};

Page network_page(const NetworkReport& r);
// When the volumes of a scan were taken, in s: every `period`, the first one after the first period.
std::vector<double> scan_times(std::size_t n, double period);

// result.nc: coordinates region, time, frequency, window ...; SI or the unit of the model's tables.
Dataset dataset_of(const NetworkReport& r);
// result.nc, report.html and tables as CSV into a folder that exists. Each is written whole or not at all.
void write_network_report(const NetworkReport& r, const std::filesystem::path& folder);

// Parameters of mechanisms with value, unit, spread and source; `values` of a network where they differ from the table.
TableFigure parameter_table(const mechanism::Entry& e, const integrate::Network* network = nullptr);

// The bibliography entries of keys separated by blanks, from the embedded catalogue.
std::vector<Citation> citations_of(const std::vector<std::string_view>& keys);
// "deco2014; set by ..." -> "Deco 2014; set by ...": keys of the bibliography as a reader names what they stand for.
std::string keys_as_names(std::string_view text);

} // namespace rewire::report
