// Users' files at the program's door: one list of warnings for every command, and advice that works when it is
// followed.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "app/program.hpp"
#include "base/file.hpp"
#include "fit/cma_es.hpp"

namespace fs = std::filesystem;
namespace fit = rewire::fit;
using Json = nlohmann::json;
using rewire::testing::run;

namespace {

const std::string cases = REWIRE_SOURCE_DIR "/tests/cases/";

struct Files : rewire::testing::InFolder {
    std::string report(const std::string& out) const { return rewire::read_file(folder / out / "report.html"); }
};

constexpr const char* sweep = "sweep --linear-noise --vary coupling=0.2:1.2:3 ";
constexpr const char* network = "network --dt \"1 ms\" --duration \"10 s\" ";
constexpr const char* short_life = R"([population]
from = "gad_outpatient"
[visits]
weeks = [0, 1]
instruments = ["gad7"]
)";

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
bool has(const Json& list, const std::string& part) {
    return std::any_of(list.begin(), list.end(), [&](const Json& j) { return has(j.get<std::string>(), part); });
}

} // namespace

// A life lived on logarithms must be warned of as `check` warns, on the terminal, in the summary and in the report.
TEST_F(Files, EveryCommandGivesTheWarningsThatCheckGives) {
    const std::string file = cases + "log82.csv", scenario = write("life.toml", short_life);
    const std::string part = "the weights look like logarithms";
    EXPECT_TRUE(has(run("check " + file).text, part));
    EXPECT_TRUE(has(run("connectome show --from " + file).text, part));
    EXPECT_TRUE(has(run("connectome export --from " + file + " " + at("x.csv")).text, part));
    EXPECT_TRUE(has(run("plan " + scenario + " --connectome " + file).text, part));
    const std::pair<std::string, std::string> computing[] = {
        {"network", network + ("--connectome " + file)},
        {"sweep", sweep + ("--connectome " + file)},
        {"run", "run " + scenario + " --draws 1 --connectome " + file},
    };
    for (const auto& [name, command] : computing) {
        const auto o = run(command + " --out " + at(name));
        ASSERT_EQ(o.code, 0) << command << "\n" << o.text;
        EXPECT_TRUE(has(o.text, "warning: " + part)) << name << "\n" << o.text;
        EXPECT_TRUE(has(summary(name)["warnings"], part)) << name;
        EXPECT_TRUE(has(summary(name)["connectome"], part)) << name;
        EXPECT_TRUE(has(report(name), part)) << name;
    }
}

// The commands that ask many lives: at the terminal, before the first is lived or with the answers.
TEST_F(Files, EveryCommandThatAsksLivesGivesTheWarningsOfItsBrain) {
    const std::string with = " --connectome " + cases + "log82.csv";
    const auto claims = write("claims.toml", R"([[claim]]
name = "anxiety of patients"
people = "gad_outpatient"
treated = []
measure = "gad7"
statistic = "mean"
week = 1
range = [9, 11]
source = "made up"
)");
    const auto objective = write("objective.toml", R"(people = 3
seed = 2
population = 5
generations = 1
ensemble = 4
claims_file = "claims.toml"
[[parameter]]
name = "anxiety.a_A"
low = 1
high = 4
[[claim]]
name = "anxiety of patients"
)");
    std::vector<std::string> commands{
        "validate " + claims + " --people 3", "evidence --row sert_occ_min_dose --people 3 --out " + at("evidence"),
        "disputed --people 3 --out " + at("disputed.md"),
        "sensitivity --parameters gains.g_C --claims " + claims +
            " --outputs \"anxiety of\" --people 3 --trajectories 2 --out " + at("sensitivity")};
    commands.push_back("run " + write("life.toml", short_life) + " --draws 1 --out " + at("run"));
    commands.push_back(sweep + (" --out " + at("sweep")));
    if (fit::has_cma_es())
        commands.push_back("calibrate " + objective + " --out " + at("calibrate"));
    for (const auto& command : commands) {
        const auto o = run(command + with);
        const std::string warning = "warning: the weights look like logarithms";
        const auto at = o.text.find(warning);
        EXPECT_LT(at, std::min(o.text.find("hash "), o.text.size())) << command << ": before the wait\n" << o.text;
        EXPECT_EQ(o.text.find(warning, at + 1), std::string::npos) << command << ": once\n" << o.text;
    }
}

