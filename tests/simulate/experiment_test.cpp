// From a table of an experiment to arms, from arms to an answer; what is wrong is told before anybody lives.
#include "simulate/experiment.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>

#include "base/error.hpp"
#include "base/file.hpp"
#include "model/template_life.hpp"

namespace rewire {
using namespace scenario;
using namespace integrate;
using namespace life;
using namespace model;
using namespace simulate;
namespace {

const LifeModel& model() { return testing::template_life(); }
Experiment experiment(const std::string& lines) {
    Document d("[e]\n" + lines, "e.toml");
    auto root = d.root();
    auto s = root.section("e");
    auto e = read_experiment(s, {});
    s.finish();
    root.finish();
    d.raise();
    return e;
}
std::string told(const std::string& lines) {
    try {
        experiment(lines);
    } catch (const InputError& e) {
        return e.what();
    }
    return "";
}
const std::string usual = "measure = \"gad7\"\nstatistic = \"mean\"\nweek = 1\n";

TEST(Experiment, AnArmIsAScenario) {
    const auto e = experiment(R"(measure = "gad7"
statistic = "difference"
week = 12
people = "gad_outpatient"
history = ["ordinary for 4 weeks", "chronic_stress for 8 weeks"]
treated = ["cbt 50 min weekly for 12 weeks, homework 20 min daily"]
control = []
control_people = "mdd_outpatient"
control_history = ["ordinary for 2 weeks"]
control_life = "mild_stress"
adherence = "0.8"
parameters_within = 0.2
parameters = ['"gains.g_C" = "0.12 1"', '"anxiety.a_A" = 0.3']
treated_parameters = ['"cortisol.k" = "1 1"']
)");
    ASSERT_TRUE(e.control);
    const auto &treated = e.treated, &control = *e.control;
    EXPECT_EQ(treated.population.value, "gad_outpatient");
    const auto one = experiment(usual + "traits = \"threat_confirmation = '+1 sd', drive = '-0.5 sd'\"\n").treated;
    ASSERT_EQ(one.traits.size(), 2u);
    for (const auto& t : one.traits)
        EXPECT_EQ(t.sd, t.name == "drive" ? -0.5 : 1) << t.name;
    EXPECT_EQ(treated.history.size(), 2u);
    EXPECT_EQ(treated.treatments.size(), 1u);
    EXPECT_EQ(treated.adherence, 0.8);
    EXPECT_EQ(treated.spread, 0.2);
    ASSERT_EQ(treated.settings.size(), 3u);
    const std::map<std::string, std::string> wanted{
        {"gains.g_C", "0.12 1"}, {"anxiety.a_A", "0.3"}, {"cortisol.k", "1 1"}};
    for (const auto& s : treated.settings)
        EXPECT_EQ(s.value, wanted.at(s.name)) << s.name;
    EXPECT_EQ(control.population.value, "mdd_outpatient");
    EXPECT_EQ(control.life.value, "mild_stress");
    EXPECT_EQ(control.history.size(), 1u);
    EXPECT_EQ(control.treatments.size(), 0u);
    EXPECT_EQ(control.settings.size(), 2u);
    EXPECT_FALSE(e.paired);
    EXPECT_FALSE(e.part);
}
// The same condition at another age, or of women alone: other people, in the words of [population].
TEST(Experiment, ArmsCanBeOfOneSexOrAge) {
    const std::string all = "people = \"mdd_trial\"\nmeasure = \"gad7\"\nstatistic = \"difference\"\nweek = 1\n";
    const auto e = experiment(all +
                              "population = [\"women = 1\", \"age = { mean = 21, spread = 2, to = 24 }\"]\n"
                              "control_population = [\"women = 0\"]\n");
    const auto &women = e.treated, &men = *e.control;
    EXPECT_EQ(women.women, 1);
    ASSERT_TRUE(women.ages);
    EXPECT_EQ(women.ages->to, 24);
    EXPECT_EQ(men.women, 0);
    EXPECT_FALSE(men.ages);
    EXPECT_FALSE(e.paired);
    const auto both = experiment(all + "population = [\"women = 1\"]\n");
    EXPECT_TRUE(both.paired);
    EXPECT_EQ(both.control->women, 1) << "the control's as well, where nothing else is said";
}
// Names and sentences are data: none of their signs ends a text, a table or a section.
TEST(Experiment, WhatATextHoldsStaysWithinIt) {
    for (const std::string evil :
         {R"(x\"]\n[parameters]\n)", R"(back\\slash)", R"(a \"quoted\" word)", R"(tab\tnew\nline)"}) {
        const auto e = experiment(usual + "life = \"" + evil + "\"\npeople = \"" + evil + "\"\n");
        const auto& s = e.treated;
        EXPECT_TRUE(s.treatments.empty() && s.history.empty());
        EXPECT_EQ(s.life.value, s.population.value);
        EXPECT_TRUE(s.settings.empty());
    }
}
// With the place: line 1 is the heading, line 2 the measure.
TEST(Experiment, EveryDamageIsToldWhereItStands) {
    const std::string mean = "statistic = \"mean\"\n";
    for (const auto& [lines, said] : std::vector<std::pair<std::string, std::string>>{
             {"statistic = \"means\"", "3:13: did you mean \"mean\"? there is no statistic \"means\""},
             {"statistic = \"correlation\"", "3:13: a correlation needs an instrument `other`"},
             {mean + "week = nan", "4:8: week must be a finite number"},
             {mean + "week = 1e300", "4:8: a week from -1040 to 1040 is expected"},
             {mean + "from = -inf", "4:8: from must be a finite number"},
             {mean + "from = -2", "4:8: add history = [\"ordinary for 2 weeks\"]; week -2 is before life begins"},
             {mean + "from = -2\nhistory = [\"ordinary for 1 weeks\"]",
              "4:8: week -2 is before the history begins, in week -1"},
             {mean + "adherence = \"most\"", "4:13: "},
             {mean + "adherence = \"1.2\"", "4:13: adherence is a share from 0 to 1, not 1.2"},
             {mean + "parameters_within = 1", "4:21: parameters_within is a share from 0 to below 1, not 1"},
             {mean + "parameters_within = -0.5", "4:21: parameters_within is a share from 0 to below 1, not -0.5"},
             {mean + "analysis = \"LOCF\"", "4:12: did you mean \"locf\"? there is no analysis \"LOCF\""},
             {mean + "parameters = ['gains.g_C']", "4:25: name = value is expected: write key = value; "},
             {mean + "parameters = ['gains.g_C = 1']", "4:16: write \"gains.g_C\" = ..., the whole name in quotes"},
             {mean + "parameters = ['\"a.b\" = true']", "4:24: a.b must be a text in quotes"},
             {mean + "parameters = ['\"a.b\" = 1', '\"a.b\" = 2']", "4:37: say a.b once; it is said before"},
             {mean + "parameters = ['\"a.b\" = 1']\ntreated_parameters = ['\"a.b\" = 2']",
              "5:22: a.b is set in parameters already"},
             {mean + "traits = \"drive = '1'\"", "4:19: write drive = \"+1 sd\"; a trait is told by its distance"},
             {mean + "traits = \"a = '+1 sd', b = 2\"", "4:28: write b = \"+2 sd\"; a trait is told by its distance"},
             {mean + "traits = \"a = '+1 sd', a = '+2 sd'\"", "say a once; it is said before"},
             {mean + "traits = \"a = '+1 sd'\"\npeople = \"gad_outpatient\"", "4:10: traits are one person's"},
             {mean + "population = [\"women = 1\"]", "4:14: age and women are a population's: say whose"},
             {mean + "people = \"x\"\npopulation = [\"women = 2\"]", "5:24: women is a share from 0 to 1, not 2"},
             {mean + "people = \"x\"\npopulation = [\"women = 1\", \"women = 0\"]", "5:37: say women once; it is said"},
             {mean + "people = \"x\"\npopulation = [\"n = 5\"]",
              "a population of an experiment has no \"n\"; it has age"},
             {mean + "history = [\"ordinary\"]", "4:13: a part of a life has a length"},
             {mean + "treated = [\"cbt weekly\"]", "4:13: a treatment has a length"},
             {mean + "treated = [\"cbt wekly for 2 weeks\"]", "did you mean \"weekly\"? \"wekly\" is not understood"},
             {mean + "control_lives = \"x\"", "control_lives"}}) {
        const auto text = told("measure = \"gad7\"\n" + lines + "\n");
        const auto at = "e.toml:" + (std::isdigit(said[0]) ? said : "");
        EXPECT_NE(text.find(said), std::string::npos) << lines << " gives\n" << text;
        EXPECT_NE(text.find(at), std::string::npos) << lines << " gives\n" << text;
        EXPECT_EQ(text.find("e.toml:"), text.rfind("e.toml:")) << "once: " << text;
    }
}
TEST(Experiment, WhatItAsksIsWhatItIsKnownBy) {
    const auto e = experiment(usual);
    const auto key = key_of(e);
    const auto one_more = [](Experiment other) {
        other.control = other.treated;
        return other;
    };
    std::vector<std::uint64_t> keys{key, key_of(one_more(e))};
    const auto changed = [&](auto change) {
        auto other = e;
        change(other);
        keys.push_back(key_of(other));
    };
    changed([](Experiment& x) { x.treated.life.value = "mild_stress"; });
    changed([](Experiment& x) { x.part = x.treated; });
    changed([](Experiment& x) { x.other_part = x.treated; });
    changed([](Experiment& x) { x.paired = false; });
    changed([](Experiment& x) { x.measure = "phq9"; });
    changed([](Experiment& x) { x.other = "phq9"; });
    changed([](Experiment& x) { x.statistic = "sd"; });
    changed([](Experiment& x) { x.week = 2; });
    changed([](Experiment& x) { x.from = 2; });
    changed([](Experiment& x) { x.threshold = 2; });
    changed([](Experiment& x) { x.cutoff = 2; });
    changed([](Experiment& x) { x.analysis = Analysis::locf; });
    for (std::size_t k = 0; k < keys.size(); ++k)
        EXPECT_EQ(std::ranges::count(keys, keys[k]), 1) << k;
    EXPECT_EQ(key_of(experiment("\n\n" + usual + "treated = []\n")), key) << "where it stands says nothing";
}
// --set beside a claim's own parameters: one section, what the claim sets stays.
TEST(Experiment, SettingsAreValuesAndTheScenariosOwnStay) {
    auto own = experiment(usual + "parameters = ['\"gains.g_C\" = \"0.12 1\"']\n").treated;
    add_settings(own, {{"gains.g_C", "9 1", 0, 0}, {"anxiety.a_A", "0.3", 0, 0}, {"anxiety.a_A", "0.4", 0, 0}});
    ASSERT_EQ(own.settings.size(), 2u);
    EXPECT_EQ(own.settings[0].value, "0.12 1");
    EXPECT_EQ(own.settings[1].value, "0.3");
    auto none = experiment(usual).treated;
    add_settings(none, {{"gains.g_C", "9 1", 0, 0}});
    EXPECT_EQ(none.settings.size(), 1u);
}

Experiments experiments(std::size_t people, std::size_t& read, std::function<bool(double)> done = {}) {
    return Experiments(model(),
                       [&read](const Scenario& s) {
                           ++read;
                           return make_calendar(s, model());
                       },
                       {.people = people, .seed = 1, .threads = 1, .done = std::move(done)});
}
TEST(Experiments, AllThatIsWrongIsToldBeforeAnybodyLives) {
    std::size_t read = 0, asked = 0;
    auto all = experiments(1000, read, [&](double) { return ++asked, false; });
    all.plan(experiment(usual));
    all.plan(experiment(usual + "treated = [\"forest_bathing weekly for 4 weeks\"]\n"));
    all.plan(experiment("measure = \"gda7\"\nstatistic = \"mean\"\nweek = 1\nlife = \"mild_stress\"\n"));
    all.plan(experiment("measure = \"bdnf_serum\"\nstatistic = \"response\"\nweek = 1\npeople = \"gad_outpatient\"\n"));
    try {
        all.judge(experiment(usual));
        ADD_FAILURE();
    } catch (const InputError& e) {
        const std::string text = e.what();
        for (const char* said : {"e.toml:5:13: ", "there is no treatment \"forest_bathing\"",
                                 "there is no instrument \"gda7\"", "give bdnf_serum an [outcome] in its file"})
            EXPECT_NE(text.find(said), std::string::npos) << text;
    }
    EXPECT_EQ(asked, 0u) << "nobody has lived";
}
TEST(Experiments, ArmsAreReadAndLivedOnceForAllThatIsAsked) {
    std::size_t read = 0;
    auto all = experiments(4, read);
    const auto mean = experiment(usual), sd = experiment("measure = \"phq9\"\nstatistic = \"sd\"\nweek = 2\n");
    all.plan(mean);
    all.plan(sd);
    all.make_ready();
    const auto a = all.judge(mean), b = all.judge(sd), again = all.judge(mean);
    EXPECT_EQ(read, 1u);
    EXPECT_EQ(all.arms(), 1u);
    EXPECT_EQ(a.failure, "");
    EXPECT_EQ(a.value, again.value);
    EXPECT_EQ(a.unit, "points");
    EXPECT_EQ(a.people, 4u);
    EXPECT_GT(b.value, 0);
}
// By hand: everybody on the last day, everybody on the last weekly visit with the drug, those who took it to the end.
TEST(Experiments, WhoStopsADrugIsCountedAsTheTrialSays) {
    const std::string plan =
        "measure = \"gad7\"\nstatistic = \"mean\"\nweek = 8\npeople = \"gad_outpatient\"\n"
        "treated = [\"venlafaxine 300 mg daily for 8 weeks\"]\n";
    const auto calendar = [](const Scenario& s) { return make_calendar(s, model()); };
    Experiments e(model(), calendar, {.people = 40});
    const auto ask = [&](const std::string& analysis) { return e.judge(experiment(plan + analysis)); };
    const auto c =
        calendar(parse_scenario("[population]\nfrom = \"gad_outpatient\"\n[plan]\ntreatments = [\"venlafaxine "
                                "300 mg daily for 8 weeks\"]\n[visits]\nweeks = [0, 8]\n"
                                "instruments = [\"gad7\"]\n",
                                "a.toml"));
    double all = 0, carried = 0, kept = 0;
    std::size_t stayed = 0;
    const auto people = live(model(), c, {.people = 40, .seed = 1, .record = false}).people;
    for (const auto& p : people) {
        const int without = p.stops.empty() ? 1000 : p.stops[0].day + 1;
        const auto on = [&](int day) { return p.days(static_cast<std::size_t>(day - c.first), 0); };
        all += on(56) / 40;
        carried += on(without > 56 ? 56 : without / 7 * 7) / 40;
        if (without >= 56) {
            kept += on(56);
            ++stayed;
        }
    }
    ASSERT_LT(stayed, 40u);
    ASSERT_GT(stayed, 20u);
    EXPECT_NEAR(ask("").value, all, 1e-12);
    EXPECT_NEAR(ask("analysis = \"locf\"\n").value, carried, 1e-12);
    const auto completers = ask("analysis = \"completers\"\n");
    EXPECT_EQ(completers.people, stayed);
    EXPECT_NEAR(completers.value, kept / static_cast<double>(stayed), 1e-12);
    EXPECT_EQ(e.arms(), 1u) << "one arm, counted in three ways";
}
TEST(Experiments, WhoIsStoppedSaysSo) {
    std::size_t read = 0;
    auto all = experiments(4, read, [](double) { return false; });
    EXPECT_EQ(all.judge(experiment(usual)).failure, "stopped");
}
// A cut-off of a trial's own counts where it is said; else that of the instrument.
TEST(Experiments, AnAnswerHasTheUnitOfItsStatisticOrElseOfItsInstrument) {
    const auto instruments = read_medicine(model(), {}).instruments;
    EXPECT_EQ(unit_of_answer(experiment("measure = \"hama\"\nstatistic = \"difference\"\nweek = 8\ncontrol = []\n"),
                             instruments),
              "points");
    EXPECT_EQ(unit_of_answer(experiment("measure = \"phq9\"\nstatistic = \"hedges_g\"\nweek = 8\ncontrol = []\n"),
                             instruments),
              "sd");
    EXPECT_EQ(unit_of_answer(experiment(usual), {}), "") << "nobody knows the instrument";
    const std::string house = "claims/behaviours.toml";
    for (const auto& c : read_claims(embedded(house), house)) {
        const auto* statistic = find_statistic(c.experiment.statistic);
        if (statistic->unit.empty()) {
            EXPECT_NE(std::ranges::find(instruments, c.experiment.measure, &Instrument::name), instruments.end())
                << c.name;
        }
    }
}
TEST(Experiments, HamiltonsSeventeenItemsReachFiftyTwoPoints) { // nine of 0 to 4, eight of 0 to 2
    const auto instruments = read_medicine(model(), {}).instruments;
    const auto hamd = std::ranges::find(instruments, "hamd", &Instrument::name);
    ASSERT_NE(hamd, instruments.end());
    EXPECT_EQ(hamd->high, 9 * 4 + 8 * 2);
    EXPECT_NE(hamd->says.find("(17 items), nine of 0 to 4 points and eight of 0 to 2, so 0 to 52"), std::string::npos);
}
TEST(Experiments, RemissionIsTheInstrumentsUnlessATrialSaysAnother) {
    std::size_t read = 0;
    auto all = experiments(6, read);
    const std::string ask = "measure = \"gad7\"\nstatistic = \"remission\"\nweek = 1\n";
    const auto usual_cutoff = experiment(ask), all_of_them = experiment(ask + "threshold = 21\n"),
               nobody = experiment(ask + "threshold = -1\n");
    EXPECT_FALSE(usual_cutoff.cutoff);
    EXPECT_EQ(all.judge(all_of_them).value, 100);
    EXPECT_EQ(all.judge(nobody).value, 0);
    EXPECT_GT(all.judge(usual_cutoff).value, 0) << "the healthy are well";
}

} // namespace
} // namespace rewire
