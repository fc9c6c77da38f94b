// `rewire compare`, and `rewire run` of a scenario with arms: the same people under several plans.
#include <fmt/format.h>
#include <sys/wait.h>

#include "app/crate.hpp"
#include "app/program.hpp"
#include "base/identity.hpp"

namespace rewire {
namespace {

namespace fs = std::filesystem;
using testing::run;

const std::string head = "[population]\nn = 4\nfrom = \"gad_outpatient\"\n",
                  plan = "[plan]\ntreatments = [\"cbt 50 min weekly for 4 weeks, homework 20 min daily\"]\n",
                  visits = "[visits]\nweeks = [0, 2, 4]\ninstruments = [\"gad7\", \"threat_faces\"]\n";

struct Compare : testing::InFolder {
    std::string none = write("none.toml", head + visits), cbt = write("cbt.toml", head + plan + visits);
    std::string to(const std::string& name) const { return " --out " + at(name); }
    // What a reader computes with, byte for byte.
    std::string tables(const std::string& out) const {
        return text(out + "/comparison.csv") + text(out + "/comparison_days.csv") + text(out + "/comparison_brain.csv");
    }
    void expect_refused(const std::string& command, std::initializer_list<std::string> parts) const {
        const auto o = run(command + to("refused"));
        EXPECT_EQ(o.code, 2) << command << "\n" << o.text;
        for (const auto& part : parts)
            EXPECT_NE(o.text.find(part), std::string::npos) << command << "\nlacks " << part << "\n" << o.text;
        EXPECT_FALSE(fs::exists(folder / "refused/summary.json"));
    }
};

TEST_F(Compare, OfAPlanWithItselfFindsNothingAndSaysSo) {
    const auto o = run("compare " + cbt + " " + cbt + to("same"));
    ASSERT_EQ(o.code, 0) << o.text;
    EXPECT_NE(o.text.find("There is no difference between"), std::string::npos) << o.text;
    const auto s = summary("same");
    EXPECT_EQ(s["alike"].size(), 1u);
    for (const auto& [week, measures] : s["visits"].items())
        for (const auto& [measure, arms] : measures.items())
            for (const auto& [arm, n] : arms.items()) {
                EXPECT_EQ(n["difference"], 0.0) << week << measure;
                EXPECT_EQ(n["difference_sd"], 0.0) << week << measure;
                EXPECT_EQ(n["people"], 4);
            }
    EXPECT_NE(text("same/report.html").find("There is no difference between"), std::string::npos);
}
TEST_F(Compare, OfTwoRunsIsThatOfTheirScenariosToTheBit) {
    const auto o = run("compare " + none + " " + cbt + " --threads 1" + to("scenarios"));
    ASSERT_EQ(o.code, 0) << o.text;
    rewire::testing::expect_crate(folder / "scenarios");
    ASSERT_EQ(run("run " + none + to("a")).code, 0);
    ASSERT_EQ(run("run " + cbt + to("b")).code, 0);
    const auto before = testing::bytes_of(folder / "a/people.bin");
    const auto runs = run("compare " + at("a") + " " + at("b") + " --threads 2" + to("runs"));
    ASSERT_EQ(runs.code, 0) << runs.text;
    EXPECT_EQ(hash("runs"), hash("scenarios"));
    EXPECT_EQ(tables("runs"), tables("scenarios"));
    EXPECT_EQ(testing::bytes_of(folder / "a/people.bin"), before) << "looked at alone";
    ASSERT_EQ(run("compare " + at("a") + " " + cbt + to("mixed")).code, 0);
    EXPECT_EQ(tables("mixed"), tables("scenarios"));
    // Fewer of them, and more: who is not kept lives now.
    ASSERT_EQ(run("compare " + at("a") + " " + at("b") + " --draws 6" + to("more")).code, 0);
    ASSERT_EQ(run("compare " + none + " " + cbt + " --draws 6" + to("six")).code, 0);
    EXPECT_EQ(hash("more"), hash("six"));
    EXPECT_EQ(summary("six")["people"], 6);
    // What the treatment does is done within each of them.
    const auto last = summary("scenarios")["visits"]["4"]["gad7"]["cbt"];
    EXPECT_LT(last["difference"].get<double>(), 0) << last;
    EXPECT_NEAR(last["difference"].get<double>(), last["mean"].get<double>() - last["reference_mean"].get<double>(),
                1e-9);
    EXPECT_EQ(summary("scenarios")["visits"]["0"].size(), 2u);
    EXPECT_NE(o.text.find("lower under cbt than under none"), std::string::npos) << o.text;
}
// A scenario with arms lives as its plans do, one by one.
TEST_F(Compare, IsWhatRunDoesWithArms) {
    const auto arms = write("arms.toml", head +
                                             "[[arm]]\nname = \"none\"\ntreatments = []\n[[arm]]\nname = \"cbt\"\n"
                                             "treatments = [\"cbt 50 min weekly for 4 weeks, homework 20 min "
                                             "daily\"]\n" +
                                             visits);
    const auto o = run("run " + arms + to("arms"));
    ASSERT_EQ(o.code, 0) << o.text;
    ASSERT_EQ(run("compare " + none + " " + cbt + to("plans")).code, 0);
    EXPECT_EQ(hash("arms"), hash("plans"));
    EXPECT_EQ(tables("arms"), tables("plans"));
    for (const auto* command : {"check ", "plan "}) {
        const auto shown = run(command + arms).text;
        EXPECT_NE(shown.find("arm: none, the one the others are held against"), std::string::npos) << shown;
        EXPECT_NE(shown.find("arm: cbt\n"), std::string::npos) << shown;
    }
    expect_refused("run " + arms + " --bids " + at("bids"), {"--bids: leave it out"});
    expect_refused("compare " + arms + " " + cbt, {"arms.toml:5", "lives every [[arm]] and compares them"});
    expect_refused("compare " + at("arms") + " " + cbt, {"this folder holds no people.bin"});
    // What is wrong in both arms is told once, what is wrong in one too.
    const auto wrong = write("wrong.toml", head + "[[arm]]\nname = \"a\"\ntreatments = [\"cbd weekly for 4 weeks\"]\n" +
                                               "[[arm]]\nname = \"b\"\ntreatments = []\n[visits]\nweeks = "
                                               "[0]\ninstruments = [\"gad8\"]\n");
    const auto told = run("check " + wrong);
    EXPECT_EQ(told.code, 2);
    EXPECT_NE(told.text.find("wrong.toml:6"), std::string::npos) << told.text;
    EXPECT_NE(told.text.find("gad8"), std::string::npos) << told.text;
    EXPECT_EQ(told.text.find("\"gad7\"?"), told.text.rfind("\"gad7\"?")) << told.text;
}
TEST_F(Compare, RefusesWhatIsNotOfTheSamePeople) {
    ASSERT_EQ(run("run " + none + to("a")).code, 0);
    ASSERT_EQ(run("run " + cbt + " --seed 2" + to("seed2")).code, 0);
    ASSERT_EQ(run("run " + cbt + " --coupling 0.9" + to("weak")).code, 0);
    expect_refused("compare " + none, {"compare: give two or more scenarios or folders of runs"});
    expect_refused("compare " + at("a") + " " + at("seed2"),
                   {at("seed2"), "run it again with --seed 1", "lived with seed 2", "--seed 2"});
    expect_refused("compare " + at("a") + " " + none + " --seed 3", {at("a"), "leave --seed 3 out"});
    expect_refused("compare " + at("a") + " " + at("weak"),
                   {at("weak"), "run one of them again", "--coupling (0.9, not 1)"});
    expect_refused("compare " + none + " " + at("weak"), {at("weak"), "--coupling (0.9, not 1)", "as that run had"});
    const auto other = write("other.toml", "[population]\nfrom = \"mdd_outpatient\"\n" + plan + visits);
    expect_refused("compare " + none + " " + other,
                   {other, "give it the same from in [population] as " + none + " has"});
    expect_refused("compare " + none + " " + folder.string(), {"this folder holds no people.bin"});
    expect_refused("compare " + none + " " + at("missing.toml"), {"missing.toml"});
    expect_refused("compare " + none + " " REWIRE_SOURCE_DIR "/scenarios/cbt_or_drug.toml", {"run `rewire trial"});
    // Folders that lack something, or hold something else.
    fs::remove_all(folder / "a/scenario");
    expect_refused("compare " + at("a") + " " + cbt,
                   {at("a"), "run it again (rewire run", "keeps no copy of the scenario"});
    write("a/summary.json", "{\"command\": 3");
    expect_refused("compare " + at("a") + " " + cbt, {"its summary.json is not that of a run"});
    fs::remove(folder / "a/summary.json");
    expect_refused("compare " + at("a") + " " + cbt, {"the run was stopped before its end"});
    write("weak/people.bin", "nothing");
    expect_refused("compare " + at("weak") + " " + cbt, {"holds nothing that this version of rewire can read"});
}
// The version stands in the header of the store.
TEST_F(Compare, RefusesARunOfAnotherVersion) {
    ASSERT_EQ(run("run " + none + to("a")).code, 0);
    auto bytes = testing::bytes_of(folder / "a/people.bin");
    ASSERT_EQ(run("compare " + at("a") + " " + cbt + to("fine")).code, 0);
    Identity other("people");
    const std::string record = other.bytes(); // a header of nothing but the program
    std::string file = bytes.substr(0, bytes.find('\n') + 1);
    const std::uint64_t length = record.size(), hash = hash_of_bytes(record);
    file.append(reinterpret_cast<const char*>(&length), 8).append(reinterpret_cast<const char*>(&hash), 8);
    write("a/people.bin", file + record);
    expect_refused("compare " + at("a") + " " + cbt, {at("a"), "run it again with this version", "the connectome"});
}
TEST_F(Compare, GoesOnWhereItWasStopped) {
    const auto command = "compare " + none + " " + cbt + " --draws 40 --threads 1";
    const auto whole = run(command + to("whole"));
    ASSERT_EQ(whole.code, 0) << whole.text;
    const int status = testing::interrupted(command + to("half"), folder / "half/people-1.bin", 3, SIGINT);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 130);
    EXPECT_FALSE(fs::exists(folder / "half/summary.json"));
    const auto rest = run(command + " --resume" + to("half"));
    ASSERT_EQ(rest.code, 0) << rest.text;
    EXPECT_EQ(hash("half"), hash("whole"));
    EXPECT_EQ(tables("half"), tables("whole"));
}
// A table of doses is kept with the scenario that names it.
TEST_F(Compare, TakesUpARunWithATableOfDoses) {
    write("doses.csv", "ID,TIME,AMT,EVID\n1,0,50,1\n1,24,50,1\n1,48,50,1\n");
    const auto table = write("table.toml", head + "[plan]\ntreatments = [\"sertraline as doses.csv\"]\n" + visits);
    ASSERT_EQ(run("run " + table + to("t")).code, 0);
    EXPECT_EQ(text("t/scenario/doses.csv"), text("doses.csv"));
    fs::remove(folder / "doses.csv"); // the run's own copy is what is read
    const auto o = run("compare " + none + " " + at("t") + to("c"));
    EXPECT_EQ(o.code, 0) << o.text;
}

} // namespace
} // namespace rewire
