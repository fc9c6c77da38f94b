// Tables of many replicates of a trial.
#pragma once
#include "report/table.hpp"
#include "trial/replicates.hpp"

namespace rewire::report {

// A row a replicate, endpoint and further arm: what was found, and what where there is nothing to be found. Estimates
// are as trial::Compared says: of scores in the instrument's unit, of shares as shares, of events log hazard ratios.
Table replicate_rows(const trial::Design& d, const trial::Replicates& r);
// A row an endpoint, further arm and number of people: power with its errors, and in closed form.
Table power_rows(const trial::Design& d, const trial::Replicates& r);

} // namespace rewire::report
