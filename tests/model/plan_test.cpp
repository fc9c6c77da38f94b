// How often, how much, how long: what the words of a plan do to a day.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "base/file.hpp"
#include "model/calendar.hpp"
#include "model/template_life.hpp"
#include "scenario/person_file.hpp"
#include "scenario/trial_file.hpp"
#include "simulate/year.hpp"

namespace rewire {
using namespace mechanism;
using namespace scenario;
using namespace integrate;
using namespace life;
using namespace model;
using namespace simulate;
namespace {

const LifeModel& model() { return testing::template_life(); }
Calendar calendar(const std::string& plan, const std::string& weeks = "[0, 4]") {
    return make_calendar(
        parse_scenario("[plan]\n" + plan + "\n[visits]\nweeks = " + weeks + "\ninstruments = [\"gad7\"]\n", "a.toml"),
        model());
}
double signal(const DayPlan& p, std::string_view name) {
    for (const auto& [known, value] : p.signals)
        if (known == name)
            return value;
    return 0;
}
std::uint64_t hash_of_case(const std::string& name) {
    const auto path = std::filesystem::path(REWIRE_SOURCE_DIR) / "tests/cases" / name;
    const auto c = make_calendar(parse_scenario(read_file(path, 1 << 20), name), model());
    return hash_of(live(model(), c, {.people = 2, .record = false}).people);
}
// Name and text of what lies in scenarios/.
std::vector<std::pair<std::string, std::string>> ready_scenarios() {
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& f : std::filesystem::directory_iterator(std::filesystem::path(REWIRE_SOURCE_DIR) / "scenarios"))
        if (auto text = read_file(f.path(), 1 << 20);
            f.path().extension() == ".toml" && !scenario::trial_in(text, "") && !scenario::is_person(text))
            out.emplace_back(f.path().filename(), std::move(text));
    return out;
}
// A scenario with arms is as many plans.
std::vector<Scenario> plans_of(const std::string& text, const std::string& name) {
    auto s = parse_scenario(text, name);
    if (s.arms.empty())
        return {std::move(s)};
    std::vector<Scenario> out;
    for (std::size_t k = 0; k < s.arms.size(); ++k)
        out.push_back(s.of_arm(k));
    return out;
}
std::vector<int> session_days(const std::string& often, int days) {
    const auto c = calendar("treatments = [\"exposure_therapy 30 min " + often + " for 60 days\"]", "[0, 9]");
    std::vector<int> out;
    for (int day = 0; day < days; ++day)
        for (const auto& [activity, seconds] : c.day(day, Luck(1, 0)).activities)
            for (int k = 0; k < std::lround(seconds / 1800); ++k)
                out.push_back(day);
    return out;
}

TEST(HowOften, IsAnyInterval) {
    using Days = std::vector<int>;
    EXPECT_EQ(session_days("daily", 3), (Days{0, 1, 2}));
    EXPECT_EQ(session_days("every day", 3), (Days{0, 1, 2}));
    EXPECT_EQ(session_days("2x daily", 3), (Days{0, 0, 1, 1, 2, 2}));
    EXPECT_EQ(session_days("weekly", 15), (Days{0, 7, 14}));
    EXPECT_EQ(session_days("2x weekly", 15), (Days{0, 4, 7, 11, 14}));
    EXPECT_EQ(session_days("every other day", 6), (Days{0, 2, 4}));
    EXPECT_EQ(session_days("every 3 days", 10), (Days{0, 3, 6, 9}));
    EXPECT_EQ(session_days("every 2 weeks", 30), (Days{0, 14, 28}));
    EXPECT_EQ(session_days("monthly", 60), (Days{0, 31}));
    EXPECT_EQ(session_days("every 4 weeks", 60), (Days{0, 28, 56}));
}
TEST(HowOften, OfADrugDecidesOnItsLevel) {
    const auto mean = [](const std::string& often, int day, int days = 1) { // over clearance, mg a day
        const auto c = calendar("treatments = [\"escitalopram " + often + " for 8 weeks\"]", "[0, 12]");
        const auto e = c.exposure(Luck(1, 0));
        double sum = 0;
        for (int k = 0; k < days; ++k)
            sum += e.mean(day + k, "escitalopram") / days;
        const auto drug = std::ranges::find(c.drugs, "escitalopram", &Drug::name);
        return sum * kinetics_of(*drug, c.facts, Luck(1, 0)).clearance * 86400 * 1e6;
    };
    // In the steady state as much is cleared as is swallowed.
    EXPECT_NEAR(mean("10 mg daily", 55), 10, 4e-3);
    EXPECT_NEAR(mean("5 mg 2x daily", 55), 10, 4e-3);
    EXPECT_NEAR(mean("10 mg 2x daily", 55), 20, 8e-3);
    EXPECT_NEAR(mean("10 mg 3x daily", 55), 30, 12e-3);
    EXPECT_NEAR(mean("10 mg weekly", 42, 7), 10.0 / 7, 1e-3);
    EXPECT_NEAR(mean("10 mg every 2 days", 46, 2), 5, 1e-3);
    EXPECT_LT(mean("10 mg daily", 0), 5) << "not yet there";
    EXPECT_LT(mean("10 mg daily", 60), 0.3 * mean("10 mg daily", 56)) << "leaving";
}
// Of what was there a share is left by the half-life, and a kept pill adds the same each time.
TEST(Missed, APillFallsByTheHalfLife) {
    auto c = calendar("adherence = 0.9\ntreatments = [\"escitalopram 10 mg daily for 12 weeks\"]", "[0, 12]");
    int missed = 0;
    for (std::uint32_t person = 0; person < 20; ++person) {
        const Luck luck(1, person);
        const auto e = c.exposure(luck);
        const auto k = kinetics_of(*std::ranges::find(c.drugs, "escitalopram", &Drug::name), c.facts, luck);
        const double leaves = k.clearance / k.volume, stays = std::exp(-leaves * 86400),
                     one = 1e-5 / k.volume * k.absorption / (k.absorption - leaves) * stays;
        for (int day = 1; day < 80; ++day) {
            const double taken = (e.before(day + 1, "escitalopram") - stays * e.before(day, "escitalopram")) / one;
            EXPECT_TRUE(std::abs(taken) < 1e-6 || std::abs(taken - 1) < 1e-6) << taken;
            missed += std::abs(taken) < 1e-6;
        }
    }
    EXPECT_GT(missed, 50);
}
TEST(Missed, EverythingLeavesNothingBehind) {
    for (const char* treatment :
         {"escitalopram 10 mg daily", "cbt 50 min weekly", "aerobic_exercise 30 min 4x weekly", "placebo_pill daily"}) {
        const auto c = calendar(fmt::format("adherence = 0\ntreatments = [\"{} for 4 weeks\"]", treatment)),
                   none = calendar("");
        for (int day = 0; day <= 28; ++day) {
            const auto with = c.day(day, Luck(1, 0)), without = none.day(day, Luck(1, 0));
            for (const auto& [name, value] : with.signals)
                EXPECT_EQ(value, signal(without, name)) << treatment << ": " << name;
            EXPECT_TRUE(with.activities.empty()) << treatment;
        }
    }
}
TEST(Missed, ContactCountsWhereItWasAttended) {
    const auto c = calendar("adherence = 0.5\ntreatments = [\"cbt 50 min weekly for 20 weeks\"]", "[0, 20]");
    double contact = 0;
    for (std::uint32_t person = 0; person < 200; ++person)
        for (int week = 0; week < 20; ++week) {
            const Luck luck(3, person);
            const bool came = !c.day(7 * week, luck).activities.empty();
            for (int day = 7 * week; day < 7 * week + 7; ++day)
                EXPECT_EQ(signal(c.day(day, luck), "treatment_contact"), came ? 1 : 0) << "from session to session";
            contact += came / 4000.0;
        }
    EXPECT_NEAR(contact, 0.5, 0.07);
}

TEST(Meetings, AreCountedByHowATreatmentIsGiven) {
    const struct {
        const char* treatments;
        double expected;
    } cases[]{
        {"\"cbt 50 min weekly for 8 weeks\"", 8},
        {"\"cbt 50 min 2x weekly for 8 weeks\"", 16},
        {"\"cbt 50 min weekly for 8 weeks, homework 20 min daily\"", 8},
        {"\"rtms 40 min 5x weekly for 4 weeks\"", 20},
        {"\"escitalopram 10 mg daily for 8 weeks\"", 8},
        {"\"escitalopram 10 mg daily for 4 weeks, taper 4 weeks\"", 8},
        {"\"escitalopram 10 mg daily for 8 weeks\", \"buspirone 30 mg daily for 8 weeks\"", 8}, // one prescriber
        {"\"escitalopram 10 mg daily for 8 weeks\", \"cbt 50 min weekly for 8 weeks\"", 16},
        {"\"mindfulness 30 min daily for 8 weeks\"", 8}, // practised at home, a group a week
        {"\"clinic_visit 30 min weekly for 5 weeks\"", 5},
        {"\"waiting_list for 8 weeks\"", 0},
    };
    for (const auto& c : cases) {
        const auto planned = calendar(fmt::format("treatments = [{}]", c.treatments), "[0, 10]");
        double sum = 0;
        for (int day = 0; day < 70; ++day)
            sum += signal(planned.day(day, Luck(1, 0)), "meetings");
        EXPECT_EQ(sum, c.expected) << c.treatments;
    }
}

// What is shipped to be run as it stands can be planned without a word about its plan; of what has no mechanism yet the
// word is the one that its own first lines say.
TEST(Cases, ShippedScenariosArePlannedWithoutADoubt) {
    std::size_t files = 0;
    for (const auto& [name, text] : ready_scenarios()) {
        ++files;
        std::vector<std::string> words;
        if (name == "ketamine.toml")
            words = {
                "ketamine binds to NMDA, which no mechanism of this life reads: beyond hope, nothing follows from "
                "it."};
        for (const auto& plan : plans_of(text, name)) {
            const auto c = make_calendar(plan, model());
            EXPECT_EQ(c.warnings, words) << name;
            EXPECT_FALSE(c.visits.empty()) << name;
        }
    }
    EXPECT_GE(files, 28u) << "one of each class of treatments, and a year of all";
}

// Every treatment of the catalogue stands in a ready scenario, or one of its class does, or it is no treatment.
TEST(Cases, EveryClassOfTreatmentsHasAReadyScenario) {
    const std::map<std::string_view, std::string_view> alike{{"citalopram", "escitalopram"},
                                                             {"fluoxetine", "escitalopram"},
                                                             {"paroxetine", "escitalopram"},
                                                             {"venlafaxine", "duloxetine"},
                                                             {"tandospirone", "buspirone"},
                                                             {"gabapentin", "pregabalin"},
                                                             {"tramadol", "oxycodone"},
                                                             {"naproxen", "celecoxib"},
                                                             {"exposure_therapy", "cbt"},
                                                             {"psychoeducation", "cbt"},
                                                             {"breathing_training", "slow_breathing"},
                                                             {"sensorimotor_retraining", "pain_education"},
                                                             {"multidisciplinary", "pain_education"}};
    const std::map<std::string_view, std::string_view> none{
        {"placebo_pill", "a control of trials"},
        {"sham_acupuncture", "a control of trials"},
        {"sham_stimulation", "a control of trials"},
        {"clinic_visit", "a control of trials"},
        {"usual_care", "a control of trials"},
        {"waiting_list", "a control of trials; waiting.toml waits without a name"},
        {"tryptophan_depletion", "a challenge, no treatment"},
        {"pemf", "nothing is known to lead from the field to pain, so that it acts by hope alone"}};
    std::set<std::string> given;
    for (const auto& [name, text] : ready_scenarios())
        for (const auto& plan : plans_of(text, name)) {
            const auto c = make_calendar(plan, model());
            for (const auto& course : c.courses)
                given.insert(c.treatments[course.treatment].name);
        }
    std::set<std::string_view> known;
    for (const auto& t : testing::shipped_medicine().treatments) {
        known.insert(t.name);
        const auto like = alike.find(t.name);
        const bool stands = given.contains(t.name), excused = like != alike.end() || none.contains(t.name);
        EXPECT_NE(stands, excused) << t.name << (stands ? " needs no excuse" : " stands in no ready scenario");
        if (like != alike.end()) {
            EXPECT_TRUE(given.contains(std::string(like->second))) << t.name << " is like " << like->second;
        }
    }
    for (const auto& [name, why] : none)
        EXPECT_TRUE(known.contains(name)) << name;
    for (const auto& [name, why] : alike)
        EXPECT_TRUE(known.contains(name)) << name;
}

TEST(Cases, ThreeRegimensAreThreeCourses) {
    const auto daily = hash_of_case("daily.toml"), twice = hash_of_case("twice.toml"),
               weekly = hash_of_case("weekly.toml"), none = hash_of_case("none.toml");
    EXPECT_NE(daily, twice);
    EXPECT_NE(daily, weekly);
    EXPECT_NE(twice, weekly);
    EXPECT_NE(weekly, none);
    EXPECT_EQ(hash_of_case("adh0.toml"), none) << "who takes nothing lives as untreated";
}

} // namespace
} // namespace rewire