// A table of --map is read as every other table is: whatever the delimiter, the encoding and the decimal sign.
TEST_F(Files, AMapsTableIsReadAsEveryTable) {
    const std::string head = network + ("--connectome " + cases + "w.csv --set s_E=0.2 --map receptor=");
    std::string plain = "region,d\n", german = "\xEF\xBB\xBF\"region\";\"d\"\r\n";
    for (int k = 1; k <= 10; ++k) {
        plain += fmt::format("r{},0.{:02}\n", k, k + 1);
        german += fmt::format("\"r{}\";0,{:02}\r\n", k, k + 1);
    }
    ASSERT_EQ(run(head + write("plain.csv", plain) + ":d --out " + at("plain")).code, 0);
    const auto o = run(head + write("german.csv", german) + ":d --out " + at("german"));
    ASSERT_EQ(o.code, 0) << o.text;
    EXPECT_EQ(summary("plain")["hash"], summary("german")["hash"]);
    plain.replace(plain.find("0.02"), 4, "0.92");
    ASSERT_EQ(run(head + write("other.csv", plain) + ":d --out " + at("other")).code, 0);
    EXPECT_NE(summary("plain")["hash"], summary("other")["hash"]) << "the map acts";
    const std::pair<std::string, std::string> faults[] = {
        {"region,d\nr1,n/a\n", ":2:4: a finite number is expected in column \"d\" for r1, not \"n/a\""},
        {"region,d\nr1,1\nr1,2\n", ":3: leave out one row of r1; it stands twice"},
        {"region,d,d\nr1,1,2\n", ":1:10: rename one of the columns \"d\"; there are two"},
        {"region,dd\nr1,1\n", ":1: did you mean \"dd\"? there is no column \"d\""},
        {"region,d\nr1,1,2\n", ":2: has 3 cells where the header has 2"},
        {"region,d\n\"r1,1\n", ":2:1: a quote is not closed on its line; close it"},
        {"region,d\nr1,1\n", "add a row for each of r2, r3, r4, r5, r6 and 4 more; it says nothing of them\n"},
        {"region,d\nr1,1\nr-2,1\n",
         "add a row for each of r2, r3, r4, r5, r6 and 4 more; it says nothing of them, and the brain lacks r-2\n"},
        {"region,d\nLamyg,1\nRamyg,2\n",
         "name its regions as the brain does (r1, r2, r3, r4, r5 and 5 more); none of "
         "Lamyg, Ramyg is one of them\n"},
    };
    for (const auto& [text, said] : faults) {
        const auto bad = run(head + write("bad.csv", text) + ":d --out " + at("bad"));
        EXPECT_EQ(bad.code, 2) << bad.text;
        EXPECT_TRUE(has(bad.text, "bad.csv" + said) || has(bad.text, "bad.csv: " + said)) << said << "\n" << bad.text;
        EXPECT_FALSE(fs::exists(folder / "bad" / "summary.json"));
    }
}

// What the table tells of regions that the brain lacks does not act, and is not passed over in silence.
TEST_F(Files, AMapsRegionsThatTheBrainLacksAreNamed) {
    std::string table = "region,d\n";
    for (int k = 1; k <= 10; ++k)
        table += fmt::format("r{},0.{:02}\n", k, k + 1);
    const std::string more[] = {"", "R1,9\n", "R1,n/a\nLamyg,0.5\n"},
                      said[] = {"", "R1, which the brain lacks; it is left out of the map of receptor.",
                                "R1, Lamyg, which the brain lacks; they are left out of the map of receptor."};
    std::string hash;
    for (std::size_t k = 0; k < 3; ++k) {
        const auto file = write("map.csv", table + more[k]);
        const auto o = run(std::string(network) + "--connectome " + cases +
                           "w.csv --set s_E=0.2 --map receptor=" + file + ":d --out " + at("map"));
        ASSERT_EQ(o.code, 0) << o.text;
        const auto warnings = summary("map")["warnings"];
        EXPECT_EQ(has(warnings, "which the brain lacks"), k > 0) << warnings;
        EXPECT_TRUE(k == 0 || has(o.text, "warning: " + file + " tells of " + said[k])) << o.text;
        EXPECT_TRUE(k == 0 || (has(warnings, said[k]) && has(report("map"), said[k]))) << said[k];
        EXPECT_EQ(summary("map")["hash"].get<std::string>(), k == 0 ? hash = summary("map")["hash"] : hash);
    }
}

