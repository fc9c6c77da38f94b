// Phrases of protocols: how much, how often, how long, from when, how hard; and what is told of each word that cannot
// be understood, is said twice, or would say nothing.
#include "scenario/phrase.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "scenario/grammar.hpp"

using namespace rewire;
using namespace rewire::scenario;
using Texts = std::vector<std::string>;

namespace {

constexpr double day = 86400, week = 7 * day;

struct Read {
    Phrase phrase;
    Texts told; // "column: what", the column counted in the phrase from 0
};
Read read(const std::string& text, PhraseOf of = PhraseOf::treatment, const char* start = "2026-03-02") {
    Document d("p = '" + text + "'\n", "a.toml");
    auto root = d.root();
    const auto where = root.located_text("p", "");
    Read out;
    out.phrase = parse_phrase(where, root, of, *start ? parse_date(start) : std::nullopt);
    for (const auto& p : d.take_problems())
        out.told.push_back(fmt::format("{}: {}", p.column - where.column - 1, p.what));
    return out;
}
// Of a phrase that is understood.
Clause clause(const std::string& text) {
    const auto r = read(text);
    EXPECT_EQ(r.told, Texts{}) << text;
    return r.phrase.main;
}
Texts told(const std::string& text, PhraseOf of = PhraseOf::treatment, const char* start = "2026-03-02") {
    return read(text, of, start).told;
}
Texts told_of_life(const std::string& text) { return told(text, PhraseOf::life); }

} // namespace

TEST(PhraseLength, IsInDaysWeeksMonthsOrYears) {
    const std::pair<const char*, double> spans[] = {
        {"for 1 day", day},           {"for 10 days", 10 * day},        {"for 3 d", 3 * day},
        {"for 1 week", week},         {"for 12 weeks", 12 * week},      {"for 2.5 weeks", 17.5 * day},
        {"for 1 year", 365.25 * day}, {"for 2 years", 730.5 * day},     {"for 1 month", 30.4375 * day},
        {"12 weeks", 12 * week},      {"for 6 months", 182.625 * day},  {"for 0.5 days", day / 2},
        {"for +3 weeks", 3 * week},   {"for 100 years", 36525.0 * day}, {"for 1e1 days", 10 * day},
        {"for .5 weeks", 3.5 * day},  {"for 12 months", 365.25 * day}};
    for (const auto& [text, seconds] : spans) {
        const auto c = clause(std::string("cbt ") + text);
        ASSERT_TRUE(c.duration) << text;
        EXPECT_DOUBLE_EQ(*c.duration, seconds) << text;
        EXPECT_EQ(c.lengthy, std::string_view(text).starts_with("for")) << text;
        EXPECT_TRUE(c.amount.empty()) << text;
    }
}
TEST(PhraseLength, ThatIsNoneIsToldOnceWithItsPlace) {
    const std::pair<const char*, const char*> wrong[] = {
        {"cbt for", "7: a length of time is expected, for example \"12 weeks\""},
        {"cbt for weekly", "8: a length of time is expected, for example \"12 weeks\""},
        {"cbt for 12", "8: a length of time is expected, for example \"12 weeks\""},
        {"cbt for twelve weeks", "8: a length of time is expected, for example \"12 weeks\""},
        {"cbt for 12 min", "8: a length of time is expected, for example \"12 weeks\""},
        {"cbt for 12 weks", "8: did you mean \"weeks\"? \"12 weks\" is no length of time"},
        {"cbt for 12 Weeks", "8: did you mean \"weeks\"? \"12 Weeks\" is no length of time"},
        {"cbt for 0 weeks", "8: 0 weeks is no length of time; it must be longer than nothing"},
        {"cbt for -2 days", "8: -2 days is no length of time; it must be longer than nothing"},
        {"cbt -2 days", "4: -2 days is no length of time; it must be longer than nothing"},
        {"cbt for 101 years", "8: 101 years is longer than a life; at most 100 years are expected"},
        {"cbt for 1e300 days", "8: 1e300 days is longer than a life; at most 100 years are expected"},
        {"cbt for 12weeks", "8: write \"12 weeks\", with a space; \"12weeks\" is no length of time"},
        {"cbt for 3d", "8: write \"3 d\", with a space; \"3d\" is no length of time"},
        {"cbt for nan weeks", "8: a length of time is expected, for example \"12 weeks\""},
        {"cbt for inf weeks", "8: a length of time is expected, for example \"12 weeks\""},
        {"cbt for +-2 weeks", "8: a length of time is expected, for example \"12 weeks\""}};
    for (const auto& [text, what] : wrong) {
        EXPECT_EQ(told(text), Texts{what}) << text;
        EXPECT_FALSE(read(text).phrase.main.duration) << text;
    }
}
TEST(PhraseLength, ThatIsWrongHidesNothingBehindIt) {
    EXPECT_EQ(told("cbt for 12 weekly"), Texts{"8: did you mean \"weeks\"? \"12 weekly\" is no length of time"});
    EXPECT_EQ(read("cbt for 12 weekly").phrase.main.per_week, 1) << "a word that begins something else is no unit";
    EXPECT_EQ(read("cbt for weeks from week 4").phrase.main.start, 4 * week);
    EXPECT_EQ(told("cbt for 12 weks 3x wekly"), (Texts{"8: did you mean \"weeks\"? \"12 weks\" is no length of time",
                                                       "16: write \"3x daily\", \"3x weekly\" or \"3x monthly\""}));
}

