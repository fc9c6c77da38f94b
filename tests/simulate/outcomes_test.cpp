// Response, remission and relapse of made-up people with known answers.
#include "simulate/outcomes.hpp"

#include <cmath>
#include <gtest/gtest.h>

namespace rewire {
namespace {

// Visits in weeks -6, 0, 4 and 8 of one instrument.
Calendar calendar(const std::string& instrument = "gad7") {
    Calendar c;
    c.instruments.emplace_back().name = instrument;
    c.visits = {-42, 0, 28, 56};
    return c;
}
std::vector<Person> people(const std::vector<std::vector<double>>& scores) {
    std::vector<Person> out;
    for (const auto& s : scores)
        out.emplace_back().visits = Matrix(s.size(), 1, s);
    return out;
}

TEST(Outcomes, people_with_known_scores_get_better_well_and_worse) {
    const auto o = outcomes_of(people({{2, 12, 6, 4}, {2, 12, 5, 9}, {2, 12, 11, 10}, {2, 12, 6.5, 5}}), calendar());
    EXPECT_EQ(o.instrument, "gad7");
    ASSERT_EQ(o.visits.size(), 2u);
    // Week 4: 6 and 5 have halved 12; nobody could relapse yet; 5 alone is at most 5.
    EXPECT_EQ(o.visits[0].week, 4);
    EXPECT_EQ(o.visits[0].response.count, 2u);
    EXPECT_EQ(o.visits[0].response.of, 4u);
    EXPECT_EQ(o.visits[0].relapse.of, 0u);
    EXPECT_TRUE(std::isnan(o.visits[0].relapse.rate));
    ASSERT_TRUE(o.visits[0].remission);
    EXPECT_EQ(o.visits[0].remission->count, 1u);
    // Week 8: 4 and 5 have halved; of the two responders of week 4 one is at 9 again.
    EXPECT_EQ(o.visits[1].response.count, 2u);
    EXPECT_EQ(o.visits[1].relapse.count, 1u);
    EXPECT_EQ(o.visits[1].relapse.of, 2u);
    EXPECT_EQ(o.visits[1].relapse.rate, 0.5);
    EXPECT_EQ(o.visits[1].remission->count, 2u);
}
TEST(Outcomes, who_is_not_measured_does_not_count) {
    const auto some = people({{2, 12, 6, 4}, {2, 12, NAN, NAN}, {0, 0, 0, 0}, {2, NAN, 3, 3}});
    const auto o = outcomes_of(some, calendar());
    EXPECT_EQ(o.visits[0].response.of, 1u) << "a score of zero cannot halve, one that is missing neither";
    EXPECT_EQ(o.visits[0].remission->of, 3u);
    EXPECT_EQ(o.visits[0].remission->count, 2u);
    auto c = calendar();
    c.visits[1] = 7;
    EXPECT_TRUE(outcomes_of(some, c).visits.empty()) << "no score of week 0";
    c.instruments.clear();
    EXPECT_TRUE(outcomes_of(some, c).instrument.empty());
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
TEST(Outcomes, a_phq9_of_five_is_not_yet_remission_and_a_gad7_of_five_is) {
    EXPECT_TRUE(remission_cutoff("gad7")->met(5));
    EXPECT_FALSE(remission_cutoff("gad7")->met(5.01));
    EXPECT_FALSE(remission_cutoff("phq9")->met(5));
    EXPECT_TRUE(remission_cutoff("phq9")->met(4.99));
    EXPECT_TRUE(remission_cutoff("hama")->met(7));
    EXPECT_TRUE(remission_cutoff("hamd")->met(7));
    EXPECT_FALSE(outcomes_of(people({{2, 12, 6, 4}}), calendar("bdnf_serum")).visits[0].remission)
        << "no cut-off is known";
}

} // namespace
} // namespace rewire
