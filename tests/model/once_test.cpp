// Each fault of a catalogue's file, of a plan, of what is set is told once, and with a way out; numbers that nothing
// can have are refused.
#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "model/calendar.hpp"
#include "model/doubts.hpp"
#include "equations/all.hpp"
#include "model/template_life.hpp"

namespace rewire {
using namespace scenario;
using namespace integrate;
using namespace life;
using namespace model;
namespace {

const LifeModel& model() { return testing::template_life(); }
// What is told of a plan or a file, its place and its line left out, a line each.
std::string whats(const std::vector<Problem>& problems) {
    std::string out;
    for (const auto& p : problems)
        out += (out.empty() ? "" : "\n") + p.what;
    return out;
}
std::string told_of(const std::string& text, const MedicineFiles& files = {}) {
    try {
        make_calendar(read_scenario(text, "a.toml"), model(), files);
    } catch (const InputError& e) {
        return whats(e.problems());
    }
    return "accepted";
}
std::string told_of_plan(const std::string& treatment) {
    return told_of("[plan]\ntreatments = [\"" + treatment +
                   "\"]\n[visits]\nweeks = [0, 8]\ninstruments = [\"gad7\"]\n");
}
std::string told_of_life(const std::string& life) {
    return told_of("[history]\nlife = [\"" + life + "\"]\n[visits]\nweeks = [0, 8]\ninstruments = [\"gad7\"]\n");
}
MedicineFiles none() {
    MedicineFiles files{{}, {}, {}, {}, {}, {}, {}};
    files.slopes.clear();
    return files;
}
// Of one file of a kind, alone, or beside those of the house.
std::string told_of_file(std::vector<CatalogFile> MedicineFiles::*kind, const std::string& text,
                         MedicineFiles files = none()) {
    (files.*kind).push_back({"mine.toml", text});
    try {
        read_medicine(model(), files);
    } catch (const InputError& e) {
        return whats(e.problems());
    }
    return "accepted";
}

TEST(Once, APlanIsToldWhatToWriteInstead) {
    const std::string mass = "expected a mass in ug, mg, g or kg, for example \"1 mg\"",
                      time = "expected a time in ms, s, min, h, d or weeks, for example \"1 min\"";
    const std::pair<const char*, std::string> plans[] = {
        {"cbt weekly for 8 weeks, escitalopram 10 mg daily for 8 weeks",
         "write what begins with \"escitalopram\" as a text of its own, in quotes: each treatment is one"},
        {"aerobic_exercise at 65 %VO2max for 4 weeks", "the intensity of aerobic_exercise is in %HRR, not in %VO2max"},
        {"escitalopram 500 mcg daily for 8 weeks",
         "escitalopram: write 500 ug; \"mcg\" is not a unit rewire knows; " + mass},
        {"escitalopram 10 min daily for 8 weeks", "escitalopram: \"min\" is no unit of mass; " + mass},
        {"cbt 1 hour weekly for 8 weeks", "cbt: write 1 h; \"hour\" is not a unit rewire knows; " + time},
        {"cbt 50 minutes weekly for 8 weeks", "cbt: write 50 min; \"minutes\" is not a unit rewire knows; " + time},
        {"CBT weekly for 8 weeks", "did you mean \"cbt\"? there is no treatment \"CBT\""},
        {"exercise weekly for 8 weeks", "did you mean \"aerobic_exercise\"? there is no treatment \"exercise\""},
        {"hypnosis weekly for 8 weeks",
         fmt::format("there is no treatment \"hypnosis\"; `rewire list treatments` shows all {}",
                     MedicineFiles().treatments.size())}};
    for (const auto& [plan, told] : plans)
        EXPECT_EQ(told_of_plan(plan), told) << plan;
    const std::pair<const char*, std::string> lives[] = {
        {"ordinary for 8 weeks, sleep bad", "sleep is said with an amount, for example \"sleep -1 h\", not \"bad\""},
        {"ordinary for 8 weeks, sleep -1 hour",
         "sleep: write -1 h; \"hour\" is not a unit rewire knows; expected a time in ms, s, min, h, d or weeks, for "
         "example \"1 h\""},
        {"ordinary for 8 weeks, control 5 h", "control is high or low or normal, not \"5 h\""}};
    for (const auto& [life, told] : lives)
        EXPECT_EQ(told_of_life(life), told) << life;
    const std::string visits = "[visits]\nweeks = [0]\ninstruments = [\"{}\"]\n";
    const auto instrument = [&](const char* name) { return told_of(fmt::format(fmt::runtime(visits), name)); };
    EXPECT_TRUE(instrument("BDI").starts_with("there is no instrument \"BDI\"; `rewire list instruments` shows all "));
    EXPECT_EQ(instrument("gda7"), "did you mean \"gad7\"? there is no instrument \"gda7\"");
    const auto without = told_of(fmt::format(fmt::runtime(visits), "gad7") + "[model]\nnone = [\"wong_wang\"]\n");
    EXPECT_TRUE(without.starts_with("\"wong_wang\" is none of the mechanisms that can be left out; known: "))
        << without;
}

// Every value of every file of the catalogue, as one of another kind: whatever it is, it is told once.
TEST(Once, AValueOfAnotherKindIsToldOnceInEveryFile) {
    const MedicineFiles all;
    std::size_t tried = 0;
    for (const auto kind : {&MedicineFiles::lives, &MedicineFiles::circumstances, &MedicineFiles::treatments,
                            &MedicineFiles::instruments, &MedicineFiles::traits, &MedicineFiles::events,
                            &MedicineFiles::conditions, &MedicineFiles::drugs, &MedicineFiles::slopes})
        for (const auto& file : all.*kind) {
            if (file.text.find("\nlike = ") != file.text.npos)
                continue; // what it is like is in another file
            for (std::size_t at = 0; at < file.text.size();
                 at = std::min(file.text.find('\n', at), file.text.size() - 1) + 1) {
                const auto end = std::min(file.text.find('\n', at), file.text.size());
                const auto line = file.text.substr(at, end - at);
                const auto equals = line.find(" = ");
                if (equals == line.npos || line[0] == '#')
                    continue;
                const auto first = line[equals + 3];
                auto text = file.text;
                text.replace(at, end - at,
                             line.substr(0, equals) + (first == '"' || first == '[' ? " = 7" : " = \"x\""));
                auto beside = none();
                if (kind == &MedicineFiles::slopes) // they are of instruments
                    beside.instruments = all.instruments;
                const auto told = told_of_file(kind, text, beside);
                ++tried;
                EXPECT_NE(told, "accepted") << file.name << ": " << line;
                EXPECT_EQ(told.find('\n'), told.npos) << file.name << ": " << line << "\n" << told;
            }
        }
    EXPECT_GT(tried, 1000u);
}

TEST(Bounds, OfATreatmentsNumbersAreWhatTimeAndDosesCanBe) {
    const std::string head = "name = \"x\"\nsays = \"x\"\nsource = \"x\"\n",
                      usual = head + "amount = \"50 min\"\nper_week = 1\n";
    const struct {
        std::string text;
        const char* told;
    } files[] = {
        {usual + "[activities]\nexposure = 1\n", "accepted"},
        {usual + "[activities]\nexposure = 0\n", "accepted"},
        {usual + "[activities]\nexposure = 0.5\nreappraisal = 0.5\n", "accepted"},
        {usual + "[activities]\nexposure = 1.5\n", "each of [activities] is a share of the time from 0 to 1, not 1.5"},
        {usual + "[activities]\nexposure = -0.1\n",
         "each of [activities] is a share of the time from 0 to 1, not -0.1"},
        {usual + "[activities]\nexposure = 0.6\nreappraisal = 0.6\n",
         "the shares of [activities] are 1 together at most, not 1.2"},
        {usual + "[hours]\nactivation_hours = 1\n", "accepted"},
        {usual + "[hours]\nactivation_hours = 24\n", "each of [hours] is a share of the time from 0 to 1, not 24"},
        {usual + "[weekly_hours]\naerobic_hours = -1\n",
         "each of [weekly_hours] is a share of the time from 0 to 1, not -1"},
        {head + "amount = \"0 min\"\nper_week = 1\n", "a session above nothing and up to a day is expected"},
        {head + "amount = \"25 h\"\nper_week = 1\n", "a session above nothing and up to a day is expected"},
        {head + "amount = \"-5 mg\"\nper_week = 7\ndrug = \"escitalopram\"\n",
         "a dose above nothing and up to 1 kg is expected"},
        {head + "amount = \"50 min\"\nper_week = 0\n", "above 0 and up to 168 times a week is expected: once an hour"},
        {head + "amount = \"50 min\"\nper_week = 169\n",
         "above 0 and up to 168 times a week is expected: once an hour"},
        {usual + "ramp = \"-1 d\"\n", "a time above nothing and up to ten years is expected"},
        {head + "amount = \"2 kg\"\nper_week = 7\ndrug = \"escitalopram\"\n",
         "a dose above nothing and up to 1 kg is expected"}};
    for (const auto& f : files)
        EXPECT_EQ(told_of_file(&MedicineFiles::treatments, f.text), f.told) << f.text;
    const std::string condition = head + "[traits]\npfc_gain = {{ mean = {}, spread = {} }}\n";
    const auto trait = [&](double mean, double spread) {
        return told_of_file(&MedicineFiles::conditions, fmt::format(fmt::runtime(condition), mean, spread));
    };
    EXPECT_EQ(trait(-6, 6), "accepted");
    EXPECT_EQ(trait(6.1, 1), "nobody is so far from the mean; from -6 to 6 sd is expected");
    EXPECT_EQ(trait(0, -0.1), "a spread from 0 to 6 is expected, as a share of that between people");
}
// What stands for more than the hours of a day is refused in the plan, whatever the file calls it.
TEST(Bounds, OfAPlansHoursIsTheDay) {
    auto files = MedicineFiles();
    files.treatments.push_back(
        {"mine.toml",
         "name = \"mine\"\nsays = \"x\"\nsource = \"x\"\namount = \"30 min\"\nper_week = 7\n"
         "[[target]]\nname = \"dlPFC\"\nactivities = { dlpfc_stimulation = 40 }\nsignals = { }\n"});
    const auto plan = [&](const char* phrase) {
        return told_of(
            fmt::format("[plan]\ntreatments = [\"{}\"]\n[visits]\nweeks = [0, 4]\ninstruments = [\"gad7\"]\n", phrase),
            files);
    };
    EXPECT_EQ(plan("mine 30 min daily for 4 weeks"), "accepted");
    EXPECT_EQ(plan("mine 60 min daily for 4 weeks"), "mine would count for 40 h of activities a day, of 24");
    EXPECT_EQ(plan("mine 30 min 2x daily for 4 weeks"), "mine would count for 40 h of activities a day, of 24");
}

// What a trait or an event comes with is there and stands alone; spreads and rates are what they can be.
TEST(Bounds, OfPeopleAndWhatBefallsThem) {
    const std::string trait = "name = \"x\"\nsays = \"x\"\nsource = \"x\"\nparameters = [\"gains.g_A\"]\n",
                      event = "name = \"x\"\nsays = \"x\"\nsource = \"x\"\nshortest = \"7 d\"\nlongest = \"9 d\"\n",
                      life = "name = \"x\"\nsays = \"x\"\nsource = \"x\"\n";
    const struct {
        std::vector<CatalogFile> MedicineFiles::*kind;
        std::string text;
        const char* told;
    } files[] = {
        {&MedicineFiles::traits, trait + "sd = 1\nwith = \"threat_confirmation\"\ncorrelation = 0.4\n", "accepted"},
        {&MedicineFiles::traits, trait + "sd = 1\nwith = \"threat_confirmatoin\"\ncorrelation = 0.4\n",
         "did you mean \"threat_confirmation\"? there is no trait \"threat_confirmatoin\""},
        {&MedicineFiles::traits, trait + "sd = 1\nwith = \"x\"\ncorrelation = 0.4\n",
         "name a trait that itself comes with none; \"x\" comes with \"x\""},
        {&MedicineFiles::traits, trait + "sd = 1\nwith = \"reward_vulnerability\"\ncorrelation = 0.4\n",
         "name a trait that itself comes with none; \"reward_vulnerability\" comes with \"threat_confirmation\""},
        {&MedicineFiles::traits, trait + "sd = 1\nwith = \"threat_confirmation\"\ncorrelation = 1.4\n",
         "a correlation between -1 and 1 is expected, beside the trait it is `with`"},
        {&MedicineFiles::traits, trait + "sd = -1\n", "a spread of 0 or more is expected"},
        {&MedicineFiles::events, event + "per_year = 2\n", "accepted"},
        {&MedicineFiles::events, event + "per_year = -2\n", "from 0 to 52 events a year are expected"},
        {&MedicineFiles::events, event + "per_year = 2\nseverity_sd = -1\n",
         "a spread of 0 to 3 of the logarithm is expected"},
        {&MedicineFiles::events, event + "per_year = 2\nwith = \"threat_confirmation\"\ncorrelation = 0.4\n",
         "does nothing without between_sd: say how far people differ, or leave it out"},
        {&MedicineFiles::events,
         event + "per_year = 2\nbetween_sd = 0.5\nwith = \"treat_confirmation\"\ncorrelation = 0.4\n",
         "did you mean \"threat_confirmation\"? there is no trait \"treat_confirmation\""},
        {&MedicineFiles::lives, life + "passes = \"280 d\"\n", "accepted"},
        {&MedicineFiles::lives, life + "passes = \"0 d\"\n",
         "a mean time from a day to 100 years is expected; leave it out where nothing passes"}};
    for (const auto& f : files)
        EXPECT_EQ(told_of_file(f.kind, f.text, MedicineFiles()), f.told) << f.text;
}

// A name that no phrase could say is refused with one that it could.
TEST(Names, AreOneWord) {
    const auto of = [](const std::string& name) {
        return told_of_file(&MedicineFiles::treatments,
                            "name = " + name + "\nsays = \"x\"\nsource = \"x\"\namount = \"50 min\"\nper_week = 1\n");
    };
    const std::pair<const char*, const char*> names[] = {
        {"\"forest_bathing\"", "accepted"},
        {"\"5-HTP\"", "accepted"},
        {"\"forest bathing\"", "write \"forest_bathing\"; a name is one word, so that phrases can say it"},
        {"\"a,b\"", "write \"a_b\"; a name is one word, so that phrases can say it"},
        {"\"a;b\"", "write \"a_b\"; a name is one word, so that phrases can say it"},
        {"\"a\\tb\"", "write \"a_b\"; a name is one word, so that phrases can say it"},
        {"\"a\u00a0b\"", "write \"a_b\"; a name is one word, so that phrases can say it"},
        {"\"../a\"", "write \".._a\"; a name is one word, so that phrases can say it"},
        {"\"\"", "write a name here, one word"}};
    for (const auto& [name, told] : names)
        EXPECT_EQ(of(name), told) << name;
    const std::string head = "name = \"x\"\nsays = \"x\"\nsource = \"x\"\n";
    EXPECT_EQ(told_of_file(&MedicineFiles::treatments,
                           head + "amount = \"50 min\"\nper_week = 1\n[[target]]\nname = \"left dlPFC\"\n"),
              "write \"left_dlPFC\"; a name is one word, so that phrases can say it");
    EXPECT_EQ(told_of_file(&MedicineFiles::circumstances, head + "[levels.\"very low\"]\nadded = { stress = 1 }\n"),
              "write \"very_low\"; a name is one word, so that phrases can say it");
    for (const auto kind : {&MedicineFiles::lives, &MedicineFiles::conditions})
        EXPECT_EQ(told_of_file(kind, "name = \"a b\"\nsays = \"x\"\nsource = \"x\"\n"),
                  "write \"a_b\"; a name is one word, so that phrases can say it");
    LifeData data;
    data.readouts.push_back(
        {"mine.toml",
         "name = \"my load\"\nsays = \"x\"\nsource = \"x\"\nkind = \"load\"\ncircuits = [\"amygdala\"]\n"});
    data.activities.push_back(
        {"walk.toml", "name = \"a walk\"\nsays = \"x\"\nsource = \"x\"\nhealthy_hours = \"25 h\"\n"});
    data.circuits.push_back(
        {"c.toml", "name = \"left side\"\nsays = \"x\"\nsource = \"x\"\nregions = [\"Left-Amygdala\"]\n"});
    const auto& brain = testing::template_life();
    try {
        life_model(brain.network.places, brain.network.tracts[0], {}, equations::all_mechanisms(), data);
        ADD_FAILURE();
    } catch (const InputError& e) {
        EXPECT_EQ(whats(e.problems()),
                  "write \"left_side\"; a name is one word, so that phrases can say it\n"
                  "write \"a_walk\"; a name is one word, so that phrases can say it\n"
                  "from 0 to 24 h of a day are expected\n"
                  "write \"my_load\"; a name is one word, so that phrases can say it");
    }
}

// How often a phrase says it is told as a person would say it: in the words of the phrase.
TEST(HowOften, IsToldAsItIsSaid) {
    const std::pair<const char*, const char*> words[] = {{"daily", "daily"},
                                                         {"2x daily", "2× daily"},
                                                         {"weekly", "weekly"},
                                                         {"4x weekly", "4× weekly"},
                                                         {"2.5x weekly", "2.5× weekly"},
                                                         {"monthly", "monthly"},
                                                         {"2x monthly", "2× monthly"},
                                                         {"5x monthly", "5× monthly"},
                                                         {"every 2 weeks", "every 2 weeks"},
                                                         {"every 10 days", "every 10 days"},
                                                         {"every other day", "every 2 days"},
                                                         {"every month", "monthly"},
                                                         {"every 2 months", "every 2 months"},
                                                         {"every year", "every 12 months"},
                                                         {"every 10.5 days", "every 10.5 days"}};
    for (const auto& [said, told] : words) {
        const auto s = read_scenario(fmt::format("[plan]\ntreatments = [\"cbt {} for 8 weeks\"]\n", said), "a.toml");
        EXPECT_EQ(how_often(s.treatments.at(0).main.per_week.value_or(0)), told) << said;
    }
}

TEST(Settings, AreReadInOneWay) {
    const struct {
        const char *name, *value;
        double si;
        const char *refusal, *warning;
    } cases[] = {{"gains.g_C", "0.12", 0.12, "", ""},
                 {"gains.g_C", "0.12 1", 0.12, "", ""},
                 {"gains.g_C", "x", 0, "gains.g_C: \"x 1\" is not a number; expected a plain number", ""},
                 {"gains.g_C", "1 min", 0, "gains.g_C: leave \"min\" out; expected a plain number", ""},
                 {"gains.g_C", "1e9", 1e9,
                  "gains.g_C: 1e+09 is no value of it; from -3.5 to 3.5 is possible, and the model has 0.035", ""},
                 {"gains.g_C", "2", 2, "", "gains.g_C: 2 is more than 10 times larger than the model's 0.035."},
                 {"gains.g_c", "2", 0, "did you mean \"gains.g_C\"? there is no parameter \"gains.g_c\"", ""}};
    for (const auto& c : cases) {
        const auto read = read_setting(model(), {c.name, c.value, 0, 0});
        EXPECT_DOUBLE_EQ(read.si, c.si) << c.name << c.value;
        EXPECT_EQ(fmt::format("{}", fmt::join(read.doubts.refusals, ";")), c.refusal);
        EXPECT_EQ(fmt::format("{}", fmt::join(read.doubts.warnings, ";")), c.warning);
    }
}

} // namespace
} // namespace rewire
