// `rewire rank`: what it prints and writes, the same by any threads; what it refuses.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/crate.hpp"
#include "app/program.hpp"

namespace rewire {
namespace {

using testing::run;
using Ranks = testing::InFolder;
const std::string file = REWIRE_SOURCE_DIR "/scenarios/who_needs_what.toml";
const std::string person =
    "[rank]\nfrom = \"gad_outpatient\"\ninstrument = \"gad7\"\nweek = 4\n[person]\nage = "
    "40\n[[person.visit]]\nweek = 0\ngad7 = 13\n";
const std::string candidates =
    "[[candidate]]\nname = \"exposure\"\ntreatments = [\"exposure_therapy 30 min daily for 4 "
    "weeks\"]\n[[candidate]]\nname = \"nothing\"\ntreatments = []\n";

} // namespace

TEST_F(Ranks, AreLivedWeighedAndWritten) {
    write("p.toml", person);
    write("c.toml", candidates);
    const auto command = "rank " + at("p.toml") + " --candidates " + at("c.toml") + " --people 40 --shuffles ";
    const auto o = run(command + "3 --out " + at("r"));
    ASSERT_EQ(o.code, 0) << o.text;
    EXPECT_NE(o.text.find("effective sample size"), std::string::npos) << o.text;
    EXPECT_NE(o.text.find("with readings of 3 other virtual people in their place"), std::string::npos) << o.text;
    rewire::testing::expect_crate(folder / "r");
    const auto summary = nlohmann::json::parse(text("r/summary.json"));
    const auto& p = summary["rank"]["persons"][0];
    EXPECT_GE(p["weights"]["effective"].get<double>(), 10 * (1 - 1e-9)) << "a quarter of them counts at least";
    EXPECT_EQ(p["candidates"].size(), 2U);
    EXPECT_EQ(p["candidates"][0]["name"], p["lead"]["first"]);
    EXPECT_EQ(p["shuffled"]["shuffles"], 3);
    const auto weights = text("r/weights.csv"), table = text("r/rank.csv");
    EXPECT_EQ(std::ranges::count(weights, '\n'), 41) << "a heading and a row a virtual person";
    EXPECT_EQ(std::ranges::count(table, '\n'), 3);
    EXPECT_TRUE(table.starts_with("person,rank,candidate,outcome [points]")) << table;
    const auto page = text("r/report.html");
    EXPECT_NE(page.find(p["verdict"] == "cannot tell" ? "Cannot tell" : "exposure"), std::string::npos);
    EXPECT_NE(o.text.find("report: " + at("r") + "/report.html"), std::string::npos) << o.text;
    const auto again = run(command + "3 --threads 1 --out " + at("s"));
    EXPECT_EQ(nlohmann::json::parse(text("s/summary.json"))["hash"], summary["hash"]);
    EXPECT_EQ(text("s/weights.csv"), weights);
    const auto few = run(command + "0 --out " + at("f"));
    ASSERT_EQ(few.code, 0) << few.text;
    EXPECT_NE(few.text.find("no gate was asked"), std::string::npos) << few.text;
}

TEST_F(Ranks, HangOnParametersAsFarAsSetsOfThemDiffer) {
    write("p.toml", person + candidates);
    const auto command = "rank " + at("p.toml") + " --people 24 --shuffles 0 ";
    const auto plain = run(command + "--out " + at("a")), o = run(command + "--sets 2 --out " + at("b")),
               one = run(command + "--sets 2 --threads 1 --out " + at("c"));
    ASSERT_EQ(o.code, 0) << o.text;
    const auto a = nlohmann::json::parse(text("a/summary.json")), b = nlohmann::json::parse(text("b/summary.json"));
    EXPECT_EQ(nlohmann::json::parse(text("c/summary.json"))["hash"], b["hash"]);
    EXPECT_NE(a["hash"], b["hash"]);
    const auto &without = a["rank"]["persons"][0], &with = b["rank"]["persons"][0];
    EXPECT_EQ(without["candidates"], with["candidates"]) << "what is told of the parameters as they are stays";
    EXPECT_FALSE(without.contains("parameters"));
    const auto& doubt = with["parameters"];
    EXPECT_EQ(doubt["sets"], 2);
    for (const auto& c : doubt["candidates"])
        EXPECT_GT(c["outcome"]["sd"].get<double>(), 0) << "sets answer otherwise";
    EXPECT_NE(o.text.find("with other parameters that agree with the evidence"), std::string::npos) << o.text;
    EXPECT_NE(text("b/report.html").find("What the parameters leave open"), std::string::npos);
    EXPECT_EQ(run(command + "--sets 1").code, 2);
    EXPECT_EQ(run(command + "--ensemble house").code, 2);
}

TEST_F(Ranks, AreCheckedAndToldFromScenariosAndTrials) {
    const auto o = run("check " + file);
    EXPECT_EQ(o.code, 0) << o.text;
    EXPECT_NE(o.text.find("person: weak prefrontal cortex, 3 readings"), std::string::npos) << o.text;
    EXPECT_NE(o.text.find("candidate: stimulation, then CBT"), std::string::npos) << o.text;
    const auto lived = run("run " + file + " --out " + at("r"));
    EXPECT_EQ(lived.code, 2);
    EXPECT_NE(lived.text.find("run `rewire rank " + file + "`; this tells what is known of a person"),
              std::string::npos)
        << lived.text;
    write("p.toml", person);
    const auto none = run("rank " + at("p.toml") + " --out " + at("n"));
    EXPECT_EQ(none.code, 2);
    EXPECT_NE(none.text.find("from 2 to 12 candidates are ranked"), std::string::npos) << none.text;
    EXPECT_EQ(run("rank " + file + " --people 1").code, 2);
    EXPECT_EQ(run("rank " + file + " --shuffles -1").code, 2);
    write("c.toml", candidates + "colour = \"red\"\n");
    const auto odd = run("rank " + at("p.toml") + " --candidates " + at("c.toml"));
    EXPECT_EQ(odd.code, 2);
    EXPECT_NE(odd.text.find(at("c.toml") + ":7"), std::string::npos) << odd.text;
}

} // namespace rewire
