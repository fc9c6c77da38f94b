// A back that is hurt: pain comes, spreads over a person's days, and mostly goes; who is not hurt lives as if there
// were no rooms of pain.
#include <cmath>
#include <gtest/gtest.h>

#include "equations/pain_rooms.hpp"
#include "template_life.hpp"

using namespace rewire;
using namespace rewire::life;
using namespace rewire::model;
using namespace rewire::testing;

namespace {

DayPlan hurt() { return {.signals = {{"back_strain", 1.4}}, .activities = {}}; }
void days(Life& life, int n) {
    for (int day = 0; day < n; ++day)
        life.day({});
}

} // namespace

// A pathway may carry something in some activities alone: what it has learnt moves the network there and nowhere else.
TEST(PainLife, WhatOnlyAVolleyCarriesMovesTheVolleyAlone) {
    Life life(template_life());
    const auto& m = template_life();
    life.day(hurt());
    days(life, 40);
    const auto pathway = named(m.pathways, "nociception>insula");
    ASSERT_GT(life.log_weight(pathway), 0.02);
    EXPECT_EQ(life.key_now(named(m.activities, "pain"))[pathway], life.log_weight(pathway));
    EXPECT_EQ(life.key_now(named(m.activities, "threat"))[pathway], 0);
    EXPECT_EQ(life.key_now(0)[pathway], 0);
}
TEST(PainLife, APathwayOfAnActivityThatNobodyKnowsIsTold) {
    static const auto brain = template_brain();
    static const auto entries = all_mechanisms();
    const auto told = [&](const std::string& kind, const std::string& only) {
        LifeData data;
        data.pathways.push_back({"mine.toml",
                                 "[[pathway]]\nname = \"a\"\nfrom = \"thalamus\"\nto = \"insula\"\nkind = "
                                 "\"" +
                                     kind +
                                     "\"\nweight = 0.01\nrule = \"coactivity\"\nrate = \"0.001 1/h\"\n"
                                     "source = \"assumed\"\nonly = [\"" +
                                     only + "\"]\n"});
        try {
            life_model(brain.labels, scaled(brain), {}, entries, data);
        } catch (const InputError& e) {
            return std::string(e.what());
        }
        return std::string();
    };
    EXPECT_EQ(told("channel", "pain"), "");
    EXPECT_NE(told("channel", "pian").find("there is no activity \"pian\""), std::string::npos);
    EXPECT_NE(told("excites", "pain").find("make the pathway a channel"), std::string::npos);
}
// A life names the events it meets; an event that waits to be named befalls nobody else.
TEST(PainLife, FlaresAreMetByBacksThatWereHurt) {
    const auto& medicine = shipped_medicine();
    const auto& flare = medicine.events[named(medicine.events, "back_flare")];
    ASSERT_TRUE(flare.named);
    const auto strains = [&](double share, const Amounts& met) {
        int n = 0;
        for (std::uint32_t k = 0; k < 40; ++k)
            for (int day = 0; day < 365; ++day) {
                DayPlan plan;
                befall(plan, day, share, met, {}, {flare}, {}, Luck(7, k));
                n += static_cast<int>(plan.signals.size());
            }
        return n / 40.0;
    };
    EXPECT_EQ(strains(1, {}), 0);
    EXPECT_NEAR(strains(0, {{"back_flare", 1}}), flare.per_year, 0.25 * flare.per_year);
    EXPECT_NEAR(strains(0, {{"back_flare", 2}}), 2 * flare.per_year, 0.5 * flare.per_year);
}

// Months of stress, of treatments that pain knows too, and no injury: the same numbers, to the bit, as without the
// rooms.
TEST(PainLife, WithoutInjuryIsTheLifeWithoutItsRooms) {
    static const auto brain = template_brain();
    static const auto entries = all_mechanisms();
    const auto& with = template_life();
    const auto rooms = pain_rooms();
    const auto without = life_model(brain.labels, scaled(brain), {}, entries, {}, {rooms.begin(), rooms.end()});
    Life one(with), other(without);
    const DayPlan hard{.signals = {{"stress", 3}, {"aerobic_hours", 2}}, .activities = {}};
    for (int day = 0; day < 40; ++day) {
        one.day(hard);
        other.day(hard);
    }
    for (const auto* signal : {"anxiety", "depression", "sleep", "fitness", "movement_hours", "reward_hours", "arousal",
                               "log_gain_accumbens", "inflammation"})
        EXPECT_EQ(one.at(signal), other.at(signal)) << signal;
    for (std::size_t p = 0; p < with.pathways.size(); ++p)
        EXPECT_EQ(one.log_weight(p), other.log_weight(p)) << with.pathways[p].name;
    EXPECT_EQ(one.at("pain"), 0);
    EXPECT_EQ(one.at("movement_fear"), 0);
    EXPECT_EQ(one.at("nociceptor_rate"), 0);
}

