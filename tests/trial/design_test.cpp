// A trial's file: what it says becomes a design; what is wrong with it is told with place and mend, once.
#include "trial/design.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "model/template_life.hpp"

namespace rewire::trial {
namespace {

const std::string good =
    "[trial]\nname = \"a trial\"\npeople = 40\nfrom = \"mdd_outpatient\"\nratio = [1, 1]\nstrata = "
    "[\"sex\", \"phq9 >= 16\"]\n[[arm]]\nname = \"waiting\"\ntreatments = []\n[[arm]]\nname = "
    "\"CBT\"\ntreatments = [\"cbt 50 min weekly for 12 weeks\"]\n[visits]\nweeks = [0, 6, 12]\n"
    "window = \"3 d\"\ninstruments = [\"hamd\", \"phq9\"]\n[conduct]\ndropout = \"8 % by week "
    "12\"\nmissing = \"MAR\"\n[[endpoint]]\nname = \"HAM-D\"\nmeasure = \"hamd\"\nweek = 12\n"
    "estimand = \"composite\"\n[[endpoint]]\nname = \"worse\"\nkind = \"time to event\"\nevent = "
    "\"hamd >= 20 at two visits in a row\"\n";

Design design(const std::string& text) {
    return design_of(scenario::read_trial(text, "t.toml"), testing::template_life(), {});
}
std::string with(const std::string& from, const std::string& to) {
    auto text = good;
    const auto at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(TrialDesign, HoldsWhatTheFileSays) {
    const auto d = design(good);
    EXPECT_EQ(d.name, "a trial");
    EXPECT_EQ(d.people, 40U);
    EXPECT_EQ(d.window, 3);
    ASSERT_EQ(d.arms.size(), 2U);
    EXPECT_EQ(d.arms[1].calendar.courses.size(), 1U);
    EXPECT_TRUE(d.arms[0].calendar.inclusion.empty()) << "people are enrolled once, at screening";
    EXPECT_EQ(d.screening.inclusion.size(), 1U);
    EXPECT_EQ(d.screening.last, 0);
    EXPECT_EQ(d.stratum_names(), (std::vector<std::string>{"female, phq9 >= 16", "female, not phq9 >= 16",
                                                           "male, phq9 >= 16", "male, not phq9 >= 16"}));
    EXPECT_EQ(d.centres(), 2U);
    EXPECT_EQ(d.enrolled_at(1), 8U);
    ASSERT_EQ(d.endpoints.size(), 2U);
    EXPECT_EQ(d.endpoints[0].visit, 2U);
    EXPECT_EQ(d.endpoints[1].event->rule.visits, 2);
    EXPECT_NEAR(d.dropout->share, 0.08, 1e-15);
    EXPECT_EQ(d.start, epoch) << "no calendar is claimed";
    EXPECT_EQ(std::chrono::weekday(epoch), std::chrono::Monday);
}

// Strata nobody falls in, and their kin: rules that no score meets, or every one.
TEST(TrialDesign, RefusesRulesThatDivideNobody) {
    const auto told = [](const std::string& text) {
        try {
            design(text);
        } catch (const InputError& e) {
            return std::string(e.what());
        }
        return std::string();
    };
    const std::pair<std::string, std::string> cases[]{
        {with("\"phq9 >= 16\"", "\"phq9 >= 160\""),
         "take another number than 160; of the scores that are possible "
         "there, 10 to 27 of phq9, none meets it"},
        {with("\"phq9 >= 16\"", "\"phq9 >= 5\""), "10 to 27 of phq9, every one meets it"},
        {with("hamd >= 20", "hamd >= 200"), "0 to 52 of hamd, none meets it"},
        {with("missing = \"MAR\"",
              "missing = \"MAR\"\nrescue = \"sertraline 50 mg daily when hamd >= 0 at two visits\""),
         "0 to 52 of hamd, every one meets it"},
        {with("[visits]", "[lead_in]\nweeks = 4\ntreatments = []\ncontinue_if = \"hamd <= -1\"\n[visits]"),
         "0 to 52 of hamd, none meets it"}};
    for (const auto& [text, said] : cases)
        EXPECT_NE(told(text).find(said), std::string::npos) << said << " is not in\n" << told(text);
    EXPECT_EQ(told(with("\"phq9 >= 16\"", "\"phq9 >= 27\"")), "") << "a few have the highest score";
}

TEST(TrialDesign, StartsOnTheDayThatIsSaidAndCountsDatesFromIt) {
    auto text = with("people = 40", "people = 40\nstart = \"2026-03-02\"");
    const std::string weeks = "for 12 weeks\"]";
    text.replace(text.find(weeks), weeks.size(), "for 4 weeks from 2026-03-16\"]");
    const auto d = design(text);
    EXPECT_EQ(d.start, scenario::Date(std::chrono::year(2026) / 3 / 2));
    EXPECT_EQ(d.arms[1].calendar.courses.at(0).start, 14);
}

TEST(TrialDesign, TellsEachFaultOnceWithItsMend) {
    struct Case {
        std::string from, to, told;
    };
    const std::vector<Case> cases{
        {"ratio = [1, 1]", "ratio = [1, 0]", "whole numbers from 1 to 12, one for each arm, are expected"},
        {"ratio = [1, 1]", "ratio = [1, 1, 1]", "one number for each arm is expected: 2 of them, not 3"},
        {"\"CBT\"", "\"waiting\"", "give it another name; the arm of line 8 is \"waiting\" too"},
        {"measure = \"hamd\"", "measure = \"gad7\"",
         "add \"gad7\" to the instruments of [visits], or take one that is read there (hamd, phq9); the endpoint is "
         "never measured"},
        {"week = 12\nest", "week = 11\nest", "no visit is in week 11; they are in 0, 6, 12"},
        {"\"composite\"", "\"compsite\"", "did you mean \"composite\"? there is no estimand \"compsite\""},
        {"\"phq9 >= 16\"", "\"phq9 over 16\"", "\"phq9 over 16\" divides nobody"},
        {"hamd >= 20 at two", "hamd at two", "write an instrument, a sign and a number"},
        {"weeks = [0, 6, 12]", "weeks = [2, 6, 12]", "the first visit is that of week 0"},
        {"\"3 d\"", "\"22 d\"", "less than half of the 42 days between two visits"},
        {"8 % by week 12", "8 by week 12", "write a share and the week by which so many are gone"},
        {"\"MAR\"", "\"sometimes\"", "there is no missing \"sometimes\""},
        {"people = 40", "people = 40\nstart = \"2026-02-30\"", "a day before the year 9900 is expected"},
        {"people = 40", "people = 40\nstart = \"9999-01-01\"", "a day before the year 9900 is expected"},
        {"people = 40", "people = 1", "a whole number from 2 to 1000000 is expected, not 1"},
        {"from = \"mdd_outpatient\"", "from = \"mdd_outpatients\"", "did you mean \"mdd_outpatient\"?"},
        {"cbt 50 min", "cbtt 50 min", "did you mean \"cbt\"?"},
        {"[visits]", "[vists]", "did you mean \"visits\"?"},
        {"name = \"a trial\"", "nam = \"a trial\"", "did you mean \"name\"? [trial] has no \"nam\""},
    };
    for (const auto& c : cases)
        try {
            design(with(c.from, c.to));
            ADD_FAILURE() << c.to << " passed";
        } catch (const InputError& e) {
            const std::string text = e.what();
            const auto at = text.find(c.told);
            EXPECT_NE(at, text.npos) << c.to << ":\n" << text;
            if (at != text.npos) {
                EXPECT_EQ(text.find(c.told, at + 1), text.npos) << "twice: " << text;
            }
            EXPECT_TRUE(std::ranges::all_of(e.problems(), [](const Problem& p) { return p.line > 0; })) << text;
        }
}

TEST(TrialDesign, OfPeopleWhoLiveEveryArmAllocatesNobody) {
    try {
        design(with("ratio = [1, 1]", "allocation = \"counterfactual\"\nratio = [1, 1]"));
        FAIL();
    } catch (const InputError& e) {
        EXPECT_NE(std::string(e.what()).find("everyone lives every arm, so that nobody is allocated"),
                  std::string::npos);
    }
}

TEST(TrialDesign, ReadsRules) {
    const auto rule = [](const char* text) { return scenario::rule_of({text, 1, 1}); };
    EXPECT_TRUE(rule("hamd >= 16")->holds(16));
    EXPECT_FALSE(rule("hamd > 16")->holds(16));
    EXPECT_TRUE(rule("hamd <= 16")->holds(16));
    EXPECT_FALSE(rule("hamd < 16")->holds(16));
    EXPECT_FALSE(rule("hamd < 16")->holds(std::nan("")));
    EXPECT_EQ(rule("hamd < 16 at 3 visits in a row")->visits, 3);
    for (const char* none : {"", "hamd", "hamd = 3", "hamd >= x", "hamd >= 3 at zero visits in a row",
                             "hamd >= 3 at many visits in a row", "hamd >= 1.2.3"})
        EXPECT_FALSE(rule(none)) << none;
}

} // namespace
} // namespace rewire::trial