TEST(PhraseOften, IsAnyInterval) {
    const double month = 30.4375 * day;
    const std::pair<const char*, double> all[] = {{"daily", 7},
                                                  {"weekly", 1},
                                                  {"monthly", week / month},
                                                  {"2x daily", 14},
                                                  {"24x daily", 168},
                                                  {"4x weekly", 4},
                                                  {"0.5x weekly", 0.5},
                                                  {"2x monthly", 2 * week / month},
                                                  {"30x monthly", 30 * week / month},
                                                  {"every day", 7},
                                                  {"every week", 1},
                                                  {"every month", week / month},
                                                  {"every 2 weeks", 0.5},
                                                  {"every 3 days", 7.0 / 3},
                                                  {"every other day", 3.5},
                                                  {"every other week", 0.5},
                                                  {"every 0.5 days", 14},
                                                  {"every 1 year", week / (365.25 * day)}};
    for (const auto& [text, per_week] : all) {
        const auto c = clause(fmt::format("cbt {} for 3 weeks", text));
        ASSERT_TRUE(c.per_week) << text;
        EXPECT_DOUBLE_EQ(*c.per_week, per_week) << text;
        EXPECT_EQ(c.duration, 3 * week) << "and what follows is read: " << text;
    }
    EXPECT_FALSE(clause("cbt for 3 weeks").per_week) << "the usual one is known to the catalogue, not here";
}
TEST(PhraseOften, BeyondReasonIsRefused) {
    const std::string interval = "how often is expected, for example \"every 2 weeks\" or \"every other day\"";
    const std::pair<std::string, std::string> wrong[] = {
        {"0x daily", "4: from 1x to 24x daily is expected"},
        {"-1x weekly", "4: from 1x to 7x weekly is expected"},
        {"8x weekly", "4: from 1x to 7x weekly is expected"},
        {"25x daily", "4: from 1x to 24x daily is expected"},
        {"31x monthly", "4: from 1x to 30x monthly is expected"},
        {"3x", "4: write \"3x daily\", \"3x weekly\" or \"3x monthly\""},
        {"every 59 weks", "10: " + interval},
        {"every 0 days", "10: " + interval},
        {"every -2 days", "10: " + interval},
        {"every", "9: " + interval},
        {"every 2", "10: " + interval},
        {"every blue moon", "10: " + interval},
        {"every 0.04 days", "10: once an hour is the most"},
        {"every 1e-9 days", "10: once an hour is the most"}};
    for (const auto& [text, what] : wrong)
        EXPECT_EQ(told("cbt " + text).front(), what) << text;
    EXPECT_EQ(read("cbt 3x 50 min weekly").phrase.main.amount, "50 min") << "and reading goes on";
    EXPECT_EQ(read("cbt 3x for 2 weeks").phrase.main.duration, 2 * week);
    EXPECT_EQ(told("cbt every 0.042 days for 1 week"), Texts{}) << "1.008 hours";
}

