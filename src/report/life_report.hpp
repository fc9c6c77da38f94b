// The report of a life lived by many virtual people: one page, one netCDF file, tidy tables.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "brain/connectome.hpp"
#include "report/dataset.hpp"
#include "report/page.hpp"
#include "simulate/outcomes.hpp"
#include "simulate/pain_causes.hpp"

namespace rewire::report {

struct LifeReport {
    const scenario::Scenario* scenario = nullptr;
    const model::Calendar* calendar = nullptr;
    const life::LifeModel* model = nullptr;
    const brain::Connectome* connectome = nullptr; // labels, networks and centres of the model's places
    const std::vector<simulate::Person>* people = nullptr;
    simulate::Keep keep = simulate::Keep::days;               // of people's days
    std::vector<std::pair<std::string, std::string>> signals; // name and unit of each column of Person::signals
    std::vector<model::CatalogFile> files;     // of the catalogue, whose values are listed with their sources
    std::optional<Matrix> fc_before, fc_after; // region x region, mean over people: in week 0, at the last visit
    std::optional<Matrix> fc_change_error;     // standard error over those people of the mean change
    std::size_t fc_people = 0;
    std::vector<simulate::PainOfDay> pain = {}; // of the last day, one a person; empty: nobody was hurt
    std::uint64_t seed = 0;
    std::string command, hash;
    std::vector<std::string> notes, warnings;
};
// Name and unit of what Person::signals holds, for `signals`.
std::vector<std::pair<std::string, std::string>> signals_of(const life::LifeModel& model);
// Every file of the catalogue in the binary that a life reads, for `files`.
std::vector<model::CatalogFile> files_of_life();

// A dataset and the long numbers it points to.
struct LifeNumbers {
    std::vector<std::vector<float>> kept;
    Dataset dataset;
};
// `draw` is the number of the person, whose luck it is: the same in another run with the same seed. Along it lie
// subject (USUBJID of the tables, participant_id of BIDS), arm, luck and each trait. Dimensions draw, visit, day,
// region, pathway, state, epoch. A variable over people that would be larger than `most` bytes is kept as mean, 5th and
// 95th percentile instead, on (stat, ...); the attribute "summarised" names them. Where the days of visits alone are
// kept, so is all but the readings at visits, and `day` has those days.
inline constexpr std::size_t usual_most = 200'000'000;
LifeNumbers life_dataset(const LifeReport& r, std::size_t most = usual_most);

// InputError where instruments or activities of one's own have names that cannot stand in result.nc: to be asked before
// anybody lives.
void check_names(const scenario::Scenario& scenario, const model::Calendar& calendar, const life::LifeModel& model,
                 const brain::Connectome& brain);

Page life_page(const LifeReport& r);

// result.nc, report.html, methods.md, adsl.csv, adqs.csv, days.csv, pathways.csv, hours.csv and outcomes.csv into a
// folder that exists, and pain_causes.csv where somebody was hurt. Each is written whole or not at all. Where the days
// of visits alone are kept, people are many: adqs.csv is packed, adqs.csv.gz.
void write_life_report(const LifeReport& r, const std::filesystem::path& folder);

} // namespace rewire::report
