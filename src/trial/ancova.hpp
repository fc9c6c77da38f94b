// Analysis of covariance of a trial by ordinary least squares: outcome ~ arm + covariates (the score at baseline, the
// strata of the randomisation). Everything is in the outcome's unit.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "trial/covariate.hpp"
#include "trial/distributions.hpp"

namespace rewire::trial {

struct AncovaData {
    std::span<const double> outcome;        // one a person; NaN: not known, the person is left out
    std::span<const int> arm;               // of each person: index into `arms`
    std::vector<std::string> arms = {};     // their names, two or more
    std::string reference = {};             // the arm the others are held against; empty: the first
    std::vector<Covariate> covariates = {}; // a person of whom one is not known is left out
};
struct ArmDifference { // arm minus reference
    std::string arm = {};
    double difference = 0, error = 0; // standard error
    double df = 0;
    Interval interval = {}; // 95 %
    double t = 0, p = 0;    // two-sided
};
struct ArmMean { // at the mean of every covariate over all people used, strata too (SAS: LSMEANS / OM)
    std::string arm = {};
    std::size_t people = 0;
    double mean = 0, error = 0;
    Interval interval = {}; // 95 %
};
// Whether any arm differs from any other: what arm adds to the covariates alone (R: anova of the two models).
struct JointTest {
    double f = 0, df1 = 0, df2 = 0, p = 0;
};
struct Ancova {
    std::vector<ArmDifference> differences = {}; // of every arm but the reference, in their order
    std::vector<ArmMean> means = {};             // of every arm
    std::optional<JointTest> joint = {};         // of three arms or more: two are told by their difference
    double sd = 0, df = 0;                       // of what is left over
    std::size_t people = 0;                      // used
    std::vector<std::string> left_out = {};      // covariates that are constant or told by arm and those before them
    std::string failure = {};                    // why there is no answer; the numbers then mean nothing
};
Ancova ancova(const AncovaData& data);

// The difference of two groups' means in pooled standard deviations, treated minus control: Cohen's d, and Hedges' g,
// which is free of the bias of small samples; both with the exact 95 % interval (non-central t; Hedges and Olkin 1985).
// NaN is left out.
struct StandardisedEffect {
    double d = 0, g = 0;
    Interval d_interval = {}, g_interval = {};
    std::string failure = {};
};
StandardisedEffect standardised_effect(std::span<const double> treated, std::span<const double> control);

} // namespace rewire::trial
