// How old people are and of which sex: the distribution, whose word counts, and what a file of one's own is told.
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "model/calendar.hpp"
#include "model/template_life.hpp"
#include "refusal.hpp"

namespace rewire {
using namespace life;
using namespace model;
namespace {

constexpr std::uint32_t many = 20000;

struct Drawn {
    double mean = 0, sd = 0, women = 0, youngest = 1e9, oldest = 0, whole = 0;
};
Drawn drawn(const Demography& d, std::uint64_t seed = 3) {
    Drawn out;
    double squares = 0;
    for (std::uint32_t k = 0; k < many; ++k) {
        const auto who = d.of(Luck(seed, k));
        out.mean += who.age / many;
        squares += who.age * who.age / many;
        out.women += who.woman ? 1.0 / many : 0;
        out.whole += who.age == std::round(who.age) ? 1.0 / many : 0;
        out.youngest = std::min(out.youngest, who.age);
        out.oldest = std::max(out.oldest, who.age);
    }
    out.sd = std::sqrt(squares - out.mean * out.mean);
    return out;
}
Calendar calendar_of(const std::string& people, const MedicineFiles& files = {}) {
    return make_calendar(
        scenario::parse_scenario(people + "[visits]\nweeks = [0]\ninstruments = [\"gad7\"]\n", "a.toml"),
        testing::template_life(), files);
}

} // namespace

TEST(AgeAndSex, AreDistributedAsTold) {
    const auto wide = drawn({{50, 10, 18, 100}, 0.67});
    EXPECT_NEAR(wide.mean, 50, 0.3) << "hardly anything is cut off, sd of the mean 0.07";
    EXPECT_NEAR(wide.sd, std::sqrt(100 + 1.0 / 12), 0.3) << "and rounded to years";
    EXPECT_NEAR(wide.women, 0.67, 0.015);
    EXPECT_NEAR(wide.whole, 1, 1e-9);
    // Half of a normal distribution: mean 40 + 12 sqrt(2/pi), sd 12 sqrt(1 - 2/pi); the half year below 40 is 40 too.
    const auto half = drawn({{40, 12, 40, 100}, 0});
    EXPECT_NEAR(half.mean, 40 + 12 * std::sqrt(2 / 3.14159265), 0.35);
    EXPECT_NEAR(half.sd, 12 * std::sqrt(1 - 2 / 3.14159265), 0.3);
    EXPECT_EQ(half.youngest, 40);
    EXPECT_EQ(half.women, 0);
    const auto narrow = drawn({{20, 50, 18, 22}, 1});
    EXPECT_EQ(narrow.youngest, 18);
    EXPECT_EQ(narrow.oldest, 22);
    EXPECT_NEAR(narrow.mean, 20, 0.1) << "so wide that all five years are as many";
    EXPECT_NEAR(narrow.women, 1, 1e-9);
    const auto one = drawn({{34.5, 0, 18, 100}, 0.5});
    EXPECT_EQ(one.youngest, 34.5) << "as it is given";
    EXPECT_EQ(one.oldest, 34.5);
}
// By their own names: who else somebody is has nothing to do with them, and changing one leaves the other.
TEST(AgeAndSex, AreDrawnApartFromEverythingElse) {
    const Demography d{{42, 12, 18, 75}, 0.6}, older{{70, 5, 60, 90}, 0.6}, men{{42, 12, 18, 75}, 0};
    double with_trait = 0, with_sex = 0;
    for (std::uint32_t k = 0; k < many; ++k) {
        const Luck luck(5, k);
        const auto who = d.of(luck);
        EXPECT_EQ(who.woman, older.of(luck).woman);
        EXPECT_EQ(who.age, men.of(luck).age);
        with_trait += (who.age - 42) / 12 * luck.normal("threat_confirmation") / many;
        with_sex += (who.age - 42) / 12 * (who.woman ? 1 : -1) / many;
    }
    EXPECT_NEAR(with_trait, 0, 0.03);
    EXPECT_NEAR(with_sex, 0, 0.03 + 0.2 * 0.06) << "0.2: most are women, and the cut moves the mean by so much";
}
TEST(AgeAndSex, TheScenariosWordComesBeforeTheConditions) {
    const auto told = [](const std::string& people) { return calendar_of(people).demography.told(); };
    EXPECT_EQ(told(""), "aged 40, 50 % women");
    EXPECT_EQ(told("[person]\nage = 34\nsex = \"female\"\n"), "aged 34, 100 % women");
    EXPECT_EQ(told("[person]\nsex = \"male\"\n"), "aged 40, 0 % women");
    EXPECT_EQ(told("[person]\nsex = \"male\"\n[population]\nage = { mean = 50, spread = 9 }\n"),
              "aged 50 ± 9 (18 to 100), 0 % women");
    EXPECT_EQ(told("[population]\nfrom = \"gad_outpatient\"\n"), "aged 42 ± 12 (18 to 75), 65 % women");
    EXPECT_EQ(told("[population]\nfrom = \"gad_outpatient\"\nwomen = 0.5\n"), "aged 42 ± 12 (18 to 75), 50 % women");
    EXPECT_EQ(told("[population]\nfrom = \"gad_outpatient\"\nage = { mean = 70, spread = 5, from = 60 }\n"),
              "aged 70 ± 5 (60 to 100), 65 % women");
    EXPECT_EQ(told("[population]\nfrom = \"raised_anxiety\"\n"), told("[population]\nfrom = \"gad_outpatient\"\n"))
        << "as the condition it is like";
    MedicineFiles files;
    const std::string mine = "name = \"mine\"\nsays = \"Mine.\"\nsource = \"assumed\"\n";
    files.conditions.push_back({"mine.toml", mine});
    EXPECT_EQ(calendar_of("[population]\nfrom = \"mine\"\n", files).demography.told(), "aged 40, 50 % women")
        << "a condition that does not say it";
}
TEST(AgeAndSex, EveryShippedConditionTellsThemWithASource) {
    for (const auto& c : testing::shipped_medicine().conditions) {
        ASSERT_TRUE(c.ages && c.women) << c.name;
        EXPECT_GT(c.ages->spread, 4) << c.name;
        EXPECT_GT(*c.women, 0.25) << c.name; // dependence: mostly men
        EXPECT_LT(*c.women, 0.8) << c.name;
    }
}
TEST(AgeAndSex, OfAConditionOfOnesOwnAreCheckedWhereTheyStand) {
    const auto told = [](const std::string& people) {
        MedicineFiles files;
        files.conditions.push_back(
            {"mine.toml", "name = \"mine\"\nsays = \"Mine.\"\nsource = \"assumed\"\n[people]\n" + people});
        return testing::refusal([&] { calendar_of("", files); }, "accepted");
    };
    const std::string source = "source = \"assumed\"\n";
    EXPECT_EQ(told("age = { mean = 42, spread = 9 }\nwomen = 0.5\n" + source), "accepted");
    const std::pair<std::string, const char*> all[]{
        {"women = 1.2\n" + source, "mine.toml:5:9: women is a share from 0 to 1, not 1.2"},
        {"women = 0.5\n", "\"source\" is missing"},
        {"age = { mean = -4, spread = 9 }\n" + source,
         "mine.toml:5:16: mean is a number of years from 18 to 100, not -4"},
        {"age = { mean = 42 }\n" + source, "mine.toml:5:7: add spread to age"},
        {"age = { mean = 42, spread = 9, from = 75, to = 18 }\n" + source, "mine.toml:5:39: from is below to"},
        {"men = 0.5\n" + source, "mine.toml:5:1: [people] has no \"men\"; it has age, source, women"}};
    for (const auto& [people, what] : all)
        EXPECT_NE(told(people).find(what), std::string::npos) << people << "\n" << told(people);
}
// Duloxetine is cleared 0.6 times as fast by women (its file): what a population clears follows who it is.
TEST(AgeAndSex, OfAPopulationMoveWhatItClears) {
    const auto& all = testing::shipped_medicine().drugs;
    const auto& drug = all[testing::named(all, "duloxetine")];
    const auto logs = [&](Demography d) { // mean of the logarithm of clearance over people
        Calendar c;
        c.demography = d;
        double sum = 0;
        for (std::uint32_t k = 0; k < 2000; ++k)
            sum += std::log(kinetics_of(drug, c.facts_of(Luck(5, k)), Luck(5, k)).clearance) / 2000;
        return sum;
    };
    const Demography men{{40, 0}, 0}, women{{40, 0}, 1};
    EXPECT_NEAR(logs(women) - logs(men), std::log(drug.women), 1e-9) << "the same luck otherwise";
    EXPECT_NEAR(logs({{40, 0}, 0.7}) - logs(men), 0.7 * std::log(drug.women), 0.02);
    EXPECT_NEAR(logs({{60, 0}, 1}) - logs(women), 2 * std::log(drug.decade), 1e-9);
}

} // namespace rewire
