// Phrases that go on in steps, or leave all to a table of doses; and what belongs to the whole plan.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "scenario/phrase.hpp"

using namespace rewire;
using namespace rewire::scenario;
using Texts = std::vector<std::string>;

namespace {

constexpr double week = 7 * 86400;

// "column: what", the column counted in the phrase from 0.
Texts told(const std::string& text, Phrase* phrase = nullptr) {
    Document d("p = '" + text + "'\n", "a.toml");
    auto root = d.root();
    const auto where = root.located_text("p", "");
    const auto read = parse_phrase(where, root, PhraseOf::treatment);
    if (phrase)
        *phrase = read;
    Texts out;
    for (const auto& p : d.take_problems())
        out.push_back(fmt::format("{}: {}", p.column - where.column - 1, p.what));
    return out;
}

} // namespace

TEST(Steps, FollowEachOtherBehindCommas) {
    Phrase phrase;
    EXPECT_EQ(told("escitalopram 5 mg daily for 1 week, then 10 mg for 2 weeks, then 20 mg every 2 days for 1 week, "
                   "taper 4 weeks",
                   &phrase),
              Texts{});
    ASSERT_EQ(phrase.further.size(), 3u);
    const auto &second = phrase.further[0], &third = phrase.further[1];
    EXPECT_EQ(second.amount, "10 mg");
    EXPECT_FALSE(second.per_week) << "as before";
    EXPECT_EQ(second.duration, 2 * week);
    EXPECT_EQ(third.per_week, 3.5);
    EXPECT_EQ(told("cbt weekly for 8 weeks, then monthly"),
              Texts{"24: write, for example, \"then 10 mg daily for 11 weeks\"; how much it is is not said"});
    EXPECT_EQ(
        told("cbt weekly for 8 weeks then monthly for 1 year"),
        Texts{
            "23: put a comma before it, for example \", then 10 mg daily for 11 weeks\"; \"then\" is not understood"});
    EXPECT_EQ(told("cbt weekly for 8 weeks, then monthly for 1 year from week 9"),
              Texts{"48: leave this out; then takes no word of when it begins"});
}
TEST(Table, OfDosesStandsInsteadOfAllElse) {
    Phrase phrase;
    EXPECT_EQ(told("escitalopram as Doses_2.csv", &phrase), Texts{});
    const auto& c = phrase.main;
    EXPECT_EQ(c.table, "Doses_2.csv");
    EXPECT_TRUE(c.lengthy) << "how long is told by the table";
    EXPECT_EQ(told("escitalopram as"),
              Texts{"15: name the table of doses, a file without a space in its name, for example \"as doses.csv\""});
    for (const char* more : {"10 mg", "daily", "for 4 weeks", "from week 2", "at 65 %HRR"})
        EXPECT_EQ(told(fmt::format("escitalopram {} as doses.csv", more)),
                  Texts{"0: leave out how much, how often, how long and when; the table of doses says it"})
            << more;
    EXPECT_EQ(told("cbt weekly for 8 weeks, homework 20 min as doses.csv"),
              Texts{"40: leave this out; homework takes no word of a table of doses"});
}
TEST(Adherence, IsSaidOfTheWholePlan) {
    EXPECT_EQ(told("escitalopram 10 mg daily for 4 weeks, adherence 0.8"),
              Texts{"38: write adherence = 0.8 on a line of its own below treatments, for all of them; a phrase has no "
                    "adherence"});
    EXPECT_EQ(told("escitalopram 10 mg daily for 4 weeks, engagement"),
              Texts{"38: write engagement = 0.8 on a line of its own below treatments, for all of them; a phrase has "
                    "no engagement"});
}
