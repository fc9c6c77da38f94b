// What is known of a person, as a file tells it: read, shifted to now, and told what is wrong with it.
#include "scenario/person_file.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include "base/day.hpp"

namespace rewire::scenario {
namespace {

const std::string good =
    "[rank]\nfrom = \"gad_outpatient\"\ninstrument = \"gad7\"\nweek = 12\n[person]\nage = "
    "36\nsex = \"female\"\nCYP2D6 = \"poor\"\n[[person.visit]]\nweek = 0\ngad7 = 14\nthreat_faces "
    "= 1.8\n[[person.visit]]\nweek = 4\ngad7 = 12\n[so_far]\ntreatments = [\"sertraline 25 mg "
    "daily for 2 weeks, then 50 mg daily for 10 weeks, taper 4 weeks\"]\nadherence = 0.8\n";
const std::string both =
    "[[candidate]]\nname = \"go on\"\nkeeps = true\ntreatments = []\n[[candidate]]\nname = "
    "\"CBT\"\ntreatments = [\"cbt 50 min weekly for 8 weeks from week 1\"]\n";

PersonFile read(const std::string& text) { return read_person_file(text, "p.toml"); }
std::string with(const std::string& from, const std::string& to) {
    auto text = good + both;
    const auto at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(PersonFile, HoldsWhatIsKnown) {
    const auto p = read(good + both);
    ASSERT_TRUE(p.problems.empty()) << p.problems.front().what;
    EXPECT_EQ(p.people, 2000U);
    EXPECT_EQ(p.now, 4) << "the last visit";
    ASSERT_EQ(p.persons.size(), 1U);
    const auto& k = p.persons.front();
    EXPECT_EQ(k.age, 36);
    ASSERT_EQ(k.visits.size(), 2U);
    ASSERT_EQ(k.visits[0].readings.size(), 2U);
    EXPECT_EQ(k.visits[1].readings[0].instrument.value, "gad7");
    EXPECT_EQ(k.visits[1].readings[0].value, 12);
    EXPECT_EQ(k.visits[1].readings[0].instrument.line, 15);
    const auto life = p.known_life(k, {0, 4}, {});
    EXPECT_EQ(life.women, 1);
    EXPECT_EQ(life.ages->mean, 36);
    EXPECT_EQ(life.ages->spread, 0);
    EXPECT_EQ(life.enzymes.front().second, "poor");
    EXPECT_EQ(life.adherence, 0.8);
    EXPECT_EQ(life.end, 4);
}

TEST(PersonFile, LetsCandidatesBeginNow) {
    const auto p = read(good + both);
    const auto go_on = p.candidate_life(p.persons[0], p.candidates[0]);
    ASSERT_EQ(go_on.treatments.size(), 1U);
    EXPECT_EQ(go_on.treatments[0].further.size(), 2U) << "as it was planned";
    EXPECT_EQ(go_on.weeks, (std::vector<double>{0, 4, 12}));
    EXPECT_EQ(go_on.last_day, Scenario::LastDay::of_question);
    const auto cbt = p.candidate_life(p.persons[0], p.candidates[1]);
    ASSERT_EQ(cbt.treatments.size(), 2U);
    const auto& drug = cbt.treatments[0];
    EXPECT_NEAR(*drug.main.duration, 2 * week_length, 1e-6);
    ASSERT_EQ(drug.further.size(), 1U) << "nobody tapers who changes at once";
    EXPECT_NEAR(*drug.further[0].duration, 2 * week_length, 1e-6) << "the second step ends now, in week 4";
    EXPECT_NEAR(*cbt.treatments[1].main.start, 5 * week_length, 1e-6) << "a week from now";
    const auto early = read(with("[rank]\n", "[rank]\nnow = 4\n"));
    EXPECT_TRUE(early.problems.empty());
}

TEST(PersonFile, EndsWhatHasNotBegun) {
    auto p = read(with("sertraline 25 mg daily for 2 weeks, then 50 mg daily for 10 weeks, taper 4 weeks",
                       "cbt 50 min weekly for 3 weeks from week 6"));
    ASSERT_TRUE(p.problems.empty()) << p.problems.front().what;
    EXPECT_EQ(p.candidate_life(p.persons[0], p.candidates[1]).treatments.size(), 1U);
    EXPECT_EQ(p.candidate_life(p.persons[0], p.candidates[0]).treatments.size(), 1U) << "it is kept";
}

TEST(PersonFile, TakesSeveralPersonsAndCandidatesOfAnotherFile) {
    auto text = good;
    text.replace(text.find("[person]"), 8, "[[person]]\nname = \"A\"");
    text += "[[person]]\nname = \"B\"\nage = 36\nsex = \"female\"\nCYP2D6 = \"poor\"\n";
    const auto p = read_person_file(text, "p.toml", CandidatesText{both, "c.toml"});
    ASSERT_TRUE(p.problems.empty()) << p.problems.front().what;
    ASSERT_EQ(p.persons.size(), 2U);
    EXPECT_TRUE(p.persons[0].alike(p.persons[1]));
    EXPECT_EQ(p.candidates.size(), 2U);
    EXPECT_EQ(p.candidates_file, "c.toml");
    const auto twice = read_person_file(text + both, "p.toml", CandidatesText{both, "c.toml"});
    ASSERT_EQ(twice.problems.size(), 1U);
    EXPECT_NE(twice.problems[0].what.find("candidates stand in c.toml too"), std::string::npos);
}

TEST(PersonFile, TellsEachFaultWithItsMend) {
    struct Case {
        std::string from, to, told;
    };
    const std::vector<Case> cases{
        {"week = 12", "week = 3", "ask for a week to come; it is week 4 now"},
        {"[rank]\n", "[rank]\nnow = 2\n", "a visit of week 4 is known, so it is week 4 or later now"},
        {"week = 12\n", "", "say when: week = 12"},
        {"from = \"gad_outpatient\"\n", "", "say of which population the person is"},
        {"instrument = \"gad7\"\n", "", "say what candidates are ranked by"},
        {"age = 36", "age = 12", "a number of years from 18 to 100 is expected, not 12"},
        {"\"female\"", "\"femal\"", "did you mean \"female\"?"},
        {"\"poor\"", "\"por\"", "CYP2D6 is one of any, poor"},
        {"gad7 = 14", "gad7 = \"14\"", "a number is expected, as gad7 was noted"},
        {"week = 4\n", "week = 0\n", "visits come one after the other: the one before is in week 0"},
        {"week = 4\ngad7 = 12\n", "week = 4\n", "say what was read"},
        {"week = 4\n", "", "say in which week: week = 0"},
        {"\"CBT\"", "\"go on\"", "give it another name"},
        {"adherence = 0.8", "adherence = 8", "a share from 0 to 1 is expected"},
        {"name = \"CBT\"\n", "name = \"CBT\"\nadherence = 0.5\n", "people keep to candidates as they keep to"},
        {"[so_far]", "[sofar]", "did you mean \"so_far\"?"},
    };
    for (const auto& c : cases) {
        const auto p = read(with(c.from, c.to));
        EXPECT_EQ(std::ranges::count_if(p.problems, [&](const auto& q) { return q.what.find(c.told) != q.what.npos; }),
                  1)
            << c.to << ": " << (p.problems.empty() ? "passed" : p.problems.front().what);
        for (const auto& q : p.problems)
            EXPECT_GT(q.line, 0) << q.what;
    }
    EXPECT_NE(read(good).problems.back().what.find("from 2 to 12 candidates are ranked"), std::string::npos);
    EXPECT_TRUE(is_person(good));
    EXPECT_FALSE(is_person("[trial]\n"));
}

TEST(PersonFile, IsNoScenario) {
    const auto s = read_scenario(good + both, "p.toml");
    ASSERT_EQ(s.problems.size(), 1U);
    EXPECT_NE(s.problems[0].what.find("run `rewire rank p.toml`"), std::string::npos);
}

} // namespace
} // namespace rewire::scenario
