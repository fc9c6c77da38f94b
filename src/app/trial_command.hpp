// What `trial` and `merge` share: a trial that has been lived becomes tables, words and a summary.
#pragma once
#include <chrono>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "app/options.hpp"
#include "study/given_trial.hpp"
#include "trial/participants.hpp"

namespace rewire::app {

// Whoever lived the people: alike but for the command and the time it took. `further` may add to the summary, and stops
// where it says no. The exit code.
int trial_results(const TrialJob& trial, const trial::TrialCohort& cohort, OutFolder& folder, const std::string& line,
                  std::chrono::steady_clock::time_point begun,
                  const std::function<bool(nlohmann::ordered_json&)>& further = {});

} // namespace rewire::app
