// [[arm]] in a scenario: several plans of the same people, told one by one, and what is no plan of them.
#include <gtest/gtest.h>

#include "refusal.hpp"
#include "scenario/grammar.hpp"
#include "scenario/reference.hpp"
#include "scenario/scenario.hpp"

namespace rewire {
using namespace scenario;
namespace {

const std::string head = "[population]\nfrom = \"gad_outpatient\"\n[plan]\nadherence = 0.7\n",
                  one = "[[arm]]\nname = \"waiting\"\ntreatments = []\n",
                  other = "[[arm]]\nname = \"cbt\"\ntreatments = [\"cbt weekly for 12 weeks\"]\nadherence = 0.9\n",
                  visits = "[visits]\nweeks = [0, 4]\ninstruments = [\"gad7\"]\n";
std::string refusal(const std::string& text) {
    return testing::refusal([&] { parse_scenario(text, "a.toml"); }, "accepted");
}
void expect_told(const std::string& text, const std::string& what) {
    EXPECT_NE(refusal(text).find(what), std::string::npos) << text << "\ngives\n" << refusal(text);
}

TEST(Arms, AreReadEachWithItsPlan) {
    const auto s = parse_scenario(head + one + other + visits, "a.toml");
    ASSERT_EQ(s.arms.size(), 2u);
    EXPECT_EQ(s.arms[1].name.value, "cbt");
    EXPECT_TRUE(s.treatments.empty());
    const auto waiting = s.of_arm(0), cbt = s.of_arm(1);
    EXPECT_TRUE(waiting.treatments.empty());
    EXPECT_EQ(waiting.adherence, 0.7) << "that of [plan]";
    ASSERT_EQ(cbt.treatments.size(), 1u);
    EXPECT_EQ(cbt.treatments[0].main.name, "cbt");
    EXPECT_EQ(cbt.adherence, 0.9);
    EXPECT_TRUE(cbt.arms.empty()) << "one plan";
    EXPECT_EQ(cbt.population.value, "gad_outpatient");
    EXPECT_EQ(cbt.weeks, s.weeks);
}
// What is lived in an arm is what is lived of a scenario that says the same with one plan.
TEST(Arms, LiveAsOnePlanOfTheSameWordsDoes) {
    const auto arms = parse_scenario(head + one + other + visits, "a.toml");
    const auto plan = parse_scenario(
        "[population]\nfrom = \"gad_outpatient\"\n[plan]\ntreatments = [\"cbt weekly for 12 weeks\"]\nadherence = "
        "0.9\n" +
            visits,
        "b.toml");
    EXPECT_EQ(key_of(arms.of_arm(1)), key_of(plan));
    EXPECT_NE(key_of(arms.of_arm(0)), key_of(plan));
    EXPECT_NE(key_of(arms), key_of(arms.of_arm(0)));
}
TEST(Arms, AreRefusedWhereTheyAreNoPlansOfTheSamePeople) {
    EXPECT_EQ(refusal(head + one + other + visits), "accepted");
    expect_told(head + one + visits, "a.toml:5:1: put its treatments into [plan], or add another [[arm]]");
    expect_told(head + one + one + visits, "give it another name; the arm of line 6 is \"waiting\" too");
    expect_told(head + one + "[[arm]]\ntreatments = []\n" + visits, "an arm has a name");
    expect_told(head + one + "[[arm]]\nname = \"x\"\n" + visits, "say what this arm gets");
    expect_told(head + one + "[[arm]]\nname = \"x\"\ntreatments = []\nadherence = 2\n" + visits,
                "a share from 0 to 1 is expected");
    expect_told(head + one + "[[arm]]\nname = \"x\"\ntreatments = [\"cbt weekly\"]\n" + visits,
                "a treatment has a length");
    expect_told(head + one + "[[arm]]\nname = \"x\"\ntreatments = []\ncolour = \"red\"\n" + visits, "colour");
    expect_told(head + "treatments = [\"cbt weekly for 4 weeks\"]\n" + one + other + visits,
                "move them into each [[arm]]");
    expect_told("[arm]\nname = \"x\"\n" + visits, "arm must be tables, each under [[arm]]");
    std::string many;
    for (int k = 0; k < 13; ++k)
        many += "[[arm]]\nname = \"" + std::to_string(k) + "\"\ntreatments = []\n";
    expect_told(many + visits, "a scenario has at most 12 arms, not 13");
    const auto both = refusal(head + one + one + "[visits]\nweeks = [4, 0]\ninstruments = [\"gad7\"]\n");
    EXPECT_NE(both.find("give it another name"), std::string::npos);
    EXPECT_NE(both.find("weeks rise"), std::string::npos) << "all at once: " << both;
}
TEST(Arms, StandInTheReferenceWithExamplesThatAreRead) {
    const auto page = scenario_reference();
    EXPECT_NE(page.find("\n## [[arm]]\n" + std::string(arm_row().says)), std::string::npos);
    std::string text = "[[arm]]\n";
    for (const auto& key : arm_row().keys) {
        EXPECT_NE(page.find(key.example), std::string::npos) << key.key;
        text += std::string(key.example) + "\n";
    }
    EXPECT_EQ(refusal(text + one + visits), "accepted") << text;
}

// What may differ between two plans of the same people, and what may not.
TEST(DifferencesOfPeople, NameWhatIsNotTheSame) {
    const auto of = [](const std::string& text) { return parse_scenario(text + visits, "a.toml"); };
    const auto person = of("[person]\nage = 34\n[history]\nlife = [\"ordinary for 52 weeks\"]\n");
    EXPECT_TRUE(differences_of_people(person, of("[person]\nage = 34.0\n[history]\nlife = [\"ordinary for 364 days\"]\n"
                                                 "[plan]\nlife = \"mild_stress\"\ntreatments = [\"cbt weekly for 12 "
                                                 "weeks\"]\nadherence = 0.5\n"))
                    .empty())
        << "plans, and how a thing is put";
    using Texts = std::vector<std::string>;
    EXPECT_EQ(differences_of_people(person, of("[person]\nage = 35\n[history]\nlife = [\"ordinary for 51 weeks\"]\n")),
              (Texts{"age in [person]", "life in [history]"}));
    EXPECT_EQ(differences_of_people(of("[population]\nfrom = \"mdd_trial\"\n"),
                                    of("[population]\nfrom = \"mdd_outpatient\"\nwomen = 0.5\n[model]\nnone = "
                                       "[\"scar\"]\n")),
              (Texts{"from in [population]", "women in [population]", "none in [model]"}));
    EXPECT_TRUE(differences_of_people(of("[population]\nn = 5\nfrom = \"mdd_trial\"\n"),
                                      of("[population]\nfrom = \"mdd_trial\"\n"))
                    .empty())
        << "how many they are";
}

} // namespace
} // namespace rewire
