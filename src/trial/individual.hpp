// What no trial can see: how much each person differs under an arm from the same person under the first; and what a
// trial of these very people would have seen, had each lived one arm alone.
#pragma once
#include <string>
#include <vector>

#include "trial/analysis.hpp"

namespace rewire::trial {

struct IndividualEffects { // of an arm minus the first, at one endpoint that is a score
    std::string arm = {};
    std::vector<double> differences = {}; // of each person, as it is in them (unrated), in the order of their index
    double mean = 0, sd = 0;              // over people; NaN of too few
    // Each person once, in the arm that the trial's allocation would have given: analysis of covariance of what would
    // have been observed. It is to the last digit what the same file says with allocation = "randomised".
    ArmDifference seen = {};
    std::string failure = {}; // why nothing would have been seen
};
// Of each further arm; none where people live one arm alone. The endpoint must be a score.
std::vector<IndividualEffects> individual_effects(const Design& d, const TrialCohort& c, const Endpoint& e);

} // namespace rewire::trial
