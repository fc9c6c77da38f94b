// What a user types and reads: commands and options nearly right, examples, completions, manual, streams that fail.
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <set>
#include <unistd.h>

#include "app/program.hpp"
#include "base/file.hpp"
#include "fit/cma_es.hpp"

namespace fs = std::filesystem;
using rewire::testing::Outcome;
using rewire::testing::run;

namespace {

Outcome shell(const std::string& command) { // what goes to its standard error only
    Outcome o;
    const auto line = fmt::format("{{ {} ; }} 2>&1", command);
    std::FILE* pipe = ::popen(fmt::format("bash -c '{}'", line).c_str(), "r");
    char block[4096];
    while (const auto n = std::fread(block, 1, sizeof block, pipe))
        o.text.append(block, n);
    o.code = WEXITSTATUS(::pclose(pipe));
    return o;
}
std::size_t lines_of(const std::string& text) { return static_cast<std::size_t>(std::ranges::count(text, '\n')); }
std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        out.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return out;
}
// Commands as the help of the program lists them.
std::vector<std::string> commands() {
    std::vector<std::string> out;
    bool there = false;
    for (const auto& line : split(run("--help").text)) {
        if (there && line.starts_with("  "))
            out.push_back(line.substr(2, line.find(' ', 2) - 2));
        there = there || line == "Subcommands:";
    }
    return out;
}

using Words = rewire::testing::InFolder;
const std::string year = REWIRE_SOURCE_DIR "/scenarios/anxiety_year.toml";

} // namespace

TEST_F(Words, NamesTheNearestOfWhatWasMistyped) {
    struct Case {
        const char *typed, *told;
    };
    for (const auto& c : {
             Case{"rn", "did you mean \"run\"? rewire has no command \"rn\"\n"},
             Case{"connectome shw", "did you mean \"show\"? rewire connectome has no command \"shw\"\n"},
             Case{"qwerty", "rewire has no command \"qwerty\"; it has demo, network, "},
             Case{"run --drws 3 x.toml",
                  "did you mean \"--draws\"? rewire run has no option --drws; `rewire run --help` shows what it takes"},
             Case{"network --duraton=10", "did you mean \"--duration\"? rewire network has no option --duraton;"},
             Case{"--versoin", "did you mean \"--version\"? rewire has no option --versoin;"},
             Case{"run -draws 3 x.toml", "did you mean \"--draws\"? rewire run has no option -draws;"},
             Case{"qqqqqqqq", "rewire has no command \"qqqqqqqq\"; it has demo"},
             Case{"run a.toml b.toml", "rewire run takes no further word \"b.toml\";"},
             Case{"run", "rewire run: file is required; `rewire run --help` shows what it takes"},
             Case{"run a.toml --draws many", "rewire run: Could not convert: --draws = many"},
             Case{"connectome", "rewire connectome needs a command: show, export"},
             Case{"completions tcsh", "bash, zsh or fish is expected, not \"tcsh\""},
         }) {
        const auto o = run(c.typed);
        EXPECT_EQ(o.code, 2) << c.typed;
        EXPECT_NE(o.text.find(c.told), std::string::npos) << c.typed << " gives\n" << o.text;
        EXPECT_EQ(lines_of(o.text), 1u) << o.text;
    }
}

// Each example is a line the program understands: of an option too many nothing else is complained of.
// One fault, one line: what hangs on a length of time that could not be read is not complained of as well.
TEST_F(Words, ABadAmountIsToldOnce) {
    for (const char* option : {"--duration", "--transient", "--tr", "--dt", "--fcd-window", "--fcd-step",
                               "--coupling-every", "--speed", "--band"})
        for (const char* amount : {"10 sek", "ten s", "nan s"}) {
            const auto o = run(fmt::format("network {} \"{}\" --out {}/x", option, amount, folder.string()));
            EXPECT_EQ(o.code, 2) << option << " " << amount << ": " << o.text;
            EXPECT_TRUE(o.text.starts_with(option)) << o.text;
            EXPECT_EQ(lines_of(o.text), 1u) << o.text;
        }
}

