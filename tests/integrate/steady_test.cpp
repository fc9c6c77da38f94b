// Where networks rest: published rests, derivatives, and networks that have none.
#include "integrate/steady.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "integrate/connectome.hpp"
#include "integrate/inhibition.hpp"
#include "integrate/ornstein.hpp"

namespace rewire {
using namespace mechanism;
using namespace equations;
using namespace integrate;
namespace {
using namespace rewire::testing;

Matrix chain(double forward, double back) {
    Matrix w(2, 2);
    w(0, 1) = back;
    w(1, 0) = forward;
    return w;
}
std::size_t param(const char* name) { return require_row(wong_wang(), wong_wang().params, "parameter", name); }
std::size_t output_row(const char* name) { return require_row(wong_wang(), wong_wang().outputs, "output", name); }
Network alone(double inhibition) {
    auto n = Network::with_defaults(wong_wang(), {"alone"}, Matrix(1, 1));
    n.params[param("J_I")] = {inhibition * 1e-9};
    return n;
}

TEST(Steady, IsolatedNodeRestsWhereItIsKnownTo) { // Demirtas et al. 2019
    const auto rest = steady_state(alone(1));
    EXPECT_NEAR(rest.state(0, 0), 0.1647572, 5e-8);
    EXPECT_NEAR(rest.state(0, 1), 0.0392184, 5e-8);
    EXPECT_NEAR(rest.near.outputs(0, output_row("r_E")), 3.0773271, 5e-7);
    EXPECT_NEAR(rest.near.outputs(0, output_row("r_I")), 3.9218449, 5e-7);
    EXPECT_NEAR(rest.near.outputs(0, output_row("I_E")) * 1e9, 0.3773806, 5e-8);
    EXPECT_NEAR(rest.near.outputs(0, output_row("I_I")) * 1e9, 0.2528951, 5e-8);
    EXPECT_TRUE(rest.stable());
    EXPECT_LT(rest.residual, 1e-12);
}
TEST(Steady, InhibitionMovesTheIsolatedNode) { // regression values of the specification
    EXPECT_NEAR(steady_state(alone(0.8)).near.outputs(0, output_row("r_E")), 5.646, 5e-4);
    EXPECT_NEAR(steady_state(alone(1.2)).near.outputs(0, output_row("r_E")), 2.042, 5e-4);
}

TEST(Steady, LinearNetworkIsSolvedExactly) { // (1/tau - G C) x = a
    auto n = Network::with_defaults(ornstein(), named(2), chain(0.5, 0.25));
    n.coupling = 2;
    n.params[1] = {1, 3};
    const auto rest = steady_state(n);
    // 2 x0 - 0.5 x1 = 1; -1 x0 + 2 x1 = 3
    EXPECT_NEAR(rest.state(0, 0), 1, 1e-14);
    EXPECT_NEAR(rest.state(1, 0), 2, 1e-14);
    EXPECT_DOUBLE_EQ(rest.near.inputs(0, 0), 1);
    EXPECT_DOUBLE_EQ(rest.near.inputs(1, 0), 1);
    EXPECT_DOUBLE_EQ(rest.near.inputs(0, 1), 0.5); // strength: G sum_j C_ij
    EXPECT_DOUBLE_EQ(rest.near.inputs(1, 1), 1);
    EXPECT_NEAR(rest.growth(), -2 + std::sqrt(0.5), 1e-14);
}

TEST(Steady, WarmStartTakesOneStep) {
    const auto n = tune_inhibition(made_up(82, 1)).network;
    const auto cold = steady_state(n);
    const auto warm = steady_state(n, cold.state);
    EXPECT_LE(warm.steps, 1);
    for (std::size_t k = 0; k < cold.state.values().size(); ++k)
        EXPECT_NEAR(warm.state.values()[k], cold.state.values()[k], 1e-14);
}
TEST(Steady, FoundFromFarAway) {
    const auto tuned = tune_inhibition(made_up(82, 1));
    for (const double level : {0.0, 0.3}) {
        const auto rest = steady_state(tuned.network, Matrix(82, 2, level));
        EXPECT_LT(rest.residual, 1e-11) << level;
        EXPECT_TRUE(rest.stable());
        for (std::size_t k = 0; k < rest.state.values().size(); ++k)
            EXPECT_NEAR(rest.state.values()[k], tuned.state.values()[k], 1e-10) << level;
    }
}
TEST(Steady, SaturatedNetworkStaysWithinBounds) { // no inhibition tuned, strong coupling: the high state
    auto n = made_up(82, 8);
    const auto rest = steady_state(n);
    EXPECT_LT(rest.residual, 1e-9);
    for (const double s : rest.state.values()) {
        EXPECT_GE(s, 0);
        EXPECT_LE(s, 1);
    }
}
TEST(Steady, SameBitsTwice) {
    const auto n = tune_inhibition(made_up(40, 1)).network;
    EXPECT_EQ(steady_state(n).state, steady_state(n).state);
}

TEST(Steady, UnstableRestIsToldAsSuch) {
    auto n = Network::with_defaults(ornstein(), named(2), chain(1, 1));
    n.coupling = 3;
    const auto rest = steady_state(n);
    EXPECT_NEAR(rest.growth(), 1, 1e-13);
    EXPECT_FALSE(rest.stable());
}
TEST(Steady, WithoutARestTheWorstPlaceIsNamed) {
    auto n = Network::with_defaults(climber(), named(2), chain(0, 0));
    n.params[0] = {1};
    try {
        steady_state(n);
        FAIL();
    } catch (const NoRest& e) {
        const std::string text = e.what();
        EXPECT_NE(text.find("climber was not found at rest in"), std::string::npos) << text;
        EXPECT_NE(text.find("x in place "), std::string::npos) << text;
        EXPECT_NE(text.find("lower the coupling, or simulate"), std::string::npos) << text;
        EXPECT_EQ(e.failure().mechanism, "climber");
        EXPECT_EQ(e.failure().state, "x");
    }
}
TEST(Steady, InstantLoopsAreRefused) {
    auto n = Network::with_defaults(mirror(), named(2), chain(1, 1));
    EXPECT_THROW(steady_state(n), Defect);
}
TEST(Steady, ShapesAreHeldTo) { EXPECT_THROW(steady_state(alone(1), Matrix(2, 2)), Defect); }

// The Jacobian of mechanisms in the literature's closed form (Deco et al. 2014), per second.
TEST(Linearise, JacobianIsTheClosedForm) {
    const double lambda = 0.3;
    auto n = made_up(12, 1.1);
    n.params[param("lambda")] = {lambda};
    const auto tuned = tune_inhibition(n);
    const auto near = linearise(tuned.network, tuned.state);
    const double gamma = 0.641, J = 0.15, w = 1.4;
    auto slope = [](double y, double d, double a) {
        const double e = std::exp(-d * y);
        return a * (1 - e - d * y * e) / ((1 - e) * (1 - e));
    };
    for (std::size_t i = 0; i < 12; ++i) {
        const double S_E = tuned.state(i, 0), r_E = near.outputs(i, output_row("r_E")),
                     J_I = tuned.network.param(param("J_I"), i) * 1e9;
        const double slope_E = slope(310 * near.outputs(i, output_row("I_E")) * 1e9 - 125, 0.16, 310),
                     slope_I = slope(615 * near.outputs(i, output_row("I_I")) * 1e9 - 177, 0.087, 615);
        for (std::size_t j = 0; j < 12; ++j) {
            const double own = i == j ? 1 : 0, X = n.coupling * n.weights(i, j);
            EXPECT_NEAR(
                near.jacobian(2 * i, 2 * j),
                own * (-10 + gamma * (-r_E + (1 - S_E) * slope_E * w * J)) + gamma * (1 - S_E) * slope_E * J * X,
                1e-11);
            EXPECT_NEAR(near.jacobian(2 * i, 2 * j + 1), own * -gamma * (1 - S_E) * slope_E * J_I, 1e-11);
            EXPECT_NEAR(near.jacobian(2 * i + 1, 2 * j), own * slope_I * J + slope_I * lambda * J * X, 1e-11);
            EXPECT_NEAR(near.jacobian(2 * i + 1, 2 * j + 1), own * (-100 - slope_I), 1e-11);
        }
        EXPECT_NEAR(near.noise[2 * i], 0.01 * std::sqrt(1000), 1e-15);
    }
}
TEST(Linearise, SlopesOfOutputsAreDifferenceQuotients) {
    const auto tuned = tune_inhibition(made_up(6, 1));
    for (const auto* name : {"S_E", "r_E", "I_E", "r_I"}) {
        const auto slopes = output_slopes(tuned.network, tuned.state, output_row(name));
        for (std::size_t u = 0; u < 12; ++u) {
            auto up = tuned.state, down = tuned.state;
            up.values()[u] += 1e-6;
            down.values()[u] -= 1e-6;
            const auto high = linearise(tuned.network, up).outputs, low = linearise(tuned.network, down).outputs;
            for (std::size_t i = 0; i < 6; ++i) {
                const double quotient = (high(i, output_row(name)) - low(i, output_row(name))) / 2e-6;
                EXPECT_NEAR(slopes(i, u), quotient, 1e-6 * std::abs(quotient) + 1e-16) << name;
            }
        }
    }
}

// Whatever the catalogue holds: a rest that is one, or a clear word that there is none; derivatives that are difference
// quotients.
TEST(Steady, EveryRegionModel) {
    const auto catalogue = all_mechanisms();
    const auto shape = made_up(5, 0.1);
    for (const Entry& e : catalogue.entries()) {
        if (e.kind != Kind::region)
            continue;
        auto n = Network::with_defaults(e, shape.places, shape.weights);
        n.coupling = 0.1;
        auto state = start_state(n);
        try {
            auto rest = steady_state(n);
            EXPECT_LT(rest.residual, 1e-8) << e.name;
            state = rest.state;
        } catch (const NoRest& none) {
            EXPECT_NE(std::string(none.what()).find("was not found at rest"), std::string::npos) << e.name;
        }
        const std::size_t states = e.states.size();
        for (std::size_t u = 0; u < 5 * states; ++u) {
            const auto& row = e.states[u % states];
            const double h = 1e-6 * (row.high - row.low) * row.unit.si;
            auto up = state, down = state;
            up.values()[u] += h;
            down.values()[u] -= h;
            const auto middle = linearise(n, state), high = linearise(n, up), low = linearise(n, down);
            for (std::size_t v = 0; v < 5 * states; ++v) {
                const auto& to = e.states[v % states];
                const double unit = (row.high - row.low) * row.unit.si /
                                    ((to.high - to.low) * to.unit.si); // both as shares of their range
                const double quotient = (high.drift.values()[v] - low.drift.values()[v]) / (2 * h);
                EXPECT_NEAR(middle.jacobian(v, u) * unit, quotient * unit, 1e-4 * std::abs(quotient * unit) + 1e-3)
                    << e.name << " " << to.name << " by " << row.name;
            }
        }
    }
}

} // namespace
} // namespace rewire