TEST_F(Files, ASyntheticBrainIsWarnedOfAlike) {
    const std::string said = "The brain is synthetic: generated by a formula, no measured brain.",
                      scenario = write("life.toml", short_life);
    EXPECT_TRUE(has(run("connectome show").text, said));
    EXPECT_TRUE(has(run("connectome export " + at("t.zip")).text, said));
    EXPECT_TRUE(has(run("check " + at("t.zip")).text, said));
    EXPECT_TRUE(has(run("check " + scenario).text, said));
    EXPECT_TRUE(has(run("plan " + scenario).text, said));
    const std::pair<std::string, std::string> computing[] = {
        {"network", network}, {"sweep", sweep}, {"run", "run " + scenario + " --draws 1"}};
    for (const auto& [name, command] : computing) {
        const auto o = run(command + " --out " + at(name));
        EXPECT_TRUE(has(o.text, "warning: " + said)) << name << "\n" << o.text;
        EXPECT_TRUE(has(summary(name)["warnings"], said)) << name;
        EXPECT_TRUE(has(report(name), said)) << name;
    }
}

TEST_F(Files, WhatWasDoneIsNotedInTheSummary) {
    const std::string said = "only the upper triangle was filled; it was mirrored (--symmetrise)";
    const std::string from = "--connectome " + cases + "w_upper.csv --symmetrise --drop-regions r10";
    EXPECT_TRUE(has(run("check " + cases + "w_upper.csv --symmetrise").text, "note: " + said));
    for (const std::string command : {network, sweep}) {
        const auto o = run(command + from + " --out " + at("o"));
        ASSERT_EQ(o.code, 0) << o.text;
        EXPECT_TRUE(has(summary("o")["connectome"], said));
        EXPECT_TRUE(has(summary("o")["connectome"], "1 of 10 regions were dropped (asked for): r10"));
        EXPECT_EQ(summary("o")["regions"], 9);
    }
    // The same network as the whole file gives.
    run(network + ("--connectome " + cases + "w.csv --out ") + at("whole"));
    run(network + ("--connectome " + cases + "w_upper.csv --symmetrise --out ") + at("mirrored"));
    EXPECT_EQ(summary("whole")["hash"], summary("mirrored")["hash"]);
}

