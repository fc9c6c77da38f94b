// Rows of the ledger asked of virtual people: what `rewire evidence` does, for whoever asks.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/identity.hpp"
#include "report/evidence_page.hpp"
#include "study/estimate.hpp"
#include "study/evidence_draws.hpp"
#include "study/told.hpp"
#include "study/watch.hpp"

namespace rewire::study {

struct EvidenceRequest : EvidenceOptions {
    DrawOptions draws;
    std::string only;              // rows of this role, calibration or validation; empty: of both
    std::vector<std::string> rows; // those of these ids; none: all
};

// Read and checked; nobody has lived yet.
struct LedgerJob {
    EvidenceRequest given; // role and ids with the letters that were meant
    EvidenceJob evidence;  // its questions are those that are asked for
    std::vector<Draw> draws;
};
// InputError with what is wrong; the experiments' own faults are found by person_days_of() or evidence().
LedgerJob ledger_job(const EvidenceRequest& request);
Identity identity_of(const LedgerJob& job); // of what answers hang on; which rows are asked does not count

// Of an answer, by what it is the answer to: Draw::key_of. Null: it is asked.
using KnownEstimates = std::function<const simulate::Estimate*(std::uint64_t key)>;
// Without known answers the draws count as the first, which they are like.
Demand demand_of(const LedgerJob& job, const KnownEstimates& known = {});

struct EvidenceWatch : Watch { // goes_on is told about which share of the answers is there: an arm may serve several
    KnownEstimates known = {};
    std::function<void(std::uint64_t key, const simulate::Estimate&)> finished = {}; // every new answer
    std::function<void(std::size_t row, const simulate::Finding&)> judged = {}; // each question, by all of its draws
};
struct EvidenceResult {
    report::EvidenceReport report;                        // as it is written; rows as far as it came
    std::vector<std::vector<simulate::Estimate>> answers; // [question][draw]; of those without an experiment none
    std::size_t arms = 0;                                 // that were lived, or would have been: all draws together
    bool whole = true;                                    // false: it was stopped
};
EvidenceResult evidence(const LedgerJob& job, const EvidenceWatch& watch = {});
// evidence.csv, evidence.md and evidence.html into a folder that exists, of a result that is whole.
void write(const EvidenceResult& result, const Told& told, const std::filesystem::path& folder);

} // namespace rewire::study
