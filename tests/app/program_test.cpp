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

namespace {

using rewire::testing::Outcome;
using rewire::testing::run;
std::string first_line(const std::string& s) { return s.substr(0, s.find('\n')); }

using Program = rewire::testing::InFolder;
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
        fmt::format("network --duration \"{} min\" --tr \"1 s\" --dt \"1 ms\" --checkpoint-every \"20 ms\" --seed ",
                    rewire::testing::watched ? 2 : 15); // long enough to be killed on the way
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
        {"network --dt 0.1", "--dt: \"0.1\" has no unit; expected a time in ms, s, min, h, d or weeks"},
        {"network --dt \"0.1 mV\"", "--dt: \"mV\" is no unit of time"},
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
    EXPECT_EQ(o.text.find("--dt smaller than 24 ms"), o.text.rfind("--dt smaller than 24 ms")) << "the mend, once";
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
