// Lives as a user meets them: scenarios, populations, an own catalogue, runs that are stopped and go on.
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <signal.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "app/program.hpp"
#include "base/file.hpp"

namespace fs = std::filesystem;

namespace {

using rewire::testing::run;
std::string first_line(const std::string& s) { return s.substr(0, s.find('\n')); }
using LifeProgram = rewire::testing::InFolder;

} // namespace

TEST_F(LifeProgram, LivesAScenario) {
    const auto o = run("run " REWIRE_SOURCE_DIR "/scenarios/anxiety_year.toml --draws 3 --threads 1 --out " + at("y"));
    ASSERT_EQ(o.code, 0) << o.text;
    const auto s = summary("y");
    const auto gad = [&](const char* week) { return s["visits"][week]["measures"]["gad7"]["mean"].get<double>(); };
    EXPECT_NEAR(gad("-24"), 3, 4) << "healthy before the stress, as it is rated";
    EXPECT_GT(gad("0"), 9);
    EXPECT_LT(gad("12"), gad("0") - 3);
    run("run " REWIRE_SOURCE_DIR "/scenarios/anxiety_year.toml --draws 3 --threads 2 --out " + at("z"));
    EXPECT_EQ(summary("z")["hash"], s["hash"]);
    const auto bad = run(
        "run " +
        write("bad.toml", "[plan]\ntreatments = [\"cbt weekly\"]\n[visits]\nweeks = [0]\ninstruments = [\"gad7\"]\n") +
        " --out " + at("bad"));
    EXPECT_EQ(bad.code, 2);
    EXPECT_NE(bad.text.find("bad.toml:2:16: a treatment has a length"), std::string::npos) << bad.text;
    EXPECT_FALSE(fs::exists(folder / "bad" / "summary.json"));
    EXPECT_EQ(run("check " REWIRE_SOURCE_DIR "/scenarios/anxiety_year.toml").code, 0);
}

TEST_F(LifeProgram, LivesAPopulation) {
    const auto file =
        write("p.toml",
              "[population]\nn = 5\nfrom = \"gad_outpatient\"\n[visits]\nweeks = [0, 1]\ninstruments = [\"gad7\"]\n");
    ASSERT_EQ(run("run " + file + " --out " + at("p")).code, 0);
    const auto s = summary("p");
    for (const char* key : {"command", "version", "seed", "hash", "wall_s", "warnings", "draws", "enrolled", "screened",
                            "failed", "visits"})
        EXPECT_TRUE(s.contains(key)) << key;
    EXPECT_EQ(s["enrolled"], 5);
    EXPECT_EQ(s["screened"].get<std::size_t>(), 5 + s["screen_failures"].size());
    for (const auto& f : s["screen_failures"])
        EXPECT_LT(f["score"].get<double>(), 8) << f["person"] << " is not ill enough";
    for (const char* key : {"mean", "sd", "p05", "p95", "unit"})
        EXPECT_TRUE(s["visits"]["1"]["measures"]["gad7"].contains(key)) << key;
    ASSERT_EQ(run("run " + file + " --draws 7 --out " + at("q")).code, 0);
    EXPECT_EQ(summary("q")["enrolled"], 7) << "--draws stands for n";
}
// Ctrl-C leaves the people who have lived, nothing else, and says how to go on.
TEST_F(LifeProgram, StoppedRunKeepsWhoHasLived) {
    const auto command =
        fmt::format("exec {} run {}/scenarios/anxiety_year.toml --draws 60 --threads 1 --out {} >/dev/null 2>{}",
                    REWIRE_BINARY, REWIRE_SOURCE_DIR, at("s"), at("told"));
    const pid_t child = ::fork();
    if (child == 0) {
        ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
        ::_exit(9);
    }
    std::error_code none;
    for (int k = 0; k < 60000 && !(fs::file_size(folder / "s" / "people.bin", none) > 1000 && !none); ++k)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    ::kill(child, SIGINT);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 130);
    EXPECT_NE(rewire::read_file(at("told")).find("the same command with --resume goes on"), std::string::npos);
    std::vector<std::string> left;
    for (const auto& f : fs::directory_iterator(folder / "s"))
        left.push_back(f.path().filename().string());
    std::ranges::sort(left);
    EXPECT_EQ(left, (std::vector<std::string>{".rewire", "people.bin"}));
}

