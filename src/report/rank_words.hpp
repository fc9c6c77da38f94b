// Ranked treatments, in words for the screen and as the "rank" of summary.json.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "trial/rank.hpp"

namespace rewire::report {

std::string words_of(const trial::RankDesign& d, const trial::Ranking& r);
// What is to be held against all of it: spreads that no trial has seen.
std::vector<std::string> warnings_of(const trial::RankDesign& d, const std::vector<trial::Ranking>& rankings);
nlohmann::ordered_json rank_json(const trial::RankDesign& d, const std::vector<trial::RankLives>& lives,
                                 const std::vector<trial::Ranking>& rankings);

} // namespace rewire::report
