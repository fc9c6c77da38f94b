// What summary.json says of an endpoint beside its differences: everything that analysis.R repeats from the tables.
#pragma once
#include <nlohmann/json.hpp>

#include "trial/analysis.hpp"

namespace rewire::report {

// Adds to an endpoint: "means" of each arm (adjusted, of a score); "all_arms" (of a score in three arms or more: F test
// that any of them differs); "comparisons" of each further arm (of a share: the
// difference with Newcombe's interval, and people to treat for one more, below 0 where it is to harm one more, whose
// interval runs through infinity where its ends have two signs); of an event "log_rank" and, in "events", each arm's
// share that is free of it at every visit.
void add_comparisons(nlohmann::ordered_json& endpoint, const trial::Design& d, const trial::Found& f);

} // namespace rewire::report
