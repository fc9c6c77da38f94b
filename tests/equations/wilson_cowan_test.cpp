#include "equations/region/wilson_cowan.hpp"

#include <gtest/gtest.h>

#include "equations/simulate.hpp"

namespace rewire {
using namespace equations;
namespace {

const auto excitation = [](const Node<WilsonCowan>& node) { return node.x.E; };

TEST(WilsonCowan, OscillatesWithTheParametersOfFigure11) { // period and range: tests/equations/reference.py
    Node<WilsonCowan> node;
    node.run(1, 1e-4);
    const Cycle c = node.cycle(excitation, 1, 1e-4);
    EXPECT_NEAR(c.period, 40.02728744e-3, 1e-7);
    EXPECT_NEAR(c.low, 0.1015230076, 1e-5);
    EXPECT_NEAR(c.high, 0.2714873279, 1e-5);
}

TEST(WilsonCowan, IsSilentWithoutInput) {
    Node<WilsonCowan> node;
    node.p.P = 0;
    node.run(2, 1e-3);
    EXPECT_NEAR(node.x.E, 0, 1e-9);
    EXPECT_NEAR(node.x.I, 0, 1e-9);
    EXPECT_LT(node.growth(), 0);
}

TEST(WilsonCowan, RestsAtTwoLevelsWithTheParametersOfFigure4) {
    Node<WilsonCowan> node;
    auto& p = node.p;
    p.c_ee = 12;
    p.c_ei = 4;
    p.c_ie = 13;
    p.c_ii = 11;
    p.a_e = 1.2;
    p.theta_e = 2.8;
    p.a_i = 1;
    p.theta_i = 4;
    p.P = 0;
    const auto rest_from = [&](double E, double I) {
        node.x = {E, I};
        EXPECT_LT(node.rest(), 1e-12);
        return node.growth();
    };
    EXPECT_LT(rest_from(0.01, 0.01), 0);
    EXPECT_NEAR(node.x.E, 0, 1e-12);
    EXPECT_GT(rest_from(0.18, 0.06), 0) << "the one between is no rest";
    EXPECT_NEAR(node.x.E, 0.178037259, 1e-8);
    EXPECT_LT(rest_from(0.45, 0.25), 0);
    EXPECT_NEAR(node.x.E, 0.462464873, 1e-8);
    EXPECT_NEAR(node.x.I, 0.243364113, 1e-8);
}

TEST(WilsonCowan, LargestResponseIsThePapersK) {
    EXPECT_NEAR(WilsonCowan::response<double>(1e3, 1.3, 4), 0.9945, 5e-5);
    EXPECT_NEAR(WilsonCowan::response<double>(1e3, 2, 3.7), 0.9994, 5e-5);
    EXPECT_EQ(WilsonCowan::response<double>(0, 1.3, 4), 0);
}

} // namespace
} // namespace rewire
