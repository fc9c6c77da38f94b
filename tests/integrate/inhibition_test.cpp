// Inhibition tuned to a target rate: closed forms, both published rules, and where even that does not keep a network at
// rest.
#include "integrate/inhibition.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "integrate/connectome.hpp"
#include "integrate/ornstein.hpp"
#include "integrate/steady.hpp"
#include "refusal.hpp"

namespace rewire {
using namespace mechanism;
using namespace equations;
using namespace integrate;
namespace {
using namespace rewire::testing;

constexpr double target = 3.0773271, S = 0.1647572, I_E = 0.3773806, S_I = 0.0392184; // Demirtas et al. 2019
const TuningInfo& tuning() { return wong_wang().tuning; }
std::size_t param(const char* name) { return require_row(wong_wang(), wong_wang().params, "parameter", name); }
double inhibition(const Network& n, std::size_t place) { return n.param(tuning().param, place) * 1e9; } // nA
double farthest(const Network& n, const Matrix& start) {
    const auto rest = steady_state(n, start);
    double out = 0;
    for (std::size_t i = 0; i < n.size(); ++i)
        out = std::max(out, std::abs(rest.near.outputs(i, tuning().rate) - target));
    return out;
}
std::string refusal(const auto& f) { return testing::refusal<std::exception>(f, "accepted"); }

TEST(Inhibition, IsolatedNodeKeepsItsDefault) {
    const auto tuned = tune_inhibition(made_up(5, 0));
    for (std::size_t i = 0; i < 5; ++i)
        EXPECT_NEAR(inhibition(tuned.network, i), 1, 2e-6);
}
TEST(Inhibition, IsALineInTheCoupling) { // J = (W_E I_0 + w J S + J G k S - I_E) / S_I: slope 0.63015 per G k
    const auto n = made_up(82, 1.1);
    const auto tuned = tune_inhibition(n);
    const double base = inhibition(tune_inhibition(made_up(5, 0)).network, 0);
    for (std::size_t i = 0; i < n.size(); ++i) {
        const double k = n.strength(i);
        EXPECT_NEAR((inhibition(tuned.network, i) - base) / (1.1 * k), 0.63015, 5e-6);
        EXPECT_NEAR(inhibition(tuned.network, i), (0.382 + 1.4 * 0.15 * S + 0.15 * 1.1 * k * S - I_E) / S_I, 2e-5);
    }
}
TEST(Inhibition, FeedForwardInhibitionInClosedForm) {
    for (const double lambda : {0.25, 1.0}) {
        auto n = made_up(82, 1.3);
        n.params[param("lambda")] = {lambda};
        const auto tuned = tune_inhibition(n);
        for (std::size_t i = 0; i < n.size(); ++i) {
            const double X = 1.3 * n.strength(i) * S;
            double s = S_I; // S_I = tau_I r_I(W_I I_0 + J S - S_I + lambda J X), by damped iteration
            for (int k = 0; k < 2000; ++k) {
                const double y = 615 * (0.7 * 0.382 + 0.15 * S - s + lambda * 0.15 * X) - 177;
                s += 0.1 * (0.01 * y / (1 - std::exp(-0.087 * y)) - s);
            }
            EXPECT_NEAR(tuned.state(i, 1), s, 1e-7);
            EXPECT_NEAR(inhibition(tuned.network, i), (0.382 + 1.4 * 0.15 * S + 0.15 * X - I_E) / s, 2e-5);
        }
    }
}
TEST(Inhibition, HoldsTheRateUpToTheCriticalCoupling) {
    auto n = made_up(82, 0);
    const double critical = critical_coupling(n, 0.1, 3).value();
    EXPECT_GT(critical, 1);
    EXPECT_LT(critical, 1.5);
    for (const double share : {0.0, 0.3, 0.7, 0.9, 0.99}) {
        n.coupling = share * critical;
        const auto tuned = tune_inhibition(n);
        EXPECT_LT(farthest(tuned.network, tuned.state), 1e-9) << share;
        EXPECT_LT(growth_rate(linearise(tuned.network, tuned.state).jacobian), 0) << share;
    }
    n.coupling = 1.01 * critical;
    const auto past = tune_inhibition(n);
    EXPECT_GT(growth_rate(linearise(past.network, past.state).jacobian), 0);
}
TEST(Inhibition, StrongCouplingIsReachedInHalves) { // one Newton solve from the isolated node does not get there
    auto n = made_up(20, 30);
    n.params[param("lambda")] = {0.05};
    const auto tuned = tune_inhibition(n);
    EXPECT_LT(farthest(tuned.network, tuned.state), 1e-8);
}
TEST(Inhibition, RegionsMayDiffer) { // in their own parameters and in their targets
    auto n = made_up(10, 0.8);
    n.params[param("w_p")] = std::vector<double>(10, 1.4);
    n.params[param("w_p")][3] = 1.2;
    n.params[param("I_ext")] = std::vector<double>(10, 0);
    n.params[param("I_ext")][5] = 0.02e-9;
    n.params[param("gamma")] = std::vector<double>(10, 0.641);
    n.params[param("gamma")][7] = 0.5; // this one sends something else to the others
    std::vector<double> targets(10, 3);
    targets[8] = 4;
    const auto tuned = tune_inhibition(n, targets);
    const auto rest = steady_state(tuned.network, tuned.state);
    for (std::size_t i = 0; i < 10; ++i)
        EXPECT_NEAR(rest.near.outputs(i, tuning().rate), targets[i], 1e-9);
    EXPECT_LE(tuned.rounds, 3);
}
TEST(Inhibition, WhatCannotRestIsNamed) {
    auto n = made_up(4, 1);
    const auto text = refusal([&] { tune_inhibition(n, {3, 3, -1, 3}); });
    EXPECT_EQ(text,
              "wong_wang: no J_I was found that lets place 2 rest at r_E = -1 Hz (G = 1); lower the coupling or change "
              "the target");
}
TEST(Inhibition, ModelsWithoutTuningAreRefused) {
    const auto n = Network::with_defaults(ornstein(), named(2), Matrix(2, 2));
    EXPECT_EQ(refusal([&] { tune_inhibition(n); }),
              "ornstein has no inhibition that could be tuned to a target rate; turn the tuning off");
    EXPECT_THROW(tune_inhibition(n), InputError);
    EXPECT_THROW(herzog_inhibition(n), InputError);
    const auto catalogue = all_mechanisms();
    const auto text = refusal([&] { require_tuning(ornstein(), catalogue); });
    EXPECT_NE(text.find("or choose a model that has it: "), std::string::npos) << text;
    EXPECT_NE(text.find("wong_wang"), std::string::npos) << text;
    EXPECT_NO_THROW(require_tuning(wong_wang(), catalogue));
}

TEST(Inhibition, HerzogsLine) {
    const auto n = made_up(10, 1.5);
    const auto tuned = herzog_inhibition(n);
    for (std::size_t i = 0; i < 10; ++i)
        EXPECT_NEAR(inhibition(tuned, i), 1 + 0.75 * 1.5 * n.strength(i), 1e-12);
}

// A "simulation" without noise: the drive where the network rests.
std::vector<double> drive_at_rest(const Network& n, int) {
    const auto rest = steady_state(n);
    std::vector<double> out;
    for (std::size_t i = 0; i < n.size(); ++i)
        out.push_back(rest.near.outputs(i, tuning().drive));
    return out;
}
TEST(InhibitionByTrials, SettlesFromTheDefault) {
    const auto n = made_up(20, 0.6);
    const auto tuned = tune_inhibition_by_trials(n, drive_at_rest, {.from_exact = false});
    EXPECT_TRUE(tuned.settled);
    EXPECT_GT(tuned.trials, 1);
    EXPECT_LT(tuned.trials, 200);
    EXPECT_LE(std::abs(tuned.worst_error), 0.005e-9);
    for (const double drive : drive_at_rest(tuned.network, 0))
        EXPECT_NEAR(drive * 1e9 - 125.0 / 310, -0.026, 0.005);
}
TEST(InhibitionByTrials, TheExactStartNeedsOneTrial) {
    const auto tuned = tune_inhibition_by_trials(made_up(20, 1), drive_at_rest);
    EXPECT_TRUE(tuned.settled);
    EXPECT_EQ(tuned.trials, 1);
}
TEST(InhibitionByTrials, StepsAreTheRule) { // place 0 too high, place 1 too low, place 2 within the tolerance
    auto n = made_up(3, 0);
    std::vector<std::vector<double>> seen;
    const auto tuned =
        tune_inhibition_by_trials(n,
                                  [&](const Network& at, int trial) {
                                      EXPECT_EQ(trial, static_cast<int>(seen.size()));
                                      seen.push_back({inhibition(at, 0), inhibition(at, 1), inhibition(at, 2)});
                                      const double t = tuning().drive_target;
                                      return std::vector<double>{t + 0.006e-9, t - 0.007e-9, t + 0.0049e-9};
                                  },
                                  {.most_trials = 25, .from_exact = false});
    EXPECT_FALSE(tuned.settled);
    EXPECT_EQ(tuned.trials, 25);
    EXPECT_EQ(tuned.worst_place, "place 1");
    EXPECT_NEAR(tuned.worst_error, -0.007e-9, 1e-20);
    EXPECT_NEAR(seen[1][0], 1.02, 1e-12);
    EXPECT_NEAR(seen[24][0], 1 + 24 * 0.02, 1e-12);
    EXPECT_NEAR(seen[1][1], 0.98, 1e-12);
    EXPECT_NEAR(seen[2][1], 0.98 - 0.019, 1e-12);
    EXPECT_NEAR(seen[24][1], 1 - 0.20 - 0.01 - 4 * 0.001,
                1e-9); // 20, 19 ... 2, 1, then 1 for ever: sum of 20 steps 0.21, four more
    EXPECT_NEAR(seen[24][2], 1, 1e-12);
}
TEST(InhibitionByTrials, StopsWhenASimulationBreaks) {
    const auto tuned = tune_inhibition_by_trials(made_up(2, 0), [](const Network&, int) {
        return std::vector<double>{std::nan(""), 0};
    });
    EXPECT_FALSE(tuned.settled);
    EXPECT_EQ(tuned.trials, 1);
    EXPECT_EQ(tuned.worst_place, "place 0");
}

TEST(CriticalCoupling, LinearNetworkInClosedForm) { // 1/tau = G sqrt(c01 c10)
    Matrix w(2, 2);
    w(0, 1) = 0.5;
    w(1, 0) = 0.125;
    const auto n = Network::with_defaults(ornstein(), named(2), w);
    EXPECT_NEAR(critical_coupling(n, 0, 20, 1e-9).value(), 8, 1e-9);
    EXPECT_FALSE(critical_coupling(n, 0, 7.9).has_value());
    EXPECT_EQ(refusal([&] { critical_coupling(n, 9, 20); }),
              "ornstein is not stable at G = 9, where the search for its critical coupling begins\nbegin lower");
}
TEST(CriticalCoupling, OfTheGroupConnectome) {
    if (!has_group_data())
        GTEST_SKIP() << "needs sc_weights_norm.csv beside the repository (../shared/data)";
    auto n = group_network();
    const double critical = critical_coupling(n, 0.2, 3).value();
    EXPECT_NEAR(critical, 1.286, 5e-4);
    n.coupling = critical;
    auto tuned = tune_inhibition(n);
    EXPECT_NEAR(growth_rate(linearise(tuned.network, tuned.state).jacobian), 0, 1e-4);
    for (const double share : {0.25, 0.5, 0.75, 0.99}) {
        n.coupling = share * critical;
        tuned = tune_inhibition(n);
        EXPECT_LT(farthest(tuned.network, tuned.state), 1e-9);
    }
}

} // namespace
} // namespace rewire
