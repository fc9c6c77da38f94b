// What is practised becomes automatic and is then done unasked; hope fades slowly; a burden passes.
#include <gtest/gtest.h>

#include "model/calendar.hpp"
#include "template_life.hpp"

using namespace rewire;
using namespace rewire::life;
using namespace rewire::model;
using namespace rewire::testing;

namespace {

std::size_t activity(std::string_view name) { return named(template_life().activities, name); }
DayPlan practice(double hours) { return {.signals = {}, .activities = {{activity("reappraisal"), hours * 3600}}}; }

} // namespace

// Lally 2010: 95 % of what it comes to after a median of 66 days, 18 to 254.
TEST(Skill, BecomesAutomaticAsHabitsDo) {
    Life life(template_life());
    std::vector<double> h;
    for (int day = 0; day < 250; ++day) {
        life.day(practice(2));
        h.push_back(life.at("automaticity"));
    }
    const auto there = std::ranges::find_if(h, [&](double x) { return x >= 0.95 * h.back(); }) - h.begin();
    EXPECT_GT(there, 58);
    EXPECT_LT(there, 68);
    EXPECT_GT(h.back(), 0.9);
}
TEST(Skill, IsDoneUnaskedWhereThePlanHasLessOfIt) {
    Life life(template_life());
    const auto reappraisal = activity("reappraisal"), exposure = activity("exposure");
    life.day({});
    EXPECT_EQ(life.hours(reappraisal), 0) << "nobody can what nobody has learnt";
    for (int day = 0; day < 120; ++day)
        life.day(practice(1));
    EXPECT_EQ(life.hours(reappraisal), 1) << "the plan has more of it than the cue asks for";
    EXPECT_NEAR(life.at("practised_hours"), 3600 + life.hours(exposure) * 0, 1e-9)
        << "only what is planned is practice";
    life.day({});
    EXPECT_EQ(life.at("practised_hours"), 0);
    EXPECT_GT(life.hours(reappraisal), 0.01) << "it goes on by itself";
    EXPECT_LT(life.hours(reappraisal), 0.2);
    EXPECT_EQ(life.hours(reappraisal), life.hours(exposure)) << "half each";
}
// It holds what practice has built: without the skill the pathway falls back further.
TEST(Skill, KeepsWhatPracticeHasBuilt) {
    const auto left = [](bool unasked) {
        Life life(template_life());
        if (!unasked)
            for (const char* share : {"c_T", "c_R"})
                life.mechanism("skill").set_param(share, 0);
        for (int day = 0; day < 100; ++day)
            life.day(practice(0.5));
        const auto way = named(template_life().pathways, "dlPFC>vmPFC");
        const double built = life.log_weight(way);
        for (int day = 0; day < 100; ++day)
            life.day({});
        return life.log_weight(way) / built;
    };
    EXPECT_GT(left(true), left(false) + 0.02);
}
// Each meeting brings the same share of what is still to be hoped for; between them a little is lost.
TEST(Expectation, ComesWithMeetingsAndFadesOverMonths) {
    const auto after = [](int meetings, int days_between, double contact = 1) {
        Life life(template_life());
        for (int k = 0; k < meetings; ++k)
            for (int day = 0; day < days_between; ++day)
                life.day(
                    {.signals = {{"treatment_contact", contact}, {"meetings", day == 0 ? 1 : 0}}, .activities = {}});
        return life.at("expectation");
    };
    EXPECT_NEAR(after(6, 1), 1 - std::pow(1 - 0.15, 5), 0.02) << "0.15 of the rest at each; today's is felt tomorrow";
    EXPECT_LT(after(6, 7), after(6, 1));
    EXPECT_NEAR(after(6, 7), 1 - std::pow(1 - 0.15, 6), 0.12) << "half of it is lost in 83 days";
    for (const int visits : {3, 4, 5, 6, 7})
        EXPECT_NEAR(after(visits + 1, 7) - after(visits, 7), 0.15 * (1 - after(visits, 7)), 0.05) << visits;
    EXPECT_LT(after(60, 1, 0.4), 0.4) << "no more than is credible";
    EXPECT_GT(after(60, 1, 0.4), 0.35);

    Life life(template_life());
    for (int day = 0; day < 42; ++day)
        life.day({.signals = {{"treatment_contact", 1}, {"meetings", 1}}, .activities = {}});
    const double hope = life.at("expectation");
    for (int day = 0; day < 120; ++day)
        life.day({.signals = {{"treatment_contact", 1}}, .activities = {}}); // the pill alone, nobody to see
    EXPECT_NEAR(life.at("expectation"), hope * std::exp(-1), 0.01);
}
// Half of a burden that has gone on for long is not felt any more, and its end is relief.
TEST(Strain, OneGetsUsedToABurden) {
    Life life(template_life());
    const DayPlan burdened{.signals = {{"stress", 2}}, .activities = {}};
    life.day(burdened);
    EXPECT_NEAR(life.at("strain"), 2, 0.01);
    for (int day = 0; day < 720; ++day)
        life.day(burdened);
    EXPECT_LT(life.at("strain"), 1.4);
    EXPECT_GT(life.at("strain"), 1.1);
    life.day({});
    EXPECT_LT(life.at("strain"), 0.85) << "relief";
}

// The burden of before lasts for a time of each person's own, exponential with the mean that the life says, and is as
// hard as it was.
TEST(Calendar, ABurdenPassesForSomeSooner) {
    Calendar c;
    c.first = -10;
    c.last = 4000;
    c.eras = {{.life = "hard", .start = -10, .end = 0, .signals = {{"stress", 3}}},
              {.life = "troubled", .start = 0, .end = 4001, .signals = {{"stress", 3}}, .passes = 280}};
    c.alone = {{"stress", 1}};
    constexpr int people = 2000;
    double still = 0;
    for (std::uint32_t k = 0; k < people; ++k) {
        const Luck luck(4, k);
        const auto stress = [&](int day) {
            for (const auto& [name, value] : c.day(day, luck).signals)
                if (name == "stress")
                    return value;
            return 1.0;
        };
        if (const double later = stress(280); later != 1) {
            still += 1.0 / people;
            EXPECT_EQ(later, stress(-1)) << "as hard as it was";
        } else
            EXPECT_EQ(stress(1000), 1) << "what has passed does not come back";
    }
    EXPECT_NEAR(still, std::exp(-1), 4 * 0.482 / std::sqrt(people));
}
