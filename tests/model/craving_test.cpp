// An easy reward: what months of it do to a life, what abstinence gives back and what it leaves, and that a life
// without one knows nothing of it.
#include <cmath>
#include <gtest/gtest.h>

#include "template_life.hpp"

using namespace rewire;
using namespace rewire::life;
using namespace rewire::model;
using namespace rewire::testing;

namespace {

const DayPlan at_hand{.signals = {{"easy_rewards", 2}}, .activities = {}};
void live(Life& life, int days, const DayPlan& plan) {
    for (int day = 0; day < days; ++day)
        life.day(plan);
}

} // namespace

TEST(Craving, ALifeWithoutEasyRewardsKnowsNone) {
    Life life(template_life());
    live(life, 60, {});
    EXPECT_EQ(life.at("craving"), 0);
    EXPECT_EQ(life.at("easy_reward_hours"), 0);
    EXPECT_EQ(life.at("d2_availability"), 1);
}
TEST(Craving, CapturesWhatOtherRewardsWereWorth) {
    Life usual(template_life()), user(template_life());
    live(usual, 180, {});
    live(user, 180, at_hand);
    EXPECT_GT(user.at("craving"), 0.8);
    EXPECT_GT(user.at("easy_reward_hours"), 1.5 * 4 * 3600) << "it asks for more than is offered";
    EXPECT_LT(user.at("reward_hours"), 0.8 * usual.at("reward_hours"));
    EXPECT_LT(user.at("reward_response"), 0.97 * usual.at("reward_response"));
    EXPECT_LT(user.at("control_response"), usual.at("control_response"));
    EXPECT_GT(user.at("depression"), usual.at("depression"));
}
// Receptors come back by an e-fold in 120 days; the habit only by one in a year, so that what is at hand again is taken
// at once as it was before.
TEST(Craving, AbstinenceGivesBackReceptorsAndLeavesTheHabit) {
    Life life(template_life());
    live(life, 180, at_hand);
    const double had = life.at("craving"), lost = std::log(life.at("d2_availability")),
                 took = life.at("easy_reward_hours");
    live(life, 15, {}); // until the last hours are over
    const double craving = life.at("craving"), left = std::log(life.at("d2_availability"));
    live(life, 120, {});
    EXPECT_NEAR(std::log(life.at("d2_availability")) / left, std::exp(-1.0), 3e-3); // steps of a day
    EXPECT_NEAR(life.at("craving") / craving, std::exp(-120 / 365.0), 1e-3);
    EXPECT_LT(life.at("easy_reward_hours"), 1);
    EXPECT_LT(lost, -0.12);
    live(life, 7, at_hand);
    EXPECT_GT(life.at("easy_reward_hours"), 0.7 * took);
    Life fresh(template_life());
    live(fresh, 7, at_hand);
    EXPECT_LT(fresh.at("easy_reward_hours"), 0.8 * life.at("easy_reward_hours"));
    EXPECT_GT(had, craving);
}
