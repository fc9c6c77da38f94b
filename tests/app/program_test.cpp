// The program as a user meets it: commands, files, messages, exit codes.
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <netcdf.h>
#include <nlohmann/json.hpp>
#include <signal.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "app/program.hpp"
#include "base/file.hpp"

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

using rewire::testing::Outcome;
using rewire::testing::run;
std::string first_line(const std::string& s) { return s.substr(0, s.find('\n')); }

struct Program : testing::Test {
    fs::path folder = fs::temp_directory_path() / ("rewire_program_test_" + std::to_string(::getpid()) + "_" +
                                                   testing::UnitTest::GetInstance()->current_test_info()->name());
    Program() { fs::create_directories(folder); }
    ~Program() override { fs::remove_all(folder); }
    std::string at(const std::string& name) const { return (folder / name).string(); }
    Json summary(const char* out) const { return Json::parse(rewire::read_file(folder / out / "summary.json")); }
    std::string write(const char* name, const std::string& text) const {
        rewire::write_file(folder / name, text);
        return at(name);
    }
};
constexpr const char* quick = " --dt \"1 ms\" --duration \"20 s\" --out ";

} // namespace

TEST_F(Program, SaysItsVersionAndItsHelp) {
    EXPECT_EQ(run("--version").text, "rewire 0.1.0\n");
    const auto help = run("network --help");
    EXPECT_EQ(help.code, 0);
    for (const char* option : {"--connectome", "--model", "--coupling", "--duration", "--tr", "--out", "--noise",
                               "--fic", "--threads", "--seed", "--dt", "--transient", "--empirical-fc"})
        EXPECT_NE(help.text.find(option), std::string::npos) << option;
}

TEST_F(Program, NetworkWritesWhatItPromises) {
    const auto o = run("network --seed 7" + (quick + at("a")));
    ASSERT_EQ(o.code, 0) << o.text;
    for (const char* file : {"result.nc", "report.html", "summary.json", "fc.csv", "bold.csv", "regions.csv"})
        EXPECT_TRUE(fs::exists(folder / "a" / file)) << file;
    EXPECT_FALSE(fs::exists(folder / "a" / "checkpoint.bin"));
    EXPECT_LT(fs::file_size(folder / "a" / "report.html"), 2u << 20);
    const auto page = rewire::read_file(folder / "a" / "report.html");
    EXPECT_NE(page.find("\"group\":\"default mode\""), std::string::npos) << "networks are spelled out";
    EXPECT_EQ(page.find("\"DMN\""), std::string::npos);
    const auto s = summary("a");
    for (const char* key :
         {"command", "version", "seed", "hash", "wall_s", "warnings", "model", "regions", "states", "rates", "fit"})
        EXPECT_TRUE(s.contains(key)) << key;
    EXPECT_EQ(s["regions"], 82);
    EXPECT_EQ(s["seed"], 7);
    EXPECT_GT(s["rates"]["r_E"]["mean"].get<double>(), 1);
    EXPECT_GT(s["states"]["S_E"]["sd"].get<double>(), 0);
    int file = 0, dim = 0;
    std::size_t length = 0;
    ASSERT_EQ(nc_open(at("a/result.nc").c_str(), NC_NOWRITE, &file), NC_NOERR);
    ASSERT_EQ(nc_inq_dimid(file, "time", &dim), NC_NOERR);
    nc_inq_dimlen(file, dim, &length);
    EXPECT_EQ(length, 27u);
    nc_close(file);
}

TEST_F(Program, OneSeedOneHashWhateverTheThreads) {
    const std::string options = " --seed 3 --coupling 0.9 ";
    for (const char* extra : {"--threads 1", "--threads 2"})
        run("network " + std::string(extra) + options + (quick + at(extra + 10)));
    EXPECT_EQ(summary("1")["hash"], summary("2")["hash"]);
    run("network --seed 4 --coupling 0.9" + (quick + at("other")));
    EXPECT_NE(summary("1")["hash"], summary("other")["hash"]);
}

