// How an arm went: the scores that were observed at each visit.
#pragma once
#include <vector>

#include "trial/participants.hpp"
#include "trial/distributions.hpp"

namespace rewire::trial {

struct VisitMean {
    std::size_t people = 0;  // of whom there is a score
    double mean = 0, sd = 0; // NaN of nobody; the sd of fewer than two
    Interval interval = {};  // 95 % of the mean, Student's t; NaN of fewer than two
};
// One a visit. `arm` and `instrument` are places in the design.
std::vector<VisitMean> visit_means(const Design& d, const TrialCohort& c, std::size_t arm, std::size_t instrument);
VisitMean mean_with_interval(const std::vector<double>& values); // NaN among them is left out

} // namespace rewire::trial
