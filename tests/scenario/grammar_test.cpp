// The tables of the grammar: what they promise in words, what the reference prints of them, and that phrases made of
// them at random come back as they were meant.
#include "scenario/grammar.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <random>
#include <set>

#include "base/error.hpp"
#include "scenario/phrase.hpp"
#include "scenario/reference.hpp"

using namespace rewire;
using namespace rewire::scenario;

TEST(GrammarTables, SayWhatIsExpectedInWords) {
    const auto of = [](std::string_view section, std::string_view key) {
        return expected(key_row(section_row(section), key));
    };
    EXPECT_EQ(of("person", "age"), "a number of years from 18 to 100");
    EXPECT_EQ(of("person", "sex"), "one of any, female, male, in quotes");
    EXPECT_EQ(of("population", "age"), "a mean and a spread in years");
    EXPECT_EQ(of("population", "women"), "a share from 0 to 1");
    EXPECT_EQ(of("person", "traits"), "distances from the mean, each in quotes");
    EXPECT_EQ(of("population", "n"), "a whole number of people from 1 to 100000");
    EXPECT_EQ(of("population", "from"), "the name of a condition, in quotes");
    EXPECT_EQ(of("history", "life"), "a list of phrases, each in quotes");
    EXPECT_EQ(of("plan", "life"), "the name of a life, in quotes");
    EXPECT_EQ(of("plan", "start"), "a day in quotes");
    EXPECT_EQ(of("plan", "weeks"), "a number of weeks above 0 and at most 520") << "the lower bound itself is out";
    EXPECT_EQ(of("visits", "weeks"), "a list of weeks") << "the same key means its own in each section";
    EXPECT_EQ(of("visits", "dates"), "a list of days, each in quotes");
    EXPECT_EQ(of("visits", "instruments"), "a list of names of instruments, each in quotes");
    EXPECT_EQ(of("model", "spread"), "a share from 0 to below 1") << "the upper bound itself is out";
    EXPECT_EQ(of("parameters", "*"), "a value with its unit in quotes, or a number");
    EXPECT_THROW(section_row("weather"), Defect);
    EXPECT_THROW(key_row(section_row("person"), "weeks"), Defect);
}
// Nothing stands twice, every row is told and shown, and the example of a key begins with it.
TEST(GrammarTables, AreWhole) {
    std::set<std::string_view> sections;
    for (const auto& section : scenario_sections()) {
        EXPECT_TRUE(sections.insert(section.name).second) << section.name;
        EXPECT_TRUE(section.says.ends_with('.')) << section.says;
        std::set<std::string_view> keys;
        for (const auto& key : section.keys) {
            EXPECT_TRUE(keys.insert(key.key).second) << key.key;
            EXPECT_FALSE(key.says.empty()) << key.key;
            EXPECT_TRUE(key.key == "*" || key.example.starts_with(fmt::format("{} = ", key.key))) << key.example;
            EXPECT_LE(key.low, key.high) << key.key;
        }
    }
    const auto words = clause_words();
    EXPECT_EQ(std::set(words.begin(), words.end()).size(), words.size()) << "each once";
    for (const auto& w : phrase_words()) {
        EXPECT_EQ(std::ranges::find(words, w.word) != words.end(), !w.further && !w.word.empty()) << w.word;
        EXPECT_NE(w.example.find(w.word.substr(0, w.word.find(' '))), std::string_view::npos) << w.example;
    }
}
TEST(GrammarTables, ArePrintedRowByRow) {
    const auto page = scenario_reference();
    for (const auto& section : scenario_sections()) {
        EXPECT_NE(
            page.find(fmt::format("\n## [{}]\n{}{}\n", section.name, section.says, section.needed ? " Needed." : "")),
            std::string::npos)
            << section.name;
        for (const auto& key : section.keys) {
            const auto name = key.key == "*" ? "`\"mechanism.parameter\"`" : fmt::format("`{}`", key.key);
            EXPECT_NE(page.find(fmt::format("| {} | {} | {} | {} |\n", name, expected(key),
                                            key.usual.empty() ? "needed" : key.usual, key.says)),
                      std::string::npos)
                << key.key;
        }
    }
    for (const auto& w : phrase_words())
        EXPECT_NE(page.find(fmt::format("| `{}` | {} | `{}` |\n", w.form, w.says, w.example)), std::string::npos)
            << w.form;
    std::size_t pipes = 0; // each table has as many cells in each row
    for (std::size_t at = 0, end = 0; at < page.size(); at = end + 1) {
        end = std::min(page.find('\n', at), page.size());
        const auto line = page.substr(at, end - at);
        const auto now = static_cast<std::size_t>(std::ranges::count(line, '|'));
        EXPECT_TRUE(now == 0 || pipes == 0 || now == pipes) << line;
        pipes = now;
    }
}

