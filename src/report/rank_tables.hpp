// Ranked treatments as tables, for files.
#pragma once
#include <vector>

#include "report/table.hpp"
#include "trial/rank.hpp"

namespace rewire::report {

// A row for each person and candidate, the best first.
Table rank_table(const trial::RankDesign& design, const std::vector<trial::Ranking>& rankings);
// A row for each person and virtual person: weight, and outcome under every candidate. `lives`: of each group.
Table rank_weights(const trial::RankDesign& design, const std::vector<trial::RankLives>& lives,
                   const std::vector<trial::Ranking>& rankings);

} // namespace rewire::report