TEST_F(Words, ShowsExamplesUnderEveryHelp) {
    auto all = commands();
    ASSERT_GT(all.size(), 14u);
    all.insert(all.end(), {"connectome show", "connectome export"});
    for (const auto& c : all) {
        const auto help = run(c + " --help");
        EXPECT_EQ(help.code, 0);
        EXPECT_NE(help.text.find("Usage: rewire " + c), std::string::npos) << help.text;
        const auto at = help.text.find("Examples:\n  rewire " + c);
        ASSERT_NE(at, std::string::npos) << c << "\n" << help.text;
        for (const auto& line : split(help.text.substr(at)))
            if (line.starts_with("  rewire ")) {
                auto words = line.substr(9);
                words = words.substr(0, words.find(" > "));
                const auto o = run(words + " --no-such-thing-at-all");
                EXPECT_NE(o.text.find(" has no option --no-such-thing-at-all;"), std::string::npos) << line << "\n"
                                                                                                    << o.text;
            }
    }
}

// A standard output that is full or closed is never success, and is told once, whatever the command.
TEST_F(Words, TellsOnceThatOutputCannotBeWritten) {
    const auto out = " --out " + (folder / "o").string();
    const auto quick = " --dt \"1 ms\" --duration \"10 s\"" + out;
    std::vector<std::string> all{
        "",
        "--version",
        "--help",
        "run --help",
        "list",
        "list treatments",
        "describe gains",
        "describe vmPFC",
        "doctor",
        "man",
        "completions bash",
        "completions zsh",
        "completions fish",
        "check " + year,
        "plan " + year,
        "connectome show",
        "connectome export " + (folder / "t.csv").string(),
        "network" + quick,
        "sweep --vary coupling=0.5:1:2" + quick,
        "run " + year + " --draws 2" + out,
        "demo" + out,
        "validate --people 3 --only \"stands still\"",
        "evidence --people 3 --row sert_occ_min_dose" + out,
        "sensitivity --parameters gains.g_C --people 3 --trajectories 2 --outputs \"CBT against waiting\"" + out};
    for (const auto& command : all)
        for (const char* stream : {">/dev/full", ">&-", ">&- <&-"}) {
            const auto o = shell(fmt::format("{} {} {}", REWIRE_BINARY, command, stream));
            EXPECT_EQ(o.code, 2) << command << stream << "\n" << o.text;
            std::size_t told = 0;
            for (const auto& line : split(o.text)) {
                told += line.starts_with("standard output: ");
                EXPECT_TRUE(line.starts_with("standard output: ") || line.starts_with("warning: "))
                    << command << stream << "\n"
                    << o.text;
            }
            EXPECT_EQ(told, 1u) << command << stream << "\n" << o.text;
        }
}
// Nor does a file that is opened later take the number of a closed stream, and with nobody to listen it still ends.
TEST_F(Words, WritesNoLineIntoAFileThatTookAClosedStream) {
    const auto csv = (folder / "t.csv").string();
    const auto command = fmt::format("{} connectome export {}", REWIRE_BINARY, csv);
    ASSERT_EQ(shell(command).code, 0);
    const auto sound = rewire::read_file(csv);
    EXPECT_EQ(shell(command + " <&- 2>&-").code, 0) << "errors may go to nowhere";
    EXPECT_EQ(rewire::read_file(csv), sound);
    fs::remove(csv);
    EXPECT_EQ(shell(command + " <&- >&- 2>&-").code, 2);
    EXPECT_FALSE(fs::exists(csv)) << "told before the first step";
    EXPECT_EQ(shell(fmt::format("{} check {} >/dev/full 2>/dev/full", REWIRE_BINARY, year)).code, 2);
    EXPECT_EQ(shell(fmt::format("{} check {} 2>/dev/full", REWIRE_BINARY, "nothing.toml")).code, 2);
}

