// A trial that is lived in parts: which part a command lives, what it writes of it, and what it may take.
#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "app/options.hpp"
#include "study/estimate.hpp"
#include "study/given_trial.hpp"
#include "trial/centre_store.hpp"

namespace rewire::app {

inline constexpr const char* centres_file = "centres.bin"; // in a folder of results

// "2/7", or nothing: all of it. InputError naming `option`.
trial::Part part_of(const std::string& text, const GivenTrial& given, const trial::Design& design,
                    const std::string& option = "--shard");
// InputError naming `option` when the trial has fewer centres than `of` parts.
void expect_centres(const trial::Design& design, std::size_t of, const std::string& option);

// Time and memory of living a part.
Demand demand_of_part(const TrialJob& trial, const trial::Part& part, int threads);

// Lives what the folder's store does not hold yet; `sink` is handed every centre, those of the store first. Returns
// false when the user wants to stop.
bool live_part(const TrialJob& trial, const trial::Part& part, int threads, bool resume, OutFolder& folder,
               const trial::CentreSink& sink);

// The summary of a part, on the terminal too: who has lived, and that nothing is analysed. `lived`: flow and hash.
int part_results(const TrialJob& trial, const trial::Part& part, const trial::TrialCohort& lived, OutFolder& folder,
                 const std::string& line, std::chrono::steady_clock::time_point begun);

} // namespace rewire::app