// Ctrl-C puts a checkpoint away; kill -9 cannot, and leaves the last one.
TEST_F(Program, GoesOnAfterAKillWithTheSameBits) {
    const std::string options =
        "network --duration \"15 min\" --tr \"1 s\" --dt \"1 ms\" --checkpoint-every \"20 ms\" --seed ";
    run(options + "2 --out " + at("whole"));
    for (const int signal : {SIGINT, SIGKILL}) {
        const auto name = fmt::format("stopped-{}", signal);
        const auto checkpoint = folder / name / "checkpoint.bin";
        const int status = rewire::testing::interrupted(options + "2 --out " + at(name), checkpoint, 1, signal);
        if (signal == SIGINT)
            EXPECT_EQ(WEXITSTATUS(status), 130);
        else
            EXPECT_TRUE(WIFSIGNALED(status));
        ASSERT_TRUE(fs::exists(checkpoint));
        EXPECT_FALSE(fs::exists(folder / name / "summary.json"));
        const auto other = run(options + "3 --resume --out " + at(name));
        EXPECT_EQ(other.code, 2);
        EXPECT_NE(other.text.find("belongs to another run, which differs in: --seed (3, not 2)"), std::string::npos)
            << other.text;
        const auto resumed = run(options + "2 --resume --out " + at(name));
        EXPECT_EQ(resumed.code, 0) << resumed.text;
        EXPECT_NE(resumed.text.find("resumed at"), std::string::npos) << resumed.text;
        EXPECT_EQ(summary(name.c_str())["hash"], summary("whole")["hash"]);
        EXPECT_FALSE(fs::exists(checkpoint));
    }
}

TEST_F(Program, SweepFindsItsBestAndResumes) {
    run("network" + (quick + at("brain")));
    const std::string command = "sweep --vary coupling=0:1:5 --empirical-fc " + at("brain/fc.csv") + (quick + at("s"));
    const auto o = run(command);
    ASSERT_EQ(o.code, 0) << o.text;
    EXPECT_NE(o.text.find("best fit of FC"), std::string::npos);
    const auto s = summary("s");
    EXPECT_EQ(s["points"], 5);
    EXPECT_EQ(s["failed"], 0);
    EXPECT_GT(s["best"]["fc_r"].get<double>(), 0);
    for (const char* file : {"sweep.csv", "sweep.nc", "report.html"})
        EXPECT_TRUE(fs::exists(folder / "s" / file)) << file;
    const auto page = rewire::read_file(folder / "s/report.html");
    for (const char* said : {"Global coupling G", "Every point is a simulation of its own: ",
                             "mean over regions and time", "Mean S_E (no unit)", "Deco 2014"})
        EXPECT_NE(page.find(said), std::string::npos) << said;
    EXPECT_EQ(page.find("failure</th>"), std::string::npos) << "no point failed, so no column says why";
    EXPECT_NE(rewire::read_file(folder / "s/sweep.csv").find(",failure\n"), std::string::npos)
        << "the file keeps its columns";
    EXPECT_EQ(run(command + " --resume").code, 0);
    EXPECT_EQ(summary("s")["hash"], s["hash"]);
}

TEST_F(Program, SweepsWithoutSimulation) {
    run("network" + (quick + at("brain")));
    const std::string command =
        "sweep --linear-noise --vary coupling=0.2:1:40 --empirical-fc " + at("brain/fc.csv") + " --out ";
    const auto o = run(command + at("s") + " --threads 2");
    ASSERT_EQ(o.code, 0) << o.text;
    const auto s = summary("s");
    EXPECT_EQ(s["points"], 40);
    EXPECT_EQ(s["failed"], 0);
    EXPECT_GT(s["best"]["fc_r"].get<double>(), 0);
    run(command + at("t") + " --threads 1");
    EXPECT_EQ(summary("t")["hash"], s["hash"]);
}

