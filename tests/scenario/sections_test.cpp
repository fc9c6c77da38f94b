// Sections and keys of a scenario: what each takes, and what is told of the rest, with its place.
#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "scenario/grammar.hpp"
#include "scenario/scenario.hpp"

using namespace rewire;
using namespace rewire::scenario;
using Texts = std::vector<std::string>;

namespace {

const std::string visits = "[visits]\nweeks = [0]\ninstruments = [\"gad7\"]\n";

// "line:column: what", in file order.
Texts told(const std::string& text) {
    Texts out;
    for (const auto& p : read_scenario(text, "a.toml").problems)
        out.push_back(fmt::format("{}:{}: {}", p.line, p.column, p.what));
    return out;
}
Scenario good(const std::string& text) {
    EXPECT_EQ(told(text), Texts{}) << text;
    return read_scenario(text, "a.toml");
}
// Of one key of a section, on line 2.
std::string with(std::string_view section, std::string_view key, std::string_view value) {
    return fmt::format("[{}]\n{} = {}\n{}", section, key, value, section == "visits" ? "" : visits);
}

} // namespace

// Every key of the grammar against every kind of value: what it does not take is told once, at the value, with the key
// and what is expected; what it takes is read.
TEST(Keys, TakeTheirKindOfValueAndTellOfTheOthers) {
    enum Is { neither, number, whole, text, list };
    const std::pair<const char*, Is> values[] = {
        {"20.5", number},       {"20", whole},           {"nan", neither},     {"-inf", neither}, {"true", neither},
        {"\"\"", neither},      {"\"x\"", text},         {"[]", list},         {"[1]", list},     {"[\"x\"]", list},
        {"{ a = 1 }", neither}, {"2026-03-02", neither}, {"[{ a = 1 }]", list}};
    for (const auto& section : scenario_sections())
        for (const auto& row : section.keys)
            for (const auto& [value, is] : values) {
                const bool taken = row.takes == Takes::number  ? is == number || is == whole
                                   : row.takes == Takes::whole ? is == whole
                                   : row.takes == Takes::word || row.takes == Takes::name || row.takes == Takes::day
                                       ? is == text
                                       : is == list;
                if (row.key == "*" || row.takes == Takes::traits || taken ||
                    (row.takes == Takes::ages && value[0] == '{'))
                    continue;
                const auto all = told(with(section.name, row.key, value));
                const auto at = fmt::format("2:{}: ", row.key.size() + 4);
                std::size_t here = 0;
                for (const auto& t : all) {
                    if (!t.starts_with(at))
                        continue;
                    ++here;
                    EXPECT_NE(t.find(fmt::format("{} is {}, not {}", row.key, expected(row), value)), t.npos)
                        << row.key << " = " << value << "\n"
                        << t;
                }
                EXPECT_EQ(here, 1u) << row.key << " = " << value << "\n" << fmt::format("{}", fmt::join(all, "\n"));
            }
}
// The bounds are where the grammar says: they are in, or out where it says so.
TEST(Keys, KeepTheirBoundsToTheLastBit) {
    for (const auto& section : scenario_sections())
        for (const auto& row : section.keys) {
            if (row.takes != Takes::number && row.takes != Takes::whole)
                continue;
            const auto accepted = [&](double v) {
                const auto all = told(with(section.name, row.key, fmt::format("{}", v)));
                return std::ranges::none_of(all, [](const std::string& t) { return t.starts_with("2:"); });
            };
            EXPECT_EQ(accepted(row.low), !row.above_low) << row.key;
            EXPECT_EQ(accepted(row.high), !row.below_high) << row.key;
            EXPECT_FALSE(accepted(std::nextafter(row.low, -1e9))) << row.key;
            EXPECT_FALSE(accepted(std::nextafter(row.high, 1e9))) << row.key;
            EXPECT_EQ(accepted(std::nextafter(row.low, row.high)), row.takes == Takes::number) << row.key;
            EXPECT_EQ(accepted(std::nextafter(row.high, row.low)), row.takes == Takes::number) << row.key;
        }
}
// Every key in every section where it does not belong names its home; a misspelt one names itself.
TEST(Keys, NameTheirHomeElsewhereAndTheNearestWhenMisspelt) {
    for (const auto& section : scenario_sections()) {
        for (const auto& row : section.keys) {
            if (row.key == "*")
                continue;
            for (const auto& other : scenario_sections()) {
                if (other.name == "parameters" ||
                    std::ranges::find(other.keys, row.key, &KeyRow::key) != other.keys.end())
                    continue;
                const auto all =
                    told(fmt::format("[{}]\n{}\n", other.name, row.example) + (other.name == "visits" ? "" : visits));
                const auto home = std::ranges::count_if(all, [&](const std::string& t) {
                    return t.find(fmt::format("put \"{}\" into [", row.key)) != t.npos &&
                           t.find(fmt::format("[{}]", section.name)) != t.npos &&
                           t.ends_with(fmt::format("it says nothing in [{}]", other.name));
                });
                EXPECT_EQ(home, 1) << row.key << " in " << other.name << "\n"
                                   << fmt::format("{}", fmt::join(all, "\n"));
            }
            const auto outside = told(fmt::format("{}\n", row.example) + visits);
            ASSERT_EQ(outside.size(), 1u) << row.example;
            EXPECT_TRUE(outside[0].find(fmt::format("put \"{}\" under [", row.key)) != outside[0].npos &&
                        outside[0].ends_with("it stands in no section"))
                << outside[0];
            if (row.key.size() > 3) {
                const auto misspelt = fmt::format("{}q", row.key);
                const auto all = told(with(section.name, misspelt, "1"));
                EXPECT_TRUE(std::ranges::any_of(all, [&](const std::string& t) {
                    return t.find(fmt::format("did you mean \"{}\"? [{}] has no \"{}\"", row.key, section.name,
                                              misspelt)) != t.npos;
                })) << fmt::format("{}", fmt::join(all, "\n"));
            }
        }
        if (section.needed)
            continue;
        const auto misspelt = told(fmt::format("[{}q]\n", section.name) + visits);
        EXPECT_EQ(misspelt, Texts{fmt::format("1:1: did you mean [{0}]? A scenario has no [{0}q]", section.name)});
        const auto scalar = told(fmt::format("{} = 3\n", section.name) + visits);
        EXPECT_EQ(scalar,
                  Texts{fmt::format("1:{0}: {1} must be a table, [{1}]", section.name.size() + 4, section.name)});
        const auto list = told(fmt::format("[[{}]]\n", section.name) + visits);
        EXPECT_EQ(list, Texts{fmt::format("1:1: {0} must be a table, [{0}]", section.name)});
    }
    EXPECT_EQ(told("visits = 3\n"), Texts{"1:10: visits must be a table, [visits]"})
        << "nothing without a place beside";
    EXPECT_EQ(told("[visits]\nweeks = [0]\ninstruments = [\"gad7\"]\n[weather]\n"),
              Texts{"4:1: a scenario has no [weather]; it has [person], [population], [history], [plan], [visits], "
                    "[model], [parameters] and [[arm]]"});
}

