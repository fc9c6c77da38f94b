// A mechanism that takes the place of another: it makes the same signal, the other is not there, and whoever names what
// is no alternative, or reads what only one makes, is told.
#include <gtest/gtest.h>

#include "model/calendar.hpp"
#include "template_life.hpp"

using namespace rewire;
using namespace rewire::life;
using namespace rewire::model;
using namespace rewire::testing;

namespace {

LifeModel with(const std::vector<std::string>& instead) {
    static const auto entries = all_mechanisms();
    static const auto brain = template_brain();
    return life_model(brain.labels, scaled(brain), {}, entries, {}, {}, instead);
}
std::string refused(const LifeModel& m, const std::string& model, const std::string& instrument) {
    try {
        make_calendar(scenario::parse_scenario("[visits]\nweeks = [0, 1]\ninstruments = [\"" + instrument +
                                                   "\"]\n[model]\ninstead = [" + model + "]\n",
                                               "a.toml"),
                      m);
    } catch (const InputError& e) {
        return e.what();
    }
    return "";
}

} // namespace

TEST(Alternative, StandsInForItsOriginalOnlyWhereItIsNamed) {
    EXPECT_TRUE(template_life().find("cortisol"));
    EXPECT_FALSE(template_life().find("hpa_glands"));
    const auto glands = with({"hpa_glands"});
    EXPECT_FALSE(glands.find("cortisol"));
    EXPECT_TRUE(glands.find("hpa_glands"));
    Life usual(template_life()), other(glands);
    for (int day = 0; day < 60; ++day) {
        usual.day({.signals = {{"stress", 4}}, .activities = {}});
        other.day({.signals = {{"stress", 4}}, .activities = {}});
    }
    EXPECT_GT(other.at("cortisol"), 1.05);
    EXPECT_NE(other.at("cortisol"), usual.at("cortisol"));
    EXPECT_GT(other.at("acth"), 1);
    Life healthy(glands);
    for (int day = 0; day < 60; ++day)
        healthy.day({});
    EXPECT_NEAR(healthy.at("cortisol"), 1, 0.02);
}
// Bright light reaches the clock as it reaches the rhythm without one, and health is the same with either.
TEST(Alternative, TheClockTakesThePlaceOfTheRhythm) {
    const auto clock = with({"circadian_clock"});
    EXPECT_FALSE(clock.find("circadian"));
    Life usual(template_life()), other(clock), lit(clock);
    for (int day = 0; day < 40; ++day) {
        usual.day({});
        other.day({});
        lit.day({.signals = {{"bright_light", 1}}, .activities = {}});
    }
    EXPECT_EQ(other.at("circadian_phase"), 0);
    EXPECT_EQ(other.at("circadian_amplitude"), usual.at("circadian_amplitude"));
    EXPECT_EQ(other.at("sleep"), usual.at("sleep"));
    EXPECT_NEAR(lit.at("circadian_phase") / 3600, -1.5, 0.3);
    EXPECT_GT(lit.at("sleep"), other.at("sleep"));
}
TEST(Alternative, WhatIsNoneIsToldWithItsPlace) {
    const auto told = refused(template_life(), "\"cortisol\"", "gad7");
    EXPECT_NE(told.find("\"cortisol\" is no alternative to another mechanism"), std::string::npos) << told;
    EXPECT_NE(told.find("a.toml:5"), std::string::npos) << told;
    EXPECT_NE(refused(template_life(), "\"hpa_gland\"", "gad7").find("did you mean \"hpa_glands\""), std::string::npos);
}
TEST(Alternative, WhatIsReplacedCannotBeLeftOutAsWell) {
    try {
        make_calendar(scenario::parse_scenario("[visits]\nweeks = [0, 1]\ninstruments = [\"gad7\"]\n[model]\ninstead = "
                                               "[\"hpa_glands\"]\nnone = [\"cortisol\"]\n",
                                               "a.toml"),
                      with({"hpa_glands"}));
        FAIL() << "both are asked for";
    } catch (const InputError& e) {
        EXPECT_NE(std::string(e.what()).find("a.toml:6:9: take \"cortisol\" out of none: hpa_glands has its place"),
                  std::string::npos)
            << e.what();
    }
}
TEST(Alternative, WhatOnlyItReadsIsToldOnlyWithIt) {
    auto files = MedicineFiles{};
    files.lives.push_back({"late.toml",
                           "name = \"late_light\"\nsays = \"Late.\"\nsource = \"assumed\"\n[signals]\n"
                           "evening_light = 0.3\n"});
    const auto planned = [&files](const LifeModel& m, const std::string& model) -> std::string {
        try {
            make_calendar(scenario::parse_scenario("[plan]\nlife = \"late_light\"\n[visits]\nweeks = [0, 1]\n"
                                                   "instruments = [\"gad7\"]\n[model]\ninstead = [" +
                                                       model + "]\n",
                                                   "a.toml"),
                          m, files);
        } catch (const InputError& e) {
            return e.what();
        }
        return "";
    };
    const auto told = planned(template_life(), "");
    EXPECT_NE(told.find("only circadian_clock reads \"evening_light\": take instead = [\"circadian_clock\"]"),
              std::string::npos)
        << told;
    EXPECT_NE(told.find("late.toml:5"), std::string::npos) << told;
    EXPECT_EQ(planned(with({"circadian_clock"}), "\"circadian_clock\""), "");
}
TEST(Alternative, WhatOnlyItMakesIsReadOnlyWithIt) {
    EXPECT_NE(refused(template_life(), "", "acth_blood").find("take instead = [\"hpa_glands\"]"), std::string::npos);
    EXPECT_EQ(refused(with({"hpa_glands"}), "\"hpa_glands\"", "acth_blood"), "");
}
