// Options that cannot be meant: refused with their name before anything is lived or written; and examples that run.
#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <map>
#include <regex>
#include <sstream>

#include "app/program.hpp"
#include "app/usage.hpp"

namespace rewire {
namespace {

namespace fs = std::filesystem;
using testing::run;
using Options = testing::InFolder;
const std::string year = REWIRE_SOURCE_DIR "/scenarios/anxiety_year.toml",
                  matrix = REWIRE_SOURCE_DIR "/tests/cases/w.csv";

struct Case {
    std::string typed, told;
};

} // namespace

TEST_F(Options, BeyondReasonAreRefusedBeforeAnythingIsWritten) {
    const std::string draws = "--draws: from 1 to 100000 virtual people are expected",
                      people = "--people: from 3 to 100000 people are expected",
                      rests = "--coupling: a life's network rests safely with G above 0 and up to 1.2",
                      whole = "a whole number from 0 on is expected, not -1",
                      screen = "sensitivity --outputs CBT --parameters gains.g_C ";
    const std::vector<Case> cases{
        {"run " + year + " --draws 0", draws},
        {"run " + year + " --draws 100001", draws},
        {"run " + year + " --draws -1", whole},
        {"run " + year + " --draws 2.5", "Could not convert: --draws = 2.5"},
        {"run " + year + " --seed -1", "--seed: " + whole},
        {"run " + year + " --threads -1", "--threads: must be 0 (all) or more"},
        {"run " + year + " --catalog nowhere", "--catalog: nowhere is no folder"},
        {"run " + year + " --coupling 0", rests},
        {"run " + year + " --coupling 1.21", rests},
        {"run " + year + " --coupling nan", rests},
        {"run " + year + " --connectome " + matrix, "has no region of the 82-region atlas"},
        {"run nowhere.toml", "nowhere.toml: no such file"},
        {"run " + folder.string(), "is a folder; a file is expected"},
        {"network --seed -1", "--seed: " + whole},
        {"network --threads -2", "--threads: must be 0 (all) or more"},
        {"network --set \"tau_E=90 ms\" --set \"tau_E=80 ms\"", "--set: tau_E is set twice; leave one of them out"},
        {"network --set tau_E", "--set: \"tau_E\" is not an assignment"},
        {"network --map receptor=x.csv", "--map: \"receptor=x.csv\" is not a map"},
        {"network --connectome " + matrix + " --template sc_only", "--template: leave it out"},
        {"network --number-labels", "--number-labels: says how a file is read, and there is none"},
        {"network --connectome " + matrix + " --lengths " + matrix,
         "--lengths: add --speed, such as \"7 m/s\", for delays, or leave it out; nothing else asks for"},
        {"network --template sc_onli", "did you mean \"sc_only\"?"},
        {"network --fc-labels x.txt", "--fc-labels: give the file with --empirical-fc, or leave it out"},
        {"network --fc-values z", "--fc-values: give the file with --empirical-fc"},
        {"network --fc-symmetrise", "--fc-symmetrise: give the file with --empirical-fc"},
        {"network --bold-variable x", "--bold-variable: give the file with --empirical-bold"},
        {"network --coupling-every \"0.01 ms\"", "--coupling-every: must be from one to a million steps of --dt"},
        {"network --coupling inf", "--coupling: must be a finite number"},
        {"network --noise nan", "--noise: must be 0 or more"},
        {"network --blood wong_wang", "--blood: wong_wang does not turn activity into BOLD"},
        {"network --speed \"-3 m/s\"", "--speed: must be above 0"},
        {"sweep --vary coupling=0:1:3 --vary coupling=0:2:3", "--vary: coupling is varied twice"},
        {"sweep --vary couplng=0:1:3",
         "--vary: did you mean \"coupling\"? wong_wang has no parameter \"couplng\" to vary"},
        {"sweep --vary nois=0:1:3", "--vary: did you mean \"noise\"? wong_wang has no parameter \"nois\" to vary"},
        {"sweep --vary \"tau_e=1:2:3 ms\"", "--vary: did you mean \"tau_E\"? wong_wang has no parameter"},
        {"sweep --vary coupling=0:1:0", "the count must be a whole number from 1 to 1000000"},
        {"sweep --vary \"tau_E=80:90:2 ms\" --set \"tau_E=85 ms\"",
         "--set: leave tau_E out; --vary gives it its values"},
        {"evidence --people 2", people},
        {"evidence --only calibrations", "--only: did you mean \"calibration\"? no row has the role"},
        {"evidence --ledger nowhere", "--ledger: nowhere has no folder ledger/ with .tsv files"},
        {"evidence --set gains.g_C=1 --set gains.g_C=2", "--set: gains.g_C is set twice"},
        {"evidence --set gains.g_C", "--set: \"gains.g_C\" sets nothing"},
        {"sensitivity", "--outputs: no output is named"},
        {"sensitivity --outputs CBT", "--parameters: none is named"},
        {"sensitivity --outputs zzz --parameters gains.g_C", "--outputs: no claim's name holds \"zzz\""},
        {"sensitivity --outputs CBT --parameters gains.g_X", "there is no parameter \"gains.g_X\""},
        {screen + "--spread 0", "--spread: is a share of each value, above 0 and below 1"},
        {screen + "--spread 1", "--spread: is a share of each value, above 0 and below 1"},
        {screen + "--method soboll", "--method: did you mean \"sobol\"?"},
        {screen + "--trajectories 1", "--trajectories: from 2 to 100000 are expected"},
        {screen + "--method sobol --rows 1", "--rows: from 2 to 100000 are expected"},
        {screen + "--people 2", people},
    };
    for (const auto& c : cases) {
        const auto o = run(c.typed + " --out " + at("none"));
        EXPECT_EQ(o.code, 2) << c.typed << "\n" << o.text;
        EXPECT_NE(o.text.find(c.told), std::string::npos) << c.typed << " gives\n" << o.text;
        EXPECT_EQ(std::ranges::count(o.text, '\n'), 1) << c.typed << " gives\n" << o.text;
        EXPECT_FALSE(fs::exists(folder / "none")) << c.typed;
    }
}
TEST_F(Options, OfCommandsThatWriteOneFileAreCheckedBeforeTheyWork) {
    const auto nowhere = at("none/page.md");
    const std::vector<Case> cases{
        {"validate --out " + nowhere, "page.md: cannot be written: No such file or directory; make its folder first"},
        {"disputed --out " + nowhere, "page.md: cannot be written: No such file or directory; make its folder first"},
        {"validate --out " + folder.string(), "cannot be written: Is a directory"},
        {"validate --people 2", "--people: from 3 to 100000 people are expected"},
        {"validate open_questions --guesses 1", "--guesses: from 2 to 1000 are expected"},
        {"validate --people 100001", "--people: from 3 to 100000 people are expected"},
        {"disputed --people 2", "--people: from 3 to 100000 people are expected"},
        {"validate --only zzz", "--only: no claim's name holds \"zzz\""},
        {"validate nowhere.toml", "nowhere.toml: no such file"},
        {"validate --threads -1", "--threads: must be 0 (all) or more"},
        {"calibrate nowhere.toml", "nowhere.toml: no such file"},
        {"connectome export " + at("x.txt"), "ends neither in .zip (for The Virtual Brain) nor in .csv"},
        {"connectome show --residual-sd -1", "residual spread -1 is out of range; 0 to 10 is expected"},
        {"connectome show --residual-sd 0.3 --from " + matrix,
         "--residual-sd: leave it out; it is of the template brain"},
        {"connectome show --seed -1", "--seed: a whole number from 0 on is expected, not -1"},
        {"list zzzzzz",
         "list: there is no list of \"zzzzzz\"; there are lists of mechanisms, drugs, evidence, treatments"},
        {"check " + year + " --lengths x.csv", "--lengths: says how a file is read, and there is none"},
        {"check " + year + " --weights log", "--weights: says how a file is read, and there is none"},
        {"check " + matrix + " --catalog .", "--catalog: leave it out; it is read beside a scenario, and this is none"},
        {"check nowhere.csv", "nowhere.csv: no such file"}};
    for (const auto& c : cases) {
        const auto o = run(c.typed);
        EXPECT_EQ(o.code, 2) << c.typed << "\n" << o.text;
        if (c.typed.starts_with("calibrate") && o.text.find("libpagmo-dev") != std::string::npos)
            continue; // a build that cannot search says that
        EXPECT_NE(o.text.find(c.told), std::string::npos) << c.typed << " gives\n" << o.text;
    }
    EXPECT_TRUE(fs::is_empty(folder));
}
// Whatever a command writes, it asks for the place before the work, and names it as the user did. Every output option
// that the help of a command names is asked.
TEST_F(Options, WhereNothingCanBeWrittenIsToldBeforeTheWork) {
    const auto file = write("file", "mine"),
               scenario = write("s.toml", "[visits]\nweeks = [0]\ninstruments = [\"gad7\"]\n");
    fs::create_symlink("loop", folder / "loop");
    const std::string sense = "sensitivity --outputs CBT --parameters gains.g_C --people 3000 --yes",
                      lived = "run " + scenario + " --draws 3000 --yes";
    const std::map<std::string, std::vector<std::string>> commands{
        {"demo --out", {"demo"}},
        {"network --out", {"network --duration \"1 h\" --yes"}},
        {"sweep --out", {"sweep --vary coupling=0:1:3000 --duration \"1 h\" --yes"}},
        {"run --out", {lived}},
        {"compare --out", {"compare " + scenario + " " + scenario + " --draws 3000 --yes"}},
        {"trial --out", {"trial " REWIRE_SOURCE_DIR "/scenarios/cbt_or_drug.toml"}},
        {"rank --out", {"rank " REWIRE_SOURCE_DIR "/scenarios/who_needs_what.toml"}},
        {"run --bids", {lived + " --out " + at("out")}},
        {"validate --out", {"validate --people 3000 --yes"}},
        {"evidence --out", {"evidence --people 3000 --yes"}},
        {"disputed --out", {"disputed --people 3000 --yes"}},
        {"sensitivity --out", {sense}},
        {"calibrate --out", {"calibrate " REWIRE_SOURCE_DIR "/validation/calibration/objective.toml --yes"}},
        {"plan --svg", {"plan " + scenario}},
        {"merge --out", {"merge " + at("nowhere")}},
        {"connectome export --lengths-out", {"connectome export " + at("x.csv")}},
    };
    const std::vector<std::string> places{file + "/x.csv", file + "/deep/x.csv", "/proc/none.csv", at("loop/x.csv"),
                                          at(std::string(300, 'a') + ".csv")};
    const std::regex writes(
        "--([a-z-]+)[^\n]*(folder of the results|file for the|into this file|a folder of its own for "
        "the same|as CSV too)");
    for (const std::string command : {"demo",        "network",   "sweep",           "run",
                                      "compare",     "trial",     "merge",           "rank",
                                      "plan",        "validate",  "evidence",        "disputed",
                                      "sensitivity", "calibrate", "connectome show", "connectome export",
                                      "describe",    "list",      "check",           "doctor",
                                      "man"}) {
        const auto help = run(command + " --help").text;
        for (std::sregex_iterator at(help.begin(), help.end(), writes), end; at != end; ++at)
            EXPECT_TRUE(commands.contains(command + " --" + (*at)[1].str())) << command << ": " << (*at)[0].str();
    }
    for (const auto& [name, typed] : commands)
        for (const auto& place : places) {
            const auto o = run(typed.front() + " " + name.substr(name.rfind("--")) + " " + place, 20);
            if (name.starts_with("calibrate") && o.text.find("libpagmo-dev") != std::string::npos)
                continue; // a build that cannot search says that
            EXPECT_EQ(o.code, 2) << name << " " << place << "\n" << o.text;
            EXPECT_NE(o.text.find(place), std::string::npos) << name << "\n" << o.text;
            for (const char* word : {".writing", ".part", "fault of rewire", "week"})
                EXPECT_EQ(o.text.find(word), std::string::npos) << name << " " << place << "\n" << o.text;
        }
    for (const auto& place : places)
        EXPECT_EQ(run("connectome export " + place).code, 2) << place;
    EXPECT_EQ(text("file"), "mine");
    EXPECT_FALSE(fs::exists(folder / "x.csv")) << "the first file of two is not written where the second cannot be";
}
// Refused or begun, as this machine's speed and memory have it: the estimate comes before the work.
TEST_F(Options, ThatAskForDaysOfWorkAreToldTheEstimateFirst) {
    for (const char* command : {"validate", "disputed"}) {
        const auto o = run(command + (" --people 100000 --out " + at("page.md")), 8);
        const auto told = o.text.find("what is asked will take about");
        EXPECT_LT(told, std::min(o.text.find("±"), o.text.size())) << command << "\n" << o.text;
        EXPECT_TRUE(o.code == 2 || o.code == 124) << command << " ends with " << o.code;
        EXPECT_EQ(o.code == 2, o.text.find("--yes: is wanted for so much") != std::string::npos) << o.text;
    }
    EXPECT_TRUE(fs::is_empty(folder));
}
// An empty text is the value of nothing: a shell's variable that is not set is told, and no folder is guessed.
TEST_F(Options, ThatAreEmptyAreToldByName) {
    for (const char* typed :
         {"run \"\"", "run x.toml --out \"\"", "network --out \"\"", "network --model \"\"", "sweep --vary \"\"",
          "evidence --row \"\"", "check \"\"", "describe \"\"", "connectome export \"\"", "validate --only \"\"",
          "network --connectome \"\"", "plan x.toml --svg \"\"", "list treatments --catalog \"\""}) {
        const auto o = run(typed);
        EXPECT_EQ(o.code, 2) << typed;
        EXPECT_NE(o.text.find("a value is expected, not \"\"; `rewire "), std::string::npos) << typed << "\n" << o.text;
        EXPECT_EQ(std::ranges::count(o.text, '\n'), 1) << o.text;
    }
}

// Examples under --help that take no time do what they say, as they are typed. The others are parsed elsewhere.
TEST_F(Options, ExamplesRun) {
    fs::create_directory_symlink(REWIRE_SOURCE_DIR "/scenarios", folder / "scenarios");
    fs::create_directories(folder / ".local/share/bash-completion/completions");
    fs::copy_file(matrix, folder / "mine.csv");
    fs::copy_file(matrix, folder / "lengths.csv");
    ASSERT_EQ(run("connectome export " + at("mine.zip")).code, 0);
    std::size_t tried = 0;
    for (const auto& e : app::examples()) {
        const std::vector<std::string_view> quick{"plan",        "connectome", "connectome show", "connectome export",
                                                  "describe",    "list",       "check",           "doctor",
                                                  "completions", "man"};
        if (std::ranges::find(quick, e.command) == quick.end())
            continue;
        ++tried;
        const auto line = REWIRE_BINARY + std::string(e.line.substr(6));
        const auto command = fmt::format("cd {0} && HOME={0} {1} >{0}/printed 2>{0}/complained", folder.string(), line);
        const bool redirected = line.find(" > ") != line.npos;
        const auto as_typed =
            redirected ? fmt::format("cd {0} && export HOME={0} && {1} 2>{0}/complained", folder.string(), line)
                       : command;
        EXPECT_EQ(std::system(as_typed.c_str()), 0) << line << "\n" << text("complained");
        EXPECT_EQ(text("complained").find("did you mean"), std::string::npos) << text("complained");
        if (!redirected) {
            EXPECT_GT(text("printed").size(), 20u) << line << " prints something";
        }
    }
    EXPECT_GT(tried, 12u);
    for (const char* file : {"wiring.svg", "brain.zip", "rewire.1", ".local/share/bash-completion/completions/rewire"})
        EXPECT_GT(fs::file_size(folder / file), 1000u) << file;
}

// Whatever a run writes is in its list, with nothing beside, and what the list says of each file is true.
TEST_F(Options, ARunListsWhatItWrote) {
    const auto scenario = write("s.toml", "[visits]\nweeks = [0, 1]\ninstruments = [\"gad7\"]\n");
    ASSERT_EQ(run("run " + scenario + " --draws 2 --out " + at("r")).code, 0);
    std::vector<std::string> listed, there;
    std::istringstream in(text("r/.rewire"));
    std::string line;
    std::getline(in, line);
    EXPECT_EQ(line, "files that rewire wrote here; delete this list and they count as yours");
    std::getline(in, line);
    EXPECT_EQ(line, "rewire run " + scenario + " --draws 2 --out " + at("r")) << "the command as one would type it";
    while (std::getline(in, line)) {
        listed.push_back(line.substr(line.find(' ') + 1));
        EXPECT_EQ(line.starts_with("- "), listed.back() == "people.bin") << "only a store may go on changing: " << line;
    }
    for (const auto& f : fs::recursive_directory_iterator(folder / "r"))
        if (f.is_regular_file() && f.path().filename() != ".rewire")
            there.push_back(f.path().lexically_relative(folder / "r").string());
    std::ranges::sort(listed);
    std::ranges::sort(there);
    EXPECT_EQ(listed, there);
    for (const char* file : {"summary.json", "report.html", "visits.csv", "people.bin", "result.nc", "methods.md"})
        EXPECT_NE(std::ranges::find(there, file), there.end()) << file;
    EXPECT_EQ(summary("r")["command"], "rewire run " + scenario + " --draws 2 --out " + at("r"));
    EXPECT_EQ(run("list --catalog nowhere").code, 2) << "a folder that is not there is told by the list of all too";
}

} // namespace rewire