TEST(PhraseStart, IsAWeekOrADayOfThePlan) {
    EXPECT_EQ(clause("cbt from week 0").start, 0);
    EXPECT_EQ(clause("cbt from week 4").start, 4 * week);
    EXPECT_EQ(clause("cbt from week 1.5 for 2 weeks").start, 1.5 * week);
    EXPECT_EQ(clause("cbt from 2026-03-02").start, 0) << "the very day";
    EXPECT_EQ(clause("cbt from 2026-04-01").start, 30 * day) << "29 days are left of March";
    EXPECT_EQ(clause("cbt from 2027-03-02").start, 365 * day);
    EXPECT_EQ(clause("cbt from 2028-03-02").start, 731 * day) << "2028 is a leap year";
    const std::pair<const char*, const char*> wrong[] = {
        {"cbt from", "8: \"\" is no week and no day; expected \"from week 4\" or \"from 2026-04-01\""},
        {"cbt from week", "9: \"week\" is no week and no day; expected \"from week 4\" or \"from 2026-04-01\""},
        {"cbt from 2026-02-30",
         "9: \"2026-02-30\" is no week and no day; expected \"from week 4\" or \"from "
         "2026-04-01\""},
        {"cbt from week -1", "14: a plan starts in week 0; what was before belongs to [history]"},
        {"cbt from week 6000", "14: a week of the next 100 years is expected"},
        {"cbt from 2026-03-01", "9: 2026-03-01 is before the plan starts"}};
    for (const auto& [text, what] : wrong)
        EXPECT_EQ(told(text).front(), what) << text;
    EXPECT_EQ(told("cbt from 2026-04-01", PhraseOf::treatment, ""),
              Texts{"9: a date needs the day on which the plan starts: start = \"2026-03-02\" in [plan], or in the "
                    "[trial] of a trial; of a person to be ranked for weeks are counted: from week 4"});
    EXPECT_FALSE(read("cbt from week 6000").phrase.main.start);
}
TEST(PhraseStart, KnowsTheDaysOfTheCalendar) {
    for (const char* none :
         {"",           "2026",        "2026-03",    "2026-03-",    "2026-03-02-", "2026-03-02x", "2026/03/02",
          "02.03.2026", "2026-00-01",  "2026-13-01", "2026-01-00",  "2026-01-32",  "2026-04-31",  "2025-02-29",
          "1900-02-29", "-2026-03-02", "2026--3-02", "10000-01-01", "20x6-01-01",  " 2026-03-02"})
        EXPECT_FALSE(parse_date(none)) << none;
    for (const char* there : {"2026-03-02", "2028-02-29", "2000-02-29", "2026-12-31", "9999-12-31", "2026-3-2"})
        EXPECT_TRUE(parse_date(there)) << there;
    EXPECT_EQ((*parse_date("2001-01-01") - *parse_date("2000-01-01")).count(), 366);
    EXPECT_EQ((*parse_date("1970-01-02")).time_since_epoch().count(), 1);
}

