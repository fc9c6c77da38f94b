// Response, remission and relapse of made-up people with known answers.
#include "simulate/outcomes.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <map>

#include "model/template_life.hpp"

namespace rewire {
using namespace model;
using namespace simulate;
namespace {

// Visits in weeks -6, 0, 4 and 8 of one instrument, which is defined as the house's scales are.
Calendar calendar(std::optional<double> cutoff = 5) {
    Calendar c;
    auto& i = c.instruments.emplace_back();
    i.name = "gad7";
    i.unit = "points";
    i.outcome = Instrument::Outcome{0.5, cutoff, 0.5, 14, "made up"};
    c.visits = {-42, 0, 28, 56};
    c.first = -42;
    c.last = 56;
    return c;
}
// Scores at the visits; in between the person is as at the visit before.
std::vector<Person> people(const std::vector<std::vector<double>>& scores) {
    const auto c = calendar();
    std::vector<Person> out;
    for (const auto& s : scores) {
        auto& p = out.emplace_back();
        p.visits = Matrix(s.size(), 1, s);
        p.days = Matrix(99, 1);
        for (int day = c.first; day <= c.last; ++day) {
            std::size_t v = 0;
            while (v + 1 < s.size() && c.visits[v + 1] <= day)
                ++v;
            p.days(static_cast<std::size_t>(day - c.first), 0) = s[v];
        }
    }
    return out;
}
void set(Person& p, int from, int to, double value) {
    for (int day = from; day < to; ++day)
        p.days(static_cast<std::size_t>(day + 42), 0) = value;
}

TEST(Outcomes, people_with_known_scores_get_better_well_and_worse) {
    auto some = people({{2, 12, 6, 4}, {2, 12, 5, 9}, {2, 12, 11, 10}, {2, 12, 6.5, 5}});
    set(some[1], 40, 57, 9); // more than half of the 7 points is lost for 17 days
    const auto o = outcomes_of(some, calendar());
    EXPECT_EQ(o.instrument, "gad7");
    EXPECT_EQ(o.missing, "");
    ASSERT_EQ(o.visits.size(), 2u);
    // Week 4: 6 and 5 have halved 12; nobody could relapse yet; 5 alone is at most 5.
    EXPECT_EQ(o.visits[0].week, 4);
    EXPECT_EQ(o.visits[0].response.count, 2u);
    EXPECT_EQ(o.visits[0].response.of, 4u);
    EXPECT_EQ(o.visits[0].relapse.of, 0u);
    EXPECT_TRUE(std::isnan(o.visits[0].relapse.rate));
    ASSERT_TRUE(o.visits[0].remission);
    EXPECT_EQ(o.visits[0].remission->count, 1u);
    // Week 8: 4 and 5 have halved; of the two responders of week 4 one is ill again.
    EXPECT_EQ(o.visits[1].response.count, 2u);
    EXPECT_EQ(o.visits[1].relapse.count, 1u);
    EXPECT_EQ(o.visits[1].relapse.of, 2u);
    EXPECT_EQ(o.visits[1].relapse.rate, 0.5);
    EXPECT_EQ(o.visits[1].remission->count, 2u);
}
// A rating that is off, a bad day and thirteen of them are no relapse; fourteen on end are, and stay told.
TEST(Outcomes, one_rating_or_a_few_bad_days_are_no_relapse) {
    auto some = people({{2, 12, 6, 11}, {2, 12, 6, 6}, {2, 12, 6, 6}, {2, 12, 6, 6}, {2, 12, 6, 6}});
    set(some[0], 28, 57, 6);  // rated 11, but as well as before
    set(some[1], 30, 43, 12); // 13 days
    set(some[2], 30, 44, 12); // 14
    set(some[3], 30, 44, 9);  // at half of the gain, not above it
    for (int day = 30; day < 56; day += 2)
        set(some[4], day, day + 1, 12);
    const auto o = outcomes_of(some, calendar());
    EXPECT_EQ(o.visits[1].relapse.of, 5u);
    EXPECT_EQ(o.visits[1].relapse.count, 1u);
}
TEST(Outcomes, who_is_not_measured_does_not_count) {
    const auto some = people({{2, 12, 6, 4}, {2, 12, NAN, NAN}, {0, 0, 0, 0}, {2, NAN, 3, 3}});
    const auto o = outcomes_of(some, calendar());
    EXPECT_EQ(o.visits[0].response.of, 1u) << "a score of zero cannot halve, one that is missing neither";
    EXPECT_EQ(o.visits[0].remission->of, 3u);
    EXPECT_EQ(o.visits[0].remission->count, 2u);
}
TEST(Outcomes, what_cannot_be_told_says_why) {
    const auto some = people({{2, 12, 6, 4}});
    auto c = calendar();
    c.visits[1] = 7;
    EXPECT_TRUE(outcomes_of(some, c).visits.empty());
    EXPECT_NE(outcomes_of(some, c).missing.find("no visit in week 0"), std::string::npos);
    c = calendar();
    c.instruments[0].outcome = {};
    EXPECT_NE(outcomes_of(some, c).missing.find("gad7 has no [outcome]"), std::string::npos);
    EXPECT_EQ(outcomes_of(some, c).definition, "");
    c.instruments.clear();
    EXPECT_TRUE(outcomes_of(some, c).instrument.empty());
    EXPECT_NE(outcomes_of(some, c).missing, "");
    EXPECT_FALSE(outcomes_of(some, calendar({})).visits[0].remission) << "no cut-off is agreed";
    EXPECT_EQ(definition_of(calendar({}).instruments[0]).find("Remission"), std::string::npos);
}
// What an experiment and a life call a responder, someone well, a relapse is one function each.
TEST(Outcomes, the_definition_is_the_instruments) {
    Instrument::Outcome o{0.25, 8, 0.8, 3, ""};
    EXPECT_TRUE(responded(o, 12, 9));
    EXPECT_FALSE(responded(o, 12, 9.01));
    EXPECT_TRUE(remitted(o, 8));
    EXPECT_FALSE(remitted(o, 8.01));
    const std::vector<double> two{10.5, 10.5, 10, 10.5, 10.5}, three{2, 10.5, 10.5, 10.5};
    EXPECT_FALSE(relapsed(o, 12, 2, two)) << "above 2 + 0.8 x 10 on two days on end, twice";
    EXPECT_TRUE(relapsed(o, 12, 2, three));
    EXPECT_FALSE(relapsed(o, 2, 2, three)) << "nothing was gained";
    Instrument i;
    i.unit = "points";
    i.outcome = o;
    const auto told = definition_of(i);
    for (const char* said : {"fallen by 25 %", "8 points or less", "80 % or more of that gain on 3 days on end"})
        EXPECT_NE(told.find(said), std::string::npos) << told;
}
// The house's scales: their cut-offs stand in their files, with a source, and nowhere else.
TEST(Outcomes, the_scales_of_the_house_are_defined_in_their_files) {
    const auto medicine = read_medicine(testing::template_life(), {});
    const std::map<std::string, double> wanted{{"gad7", 5}, {"phq9", 4}, {"hama", 7}, {"hamd", 7}, {"vas_pain", 10}};
    std::size_t defined = 0;
    for (const auto& i : medicine.instruments) {
        if (i.method == "scale" && i.name != "odi" && i.name != "vas_pain") {
            EXPECT_TRUE(i.whole) << i.name;
        }
        if (!i.outcome)
            continue;
        ++defined;
        ASSERT_TRUE(wanted.contains(i.name)) << i.name;
        EXPECT_EQ(i.outcome->remission, wanted.at(i.name)) << i.name;
        EXPECT_EQ(i.outcome->response, 0.5);
        EXPECT_EQ(i.outcome->relapse_days, 14);
        EXPECT_FALSE(i.outcome->source.empty());
    }
    EXPECT_EQ(defined, 5u);
}
TEST(Outcomes, intervals_are_wilsons) {
    const auto s = share_of(8, 10); // scipy.stats.binomtest(8, 10).proportion_ci(method="wilson")
    EXPECT_NEAR(s.low, 0.4901625, 1e-6);
    EXPECT_NEAR(s.high, 0.9433178, 1e-6);
    EXPECT_EQ(share_of(0, 10).low, 0);
    EXPECT_NEAR(share_of(0, 10).high, 0.2775328, 1e-6);
    EXPECT_EQ(share_of(10, 10).high, 1);
    EXPECT_TRUE(std::isnan(share_of(0, 0).rate));
}
} // namespace
} // namespace rewire