TEST(Person, IsTheUsualOneWhereNothingIsSaid) {
    const auto s = good(visits);
    EXPECT_EQ(s.age, 40);
    EXPECT_EQ(s.sex, "any");
    EXPECT_EQ(s.adherence, 1);
    EXPECT_EQ(s.engagement, 1);
    EXPECT_LT(s.spread, 0);
    EXPECT_FALSE(s.people || s.end || s.start);
    EXPECT_FALSE(s.said.adherence || s.said.engagement);
    EXPECT_TRUE(s.population.value.empty() && s.life.value.empty());
    EXPECT_EQ(s.weeks, std::vector<double>{0});
    EXPECT_EQ(s.instruments.at(0).value, "gad7");
    // What the grammar calls usual is what is read.
    for (const auto& section : scenario_sections())
        for (const auto& row : section.keys)
            if ((row.key == "age" && section.name == "person") || row.key == "adherence" || row.key == "engagement") {
                EXPECT_EQ(row.usual, fmt::format("{}", row.key == "age" ? s.age : s.adherence));
            }
}
TEST(Person, IsReadAsWritten) {
    const auto s = good(
        "[person]\nage = 34.5\nsex = \"female\"\n"
        "traits = { pfc_gain = \"-0.5 sd\", a = \"+1 sd\", b = \"0 sd\", c = \"2 sd\" }\n" +
        visits);
    EXPECT_EQ(s.age, 34.5);
    EXPECT_EQ(s.sex, "female");
    ASSERT_EQ(s.traits.size(), 4u);
    const std::pair<const char*, double> traits[] = {{"a", 1}, {"b", 0}, {"c", 2}, {"pfc_gain", -0.5}};
    for (std::size_t k = 0; k < 4; ++k) {
        EXPECT_EQ(s.traits[k].name, traits[k].first);
        EXPECT_EQ(s.traits[k].sd, traits[k].second);
        EXPECT_EQ(s.traits[k].line, 4);
    }
    EXPECT_EQ(s.traits[3].column, 23) << "of its value";
    EXPECT_EQ(good("[person.traits]\na = \"+1 sd\"\n" + visits).traits.at(0).sd, 1);
}
TEST(Person, ATraitIsADistanceFromTheMean) {
    const auto what = [](const char* mend, const char* given) {
        return Texts{fmt::format("2:16: write a = \"{} sd\"; a trait is told by its distance from the mean, not {}",
                                 mend, given)};
    };
    const std::pair<const char*, const char*> wrong[] = {
        {"1", "+1"},          {"-0.5", "-0.5"},    {"\"1\"", "+1"},      {"\"+1\"", "+1"},     {"\"+1sd\"", "+1"},
        {"\"1  sd\"", "+1"},  {"\"1 SD\"", "+1"},  {"\"+-1 sd\"", "+1"}, {"\"++1 sd\"", "+1"}, {"\"nan sd\"", "+1"},
        {"\"inf sd\"", "+1"}, {"\"1 sd \"", "+1"}, {"\" 1 sd\"", "+1"},  {"\"sd\"", "+1"},     {"\"\"", "+1"},
        {"\"high\"", "+1"},   {"true", "+1"},      {"[1]", "+1"},        {"{b = 1}", "+1"},    {"inf", "+1"}};
    for (const auto& [value, mend] : wrong)
        EXPECT_EQ(told(fmt::format("[person]\ntraits = {{ a = {} }}\n", value) + visits), what(mend, value));
    for (const char* value : {"3", "\"x\"", "[\"a\"]", "true"})
        EXPECT_EQ(told(with("person", "traits", value)),
                  Texts{fmt::format("2:10: write, for example, traits = {{ threat_confirmation = \"+1 sd\", pfc_gain = "
                                    "\"-0.5 sd\" }}; traits is distances from the mean, each in quotes, not {}",
                                    value)});
    EXPECT_EQ(good("[person]\ntraits = { a = \"−１ sd\" }\n" + visits).traits.at(0).sd, -1)
        << "signs of other keyboards";
}
TEST(Person, StandsNotBesideACondition) {
    const std::string from = "[population]\nfrom = \"gad_outpatient\"\n";
    EXPECT_EQ(told("[person]\nage = 30\n" + from + visits),
              Texts{"1:1: leave one of them out; [person] says who one person is, [population] from draws many of a "
                    "condition"});
    const auto many = good("[person]\nage = 30\n[population]\nn = 12\n" + visits);
    EXPECT_EQ(many.people, 12u) << "many of one kind";
    const auto s = good(from + visits);
    EXPECT_EQ(s.population.value, "gad_outpatient");
    EXPECT_EQ(s.population.line, 2);
    EXPECT_EQ(s.population.column, 8);
    EXPECT_FALSE(s.people);
}