TEST(PhraseAmount, IsKeptAsWrittenWithItsUnit) {
    EXPECT_EQ(clause("cbt 50 min weekly").amount, "50 min");
    EXPECT_EQ(clause("escitalopram 0.5 mg daily").amount, "0.5 mg");
    EXPECT_EQ(clause("cbt weekly 1.5 h for 3 weeks").amount, "1.5 h") << "in any order";
    EXPECT_EQ(clause("cbt 50 blink").amount, "50 blink") << "which units there are, the treatment knows";
    EXPECT_EQ(told("cbt 50"), Texts{"4: 50 has no unit; expected, for example, \"50 min\" or \"50 mg\""});
    EXPECT_EQ(told("cbt 50 weekly"), Texts{"4: 50 has no unit; expected, for example, \"50 min\" or \"50 mg\""});
    EXPECT_EQ(read("cbt 50 weekly").phrase.main.per_week, 1);
    EXPECT_EQ(told("cbt 50min"), Texts{"4: write \"50 min\", with a space between a number and its unit"});
    EXPECT_EQ(told("cbt 50minutes").size(), 1u) << "is no unit, and is told once";
}
TEST(PhraseIntensity, IsANumberWithItsUnit) {
    const auto c = clause("aerobic_exercise 30 min at 65 %HRR 4x weekly");
    EXPECT_EQ(c.intensity, "65 %HRR");
    EXPECT_EQ(c.amount, "30 min");
    EXPECT_EQ(c.per_week, 4);
    const std::string what = "a number with its unit is expected, for example \"at 65 %HRR\"";
    const std::pair<std::string, std::string> wrong[] = {{"run at", "6: " + what},
                                                         {"run at 65", "7: " + what},
                                                         {"run at hard", "7: " + what},
                                                         {"run at full speed", "7: " + what},
                                                         {"run at 65 for 3 weeks", "7: " + what},
                                                         {"run at weekly", "7: " + what}};
    for (const auto& [text, said] : wrong) {
        EXPECT_EQ(told(text), Texts{said}) << text;
        EXPECT_EQ(read(text).phrase.main.intensity, "") << text;
    }
    EXPECT_EQ(read("run at 65 for 3 weeks").phrase.main.duration, 3 * week);
}

// The order of what is said means nothing.
TEST(Phrase, SaysTheSameInAnyOrder) {
    Texts parts{"50 min", "4x weekly", "for 12 weeks", "from week 4", "at 65 %HRR"};
    std::ranges::sort(parts);
    int orders = 0;
    do {
        const auto c = clause(fmt::format("run {}", fmt::join(parts, "  ")));
        EXPECT_EQ(c.name, "run");
        EXPECT_EQ(c.amount, "50 min");
        EXPECT_EQ(c.per_week, 4);
        EXPECT_EQ(c.duration, 12 * week);
        EXPECT_EQ(c.start, 4 * week);
        EXPECT_EQ(c.intensity, "65 %HRR");
        ++orders;
    } while (std::ranges::next_permutation(parts).found);
    EXPECT_EQ(orders, 120);
}
// Of what is said twice none is the right one: the second is told, at its place.
TEST(Phrase, SaysEachThingOnce) {
    const std::pair<const char*, const char*> twice[] = {
        {"run 50 min 20 min", "11: say how much once; it is said before"},
        {"run weekly daily", "11: say how often once; it is said before"},
        {"run every 2 days for 1 week 3x weekly", "28: say how often once; it is said before"},
        {"run weekly weekly", "11: say how often once; it is said before"},
        {"run for 3 weeks for 2 days", "16: say how long once; it is said before"},
        {"run for 3 weeks 2 days", "16: say how long once; it is said before"},
        {"run from week 2 from 2026-04-01", "16: say when it begins once; it is said before"},
        {"run at 65 %HRR at 60 %HRR", "15: say how hard once; it is said before"},
        {"cbt, homework 20 min daily 30 min", "27: say how much once; it is said before"},
        {"cbt, homework 20 min daily, homework 30 min", "28: say homework once; it is said before"},
        {"cbt, taper 2 weeks, homework 3 min, taper 3 weeks", "36: say taper once; it is said before"}};
    for (const auto& [text, what] : twice)
        EXPECT_EQ(told(text), Texts{what}) << text;
    EXPECT_EQ(told_of_life("ordinary for 3 weeks, sleep -1 h, control low, sleep -2 h"),
              Texts{"47: say sleep once; it is said before"});
    EXPECT_EQ(told_of_life("ordinary for 3 weeks, control low, shared control low"),
              Texts{"35: say control once; it is said before"});
}
// What would pass and do nothing is told.
TEST(Phrase, TakesNoWordThatSaysNothing) {
    const std::pair<const char*, const char*> lives[] = {
        {"ordinary 50 min for 4 weeks", "9: leave this out; ordinary takes no word of how much"},
        {"ordinary weekly for 4 weeks", "9: leave this out; ordinary takes no word of how often"},
        {"ordinary for 4 weeks from week 2", "21: leave this out; ordinary takes no word of when it begins"},
        {"ordinary for 4 weeks at 3 %HRR", "21: leave this out; ordinary takes no word of how hard"},
        {"ordinary for 4 weeks, sleep -1 h daily", "33: leave this out; sleep takes no word of how often"},
        {"ordinary for 4 weeks, sleep -1 h for 2 weeks", "33: leave this out; sleep takes no word of how long"},
        {"ordinary for 4 weeks, shared sleep from week 2",
         "35: leave this out; sleep takes no word of when it begins"}};
    for (const auto& [text, what] : lives)
        EXPECT_EQ(told_of_life(text), Texts{what}) << text;
    const std::pair<const char*, const char*> treatments[] = {
        {"cbt, homework 20 min daily for 2 weeks", "27: leave this out; homework takes no word of how long"},
        {"cbt, homework 20 min daily from week 2", "27: leave this out; homework takes no word of when it begins"},
        {"cbt, homework 20 min at 3 %HRR", "21: leave this out; homework takes no word of how hard"},
        {"drug, taper 4 weeks daily", "20: leave this out; taper takes no word of how often"},
        {"drug, taper 4 weeks 5 mg", "20: leave this out; taper takes no word of how much"},
        {"rtms, target 5 cm", "13: leave this out; target takes no word of how much"},
        {"cbt, shared homework 20 min daily", "5: leave this out; only circumstances of a life are shared"},
        {"drug, shared taper 4 weeks", "6: leave this out; only circumstances of a life are shared"}};
    for (const auto& [text, what] : treatments) {
        EXPECT_EQ(told(text), Texts{what}) << text;
        EXPECT_TRUE(read(text).phrase.further.empty()) << "the catalogue has nothing to add: " << text;
    }
}

