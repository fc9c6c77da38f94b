// Everybody lives the lead-in: it is the same in every arm, what goes on is one course, and who does not meet its rule
// is not randomised.
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <set>

#include "trial/arm_plan.hpp"
#include "trial/conduct_sample.hpp"

namespace rewire::trial {
namespace {

const std::string lead_in = "[lead_in]\nweeks = 2\ntreatments = [\"escitalopram 10 mg daily for 2 weeks\"]\n";

Words with_lead_in(const std::string& more = "") {
    Words w;
    w.lead_in = lead_in + more;
    w.second = "treatments = [\"escitalopram 10 mg daily for 4 weeks\"]";
    return w;
}
std::vector<simulate::Person> people(const model::Calendar& c) {
    auto all = c;
    all.inclusion.clear();
    const std::vector<std::uint32_t> who{0, 1, 2};
    return simulate::live_these(testing::template_life(), all, who,
                                {.people = 0, .seed = 3, .threads = 1, .record = false, .done = {}});
}
// Rows of the same days, up to `until`, are the same bits.
void expect_alike(const simulate::Person& a, const model::Calendar& of_a, const simulate::Person& b,
                  const model::Calendar& of_b, int until) {
    ASSERT_EQ(of_a.first, of_b.first);
    for (int day = of_a.first; day < until; ++day) {
        const auto row = static_cast<std::size_t>(day - of_a.first);
        ASSERT_TRUE(std::ranges::equal(a.days.row(row), b.days.row(row))) << "day " << day;
    }
}

TEST(LeadIn, MakesOneCourseOfWhatGoesOn) {
    const auto d = design_from(with_lead_in());
    ASSERT_EQ(d.begins(), 14);
    const auto& stopped = d.arms[0].calendar.courses;
    ASSERT_EQ(stopped.size(), 1U);
    EXPECT_EQ(stopped[0].end, 14);
    const auto& went_on = d.arms[1].calendar.courses;
    ASSERT_EQ(went_on.size(), 1U) << "not one after the other";
    EXPECT_EQ(went_on[0].start, 0);
    EXPECT_EQ(went_on[0].end, 42);
    EXPECT_EQ(d.arms[1].calendar.visits, (std::vector<int>{13, 28, 42})) << "the lead-in is read on its last day";
    EXPECT_EQ(d.screening.visits, (std::vector<int>{0, 13}));
    EXPECT_EQ(d.screening.last, 13);
}
TEST(LeadIn, LivesAsOneCourseDoes) {
    const auto d = design_from(with_lead_in());
    auto s = scenario::read_trial(with_lead_in().text(), "t.toml").scenario(1);
    s.treatments.pop_back();
    s.treatments[0].main.duration = 42 * 86400.0;
    const auto one = model::make_calendar(s, testing::template_life());
    const auto a = people(one), b = people(d.arms[1].calendar);
    for (std::size_t k = 0; k < a.size(); ++k)
        expect_alike(a[k], one, b[k], d.arms[1].calendar, one.last + 1);
}
TEST(LeadIn, IsTheSameLifeInEveryArm) {
    auto w = with_lead_in("adherence = 0.9\n");
    w.first = "treatments = [\"cbt 50 min weekly for 4 weeks\"]\nadherence = 0.5";
    w.second =
        "treatments = [\"escitalopram 20 mg daily for 4 weeks\", \"sertraline 50 mg daily for 2 weeks from week 1\"]";
    const auto d = design_from(w);
    const auto before = people(d.screening);
    for (const auto& arm : d.arms) {
        const auto lived = people(arm.calendar);
        for (std::size_t k = 0; k < lived.size(); ++k) {
            expect_alike(before[k], d.screening, lived[k], arm.calendar, 14);
            const auto row = static_cast<std::size_t>(arm.calendar.last - arm.calendar.first);
            EXPECT_FALSE(std::isnan(lived[k].days(row, 0))) << lived[k].failure;
        }
    }
    const auto a = people(d.arms[0].calendar), b = people(d.arms[1].calendar);
    EXPECT_NE(a[0].days(a[0].days.rows() - 1, 0), b[0].days(b[0].days.rows() - 1, 0)) << "then arms differ";
}
TEST(LeadIn, OfAnotherDoseGoesOnAsAFurtherStep) {
    auto w = with_lead_in();
    w.second = "treatments = [\"escitalopram 20 mg daily for 2 weeks, then 10 mg for 1 week, taper 1 week\"]";
    const auto d = design_from(w);
    const auto& c = d.arms[1].calendar.courses;
    ASSERT_EQ(c.size(), 3U);
    for (const auto& step : c)
        EXPECT_EQ(step.phrase, c[0].phrase);
    EXPECT_EQ(c[1].start, 14);
    EXPECT_EQ(c[1].before, 14);
    EXPECT_EQ(c[1].seen, 14) << "people have come to visits for so long";
    EXPECT_EQ(c[2].before, 28);
    EXPECT_EQ(c[2].taper, 7);
    EXPECT_EQ(c[0].taper + c[1].taper, 0);
}
TEST(LeadIn, TapersInArmsThatDoNotGoOnWithIt) {
    auto w = with_lead_in();
    w.lead_in = "[lead_in]\nweeks = 2\ntreatments = [\"escitalopram 10 mg daily for 2 weeks, taper 1 week\"]\n";
    const auto d = design_from(w);
    EXPECT_EQ(d.arms[0].calendar.courses[0].taper, 7);
    ASSERT_EQ(d.arms[1].calendar.courses.size(), 1U);
    EXPECT_EQ(d.arms[1].calendar.courses[0].taper, 0);
    EXPECT_EQ(d.arms[1].calendar.courses[0].end, 42);
}

TEST(LeadIn, RandomisesWhoMeetsItsRule) {
    const auto d = design_from(with_lead_in("continue_if = \"phq9 <= 12\"\n"));
    const auto c = lived(d), two = lived(d, 2);
    ASSERT_EQ(c.people.size(), 8U);
    EXPECT_EQ(c.hash(), two.hash());
    for (const auto& p : c.people) {
        EXPECT_LE(p.scores(0, 1), 12) << "the score of week 0 is that of the end of the lead-in";
        EXPECT_EQ(p.days[0], 0);
        EXPECT_NEAR(p.days[2], 28, 3) << "counted from the first day of the arms";
    }
    EXPECT_GT(c.flow.unmet, 0U);
    EXPECT_EQ(c.flow.enrolled, 8 + c.flow.not_randomised());
    std::size_t excluded = c.flow.failed;
    for (const auto n : c.flow.excluded)
        excluded += n;
    EXPECT_EQ(c.flow.assessed, c.flow.enrolled + excluded);
    const auto all = design_from(with_lead_in());
    EXPECT_EQ(lived(all).flow.unmet, 0U) << "without a rule everybody goes on";
}
TEST(LeadIn, RandomisesRespondersByTheInstrumentOfTheFirstEndpoint) {
    auto w = with_lead_in("continue_if = \"responder\"\n");
    w.endpoint = "measure = \"phq9\"\n";
    const auto d = design_from(w);
    EXPECT_EQ(d.lead_in->measure, 1U);
    const auto c = lived(d);
    ASSERT_EQ(c.people.size(), 8U);
    std::vector<std::uint32_t> who;
    for (const auto& p : c.people)
        who.push_back(p.index);
    const auto before = simulate::live_these(testing::template_life(), d.screening, who,
                                             {.people = 0, .seed = d.seed, .threads = 1, .record = false, .done = {}});
    for (std::size_t k = 0; k < who.size(); ++k) {
        EXPECT_LE(before[k].visits(1, 1), before[k].visits(0, 1) / 2);
        EXPECT_EQ(before[k].visits(1, 1), c.people[k].scores(0, 1));
    }
    EXPECT_EQ(design_from(with_lead_in("continue_if = \"remitter\"\n")).lead_in->measure, 0U);
}
TEST(LeadIn, KeepsWhoStopsItsDrugOut) {
    auto w = with_lead_in();
    w.more = "[parameters]\n\"side_effects.h\" = \"0.5 1/d\"\n";
    const auto c = lived(design_from(w));
    EXPECT_GT(c.flow.stopped, 0U);
    EXPECT_EQ(c.flow.enrolled, 8 + c.flow.not_randomised());
    w.conduct = "discontinuation = \"none\"\n";
    const auto nobody = lived(design_from(w));
    EXPECT_EQ(nobody.flow.stopped, 0U);
    for (const auto& p : nobody.people)
        EXPECT_EQ(p.stopped(), -1);
}
TEST(LeadIn, SaysWhereTooFewGoOn) {
    try {
        lived(design_from(with_lead_in("continue_if = \"phq9 <= 0\"\n")));
        FAIL();
    } catch (const InputError& e) {
        EXPECT_NE(std::string(e.what()).find("could be randomised"), std::string::npos) << e.what();
        EXPECT_EQ(e.problems().front().line, 5) << "where the file says who is asked";
    }
}

} // namespace
} // namespace rewire::trial