// What an error advises, done.
TEST_F(Files, AdviceThatAnErrorGivesWorks) {
    const auto names = write("names.txt", "r1\nr2\nr3\nr4\nr5\nr6\nr7\nr8\nr9\nr10\n");
    std::string bare, series = "1;2;3;4;5;6;7;8;9;10\n", twice, odd, z, negative;
    for (int r = 0; r < 10; ++r)
        for (int c = 0; c < 10; ++c) {
            const char* end = c < 9 ? "," : "\n";
            bare += fmt::format("{}{}", r == c ? 1.0 : 0.1 + 0.01 * (r + c), end);
            odd += fmt::format("{}{}", r == c ? 1.0 : 0.1 + 0.01 * (r + 2 * c), end);
            z += fmt::format("{}{}", r == c ? 0.0 : 1.0 + 0.01 * (r + c), end);
            negative += fmt::format("{}{}", r == c ? 0.0 : -0.5 - 0.1 * std::abs(r - c), end);
        }
    for (int t = 0; t < 40; ++t)
        for (int c = 0; c < 10; ++c)
            series += fmt::format("{}{}", (t * (c + 3) * 7919) % 101, c < 9 ? ";" : "\n");
    const std::string head = "r1,r2,r3,r4,r5,r6,r7,r8,r9,r10\n", w = "--connectome " + cases + "w.csv ";
    twice = "r1,r1,r3,r4,r5,r6,r7,r8,r9,r10\n" + bare;
    const auto bare_file = write("bare.csv", bare), odd_file = write("odd.csv", head + odd),
               z_file = write("z.csv", head + z), bold_file = write("bold.csv", series),
               twice_file = write("twice.csv", twice), negative_file = write("negative.csv", head + negative);
    struct Case {
        std::string command, advice, mend;
    };
    const Case all[] = {
        {"check " + cases + "w_upper.csv", "say --symmetrise", "--symmetrise"},
        {"check " + cases + "w_upper.csv", "--direction target-rows", "--direction target-rows"},
        {"check " + odd_file, "--symmetrise to use the mean", "--symmetrise"},
        {"check " + odd_file, "or --direction source-rows", "--direction source-rows"},
        {"check " + bare_file, "give their labels with --labels FILE", "--labels " + names},
        {"check " + twice_file, "say --number-labels", "--number-labels"},
        {"check " + twice_file, "with --labels FILE", "--labels " + names},
        {"check " + negative_file, "say --weights log", "--weights log"},
        {"check " + cases + "w.csv --lengths " + bare_file, "with --lengths-labels FILE", "--lengths-labels " + names},
        {sweep + w + "--empirical-fc " + bare_file, "with --fc-labels FILE", "--fc-labels " + names},
        {sweep + w + "--empirical-fc " + odd_file, "say --fc-symmetrise", "--fc-symmetrise"},
        {sweep + w + "--empirical-fc " + z_file, "say --fc-values z", "--fc-values z"},
        {network + w + "--empirical-bold " + bold_file + " --fcd-window \"5 s\" --fcd-step \"1 s\"",
         "with --bold-labels FILE", "--bold-labels " + names},
    };
    for (const auto& c : all) {
        const std::string out = c.command.starts_with("check") ? "" : " --out " + at("advice");
        const auto refused = run(c.command + out);
        EXPECT_EQ(refused.code, 2) << c.command << "\n" << refused.text;
        EXPECT_TRUE(has(refused.text, c.advice)) << c.command << "\n" << refused.text;
        const auto mended = run(c.command + " " + c.mend + out);
        EXPECT_EQ(mended.code, 0) << c.command << " " << c.mend << "\n" << mended.text;
    }
    // Warnings that advise.
    EXPECT_TRUE(has(run("check " + cases + "w.csv --lengths " + cases + "len_m.csv").text, "say --lengths-unit m"));
    EXPECT_FALSE(
        has(run("check " + cases + "w.csv --lengths " + cases + "len_m.csv --lengths-unit m").text, "warning"));
    EXPECT_TRUE(has(run("check " + cases + "log82.csv").text, "say --weights log"));
    EXPECT_FALSE(has(run("check " + cases + "log82.csv --weights log").text, "look like logarithms"));
}

TEST_F(Files, ATriangleOfFcIsComparedWhole) {
    const auto o =
        run(sweep + ("--connectome " + cases + "w.csv --empirical-fc " + cases + "fc_lower.csv --out ") + at("s"));
    ASSERT_EQ(o.code, 0) << o.text;
    EXPECT_TRUE(summary("s")["best"]["fc_r"].is_number()) << o.text;
    EXPECT_TRUE(has(summary("s")["notes"], "fills only its lower triangle; it was mirrored"));
    EXPECT_TRUE(has(o.text, "note: " + cases + "fc_lower.csv fills only its lower triangle; it was mirrored"))
        << o.text;
    // No atlas: nothing is said of cortex.
    EXPECT_FALSE(has(o.text, "over cortex")) << o.text;
    EXPECT_TRUE(summary("s")["best_cortex"].is_null());
    EXPECT_TRUE(has(summary("s")["notes"], "No figure over cortex"));
}