// Shells and man read what the program prints about itself, and know every command and option.
TEST_F(Words, ShellsKnowTheCommandsAndOptions) {
    for (const char* name : {"bash", "zsh", "fish"})
        rewire::write_file(folder / name, run(fmt::format("completions {}", name)).text);
    const auto file = (folder / "bash").string();
    const auto complete = [&](const std::string& words) {
        return shell(fmt::format("source {}; COMP_WORDS=({}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _rewire; "
                                 "printf \"%s \" \"${{COMPREPLY[@]}}\"",
                                 file, words))
            .text;
    };
    EXPECT_EQ(complete("rewire ru"), "run ");
    EXPECT_EQ(complete("rewire run --dra"), "--draws ");
    EXPECT_EQ(complete("rewire run x.toml --res"), "--resume ");
    EXPECT_EQ(complete("rewire connectome sh"), "show ");
    EXPECT_EQ(complete("rewire connectome export --lengths-o"), "--lengths-out ");
    EXPECT_EQ(complete(fmt::format("rewire check {}/anxiety_year.t", REWIRE_SOURCE_DIR "/scenarios")), year + " ");
    for (const auto& c : commands())
        EXPECT_NE((" " + complete("rewire \"\"")).find(" " + c + " "), std::string::npos) << c;
    if (shell("command -v zsh").code == 0) {
        EXPECT_EQ(shell(fmt::format("zsh -n {}", (folder / "zsh").string())).text, "");
    }
    if (shell("command -v fish").code == 0) {
        const auto fish = [&](const std::string& words) {
            return shell(fmt::format("fish --no-config -c \"source {}; complete -C \\\"{}\\\"\"",
                                     (folder / "fish").string(), words))
                .text;
        };
        EXPECT_TRUE(fish("rewire ru").starts_with("run\t")) << fish("rewire ru");
        EXPECT_TRUE(fish("rewire run --dra").starts_with("--draws\t")) << fish("rewire run --dra");
    }
}
// Every option that --help shows of a command, the Tab key offers there and the manual page tells of there; no other.
TEST_F(Words, HelpTabAndManualKnowTheSameOptions) {
    rewire::write_file(folder / "bash", run("completions bash").text);
    const auto page = run("man").text;
    auto all = commands();
    all.insert(all.end(), {"connectome show", "connectome export"});
    for (const auto& c : all) {
        std::set<std::string> shown, offered, told;
        for (const auto& line : split(run(c + " --help").text))
            if (const auto at = line.find_first_not_of(' '); at != line.npos && at > 0 && at < 8 && line[at] == '-') {
                const auto names = line.substr(at, line.find(' ', at) - at); // "-h,--help", "--symmetrise,--symmetrize"
                const auto begin = names.find("--"), end = std::min(names.find(',', begin), names.size());
                shown.insert(names.substr(begin, end - begin));
            }
        const auto words =
            shell(fmt::format("source {}; COMP_WORDS=(rewire {} --); COMP_CWORD=$((${{#COMP_WORDS[@]}} - "
                              "1)); _rewire; printf \"%s\\n\" \"${{COMPREPLY[@]}}\"",
                              (folder / "bash").string(), c))
                .text;
        for (const auto& word : split(words))
            if (word.starts_with("--"))
                offered.insert(word);
        const auto from = page.find(".SS rewire " + c), to = std::min(page.find("\n.SS ", from + 1), page.size());
        ASSERT_NE(from, std::string::npos) << c;
        for (const auto& line : split(page.substr(from, to - from)))
            if (line.starts_with(".B \\-\\-")) {
                std::string name;
                for (const char letter : line.substr(3))
                    if (letter != '\\')
                        name += letter;
                EXPECT_TRUE(told.insert(name).second) << c << " tells of " << name << " twice";
            }
        EXPECT_FALSE(shown.empty()) << c;
        EXPECT_EQ(offered, shown) << c;
        EXPECT_EQ(told, shown) << c;
    }
}
TEST_F(Words, TheManualNamesEveryCommandAndOption) {
    const auto page = run("man").text;
    for (const auto& c : commands())
        EXPECT_NE(page.find(".SS rewire " + c), std::string::npos) << c;
    EXPECT_NE(page.find(".B \\-\\-draws\n"), std::string::npos);
    EXPECT_NE(page.find("rewire run scenarios/anxiety_year.toml"), std::string::npos);
    rewire::write_file(folder / "rewire.1", page);
    if (shell("command -v groff").code == 0) {
        EXPECT_EQ(shell(fmt::format("groff -man -Tutf8 -ww -z {}", (folder / "rewire.1").string())).text, "");
    }
}

