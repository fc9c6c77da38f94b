// The doubt in parameters of a ranking, from what each set of them answers.
#pragma once
#include <vector>

#include "trial/rank.hpp"

namespace rewire::trial {

// What one set answered for one person.
struct SetAnswer {
    std::vector<double> shares;      // of each virtual person, by their readings; 0: has not lived the candidates
    Matrix outcome;                  // person x candidate
    std::vector<double> best, first; // of each candidate, as CandidateAnswer has them
};
SetAnswer answer_of(const RankDesign& design, const RankLives& lives, const Ranking& ranking);

std::uint64_t hash_of(const RankDoubt& doubt);

// Adds RankDoubt to a ranking made with the parameters as they are; where it does not hold, nothing can be told.
// `unanswered`: sets without an answer. None answered: nothing can be told.
void add_doubt(Ranking& ranking, const std::vector<SetAnswer>& sets, std::size_t unanswered);

} // namespace rewire::trial