// Everything that is wrong with a scenario is told in one go: what the text says wrongly, and what the catalogue does
// not know.
TEST_F(LifeProgram, TellsAllThatIsWrongWithAScenario) {
    const auto file = write("wrong.toml", R"([population]
from = "gad_outpatiant"
[plan]
treatments = ["cbd weekly for 4 weeks", "escitalopram 10 daily for 8 weeks", "sertraline 50 mg daily for 8 weeks",
              "sertraline 100 mg daily for 8 weeks from week 4", "aerobic_exercise 30 min 4x weekly for -2 weeks"]
adherence = 1.3
weeks = 8
[visits]
weeks = [0, 12]
instruments = ["gad7", "gda7"]
[model]
none = ["skar"]
[parameters]
"gains.g_c" = 0.1
)");
    const auto o = run("check " + file);
    EXPECT_EQ(o.code, 2);
    for (const char* told :
         {"wrong.toml:2:8: did you mean \"gad_outpatient\"? there is no condition \"gad_outpatiant\"",
          "wrong.toml:4:16: did you mean \"cbt\"? there is no treatment \"cbd\"",
          "10 has no unit; expected, for example, \"10 min\" or \"10 mg\"",
          "wrong.toml:5:16: two courses of sertraline overlap", "-2 weeks is no length of time",
          "wrong.toml:6:13: adherence is a share from 0 to 1, not 1.3",
          "wrong.toml:9:9: week 12 is after the end of the plan, week 8",
          "wrong.toml:10:24: did you mean \"gad7\"? there is no instrument \"gda7\"",
          "\"skar\" is none of the mechanisms that can be left out",
          "did you mean \"gains.g_C\"? there is no parameter \"gains.g_c\""})
        EXPECT_NE(o.text.find(told), std::string::npos) << told << "\nin\n" << o.text;
}
TEST_F(LifeProgram, OwnCatalogueStandsBesideTheBuiltInOne) {
    const auto own = folder / "mine";
    fs::create_directories(own / "treatments");
    fs::create_directories(own / "conditions");
    write("mine/treatments/forest_bathing.toml",
          "name = \"forest_bathing\"\nsays = \"Slow walks among trees.\"\nsource = \"assumed\"\namount = \"45 "
          "min\"\nper_week = 2\n[activities]\nmindfulness = "
          "0.5\n");
    const auto file = write(
        "y.toml",
        "[plan]\ntreatments = [\"forest_bathing for 4 weeks\"]\n[visits]\nweeks = [0, 4]\ninstruments = [\"gad7\"]\n");
    EXPECT_EQ(run("plan " + file).code, 2) << "not without the folder";
    const auto o = run("plan " + file + " --svg " + at("w.svg") + " --catalog " + own.string());
    EXPECT_EQ(o.code, 0) << o.text;
    EXPECT_NE(o.text.find("forest_bathing 45 min 2× weekly"), std::string::npos) << o.text;
    EXPECT_TRUE(fs::exists(folder / "w.svg"));
    write("mine/treatments/bad.toml", "name = \"bad\"\nsays = \"Bad.\"\namount = \"45 min\"\nper_week = 2\n");
    write("mine/conditions/a.toml", "name = \"a\"\nsays = \"A.\"\nsource = \"assumed\"\nlike = \"b\"\n");
    write("mine/conditions/b.toml", "name = \"b\"\nsays = \"B.\"\nsource = \"assumed\"\nlike = \"a\"\n");
    const auto bad = run("plan " + file + " --catalog " + own.string());
    EXPECT_EQ(bad.code, 2);
    EXPECT_NE(bad.text.find("bad.toml:1:1: the file: \"source\" is missing"), std::string::npos) << bad.text;
    EXPECT_NE(bad.text.find("in a ring: a -> b -> a"), std::string::npos) << bad.text;
    fs::create_directory(own / "treatment"); // what stands there would be read by nobody
    for (const auto& command : {"plan " + file, std::string("list treatments"), std::string("describe cbt")}) {
        const auto astray = run(command + " --catalog " + own.string());
        EXPECT_EQ(astray.code, 2) << command;
        EXPECT_NE(astray.text.find("--catalog: did you mean \"treatments\"? " + (own / "treatment").string()),
                  std::string::npos)
            << command << "\n"
            << astray.text;
    }
}
// Killed at any moment, a run goes on to the same bits.
TEST_F(LifeProgram, KilledRunGoesOnToTheSameBits) {
    const std::string scenario = "run " REWIRE_SOURCE_DIR "/tests/cases/short_life.toml --draws 16 --threads 1 --out ";
    ASSERT_EQ(run(scenario + at("whole")).code, 0);
    const auto whole = summary("whole");
    const auto size = fs::file_size(folder / "whole" / "people.bin");
    fs::create_directories(folder / "killed");
    const auto started = std::system(
        (std::string(REWIRE_BINARY) + " " + scenario + at("killed") + " >/dev/null 2>&1 & echo $! > " + at("pid"))
            .c_str());
    ASSERT_EQ(started, 0);
    for (int k = 0; k < 60000; ++k) { // until somebody has lived
        std::error_code none;
        if (const auto n = fs::file_size(folder / "killed" / "people.bin", none); !none && n > size / 4)
            break;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    std::ifstream in(at("pid"));
    int pid = 0;
    in >> pid;
    ASSERT_GT(pid, 0);
    ::kill(pid, SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    EXPECT_FALSE(fs::exists(folder / "killed" / "summary.json")) << "it was killed on the way";
    const auto kept = fs::file_size(folder / "killed" / "people.bin");
    EXPECT_LT(kept, size);
    fs::resize_file(folder / "killed" / "people.bin", kept - 7); // and the last record is torn
    const auto o = run(scenario + at("killed") + " --resume");
    EXPECT_EQ(o.code, 0) << o.text;
    EXPECT_NE(o.text.find("have lived already"), std::string::npos) << o.text;
    EXPECT_EQ(summary("killed")["hash"], whole["hash"]);
    const auto other = run(scenario + at("killed") + " --seed 9 --resume");
    EXPECT_EQ(other.code, 2);
    EXPECT_NE(other.text.find("belongs to another run, which differs in: --seed (9, not 1)"), std::string::npos)
        << other.text;
}

// docs/add_a_treatment.md, step by step: its files, its commands, its error.
TEST_F(LifeProgram, DoesWhatTheGuideToTreatmentsSays) {
    const auto guide = rewire::read_file(REWIRE_SOURCE_DIR "/docs/add_a_treatment.md");
    std::vector<std::string> blocks; // between ```
    for (auto at = guide.find("\n```"); at != std::string::npos; at = guide.find("\n```", at)) {
        const auto begin = guide.find('\n', at + 1) + 1, end = guide.find("```", begin);
        blocks.push_back(guide.substr(begin, end - begin));
        at = end;
    }
    ASSERT_EQ(blocks.size(), 9u);
    fs::create_directories(folder / "my_catalog" / "drugs");
    write("my_catalog/drugs/my_drug.toml", blocks[1]);
    blocks.erase(blocks.begin() + 1);
    fs::create_directories(folder / "my_catalog" / "treatments");
    fs::create_directories(folder / "my_catalog" / "readouts");
    write("my_catalog/readouts/insula_in_movement.toml", blocks[7]);
    write("my_catalog/treatments/cold_water.toml", blocks[0]);
    write("swim.toml", blocks[2]);
    auto waiting = blocks[2];
    const auto plan = waiting.find("treatments = [");
    write("waiting.toml", waiting.replace(plan, waiting.find('\n', plan) - plan, "treatments = []"));
    fs::create_directory_symlink(REWIRE_SOURCE_DIR "/scenarios", folder / "scenarios");
    const auto home = fs::current_path();
    fs::current_path(folder);
    std::size_t tried = 0;
    for (const auto k : {1, 3, 5})
        for (std::size_t at = 0; at < blocks[k].size(); at = blocks[k].find('\n', at) + 1) {
            const auto command = first_line(blocks[k].substr(at));
            EXPECT_TRUE(command.starts_with("rewire ")) << command;
            const auto o = run(command.substr(7, command.find('#') - 7));
            EXPECT_EQ(o.code, 0) << command << "\n" << o.text;
            ++tried;
        }
    EXPECT_EQ(tried, 8u);
    EXPECT_NE(text("out/swim/report.html").find("insula in movement"), std::string::npos) << "a curve of its own";
    const auto list = run("list treatments --catalog my_catalog").text;
    EXPECT_NE(list.find("\ncold_water             Swimming in cold water: movement, and rest of the mind. (contested: "
                        "trials disagree)"),
              std::string::npos)
        << list;
    EXPECT_NE(run("list treatment").text.find("did you mean \"treatments\"?"), std::string::npos);
    auto misspelt = blocks[0];
    write("my_catalog/treatments/cold_water.toml",
          misspelt.replace(misspelt.find("aerobic_hours"), 13, "aerobic_hour"));
    EXPECT_EQ(run("check swim.toml --catalog my_catalog").text, blocks[4]);
    fs::current_path(home);
    const auto mean = [&](const char* out, const char* week) {
        return summary(out)["visits"][week]["measures"]["bdnf_serum"]["mean"].get<double>();
    };
    EXPECT_EQ(mean("out/swim", "0"), mean("out/waiting", "0")) << "the same people";
    EXPECT_GT(mean("out/swim", "12"), mean("out/waiting", "12") + 0.03);
}
