// What is published beside what the model does, as Markdown and as a page with a forest plot.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "report/page.hpp"
#include "report/table.hpp"
#include "simulate/evidence.hpp"

namespace rewire::report {

struct EvidenceReport {
    std::vector<std::pair<simulate::Question, simulate::Finding>> rows; // in the order of the ledger
    std::size_t people = 0;
    std::uint64_t seed = 0;
    std::string brain, version, command;
    std::vector<std::string> warnings = {};
    std::size_t draws = 1;       // of other people each
    std::string parameters = {}; // what the draws' are
    std::string fitted = {};     // how many numbers were
    Table scalars = {};          // behind each treatment
};
std::string told_of_seeds(const EvidenceReport& r); // "seed 1"; "seeds 1 to 8, parameters of the ensemble house"

struct EvidenceCounts {
    std::size_t inside = 0, direction = 0, outside = 0, silent = 0, failed = 0;
    std::size_t right = 0, wrong = 0; // of rows that have a direction
    std::size_t spoken() const { return inside + direction + outside; }
};
std::map<std::string, EvidenceCounts> counts_of(const EvidenceReport& r); // by role
// "131 rows spoken to: 105 inside (80 %), ..."
std::string told(const EvidenceCounts& c);

// What those who know no model would score on the same rows (simulate/guess.hpp), a line for each role and sort of row,
// then their sum and the mean distance of effects in sd.
Table guess_table(const EvidenceReport& r);
// A line for each thing that a model must foresee, then for all of them.
Table transfer_table(const EvidenceReport& r);
std::vector<std::string> told_of_guesses(const EvidenceReport& r); // a sentence a role

Table evidence_table(const EvidenceReport& r); // a line a row, silent ones too
std::string evidence_markdown(const EvidenceReport& r);
Page evidence_page(const EvidenceReport& r);

} // namespace rewire::report
