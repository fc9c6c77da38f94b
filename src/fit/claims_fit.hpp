// Experiments as what is fitted: the parameters of everyone are set, the arms are lived anew, the statistics are the answers.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "fit/answer.hpp"
#include "fit/calibrate.hpp"
#include "simulate/experiment.hpp"

namespace rewire {

// The row of "mechanism.parameter" in a life, or null; and what was probably meant.
const RowInfo* find_parameter(const LifeModel& model, const std::string& name);
std::string unknown_parameter(const LifeModel& model, const std::string& name); // there is no parameter "x"; did you mean "y"?

// A scenario's text in which everyone has these parameters; what it sets itself stays.
std::string with_parameters(const std::string& scenario, const std::vector<SearchParameter>& parameters, const std::vector<double>& values);

// `calendar_of` makes a calendar of a scenario's text. One `Experiments` a parameter set: the same people, seed and luck each time. An experiment
// that cannot be answered gives a NaN with its reason; where `options.done` stops, GivenUp is thrown. What is referred to must outlive the function.
Evaluate evaluate_experiments(const LifeModel& model, std::function<Calendar(const std::string&)> calendar_of, std::vector<Experiment> experiments,
                              std::vector<SearchParameter> parameters, Experiments::Options options);
std::vector<Experiment> experiments_of(const std::vector<Claim>& claims);
// Names what the answers depend on, parameters' values and targets aside; with what is `around` (version, brain, catalogue).
std::uint64_t hash_of(const std::vector<Experiment>& experiments, const std::vector<SearchParameter>& parameters, std::size_t people, std::uint64_t seed,
                      const std::string& around);

struct ClaimsObjective {
    CalibrationPlan plan;
    std::vector<Claim> claims; // one a target
    std::size_t people = 50;   // in each arm
    std::uint64_t seed = 1;
};
// An objective file; [[claim]] names claims of `claims_file` (beside the objective; without one those of the house), with a target and sd of its
// own or the centre and half width of the claim's range. InputError with everything that is wrong, line and caret.
ClaimsObjective read_objective(std::string_view text, const std::string& file, const LifeModel& model);

} // namespace rewire
