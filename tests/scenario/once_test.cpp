// Each fault is told once, and its message begins with what is wrong: words that follow a strange one, values that
// cannot be read, clauses without what they are for.
#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "scenario/document.hpp"
#include "scenario/grammar.hpp"
#include "scenario/phrase.hpp"
#include "scenario/scenario.hpp"

using namespace rewire;
using namespace rewire::scenario;

namespace {

// "column: what" of each, the column counted in the phrase from 0, a line each.
std::string told(const std::string& text, PhraseOf of) {
    Document d("p = '" + text + "'\n", "a.toml");
    auto root = d.root();
    const auto where = root.located_text("p", "");
    parse_phrase(where, root, of);
    std::string out;
    for (const auto& p : d.take_problems())
        out += fmt::format("{}{}: {}", out.empty() ? "" : "\n", p.column - where.column - 1, p.what);
    return out;
}

} // namespace

TEST(Once, WordsBehindAStrangeOneAreNotToldAgain) {
    const std::string
        own = "end the phrase before \"{}\"; each is a text of its own, in quotes, with a comma between them",
        semicolon = "write a comma, or begin a text of its own, in quotes; a semicolon divides nothing";
    std::string may_follow;
    for (const auto& w : phrase_words())
        if (!w.further)
            may_follow += fmt::format("{}\"{}\"", may_follow.empty() ? "" : ", ", w.example);
    const struct {
        PhraseOf of;
        const char* text;
        std::string told;
    } cases[] = {
        {PhraseOf::treatment, "cbt and yoga weekly for 12 weeks", "4: " + fmt::format(fmt::runtime(own), "and")},
        {PhraseOf::treatment, "cbt weekly for 12 weeks + yoga weekly for 4 weeks",
         "24: " + fmt::format(fmt::runtime(own), "+")},
        {PhraseOf::treatment, "cbt weekly for 12 weeks; yoga weekly for 4 weeks", "23: " + semicolon},
        {PhraseOf::treatment, "cbt group therapy weekly", "4: \"group\" is not understood; expected " + may_follow},
        {PhraseOf::treatment, "cbt twice weekly",
         "4: write, for example, 2x weekly or 2x daily; \"twice\" is not understood"},
        {PhraseOf::treatment, "cbt 50 min wekly for 12 weeks",
         "11: did you mean \"weekly\"? \"wekly\" is not understood"},
        {PhraseOf::treatment, "walk at 65 %VO2max for 4 weeks", ""}, // of its unit the catalogue tells
        {PhraseOf::treatment, "rtms daily, target left dlPFC",
         "19: write, for example, \"target dlPFC\"; \"left dlPFC\" is not understood"},
        {PhraseOf::treatment, "rtms daily, target",
         "12: write, for example, \"target dlPFC\"; how much it is is not said"},
        {PhraseOf::treatment, "cbt, homework daily",
         "5: write, for example, \"homework 20 min daily\"; how much it is is not said"},
        {PhraseOf::treatment, "cbt, homework often",
         "14: write, for example, \"homework 20 min daily\"; \"often\" is not understood"},
        {PhraseOf::treatment, "drug, taper slowly",
         "12: write, for example, \"taper 4 weeks\"; \"slowly\" is not understood"},
        {PhraseOf::treatment, "drug, taper", "6: write, for example, \"taper 4 weeks\"; how much it is is not said"},
        {PhraseOf::treatment, "cbt, yoga weekly for 4 weeks", ""}, // that each is a text of its own the catalogue tells
        {PhraseOf::life, "ordinary for 4 weeks, control very low",
         "30: write, for example, \"control low\" or \"sleep -1 h\"; \"very low\" is not understood"},
        {PhraseOf::life, "ordinary for 4 weeks, control",
         "22: write, for example, \"control low\" or \"sleep -1 h\"; how much it is is not said"},
        {PhraseOf::life, "ordinary for 4 weeks, shared sleep",
         "29: write, for example, \"control low\" or \"sleep -1 h\"; how much it is is not said"},
        {PhraseOf::life, "ordinary for 4 weeks, shared control very low",
         "37: write, for example, \"control low\" or \"sleep -1 h\"; \"very low\" is not understood"}};
    for (const auto& c : cases)
        EXPECT_EQ(told(c.text, c.of), c.told) << c.text;
}

// What a value says is of no interest where it is none: whoever reads it on tells no more.
TEST(Once, AValueThatCannotBeReadIsToldOnce) {
    const auto told = [](const std::string& text, const auto& read) {
        Document d(text, "a.toml");
        auto root = d.root();
        read(root);
        root.wrong("k", "what was read is wrong");
        root.wrong("other", "said of another");
        std::string out;
        for (const auto& p : d.take_problems())
            out += p.what + "; ";
        return out;
    };
    const std::string other = "said of another; ", wrong = "what was read is wrong; " + other;
    const struct {
        const char* text;
        void (*read)(Section&);
        std::string told;
    } cases[] = {
        {"k = 1\n", [](Section& s) { s.number("k"); }, wrong},
        {"k = '1'\n", [](Section& s) { s.number("k"); }, "k must be a number; " + other},
        {"k = '1'\n", [](Section& s) { s.number("k"), s.number("k"); }, "k must be a number; " + other},
        {"x = 1\n", [](Section& s) { s.number("k"); }, "the file: \"k\" is missing; expected a number; " + other},
        {"k = 1\n", [](Section& s) { s.text("k"); }, "k must be a text in quotes; " + other},
        {"k = 'x'\n", [](Section& s) { s.flag("k", false); }, "k must be true or false; " + other},
        {"k = 'x'\n", [](Section& s) { s.texts("k"); },
         "k must be a list of texts, for example [\"one\", \"two\"]; " + other},
        {"k = [1, 2]\n", [](Section& s) { s.texts("k"); }, "k holds texts in quotes; " + other},
        {"k = 1\n", [](Section& s) { s.numbers("k"); }, "k must be a list of numbers, for example [0, 12]; " + other},
        {"k = ['x']\n", [](Section& s) { s.numbers("k"); }, "k holds numbers, without quotes; " + other},
        {"k = 1\n", [](Section& s) { s.section("k"); }, "k must be a table, [k]; " + other},
        {"k = 1\n", [](Section& s) { s.sections("k"); }, "k must be tables, each under [[k]]; " + other},
        {"k = '1 x'\n", [](Section& s) { s.quantity("k", "s"); },
         "k: \"x\" is not a unit rewire knows; expected a time in ms, s, min, h, d or weeks, for example \"1 s\"; " +
             other}};
    for (const auto& c : cases)
        EXPECT_EQ(told(c.text, c.read), c.told) << c.text;
}

TEST(Once, ANumberInQuotesIsToldWithoutThem) {
    const auto s = read_scenario("[person]\nage = \"34\"\n[visits]\nweeks = [0]\ninstruments = ['gad7']\n", "a.toml");
    ASSERT_EQ(s.problems.size(), 1u);
    EXPECT_EQ(s.problems[0].what, "write age = 34, without quotes");
    const auto child = read_scenario("[person]\nage = 12\n[visits]\nweeks = [0]\ninstruments = ['gad7']\n", "a.toml");
    ASSERT_EQ(child.problems.size(), 1u);
    EXPECT_EQ(child.problems[0].what, "age is a number of years from 18 to 100, not 12: children are another model");
}