TEST(Plan, IsReadAsWritten) {
    const auto s = good(
        "[plan]\nlife = \"mild_stress\"\nstart = \"2026-03-02\"\nadherence = 0.8\nengagement = 1.2\n"
        "weeks = 60\ntreatments = [\"cbt weekly for 12 weeks\",\n  \"run for 2 weeks\"]\n" +
        visits);
    EXPECT_EQ(s.life.value, "mild_stress");
    EXPECT_EQ(s.life.line, 2);
    EXPECT_EQ(s.start, parse_date("2026-03-02"));
    EXPECT_EQ(s.adherence, 0.8);
    EXPECT_EQ(s.engagement, 1.2);
    EXPECT_TRUE(s.said.adherence && s.said.engagement);
    EXPECT_EQ(s.end, 60);
    ASSERT_EQ(s.treatments.size(), 2u);
    EXPECT_EQ(s.treatments[0].line, 7);
    EXPECT_EQ(s.treatments[0].column, 15);
    EXPECT_EQ(s.treatments[1].line, 8);
    EXPECT_EQ(s.treatments[1].column, 3);
    EXPECT_EQ(s.treatments[1].main.name, "run");
}
TEST(Plan, ItsPhrasesNeedALength) {
    EXPECT_EQ(told("[plan]\ntreatments = [\"cbt weekly\", \"run for 2 weeks\"]\n" + visits),
              Texts{"2:16: a treatment has a length, for example \"cbt weekly for 12 weeks\""});
    EXPECT_EQ(told("[history]\nlife = [\"ordinary for 2 weeks\", \"ordinary\"]\n" + visits),
              Texts{"2:34: a part of a life has a length, for example \"ordinary for 52 weeks\""});
    EXPECT_EQ(told("[history]\nlife = [\"\"]\n" + visits).size(), 1u);
    EXPECT_EQ(told("[plan]\ntreatments = [\"cbt for\"]\n" + visits).size(), 1u) << "what is wrong with it, alone";
    EXPECT_EQ(told("[history]\nlife = [\"ordinary for weeks\"]\n" + visits).size(), 1u);
    EXPECT_EQ(told("[plan]\nstart = \"2026-02-30\"\n" + visits),
              Texts{"2:9: a day is expected, for example start = \"2026-03-02\""});
    EXPECT_EQ(told("[plan]\nstart = \"soon\"\ntreatments = [\"cbt for 2 weeks from 2026-03-09\"]\n" + visits).size(),
              2u)
        << "dates hang on it";
}

