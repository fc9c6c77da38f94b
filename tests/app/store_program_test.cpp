// What a folder of results holds: of one run, resumed after any kill, never in place of other things, estimated before
// it begins, and told where it cannot be written.
#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <set>
#include <sys/mount.h>

#include "app/program.hpp"
#include "base/file.hpp"

namespace fs = std::filesystem;
using rewire::testing::bytes_of;
using rewire::testing::interrupted;
using rewire::testing::Outcome;
using rewire::testing::run;

namespace {

struct Store : rewire::testing::InFolder {
    std::set<std::string> files(const std::string& out) const {
        std::set<std::string> names;
        for (const auto& f : fs::recursive_directory_iterator(folder / out))
            if (f.is_regular_file())
                names.insert(f.path().lexically_relative(folder / out).string());
        return names;
    }
};
const std::string small_brain =
    "region,Left-Amygdala,Right-Amygdala,Left-Hippocampus\nLeft-Amygdala,0,1,2\n"
    "Right-Amygdala,1,0,0.5\nLeft-Hippocampus,2,0.5,0\n";
const std::string small_fc =
    "region,Left-Amygdala,Right-Amygdala,Left-Hippocampus\nLeft-Amygdala,1,0.4,0.3\n"
    "Right-Amygdala,0.4,1,0.2\nLeft-Hippocampus,0.3,0.2,1\n";
bool holds(const Outcome& o, const std::string& text) { return o.text.find(text) != std::string::npos; }
std::size_t count(const std::string& text, const std::string& what) {
    std::size_t n = 0;
    for (auto k = text.find(what); k != std::string::npos; k = text.find(what, k + 1))
        ++n;
    return n;
}

} // namespace

// A sweep that is killed goes on to the same bits; with another brain under the same file name it does not go on.
TEST_F(Store, AKilledSweepGoesOnButNotWithAnEditedBrain) {
    const auto brain = write("w.csv", small_brain);
    for (const std::string kind : {"--linear-noise", "--dt \"1 ms\" --duration \"20 s\""}) {
        const auto command = "sweep " + kind + " --vary coupling=0.1:0.9:1500 --connectome " + brain + " --out ";
        const auto status = interrupted(command + at("a"), folder / "a/sweep-points.bin", 3, SIGKILL);
        ASSERT_TRUE(WIFSIGNALED(status)) << kind;
        auto edited = small_brain;
        for (auto k = edited.find("2"); k != std::string::npos; k = edited.find("2", k))
            edited[k] = '3';
        write("w.csv", edited);
        const auto other = run(command + at("a") + " --resume");
        EXPECT_EQ(other.code, 2) << other.text;
        EXPECT_TRUE(holds(other, "differs in: the connectome;")) << other.text;
        write("w.csv", small_brain);
        const auto resumed = run(command + at("a") + " --resume");
        ASSERT_EQ(resumed.code, 0) << resumed.text;
        EXPECT_TRUE(holds(resumed, "points are done already")) << resumed.text;
        ASSERT_EQ(run(command + at("b")).code, 0);
        EXPECT_EQ(hash("a"), hash("b")) << kind;
        EXPECT_EQ(bytes_of(folder / "a/sweep.csv"), bytes_of(folder / "b/sweep.csv"));
        fs::remove_all(folder / "a");
        fs::remove_all(folder / "b");
    }
}

TEST_F(Store, KilledEvidenceGoesOnToTheSameAnswers) {
    const std::string rows = "--row sert_occ_min_dose --row gad_escit_hama --row il6_mdd --out ",
                      command = "evidence --people 5 " + rows;
    const auto status = interrupted(command + at("a"), folder / "a/answers.bin", 1, SIGKILL);
    const auto resumed = run(command + at("a") + " --resume");
    ASSERT_EQ(resumed.code, 0) << resumed.text;
    ASSERT_EQ(run(command + at("b")).code, 0);
    EXPECT_EQ(bytes_of(folder / "a/evidence.csv"), bytes_of(folder / "b/evidence.csv")) << WIFSIGNALED(status);
    const auto other = run("evidence --people 6 " + rows + at("a") + " --resume");
    EXPECT_EQ(other.code, 2);
    EXPECT_TRUE(holds(other, "differs in: --people (6, not 5);")) << other.text;
}

