// What `rewire run` refuses before anybody lives, prints and leaves behind.
#include <filesystem>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "app/program.hpp"
#include "base/file.hpp"

namespace rewire {
namespace {

namespace fs = std::filesystem;
using testing::Outcome;
using testing::run;

struct Run : testing::InFolder {
    std::string out() const { return " --out " + at("out"); }
};
const std::string cases = REWIRE_SOURCE_DIR "/tests/cases/";

TEST_F(Run, ReadsAnInstrumentThatIsNamedTwiceOnceAndSaysSo) {
    const auto o = run("run " + cases + "dupins.toml --draws 2" + out());
    EXPECT_EQ(o.code, 0) << o.text;
    EXPECT_NE(o.text.find("gad7 is asked for twice; it is read once."), std::string::npos) << o.text;
    const auto summary = nlohmann::json::parse(read_file(folder / "out/summary.json"));
    EXPECT_EQ(summary["visits"]["0"]["measures"].size(), 2u);
    EXPECT_NE(run("check " + cases + "dupins.toml").text.find("gad7 is asked for twice"), std::string::npos);
}
TEST_F(Run, RefusesBeforeAnybodyLivesWhatCannotBeWritten) {
    fs::create_directories(folder / "own/instruments");
    write_file(folder / "own/instruments/rate.toml",
               "name = \"rate\"\nsays = \"Mine.\"\nsource = \"mine\"\nunit = \"points\"\nsignal = \"anxiety\"\nlow = "
               "0\nhigh = 21\n");
    write_file(folder / "own.toml", "[visits]\nweeks = [0, 500]\ninstruments = [\"rate\"]\n");
    auto o = run("run " + at("own.toml") + " --draws 100000 --catalog " + at("own") + out());
    EXPECT_EQ(o.code, 2) << o.text;
    EXPECT_NE(o.text.find("\"rate\" stands twice"), std::string::npos) << o.text;
    fs::create_directories(folder / "bids");
    write_file(folder / "bids/diary.txt", "mine");
    o = run("run " + cases + "dupins.toml --draws 500 --bids " + at("bids") + out());
    EXPECT_EQ(o.code, 2) << o.text;
    EXPECT_NE(o.text.find("a BIDS dataset wants a folder of its own"), std::string::npos) << o.text;
    EXPECT_FALSE(fs::exists(folder / "out/summary.json"));
}

// Every number on the screen has a unit, every spread says of what, every share what it means; the files say the same.
TEST_F(Run, SaysWhatItsNumbersAre) {
    write_file(folder / "a.toml", R"([population]
from = "gad_outpatient"
[plan]
treatments = ["cbt 50 min weekly for 4 weeks"]
[visits]
weeks = [0, 4]
instruments = ["gad7", "bdnf_serum", "vmpfc_amygdala_fc"]
)");
    const auto o = run("run " + at("a.toml") + " --draws 6" + out());
    ASSERT_EQ(o.code, 0) << o.text;
    for (const char* said :
         {"mean ± standard deviation over 6 people, as rated at the visit", "  points\n", "  over health\n",
          "  Pearson r\n", "gad7, share of people (95 % interval)", "Response: the rated score has fallen by 50 %",
          "Remission: the rated score is 5 points or less", "on 14 days on end"})
        EXPECT_NE(o.text.find(said), std::string::npos) << said << "\nin\n" << o.text;
    const auto summary = nlohmann::json::parse(read_file(folder / "out/summary.json"));
    const auto definition = summary["outcomes"]["definition"].get<std::string>();
    EXPECT_NE(o.text.find(definition), std::string::npos);
    EXPECT_NE(read_file(folder / "out/outcomes.csv").find(definition.substr(0, 40)), std::string::npos);
    EXPECT_NE(read_file(folder / "out/methods.md").find(definition), std::string::npos);
    EXPECT_NE(read_file(folder / "out/report.html").find(definition.substr(0, 40)), std::string::npos);
    EXPECT_EQ(summary["visits"]["0"]["measures"]["bdnf_serum"]["unit_says"], "over health");
    const auto people = summary["connectivity"]["people"].get<int>();
    EXPECT_GT(people, 0);
    EXPECT_LE(people, 6);
    EXPECT_NE(summary["connectivity"]["says"].get<std::string>().find("with a standard error over people"),
              std::string::npos)
        << summary["connectivity"];
    write_file(folder / "b.toml", "[visits]\nweeks = [0, 1]\ninstruments = [\"bdnf_serum\"]\n");
    EXPECT_NE(run("run " + at("b.toml") + " --draws 2" + out())
                  .text.find("response, remission and relapse are not told: bdnf_serum has no [outcome]"),
              std::string::npos);
}
// A page of claims says what the screen said, and a claim that fails is no claim that is kept.
// Why it hurts: on the screen, in the summary, on the page and for each person; of nobody who was not hurt.
TEST_F(Run, SaysWhyItHurtsWhereItHurts) {
    auto o = run("run " + cases + "short_pain.toml --draws 3" + out());
    ASSERT_EQ(o.code, 0) << o.text;
    EXPECT_NE(o.text.find("of it would be gone, were it as in health"), std::string::npos) << o.text;
    const auto why = nlohmann::json::parse(read_file(folder / "out/summary.json"))["pain_causes"];
    EXPECT_EQ(why["people"], 3);
    EXPECT_GT(why["pain"], 5);
    EXPECT_GT(why["causes"]["injury"]["share"], 0.2);
    EXPECT_LT(why["causes"]["treatment"]["share"], 0) << "hands and duloxetine lessen it";
    EXPECT_GT(why["causes"]["sensitisation"]["points"], 0);
    EXPECT_NE(read_file(folder / "out/report.html").find("Pain, from body to brain"), std::string::npos);
    EXPECT_NE(read_file(folder / "out/pain_causes.csv").find("sub-000003"), std::string::npos);
    o = run("run " + cases + "short_life.toml --draws 2 --force" + out());
    ASSERT_EQ(o.code, 0) << o.text;
    EXPECT_EQ(o.text.find("were it as in health"), std::string::npos);
    EXPECT_FALSE(nlohmann::json::parse(read_file(folder / "out/summary.json")).contains("pain_causes"));
    EXPECT_EQ(read_file(folder / "out/report.html").find("Pain, from body to brain"), std::string::npos);
    EXPECT_FALSE(fs::exists(folder / "out/pain_causes.csv"));
}

TEST_F(Run, ValidateWritesWhatItSays) {
    const auto claim = [](const char* name, const char* range, const char* more = "") {
        return std::string("[[claim]]\nname = \"") + name +
               "\"\nsource = \"made up\"\nmeasure = \"gad7\"\nstatistic = \"mean\"\nweek = 1\ntreated = []\nrange = " +
               range + "\n" + more;
    };
    write("c.toml", claim("within", "[0, 21]") + claim("beyond", "[20, 21]"));
    const auto o = run("validate " + at("c.toml") + " --people 3 --seed 5 --out " + at("page.md"));
    EXPECT_EQ(o.code, 0) << "outside is an answer, no failure: " << o.text;
    EXPECT_NE(o.text.find("inside   within: "), std::string::npos) << o.text;
    EXPECT_NE(o.text.find("outside  beyond: "), std::string::npos) << o.text;
    EXPECT_NE(o.text.find("1 of 2 inside, 3 people an arm, seed 5, "), std::string::npos) << o.text;
    EXPECT_NE(o.text.find("table: " + at("page.md") + "\n"), std::string::npos) << o.text;
    const auto page = text("page.md");
    const auto from = o.text.find("within: ") + 8;
    const auto ours = o.text.substr(from, o.text.find(" (", from) - from);
    EXPECT_NE(page.find("| within | " + ours + " | 0 to 21 points | inside | made up |"), std::string::npos)
        << ours << page;
    EXPECT_NE(page.find("| beyond | " + ours + " | 20 to 21 points | outside | made up |"), std::string::npos)
        << "the same people answer both";
    EXPECT_NE(page.find("**1 of 2 inside.**"), std::string::npos) << page;
    EXPECT_NE(page.find("--people 3 --seed 5`"), std::string::npos);
    const auto one = run("validate " + at("c.toml") + " --people 3 --only beyond");
    EXPECT_NE(one.text.find("0 of 1 inside"), std::string::npos) << one.text;
    EXPECT_EQ(one.text.find("within"), std::string::npos);
    const auto again = run("validate " + at("c.toml") + " --people 3 --seed 5");
    EXPECT_NE(again.text.find("within: " + ours), std::string::npos) << "one seed, one answer";
}
// `--set` beside a claim that sets parameters of its own; what is misspelt is told at once.
TEST_F(Run, SettingsJoinThoseOfAClaim) {
    write_file(folder / "c.toml", R"([[claim]]
name = "c"
source = "made up"
measure = "gad7"
statistic = "mean"
week = 1
treated = []
parameters = ['"gains.g_C" = "0.12 1"']
range = [0, 21]
)");
    const auto command = "validate " + at("c.toml") + " --people 3 --set ";
    const auto o = run(command + "gains.g_C=0.2 --set anxiety.a_A=0.3");
    EXPECT_EQ(o.code, 0) << o.text;
    EXPECT_NE(o.text.find("1 of 1 inside"), std::string::npos) << o.text;
    EXPECT_NE(o.text.find("± is the standard error over people"), std::string::npos) << o.text;
    const auto wrong = run(command + "gains.g_X=0.2");
    EXPECT_EQ(wrong.code, 2) << wrong.text;
    EXPECT_NE(wrong.text.find("there is no parameter \"gains.g_X\""), std::string::npos) << wrong.text;
    EXPECT_EQ(run(command + "gains.g_C=0.2 --set gains.g_C=0.3").code, 2);
}

} // namespace
} // namespace rewire
