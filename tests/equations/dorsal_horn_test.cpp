// The dorsal horn against the published circuit and the prototype's numbers, and what the cord's rooms make of it.
#include <cmath>
#include <gtest/gtest.h>
#include <tuple>

#include "equations/cord/dorsal_horn.hpp"
#include "equations/cord/wind_up.hpp"

namespace rewire::equations {
namespace {

DorsalHorn::P shipped() {
    DorsalHorn::P p{};
    for (const auto& row : DorsalHorn::params)
        p.*row.at = row.value * row.unit.si;
    return p;
}
DorsalHorn::Y horn(double fibres, double inhibition = 1, double gain = 1, double descending = 0) {
    return DorsalHorn::emit(DorsalHorn::S{}, shipped(), {fibres, inhibition, gain, descending, 0, 0, 0});
}

// mechanisms.md 14a, by hand: f_I 76.9 and 80 Hz, V -102 and -56 mV at touch of 10 and 20 Hz; with 0.6 of the
// inhibition V is -17.6 mV, so that touch alone excites (f_E about 23 Hz); below 0.676 of it V crosses -24.9 mV.
TEST(DorsalHorn, IsThePublishedCircuit) {
    const auto V = [](double touch, double inhibition) {
        return 1e3 * DorsalHorn::touched(shipped(), touch, inhibition); // mV
    };
    EXPECT_NEAR(V(10, 1), -102, 0.5);
    EXPECT_NEAR(V(20, 1), -56, 0.5);
    EXPECT_NEAR(V(20, 0.6), -17.6, 0.1);
    EXPECT_LT(V(20, 0.678), -24.9);
    EXPECT_GT(V(20, 0.675), -24.9);
}

TEST(DorsalHorn, HasThePrototypesNumbers) {
    const std::tuple<double, double, double> golden[]{{2, 0.02133030508788125, 3.7187123469450967e-07},
                                                      {4, 0.1564204933058575, 0.0066046920145685995},
                                                      {8, 0.49979043922160954, 0.20145770606415125},
                                                      {13, 0.7646072140293506, 0.4775599678697596},
                                                      {20, 0.9155120101679359, 0.759035835283306}};
    for (const auto& [fibres, moving, resting] : golden) {
        EXPECT_NEAR(horn(fibres).moving, moving, 1e-3) << fibres;
        EXPECT_NEAR(horn(fibres).resting, resting, 1e-3) << fibres;
    }
    EXPECT_NEAR(horn(4, 0.7, 1.2).moving, 0.6875187651348605, 1e-3);
    EXPECT_NEAR(horn(0, 0.7).moving, 0.05288630385060924, 1e-12) << "touch hurts where inhibition is weak";
    EXPECT_EQ(horn(0).moving, 0);
}

// Where nobody beside has fibres the rounds of the membrane are left out, to the same bits.
TEST(DorsalHorn, IsTheSameBitsBesideThoseWhoseFibresAreSilent) {
    using V = Lanes<double>;
    static_assert(V::size > 1);
    const auto p = shipped();
    DorsalHorn::Param<V> wide;
    const auto put = [](V& to, double from) { to = V(from); };
    auto& [g_A, g_AI, g_I, g_C, g_N, E_0, F_I, b_I, a_I, b_E, a_E, b_m, a_m, f_m, f_r] = wide;
    put(g_A, p.g_A), put(g_AI, p.g_AI), put(g_I, p.g_I), put(g_C, p.g_C), put(g_N, p.g_N);
    put(E_0, p.E_0), put(F_I, p.F_I), put(b_I, p.b_I), put(a_I, p.a_I), put(b_E, p.b_E);
    put(a_E, p.a_E), put(b_m, p.b_m), put(a_m, p.a_m), put(f_m, p.f_m), put(f_r, p.f_r);
    const auto first_lane = [&](double last) {
        alignas(64) std::array<double, V::size> fibres{};
        fibres.back() = last;
        const auto y =
            DorsalHorn::emit(DorsalHorn::State<V>{}, wide,
                             {V::load_aligned(fibres.data()), V(0.7), V(1.0), V(0.0), V(0.0), V(0.0), V(0.0)});
        return std::pair(y.moving.get(0), y.resting.get(0));
    };
    EXPECT_EQ(first_lane(0), first_lane(4));
    EXPECT_NEAR(first_lane(0).first, horn(0, 0.7).moving, 1e-12);
    EXPECT_GT(first_lane(0).first, 0);
}

TEST(DorsalHorn, DescendingInhibitionAndFibresAreOneScale) {
    EXPECT_NEAR(horn(8, 1, 1, 0.3).moving, horn(8 * std::exp(-0.3)).moving, 1e-12);
    EXPECT_NEAR(horn(8, 1, 1.2).moving, horn(8 * 1.2).moving, 1e-12);
}

// Ten pinpricks add up, more where synapses are strong, inhibition weak and facilitation open.
TEST(WindUp, GrowsWithSensitisation) {
    WindUp::P p{};
    for (const auto& row : WindUp::params)
        p.*row.at = row.value * row.unit.si;
    const auto ratio = [&](double gain, double inhibition, double facilitation) {
        return WindUp::emit(WindUp::S{}, p, {gain, inhibition, facilitation}).ts;
    };
    EXPECT_GT(ratio(1, 1, 0), 1.2);
    EXPECT_GT(ratio(1.3, 1, 0), ratio(1, 1, 0));
    EXPECT_GT(ratio(1, 0.7, 0), ratio(1, 1, 0));
    EXPECT_GT(ratio(1, 1, 0.5), ratio(1, 1, 0));
}

} // namespace
} // namespace rewire::equations
