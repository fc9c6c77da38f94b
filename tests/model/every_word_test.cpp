// Every word of a plan acts, or is told to do nothing.
#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "model/calendar.hpp"
#include "model/template_life.hpp"
#include "simulate/year.hpp"

namespace rewire {
using namespace scenario;
using namespace integrate;
using namespace life;
using namespace model;
using namespace simulate;
namespace {

const LifeModel& model() { return testing::template_life(); }
// The catalogue with one instrument and, where one is named, one treatment: quick to read.
MedicineFiles few(const std::string& treatment = "") {
    MedicineFiles f;
    std::erase_if(f.instruments, [](const auto& x) { return x.name.find("gad7") == std::string::npos; });
    f.slopes.clear(); // of instruments that are not there
    if (!treatment.empty()) {
        std::erase_if(f.treatments,
                      [&](const auto& x) { return x.name.find("/" + treatment + ".toml") == std::string::npos; });
        std::erase_if(f.lives, [](const auto& x) { return x.name.find("/ordinary.toml") == std::string::npos; });
        f.conditions.clear();
        f.events.clear();
    }
    return f;
}
// All that a calendar lets happen, as a text.
std::string happens(const Calendar& c) {
    std::string out = fmt::format("{} {} {}", c.first, c.last, fmt::join(c.visits, ","));
    for (const auto& t : c.traits)
        out += fmt::format(" {}", t.of(Luck(1, 0)));
    out += c.demography.told();
    for (const auto& s : c.settings)
        out += fmt::format(" {} {} {}", s.mechanism, s.parameter, s.si);
    for (const auto& e : c.eras)
        out += fmt::format(" {}", e.events); // which befall is luck, how many may is not
    out += fmt::format(" {} {} {}", c.spread.parameters, c.spread.uniform, c.instruments.size());
    for (std::uint32_t person = 0; person < 2; ++person)
        for (int day = c.first; day <= c.last; ++day) {
            const auto plan = c.day(day, Luck(1, person));
            for (const auto& [name, value] : plan.signals)
                out += fmt::format(" {} {}", name, value);
            for (const auto& [activity, seconds] : plan.activities)
                out += fmt::format(" {} {}", activity, seconds);
        }
    return out;
}
// Whether two scenarios differ in what happens, or the second one is told that its words do nothing.
void expect_words_to_act(const std::string& one, const std::string& other, const std::string& word,
                         const MedicineFiles& files) {
    try {
        const auto a = make_calendar(parse_scenario(one, "a.toml"), model(), files),
                   b = make_calendar(parse_scenario(other, "b.toml"), model(), files);
        const bool said = std::ranges::any_of(b.warnings, [](const std::string& w) {
            return w.find("nothing") != std::string::npos || w.find("never happens") != std::string::npos;
        });
        EXPECT_TRUE(happens(a) != happens(b) || said) << word << " is ignored in silence:\n" << other;
    } catch (const InputError& e) {
        EXPECT_NE(std::string(e.what()).find("more than is possible"), std::string::npos) << word << ": " << e.what();
    }
}
std::string plan_of(const std::string& treatment, const std::string& more = "") {
    return "[plan]\ntreatments = [\"" + treatment + "\"]\n" + more +
           "[visits]\nweeks = [0, 8]\ninstruments = [\"gad7\"]\n";
}
TEST(EveryWord, OfEveryTreatmentActs) {
    const auto& all = testing::shipped_medicine().treatments;
    EXPECT_GT(all.size(), 30u);
    for (const auto& t : all) {
        const auto files = few(t.name);
        const auto expect_to_act = [&](const std::string& one, const std::string& other, const std::string& word) {
            expect_words_to_act(one, other, word, files);
        };
        const auto amount = t.told(t.measure(t.amount).si), more = t.told(1.25 * t.measure(t.amount).si);
        const std::string often = how_often(t.per_week) == "daily" ? "daily" : fmt::format("{}x weekly", t.per_week),
                          rarer = t.per_week > 1 ? "weekly" : "2x weekly";
        const auto phrase = [&](const std::string& dose, const std::string& times, const std::string& rest) {
            return plan_of(t.name + " " + dose + " " + times + " " + rest);
        };
        const auto base = phrase(amount, often, "for 4 weeks from week 1");
        expect_to_act(base, phrase(more, often, "for 4 weeks from week 1"), t.name + ", amount");
        expect_to_act(base, phrase(amount, rarer, "for 4 weeks from week 1"), t.name + ", how often");
        expect_to_act(base, phrase(amount, "2x daily", "for 4 weeks from week 1"), t.name + ", twice a day");
        expect_to_act(base, phrase(amount, "every 2 weeks", "for 4 weeks from week 1"), t.name + ", every 2 weeks");
        expect_to_act(base, phrase(amount, often, "for 3 weeks from week 1"), t.name + ", length");
        expect_to_act(base, phrase(amount, often, "for 4 weeks from week 2"), t.name + ", start");
        expect_to_act(base, plan_of(t.name + " for 4 weeks from week 1", "adherence = 0.5\n"), t.name + ", adherence");
        expect_to_act(base, plan_of(t.name + " for 4 weeks from week 1", "engagement = 0.5\n"),
                      t.name + ", engagement");
        if (!t.intensity.empty())
            for (const char* at : {"50", "20", "80"})
                expect_to_act(base, phrase(amount, often, fmt::format("at {} {} for 4 weeks", at, t.intensity)),
                              t.name + ", intensity");
        if (t.practised()) {
            const auto home = phrase(amount, often, "for 4 weeks from week 1, homework 20 min daily");
            expect_to_act(base, home, t.name + ", homework");
            expect_to_act(home, phrase(amount, often, "for 4 weeks from week 1, homework 30 min daily"),
                          t.name + ", homework's length");
            expect_to_act(home, phrase(amount, often, "for 4 weeks from week 1, homework 20 min 3x weekly"),
                          t.name + ", how often homework");
        } else {
            EXPECT_THROW(make_calendar(parse_scenario(phrase(amount, often, "for 4 weeks, homework 20 min daily"), "a"),
                                       model(), files),
                         InputError)
                << t.name << " takes homework that does nothing";
        }
        if (t.drug) {
            const auto tapered = phrase(amount, often, "for 4 weeks from week 1, taper 2 weeks");
            expect_to_act(base, tapered, t.name + ", taper");
            expect_to_act(tapered, phrase(amount, often, "for 4 weeks from week 1, taper 1 weeks"), t.name + ", taper");
            expect_to_act(tapered, phrase(amount, often, "for 4 weeks from week 1, taper 0.3 days"),
                          t.name + ", taper");
        }
        for (std::size_t k = 1; k < t.targets.size(); ++k)
            expect_to_act(base, phrase(amount, often, "for 4 weeks from week 1, target " + t.targets[k].name),
                          t.name + ", target");
    }
}
TEST(EveryWord, OfALifeActs) {
    const auto scenario = [](const std::string& life, const std::string& rest = "") {
        return "[history]\nlife = [\"" + life + "\"]\n" + rest + "[visits]\nweeks = [0, 2]\ninstruments = [\"gad7\"]\n";
    };
    const auto files = few();
    const auto medicine = read_medicine(model(), files);
    const auto expect_to_act = [&](const std::string& one, const std::string& other, const std::string& word) {
        expect_words_to_act(one, other, word, files);
    };
    for (const auto& life : medicine.lives) {
        const auto base = scenario(life.name + " for 4 weeks");
        if (life.name != "ordinary")
            expect_to_act(scenario("ordinary for 4 weeks"), base, life.name);
        expect_to_act(base, scenario(life.name + " for 3 weeks"), life.name + ", length");
        for (const auto& c : medicine.circumstances) {
            const auto said = [&](const std::string& how) {
                return scenario(life.name + " for 4 weeks, " + c.name + " " + how);
            };
            for (const auto& level : c.levels)
                expect_to_act(base, said(level.name), life.name + ", " + c.name);
            if (!c.unit.empty()) {
                expect_to_act(base, said("-1 " + c.unit), life.name + ", " + c.name);
                expect_to_act(said("-1 " + c.unit), said("-2 " + c.unit), life.name + ", " + c.name);
            }
            for (const auto& level : c.levels)
                expect_to_act(said(level.name),
                              scenario(life.name + " for 4 weeks, shared " + c.name + " " + level.name),
                              life.name + ", shared " + c.name + " " + level.name);
        }
    }
    const auto base = scenario("ordinary for 4 weeks", "[plan]\n");
    const auto planned = [&](const std::string& words) {
        return scenario("ordinary for 4 weeks", "[plan]\n" + words + "\n");
    };
    for (const char* words : {"life = \"mild_stress\"", "weeks = 4", "adherence = 0.5", "engagement = 0.5"})
        expect_to_act(base, planned(words), words);
    for (const char* section :
         {"[person]\nage = 70\n", "[person]\nsex = \"male\"\n", "[person]\ntraits = { pfc_gain = \"+1 sd\" }\n",
          "[model]\nspread = 0.2\n", "[parameters]\n\"gains.g_P\" = 0.3\n",
          "[population]\nn = 3\nfrom = \"gad_outpatient\"\n"})
        expect_to_act(base, scenario("ordinary for 4 weeks", section), section);
}
// What is told to a life changes it.
TEST(EveryWord, ReachesTheLife) {
    const auto hash = [](const std::string& text) {
        const auto c = make_calendar(parse_scenario(text, "a.toml"), model());
        return hash_of(live(model(), c, {.people = 1, .record = false}).people);
    };
    const auto plan = [](const std::string& treatment) {
        // Of somebody unwell, whose back and a nerve are hurt: a healthy one reads 0 whatever helps.
        return "[person]\ntraits = { threat_confirmation = \"+1 sd\" }\n[history]\nlife = [\"chronic_stress for 12 "
               "weeks\", \"nerve_trauma for 1 day\", \"back_injury for 1 day\"]\n[plan]\ntreatments = [" +
               (treatment.empty() ? "" : "\"" + treatment + "\"") +
               "]\n[visits]\nweeks = [0, 2]\ninstruments = [\"gad7\", \"phq9\", \"sleep_time\", \"sert_occupancy\", "
               "\"vo2max\", \"il6\", \"vas_pain\", \"heart_rate\", \"rmssd_after_breathing\"]\n";
    };
    const auto without = hash(plan(""));
    std::vector<std::uint64_t> seen{without};
    for (const auto& t : testing::shipped_medicine().treatments) {
        const auto with = hash(plan(t.name + " for 2 weeks"));
        const bool unread = t.name == "ketamine"; // no mechanism knows what it binds to
        if (unread)
            EXPECT_EQ(with, hash(plan("placebo_pill for 2 weeks"))) << t.name;
        else if (t.name == "placebo_pill") // which is the visits that come with it
            EXPECT_EQ(with, hash(plan("clinic_visit for 2 weeks")));
        else if (t.acts() || t.substance || t.contact > 0)
            EXPECT_TRUE(std::ranges::find(seen, with) == seen.end()) << t.name << " lives as another one";
        else
            EXPECT_EQ(with, without) << t.name;
        if (!unread)
            seen.push_back(with);
    }
    for (const char* words :
         {"escitalopram 20 mg daily for 2 weeks", "escitalopram 10 mg weekly for 2 weeks",
          "escitalopram 10 mg every other day for 2 weeks", "escitalopram 10 mg daily for 1 weeks",
          "escitalopram 10 mg daily for 1 weeks, taper 1 weeks", "escitalopram 10 mg daily for 1 weeks from week 1",
          "cbt 60 min 2x weekly for 2 weeks", "cbt 60 min weekly for 2 weeks, homework 20 min daily",
          "aerobic_exercise 30 min 4x weekly at 50 %HRR for 2 weeks",
          "aerobic_exercise 30 min 4x weekly for 2 weeks, homework 10 min daily",
          "rtms 40 min 5x weekly for 2 weeks, target vmPFC"}) {
        const auto with = hash(plan(words));
        EXPECT_TRUE(std::ranges::find(seen, with) == seen.end()) << words << " lives as another one";
        seen.push_back(with);
    }
}

} // namespace
} // namespace rewire
