// What `trial` and `merge` share: a trial that has been lived becomes tables, words and a summary.
#pragma once
#include "app/options.hpp"
#include "study/trial_study.hpp"

namespace rewire::app {

// Whoever lived the people: alike but for the command and the time it took. The exit code.
int trial_results(const TrialJob& trial, const TrialResult& done, OutFolder& folder, const Told& told);

} // namespace rewire::app
