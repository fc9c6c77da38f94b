// Time until something comes about: Kaplan-Meier curves, the log-rank test, Cox's proportional hazards.
//
// Times are since the start, in any unit, 0 or more; an event is 1 (it came about then) or 0 (censored: until then it
// had not). A person whose time is NaN is left out. As in R's survival package, someone censored at the time of an
// event was still at risk of it, and times that differ by rounding alone are one (its `timefix`).
#pragma once
#include <span>
#include <string>
#include <vector>

#include "trial/covariate.hpp"
#include "trial/distributions.hpp"

namespace rewire::trial {

struct FollowUp { // one of each a person
    std::span<const double> time;
    std::span<const int> event;
};

struct KaplanMeier {
    struct Step { // at a time at which somebody had the event or was censored
        double time = 0;
        std::size_t at_risk = 0, events = 0, censored = 0; // at_risk: just before
        double survival = 1, error = 0;                    // Greenwood's standard error of the survival
        Interval interval = {};                            // 95 %, log(-log); NaN where the survival is 1 or 0, as in R
    };
    std::vector<Step> steps = {}; // by time
    std::size_t people = 0, events = 0;
    double median = 0; // NaN: fewer than half have had it; the middle where the curve lies at one half for a while
    Interval median_interval = {}; // 95 % (Brookmeyer and Crowley 1982); NaN: not reached
    std::string failure = {};
    double survival_at(double time) const;
    std::vector<std::size_t> at_risk(std::span<const double> times) const; // just before each time
};
KaplanMeier kaplan_meier(const FollowUp& f);

struct LogRank {
    std::vector<double> observed = {}, expected = {}; // events of each group
    double chi_squared = 0, df = 0, p = 0; // groups of which no event could be expected count in no degree of freedom
    std::string failure = {};
};
// Groups are 0 to `groups` - 1. `stratum`: those who are compared with each other alone; empty: everyone.
LogRank log_rank(const FollowUp& f, std::span<const int> group, std::size_t groups, std::span<const int> stratum = {});

struct Cox {
    struct Term {
        std::string name = {};
        double log_hazard = 0, error = 0; // per unit of the covariate, and its standard error
        double hazard_ratio = 1;
        Interval interval = {}; // 95 %, of the ratio
        double z = 0, p = 0;    // Wald, two-sided
    };
    std::vector<Term> terms = {}; // of the covariates that were kept
    std::size_t people = 0, events = 0, iterations = 0;
    double log_likelihood = 0, null_log_likelihood = 0; // partial; null: of no covariates
    double likelihood_ratio = 0;                        // chi-squared with as many degrees of freedom as terms
    std::vector<std::string> left_out = {};             // covariates that are constant or told by those before them
    std::string failure = {};                           // why there is no answer; the numbers then mean nothing
};
// Efron's handling of ties; Newton-Raphson. An arm is told by `indicators`. A person of whom a covariate is NaN is left
// out. Each stratum has a baseline hazard of its own.
Cox cox(const FollowUp& f, const std::vector<Covariate>& covariates, std::span<const int> stratum = {});

// Why the times and events cannot be used; empty: they can.
std::string fault_of(const FollowUp& f);
// The times, those that differ by rounding alone made one; NaN stays.
std::vector<double> joined_times(std::span<const double> times);

} // namespace rewire::trial