// Every part of what a scan hangs on is noticed, by contents: the same contents under another name are the same run.
TEST_F(Store, AResumedScanKnowsEveryPartOfItsRun) {
    const auto brain = write("w.csv", small_brain), fc = write("fc.csv", small_fc);
    const std::string common =
        "network --dt \"1 ms\" --tr \"1 s\" --duration \"100 min\" --checkpoint-every \"10 ms\" ";
    const auto with = [&](const std::string& more) { return common + more + " --out " + at("a"); };
    const std::string usual = "--connectome " + brain + " --empirical-fc " + fc;
    ASSERT_TRUE(WIFSIGNALED(interrupted(with(usual), folder / "a/checkpoint.bin", 1, SIGKILL)));
    const std::pair<std::string, std::string> cases[] = {
        {usual + " --coupling 0.9", "--coupling (0.9, not 1)"},
        {usual + " --seed 2", "--seed (2, not 1)"},
        {usual + " --noise 0.5", "--noise (0.5, not 1)"},
        {usual + " --set \"tau_E=99 ms\"", "the parameters of the model"},
        {usual + " --precision double", "--precision (double, not single)"},
        {usual + " --method heun", "--method"},
        {usual + " --scaling max", "the connectome"},
        {usual + " --band \"0.01 Hz to 0.1 Hz\"", "--band"},
        {usual + " --speed \"10 m/s\" --lengths " + brain, "the delays"},
        {"--connectome " + brain, "the measured connectivity (gone)"},
    };
    for (const auto& [more, told] : cases) {
        const auto o = run(with(more) + " --resume");
        EXPECT_EQ(o.code, 2) << more << o.text;
        EXPECT_TRUE(holds(o, told)) << more << o.text;
    }
    const auto same = write("renamed.csv", small_brain), same_fc = write("fc2.csv", small_fc);
    const auto o = run(with("--connectome " + same + " --empirical-fc " + same_fc) + " --resume");
    EXPECT_EQ(o.code, 0) << o.text;
    EXPECT_TRUE(holds(o, "resumed at")) << o.text;
}

// --out never takes what is not rewire's, and old results never pass as new.
TEST_F(Store, OtherPeoplesThingsStay) {
    fs::create_directories(folder / "mine");
    write("mine/report.html", "my own");
    write("mine/thesis.tex", "my own");
    const auto brain = write("w.csv", small_brain);
    const std::string scenario = write("s.toml", "[visits]\nweeks = [0, 1]\ninstruments = [\"gad7\"]\n");
    for (const std::string& command : std::vector<std::string>{
             std::string("network --dt \"1 ms\" --duration \"20 s\""),
             std::string("sweep --linear-noise --vary coupling=0.1:0.9:3"), "run " + scenario + " --draws 2",
             std::string("evidence --row sert_occ_min_dose --people 3"),
             std::string("sensitivity --parameters gains.g_C --outputs CBT --people 3 --trajectories 2")}) {
        const auto o = run(command + " --out " + at("mine"));
        EXPECT_EQ(o.code, 2) << command << o.text;
        EXPECT_TRUE(holds(o, "holds other things than results of rewire (report.html, thesis.tex)")) << o.text;
        EXPECT_EQ(files("mine"), (std::set<std::string>{"report.html", "thesis.tex"})) << command;
    }
    const auto forced = run("network --dt \"1 ms\" --duration \"20 s\" --force --out " + at("mine"));
    EXPECT_EQ(forced.code, 0) << forced.text;
    EXPECT_EQ(bytes_of(folder / "mine/thesis.tex"), "my own");
    // A real BIDS dataset is not emptied to make room for ours.
    fs::create_directories(folder / "bids/sub-01");
    write("bids/dataset_description.json", "{\"Name\": \"a study\", \"BIDSVersion\": \"1.8.0\"}");
    const auto bids = run("run " + scenario + " --draws 2 --out " + at("r") + " --bids " + at("bids"));
    EXPECT_EQ(bids.code, 2);
    EXPECT_TRUE(holds(bids, "a BIDS dataset that rewire did not write")) << bids.text;
    EXPECT_TRUE(fs::exists(folder / "bids/sub-01"));
    EXPECT_FALSE(fs::exists(folder / "r")) << "told before anybody lives";
}

TEST_F(Store, OldResultsNeverPassAsNew) {
    const auto brain = write("w.csv", small_brain);
    ASSERT_EQ(run("sweep --linear-noise --vary coupling=0.1:0.9:3 --connectome " + brain + " --out " + at("a")).code,
              0);
    write("a/notes.txt", "mine");
    const auto o = run("network --dt \"1 ms\" --duration \"20 s\" --connectome " + brain + " --out " + at("a"));
    EXPECT_EQ(o.code, 0) << o.text;
    EXPECT_TRUE(holds(o, "holds results of an earlier run (rewire sweep --linear-noise")) << o.text;
    EXPECT_TRUE(holds(o, "removed, as left over from the earlier run: sweep.csv, sweep.nc")) << o.text;
    EXPECT_FALSE(files("a").contains("sweep.csv"));
    EXPECT_TRUE(files("a").contains("report.html"));
    EXPECT_TRUE(files("a").contains("notes.txt"));
    // Three volumes have no report: none is announced, and the old one goes.
    const auto few = run("network --dt \"1 ms\" --duration \"2.2 s\" --connectome " + brain + " --out " + at("a"));
    EXPECT_EQ(few.code, 0) << few.text;
    EXPECT_TRUE(holds(few, "The recording holds 3 volumes: fewer than 4")) << few.text;
    EXPECT_FALSE(holds(few, "report: ")) << few.text;
    EXPECT_TRUE(holds(few, "summary: ")) << few.text;
    EXPECT_EQ(files("a"), (std::set<std::string>{".rewire", "notes.txt", "ro-crate-metadata.json", "summary.json"}));
}