// Everything that a list names is described, with its source, and every number of a file with how it is known.
TEST_F(Words, DescribesAllThatItLists) {
    for (const char* kind : {"mechanisms", "drugs", "treatments", "lives", "conditions", "circumstances", "instruments",
                             "traits", "activities", "events", "pathways", "noise", "circuits", "claims"}) {
        const auto list = run(std::string("list ") + kind);
        EXPECT_EQ(list.code, 0) << kind;
        std::vector<std::string> names;
        std::string all = "describe";
        for (const auto& line : split(list.text)) {
            if (line.starts_with(' ') || std::string_view(kind) == "claims")
                continue;
            const bool blanks = std::string_view(kind) == "circuits"; // names of circuits have some
            names.push_back(line.substr(0, blanks ? line.find("  ") : line.find(' ')));
            all += fmt::format(" \"{}\"", names.back());
        }
        EXPECT_TRUE(!names.empty() || std::string_view(kind) == "claims") << kind;
        if (names.empty())
            continue;
        const auto o = run(all); // one start for all: a start takes longer than to describe one
        EXPECT_EQ(o.code, 0) << kind << "\n" << o.text;
        const auto text = "\n" + o.text;
        const auto begin = [&](std::size_t k, std::size_t from) {
            return k < names.size() ? text.find(fmt::format("\n{} (", names[k]), from) : text.size();
        };
        for (std::size_t k = 0, at = begin(0, 0); k < names.size(); ++k) {
            ASSERT_NE(at, std::string::npos) << names[k] << " is not described where it should be";
            const auto next = begin(k + 1, at + 1);
            const auto told = text.substr(at, next - at);
            at = next;
            if (std::string_view(kind) == "circuits")
                continue;
            EXPECT_TRUE(told.find("\nSource: ") != std::string::npos || told.find("\nCite: ") != std::string::npos)
                << told;
        }
    }
    const auto pathways = run("list pathways").text;
    for (const char* name : {"cue>amygdala", "vmPFC>amygdala", "dopamine>accumbens", "dACC>dlPFC"})
        EXPECT_NE(pathways.find(name), std::string::npos) << name;
    EXPECT_NE(run("list instruments").text.find("cannot be read yet: awaits nerve growth factor"), std::string::npos);
    EXPECT_NE(run("list").text.find(" ngf*;"), std::string::npos) << "marked";
    const auto drug = run("describe escitalopram").text;
    for (const char* told : {"escitalopram (drug)", "amount                       10 mg",
                             "affinity.SERT                2.1 nM", "per_week                     7 1/week"})
        EXPECT_NE(drug.find(told), std::string::npos) << told << "\n" << drug;
    EXPECT_NE(run("describe threat").text.find("drive.amygdala               25 pA"), std::string::npos);
    EXPECT_NE(run("describe escitalopran").text.find("did you mean \"escitalopram\"?"), std::string::npos);
    EXPECT_NE(run("list treatment").text.find("did you mean \"treatments\"?"), std::string::npos);
}

TEST_F(Words, TheReferenceOfScenariosIsTheGrammar) {
    const auto o = run("describe scenario");
    EXPECT_EQ(o.text, rewire::read_file(REWIRE_SOURCE_DIR "/docs/scenario_reference.md"))
        << "rewire describe scenario > docs/scenario_reference.md";
}

TEST_F(Words, TheReadmeShowsTheDemosScenario) {
    const auto readme = rewire::read_file(REWIRE_SOURCE_DIR "/README.md");
    std::string shown;
    for (const auto& line : split(rewire::read_file(year)))
        if (!line.empty() && !line.starts_with('#'))
            shown += line + "\n";
    EXPECT_NE(readme.find("```toml\n" + shown + "```"), std::string::npos) << shown;
}

