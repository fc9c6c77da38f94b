// `rewire trial`: tables, numbers and words of one small trial; what it refuses.
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/crate.hpp"
#include "app/program.hpp"

namespace rewire {
namespace {

using testing::run;
using Trials = testing::InFolder;
const std::string file = REWIRE_SOURCE_DIR "/scenarios/cbt_or_drug.toml";

std::ptrdiff_t lines_of(const std::string& text) { return std::ranges::count(text, '\n'); }

} // namespace

TEST_F(Trials, AreLivedAnalysedAndWritten) {
    const auto o = run("trial " + file + " --people 36 --out " + at("t"));
    ASSERT_EQ(o.code, 0) << o.text;
    rewire::testing::expect_crate(folder / "t");
    const auto summary = nlohmann::json::parse(text("t/summary.json"));
    const auto& trial = summary["trial"];
    EXPECT_EQ(trial["flow"]["enrolled"], 36);
    std::size_t allocated = 0;
    for (const auto& [name, arm] : trial["flow"]["arms"].items())
        allocated += arm["allocated"].get<std::size_t>();
    EXPECT_EQ(allocated, 36U);
    EXPECT_EQ(lines_of(text("t/ADSL.csv")), 37) << "a heading and a row a subject";
    EXPECT_EQ(lines_of(text("t/ADTTE.csv")), 37);
    EXPECT_TRUE(text("t/ADQS.csv").starts_with("STUDYID,USUBJID,SITEID,TRT01P,"));
    EXPECT_NE(text("t/analysis.R").find("\"waiting\""), std::string::npos) << "R holds against the same arm";
    ASSERT_EQ(trial["endpoints"].size(), 4U);
    const auto& composite = trial["endpoints"][2];
    EXPECT_EQ(composite["missing"], 0) << "who is gone is no responder";
    EXPECT_EQ(trial["endpoints"][0]["analysed"].get<int>() + trial["endpoints"][0]["missing"].get<int>(), 36);
    EXPECT_NE(o.text.find("CBT minus waiting: "), std::string::npos) << o.text;
    const auto page = text("t/report.html");
    for (const char* part : {"The way of people through the trial", "Assessed for eligibility", "interaction p"})
        EXPECT_NE(page.find(part), std::string::npos) << part;
    ASSERT_EQ(trial["subgroups"]["groups"].size(), 4U) << "a stratum, sex, age, baseline";
    EXPECT_TRUE(text("t/subgroups.csv").starts_with("SUBGROUP,LEVEL,ARM,"));
    EXPECT_NE(o.text.find("subgroups of HAM-D at week 12"), std::string::npos) << o.text;
    const auto again = run("trial " + file + " --people 36 --threads 1 --out " + at("u"));
    EXPECT_EQ(nlohmann::json::parse(text("u/summary.json"))["hash"], summary["hash"]);
    EXPECT_EQ(text("u/ADQS.csv"), text("t/ADQS.csv"));
}

TEST_F(Trials, AreDrawnManyTimesFromAPool) {
    write("two.toml",
          "[trial]\npeople = 24\nfrom = \"mdd_outpatient\"\n[[arm]]\nname = \"waiting\"\ntreatments = []\n"
          "[[arm]]\nname = \"CBT\"\ntreatments = [\"cbt 50 min weekly for 2 weeks\"]\n[visits]\nweeks = [0, 1, "
          "2]\ninstruments = [\"hamd\"]\n[[endpoint]]\nname = \"HAM-D\"\n");
    const auto o = run("trial " + at("two.toml") + " --replicates 50 --pool 20 --assurance 2 --out " + at("t"));
    ASSERT_EQ(o.code, 0) << o.text;
    EXPECT_NE(o.text.find("50 replicates of 24 people, drawn from a pool of 20"), std::string::npos) << o.text;
    EXPECT_NE(o.text.find("warning: a pool of 20 is drawn from for trials of 24"), std::string::npos) << o.text;
    EXPECT_EQ(lines_of(text("t/replicates.csv")), 51) << "a heading and a row a replicate";
    EXPECT_EQ(lines_of(text("t/power.csv")), 5) << "four numbers of people";
    const auto summary = nlohmann::json::parse(text("t/summary.json"));
    const auto& found = summary["replicates"]["found"][0];
    EXPECT_EQ(found["assurance"]["sets"], 2);
    EXPECT_EQ(found["sizes"][1]["people"], 24);
    EXPECT_EQ(found["sizes"][1]["power"], found["power"]);
    const auto again = run("trial " + at("two.toml") + " --replicates 50 --pool 20 --threads 1 --out " + at("u"));
    EXPECT_EQ(text("u/replicates.csv"), text("t/replicates.csv"));
}

TEST_F(Trials, AreDrawnOnlyWhereThatMeansSomething) {
    const struct {
        const char *options, *told;
    } cases[]{{"--replicates 0", "--replicates: from 1 to 1000000 are expected"},
              {"--replicates 10 --pool 19", "--pool: from 20 to 1000000 people are expected"},
              {"--pool 100", "--pool: add --replicates 1000"},
              {"--replicates 10 --shard 1/2", "--replicates: leave it out, or --shard"},
              {"--replicates 10 --slurm --shards 2", "--replicates: leave it out, or --slurm"},
              {"--assurance 5", "--assurance: add --replicates 1000"},
              {"--replicates 10 --assurance 1", "--assurance: from 2 to 1000 parameter sets are expected"},
              {"--replicates 10 --ensemble house", "--ensemble: add --assurance 20"},
              {"--replicates 10 --assurance 2 --ensemble none", "--ensemble: name a table, or house"}};
    for (const auto& c : cases) {
        const auto o = run("trial " + file + " " + c.options + " --out " + at("x"));
        EXPECT_EQ(o.code, 2) << c.options;
        EXPECT_NE(o.text.find(c.told), std::string::npos) << c.options << "\n" << o.text;
    }
    EXPECT_FALSE(std::filesystem::exists(at("x")));
}

TEST_F(Trials, AreCheckedAndToldFromScenarios) {
    const auto o = run("check " + file);
    EXPECT_EQ(o.code, 0) << o.text;
    EXPECT_NE(o.text.find("arm: waiting, the one the others are held against"), std::string::npos) << o.text;
    const auto lived = run("run " + file + " --out " + at("r"));
    EXPECT_EQ(lived.code, 2);
    EXPECT_NE(lived.text.find("run `rewire trial " + file + "`; this is a trial"), std::string::npos) << lived.text;
    EXPECT_EQ(run("trial " + file + " --people 1").code, 2);
    write("half.toml", "[trial]\npeople = 10\n");
    const auto half = run("trial " + at("half.toml") + " --out " + at("h"));
    EXPECT_EQ(half.code, 2);
    for (const char* told : {"say who is asked", "a trial has from 2 to 12 arms",
                             "add [visits] with weeks = [0, 4, 8, 12]", "say what is compared"})
        EXPECT_NE(half.text.find(told), std::string::npos) << told << "\n" << half.text;
}

} // namespace rewire
