// What is brooded on for months becomes habit: relief leaves it, practice replaces it, health knows none.
#include <cmath>
#include <gtest/gtest.h>

#include "template_life.hpp"

using namespace rewire;
using namespace rewire::life;
using namespace rewire::model;
using namespace rewire::testing;

namespace {

DayPlan burdened() { return {.signals = {{"stress", 8}}, .activities = {}}; }
// 120 hard days with a brain that takes them hard.
Life after_hard_months() {
    Life life(template_life());
    life.mechanism("hours").set_param("r_s", 1);
    life.mechanism("strain").set_param("h", 0); // nobody gets used to it
    for (int day = 0; day < 120; ++day)
        life.day(burdened());
    return life;
}

} // namespace

TEST(BadHabits, HealthKnowsNone) {
    Life life(template_life());
    for (int day = 0; day < 60; ++day)
        life.day({});
    EXPECT_EQ(life.at("bad_habits"), 0);
    EXPECT_LT(life.at("rumination_hours"), 0.51 * 3600);
}
// A year's e-fold without an alternative; three weeks with one.
TEST(BadHabits, ReliefLeavesWhatPracticeReplaces) {
    auto relieved = after_hard_months(), practising = after_hard_months();
    const double had = relieved.at("bad_habits");
    ASSERT_GT(had, 0.5);
    for (auto* life : {&relieved, &practising})
        life->mechanism("bad_habits").set_param("w", 24 * 3600); // no more brooding, as if relieved at once
    const DayPlan skilled{.signals = {}, .activities = {{named(template_life().activities, "reappraisal"), 3600}}};
    for (int day = 0; day < 61; ++day) {
        relieved.day({});
        practising.day(skilled);
    }
    EXPECT_NEAR(relieved.at("bad_habits") / had, std::exp(-60 / 365.0), 0.01);
    EXPECT_NEAR(practising.at("bad_habits") / had, std::exp(-60 * (1 / 365.0 + 0.0454 * (1 - std::exp(-4.0)))), 0.01);
}
// A burden that is met again is brooded on more; a lighter one, since hours of the heaviest are near all there are.
TEST(BadHabits, TheNextBurdenIsBroodedOnMore) {
    const auto brooding = [&](double share) {
        auto life = after_hard_months();
        life.mechanism("hours").set_param("r_h", share);
        life.day({.signals = {{"stress", 1.5}}, .activities = {}});
        return life.at("rumination_hours");
    };
    const double without = brooding(0);
    EXPECT_GT(brooding(0.2), without * 1.05);
}
