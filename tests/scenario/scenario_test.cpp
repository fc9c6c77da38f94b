// What a protocol says, and what is told when it says it wrongly.
#include "scenario/scenario.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "scenario/grammar.hpp"
#include "scenario/reference.hpp"
#include "refusal.hpp"

namespace rewire {
using namespace scenario;
namespace {

constexpr const char* good = R"([person]
age = 34
traits = { threat_confirmation = "+1 sd", pfc_gain = "-0.5 sd" }
[history]
life = ["ordinary for 52 weeks", "chronic_stress for 24 weeks"]
[plan]
treatments = ["cbt 50 min weekly for 12 weeks, homework 20 min daily", "escitalopram 10 mg daily for 52 weeks from )"
                             R"(week 4, taper 4 weeks"]
adherence = 0.8
[visits]
weeks = [-24, 0, 12]
instruments = ["gad7"]
)";
std::string refusal(std::string text) {
    return rewire::testing::refusal([&] { parse_scenario(text, "a.toml"); }, "accepted");
}
std::string with(std::string_view from, std::string_view to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return text;
}

TEST(Scenario, ReadsLikeAProtocol) {
    const auto s = parse_scenario(good, "a.toml");
    EXPECT_EQ(s.age, 34);
    ASSERT_EQ(s.traits.size(), 2u);
    EXPECT_EQ(s.traits[0].name, "pfc_gain");
    EXPECT_EQ(s.traits[0].sd, -0.5);
    EXPECT_EQ(s.history[1].main.name, "chronic_stress");
    EXPECT_EQ(s.history[1].main.duration, 24 * 7 * 86400.0);
    const auto& cbt = s.treatments[0];
    EXPECT_EQ(cbt.main.amount, "50 min");
    EXPECT_EQ(cbt.main.per_week, 1);
    EXPECT_EQ(cbt.further[0].name, "homework");
    EXPECT_EQ(cbt.further[0].per_week, 7);
    const auto& drug = s.treatments[1];
    EXPECT_EQ(drug.main.start, 28 * 86400.0);
    EXPECT_EQ(drug.further[0].duration, 28 * 86400.0);
    EXPECT_EQ(s.weeks, (std::vector<double>{-24, 0, 12}));
}

struct Wrong {
    const char *from, *to, *told;
};
TEST(Scenario, KnowsDates) {
    auto text = with("[plan]\n", "[plan]\nstart = \"2026-03-02\"\n");
    text.replace(text.find("from week 4"), 11, "from 2026-03-30");
    text.replace(text.find("weeks = [-24, 0, 12]"), 20, "dates = [\"2026-02-28\", \"2026-03-02\", \"2026-05-25\"]");
    const auto s = parse_scenario(text, "a.toml");
    EXPECT_EQ(s.treatments[1].main.start, 28 * 86400.0);
    ASSERT_EQ(s.weeks.size(), 3u);
    EXPECT_NEAR(s.weeks[0], -2.0 / 7, 1e-12) << "2026 is no leap year";
    EXPECT_EQ(s.weeks[2], 12);
    EXPECT_FALSE(parse_date("2026-02-29") || parse_date("2026-13-01") || parse_date("2026-1") || parse_date("soon"));
    EXPECT_TRUE(parse_date("2028-02-29"));
}
TEST(Scenario, ReadsClausesOfALife) {
    const auto s = parse_scenario(
        with("chronic_stress for 24 weeks", "chronic_stress for 24 weeks, shared control low, sleep -1 h"), "a.toml");
    const auto& f = s.history[1].further;
    ASSERT_EQ(f.size(), 2u);
    EXPECT_TRUE(f[0].shared);
    EXPECT_EQ(f[0].name, "control");
    EXPECT_EQ(f[0].level, "low");
    EXPECT_EQ(f[1].amount, "-1 h");
    EXPECT_EQ(parse_scenario(with("50 min weekly", "50 min weekly at 65 %HRR"), "a.toml").treatments[0].main.intensity,
              "65 %HRR");
}

TEST(Scenario, TellsWhatIsWrongWhere) {
    const Wrong cases[] = {
        {"50 min weekly", "50 min weekley", "did you mean \"weekly\"? \"weekley\" is not understood"},
        {"for 12 weeks", "for 12", "a length of time is expected, for example \"12 weeks\""},
        {"for 12 weeks", "for -12 weeks", "-12 weeks is no length of time"},
        {"adherence = 0.8", "adherence = 1.3", "a.toml:8:13: adherence is a share from 0 to 1, not 1.3"},
        {"adherence = 0.8", "adherance = 0.8", "did you mean \"adherence\"? [plan] has no \"adherance\""},
        {"\"+1 sd\"", "\"high\"",
         "write threat_confirmation = \"+1 sd\"; a trait is told by its distance from the mean, not \"high\""},
        {"[-24, 0, 12]", "[-100, 0, 12]", "week -100 is before the history begins, in week -76"},
        {"[-24, 0, 12]", "[12, 0]", "visits come one after the other: weeks rise"},
        {"[\"gad7\"]", "\"gad7\"", "write, for example, instruments = [\"gad7\"]; instruments is a list of names"},
        {"age = 34", "age = \"34\"", "write age = 34, without quotes"},
        {"[person]", "[person", "is no TOML"},
        {"age = 34", "age = 9", "from 18 to 100"},
        {"from week 4", "from 2026-03-30",
         "a date needs the day on which the plan starts: start = \"2026-03-02\" in [plan]"},
        {"adherence = 0.8", "weeks = 8", "week 12 is after the end of the plan, week 8"},
        {"[-24, 0, 12]", "[-24, 0, 0]", "weeks rise"},
    };
    for (const auto& c : cases) {
        const auto text = refusal(with(c.from, c.to));
        EXPECT_NE(text.find(c.told), std::string::npos) << c.to << " gives\n" << text;
    }
    auto two = with("adherence = 0.8", "adherence = 1.3");
    two.replace(two.find("age = 34"), 8, "age = 9");
    EXPECT_NE(refusal(two).find("a.toml:2:"), std::string::npos);
    EXPECT_NE(refusal(two).find("a.toml:8:"), std::string::npos) << "all at once";
}

// What the reference shows is what the reader reads: every example of the grammar is accepted, where it stands.
TEST(Grammar, EveryExampleIsRead) {
    for (const auto* other : {"person", "population"}) { // one of them says who lives
        std::string all;
        for (const auto& section : scenario_sections()) {
            if (section.name == other)
                continue;
            all += fmt::format("[{}]\n", section.name);
            for (const auto& key : section.keys)
                if (key.key != "dates")
                    all += fmt::format("{}\n", key.example);
        }
        EXPECT_EQ(refusal(all), "accepted") << all;
    }
    for (const auto& word : phrase_words()) {
        const bool told = word.example.find("for ") != std::string_view::npos || word.word == "as";
        const auto length = told ? "" : " for 12 weeks";
        const auto phrase = word.further ? fmt::format("cbt weekly for 12 weeks, {}", word.example)
                                         : fmt::format("cbt {}{}", word.example, length);
        const auto text = fmt::format(
            "[plan]\nstart = \"2026-03-02\"\ntreatments = [\"{}\"]\n[visits]\nweeks = [0]\n"
            "instruments = [\"gad7\"]\n",
            phrase);
        EXPECT_EQ(refusal(text), "accepted") << phrase;
    }
}
// Each bound that the table gives is kept, and told with the same words.
TEST(Grammar, EveryBoundIsKept) {
    for (const auto& section : scenario_sections())
        for (const auto& key : section.keys) {
            if (key.takes != Takes::number && key.takes != Takes::whole)
                continue;
            for (const double wrong : {key.low - 1, key.high + 1}) {
                const auto visits = section.name == "visits" ? "" : "[visits]\nweeks = [0]\ninstruments = [\"gad7\"]\n";
                const auto text = fmt::format("[{}]\n{} = {}\n{}", section.name, key.key, wrong, visits);
                EXPECT_NE(refusal(text).find(fmt::format("a.toml:2:{}: {} is {}, not {}", key.key.size() + 4, key.key,
                                                         expected(key), wrong)),
                          std::string::npos)
                    << text << refusal(text);
            }
        }
}
TEST(Grammar, ItsReferenceNamesEverySectionKeyAndWord) {
    const auto page = scenario_reference();
    for (const auto& section : scenario_sections()) {
        EXPECT_NE(page.find(fmt::format("\n## [{}]\n", section.name)), std::string::npos);
        for (const auto& key : section.keys)
            EXPECT_NE(page.find(key.example), std::string::npos) << key.key;
    }
    for (const auto& word : phrase_words())
        EXPECT_NE(page.find(fmt::format("| `{}` |", word.example)), std::string::npos) << word.form;
}

} // namespace
} // namespace rewire
