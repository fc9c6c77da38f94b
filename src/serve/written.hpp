// Scenarios as text: a phrase as its file has it, and the scenarios that an experiment's arms come to.
#pragma once
#include <string>
#include <vector>

#include "scenario/scenario.hpp"
#include "serve/asked.hpp"
#include "simulate/experiment.hpp"

namespace rewire::serve {

// What stands between the quotes of a phrase, or of a text; empty where its place is not known.
std::string written(const scenario::Lines& lines, const scenario::Phrase& phrase);

// Each arm as a scenario of its own with visits in the weeks of the experiment.
std::vector<NamedText> plans_of(const simulate::Experiment& e);
// All arms as the [[arm]] tables of one scenario; the treated one alone where their people are not the same.
std::string scenario_of(const simulate::Experiment& e, const std::string& comment);

} // namespace rewire::serve