TEST(PainLife, AnInjuryHurtsTakesMovementAndSleepAndHeals) {
    Life life(template_life());
    const double moved = life.at("movement_hours");
    life.day(hurt());
    days(life, 3);
    const double fresh = life.at("pain");
    EXPECT_GT(fresh, 0.3);
    EXPECT_LT(fresh, 0.8);
    EXPECT_LT(life.at("movement_hours"), 0.85 * moved);
    EXPECT_GT(life.at("movement_fear"), 0.05);
    days(life, 45);
    EXPECT_LT(life.at("pain"), 0.5 * fresh);
    EXPECT_LT(life.at("sleep"), 1);
    days(life, 140);
    EXPECT_LT(life.at("pain"), 0.2 * fresh);
}

// Treatments meet a back that is not hurt: no pain, no fear, and nothing of theirs there.
TEST(PainLife, NothingHelpsWhereNothingHurts) {
    Life life(template_life());
    const DayPlan treated{.signals = {{"afferent_sessions", 1},
                                      {"core_training_hours", 3},
                                      {"sensory_training_hours", 3},
                                      {"graded_activity_hours", 1},
                                      {"M1_stimulation", 1}},
                          .activities = {}};
    for (int day = 0; day < 90; ++day)
        life.day(treated);
    for (const auto* signal : {"pain", "movement_fear", "disability", "manual_aftereffect", "spinal_output"})
        EXPECT_EQ(life.at(signal), 0) << signal;
    EXPECT_EQ(life.at("tactile_acuity"), 1);
    EXPECT_GT(life.at("motor_skill"), 0.1) << "a skill one can learn without pain";
}
// Four years of injury, flares, hurt nerves and stress: nothing leaves what is possible.
TEST(PainLife, StaysBounded) {
    Life life(template_life());
    for (int day = 0; day < 4 * 365; ++day) {
        DayPlan hard{.signals = {{"stress", 4}}, .activities = {}};
        if (day % 40 == 0)
            hard.signals.emplace_back("back_strain", 1.4);
        if (day % 200 == 0)
            hard.signals.emplace_back("nerve_lesion", 1);
        life.day(hard);
    }
    EXPECT_GT(life.at("pain"), 0.5);
    EXPECT_LE(life.at("pain"), 1);
    EXPECT_LT(life.at("movement_fear"), 3);
    EXPECT_GT(life.at("spinal_inhibition"), 0.4);
    EXPECT_GT(life.at("accumbens_slow_power"), 0.6);
}

// The predisposed keep more of the same injury, and it is fear and lost movement that do it.
TEST(PainLife, WhoConfirmsFearKeepsPain) {
    const auto left = [](double confirmation) {
        Life life(template_life());
        life.mechanism("movement_fear").set_param("b_0", confirmation);
        life.settle();
        life.day(hurt());
        days(life, 120);
        return life.at("pain");
    };
    EXPECT_GT(left(1.1), 1.3 * left(0.6));
}

// Hurt nerves stay hurt, wake microglia, take inhibition, and hurt on.
TEST(PainLife, HurtNervesHurtOn) {
    Life life(template_life());
    life.day({.signals = {{"nerve_lesion", 1.5}}, .activities = {}});
    days(life, 60);
    EXPECT_GT(life.at("microglia"), 0.2);
    EXPECT_LT(life.at("spinal_inhibition"), 0.95);
    const double early = life.at("pain");
    EXPECT_GT(early, 0.1) << "more than a tenth of all pain there can be";
    days(life, 120);
    EXPECT_GT(life.at("pain"), 0.6 * early);
}
