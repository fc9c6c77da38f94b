// Connectomes of real people: how they are found, put in order and refused, each fault once and before a step.
#include "study/own_connectomes.hpp"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "study/life_job.hpp"
#include "app/program.hpp"
#include "brain/export.hpp"
#include "brain/scaling.hpp"
#include "model/template_life.hpp"
#include "refusal.hpp"

namespace rewire {
using namespace study;
namespace {
namespace fs = std::filesystem;
using testing::refusal;

// The template with a spread of its own for each subject.
brain::Connectome person(std::uint64_t seed) {
    return brain::template_brain({.preset = "default", .residual_sd = 0.5, .seed = seed});
}
struct OwnConnectomesTest : testing::InFolder {
    fs::path people;
    void SetUp() override {
        InFolder::SetUp();
        people = folder / "people";
        fs::create_directories(people);
        brain::write_weights_csv(person(1), people / "sub-01.csv");
        brain::write_weights_csv(person(2), people / "sub-02.csv");
    }
    void put(const std::string& name, const std::string& text) const { std::ofstream(people / name) << text; }
    static OwnConnectomes read(const fs::path& where) {
        return read_own_connectomes(where.string(), {}, brain::template_brain(), testing::template_life());
    }
    static std::string told(const fs::path& where) {
        return refusal([&] { read(where); }, "accepted");
    }
};

TEST_F(OwnConnectomesTest, AFolderIsReadByNames) {
    const auto found = read(people);
    EXPECT_EQ(found.subjects, (std::vector<std::string>{"sub-01", "sub-02"}));
    const auto expected = brain::scaled(person(2));
    for (std::size_t k = 0; k < expected.values().size(); ++k)
        EXPECT_NEAR(found.weights[1].values()[k], expected.values()[k], 1e-9);
}
// The order of regions in a file is its own.
TEST_F(OwnConnectomesTest, RegionsGoByTheirNames) {
    auto turned = person(1);
    const std::size_t n = turned.labels.size();
    const auto base = turned;
    for (std::size_t i = 0; i < n; ++i) {
        turned.labels[i] = base.labels[n - 1 - i];
        turned.centres_mm[i] = base.centres_mm[n - 1 - i];
        for (std::size_t j = 0; j < n; ++j)
            turned.weights(i, j) = base.weights(n - 1 - i, n - 1 - j);
    }
    fs::create_directories(folder / "turned");
    brain::write_weights_csv(turned, folder / "turned" / "sub-01.csv");
    const auto a = read(people).weights[0], b = read(folder / "turned").weights[0];
    for (std::size_t k = 0; k < a.values().size(); ++k)
        EXPECT_NEAR(a.values()[k], b.values()[k], 1e-12);
}
TEST_F(OwnConnectomesTest, ATableChoosesAndOrders) {
    put("who.tsv", "subject\tfile\nlater\tsub-02.csv\nfirst\tsub-01.csv\n");
    const auto found = read(people / "who.tsv");
    EXPECT_EQ(found.subjects, (std::vector<std::string>{"later", "first"}));
    EXPECT_NEAR(found.weights[0](0, 1), brain::scaled(person(2))(0, 1), 1e-9);
}
TEST_F(OwnConnectomesTest, EveryFaultIsToldAtOnce) {
    put("sub-03.csv", "a,b\n1,2\n");
    auto fewer = person(3);
    fewer.labels[0] = "elsewhere";
    brain::write_weights_csv(fewer, people / "sub-04.csv");
    put("who.tsv",
        "subject\tfile\none\tsub-01.csv\none\tsub-02.csv\nthree\tsub-03.csv\nfour\tsub-04.csv\nfive\tnone.csv\n\tsub-"
        "01.csv\n");
    const auto all = told(people / "who.tsv");
    const std::pair<const char*, const char*> cases[]{
        {"who.tsv:3:1", "leave one out; the subject \"one\" stands twice"},
        {"sub-03.csv", "sub-03.csv"},
        {"sub-04.csv", "bring it to the regions of the brain that all share, the template's; it lacks ctx-lh-"},
        {"sub-04.csv", "and that brain has no elsewhere"},
        {"who.tsv:6:1", "the connectome of \"five\" is missing"},
        {"who.tsv:7:1", "give a subject and a file on each line"},
    };
    for (const auto& [where, what] : cases) {
        EXPECT_NE(all.find(where), all.npos) << where << '\n' << all;
        EXPECT_NE(all.find(what), all.npos) << what << '\n' << all;
    }
    EXPECT_NE(told(people).find("sub-03.csv"), std::string::npos) << "in a folder too";
}
TEST_F(OwnConnectomesTest, WhatIsNoneIsRefused) {
    put("head.tsv", "subject\tpath\na\tb\n");
    put("bare.tsv", "subject\tfile\n");
    fs::create_directories(folder / "empty");
    const std::pair<fs::path, const char*> cases[]{
        {folder / "nowhere", "is neither a folder nor a table"},
        {folder / "empty", "put a connectome in for each subject"},
        {people / "head.tsv", "head.tsv:1:1: name a column \"file\""},
        {people / "bare.tsv", "it has a heading alone"},
    };
    for (const auto& [where, what] : cases)
        EXPECT_NE(told(where).find(what), std::string::npos) << where << '\n' << told(where);
}

// The program: `check` finds what `run` would, and nothing is written.
TEST_F(OwnConnectomesTest, RunAndCheckSeeThem) {
    const auto text =
        "[history]\nlife = [\"ordinary for 1 weeks\"]\n[plan]\n[visits]\nweeks = [0, 1]\ninstruments = "
        "[\"gad7\", \"rest_fc\"]\n";
    const auto file = write("a.toml", text);
    const auto with = " --own-connectomes " + people.string();
    const auto good = testing::run("run " + file + with + " --out " + at("r"));
    ASSERT_EQ(good.code, 0) << good.text;
    const auto s = summary("r");
    EXPECT_EQ(s["draws"], 2) << "as many as subjects";
    EXPECT_EQ(s["subjects"], (std::vector<std::string>{"sub-01", "sub-02"}));
    EXPECT_EQ(s["scans"][0]["measure"], "identification");
    EXPECT_EQ(s["scans"][0]["people"], 2);
    EXPECT_TRUE(fs::exists(folder / "r" / "scans.csv"));
    EXPECT_NE(good.text.find("two scans of a person"), std::string::npos) << good.text;
    ASSERT_EQ(testing::run("run " + file + " --draws 2 --out " + at("t")).code, 0);
    EXPECT_NE(summary("t")["hash"], s["hash"]) << "other tracts, other scans";

    const auto many = testing::run("run " + file + with + " --draws 3 --out " + at("m"));
    EXPECT_EQ(many.code, 2);
    EXPECT_NE(many.text.find("--draws: ask for 2 people"), std::string::npos) << many.text;
    EXPECT_FALSE(fs::exists(folder / "m"));
    const auto ill = write("ill.toml",
                           "[population]\nn = 2\nfrom = \"gad_outpatient\"\n[visits]\nweeks = [0, 1]\n"
                           "instruments = [\"rest_fc\"]\n");
    put("sub-03.csv", "a,b\n1,2\n");
    for (const auto* command : {"check ", "plan ", "run "}) {
        const auto bad = testing::run(command + file + with + (command[0] == 'r' ? " --out " + at("b") : ""));
        EXPECT_EQ(bad.code, 2) << command;
        EXPECT_NE(bad.text.find("sub-03.csv"), std::string::npos) << command << bad.text;
    }
    EXPECT_FALSE(fs::exists(folder / "b"));
    fs::remove(people / "sub-03.csv");
    const auto enrolled = testing::run("check " + ill + with);
    EXPECT_EQ(enrolled.code, 2);
    EXPECT_NE(enrolled.text.find("--own-connectomes: leave it out, or choose a population"), std::string::npos)
        << enrolled.text;
    EXPECT_EQ(testing::run("check " + file + with).code, 0);
}

} // namespace
} // namespace rewire
