// What never happens, what nobody gives, what is no day: told or refused.
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.hpp"
#include "model/calendar.hpp"
#include "model/template_life.hpp"

namespace rewire {
using namespace scenario;
using namespace integrate;
using namespace life;
using namespace model;
namespace {

const LifeModel& model() { return testing::template_life(); }
std::string plan_of(const std::string& treatment, const std::string& more = "") {
    return "[plan]\ntreatments = [\"" + treatment + "\"]\n" + more +
           "[visits]\nweeks = [0, 8]\ninstruments = [\"gad7\"]\n";
}
struct Told {
    std::vector<std::string> warnings;
    std::string refusal;
    bool warns(const std::string& of) const {
        return std::ranges::any_of(warnings, [&](const auto& w) { return w.find(of) != std::string::npos; });
    }
};
Told told(const std::string& text, const std::string& file = "a.toml") {
    try {
        return {make_calendar(read_scenario(text, file), model()).warnings, {}};
    } catch (const InputError& e) {
        return {{}, e.what()};
    }
}
Told told_of_case(const std::string& name) {
    return told(read_file(std::filesystem::path(REWIRE_SOURCE_DIR) / "tests/cases" / name, 1 << 20), name);
}
TEST(NeverHappens, IsTold) {
    EXPECT_TRUE(told_of_case("late.toml")
                    .warns("escitalopram never happens: it begins in week 60, and the last day is "
                           "in week 8. End the plan later (weeks = 68 in [plan])"));
    EXPECT_TRUE(told(plan_of("cbt weekly for 0.4 days")).warns("cbt never happens: it is shorter than half a day"));
    EXPECT_TRUE(
        told(plan_of("escitalopram daily for 4 weeks, taper 0.3 days")).warns("The taper of escitalopram never"));
    EXPECT_TRUE(
        told(plan_of("cbt weekly for 12 weeks")).warns("cbt is planned to week 12, but the last day is in week 8"));
    EXPECT_TRUE(
        told(plan_of("escitalopram daily for 8 weeks, taper 4 weeks"))
            .warns("The taper of escitalopram is planned for weeks 8 to 12, but the last day is in week 8: 27 of "
                   "its 28 days never happen. End the plan later (weeks = 12 in [plan])"));
    EXPECT_TRUE(told(plan_of("escitalopram daily for 8 weeks, taper 4 weeks", "weeks = 12\n")).warnings.empty());
    EXPECT_TRUE(told(plan_of("cbt weekly for 8 weeks")).warnings.empty());
    EXPECT_TRUE(told("[history]\nlife = [\"chronic_stress for 0.3 days\"]\n" + plan_of("cbt weekly for 8 weeks"))
                    .warns("The life chronic_stress never happens"));
}
// Each kind of file is told of a word of its own.
TEST(NeverHappens, IsMendedWhereTheLastDayIsSaid) {
    using enum Scenario::LastDay;
    const std::pair<Scenario::LastDay, const char*> mends[] = {{of_plan, "(weeks = 12 in [plan])"},
                                                               {of_trial, "(a later week in [visits])"},
                                                               {of_question, "(week = 12 in [rank])"}};
    for (const auto& [said, mend] : mends) {
        auto scenario = read_scenario(plan_of("cbt weekly for 12 weeks"), "a.toml");
        scenario.last_day = said;
        EXPECT_TRUE((Told{make_calendar(scenario, model()).warnings, {}}.warns(mend))) << mend;
    }
}
TEST(NeverHappens, NotInTheDemo) {
    const auto path = std::filesystem::path(REWIRE_SOURCE_DIR) / "scenarios/anxiety_year.toml";
    EXPECT_EQ(told(read_file(path, 1 << 20)).warnings, std::vector<std::string>{});
}
TEST(Amounts, BeyondWhatIsUsualAreTold) {
    EXPECT_TRUE(told(plan_of("escitalopram 40 mg daily for 8 weeks"))
                    .warns("escitalopram: 40 mg a day is above what is usual, 10 mg a day to 20 mg a day (US label"));
    EXPECT_TRUE(told(plan_of("escitalopram 10 mg 3x daily for 8 weeks")).warns("escitalopram: 30 mg a day is above"));
    EXPECT_TRUE(told(plan_of("escitalopram 10 mg weekly for 8 weeks")).warns("escitalopram: weekly is below"));
    EXPECT_TRUE(told(plan_of("escitalopram 2 mg daily for 8 weeks")).warns("escitalopram: 2 mg a day is below"));
    EXPECT_TRUE(told(plan_of("cbt 200 min weekly for 8 weeks")).warns("cbt: 200 min is above"));
    EXPECT_TRUE(told(plan_of("cbt weekly for 8 weeks, homework 120 min daily")).warns("cbt, homework: 120 min a day"));
    EXPECT_TRUE(told(plan_of("aerobic_exercise 30 min 3x weekly at 95 %HRR for 8 weeks")).warns("95 %HRR is above"));
    EXPECT_TRUE(told(plan_of("aerobic_exercise 30 min 3x weekly at 20 %HRR for 8 weeks")).warns("does nothing"));
    EXPECT_TRUE(told("[person]\ntraits = { pfc_gain = \"-5 sd\" }\n" + plan_of("cbt weekly for 8 weeks"))
                    .warns("The trait pfc_gain is -5 sd from the mean"));
    EXPECT_TRUE(told("[history]\nlife = [\"ordinary for 8 weeks, sleep -5 h\"]\n" + plan_of("cbt weekly for 8 weeks"))
                    .warns("sleep -5 h is beyond what is usual, -3 h to +3 h."));
    EXPECT_TRUE(told("[history]\nlife = [\"ordinary for 8 weeks, sleep +5 h\"]\n" + plan_of("cbt weekly for 8 weeks"))
                    .warns("sleep +5 h is beyond what is usual, -3 h to +3 h."));
    const auto set = [](const std::string& line) {
        return told(plan_of("cbt weekly for 8 weeks") + "[parameters]\n" + line + "\n");
    };
    EXPECT_TRUE(set("\"serotonin.tau_Q\" = \"40 d\"").warns("serotonin.tau_Q: 40 d is more than 10 times larger"));
    EXPECT_TRUE(set("\"serotonin.T_1\" = -0.1").warns("of the other sign"));
    EXPECT_TRUE(set("\"serotonin.T_1\" = 0").warnings.empty()) << "a term is switched off";
    EXPECT_NE(set("\"serotonin.tau_Q\" = \"0 d\"").refusal.find("a time is above 0"), std::string::npos);
    EXPECT_NE(set("\"serotonin.T_1\" = 1e30").refusal.find("no value of it"), std::string::npos);
}
TEST(Amounts, BeyondWhatIsPossibleAreRefused) {
    const auto refused = [](const std::string& name, const std::string& of) {
        const auto t = told_of_case(name);
        EXPECT_NE(t.refusal.find(of), std::string::npos) << name << ": " << t.refusal;
        EXPECT_TRUE(t.refusal.starts_with(name + ":")) << "with its place: " << t.refusal;
    };
    refused("g.toml", "escitalopram: 10000 mg a day is more than is possible; at most 200 mg a day");
    refused("protocols/t10_g.toml", "10000 mg a day");
    refused("protocols/t15_toomuch.toml", "cbt: 2000 min is more than is possible; at most 480 min");
    refused("protocols/t16_overdose.toml", "500 mg a day");
    refused("protocols/h08_sleepbig.toml", "sleep -20 h is impossible; from -8 h to +16 h is expected");
    refused("protocols/p08_trait_huge.toml", "+50 sd of threat_confirmation is nobody");
    EXPECT_NE(told(plan_of("slow_breathing 300 min 6x daily for 8 weeks")).refusal.find("people are awake"),
              std::string::npos);
}
TEST(Amounts, AreUsualInEveryFileOfTheCatalogue) {
    for (const auto& t : testing::shipped_medicine().treatments) {
        EXPECT_TRUE(t.amounts.known() && t.often.known() && !t.range_source.empty()) << t.name;
        EXPECT_EQ(t.homeworks.known(), t.practised()) << t.name;
        EXPECT_EQ(t.intensities.known(), !t.intensity.empty()) << t.name;
        EXPECT_TRUE(!t.substance || t.drug) << t.name;
        EXPECT_GE(t.measure(t.amount).si, t.amounts.low) << t.name;
        EXPECT_LE(t.measure(t.amount).si, t.amounts.high) << t.name;
    }
    for (const auto& c : testing::shipped_medicine().circumstances)
        EXPECT_EQ(c.possible.size() == 2 && c.usual.size() == 2, !c.unit.empty()) << c.name;
    MedicineFiles files;
    files.treatments.push_back({"mine.toml",
                                "name = \"mine\"\nsays = \"Mine.\"\nsource = \"assumed\"\namount = \"10 "
                                "min\"\nper_week = 7\n[range]\nsource = \"mine\"\namount = [\"20 min\", "
                                "\"10 min\", \"30 min\"]\nper_week = [1, 2]\nhomework = [\"1 min\", \"2 "
                                "min\", \"3 min\"]\n"});
    try {
        read_medicine(model(), files);
        ADD_FAILURE() << "accepted";
    } catch (const InputError& e) {
        EXPECT_EQ(e.problems().size(), 3u) << e.what();
    }
}
TEST(Visits, ThatAreNoneAreRefused) {
    EXPECT_NE(told_of_case("dupday.toml").refusal.find("two visits fall on one day"), std::string::npos);
    EXPECT_NE(told_of_case("protocols/v09_nan.toml").refusal.find("write a number there"), std::string::npos);
    EXPECT_TRUE(told_of_case("protocols/v10_noweek0.toml").warns("No visit is in week 0"));
    const auto both = told_of_case("protocols/s07_both.toml").refusal;
    EXPECT_TRUE(both.starts_with("protocols/s07_both.toml:2:1: leave one of them out; [person]")) << both;
    EXPECT_NE(both.find("leave one of them out"), std::string::npos);
}
// Whatever a number is, it becomes a day or a refusal.
TEST(Extreme, NumbersAreRefusedWithTheirPlace) {
    for (const char* number : {"1e300", "1e19", "4e9", "1e7", "5300"}) {
        const std::string n = number;
        for (const auto& text :
             {plan_of("cbt weekly for " + n + " weeks"), plan_of("cbt weekly for 1 week from week " + n),
              plan_of("escitalopram daily for 1 week, taper " + n + " weeks"),
              plan_of("cbt weekly for 1 week", "weeks = " + n + "\n"),
              "[history]\nlife = [\"ordinary for " + n + " weeks\"]\n" + plan_of("cbt weekly for 1 week"),
              "[visits]\nweeks = [0, " + n + "]\ninstruments = [\"gad7\"]\n",
              "[history]\nlife = [\"ordinary for 9 weeks\"]\n[visits]\nweeks = [-" + n +
                  ", 0]\ninstruments = [\"gad7\"]\n"}) {
            const auto t = told(text);
            EXPECT_TRUE(t.refusal.starts_with("a.toml:")) << n << ": " << t.refusal << "\n" << text;
        }
    }
    for (const char* number : {"nan", "inf", "-inf"})
        for (const char* text : {"[visits]\nweeks = [0, {}]\ninstruments = [\"gad7\"]\n",
                                 "[plan]\nweeks = {}\n[visits]\nweeks = [0]\ninstruments = [\"gad7\"]\n",
                                 "[plan]\nadherence = {}\n[visits]\nweeks = [0]\ninstruments = [\"gad7\"]\n",
                                 "[population]\nn = {}\n[visits]\nweeks = [0]\ninstruments = [\"gad7\"]\n",
                                 "[model]\nspread = {}\n[visits]\nweeks = [0]\ninstruments = [\"gad7\"]\n",
                                 "[parameters]\n\"gains.g_P\" = {}\n[visits]\nweeks = [0]\ninstruments = [\"gad7\"]\n"})
            EXPECT_TRUE(told(fmt::format(fmt::runtime(text), number)).refusal.starts_with("a.toml:")) << text << number;
    EXPECT_TRUE(told("[history]\nlife = [\"ordinary for 60 years\", \"ordinary for 60 years\"]\n" +
                     plan_of("cbt weekly for 8 weeks"))
                    .refusal.starts_with("a.toml:"))
        << "a life longer than any";
    const auto date = told(
        "[plan]\nstart = \"2026-03-02\"\n[visits]\ndates = [\"2026-03-02\", \"99999-01-01\"]\n"
        "instruments = [\"gad7\"]\n");
    EXPECT_TRUE(date.refusal.starts_with("a.toml:")) << date.refusal;
}

} // namespace
} // namespace rewire