TEST_F(Program, LivesAScenario) {
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

TEST_F(Program, LivesAPopulation) {
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
TEST_F(Program, StoppedRunKeepsWhoHasLived) {
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
TEST_F(Program, TellsAllThatIsWrongWithAScenario) {
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
          "there is no mechanism \"skar\" to leave out",
          "did you mean \"gains.g_C\"? there is no parameter \"gains.g_c\""})
        EXPECT_NE(o.text.find(told), std::string::npos) << told << "\nin\n" << o.text;
}
TEST_F(Program, OwnCatalogueStandsBesideTheBuiltInOne) {
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
}
// Killed at any moment, a run goes on to the same bits.
TEST_F(Program, KilledRunGoesOnToTheSameBits) {
    const std::string scenario = "run " REWIRE_SOURCE_DIR "/scenarios/anxiety_year.toml --draws 24 --threads 1 --out ";
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
TEST_F(Program, DoesWhatTheGuideToTreatmentsSays) {
    const auto guide = rewire::read_file(REWIRE_SOURCE_DIR "/docs/add_a_treatment.md");
    std::vector<std::string> blocks; // between ```
    for (auto at = guide.find("\n```"); at != std::string::npos; at = guide.find("\n```", at)) {
        const auto begin = guide.find('\n', at + 1) + 1, end = guide.find("```", begin);
        blocks.push_back(guide.substr(begin, end - begin));
        at = end;
    }
    ASSERT_EQ(blocks.size(), 7u);
    fs::create_directories(folder / "my_catalog" / "treatments");
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

TEST_F(Program, DescribesEverythingItLists) {
    for (const char* kind : {"treatments", "lives", "circumstances", "conditions", "instruments", "traits",
                             "activities", "events", "circuits"})
        EXPECT_EQ(run(std::string("list ") + kind).code, 0) << kind;
    const auto list = run("list").text;
    for (const char* name : {"wong_wang", "wilson_cowan", "jansen_rit", "hopf", "montbrio_pazo_roxin",
                             "generic_2d_oscillator", "kuramoto", "corticothalamic", "balloon_windkessel"}) {
        EXPECT_NE(list.find(name), std::string::npos) << name;
        const auto d = run(std::string("describe ") + name);
        EXPECT_EQ(d.code, 0);
        EXPECT_NE(d.text.find("Parameters"), std::string::npos);
        EXPECT_NE(d.text.find("Assumes:"), std::string::npos);
    }
    EXPECT_NE(run("describe amygdala").text.find("Left-Amygdala"), std::string::npos);
    EXPECT_EQ(run("doctor").code, 0);
}

TEST_F(Program, ExportsTheTemplateAndReadsItBack) {
    EXPECT_EQ(run("connectome export " + at("t.zip")).code, 0);
    EXPECT_EQ(run("connectome export " + at("t.csv")).code, 0);
    const auto zip = run("check " + at("t.zip")), csv = run("check " + at("t.csv"));
    EXPECT_EQ(zip.code, 0) << zip.text;
    EXPECT_NE(zip.text.find("82 regions"), std::string::npos);
    EXPECT_EQ(csv.code, 0) << csv.text;
    run("network --connectome " + at("t.zip") + (quick + at("z")));
    run("network" + (quick + at("d")));
    EXPECT_EQ(summary("z")["hash"], summary("d")["hash"]) << "the exported brain is the brain";
}

TEST_F(Program, EveryModelRuns) {
    for (const char* name : {"wilson_cowan", "jansen_rit", "hopf", "montbrio_pazo_roxin", "generic_2d_oscillator",
                             "kuramoto", "corticothalamic"}) {
        const auto o = run(std::string("network --model ") + name +
                           " --coupling 0.02 --duration \"10 s\" --dt \"0.1 ms\" --out " + at(name));
        EXPECT_EQ(o.code, 0) << name << "\n" << o.text;
    }
}

// Bad input: the message, the exit code, and nothing written.
struct BadInput {
    const char* arguments;
    const char* message;
};
TEST_F(Program, TellsWhatIsWrongAndHowToMendIt) {
    const BadInput cases[] = {
        {"network --model wongwang", "did you mean \"wong_wang\"? there is no region model \"wongwang\""},
        {"network --dt 0.1", "--dt: \"0.1\" has no unit; expected a number with its unit, for example \"1 s\""},
        {"network --dt \"0.1 mV\"", "--dt: \"mV\" is not measured in s"},
        {"network --tr \"720 ms\" --dt \"0.7 ms\"", "--tr 720 ms is not a whole number of steps of --dt 0.7 ms"},
        {"network --set tau_e=\"90 ms\"", "did you mean \"tau_E\"? wong_wang has no parameter \"tau_e\""},
        {"network --set tau_E=90", "--set tau_E: \"90\" has no unit"},
        {"network --set \"J_I@amygdal=1 nA\"", "amygdala"},
        {"network --fic iterativ", "did you mean \"iterative\"? --fic iterativ is not known"},
        {"network --model hopf --fic analytic", "wong_wang"},
        {"network --method rk4", "--method rk4 is for runs without noise; give --noise 0"},
        {"network --connectome nowhere.zip", "nowhere.zip: no such file"},
        {"network --duration \"0.1 s\"", "is shorter than one volume"},
        {"network --noise -1", "--noise: must be 0 or more"},
        {"network --band \"0.1 Hz\"", "is not a band"},
        {"sweep", "a sweep varies something"},
        {"sweep --vary coupling=0:3", "is not name=from:to:count"},
        {"sweep --vary coupling=0:3:4 --linear-noise --speed \"10 m/s\"", "--linear-noise: knows no conduction delays"},
        {"network --coupling 50", "50 is no coupling of wong_wang with these weights: up to 3 is usual, 30 the most"},
        {"sweep --linear-noise --vary coupling=0:50:3", "--vary coupling: 50 is no coupling of wong_wang"},
        {"network --speed \"0.1 mm/s\"", "--speed: 0.0001 m/s is no speed of conduction: 1 to 20 m/s are usual"},
        {"network --set \"tau_E=0 ms\"", "tau_E: a time is above 0"},
        {"network --power 0", "--power: weights cannot be raised to the power 0"},
        {"describe wong_wing", "did you mean \"wong_wang\"?"},
        {"connectome export x.pdf", "ends neither in .zip"},
    };
    for (const auto& c : cases) {
        const bool computes =
            std::string_view(c.arguments).starts_with("network") || std::string_view(c.arguments).starts_with("sweep");
        const auto o = run(c.arguments + (computes ? " --out " + at("none") : std::string{}));
        EXPECT_EQ(o.code, 2) << c.arguments << "\n" << o.text;
        EXPECT_NE(o.text.find(c.message), std::string::npos) << c.arguments << "\n" << o.text;
        EXPECT_FALSE(fs::exists(folder / "none" / "summary.json")) << c.arguments;
    }
    const auto two = run("network --model wongwang --dt 0.1 --out " + at("none"));
    EXPECT_NE(two.text.find("wong_wang"), std::string::npos);
    EXPECT_NE(two.text.find("--dt"), std::string::npos) << "all faults at once";
}

TEST_F(Program, NamesLineAndRegionOfABadConnectome) {
    const auto bad = write("bad.csv", "region,L_insula,R_insula\nL_insula,0,-2\nR_insula,x,0\n");
    const auto o = run("check " + bad);
    EXPECT_EQ(o.code, 2);
    EXPECT_NE(o.text.find("bad.csv:"), std::string::npos) << o.text;
    for (const char* text : {"", "region\n", "a,b\n1,2\n3,4\n5,6\n", "region,a,a\na,0,1\na,1,0\n"})
        EXPECT_EQ(run("check " + write("odd.csv", text)).code, 2) << text;
    EXPECT_EQ(run("check " + folder.string()).code, 2);
}

TEST_F(Program, StopsWithCode3WhenTheNumbersBreakAndKeepsTheRecord) {
    const auto o = run("network --dt \"24 ms\" --duration \"30 s\" --fic none --out " + at("n"));
    EXPECT_EQ(o.code, 3) << o.text;
    EXPECT_NE(o.text.find("left its bounds in "), std::string::npos);
    EXPECT_NE(o.text.find("--dt smaller than 24 ms"), std::string::npos);
    EXPECT_TRUE(fs::exists(folder / "n" / "summary.json"));
}

TEST_F(Program, XarrayReadsTheResult) {
    if (std::system("/usr/bin/python3 -c 'import xarray, netCDF4' 2>/dev/null") != 0)
        GTEST_SKIP() << "python3-xarray is not installed";
    run("network" + (quick + at("x")));
    const auto script =
        write("check.py",
              "import sys, xarray\nd = xarray.open_dataset(sys.argv[1])\nassert d['bold'].dims == ('time', 'region'), "
              "d\nassert d['bold'].attrs['units'] == '%'\n"
              "assert d['r_E_mean'].attrs['units'] == 'Hz'\nassert float(d['fc'].sel(region='Left-Amygdala', "
              "region_2='Left-Amygdala')) == 1\nprint('fine')\n");
    Outcome o;
    std::FILE* pipe = ::popen(("/usr/bin/python3 " + script + " " + at("x/result.nc") + " 2>&1").c_str(), "r");
    char block[4096];
    while (const auto n = std::fread(block, 1, sizeof block, pipe))
        o.text.append(block, n);
    ::pclose(pipe);
    EXPECT_EQ(first_line(o.text), "fine") << o.text;
}