TEST(PhraseFurther, SaysALevelAnAmountOrALength) {
    const auto life =
        read("chronic_stress for 24 weeks, shared control low,sleep -1 h ,  support high", PhraseOf::life);
    EXPECT_EQ(life.told, Texts{});
    const auto& f = life.phrase.further;
    ASSERT_EQ(f.size(), 3u);
    EXPECT_EQ(f[0].name, "control");
    EXPECT_EQ(f[0].level, "low");
    EXPECT_TRUE(f[0].shared);
    EXPECT_EQ(f[0].at, 29u) << "of \"shared\", with which it begins";
    EXPECT_EQ(f[1].name, "sleep");
    EXPECT_EQ(f[1].amount, "-1 h");
    EXPECT_EQ(f[1].level, "");
    EXPECT_FALSE(f[1].shared);
    EXPECT_EQ(f[1].at, 48u);
    EXPECT_EQ(f[2].level, "high");
    const auto drug = read("escitalopram 10 mg daily for 8 weeks, taper 4 weeks, target x").phrase;
    EXPECT_EQ(drug.further[0].duration, 4 * week);
    EXPECT_EQ(drug.further[1].level, "x");
    const auto homework = read("cbt weekly, homework 20 min daily").phrase.further.at(0);
    EXPECT_EQ(homework.level, "") << "is how often, no level";
    EXPECT_EQ(homework.per_week, 7);
    EXPECT_EQ(read("cbt weekly, homework 20 min weekly").phrase.further.at(0).per_week, 1);
    EXPECT_EQ(told("cbt weekly, homework 20"),
              Texts{"21: 20 has no unit; expected, for example, \"20 min\" or \"20 mg\""});
}
TEST(PhraseFurther, ThatIsEmptyIsToldOnce) {
    const std::string what = "something is expected here, for example \"cbt 50 min weekly for 12 weeks\"";
    EXPECT_EQ(told(""), Texts{"0: " + what});
    EXPECT_EQ(told("   "), Texts{"0: " + what});
    EXPECT_EQ(told("cbt weekly,"), Texts{"11: " + what});
    EXPECT_EQ(told("cbt weekly, , homework 20 min"), Texts{"11: " + what});
    EXPECT_EQ(told(", cbt weekly"), Texts{"0: " + what});
    EXPECT_EQ(read("cbt weekly,").phrase.further.size(), 0u);
    EXPECT_EQ(read("").phrase.main.name, "");
}