// Two thousand phrases at random, of every word in any order: what is meant is what is read, and nothing is complained
// of.
TEST(GrammarTables, APhraseMeantIsAPhraseRead) {
    constexpr double day = 86400, week = 7 * day;
    std::mt19937 luck(1);
    const auto any = [&](int from, int to) { return std::uniform_int_distribution<int>(from, to)(luck); };
    for (int k = 0; k < 2000; ++k) {
        std::vector<std::string> parts;
        std::string amount, intensity;
        std::optional<double> often, length, start;
        if (any(0, 1)) {
            amount = fmt::format("{} {}", any(1, 999) / 10.0,
                                 std::vector{"min", "h", "mg", "ug"}[static_cast<std::size_t>(any(0, 3))]);
            parts.push_back(amount);
        }
        if (any(0, 1)) {
            const int n = any(1, 7);
            const std::pair<std::string, double> ways[] = {{"daily", 7},
                                                           {"weekly", 1},
                                                           {fmt::format("{}x weekly", n), n},
                                                           {fmt::format("{}x daily", n), 7 * n},
                                                           {fmt::format("every {} days", n), 7.0 / n},
                                                           {fmt::format("every {} weeks", n), 1.0 / n},
                                                           {"every other day", 3.5},
                                                           {"every week", 1}};
            const auto& way = ways[any(0, 7)];
            often = way.second;
            parts.push_back(way.first);
        }
        if (any(0, 1)) {
            const int n = any(1, 90);
            const bool weeks = any(0, 1) == 1;
            length = n * (weeks ? week : day);
            parts.push_back(fmt::format("{}{} {}", any(0, 3) > 0 ? "for " : "", n, weeks ? "weeks" : "days"));
        }
        if (any(0, 1)) {
            const int n = any(0, 60);
            start = n * week;
            parts.push_back(fmt::format("from week {}", n));
        }
        if (any(0, 1)) {
            intensity = fmt::format("{} %HRR", any(0, 100));
            parts.push_back("at " + intensity);
        }
        std::ranges::shuffle(parts, luck);
        const auto text = fmt::format("a_name {}{}", fmt::join(parts, any(0, 1) ? " " : "  "), any(0, 1) ? " " : "");
        Document d("p = \"" + text + "\"\n", "a.toml");
        auto root = d.root();
        const auto phrase = parse_phrase(root.located_text("p", ""), root, PhraseOf::treatment);
        EXPECT_TRUE(d.take_problems().empty()) << text;
        const auto& c = phrase.main;
        ASSERT_EQ(c.name, "a_name") << text;
        ASSERT_EQ(c.amount, amount) << text;
        ASSERT_EQ(c.intensity, intensity) << text;
        ASSERT_EQ(c.start, start) << text;
        ASSERT_EQ(c.duration, length) << text;
        ASSERT_EQ(c.per_week.has_value(), often.has_value()) << text;
        ASSERT_NEAR(c.per_week.value_or(0), often.value_or(0), 1e-12) << text;
    }
}
