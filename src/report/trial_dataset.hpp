// A trial's numbers with names and units: what result.nc holds.
#pragma once
#include <filesystem>
#include <string>

#include "report/dataset.hpp"
#include "trial/participants.hpp"

namespace rewire::report {

struct TrialSource { // where the numbers come from
    std::string command, connectome;
};
// Dimensions arm, subject (USUBJID, which joins it to the tables) and visit (week). Along subject lie luck, age, sex,
// centre, stratum, every trait, and the arm where people were allocated to one ("allocated"). Of each instrument NAME
// (arm, subject, visit) as it was observed, missing where the visit was missed or the arm was not the person's, and
// NAME_truth as it is in the person on the planned day, without rating, whether seen or not. What would be larger than
// `most` bytes in all is kept as mean, 5th and 95th percentile over subjects instead, on (stat, arm, visit).
Dataset trial_dataset(const trial::Design& d, const trial::TrialCohort& c, const TrialSource& source,
                      std::size_t most = 200'000'000);

// InputError where an instrument of one's own has a name that cannot stand in result.nc: to be asked before anybody
// lives.
void check_names(const trial::Design& d);

// ADSL.csv, ADQS.csv, ADEFF.csv, ADTTE.csv, ADAE.csv, dictionary.json and result.nc into a folder that exists. Each is
// written whole or not at all.
void write_trial_data(const trial::Design& d, const trial::TrialCohort& c, const TrialSource& source,
                      const std::filesystem::path& folder);

} // namespace rewire::report
