// What `trial` and `merge` share: a trial that has been lived becomes tables, words and a summary.
#pragma once
#include <chrono>
#include <string>

#include "app/options.hpp"
#include "study/given_trial.hpp"
#include "trial/participants.hpp"

namespace rewire::app {

// Whoever lived the people: alike but for the command and the time it took. The exit code.
int trial_results(const TrialJob& trial, const trial::TrialCohort& cohort, OutFolder& folder, const std::string& line,
                  std::chrono::steady_clock::time_point begun);

} // namespace rewire::app
