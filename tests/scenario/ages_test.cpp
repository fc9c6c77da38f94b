// How old people are and how many are women: what a scenario may say of it, and what is told of the rest.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "scenario/scenario.hpp"

using namespace rewire;
using namespace rewire::scenario;
using Texts = std::vector<std::string>;

namespace {

const std::string visits = "[visits]\nweeks = [0]\ninstruments = [\"gad7\"]\n";
Scenario read(const std::string& line) {
    return read_scenario(fmt::format("[population]\n{}\n{}", line, visits), "a.toml");
}
Texts told(const std::string& line) {
    Texts out;
    for (const auto& p : read(line).problems)
        out.push_back(fmt::format("{}:{}: {}", p.line, p.column, p.what));
    return out;
}

} // namespace

TEST(Ages, AreReadAsWritten) {
    const auto s = read("age = { mean = 42.5, spread = 12, from = 18, to = 75 }\nwomen = 0.67");
    EXPECT_TRUE(s.problems.empty());
    EXPECT_EQ(s.ages.value().mean, 42.5);
    EXPECT_EQ(s.ages->spread, 12);
    EXPECT_EQ(s.ages->from, 18);
    EXPECT_EQ(s.ages->to, 75);
    EXPECT_EQ(s.women, 0.67);
    const auto open = read("age = { mean = 65, spread = 0 }").ages.value();
    EXPECT_EQ(open.from, 18) << "adults";
    EXPECT_EQ(open.to, 100);
    EXPECT_FALSE(read("n = 3").ages || read("n = 3").women);
    for (const char* women : {"0", "1"})
        EXPECT_TRUE(told(fmt::format("women = {}", women)).empty()) << women;
}
TEST(Ages, ThatAreNoneAreToldOnceWithTheMendFirst) {
    const std::string example = "age = { mean = 42, spread = 12, from = 18, to = 75 }";
    const std::pair<const char*, std::string> all[]{
        {"age = { mean = -4, spread = 2 }",
         "2:16: mean is a number of years from 18 to 100, not -4: children are another model"},
        {"age = { mean = 17.9, spread = 2 }",
         "2:16: mean is a number of years from 18 to 100, not 17.9: children are another model"},
        {"age = { mean = nan, spread = 2 }",
         "2:16: mean is a number of years from 18 to 100, not nan: children are another model"},
        {"age = { mean = \"42\", spread = 2 }",
         "2:16: mean is a number of years from 18 to 100, not \"42\": children are another model"},
        {"age = { mean = 42 }", "2:7: add spread to age, for example " + example},
        {"age = { spread = 12 }", "2:7: add mean to age, for example " + example},
        {"age = { mean = 42, spread = -1 }", "2:29: spread is a number of years from 0 to 50, not -1"},
        {"age = { mean = 42, spread = 51 }", "2:29: spread is a number of years from 0 to 50, not 51"},
        {"age = { mean = 42, spread = 9, from = 75, to = 18 }", "2:39: from is below to, and 75 is not below 18"},
        {"age = { mean = 42, spread = 9, from = 42, to = 42 }", "2:39: from is below to, and 42 is not below 42"},
        {"age = { mean = 42, spread = 9, from = 50 }",
         "2:16: the mean lies between from and to, and 42 is not from 50 to 100"},
        {"age = { mean = 42, spread = 9, to = 40 }",
         "2:16: the mean lies between from and to, and 42 is not from 18 to 40"},
        {"age = { mean = 42, spread = 9, to = 101 }",
         "2:37: to is a number of years from 18 to 100, not 101: children are another model"},
        {"age = 42", "2:7: write, for example, " + example + "; age is a mean and a spread in years, not 42"},
        {"age = \"old\"", "2:7: write, for example, " + example + "; age is a mean and a spread in years, not \"old\""},
        {"women = 1.2", "2:9: women is a share from 0 to 1, not 1.2: 0.67 is 67 %"},
        {"women = -0.1", "2:9: women is a share from 0 to 1, not -0.1: 0.67 is 67 %"},
        {"women = 67", "2:9: women is a share from 0 to 1, not 67: 0.67 is 67 %"},
        {"women = \"0.6\"", "2:9: write women = 0.6, without quotes"}};
    for (const auto& [line, what] : all) {
        EXPECT_EQ(told(line), Texts{what}) << line;
        EXPECT_FALSE(read(line).ages) << line << ": nothing is guessed";
    }
    EXPECT_EQ(told("age = { mean = 42, spread = 9, sd = 3 }").size(), 1u) << "a key nobody reads is told";
}
TEST(Ages, OfAPersonStandNotBesideThoseOfPeople) {
    const auto problems = [](const std::string& person, const std::string& people) {
        Texts out;
        for (const auto& p :
             read_scenario(fmt::format("[person]\n{}\n[population]\n{}\n{}", person, people, visits), "a.toml")
                 .problems)
            out.push_back(fmt::format("{}:{}: {}", p.line, p.column, p.what));
        return out;
    };
    EXPECT_EQ(problems("age = 30", "age = { mean = 42, spread = 9 }"),
              Texts{"2:7: leave one of them out; [person] age is that of everyone, [population] age draws people"});
    EXPECT_EQ(problems("sex = \"female\"", "women = 0.5"),
              Texts{"2:7: leave one of them out; [person] sex is that of everyone, [population] women draws people"});
    EXPECT_EQ(problems("sex = \"female\"", "age = { mean = 42, spread = 9 }"), Texts{}) << "each says another thing";
}
