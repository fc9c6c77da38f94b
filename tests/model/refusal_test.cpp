// What a user is told, to the letter: of a scenario, of the catalogue, of both at once.
#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "model/calendar.hpp"
#include "model/template_life.hpp"

namespace rewire {
using namespace scenario;
using namespace integrate;
using namespace life;
using namespace model;
namespace {

const LifeModel& model() { return testing::template_life(); }
// A small catalogue, so that what is known does not change with every file that is shipped.
MedicineFiles few() {
    const auto only = [](std::vector<CatalogFile>& files, std::vector<std::string> names) {
        std::erase_if(files, [&](const CatalogFile& f) {
            return std::ranges::find(names, std::filesystem::path(f.name).stem().string()) == names.end();
        });
    };
    MedicineFiles f;
    only(f.lives, {"ordinary", "chronic_stress", "mild_stress"});
    only(f.treatments, {"cbt", "escitalopram", "sertraline", "rtms", "placebo_pill"});
    only(f.conditions, {"healthy", "gad_outpatient"});
    only(f.instruments, {"gad7", "hama"});
    only(f.slopes, {"learning_age"});
    return f;
}
std::string scenario(const std::string& plan, const std::string& weeks = "[0, 12]") {
    return "[plan]\n" + plan + "\n[visits]\nweeks = " + weeks + "\ninstruments = [\"gad7\"]\n";
}
std::string told(const std::string& text, const MedicineFiles& files = few()) {
    try {
        make_calendar(read_scenario(text, "a.toml"), model(), files);
    } catch (const InputError& e) {
        return std::string("\n") + e.what() + "\n";
    }
    return "accepted";
}

TEST(Refusal, OfAnUnknownTreatment) {
    EXPECT_EQ(told(scenario(R"(treatments = ["cbd 50 min weekly for 12 weeks"])")), R"(
a.toml:2:16: did you mean "cbt"? there is no treatment "cbd"
    2 | treatments = ["cbd 50 min weekly for 12 weeks"]
      |                ^
)");
}
TEST(Refusal, OfADoseWithoutUnit) {
    EXPECT_EQ(told(scenario(R"(treatments = ["escitalopram 10 daily for 12 weeks"])")), R"(
a.toml:2:29: 10 has no unit; expected, for example, "10 min" or "10 mg"
    2 | treatments = ["escitalopram 10 daily for 12 weeks"]
      |                             ^
)");
}
TEST(Refusal, OfADoseInMinutes) {
    EXPECT_EQ(told(scenario(R"(treatments = ["escitalopram 10 min daily for 12 weeks"])")), R"(
a.toml:2:16: escitalopram: "min" is no unit of mass; expected a mass in ug, mg, g or kg, for example "1 mg"
    2 | treatments = ["escitalopram 10 min daily for 12 weeks"]
      |                ^
)");
}
TEST(Refusal, OfOverlappingDosesOfOneDrug) {
    EXPECT_EQ(told(scenario("treatments = [\"escitalopram 10 mg daily for 8 weeks, taper 2 weeks\",\n  \"escitalopram "
                            "20 mg daily for 4 weeks from week 9\"]")),
              R"(
a.toml:3:4: two courses of escitalopram overlap in weeks 9 to 10; let one end before the next begins
    3 |   "escitalopram 20 mg daily for 4 weeks from week 9"]
      |    ^
)");
}
TEST(Refusal, OfAVisitAfterTheEnd) {
    EXPECT_EQ(told(scenario("weeks = 12", "[0, 12, 26]")), R"(
a.toml:4:9: week 26 is after the end of the plan, week 12
    4 | weeks = [0, 12, 26]
      |         ^
)");
}
TEST(Refusal, OfANegativeDuration) {
    EXPECT_EQ(told(scenario(R"(treatments = ["cbt weekly for -12 weeks"])")), R"(
a.toml:2:31: -12 weeks is no length of time; it must be longer than nothing
    2 | treatments = ["cbt weekly for -12 weeks"]
      |                               ^
)");
}
TEST(Refusal, OfAdherenceAboveOne) {
    EXPECT_EQ(told(scenario("adherence = 1.3")), R"(
a.toml:2:13: adherence is a share from 0 to 1, not 1.3
    2 | adherence = 1.3
      |             ^
)");
}
TEST(Refusal, OfADayThatIsNotInTheCalendar) {
    EXPECT_EQ(told(scenario("start = \"2026-02-30\"")), R"(
a.toml:2:9: a day is expected, for example start = "2026-03-02"
    2 | start = "2026-02-30"
      |         ^
)");
    EXPECT_EQ(told("[plan]\nstart = \"2026-03-02\"\n[visits]\ndates = [\"2026-03-02\", \"2026-04-31\"]\ninstruments = "
                   "[\"gad7\"]\n"),
              R"(
a.toml:4:25: there is no day "2026-04-31"; expected, for example, "2026-03-02"
    4 | dates = ["2026-03-02", "2026-04-31"]
      |                         ^
)");
}
TEST(Refusal, OfAnUnknownTarget) {
    EXPECT_EQ(told(scenario(R"(treatments = ["rtms 40 min 5x weekly for 6 weeks, target dlpfc"])")), R"(
a.toml:2:51: did you mean "dlPFC"? rtms has no target "dlpfc"
    2 | treatments = ["rtms 40 min 5x weekly for 6 weeks, target dlpfc"]
      |                                                   ^
)");
}
TEST(Refusal, OfMechanismsAndParametersThatAreNotThere) {
    EXPECT_EQ(told(scenario("") +
                   "[model]\nnone = [\"skar\"]\n[parameters]\n\"gains.g_c\" = 0.1\n\"gains.g_P\" = \"1 ms\"\n"),
              R"(
a.toml:7:9: did you mean "scar"? "skar" is none of the mechanisms that can be left out
    7 | none = ["skar"]
      |         ^
a.toml:9:15: did you mean "gains.g_C"? there is no parameter "gains.g_c"
    9 | "gains.g_c" = 0.1
      |               ^
a.toml:10:15: gains.g_P: leave "ms" out; expected a plain number
   10 | "gains.g_P" = "1 ms"
      |               ^
)");
}
TEST(Refusal, OfPopulationsInARing) {
    auto files = few();
    const auto like = [](const std::string& name, const std::string& other) {
        return CatalogFile{
            name + ".toml",
            "name = \"" + name + "\"\nsays = \"Made up.\"\nsource = \"assumed\"\nlike = \"" + other + "\"\n"};
    };
    for (const auto& f : {like("a", "b"), like("b", "c"), like("c", "a")})
        files.conditions.push_back(f);
    EXPECT_EQ(told(scenario(""), files), R"(
a.toml:4:8: these conditions are each like the next, in a ring: a -> b -> c -> a; one of them must stand on its own
    4 | like = "b"
      |        ^
)");
    files = few();
    files.conditions.push_back(like("mine", "gad_outpatent"));
    EXPECT_EQ(told(scenario(""), files), R"(
mine.toml:4:8: did you mean "gad_outpatient"? there is no condition "gad_outpatent"
    4 | like = "gad_outpatent"
      |        ^
)");
}
TEST(Refusal, OfACatalogueFileWithoutSource) {
    auto files = few();
    files.treatments.push_back({"mine.toml", "name = \"mine\"\nsays = \"Mine.\"\namount = \"10 min\"\nper_week = 7\n"});
    EXPECT_EQ(told(scenario(""), files), R"(
mine.toml:1:1: the file: "source" is missing; expected a text in quotes
    1 | name = "mine"
      | ^
)");
    EXPECT_EQ(told(scenario("adherence = 1.3"), files), R"(
mine.toml:1:1: the file: "source" is missing; expected a text in quotes
    1 | name = "mine"
      | ^
a.toml:2:13: adherence is a share from 0 to 1, not 1.3
    2 | adherence = 1.3
      |             ^
)") << "a catalogue that cannot be read hides nothing of the text";
}
// What the text says wrongly and what the catalogue does not know, in the order of the file.
TEST(Refusal, OfEverythingAtOnce) {
    EXPECT_EQ(told("[population]\nfrom = \"gad_outpatiant\"\n" +
                   scenario("treatments = [\"cbd weekly for 12 weeks\", \"sertraline 50 for 8 weeks\"]\nadherence = "
                            "1.3\nweeks = 10")),
              R"(
a.toml:2:8: did you mean "gad_outpatient"? there is no condition "gad_outpatiant"
    2 | from = "gad_outpatiant"
      |        ^
a.toml:4:16: did you mean "cbt"? there is no treatment "cbd"
    4 | treatments = ["cbd weekly for 12 weeks", "sertraline 50 for 8 weeks"]
      |                ^
a.toml:4:54: 50 has no unit; expected, for example, "50 min" or "50 mg"
    4 | treatments = ["cbd weekly for 12 weeks", "sertraline 50 for 8 weeks"]
      |                                                      ^
a.toml:5:13: adherence is a share from 0 to 1, not 1.3
    5 | adherence = 1.3
      |             ^
a.toml:8:9: week 12 is after the end of the plan, week 10
    8 | weeks = [0, 12]
      |         ^
)");
}

// What the reader of phrases has told, the catalogue does not tell again; an amount that is nowhere is told.
TEST(Refusal, OfAPhraseIsToldOnce) {
    const std::pair<const char*, const char*> faults[] = {
        {"", "a.toml:2:16: something is expected here"},
        {"cbt for 2 weeks,", "a.toml:2:32: something is expected here"},
        {"escitalopram for 2 weeks, taper 4", "a.toml:2:48: 4 has no unit; expected, for example, \"4 weeks\""},
        {"escitalopram for 2 weeks, taper 4 weeks daily", "a.toml:2:56: leave this out; taper takes no word of how"},
        {"cbt for 2 weeks, homework 20", "a.toml:2:42: 20 has no unit"},
        {"cbt for 2 weeks, homework", "a.toml:2:33: write, for example, \"homework 20 min daily\""},
        {"cbt for 2 weeks, homework daily", "a.toml:2:33: write, for example, \"homework 20 min daily\""},
        {"thé for 2 weeks, homework 3 min", "a.toml:2:16: there is no treatment \"thé\""}};
    for (const auto& [phrase, what] : faults) {
        const auto text = told(scenario(std::string("treatments = [\"") + phrase + "\"]"));
        EXPECT_NE(text.find(what), std::string::npos) << phrase << " gives" << text;
        EXPECT_EQ(text.find("a.toml", text.find("a.toml") + 1), std::string::npos) << phrase << " gives" << text;
    }
}
TEST(Told, OfDrugsThatActOnOneSignal) {
    const auto c = make_calendar(
        read_scenario(
            scenario(
                R"(treatments = ["escitalopram 10 mg daily for 8 weeks, taper 2 weeks", "sertraline 50 mg daily for )"
                R"(8 weeks from week 4"])"),
            "a.toml"),
        model(), few());
    ASSERT_EQ(c.warnings.size(), 1u);
    EXPECT_EQ(c.warnings[0], "escitalopram and sertraline are taken together in weeks 4 to 10; both act on SERT, NET.");
    EXPECT_TRUE(
        make_calendar(
            read_scenario(
                scenario(R"(treatments = ["escitalopram 10 mg daily for 8 weeks", "placebo_pill 1 pill daily for 8 )"
                         R"(weeks"])"),
                "a.toml"),
            model(), few())
            .warnings.empty())
        << "a pill without a drug acts on nothing";
}
TEST(Told, OfFilesThatStandForBuiltInOnes) {
    auto files = few();
    files.treatments.push_back(
        {"mine.toml", "name = \"cbt\"\nsays = \"Mine.\"\nsource = \"assumed\"\namount = \"10 min\"\nper_week = 7\n"});
    const auto c =
        make_calendar(read_scenario(scenario(R"(treatments = ["cbt for 2 weeks"])"), "a.toml"), model(), files);
    EXPECT_EQ(c.treatments[c.courses[0].treatment].says, "Mine.");
    ASSERT_EQ(c.warnings.size(), 3u);
    EXPECT_EQ(c.warnings[1], "cbt: nobody checks 10 min; its file has no [range] with what is usual.");
    EXPECT_EQ(c.warnings[0], "The treatment cbt is one of your own; the built-in one is not used.");
    EXPECT_EQ(c.warnings[2], "cbt gives nothing: people live on as without it.");
}
TEST(Treatment, PillsWithoutADrugAreCounted) {
    const auto at = [](const char* dose) {
        return make_calendar(read_scenario(scenario(std::string("treatments = [\"placebo_pill ") + dose +
                                                    " daily for 2 weeks\"]"),
                                           "a.toml"),
                             model(), few())
            .courses[0]
            .amount;
    };
    EXPECT_EQ(at("2 pills"), 2 * at("1 pill"));
    EXPECT_EQ(at("1 mg"), at("1 pill"));
    EXPECT_NE(told(scenario(R"(treatments = ["escitalopram 1 pill daily for 2 weeks"])"))
                  .find("\"pill\" is not a unit rewire knows"),
              std::string::npos)
        << "of a drug, one says how much";
}

} // namespace
} // namespace rewire
