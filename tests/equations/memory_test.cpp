// How what is taught once is forgotten.
#include <cmath>
#include <gtest/gtest.h>

#include "equations/synapse/consolidation.hpp"

using rewire::equations::Consolidation;

namespace {

constexpr double day = 86400;
constexpr Consolidation::P usual{.tau = day, .b = 4.37, .day = day, .c_0 = 0.594, .c_S = 1.5, .l_m = 0.6};

// What is left of one lesson after so many nights of such sleep.
double left(int nights, double sleep, const Consolidation::P& p = usual) {
    Consolidation::S x{};
    for (int n = 0; n <= nights; ++n)
        x = Consolidation::jump(x, p, {.D = n == 0 ? 1 / day : 0, .S = sleep});
    return x.u_1 + x.u_2 + x.u_3 + x.u_4 + x.u_5;
}

} // namespace

// Each trace keeps c of the one before and lasts b times longer: in between it is a power of time, the same over every
// stretch.
TEST(Consolidation, WhatIsTaughtOnceFadesByAPowerOfTime) {
    const double power = std::log(usual.c_0) / std::log(usual.b);
    for (const int nights : {2, 6, 18}) {
        const double slope = std::log(left(4 * nights, 1) / left(nights, 1)) / std::log(4);
        EXPECT_NEAR(slope, power, 0.2 * -power) << nights;
    }
}

// A lesson reaches the slow traces by as many nights in a row, so poor ones cost it more than their share; without any
// it is gone in days.
TEST(Consolidation, PoorNightsHandOnLess) {
    EXPECT_LT(left(30, 0.7), 0.5 * left(30, 1));
    auto none = usual;
    none.c_0 = 0;
    EXPECT_NEAR(left(5, 1, none), std::exp(-5.0), 1e-12);
}
