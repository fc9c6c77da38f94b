// Doses in a life: from a table beside the scenario, and in steps.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>

#include "base/day.hpp"
#include "model/calendar.hpp"
#include "model/template_life.hpp"
#include "refusal.hpp"

namespace rewire {
using namespace model;
namespace {
namespace fs = std::filesystem;

struct Doses : ::testing::Test {
    fs::path folder = fs::temp_directory_path() / fmt::format("rewire_doses_{}", ::getpid());
    void SetUp() override { fs::create_directories(folder); }
    void TearDown() override { fs::remove_all(folder); }
    void put(const std::string& table) const { std::ofstream(folder / "doses.csv") << table; }
    Calendar plan(const std::string& treatment, const std::string& more = "") const {
        return make_calendar(scenario::parse_scenario("[plan]\ntreatments = [\"" + treatment + "\"]\n" + more +
                                                          "[visits]\nweeks = [0, 12]\ninstruments = [\"gad7\"]\n",
                                                      (folder / "a.toml").string()),
                             testing::template_life());
    }
    std::string told(const std::string& table, const std::string& drug = "escitalopram") const {
        put(table);
        return testing::refusal([&] { plan(drug + " as doses.csv"); }, "accepted");
    }
    static double contact(const Calendar& c, int day, const Luck& luck) {
        for (const auto& [name, value] : c.day(day, luck).signals)
            if (name == "treatment_contact")
                return value;
        return 0;
    }
};

// A table that says what a phrase says is the same life, to the last digits.
TEST_F(Doses, OfATableActAsThoseOfAPhrase) {
    put("ID,TIME,AMT,EVID,II,ADDL\n1,168,10,1,24,27\n");
    const auto table = plan("escitalopram as doses.csv"),
               phrase = plan("escitalopram 10 mg daily for 4 weeks from week 1");
    for (std::uint32_t person = 0; person < 3; ++person) {
        const Luck luck(1, person);
        const auto a = table.exposure(luck), b = phrase.exposure(luck);
        for (int day = 0; day <= 84; ++day) {
            EXPECT_NEAR(a.mean(day, "escitalopram"), b.mean(day, "escitalopram"), 1e-18) << day;
            EXPECT_NEAR(a.occupancy(day, 0), b.occupancy(day, 0), 1e-12) << day;
            EXPECT_EQ(contact(table, day, luck), contact(phrase, day, luck)) << day;
        }
        EXPECT_GT(a.occupancy(30, 0), 0.5);
    }
}
// Each person lives with the rows of their own number, and what is not theirs they do not take.
TEST_F(Doses, OfATableAreEachPersonsOwn) {
    put("ID,TIME,AMT,EVID,II,SS\n1,0,10,1,0,0\n3,30,20,1,24,1\n");
    const auto c = plan("escitalopram as doses.csv", "adherence = 0.5\n");
    const auto& drug = *std::ranges::find(c.drugs, "escitalopram", &Drug::name);
    const auto single = [&](const Luck& luck, double h, double kg) { // after one dose
        const auto k = kinetics_of(drug, c.facts_of(luck), luck);
        const double out = k.clearance / k.volume, in = k.absorption;
        return kg / k.volume * in / (in - out) * (std::exp(-out * h * hour) - std::exp(-in * h * hour));
    };
    const Luck one(1, 0), two(1, 1), three(1, 2);
    EXPECT_NEAR(c.exposure(one).before(2, "escitalopram"), single(one, 48, 10e-6), 1e-15);
    EXPECT_EQ(c.exposure(two).before(2, "escitalopram"), 0);
    double sum = 0; // 30 h after the start such doses have been given for ever; of day 2 it is 18 h later
    for (int n = 0; n < 400; ++n)
        sum += single(three, 18 + 24.0 * n, 20e-6);
    EXPECT_NEAR(c.exposure(three).before(2, "escitalopram"), sum, 1e-9 * sum);
    EXPECT_EQ(c.exposure(three).before(1, "escitalopram"), 0) << "and nothing before";
    EXPECT_EQ(contact(c, 0, one), 1);
    EXPECT_EQ(contact(c, 0, two), 0);
    EXPECT_EQ(contact(c, 0, three), 0) << "the first dose is on day 1";
    EXPECT_EQ(contact(c, 1, three), 1);
}
TEST_F(Doses, OfATableEmptyTheBody) {
    put("ID,TIME,AMT,EVID\n1,0,20,1\n1,24,0,3\n");
    const auto e = plan("escitalopram as doses.csv").exposure(Luck(1, 0));
    EXPECT_GT(e.mean(0, "escitalopram"), 0);
    EXPECT_GT(e.before(1, "escitalopram"), 0);
    EXPECT_EQ(e.before(2, "escitalopram"), 0);
    EXPECT_EQ(e.mean(2, "escitalopram"), 0);
}
TEST_F(Doses, ThatCannotBeTakenAreRefusedWithTheirPlace) {
    const std::string head = "ID,TIME,AMT,EVID,CMT\n";
    EXPECT_NE(told(head + "anna,0,10,1,1\n2,0,10,1,1\n").find("doses.csv:2:1: write the number of a virtual person"),
              std::string::npos);
    EXPECT_NE(told(head + "1,0,10,1,2\n").find("doses.csv:2:1: write CMT 1; escitalopram is swallowed"),
              std::string::npos);
    EXPECT_NE(told(head + "1,0,10,1,1\n", "ketamine").find("write CMT 2; ketamine goes into a vein"),
              std::string::npos);
    EXPECT_NE(told(head + "1,0,10,1,1\n", "cbt").find("there is no drug in cbt"), std::string::npos);
    EXPECT_NE(told(head + "1,0,150,1,1\n1,9,150,1,1\n").find("300 mg a day is more than is possible"),
              std::string::npos)
        << "all of a day counts";
    EXPECT_NE(told(head + "1,0,0,0,1\n").find("nobody takes anything"), std::string::npos);
    fs::remove(folder / "doses.csv");
    EXPECT_NE(testing::refusal([&] {
                  plan("escitalopram as doses.csv");
              }).find("a.toml:2:16: put the table of doses beside the scenario"),
              std::string::npos);
    put(head + "1,0,10,1,1\n");
    EXPECT_NE(testing::refusal([&] { plan("escitalopram as doses.csv, taper 2 weeks"); }).find("leave \"taper\" out"),
              std::string::npos);
    EXPECT_EQ(told(head + "anna,0,10,1,1\n"), "accepted") << "one whose doses all take";
}

std::vector<double> doses(const Calendar& c, const Luck& luck, int days) { // of each day, over V: what one day adds
    const auto k = kinetics_of(*std::ranges::find(c.drugs, "escitalopram", &Drug::name), c.facts_of(luck), luck);
    const double out = k.clearance / k.volume, in = k.absorption, stays = std::exp(-out * 86400),
                 gone = std::exp(-in * 86400);
    const auto e = c.exposure(luck);
    // Before each day: blood and gut as the doses of the days before left them.
    double gut = 0, blood = 0;
    std::vector<double> out_mg;
    for (int day = 0; day < days; ++day) {
        const double now = e.before(day + 1, "escitalopram") * k.volume,
                     rest = blood * stays + gut * in / (in - out) * (stays - gone),
                     taken = (now - rest) / (in / (in - out) * (stays - gone));
        out_mg.push_back(taken * 1e6);
        blood = now;
        gut = (gut + taken) * gone;
    }
    return out_mg;
}
TEST_F(Doses, InStepsFollowEachOther) {
    const auto c = plan(
        "escitalopram 5 mg daily for 1 week from week 1, then 10 mg for 2 weeks, then 20 mg every 2 days for 1 week, "
        "taper 1 week");
    const auto taken = doses(c, Luck(1, 0), 50);
    for (int day = 0; day < 50; ++day) {
        const double on_days = (day - 28) % 2 == 0 ? 20 : 0;
        const double expected = day < 7    ? 0
                                : day < 14 ? 5
                                : day < 28 ? 10
                                : day < 35 ? on_days
                                : day < 42 ? ((day - 28) % 2 == 0 ? 20 * (1 - (day - 34) / 8.0) : 0)
                                           : 0;
        EXPECT_NEAR(taken[static_cast<std::size_t>(day)], expected, 1e-5) << day;
    }
}
// What is not taken is missed: whole doses, and not the same days of every step.
TEST_F(Doses, InStepsAreMissedWhole) {
    const auto c = plan("escitalopram 10 mg daily for 5 weeks, then 10 mg daily for 5 weeks", "adherence = 0.7\n"),
               one = plan("escitalopram 10 mg daily for 10 weeks", "adherence = 0.7\n");
    int missed = 0, alike = 0;
    for (std::uint32_t person = 0; person < 6; ++person) {
        const auto taken = doses(c, Luck(1, person), 70), straight = doses(one, Luck(1, person), 70);
        for (std::size_t day = 0; day < 70; ++day) {
            EXPECT_NEAR(taken[day], straight[day], 1e-5) << "a step that changes nothing is no step";
            EXPECT_LT(std::min(std::abs(taken[day]), std::abs(taken[day] - 10)), 1e-5) << "a whole one or none";
            missed += taken[day] < 5;
            alike += day >= 35 && (taken[day] < 5) == (taken[day - 35] < 5);
        }
    }
    EXPECT_GT(missed, 40);
    EXPECT_LT(alike, 6 * 35 * 0.9) << "the second step misses days of its own";
}
// Half way through a taper half of what was held is held still, where it is hyperbolic; where the dose falls evenly,
// nearly all.
TEST_F(Doses, OfAHyperbolicTaperFreeTheirTargetEvenly) {
    for (const char* drug : {"escitalopram 20 mg", "fluoxetine 20 mg", "escitalopram 10 mg for 1 week, then 20 mg"}) {
        const auto said = std::string(drug) + " for 20 weeks, taper 40 weeks";
        const auto c = plan(said + " hyperbolic", "weeks = 60\n"), linear = plan(said, "weeks = 60\n");
        double half = 0, most = 0;
        for (std::uint32_t person = 0; person < 20; ++person) {
            const Luck luck(1, person);
            const auto e = c.exposure(luck), f = linear.exposure(luck);
            half += e.occupancy(280, 0) / e.occupancy(139, 0) / 20;
            most += f.occupancy(280, 0) / f.occupancy(139, 0) / 20;
        }
        EXPECT_NEAR(half, 0.5, 0.1) << drug;
        EXPECT_GT(most, 0.8) << drug;
    }
    EXPECT_NE(testing::refusal([&] {
                  plan("placebo_pill daily for 4 weeks, taper 2 weeks hyperbolic");
              }).find("leave out \"hyperbolic\"; there is no drug in placebo_pill"),
              std::string::npos);
}
// A therapy that goes on more rarely has learnt already: its ramp does not begin again.
TEST_F(Doses, OfTherapyInStepsKeepTheirRamp) {
    const auto seconds = [](const Calendar& c, int day) {
        double sum = 0;
        for (const auto& [activity, s] : c.day(day, Luck(1, 0)).activities)
            sum += s;
        return sum;
    };
    const auto c = plan("cbt weekly for 6 weeks, then weekly for 6 weeks"), one = plan("cbt weekly for 12 weeks");
    for (int day = 0; day < 84; ++day)
        EXPECT_NEAR(seconds(c, day), seconds(one, day), 1e-9 * 3600) << day;
}

} // namespace
} // namespace rewire
