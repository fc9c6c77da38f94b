// The clock against what people do: shifts by a long pulse (Khalsa 2003), drift in dim light, morning light for weeks,
// and the journey east that takes longer than the journey west.
#include "base/day.hpp"
#include "equations/body/circadian_clock.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

using namespace rewire;
using namespace rewire::equations;

namespace {

constexpr double day = 24 * hour;

CircadianClock::P shipped() {
    CircadianClock::P p{};
    for (const auto& row : CircadianClock::params)
        p.*row.at = row.value * row.unit.si;
    return p;
}
// Hours late after so many days of so much light, in steps of a tenth of a day.
double late(double from, double days, const CircadianClock::U& light) {
    CircadianClock::S x{from * hour, 1};
    const auto p = shipped();
    for (int k = 0; k < std::lround(days * 10); ++k)
        x.phi += 0.1 * day * CircadianClock::drift(x, p, light).phi;
    return x.phi / hour;
}
// Hours by which a pulse in a dim room brings the clock forward, given so many hours after the minimum of temperature.
double brought_forward(double length, double after) {
    auto p = shipped();
    p.d = length * hour;
    p.h_M = after * hour;
    const CircadianClock::S x{0, 1};
    return day * (CircadianClock::drift(x, p, {0, 0, 0}).phi - CircadianClock::drift(x, p, {1, 0, 0}).phi) / hour;
}
// Days until who comes so many hours late (or early) is within an hour of where they live.
int days_to_settle(double from) {
    int days = 0;
    while (std::abs(late(from, days, {0, 0, 1})) > 1)
        ++days;
    return days;
}

} // namespace

TEST(CircadianClock, HealthStandsStill) {
    EXPECT_EQ(late(0, 100, {0, 0, 1}), 0);
    EXPECT_NEAR(late(2, 100, {0, 0, 1}), 0, 1e-3) << "an ordinary day holds it";
}
TEST(CircadianClock, InDimLightItHasItsOwnPeriod) {
    const double period = 24 + late(0, 10, {0, 0, 0}) / 10;
    EXPECT_GE(period, 24.15);
    EXPECT_LE(period, 24.18);
}
TEST(CircadianClock, ALongPulseShiftsAsItDoesInPeople) {
    double most = -24, least = 24;
    for (double after = -12; after < 12; after += 0.25) {
        most = std::max(most, brought_forward(6.7, after));
        least = std::min(least, brought_forward(6.7, after));
    }
    EXPECT_NEAR(most - least, 5.02, 1e-9) << "6.7 h of 9500 lx";
    EXPECT_GT(brought_forward(6.7, 3), 1) << "morning";
    EXPECT_LT(brought_forward(6.7, -5), -1) << "evening";
    EXPECT_NEAR(brought_forward(6.7, 0), 0, 1e-9) << "at the minimum";
    EXPECT_NEAR(brought_forward(3, 6), 2, 0.02) << "3 h (Minors)";
    // not set in sight of: -45.4 min by 2 min of 9500 lx, -34.8 by 15 s; here they are 0.74 and 0.53 of it
    EXPECT_NEAR(-60 * brought_forward(2.0 / 60, -6), 33.6, 0.5);
    EXPECT_NEAR(-60 * brought_forward(15.0 / 3600, -6), 18.6, 0.5);
}
TEST(CircadianClock, MorningLightForWeeksBringsItForwardAndEveningLightBack) {
    EXPECT_NEAR(late(0, 42, {1, 0, 1}), -1.5, 0.3);
    const double evening = late(0, 42, {0, 1, 1});
    EXPECT_GT(evening, 1);
    EXPECT_LT(evening, 2.5);
    EXPECT_LT(late(evening, 42, {1, 0, 1}), -1) << "and mends it";
}
// By hand: with six hours to make up a day's step is 0.66 (sin 75 deg - sin 165 deg) = 0.47 h eastwards and 0.81 h
// westwards.
TEST(CircadianClock, AJourneyEastTakesLongerThanOneWest) {
    const auto p = shipped();
    const auto step = [&](double from) {
        return day * CircadianClock::drift({from * hour, 1}, p, {0, 0, 1}).phi / hour;
    };
    EXPECT_NEAR(step(6), -0.467, 0.002);
    EXPECT_NEAR(step(-6), 0.808, 0.002);
    EXPECT_GT(days_to_settle(6), days_to_settle(-6));
}
// As hours: exp(-m (1 - cos 45 deg)) three hours off.
TEST(CircadianClock, OutOfStepWithTheNightItCountsForLess) {
    const auto p = shipped();
    EXPECT_NEAR(CircadianClock::emit({3 * hour, 1}, p, {0, 0, 1}).A, std::exp(-0.5 * (1 - std::sqrt(0.5))), 1e-12);
    EXPECT_EQ(CircadianClock::emit({0, 1.5}, p, {0, 0, 1}).A, 1.5);
}
