// From a protocol to days; what the catalogue does not know; people who keep their luck.
#include "model/calendar.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "brain/scaling.hpp"
#include "brain/template_brain.hpp"
#include "equations/all.hpp"
#include "simulate/year.hpp"

namespace rewire {
namespace {

const Catalogue& entries() {
    static const Catalogue c = all_mechanisms();
    return c;
}
const LifeModel& model() {
    static const LifeModel m = [] {
        const auto brain = template_brain();
        return life_model(brain.labels, scaled(brain), {}, entries());
    }();
    return m;
}
Calendar calendar(const std::string& plan, const std::string& history = "\"ordinary for 4 weeks\"") {
    return make_calendar(
        parse_scenario("[history]\nlife = [" + history + "]\n[plan]\n" + plan + "\n[visits]\nweeks = [0, 4]\ninstruments = [\"gad7\", \"bdnf_serum\"]\n",
                       "a.toml"),
        model());
}
double signal(const DayPlan& p, std::string_view name) {
    for (const auto& [n, v] : p.signals)
        if (n == name) return v;
    return std::nan("");
}
double hours(const DayPlan& p, std::string_view activity) {
    double sum = 0;
    for (const auto& [a, s] : p.activities)
        if (model().activities[a].name == activity) sum += s / 3600;
    return sum;
}

TEST(Calendar, SessionsFallOnTheirDays) {
    const auto c = calendar("treatments = [\"cbt 60 min weekly for 4 weeks, homework 24 min daily\", \"aerobic_exercise 30 min 4x weekly for 2 weeks\"]");
    const Luck luck(1, 0);
    EXPECT_EQ(c.first, -28);
    EXPECT_EQ(c.last, 28);
    EXPECT_NEAR(hours(c.day(0, luck), "exposure"), 0.5 * 1.4 * 0.3, 1e-12) << "a session and homework, 30 % of them at first";
    EXPECT_NEAR(hours(c.day(1, luck), "reappraisal"), 0.5 * 0.4 * (0.3 + 0.7 / 28), 1e-12);
    EXPECT_EQ(hours(c.day(28, luck), "exposure"), 0) << "over";
    EXPECT_EQ(hours(c.day(-1, luck), "exposure"), 0);
    EXPECT_NEAR(signal(c.day(13, luck), "aerobic_hours"), 2, 1e-12);
    EXPECT_TRUE(std::isnan(signal(c.day(14, luck), "aerobic_hours")));
}
TEST(Calendar, DosesTaperToNothing) {
    const auto c = calendar("treatments = [\"escitalopram 20 mg daily for 2 weeks, taper 1 weeks\"]");
    const Luck luck(1, 0);
    EXPECT_NEAR(signal(c.day(13, luck), "ssri_dose"), 2, 1e-12);
    EXPECT_NEAR(signal(c.day(14, luck), "ssri_dose"), 2 * 7.0 / 8, 1e-12);
    EXPECT_NEAR(signal(c.day(20, luck), "ssri_dose"), 2 / 8.0, 1e-12);
    EXPECT_TRUE(std::isnan(signal(c.day(21, luck), "ssri_dose")));
}
TEST(Calendar, AdherenceIsTheShareOfDaysKept) {
    const auto c = calendar("adherence = 0.6\ntreatments = [\"mindfulness 30 min daily for 4 weeks\"]");
    int kept = 0;
    for (std::uint32_t person = 0; person < 200; ++person)
        for (int day = 0; day < 28; ++day) kept += hours(c.day(day, Luck(7, person)), "mindfulness") > 0;
    EXPECT_NEAR(kept / 5600.0, 0.6, 4 * std::sqrt(0.24 / 5600)) << "false alarm once in 15000";
}

TEST(Calendar, TellsWhatTheCatalogueDoesNotKnow) {
    const std::pair<const char*, const char*> cases[] = {
        {"treatments = [\"cbd weekly for 4 weeks\"]", "there is no treatment \"cbd\"; did you mean \"cbt\"?"},
        {"treatments = [\"escitalopram 10 min daily for 4 weeks\"]", "\"min\" is not measured in mg"},
        {"treatments = [\"cbt 50 weekly for 4 weeks\"]", "\"weekly\" is not a unit"},
        {"treatments = [\"escitalopram 10 mg daily for 4 weeks\", \"escitalopram 20 mg daily for 4 weeks from week 2\"]",
         "two courses of escitalopram overlap"},
        {"treatments = [\"cbt weekly for 4 weeks, taper 2 weeks\"]", "\"taper\" says nothing of cbt; expected \"homework 20 min daily\""},
        {"life = \"ordinery\"", "there is no life \"ordinery\"; did you mean \"ordinary\"?"},
    };
    for (const auto& [plan, told] : cases) {
        try {
            calendar(plan);
            ADD_FAILURE() << plan;
        } catch (const InputError& e) {
            EXPECT_NE(std::string(e.what()).find(told), std::string::npos) << plan << " gives\n" << e.what();
        }
    }
    CalendarData data;
    data.treatments.push_back({"mine.toml", "name = \"mine\"\nsays = \"Mine.\"\namount = \"10 min\"\nper_week = 7\n"});
    try {
        make_calendar(parse_scenario("[visits]\nweeks=[0]\ninstruments=[\"gad7\"]\n", "a.toml"), model(), data);
        ADD_FAILURE();
    } catch (const InputError& e) {
        EXPECT_NE(std::string(e.what()).find("mine.toml"), std::string::npos);
        EXPECT_NE(std::string(e.what()).find("\"source\" is missing"), std::string::npos) << e.what();
    }
}

TEST(Year, SamePeopleForAnyThreadsAndEveryPlan) {
    const auto with = calendar("treatments = [\"cbt weekly for 4 weeks\"]"), without = calendar("");
    const auto one = live(model(), with, 6, 3, 1), two = live(model(), with, 6, 3, 2), other = live(model(), without, 6, 3, 2);
    EXPECT_EQ(hash_of(one), hash_of(two));
    EXPECT_NE(hash_of(one), hash_of(other));
    for (std::size_t k = 0; k < 6; ++k) {
        EXPECT_EQ(one[k].failure, "");
        for (std::size_t t = 0; t < 28; ++t) EXPECT_EQ(one[k].days(t, 0), other[k].days(t, 0)) << "before the plan the arms are one";
    }
    EXPECT_NEAR(one[0].visits(0, 0), 3, 1e-9) << "healthy";
}
TEST(Year, SamePersonAloneAndBesideOthers) {
    const auto c = calendar("treatments = [\"cbt weekly for 4 weeks\"]", "\"chronic_stress for 8 weeks\"");
    const auto alone = live(model(), c, 1, 3, 1), few = live(model(), c, 9, 3, 1), many = live(model(), c, 70, 3, 1); // up to 1, 3, 18 side by side
    const auto same_bits = [](const Recording& a, const Recording& b) {                                               // NaN where an activity was not in use
        const auto bits = [](float x, float y) { return std::bit_cast<std::uint32_t>(x) == std::bit_cast<std::uint32_t>(y); };
        return std::ranges::equal(a.values(), b.values(), bits);
    };
    const auto expect_same = [&](const Person& a, const Person& b) {
        EXPECT_TRUE(same_bits(a.signals, b.signals));
        EXPECT_TRUE(same_bits(a.pathways, b.pathways));
        EXPECT_TRUE(same_bits(a.rates, b.rates));
    };
    expect_same(alone[0], few[0]), expect_same(alone[0], many[0]), expect_same(few[8], many[8]);
    for (const auto& p : many) EXPECT_EQ(p.failure, "");
}
TEST(Year, StressMakesThePredisposedIllAndTherapyHelps) {
    const std::string person = "[person]\ntraits = { self_confirmation = \"+1.3 sd\" }\n";
    const auto lived = [&](const std::string& plan) {
        const auto s = parse_scenario(person + "[history]\nlife = [\"chronic_stress for 26 weeks\"]\n[plan]\n" + plan +
                                          "\n[visits]\nweeks = [0, 12]\ninstruments = [\"gad7\", \"threat_faces\"]\n",
                                      "a.toml");
        return live(model(), make_calendar(s, model()), 24, 5, 2);
    };
    const auto waiting = lived(""), cbt = lived("treatments = [\"cbt 60 min weekly for 12 weeks, homework 24 min daily\"]");
    double ill = 0, change = 0;
    for (std::size_t k = 0; k < 24; ++k) {
        ill += waiting[k].visits(0, 0) / 24;
        change += (cbt[k].visits(1, 1) / waiting[k].visits(1, 1) - 1) / 24;
        EXPECT_LT(cbt[k].visits(1, 0), waiting[k].visits(1, 0)) << "person " << k;
    }
    EXPECT_GT(ill, 10);
    EXPECT_LT(change, -0.05) << "amygdala reactivity against waiting";
}

TEST(Spread, OfKnownNumbers) {
    const auto s = spread_of({1, 2, 3, 4, std::nan("")});
    EXPECT_EQ(s.mean, 2.5);
    EXPECT_NEAR(s.sd, std::sqrt(5.0 / 3), 1e-15);
    EXPECT_NEAR(s.p05, 1.15, 1e-12); // numpy.quantile
    EXPECT_NEAR(s.p95, 3.85, 1e-12);
    EXPECT_TRUE(std::isnan(spread_of({}).mean));
}

} // namespace
} // namespace rewire
