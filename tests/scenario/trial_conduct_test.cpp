// What a trial's file says of lead-in, rescue, raters: read where it stands, and told where it cannot be read.
#include "scenario/trial_file.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include "base/day.hpp"
#include "base/error.hpp"

namespace rewire::scenario {
namespace {

TrialFile read(const std::string& more) {
    return read_trial(
        "[trial]\npeople = 8\nfrom = \"mdd_outpatient\"\n[[arm]]\nname = \"one\"\ntreatments = "
        "[\"escitalopram 10 mg daily for 4 weeks\"]\n[[arm]]\nname = \"two\"\ntreatments = [\"cbt weekly for 4 "
        "weeks from week 2\"]\nplacebo = true\n[visits]\nweeks = [0, 4]\ninstruments = [\"hamd\"]\n[[endpoint]]\n"
        "name = \"score\"\n" +
            more,
        "t.toml");
}
std::string told(const TrialFile& t) {
    std::string out;
    for (const auto& p : t.problems)
        out += describe(p) + "\n";
    return out;
}

TEST(TrialConduct, IsReadAsItStands) {
    const auto t = read(
        "[lead_in]\nweeks = 2\ntreatments = [\"escitalopram 10 mg daily for 2 weeks\"]\ncontinue_if = "
        "\"hamd <= 10\"\nadherence = 0.9\n[conduct]\nrescue = \"sertraline 50 mg daily when hamd > 24 at two "
        "visits\"\ndiscontinuation = \"none\"\nraters = 3\n");
    EXPECT_TRUE(t.problems.empty()) << told(t);
    ASSERT_TRUE(t.lead_in);
    EXPECT_EQ(t.lead_in->weeks, 2);
    EXPECT_EQ(t.lead_in->adherence, 0.9);
    EXPECT_EQ(t.lead_in->rule->value, 10);
    ASSERT_TRUE(t.conduct.rescue);
    EXPECT_EQ(t.conduct.rescue->treatment.main.name, "sertraline");
    EXPECT_EQ(t.conduct.rescue->treatment.main.amount, "50 mg");
    EXPECT_FALSE(t.conduct.rescue->treatment.main.duration) << "to the end";
    EXPECT_EQ(t.conduct.rescue->rule.visits, 2);
    EXPECT_FALSE(t.conduct.rescue->rule.in_a_row);
    EXPECT_EQ(t.conduct.raters, 3);
    EXPECT_FALSE(t.conduct.stopping);
    EXPECT_FALSE(t.arms[0].placebo);
    EXPECT_TRUE(t.arms[1].placebo);
    const auto plain = read("");
    EXPECT_FALSE(plain.lead_in);
    EXPECT_FALSE(plain.conduct.rescue);
    EXPECT_TRUE(plain.conduct.stopping);
    EXPECT_EQ(plain.conduct.raters, 0);
}
TEST(TrialConduct, PutsArmsBehindTheLeadIn) {
    const auto t =
        read("[lead_in]\nweeks = 2\ntreatments = [\"escitalopram 10 mg daily for 2 weeks, taper 1 week\"]\n");
    EXPECT_TRUE(t.problems.empty()) << told(t);
    const auto goes_on = t.scenario(0), stops = t.scenario(1);
    EXPECT_EQ(stops.last_day, Scenario::LastDay::of_trial);
    EXPECT_EQ(goes_on.weeks, (std::vector<double>{0, 6})) << "the first visit is planned with the lead-in's";
    ASSERT_EQ(goes_on.treatments.size(), 2U);
    EXPECT_TRUE(goes_on.treatments[0].further.empty()) << "what goes on is not tapered";
    EXPECT_EQ(goes_on.treatments[1].main.start, 2 * week_length);
    ASSERT_EQ(stops.treatments.size(), 2U);
    ASSERT_EQ(stops.treatments[0].further.size(), 1U);
    EXPECT_EQ(stops.treatments[0].further[0].name, "taper");
    EXPECT_EQ(stops.treatments[1].main.start, 4 * week_length) << "counted from the first day of the arms";
    EXPECT_EQ(read("").scenario(1).treatments[0].main.start, 2 * week_length);
}
TEST(TrialConduct, IsToldWhereItCannotBeRead) {
    struct Case {
        std::string text, told;
        int line, column;
    };
    for (const auto& c : std::vector<Case>{
             {"[lead_in]\nweeks = 0\ntreatments = []\n", "without a lead-in leave [lead_in] out", 17, 9},
             {"[lead_in]\nweeks = 1.5\ntreatments = []\n", "not 1.5", 17, 9},
             {"lead_in = 3\n", "", 16, 0},
             {"[conduct]\nraters = 0\n", "leave it out where raters do not differ", 17, 10},
             {"[conduct]\nrescue = \"when hamd > 24\"\n", "write a treatment, \"when\" and a rule", 17, 10},
             {"[conduct]\nrescue = \"sertraline daily when it hurts\"\n",
              "write an instrument, a sign and a number here", 17, 33},
             {"[conduct]\nrescue = \"sertraline as doses.csv when hamd > 24\"\n", "rescue follows no table of doses",
              17, 0},
         }) {
        const auto t = read(c.text);
        EXPECT_EQ(t.problems.size(), 1U) << c.text << told(t);
        if (t.problems.empty())
            continue;
        EXPECT_NE(told(t).find(c.told), std::string::npos) << told(t);
        EXPECT_EQ(t.problems[0].line, c.line) << told(t);
        if (c.column > 0) {
            EXPECT_EQ(t.problems[0].column, c.column) << told(t);
        }
    }
}
TEST(TrialConduct, OfLongTextsIsRefusedAndNobodyIsLedAstray) {
    const std::string blanks(200000, ' ');
    const auto t = read("[conduct]\ndropout = \"" + blanks + "\"\n");
    EXPECT_EQ(t.problems.size(), 1U);
    EXPECT_FALSE(rule_of({"hamd" + blanks + "> 3", 1, 1}));
}
TEST(TrialConduct, OfEventsWantsVisitsInARow) {
    EXPECT_TRUE(rule_of({"hamd >= 16 at two visits", 1, 1}));
    const auto t =
        read("[[endpoint]]\nname = \"ill\"\nkind = \"time to event\"\nevent = \"hamd >= 16 at two visits\"\n");
    ASSERT_EQ(t.problems.size(), 1U);
    EXPECT_EQ(t.problems[0].line, 19);
}
TEST(TrialFile, IsReadOnceAndOnlyWhereItIsOne) {
    EXPECT_FALSE(trial_in("[person]\nage = 3\n", "s.toml"));
    const auto t = trial_in("[trial]\npeople = 8\n", "t.toml");
    ASSERT_TRUE(t);
    EXPECT_EQ(t->people, 8U);
    EXPECT_FALSE(t->problems.empty());
    for (const auto& p : t->problems)
        EXPECT_GT(p.line, 0) << p.what;
}

} // namespace
} // namespace rewire::scenario