TEST_F(Files, AForeignAtlasIsKnownWhole) {
    const auto o =
        run(sweep + ("--connectome " + cases + "aal12.csv --empirical-fc " + cases + "aal12_fc.csv --out ") + at("s"));
    ASSERT_EQ(o.code, 0) << o.text;
    EXPECT_TRUE(has(summary("s")["connectome"], "12 regions of the atlas AAL, 10 of them cortical"));
    EXPECT_TRUE(has(o.text, "over cortex")) << o.text;
    const auto life = run("plan " + write("life.toml", short_life) + " --connectome " + cases + "aal12.csv");
    EXPECT_EQ(life.code, 2);
    EXPECT_TRUE(has(life.text, "has no region of the 82-region atlas")) << life.text;
    EXPECT_TRUE(has(life.text, "of the atlas AAL")) << life.text;
}

TEST_F(Files, RegionsThatFallOutOfTheFitAreNamed) {
    const std::string w = network + ("--connectome " + cases + "w.csv ") + "--fcd-window \"5 s\" --fcd-step \"1 s\" ";
    const auto read = run(w + "--empirical-bold " + cases + "bold_dec.csv --out " + at("dec"));
    ASSERT_EQ(read.code, 0) << read.text;
    EXPECT_TRUE(summary("dec")["fit"]["fc_r"].is_number());
    EXPECT_TRUE(has(summary("dec")["notes"], "decimal comma"));
    std::string text = "r1,r2,r3,r4,r5,r6,r7,elsewhere\n";
    for (int t = 0; t < 40; ++t)
        for (int c = 0; c < 8; ++c)
            text += fmt::format("{}{}", c == 2 ? 5 : (t * (c + 3) * 7919) % 101, c < 7 ? "," : "\n");
    const auto o = run(w + "--empirical-bold " + write("b.csv", text) + " --out " + at("o"));
    ASSERT_EQ(o.code, 0) << o.text;
    EXPECT_TRUE(has(summary("o")["warnings"], "r3 does not change over time") ||
                has(summary("o")["warnings"], "does not change over time in r3"))
        << o.text;
    EXPECT_TRUE(has(summary("o")["warnings"], "says nothing of r8, r9, r10")) << o.text;
    EXPECT_TRUE(has(summary("o")["notes"], "tells of elsewhere, which the connectome lacks")) << o.text;
    const auto empty =
        run(w + "--empirical-fc " + write("e.csv", "r1,r2,r3\n1,0,0\n0,1,0\n0,0,1\n") + " --out " + at("e"));
    EXPECT_EQ(empty.code, 2) << empty.text;
    EXPECT_TRUE(has(empty.text, "there is nothing to compare with")) << empty.text;
    EXPECT_FALSE(fs::exists(folder / "e" / "summary.json"));
}

TEST_F(Files, ALifeNamesTheRegionsThatItsBrainLacks) {
    const auto scenario = write("life.toml", short_life);
    ASSERT_EQ(run("connectome export " + at("t.zip")).code, 0);
    const auto part =
        run("plan " + scenario + " --connectome " + at("t.zip") + " --drop-regions ctx-lh-caudalmiddlefrontal");
    EXPECT_EQ(part.code, 0) << part.text;
    EXPECT_TRUE(has(part.text, "The brain lacks ctx-lh-caudalmiddlefrontal of the circuit dlPFC")) << part.text;
    const auto none =
        run("plan " + scenario + " --connectome " + at("t.zip") + " --drop-regions amygdala_l,amygdala_r");
    EXPECT_EQ(none.code, 2) << none.text;
    EXPECT_TRUE(
        has(none.text, at("t.zip") + ": a life needs the circuit amygdala (Left-Amygdala, Right-Amygdala), of which"))
        << none.text;
    EXPECT_EQ(std::ranges::count(none.text, '\n'), 1) << "once, not at every file that names it\n" << none.text;
    const auto two =
        run("plan " + scenario + " --connectome " + at("t.zip") +
            " --drop-regions amygdala_l,amygdala_r,hippocampus_l,hippocampus_r,ctx-lh-medialorbitofrontal");
    EXPECT_EQ(two.code, 2) << two.text;
    EXPECT_TRUE(has(two.text, "the circuits ") && has(two.text, "vmPFC (ctx-lh-medialorbitofrontal)")) << two.text;
    EXPECT_EQ(std::ranges::count(two.text, '\n'), 1) << two.text;
    EXPECT_FALSE(has(two.text, "catalog/")) << two.text;
}
