// Contested claims switched on, and what the rows of the ledger that hang on them then say: what `rewire disputed`
// does, for whoever asks.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "study/estimate.hpp"
#include "study/evidence_job.hpp"
#include "study/watch.hpp"

namespace rewire::study {

struct Switch {
    std::string name, says, against;
    std::vector<std::string> set;
    std::vector<std::size_t> rows;                // of the questions, that hang on it
    std::vector<scenario::Setting> settings = {}; // what `set` says
    std::vector<std::string> warnings = {};       // of the settings
};
// Read and checked; nobody has lived yet.
struct DisputedJob {
    EvidenceOptions given;
    EvidenceJob evidence;
    std::vector<Switch> switches; // of validation/disputed.toml
};
// InputError with what is wrong.
DisputedJob disputed_job(const EvidenceOptions& options);
Demand demand_of(const DisputedJob& job); // at most: as many again with the switches on

struct SwitchedRow {
    std::size_t question = 0;
    simulate::Finding off, on;
};
struct DisputedWatch : Watch {                         // goes_on is told about the share
    std::function<void(std::size_t of)> switched = {}; // a switch, before its rows
    std::function<void(const SwitchedRow&)> judged = {};
};
struct DisputedResult {
    std::vector<std::vector<SwitchedRow>> rows; // [switch], as far as it came
    bool whole = true;                          // false: it was stopped
};
DisputedResult disputed(const DisputedJob& job, const DisputedWatch& watch = {});

} // namespace rewire::study
