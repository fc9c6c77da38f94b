// What a trial came to, in words for the screen and as the "trial" of summary.json.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "trial/analysis.hpp"

namespace rewire::report {

std::string words_of(const trial::Design& d, const trial::TrialCohort& c, const std::vector<trial::Found>& found);
// flow, baseline, endpoints: each with its estimand, who was analysed and what was found in each arm.
nlohmann::ordered_json trial_json(const trial::Design& d, const trial::TrialCohort& c,
                                  const std::vector<trial::Found>& found);

} // namespace rewire::report
