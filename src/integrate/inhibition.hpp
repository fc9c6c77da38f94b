// Feedback inhibition control: local inhibition set so that every region rests at its target rate.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "integrate/network.hpp"

namespace rewire::integrate {

// InputError when the model has nothing to tune, naming the models of the catalogue that have. To be asked where a user
// chooses.
void require_tuning(const mechanism::Entry& model, const mechanism::Catalogue& catalogue);

// A network whose tuned parameter is set, and where it then rests (without noise).
struct Balanced {
    Network network;
    Matrix state;   // place x state, SI
    int rounds = 0; // until what the places send to each other no longer moved
};

// Exact without noise: with every place at its target its inputs are known, so that each solves for its own states and
// parameter. `targets`: SI, one a place, empty: the model's. InputError when the model has no tuning; NoRest names the
// place that has no solution.
Balanced tune_inhibition(const Network& network, const std::vector<double>& targets = {});

// J = J_0 + 0.75 G sum_j C_ij, J_0 the model's default (Herzog et al. 2022, a line fitted to simulations with noise).
Network herzog_inhibition(const Network& network);

// The rule of Deco et al. 2014: simulate, and where the mean drive is too high raise the parameter by that place's
// step, where it is too low lower it and shorten the step, until all places are within the tolerance.
struct TrialRule {
    int most_trials = 5000;
    double step = 0.02, shorter = 0.001, shortest = 0.001; // in the unit of the parameter
    bool from_exact = true;                                // start at tune_inhibition(), which is near
};
struct BalancedByTrials {
    Network network;
    bool settled = false;
    int trials = 0;          // simulations run
    std::string worst_place; // in the last trial
    double worst_error = 0;  // there: mean drive minus target, SI
};
// Simulates trial number `trial` and gives the mean drive of each place, SI.
using MeanDrive = std::function<std::vector<double>(const Network&, int trial)>;
BalancedByTrials tune_inhibition_by_trials(const Network& network, const MeanDrive& mean_drive,
                                           const TrialRule& rule = {});

// The first coupling G in [low, high] at which the network has no stable rest any more, to `tolerance`; inhibition is
// tuned anew at each G where the model can be tuned. Looked for in sixteen strides, then by bisection. Nothing when
// there is none; InputError when `low` is past it.
std::optional<double> critical_coupling(const Network& network, double low, double high, double tolerance = 1e-6);

} // namespace rewire::integrate