// In a folder of ours, what rewire wrote is replaced; what somebody changed or put there since is not, without consent.
TEST_F(Store, WhatWasChangedSinceIsKept) {
    const std::string brain = write("w.csv", small_brain), out = " --connectome " + brain + " --out " + at("a");
    const std::string network = "network --dt \"1 ms\" --duration \"20 s\"" + out,
                      sweep = "sweep --linear-noise --vary coupling=0.1:0.9:3" + out;
    ASSERT_EQ(run(network).code, 0);
    ASSERT_EQ(run(network).code, 0) << "untouched results are replaced";
    const auto whole = bytes_of(folder / "a/report.html");
    write("a/report.html", "with my notes");
    for (const auto& command : {network, sweep}) {
        const auto o = run(command);
        EXPECT_EQ(o.code, 2) << o.text;
        EXPECT_TRUE(holds(o, "--out: choose another folder, or give --force")) << o.text;
        EXPECT_TRUE(holds(o, "report.html changed since")) << o.text;
        EXPECT_EQ(bytes_of(folder / "a/report.html"), "with my notes");
    }
    EXPECT_EQ(run("network --dt \"1 ms\" --duration \"-1 s\"" + out).code, 2);
    EXPECT_EQ(run(network).code, 2) << "a run that never began takes nothing into its own";
    ASSERT_EQ(run(network + " --force").code, 0);
    EXPECT_EQ(bytes_of(folder / "a/report.html").substr(0, 100), whole.substr(0, 100));
    write("a/sweep.csv", "my own");
    const auto added = run(sweep);
    EXPECT_EQ(added.code, 2) << added.text;
    EXPECT_TRUE(holds(added, "sweep.csv came since")) << added.text;
    EXPECT_EQ(bytes_of(folder / "a/sweep.csv"), "my own");
    fs::remove(folder / "a/sweep.csv");
    write("a/fc.csv", "my own"); // of the earlier run, not of the next: forced, it stays all the same
    ASSERT_EQ(run(sweep + " --force").code, 0);
    EXPECT_EQ(bytes_of(folder / "a/fc.csv"), "my own");
}

// What would take days or more memory than there is begins only with --yes; what cannot be, never.
TEST_F(Store, EstimatesBeforeItBegins) {
    for (const auto& [arguments, told] : std::initializer_list<std::pair<std::string, std::string>>{
             {"network --duration \"-1 s\"", "--duration must be longer than nothing"},
             {"network --duration \"0 s\"", "--duration must be longer than nothing"},
             {"network --transient \"-1 s\"", "--transient must be from nothing"},
             {"network --transient \"1e12 s\"", "--transient must be from nothing"},
             {"network --fcd-window \"-60 s\"", "--fcd-window: must hold three volumes"},
             {"network --fcd-step \"0 s\"", "--fcd-step: must be one --tr"},
             {"network --duration \"10 s\" --band \"0.05 Hz to 0.1 Hz\"",
              "--band: the filter needs more than 15 volumes"},
             {"network --dt \"0.01 ms\" --duration \"100 days\"",
              "--yes: is wanted for so much: this simulation will take about"},
             {"network --dt \"0.01 ms\" --transient \"100 days\"",
              "--yes: is wanted for so much: this simulation will take about"},
             {"network --dt \"1e-6 ms\"", "--yes: is wanted for so much"},
             {"sweep --vary coupling=0:3:1000000", "--yes: is wanted for so much: this sweep will take about"},
             {"run " REWIRE_SOURCE_DIR "/scenarios/anxiety_year.toml --draws 100000",
              "--yes: is wanted for so much: this life"},
             {"evidence --people 100000", "--yes: is wanted for so much"},
             {"sensitivity --parameters gains.g_C --outputs CBT --people 100000 --trajectories 5000",
              "this analysis will"},
         }) {
        const auto o = run(arguments + " --out " + at("none"));
        EXPECT_EQ(o.code, 2) << arguments << "\n" << o.text;
        EXPECT_TRUE(holds(o, told)) << arguments << "\n" << o.text;
        EXPECT_FALSE(fs::exists(folder / "none")) << arguments;
    }
}

