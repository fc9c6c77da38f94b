// Rescue: who meets its rule gets it from the next day on, is the same person until then, and estimands treat it as an
// intercurrent event.
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "trial/arm_plan.hpp"
#include "trial/conduct.hpp"
#include "trial/conduct_sample.hpp"

namespace rewire::trial {
namespace {

Words ill(const std::string& rescue, const std::string& more = "") {
    Words w;
    w.conduct = "rescue = \"" + rescue + "\"\n" + more;
    return w;
}

TEST(Rescue, BeginsAfterTheVisitAndChangesNothingBefore) {
    auto w = ill("sertraline 50 mg daily when phq9 > 8");
    const auto with = lived(design_from(w)), two = lived(design_from(w), 2);
    w.conduct.clear();
    const auto without = lived(design_from(w));
    EXPECT_EQ(with.hash(), two.hash());
    ASSERT_EQ(with.people.size(), without.people.size());
    std::size_t rescued = 0, moved = 0;
    for (std::size_t k = 0; k < with.people.size(); ++k) {
        const auto &a = with.people[k], &b = without.people[k];
        ASSERT_EQ(a.index, b.index);
        EXPECT_EQ(a.rescued >= 0, b.scores(1, 1) > 8);
        const std::size_t same = a.rescued >= 0 ? 2 : 3; // visits
        EXPECT_TRUE(a.rescued < 0 || a.rescued == a.days[1]);
        for (std::size_t v = 0; v < same; ++v)
            EXPECT_TRUE(std::ranges::equal(a.scores.row(v), b.scores.row(v))) << "the same until then";
        rescued += a.rescued >= 0;
        moved += a.rescued >= 0 && a.truth(2, 0) != b.truth(2, 0);
    }
    EXPECT_GE(rescued, 4U);
    EXPECT_EQ(moved, rescued) << "a drug is another life";
}
TEST(Rescue, IsTheSameLifeToTheBitUpToItsDay) {
    const auto d = design_from(ill("sertraline 50 mg daily when phq9 > 8"));
    const std::vector<std::uint32_t> who{0, 1, 2};
    const simulate::LiveOptions o{.people = 0, .seed = 3, .threads = 1, .record = false, .done = {}};
    for (const auto& arm : d.arms) { // one of them takes the same drug already
        const auto plan = with_courses(arm.calendar, d.rescue->calendar, 15);
        const auto a = simulate::live_these(testing::template_life(), arm.calendar, who, o),
                   b = simulate::live_these(testing::template_life(), plan, who, o);
        for (std::size_t k = 0; k < who.size(); ++k) {
            for (int day = plan.first; day < 15; ++day) {
                const auto row = static_cast<std::size_t>(day - plan.first);
                ASSERT_TRUE(std::ranges::equal(a[k].days.row(row), b[k].days.row(row))) << "day " << day;
            }
            EXPECT_NE(a[k].days(a[k].days.rows() - 1, 0), b[k].days(b[k].days.rows() - 1, 0)) << arm.name;
        }
    }
}
TEST(Rescue, AddsToADrugThatIsTakenAndIsNoneOfItsStops) {
    const auto d = design_from(ill("sertraline 50 mg daily when phq9 > 8"));
    const auto& arm = d.arms[1].calendar;
    const auto plan = with_courses(arm, d.rescue->calendar, 15);
    const model::Luck luck(3, 0);
    EXPECT_EQ(plan.exposure(luck).mean(14, "sertraline"), arm.exposure(luck).mean(14, "sertraline"));
    EXPECT_GT(plan.exposure(luck).mean(24, "sertraline"), 1.5 * arm.exposure(luck).mean(24, "sertraline"));
    EXPECT_EQ(plan.courses.back().end - plan.courses.back().start, 28) << "to the end where it has no length";
    EXPECT_EQ(plan.courses.back().phrase, phrases(arm));

    auto p = simulate::live_these(testing::template_life(), plan, std::vector<std::uint32_t>{0},
                                  {.people = 0, .seed = 3, .threads = 1, .record = false, .done = {}})[0];
    p.stops = {{static_cast<std::uint32_t>(plan.courses.back().phrase), 20}};
    const Conduct conduct(d, plan);
    EXPECT_EQ(conduct.of(p, {0, {20, 20}, {}}, 0, 1, 0, 14).stopped(), -1);
    EXPECT_EQ(conduct.of(p, {0, {20, 20}, {}}, 0, 1, 0, 14).rescued, 14);
    p.stops = {{static_cast<std::uint32_t>(arm.courses.back().phrase), 20}};
    EXPECT_EQ(conduct.of(p, {0, {20, 20}, {}}, 0, 1, 0, 14).stopped(), 20);
}

class RescueRule : public ::testing::Test {
protected:
    Participant person(std::vector<double> scores) {
        Participant p;
        p.scores = Matrix(5, 1, std::move(scores));
        p.days = {0, 15, 29, 43, 57};
        p.seen = 5;
        return p;
    }
    std::optional<int> day(const std::string& rule, const Participant& p) {
        d.rescue->rule.rule = *scenario::rule_of({rule, 1, 1});
        d.rescue->rule.measure = 0;
        return Conduct(d, d.arms[0].calendar).rescue_day(p);
    }
    Design d = [] {
        auto out = design_from(ill("sertraline 50 mg daily when hamd > 24"));
        out.weeks = {0, 2, 4, 6, 8};
        return out;
    }();
};
TEST_F(RescueRule, CountsVisitsAfterWeekZeroThatWereAttended) {
    auto p = person({30, 25, 20, 25, 20});
    EXPECT_EQ(day("hamd > 24", p), 15);
    EXPECT_EQ(day("hamd > 24 at two visits", p), 43);
    EXPECT_FALSE(day("hamd > 24 at two visits in a row", p));
    EXPECT_FALSE(day("hamd > 25", p)) << "that of week 0 brings none";
    p.seen = 3;
    EXPECT_FALSE(day("hamd > 24 at two visits", p)) << "who is not seen is not rescued";
    EXPECT_FALSE(day("hamd > 24", person({30, 20, 20, 20, 30}))) << "at the last visit it is too late";
    EXPECT_EQ(day("hamd > 24 at two visits in a row", person({30, 20, 26, 26, 20})), 43);
}

class AfterRescue : public ::testing::Test {
protected:
    // 20, 12 and 8 points; the visit of day 14 brought rescue.
    Participant p = [] {
        Participant out;
        out.scores = Matrix(3, 2, std::vector<double>{20, 20, 12, 12, 8, 8});
        out.days = {0, 14, 28};
        out.seen = 3;
        out.rescued = 14;
        return out;
    }();
    Design d = design_from({});
};
TEST_F(AfterRescue, EstimandsTreatIt) {
    using enum scenario::TrialEndpoint::Estimand;
    using enum scenario::TrialEndpoint::Kind;
    const auto value = [&](scenario::TrialEndpoint::Estimand e, scenario::TrialEndpoint::Kind kind, std::size_t visit) {
        return value_of(d, {.name = "", .kind = kind, .estimand = e, .measure = 0, .visit = visit, .event = {}}, p);
    };
    EXPECT_EQ(value(treatment_policy, score, 2), 8);
    EXPECT_TRUE(std::isnan(value(hypothetical, score, 2)));
    EXPECT_EQ(value(hypothetical, score, 1), 12) << "the visit that brought it was before it";
    EXPECT_EQ(value(composite, response, 2), 0);
    EXPECT_EQ(value(composite, score, 2), 20);
    EXPECT_EQ(value(while_on_treatment, score, 2), 12);
    p.stops = {{0, 5}};
    EXPECT_EQ(value(while_on_treatment, score, 2), 20) << "the first of two events";
    EXPECT_EQ(p.on_plan_until(), 5);
}
TEST_F(AfterRescue, EstimandsTreatItOnTheWayToAnEvent) {
    using enum scenario::TrialEndpoint::Estimand;
    const auto time = [&](scenario::TrialEndpoint::Estimand e, const char* rule) {
        return time_to(d,
                       {.name = "",
                        .kind = scenario::TrialEndpoint::Kind::time_to_event,
                        .estimand = e,
                        .measure = 0,
                        .visit = 0,
                        .event = ScoreRule{0, *scenario::rule_of({rule, 1, 1})}},
                       p);
    };
    EXPECT_TRUE(time(treatment_policy, "hamd <= 8").event);
    EXPECT_FALSE(time(hypothetical, "hamd <= 8").event) << "what came after it is not looked at";
    EXPECT_EQ(time(hypothetical, "hamd <= 8").weeks, 2);
    EXPECT_FALSE(time(composite, "hamd <= 8").event) << "who was rescued did not get well";
    EXPECT_EQ(time(composite, "hamd <= 8").weeks, 4);
    EXPECT_TRUE(time(composite, "hamd >= 16").event) << "who was rescued was ill again";
    EXPECT_EQ(time(composite, "hamd >= 16").weeks, 2);
    EXPECT_FALSE(time(treatment_policy, "hamd >= 16").event);
    EXPECT_EQ(time(composite, "hamd <= 12").weeks, 2) << "it came before";
    EXPECT_TRUE(time(composite, "hamd <= 12").event);
}

} // namespace
} // namespace rewire::trial
