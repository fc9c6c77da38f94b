// The corticothalamic field in states of vigilance: bands, peak, evoked responses.
#include "observe/eeg.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace rewire {
using namespace observe;
namespace {

double value(std::string_view quantity, LoopState s = {}) { return eeg_value(quantity, loop_gains(s)); }

TEST(Eeg, ClosedEyesAreThoseOfAbeysuriya2015) {
    const auto& closed = corticothalamic_states[0].gains;
    const auto g = loop_gains({});
    EXPECT_DOUBLE_EQ(g.G_ee, closed.G_ee);
    EXPECT_DOUBLE_EQ(g.G_sr, closed.G_sr);
    EXPECT_DOUBLE_EQ(g.beta, closed.beta);
    EXPECT_GT(value("alpha_peak"), 8);
    EXPECT_LT(value("alpha_peak"), 11);
    EXPECT_NEAR(value("delta") + value("theta") + value("alpha") + value("beta"), 1, 1e-12);
    for (const auto q : {"theta_power", "alpha_power", "early_potential", "magnetic_potential"})
        EXPECT_NEAR(value(q), 1, 1e-12) << q;
}
// A whole step is the fitted state itself.
TEST(Eeg, AWholeStepIsTheNextState) {
    const auto& drowsy = corticothalamic_states[3].gains;
    const auto g = loop_gains({.drowsiness = 1});
    EXPECT_NEAR(g.G_es, drowsy.G_es, 1e-12);
    EXPECT_NEAR(g.G_ei, drowsy.G_ei, 1e-12);
    EXPECT_NEAR(g.alpha, drowsy.alpha, 1e-9);
}
// Transmitters multiply the gains they act on by exp of their size, and no other; no gain changes its sign.
TEST(Eeg, TransmittersMoveTheGainsTheyActOnAndNoOthers) {
    using G = CorticothalamicGains;
    const auto& closed = corticothalamic_states[0].gains;
    const std::tuple<const char*, double G::*, double, double> all[]{
        {"G_ee", &G::G_ee, 1, 0}, {"G_es", &G::G_es, 1, 0}, {"G_ei", &G::G_ei, 0, 1}, {"G_sr", &G::G_sr, 0, 1},
        {"G_se", &G::G_se, 0, 0}, {"G_re", &G::G_re, 0, 0}, {"G_rs", &G::G_rs, 0, 0}, {"alpha", &G::alpha, 0, 0}};
    for (const auto& [excitation, inhibition] : {std::pair{-0.2, 0.0}, {0.02, 0.0}, {0.0, 0.2}, {0.0, 0.02}})
        for (const auto& [name, gain, excited, inhibited] : all)
            EXPECT_NEAR(loop_gains({.inhibition = inhibition, .excitation = excitation}).*gain / (closed.*gain),
                        std::exp(excitation * excited + inhibition * inhibited), 1e-12)
                << name << " under " << excitation << " and " << inhibition;
    EXPECT_LT(loop_gains({.inhibition = 0.02}).G_ei, 0) << "what inhibits goes on inhibiting";
}
// Where the loop would ring on for ever, half of it, or half of that, is what a person can have.
TEST(Eeg, WhatWouldNotBeStableIsTakenBackByHalves) {
    const auto& closed = corticothalamic_states[0].gains;
    for (const double size : {-0.2, -1.0, -3.0}) {
        const auto g = loop_gains({.inhibition = size});
        const double share = std::log(g.G_ei / closed.G_ei) / size, halvings = -std::log2(share);
        EXPECT_GT(halvings, 0.5) << size;
        EXPECT_NEAR(halvings, std::round(halvings), 1e-9) << size;
        EXPECT_NEAR(std::log(g.G_sr / closed.G_sr) / size, share, 1e-12) << "all by the same";
        EXPECT_LT(loop_strengths(g).X + loop_strengths(g).Y, 1);
    }
}
TEST(Eeg, StatesBeyondTheirEndsAreTheEnds) {
    for (const auto& [beyond, end] : {std::pair{LoopState{.alertness = 7}, LoopState{.alertness = 1}},
                                      {LoopState{.alertness = -1}, LoopState{}},
                                      {LoopState{.drowsiness = 1.5}, LoopState{.drowsiness = 1}},
                                      {LoopState{.drowsiness = -0.1}, LoopState{}}}) {
        EXPECT_EQ(loop_gains(beyond).G_es, loop_gains(end).G_es);
        EXPECT_EQ(loop_gains(beyond).alpha, loop_gains(end).alpha);
    }
    EXPECT_NE(loop_gains({.alertness = 1}).G_es, loop_gains({}).G_es);
}
// Berger 1929: alpha goes when eyes open; Finelli 2000, Cajochen 1995: theta rises with lost sleep. Signs only.
TEST(Eeg, AlertnessTakesAlphaAwayAndLostSleepBringsTheta) {
    EXPECT_LT(value("alpha_power", {.alertness = 0.3}), value("alpha_power"));
    EXPECT_GT(value("theta_excess", {.drowsiness = 0.3}), value("theta_excess"));
    EXPECT_LT(value("alpha", {.drowsiness = 0.3}), value("alpha"));
}
// A thalamus whose dendrites answer half as fast: 8.9 Hz become about 8, theta grows (thalamocortical dysrhythmia).
TEST(Eeg, SlowDendritesOfTheThalamusSlowAlphaAndBringTheta) {
    const LoopState slow{.slowing = std::log(83.0 / 40)};
    EXPECT_NEAR(loop_gains(slow).alpha, 40, 0.1);
    EXPECT_NEAR(eeg_value("alpha_peak", loop_gains({})) - eeg_value("alpha_peak", loop_gains(slow)), 0.95, 0.2);
    EXPECT_NEAR(eeg_value("theta", loop_gains(slow)) / eeg_value("theta", loop_gains({})), 2.4, 0.4); // of .13, .31
    EXPECT_GT(eeg_value("theta_excess", loop_gains(slow)), eeg_value("theta_excess", loop_gains({})) + 0.5);
}
TEST(Eeg, StaysStableWhateverTransmittersDo) {
    for (const double a : {-0.4, 0.0, 0.4})
        for (const double d : {0.0, 0.4})
            for (const double i : {-0.5, 0.0, 0.5})
                for (const double e : {-0.5, 0.0, 0.5}) {
                    const auto l = loop_strengths(loop_gains({a, d, i, e}));
                    EXPECT_LT(l.X + l.Y, 1) << a << ' ' << d << ' ' << i << ' ' << e;
                    EXPECT_LT(l.Z, 1);
                }
}
// The response to a pulse: its area is the transfer at 0 Hz, it is over before the record ends, and a stronger way in
// makes more of it.
TEST(Eeg, AnEvokedResponseIsTheTransferFunctionInTime) {
    auto g = loop_gains({});
    g.G_se /= 4;
    g.G_sr /= 4; // closed eyes ring on in alpha, a weaker loop through the thalamus does not
    for (const auto from : {Entrance::senses, Entrance::cortex}) {
        const auto r = evoked_response(g, from);
        double area = 0, most = 0;
        for (const double v : r) {
            area += v * 1e-3;
            most = std::max(most, std::abs(v));
        }
        const double whole = eeg_transfer(0, g, from).real();
        EXPECT_NEAR(area, whole, 0.15 * std::abs(whole)) << "half of the pulse lies before 0 s, the tail after 0.6 s";
        EXPECT_LT(std::abs(r.back()), 0.05 * most);
    }
    auto more = g;
    more.G_sn *= 1.5;
    EXPECT_NEAR(eeg_value("early_potential", more) / eeg_value("early_potential", g), 1.5, 1e-9);
    EXPECT_NEAR(eeg_value("magnetic_potential", more), eeg_value("magnetic_potential", g), 1e-12)
        << "a magnetic pulse does not come by the senses";
}
// A pulse into cortex is felt at once, one to the relay after two synapses.
TEST(Eeg, CortexAnswersAPulseOfItsOwnSooner) {
    const auto g = loop_gains({});
    const auto peak = [&](Entrance from) {
        const auto r = evoked_response(g, from);
        return std::max_element(r.begin(), r.begin() + 100,
                                [](double a, double b) { return std::abs(a) < std::abs(b); }) -
               r.begin();
    };
    EXPECT_LT(peak(Entrance::cortex), peak(Entrance::senses));
}

} // namespace
} // namespace rewire
