#include "equations/region/wong_wang.hpp"

#include <gtest/gtest.h>

#include "equations/simulate.hpp"

namespace rewire {
using namespace equations;
namespace {

constexpr double nA = 1e-9;

Node<WongWang> resting(double J_I = 1) {
    Node<WongWang> node;
    node.p.J_I = J_I * nA;
    node.run(5, 1e-3);
    EXPECT_LT(node.rest(), 1e-12);
    EXPECT_LT(node.growth(), 0);
    return node;
}

TEST(WongWang, RateAtTheCurrentOfFeedbackInhibitionControl) { // Deco et al. 2014: I_E = b_E/a_E - 0.026 nA
    const double r = WongWang::rate<double>((125.0 / 310 - 0.026) * nA, 310 / nA, 125, 0.16, 1);
    EXPECT_NEAR(r, 3.063085424, 1e-8);
}

TEST(WongWang, RateIsContinuousWhereItsFormulaIsNot) {
    const double at = 125.0 / 310 * nA, slope = 310 / nA / 2;
    for (const double d : {-1e-15, -1e-17, 0.0, 1e-17, 1e-15})
        EXPECT_NEAR(WongWang::rate<double>(at + d, 310 / nA, 125, 0.16, 1), 1 / 0.16 + slope * d, 1e-8);
}

TEST(WongWang, IsolatedNodeRestsWhereThePublishedModelRests) { // Demirtas et al. 2019: the values of its fixed point
    const auto node = resting();
    const auto y = node.out();
    EXPECT_NEAR(y.S_E, 0.1647572, 5e-8);
    EXPECT_NEAR(y.S_I, 0.0392184, 5e-8);
    EXPECT_NEAR(y.r_E, 3.0773271, 5e-8 * 20);
    EXPECT_NEAR(y.r_I, 3.9218449, 5e-8 * 20);
    EXPECT_NEAR(y.I_E / nA, 0.3773806, 5e-8);
    EXPECT_NEAR(y.I_I / nA, 0.2528951, 5e-8);
}

TEST(WongWang, InhibitionSetsTheRate) {
    EXPECT_NEAR(resting(0.8).out().r_E, 5.646, 5e-4);
    EXPECT_NEAR(resting(1.2).out().r_E, 2.042, 5e-4);
}

TEST(WongWang, JacobianIsTheClosedForm) { // Deco et al. 2014, in SI
    const auto node = resting();
    const auto y = node.out();
    const auto& p = node.p;
    const auto slope = [](double I, double a, double b, double d) {
        const double z = d * (a * I - b), e = std::exp(-z);
        return a * (1 - e - z * e) / ((1 - e) * (1 - e));
    };
    const double slope_E = slope(y.I_E, p.a_E, p.b_E, p.d_E), slope_I = slope(y.I_I, p.a_I, p.b_I, p.d_I);
    const auto J = node.jacobian();
    const auto near = [](double got, double want) { EXPECT_NEAR(got, want, 1e-9 * std::abs(want)); };
    near(J(0, 0), -1 / p.tau_E + p.gamma * (-y.r_E + (1 - y.S_E) * slope_E * p.w_p * p.J_N));
    near(J(0, 1), -p.gamma * (1 - y.S_E) * slope_E * p.J_I);
    near(J(1, 0), slope_I * p.J_N);
    near(J(1, 1), -1 / p.tau_I - slope_I * p.J_II);
    near(node.near().df_du[0], p.gamma * (1 - y.S_E) * slope_E * p.J_N);
    EXPECT_EQ(node.near().df_du[1], 0);
}

TEST(WongWang, ReceptorGainRaisesTheRateAboveThreshold) { // Deco et al. 2018: y (1 + s_E R)
    auto plain = resting(0.5), more = plain;
    more.p.s_E = 0.2;
    more.p.receptor = 1;
    ASSERT_GT(plain.out().I_E, plain.p.b_E / plain.p.a_E);
    EXPECT_GT(more.out().r_E, plain.out().r_E);
    more.p.receptor = 0;
    EXPECT_EQ(more.out().r_E, plain.out().r_E);
}

} // namespace
} // namespace rewire
