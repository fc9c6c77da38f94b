// Questions that nobody has answered: guesses are drawn of what is assumed alone, the answer's uncertainty is split as
// it is, and the program keeps them apart from claims that are judged.
#include "study/open_questions.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <set>

#include "app/program.hpp"
#include "base/file.hpp"
#include "model/template_life.hpp"

namespace rewire {
using namespace study;
using namespace simulate;
namespace {

TEST(OpenQuestions, AGuessIsOfWhatIsAssumedAndNothingMore) {
    const auto& model = testing::template_life();
    const auto first = another_guess(model, 1, 0);
    std::set<std::string> names;
    for (const auto& s : first)
        names.insert(s.name);
    EXPECT_GT(names.size(), 150u);
    EXPECT_TRUE(names.contains("hours.r_A"));
    for (const char* known : {"skill.lambda" /* cited */, "activation.W_F" /* calibrated */, "learnt_inhibition.zero",
                              "dorsal_horn.E_0" /* of the published code */, "craving.l" /* by hand */,
                              "gene_arms.s_r" /* a switch that is off */})
        EXPECT_FALSE(names.contains(known)) << known;
    const auto value = [](const std::vector<scenario::Setting>& list, std::string_view name) {
        return std::stod(std::ranges::find(list, name, &scenario::Setting::name)->value);
    };
    EXPECT_EQ(value(first, "hours.r_A"), value(another_guess(model, 1, 0), "hours.r_A"));
    EXPECT_NE(value(first, "hours.r_A"), value(another_guess(model, 1, 1), "hours.r_A"));
    double mean = 0, squares = 0;
    constexpr int guesses = 200;
    for (std::uint32_t k = 0; k < guesses; ++k) {
        const double z = std::log(value(another_guess(model, 1, k), "hours.r_A") / 1.5) / 0.2;
        mean += z / guesses;
        squares += z * z / guesses;
    }
    EXPECT_NEAR(mean, 0, 0.2);
    EXPECT_NEAR(squares, 1, 0.3);
}

Estimate estimate(double value, double error) {
    Estimate e;
    e.value = value;
    e.error = error;
    return e;
}
// Shipped: 10 +- 3; four guesses with a standard deviation of 4: 16/25 of the variance is assumption.
TEST(OpenQuestions, UncertaintyIsOfPeopleAndOfGuesses) {
    const double off = 4 * std::sqrt(3.0) / 2; // four values at +- off have the sample sd 4
    int asked = 0;
    const auto answers =
        answers_of(1, testing::template_life(), 1, 4, [&](const std::vector<scenario::Setting>& guess) {
            EXPECT_EQ(guess.empty(), asked == 0) << "first as it is shipped";
            ++asked;
            return std::vector{asked == 1 ? estimate(10, 3) : estimate(asked % 2 ? 10 + off : 10 - off, 3)};
        });
    ASSERT_EQ(answers.size(), 1u);
    EXPECT_EQ(asked, 5);
    EXPECT_NEAR(answers[0].assumed, 4, 1e-12);
    EXPECT_NEAR(answers[0].share(), 16 / 25.0, 1e-12);
    EXPECT_EQ(answers[0].reading(0.1), "cannot tell") << "two standard deviations of both are 10";
    EXPECT_EQ(answers[0].reading(-0.1), "higher");
    EXPECT_EQ(answers[0].reading(20.1), "lower");
}
TEST(OpenQuestions, WhatFailsUnderAGuessIsLeftOutAndCounted) {
    int asked = 0;
    const auto answers = answers_of(1, testing::template_life(), 1, 3, [&](const std::vector<scenario::Setting>&) {
        auto e = estimate(++asked, 1);
        if (asked == 3)
            e.failure = "nobody";
        return std::vector{e};
    });
    EXPECT_EQ(answers.at(0).guesses, 2u);
    EXPECT_TRUE(
        answers_of(1, testing::template_life(), 1, 3, [](const auto&) { return std::vector<Estimate>(); }).empty())
        << "stopped";
}

using OpenProgram = testing::InFolder;
TEST_F(OpenProgram, AnswersInAPageAndKeepsJudgedClaimsApart) {
    const std::string open =
        "[[claim]]\nname = \"Does CBT help?\"\nsays = \"Anxiety.\"\npeople = \"gad_outpatient\"\n"
        "treated = [\"cbt 50 min weekly for 2 weeks\"]\ncontrol = []\nmeasure = \"gad7\"\n"
        "statistic = \"difference\"\nweek = 2\nsource = \"a question\"\n";
    const auto told =
        testing::run("validate " + write("open.toml", open) + " --people 6 --guesses 2 --out " + at("open.md"));
    EXPECT_EQ(told.code, 0) << told.text;
    EXPECT_NE(told.text.find("% assumption)"), std::string::npos) << told.text;
    const auto page = read_file(at("open.md"), 1 << 20);
    EXPECT_NE(page.find("| Does CBT help? Anxiety. |"), std::string::npos) << page;
    EXPECT_EQ(page.find("inside"), std::string::npos) << "nothing is judged";
    const auto both = testing::run(
        "validate " +
        write("both.toml", open + "[[claim]]\nname = \"b\"\npeople = \"gad_outpatient\"\ntreated = []\n"
                                  "measure = \"gad7\"\nstatistic = \"mean\"\nrange = [0, 21]\nsource = \"s\"\n") +
        " --people 6");
    EXPECT_EQ(both.code, 2);
    EXPECT_NE(both.text.find("\"Does CBT help?\" has no range"), std::string::npos) << both.text;
}

} // namespace
} // namespace rewire