TEST_F(Words, InstallsWhereItIsTold) {
    const auto build = fs::path(REWIRE_BINARY).parent_path().string();
    ASSERT_EQ(shell(fmt::format("cmake --install {} --prefix {}", build, folder.string())).code, 0);
    for (const char* file : {"bin/rewire", "share/man/man1/rewire.1", "share/bash-completion/completions/rewire",
                             "share/zsh/site-functions/_rewire", "share/fish/vendor_completions.d/rewire.fish",
                             "share/rewire/scenarios/anxiety_year.toml"})
        EXPECT_GT(fs::file_size(folder / file), 100u) << file;
    const auto installed = [&](const char* words) { return shell((folder / "bin/rewire").string() + words).text; };
    EXPECT_EQ(installed(" --version"), run("--version").text);
    EXPECT_EQ(installed(" man"), rewire::read_file(folder / "share/man/man1/rewire.1"));
    EXPECT_EQ(shell("cd " + folder.string() + " && bin/rewire check share/rewire/scenarios/anxiety_year.toml").code, 0);
    const auto make = rewire::read_file(REWIRE_SOURCE_DIR "/Makefile");
    EXPECT_NE(make.find("PREFIX ?= /usr/local"), std::string::npos);
    EXPECT_NE(make.find("cmake --install build --prefix \"$(PREFIX)\""), std::string::npos);
}

// A program of somebody else's finds the libraries and gets the same bits. Built like what is installed, without its
// sanitizers: those of this build are not the consumer's.
TEST_F(Words, TheInstalledLibrariesServeOtherPrograms) {
    const auto build = fs::path(REWIRE_BINARY).parent_path().string(), prefix = (folder / "prefix").string(),
               consumer = (folder / "consumer").string();
    if (rewire::read_file(build + "/CMakeCache.txt").find("REWIRE_SANITIZE:STRING=\n") == std::string::npos)
        GTEST_SKIP() << "a build with sanitizers is not installed for others";
    ASSERT_EQ(shell(fmt::format("cmake --install {} --prefix {}", build, prefix)).code, 0);
    EXPECT_FALSE(fs::exists(prefix + "/include/rewire/app")) << "the command line is no library";
    const auto made =
        shell(fmt::format("cmake -S {}/tests/app/consumer -B {} -DCMAKE_PREFIX_PATH={} && cmake --build {}",
                          REWIRE_SOURCE_DIR, consumer, prefix, consumer));
    ASSERT_EQ(made.code, 0) << made.text;
    const auto scenario = folder / "own.toml";
    rewire::write_file(scenario,
                       "[history]\nlife = [\"ordinary for 1 week\"]\n[visits]\nweeks = [0, 2]\n"
                       "instruments = [\"gad7\"]\n");
    const auto lived = run(fmt::format("run {} --draws 4 --out {}", scenario.string(), (folder / "run").string()));
    const auto said = shell(consumer + "/consumer").text;
    ASSERT_EQ(said.find("4 people, "), 0u) << said;
    EXPECT_NE(lived.text.find("hash " + said.substr(10, 16)), std::string::npos) << said << lived.text;
}

// What `make build` installs and builds can calibrate; a build that cannot says so wherever one would look.
TEST_F(Words, SaysWhetherItCanCalibrate) {
    const auto packages = rewire::read_file(REWIRE_SOURCE_DIR "/scripts/packages.txt");
    EXPECT_NE(packages.find("libpagmo-dev build\n"), std::string::npos);
    const auto doctor = run("doctor").text, help = run("calibrate --help").text;
    if (rewire::fit::has_cma_es()) {
        EXPECT_NE(doctor.find("search          CMA-ES by pagmo"), std::string::npos) << doctor;
        EXPECT_EQ(help.find("libpagmo-dev"), std::string::npos);
    } else {
        EXPECT_NE(doctor.find("libpagmo-dev"), std::string::npos) << doctor;
        EXPECT_NE(help.find("libpagmo-dev"), std::string::npos) << help;
    }
}