TEST(Visits, AreInWeeksThatRise) {
    const auto at = [](const char* weeks, const char* more = "") {
        return told(fmt::format("{}[visits]\ninstruments = [\"gad7\"]\nweeks = {}\n", more, weeks));
    };
    EXPECT_EQ(at("[0, 0.5, 12, 52]"), Texts{});
    EXPECT_EQ(at("[12]"), Texts{});
    const Texts rise{"3:9: visits come one after the other: weeks rise"};
    EXPECT_EQ(at("[0, 0]"), rise);
    EXPECT_EQ(at("[12, 0]"), rise);
    EXPECT_EQ(at("[0, 12, 11.99]"), rise);
    EXPECT_EQ(at("[0, \"12\"]"), Texts{"3:13: weeks holds numbers, without quotes"});
    EXPECT_EQ(at("[0, nan, \"12\"]"), Texts{"3:13: write a number there; weeks are finite"});
    EXPECT_EQ(at("12"), Texts{"3:9: write, for example, weeks = [12]; weeks is a list of weeks, not 12"});
    const char* plan = "[plan]\nweeks = 12\n";
    EXPECT_EQ(at("[0, 12]", plan), Texts{}) << "the last day of the plan is in it";
    EXPECT_EQ(at("[0, 12.1]", plan), Texts{"5:9: week 12.1 is after the end of the plan, week 12"});
    EXPECT_EQ(at("[12.1, 0]", plan).size(), 1u) << "weeks that fall have no last one";
}
TEST(Visits, BeginNotBeforeLife) {
    const auto at = [](const char* weeks, const char* before) {
        return told(fmt::format("{}[visits]\ninstruments = [\"gad7\"]\nweeks = {}\n", before, weeks));
    };
    EXPECT_EQ(at("[-4, 0]", ""),
              Texts{"3:9: add [history] with life = [\"ordinary for 4 weeks\"]; week -4 is before life "
                    "begins, in week 0"});
    EXPECT_EQ(at("[-3.5, 0]", ""),
              Texts{"3:9: add [history] with life = [\"ordinary for 4 weeks\"]; week -3.5 is before "
                    "life begins, in week 0"});
    const char* history = "[history]\nlife = [\"ordinary for 4 weeks\", \"ordinary for 1 week\"]\n";
    EXPECT_EQ(at("[-5, 0]", history), Texts{}) << "the first day of life is in it";
    EXPECT_EQ(at("[-5.1, 0]", history), Texts{"5:9: week -5.1 is before the history begins, in week -5"});
    EXPECT_EQ(at("[-9, 0]", "[population]\nfrom = \"gad_outpatient\"\n"), Texts{})
        << "the history of a condition is known to the catalogue";
    EXPECT_EQ(at("[-9, 0]", "[history]\nlife = [\"ordinary for 4 wecks\"]\n").size(), 1u)
        << "of a life whose length cannot be read nobody knows the beginning";
}
TEST(Visits, AreDaysInsteadOfWeeks) {
    const auto at = [](const char* dates, const char* plan = "[plan]\nstart = \"2026-03-02\"\n",
                       const char* more = "") {
        return told(fmt::format("{}[visits]\ninstruments = [\"gad7\"]\ndates = {}\n{}", plan, dates, more));
    };
    const auto s = good(
        "[plan]\nstart = \"2026-03-02\"\n[visits]\ninstruments = [\"gad7\"]\ndates = [\"2026-03-02\", "
        "\"2026-03-03\", \"2026-03-16\"]\n");
    EXPECT_EQ(s.weeks, (std::vector<double>{0, 1.0 / 7, 2}));
    EXPECT_EQ(at("[\"2026-03-16\", \"2026-03-02\"]"), Texts{"5:9: visits come one after the other: weeks rise"});
    EXPECT_EQ(at("[\"2026-03-02\", \"2026-02-30\"]"),
              Texts{"5:25: there is no day \"2026-02-30\"; expected, for example, \"2026-03-02\""});
    EXPECT_EQ(at("[\"2026-03-02\"]", ""),
              Texts{"3:11: dates of visits need the day on which the plan starts: start = \"2026-03-02\" in [plan]"});
    EXPECT_EQ(at("[\"2026-03-02\"]", "[plan]\nstart = \"2026-03-02\"\n", "weeks = [4]\n"),
              Texts{"5:9: visits are given in weeks or as dates, not both"});
    EXPECT_EQ(
        at("[\"2026-02-23\", \"2026-03-02\"]"),
        Texts{"5:9: add [history] with life = [\"ordinary for 1 weeks\"]; week -1 is before life begins, in week 0"});
    EXPECT_EQ(at("[]"), Texts{"5:9: add dates = [\"2026-03-02\", \"2026-05-25\"] to [visits]"});
}
TEST(Visits, AreNeeded) {
    const std::string weeks = "weeks = [0, 12]", instruments = "instruments = [\"gad7\", \"threat_faces\"]";
    EXPECT_EQ(told("[visits]\nweeks = [0]\n"), Texts{"1:1: add " + instruments + " to [visits]"});
    EXPECT_EQ(told("[visits]\ninstruments = [\"gad7\"]\n"), Texts{"1:1: add " + weeks + " to [visits]"});
    EXPECT_EQ(told("[visits]\nweeks = []\ninstruments = [\"gad7\"]\n"), Texts{"2:9: add " + weeks + " to [visits]"});
    EXPECT_EQ(told("[visits]\n"), Texts{"1:1: add " + weeks + " and " + instruments + " to [visits]"});
    EXPECT_EQ(told("[person]\nage = 30\n\n\n"),
              Texts{"2:1: add [visits] with " + weeks + " and " + instruments + "; nothing is measured without"})
        << "on the last line that says something";
    EXPECT_EQ(told("\n# nothing\n"), Texts{"1:1: add [visits] with " + weeks + " and " + instruments +
                                           "; the file says nothing (`rewire describe scenario` shows what it may)"});
    EXPECT_EQ(told("[visits]\nweeks = [0]\ninstruments = [\"gad7\", \"\"]\n"),
              Texts{"3:25: write a name here; instruments is a list of names of instruments, each in quotes"});
}

