// One trial's people, endpoint by endpoint, and what each arm is found to differ by from the first: the analyses of
// analysis.hpp, of which no more is done than many replicates need.
#pragma once
#include <cmath>
#include <string>
#include <vector>

#include "trial/analysis.hpp"

namespace rewire::trial {

// People in the order in which they were enrolled.
struct Taken {
    std::vector<int> arm, stratum;
    std::vector<std::vector<double>> start; // instrument x person: the score of week 0
    std::vector<std::vector<double>> value; // endpoint x person: by its estimand, NaN is missing; of an event weeks
    std::vector<std::vector<int>> event;    // endpoint x person: 1 of those who had it; empty of other endpoints
    Taken(const Design& d, std::size_t people);
    // The person at that place, as the trial saw them; arm and stratum are told beside.
    void take(const Design& d, std::size_t at, const Participant& p, int in_arm, int of_stratum);
};

// An arm against the first. Scores: difference by ANCOVA in the instrument's unit, t test. Shares: difference of
// shares, Newcombe's interval, Pearson's chi-squared test without correction. Events: the logarithm of the hazard ratio
// by Cox's model, log-rank test of the two arms, both within strata.
struct Compared {
    double estimate = 0, error = 0;        // with its standard error; NaN where there is none
    Interval interval = {};                // 95 %
    double p = 1;                          // two-sided; 1 where there is no test: nothing was found
    std::size_t analysed = 0, missing = 0; // in the two arms
    bool answered() const { return !std::isnan(estimate); }
};

class Contrasts {
public:
    explicit Contrasts(const Design& d);
    // Endpoint x further arm.
    std::vector<std::vector<Compared>> of(const Taken& people) const;

private:
    std::vector<Compared> score(const Taken& people, std::size_t endpoint) const;
    std::vector<Compared> share(const Taken& people, std::size_t endpoint) const;
    std::vector<Compared> event(const Taken& people, std::size_t endpoint) const;
    void count(const Taken& people, std::size_t endpoint, std::vector<Compared>& out) const;

    const Design& d_;
    std::vector<std::string> arms_, strata_;
};

} // namespace rewire::trial