// Signs of other keyboards are plain ones; columns count signs, not bytes.
TEST(PhraseSigns, AreUnderstoodAndCounted) {
    const auto c = clause("cbt\t５０\xC2\xA0min weekly for １２ weeks");
    EXPECT_EQ(c.amount, "50 min");
    EXPECT_EQ(c.duration, 12 * week);
    EXPECT_EQ(read("cbt weekly，homework 20 min daily").phrase.further.at(0).amount, "20 min") << "a full-width comma";
    EXPECT_EQ(told("thérapie weekley"), Texts{"9: did you mean \"weekly\"? \"weekley\" is not understood"});
    EXPECT_EQ(told("thérapie daïly 50"), (Texts{"9: did you mean \"daily\"? \"daïly\" is not understood",
                                                "15: 50 has no unit; expected, for example, \"50 min\" or \"50 mg\""}));
    EXPECT_EQ(read("thérapie weekly, ôter 3 min").phrase.further.at(0).at, 17u);
}
TEST(PhraseSigns, ADecimalCommaIsReadAndTold) {
    const auto r = read("thé 7,5 mg daily for 2,25 weeks, taper 1 weeks");
    EXPECT_EQ(r.told, (Texts{"4: write 7.5; a number has a decimal point, a comma begins what else is said",
                             "21: write 2.25; a number has a decimal point, a comma begins what else is said"}));
    EXPECT_EQ(r.phrase.main.amount, "7.5 mg");
    EXPECT_EQ(r.phrase.main.duration, 2.25 * week);
    EXPECT_EQ(r.phrase.further.size(), 1u);
    EXPECT_EQ(told("cbt x5,5x").size(), 1u + told("cbt x5.5x").size()) << "told as a comma, and as the word it is";
}

TEST(Phrase, EveryWordThatIsNotKnownIsToldWithTheNearest) {
    EXPECT_EQ(told("cbt dayly"), Texts{"4: did you mean \"daily\"? \"dayly\" is not understood"});
    EXPECT_EQ(told("cbt monthyl"), Texts{"4: did you mean \"monthly\"? \"monthyl\" is not understood"});
    EXPECT_EQ(told("cbt evry 2 weeks").front(), "4: did you mean \"every\"? \"evry\" is not understood");
    const auto all = told("cbt sometimes_perhaps").front();
    EXPECT_TRUE(all.starts_with("4: \"sometimes_perhaps\" is not understood; expected ")) << all;
    for (const auto& w : phrase_words())
        EXPECT_EQ(all.find(fmt::format("\"{}\"", w.example)) != all.npos, !w.further)
            << w.example << " may follow, or begins a clause of its own";
}
// Every word of the grammar's own tables: it is read, and the nearest of it with a letter too many is itself.
TEST(Phrase, EveryWordOfTheGrammarIsReadWhereItStands) {
    for (const auto& w : phrase_words()) {
        const auto one = w.example;
        const bool life =
            w.further && w.word != "homework" && w.word != "taper" && w.word != "target" && w.word != "then";
        const auto of = life ? PhraseOf::life : PhraseOf::treatment;
        const auto text = w.further ? fmt::format("x for 12 weeks, {}", one) : fmt::format("x {}", one);
        const auto r = read(text, of);
        EXPECT_EQ(r.told, Texts{}) << text;
        EXPECT_EQ(r.phrase.further.size(), w.further ? 1u : 0u) << text;
        const auto& c = w.further ? r.phrase.further[0] : r.phrase.main;
        EXPECT_TRUE(!c.amount.empty() || !c.level.empty() || !c.intensity.empty() || c.per_week || c.duration ||
                    c.start || !c.table.empty())
            << text << " says something";
        const auto again = w.further ? fmt::format("{}, {}", text, one) : fmt::format("{} {}", text, one);
        EXPECT_EQ(told(again, of).empty(), w.word == "then") << again << ": twice is once too many";
        EXPECT_EQ(w.word == "shared", c.shared) << text;
    }
    for (const auto word : clause_words()) {
        if (word.size() < 4 || word.find(' ') != word.npos)
            continue;
        const auto nearest = told(fmt::format("cbt {}q", word)).front();
        EXPECT_TRUE(nearest.starts_with(fmt::format("4: did you mean \"{}\"?", word))) << nearest;
    }
}
