// `rewire run --keep visits`: what is told of visits is that of a run with every day, byte for byte, on little disk.
#include <set>
#include <sstream>

#include "app/crate.hpp"
#include "app/program.hpp"
#include "brain/unpack.hpp"

namespace rewire {
namespace {

namespace fs = std::filesystem;
using testing::run;

const std::string file = REWIRE_SOURCE_DIR "/tests/cases/short_life.toml";

struct Keep : testing::InFolder {
    std::string life(const std::string& out, const std::string& more = "") const {
        return "run " + file + " --draws 12 --out " + at(out) + " " + more;
    }
    std::set<std::string> lines(const std::string& name) const {
        std::set<std::string> out;
        std::istringstream in(text(name));
        for (std::string line; std::getline(in, line);)
            out.insert(line);
        return out;
    }
    std::string answers(const std::string& out) const {
        return brain::unpacked(text(out + "/adqs.csv.gz"), "adqs.csv.gz");
    }
    void expect_refused(const std::string& command, const std::string& told) const {
        const auto o = run(command);
        EXPECT_EQ(o.code, 2) << command;
        EXPECT_NE(o.text.find(told), std::string::npos) << command << "\n" << o.text;
    }
};

TEST_F(Keep, VisitsSayWhatEveryDaySaysOfThem) {
    ASSERT_EQ(run(life("all", "--threads 1 --bids " + at("all_bids"))).code, 0);
    const auto o = run(life("few", "--threads 2 --keep visits --bids " + at("few_bids")));
    ASSERT_EQ(o.code, 0) << o.text;
    testing::expect_crate(folder / "few");
    for (const char* same : {"visits.csv", "adsl.csv", "outcomes.csv", "scans.csv", "methods.md"})
        EXPECT_EQ(text(std::string("few/") + same), text(std::string("all/") + same)) << same;
    EXPECT_EQ(answers("few"), text("all/adqs.csv"));
    EXPECT_FALSE(fs::exists(folder / "few/adqs.csv"));
    EXPECT_EQ(text("few_bids/phenotype/gad7.tsv"), text("all_bids/phenotype/gad7.tsv"));
    auto few = summary("few"), all = summary("all");
    EXPECT_EQ(few["keep"], "visits");
    EXPECT_FALSE(all.contains("keep"));
    few.erase("keep");
    for (auto* s : {&few, &all})
        for (const char* own : {"command", "wall_s"})
            s->erase(own);
    EXPECT_EQ(few, all);
    // Of the days that are kept, the rows are those of the whole.
    for (const char* table : {"days.csv", "pathways.csv", "hours.csv"}) {
        const auto some = lines(std::string("few/") + table), whole = lines(std::string("all/") + table);
        EXPECT_LT(5 * some.size(), whole.size()) << table;
        EXPECT_TRUE(std::ranges::includes(whole, some)) << table;
    }
    EXPECT_LT(5 * fs::file_size(folder / "few/people.bin"), 4 * fs::file_size(folder / "all/people.bin"));
    EXPECT_NE(text("few/report.html").find("Kept are the days of visits"), std::string::npos);
    EXPECT_EQ(text("all/report.html").find("Kept are the days of visits"), std::string::npos);
}

TEST_F(Keep, KilledRunOfVisitsGoesOnToTheSameBytes) {
    ASSERT_EQ(run(life("whole", "--keep visits --threads 1")).code, 0);
    const auto status =
        testing::interrupted(life("killed", "--keep visits --threads 1"), folder / "killed/people.bin", 3, SIGKILL);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it was done before";
    EXPECT_FALSE(fs::exists(folder / "killed/summary.json"));
    fs::resize_file(folder / "killed/people.bin", fs::file_size(folder / "killed/people.bin") - 3);
    expect_refused(life("killed", "--resume"), "belongs to another run, which differs in: --keep (days, not visits)");
    const auto o = run(life("killed", "--keep visits --threads 2 --resume"));
    ASSERT_EQ(o.code, 0) << o.text;
    EXPECT_NE(o.text.find("lived already"), std::string::npos) << o.text;
    EXPECT_EQ(hash("killed"), hash("whole"));
    for (const char* same : {"visits.csv", "adsl.csv", "adqs.csv.gz", "days.csv", "hours.csv", "pathways.csv"})
        EXPECT_EQ(text(std::string("killed/") + same), text(std::string("whole/") + same)) << same;
    // More people go on from those who have lived.
    const auto more = run("run " + file + " --draws 14 --keep visits --resume --out " + at("killed"));
    EXPECT_EQ(more.code, 0) << more.text;
    EXPECT_NE(more.text.find("12 have lived already"), std::string::npos) << more.text;
}

TEST_F(Keep, WhatNeedsEveryDaySaysSo) {
    expect_refused(life("x", "--keep visit"), "--keep: did you mean \"visits\"? \"visit\" is nothing that can be kept");
    ASSERT_EQ(run("run " + file + " --draws 2 --keep visits --out " + at("few")).code, 0);
    expect_refused("compare " + file + " " + at("few") + " --out " + at("c"),
                   "plans are held against one another day by day, and this run has kept the days of visits alone");
    const auto arms = write("arms.toml",
                            "[[arm]]\nname = \"a\"\ntreatments = []\n[[arm]]\nname = \"b\"\ntreatments = [\"cbt weekly "
                            "for 2 weeks\"]\n[visits]\nweeks = [0, 2]\ninstruments = [\"gad7\"]\n");
    expect_refused("run " + arms + " --draws 2 --keep visits --out " + at("d"), "this scenario has arms");
    EXPECT_FALSE(fs::exists(folder / "d"));
}

} // namespace
} // namespace rewire