// A step too long for the spectra is told before it begins, and costs the spectra alone.
TEST_F(Store, LongStepsCostTheRhythmsAlone) {
    const auto brain = write("w.csv", small_brain);
    for (const char* dt : {"6 ms", "8 ms", "20 ms"}) {
        const auto o =
            run(fmt::format("network --model hopf --noise 0.1 --coupling 0.01 --dt \"{}\" --tr \"1.2 s\" "
                            "--duration \"60 s\" --connectome {} --out \"{}\"",
                            dt, brain, at(dt)));
        EXPECT_TRUE(o.code == 0 || o.code == 3) << o.text;
        EXPECT_EQ(holds(o, "too long for rhythms up to 80 Hz"), std::string(dt) != "6 ms") << o.text;
        EXPECT_FALSE(holds(o, "leave the band out")) << o.text;
        EXPECT_TRUE(files(dt).contains("summary.json"));
    }
}

// A disk that is full is the user's world: said once, with the path, exit 2, and no half file under its name.
TEST_F(Store, AFullDiskIsToldOnceByEveryCommand) {
    const auto brain = write("w.csv", small_brain);
    const std::string scenario = write("s.toml", "[visits]\nweeks = [0, 1]\ninstruments = [\"gad7\"]\n");
    const auto limited = [&](int kilobytes, const std::string& arguments) {
        Outcome o;
        const auto command =
            fmt::format("bash -c 'ulimit -f {}; exec {} {}' 2>&1 </dev/null", kilobytes, REWIRE_BINARY, arguments);
        std::FILE* pipe = ::popen(command.c_str(), "r");
        char block[4096];
        while (const auto n = std::fread(block, 1, sizeof block, pipe))
            o.text.append(block, n);
        o.code = WEXITSTATUS(::pclose(pipe));
        return o;
    };
    for (const std::string& arguments : std::vector<std::string>{
             "network --dt \"1 ms\" --duration \"20 s\" --connectome " + brain + " --out ",
             "sweep --linear-noise --vary coupling=0.1:0.9:100 --connectome " + brain + " --out ",
             "run " + scenario + " --draws 2 --threads 1 --out ", "evidence --row sert_occ_min_dose --people 3 --out ",
             std::string("connectome export "), "plan " + scenario + " --svg "}) {
        const bool file = arguments.find("--out") == std::string::npos;
        const auto target = at(file ? (arguments.starts_with("plan") ? "x.svg" : "x.csv") : "full");
        const auto o = limited(4, arguments + target);
        EXPECT_EQ(o.code, 2) << arguments << "\n" << o.text;
        EXPECT_EQ(count(o.text, "cannot be written"), 1u) << arguments << "\n" << o.text;
        EXPECT_TRUE(holds(o, file ? target : at("full/"))) << o.text;
        EXPECT_FALSE(holds(o, "fault of rewire")) << o.text;
        if (file)
            EXPECT_FALSE(fs::exists(target));
        else
            for (const auto& name : files("full"))
                EXPECT_FALSE(name.ends_with(".part") || name == "report.html" || name == "evidence.html") << name;
        fs::remove_all(folder / "full");
    }
    for (const std::string& arguments : std::vector<std::string>{
             std::string("connectome export /nowhere/x.csv"), "plan " + scenario + " --svg /nowhere/x.svg",
             std::string("connectome export /nowhere/x.zip"), "network --out /proc/nowhere",
             "run " + scenario + " --out /proc/nowhere", "sweep --vary coupling=0:1:3 --out /proc/nowhere",
             "evidence --row sert_occ_min_dose --people 3 --out /proc/nowhere",
             "plan " + scenario + " --svg /dev/full"}) {
        const auto o = run(arguments);
        EXPECT_EQ(o.code, 2) << arguments << "\n" << o.text;
        EXPECT_EQ(count(o.text, "cannot be "), 1u) << arguments << "\n" << o.text;
        EXPECT_FALSE(holds(o, "fault of rewire")) << o.text;
    }
}

// The same with a disk that is full indeed, where one may make a small one.
TEST_F(Store, ASmallDiskIsToldOnce) {
    fs::create_directories(folder / "disk");
    if (::mount("none", at("disk").c_str(), "tmpfs", 0, "size=64k") != 0)
        GTEST_SKIP() << "no right to mount a small disk";
    const auto brain = write("w.csv", small_brain);
    const auto o = run("network --dt \"1 ms\" --duration \"20 s\" --connectome " + brain + " --out " + at("disk/out"));
    const auto left = files("disk/out");
    ::umount(at("disk").c_str());
    EXPECT_EQ(o.code, 2) << o.text;
    EXPECT_EQ(count(o.text, "cannot be written"), 1u) << o.text;
    EXPECT_TRUE(holds(o, at("disk/out/"))) << o.text;
    for (const auto& name : left)
        EXPECT_FALSE(name.ends_with(".part")) << name;
}
