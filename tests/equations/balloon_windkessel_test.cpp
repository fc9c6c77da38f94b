#include "equations/blood/balloon_windkessel.hpp"

#include <gtest/gtest.h>

#include "equations/simulate.hpp"

namespace rewire {
using namespace mechanism;
using namespace equations;
namespace {

struct Extremes {
    double peak = 0, peak_time = 0, low = 0, low_time = 0; // %, s
};

// The response to a unit drive of 1 s.
template <class M>
Extremes response(double seconds = 30, double dt = 1e-3) {
    Node<M> node;
    Extremes e;
    const auto steps = std::lround(seconds / dt), on = std::lround(1 / dt);
    for (long k = 1; k <= steps; ++k) {
        node.u.z = k <= on ? 1 : 0;
        node.step(dt);
        const double bold = node.out().bold * 100, t = static_cast<double>(k) * dt;
        if (bold > e.peak) {
            e.peak = bold;
            e.peak_time = t;
        }
        if (bold < e.low) {
            e.low = bold;
            e.low_time = t;
        }
    }
    return e;
}

// Recomputed from the published equations: tests/equations/reference.py. With v^alpha for v^(1/alpha) the peak would be
// 0.04 % and the undershoot -4.6 %.
TEST(BalloonWindkessel, RespondsAsFriston2003) {
    const auto e = response<BalloonWindkessel>();
    EXPECT_NEAR(e.peak, 2.52346, 2e-5);
    EXPECT_NEAR(e.peak_time, 3.376, 0.002);
    EXPECT_NEAR(e.low, -0.56197, 2e-5);
    EXPECT_NEAR(e.low_time, 9.580, 0.002);
}

TEST(BalloonWindkessel, RespondsAsStephan2007) {
    const auto e = response<BalloonWindkesselStephan>();
    EXPECT_NEAR(e.peak, 3.25213, 2e-5);
    EXPECT_NEAR(e.peak_time, 3.422, 0.002);
    EXPECT_NEAR(e.low, -0.64857, 2e-5);
    EXPECT_NEAR(e.low_time, 9.764, 0.002);
}

TEST(BalloonWindkessel, OutflowIsVolumeToOneOverAlpha) { // not v^alpha, which a widely copied script has
    Node<BalloonWindkessel> node;
    node.x = {.s = 0, .f = 1, .v = 2, .q = 1};
    EXPECT_NEAR(node.drift().v, (1 - std::pow(2, 1 / 0.32)) / 0.98, 1e-12);
    node.x.v = 1;
    node.u.z = 0.41; // flow settles at 1 + z/gamma = 2
    node.run(60, 1e-2);
    EXPECT_NEAR(node.x.f, 2, 1e-6);
    EXPECT_NEAR(node.x.v, std::pow(2, 0.32), 1e-6);
    EXPECT_NEAR(node.x.q, std::pow(2, 0.32) * (1 - std::pow(1 - 0.34, 0.5)) / 0.34, 1e-6);
}

TEST(BalloonWindkessel, RestsAtOneWithoutASignal) {
    Node<BalloonWindkessel> node;
    for (const double f : as_array<double>(node.drift()))
        EXPECT_NEAR(f, 0, 1e-15);
    EXPECT_EQ(node.out().bold, 0);
    EXPECT_LT(node.growth(), 0);
}

TEST(BalloonWindkessel, CoefficientsOfStephan2007) { // k_1 = 2.773, k_2 = 0.4, k_3 = 0
    Node<BalloonWindkesselStephan> node;
    const auto bold = [&](double v, double q) {
        node.x.v = v;
        node.x.q = q;
        return node.out().bold / 0.04;
    };
    EXPECT_NEAR(bold(1, 0), 2.773 + 0.4, 5e-4);
    EXPECT_NEAR(bold(2, 2), -2.773, 5e-4);
    node.p.epsilon = 0.5;
    EXPECT_NEAR(bold(2, 1), 0.5 * 0.4 * 0.5 - 0.5, 5e-4);
}

TEST(BalloonWindkessel, BothReadTheSameFlow) {
    Node<BalloonWindkessel> a;
    Node<BalloonWindkesselStephan> b;
    b.p.E_0 = a.p.E_0;
    a.u.z = b.u.z = 0.3;
    a.run(5, 1e-3);
    b.run(5, 1e-3);
    EXPECT_EQ(as_array<double>(a.x), as_array<double>(b.x));
}

// (1) and (2) are a damped oscillator in f, so the undershoot after a drive ends is known; a fall of z by 2.6 would
// bring f to 0.
TEST(BalloonWindkessel, FlowStaysPositiveAfterAStrongDrive) {
    Node<BalloonWindkessel> node;
    node.u.z = 2;
    node.run(60, 1e-2);
    node.u.z = 0;
    const Cycle c = node.cycle([](const auto& at) { return at.x.f; }, 30, 1e-3);
    const double zeta = 0.65 / (2 * std::sqrt(0.41)),
                 overshoot = std::exp(-3.141592653589793 * zeta / std::sqrt(1 - zeta * zeta));
    EXPECT_NEAR(c.low, 1 - 2 / 0.41 * overshoot, 1e-6);
    EXPECT_GT(1 - 2.59 / 0.41 * overshoot, 0);
    EXPECT_LT(1 - 2.62 / 0.41 * overshoot, 0);
    EXPECT_GT(node.x.v, 0.5);
}

} // namespace
} // namespace rewire
