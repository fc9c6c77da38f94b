#include "equations/region/generic_2d_oscillator.hpp"

#include <gtest/gtest.h>

#include "equations/simulate.hpp"

// Numbers without another source: tests/equations/reference.py.
namespace rewire {
using namespace equations;
namespace {

const auto V = [](const Node<Generic2dOscillator>& node) { return node.x.V; };

// FitzHugh 1961 in its own unit of time.
Node<Generic2dOscillator> fitzhugh(double z) {
    Node<Generic2dOscillator> node;
    node.p = {.a = 0.7,
              .b = -1,
              .c = 0,
              .d = 1,
              .e = 0,
              .f = 1.0 / 3,
              .g = 1,
              .alpha = 1,
              .beta = 0.8,
              .gamma = 1,
              .tau = 3,
              .I = z,
              .sigma = 0};
    return node;
}

TEST(Generic2dOscillator, RingsNear10HzByDefault) { // Sanz-Leon et al. 2013
    Node<Generic2dOscillator> node;
    EXPECT_LT(node.rest(), 1e-9);
    EXPECT_NEAR(node.x.V, -0.04926008, 1e-8);
    EXPECT_NEAR(node.x.W, -0.0073992, 1e-8);
    EXPECT_NEAR(node.growth(), -13.0284, 1e-3);
    EXPECT_NEAR(node.eigenvalues().imag().maxCoeff() / 6.283185307, 10.0, 0.01);
}

TEST(Generic2dOscillator, ExcitableSettingRests) {
    Node<Generic2dOscillator> node;
    node.p.a = -2;
    node.x = {1.5, 0};
    node.run(1, 1e-4);
    EXPECT_NEAR(node.x.V, -0.18865175, 1e-7);
    EXPECT_NEAR(node.x.W, -0.11348247, 1e-7);
    EXPECT_NEAR(node.growth(), -22.3868, 1e-3);
}

TEST(Generic2dOscillator, OscillatorySettingCycles) {
    Node<Generic2dOscillator> node;
    node.p.a = 2;
    node.x = {1.5, 0};
    node.run(3, 1e-4);
    const Cycle c = node.cycle(V, 2, 1e-4);
    EXPECT_NEAR(c.period, 108.5505067e-3, 1e-7);
    EXPECT_NEAR(c.low, -0.3358033677, 1e-5);
    EXPECT_NEAR(c.high, 0.8234624855, 1e-5);
}

TEST(Generic2dOscillator, RestsOnBothNullclines) {
    Node<Generic2dOscillator> node;
    node.p.c = -5;
    node.p.b = 3;
    node.p.a = 1;
    for (const double v : {-1.0, 0.3, 2.0}) {
        node.x = {v, v * v * v - 3 * v * v};
        EXPECT_NEAR(node.drift().V, 0, 1e-12);
        node.x = {v, -5 * v * v + 3 * v + 1};
        EXPECT_NEAR(node.drift().W, 0, 1e-12);
    }
}

TEST(Generic2dOscillator, HoldsFitzHughNagumo) {
    auto still = fitzhugh(0);
    EXPECT_LT(still.rest(), 1e-12);
    EXPECT_NEAR(still.x.V, 1.1994, 5e-5); // FitzHugh 1961: the resting point (1.20, -0.62)
    EXPECT_NEAR(still.x.W, -0.6243, 5e-5);
    EXPECT_LT(still.growth(), 0);
    auto moving = fitzhugh(-0.4);
    moving.x = {1.5, 0};
    moving.run(100, 1e-3);
    const Cycle c = moving.cycle(V, 100, 1e-3);
    EXPECT_NEAR(c.period, 11.22788676, 1e-5);
    EXPECT_NEAR(c.low, -1.749654264, 1e-5);
    EXPECT_NEAR(c.high, 1.965809353, 1e-5);
}

} // namespace
} // namespace rewire