TEST(Model, IsChangedByNameAndSpread) {
    const auto s = good("[model]\nnone = [\"scar\", \"gains\"]\nspread = 0\n" + visits);
    ASSERT_EQ(s.without.size(), 2u);
    EXPECT_EQ(s.without[1].value, "gains");
    EXPECT_EQ(s.without[1].column, 17);
    EXPECT_EQ(s.spread, 0) << "nobody differs, which is not the usual spread";
    EXPECT_EQ(good("[model]\nspread = 0.2\n" + visits).spread, 0.2);
    EXPECT_EQ(told("[model]\nspread = 1\n" + visits), Texts{"2:10: spread is a share from 0 to below 1, not 1"});
    EXPECT_EQ(
        told("[model]\nnone = \"scar\"\n" + visits),
        Texts{"2:8: write, for example, none = [\"scar\"]; none is a list of names of mechanisms, each in quotes, not "
              "\"scar\""});
}
TEST(Parameters, AreNumbersOrTextsWithUnits) {
    const auto s =
        good("[parameters]\n\"gains.g_C\" = \"0.12 1\"\n\"a.b\" = 0.1\n\"a.c\" = 3\n\"a.d\" = 1e-20\n" + visits);
    const std::pair<const char*, const char*> all[] = {
        {"a.b", "0.1"}, {"a.c", "3"}, {"a.d", "1e-20"}, {"gains.g_C", "0.12 1"}};
    ASSERT_EQ(s.settings.size(), 4u);
    for (std::size_t k = 0; k < 4; ++k) {
        EXPECT_EQ(s.settings[k].name, all[k].first);
        EXPECT_EQ(s.settings[k].value, all[k].second);
    }
    EXPECT_EQ(s.settings[3].line, 2);
    EXPECT_EQ(s.settings[3].column, 15);
    EXPECT_EQ(told("[parameters]\ngains.g_C = 0.12\n" + visits),
              Texts{"2:1: write \"gains.g_C\" = ..., the whole name in quotes"});
    EXPECT_EQ(told("[parameters]\n\"gains.g_C\" = true\n" + visits), Texts{"2:15: gains.g_C must be a text in quotes"});
}
