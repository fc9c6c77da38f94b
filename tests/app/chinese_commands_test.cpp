// Every command in Chinese: no English sentence in its help, its rows and its warnings, and the same hash.
#include <gtest/gtest.h>
#include <regex>

#include "app/program.hpp"
#include "base/words.hpp"

namespace {

namespace fs = std::filesystem;
using rewire::testing::run;

// What is the same in every language: names of options, files and parameters, units, code, and what people named.
std::string without_code(std::string line) {
    for (const char* gone :
         {"\"[^\"]*\"", "`[^`]*`", "--?[a-z][a-z-]*", "[A-Za-z0-9_./*-]+\\.[A-Za-z]+", "[a-z]+_[a-z_]+",
          "\\[\\[?[a-z]+\\]\\]?", "rewire [a-z]+", "name=from:to:count\\[ unit\\]"})
        line = std::regex_replace(line, std::regex(gone), "x");
    return line;
}

void expect_chinese(const std::string& text, const std::string& command) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const bool example =
            line.find("rewire ") != line.npos && (line.starts_with("  rewire ") || line.starts_with("用法"));
        if (!example) {
            EXPECT_FALSE(rewire::has_english(without_code(line))) << command << ": " << line;
        }
    }
}

std::string hash_in(const std::string& text) {
    std::smatch found;
    return std::regex_search(text, found, std::regex("[0-9a-f]{16}")) ? found.str() : text;
}

class ChineseCommands : public ::testing::Test {
protected:
    fs::path folder = fs::temp_directory_path() / ("rewire_chinese_commands_" + std::to_string(::getpid()));
    void SetUp() override { fs::create_directories(folder); }
    void TearDown() override { fs::remove_all(folder); }
    std::string at(const std::string& name) const { return (folder / name).string(); }
    // The same command in both languages.
    void try_command(const std::string& line, const std::string& name) {
        const auto english = run(line + " --out " + at(name)),
                   chinese = run(line + " --lang zh --out " + at(name + "zh"));
        EXPECT_EQ(english.code, 0) << english.text;
        EXPECT_EQ(chinese.code, 0) << chinese.text;
        expect_chinese(chinese.text, line);
        EXPECT_EQ(hash_in(english.text), hash_in(chinese.text));
        EXPECT_NE(rewire::read_file(folder / (name + "zh") / "report.html").find("<html lang=\"zh-Hans\">"),
                  std::string::npos);
        for (const auto& file : fs::recursive_directory_iterator(folder / name)) {
            const auto ending = file.path().extension();
            if (ending == ".csv") {
                EXPECT_EQ(rewire::read_file(file.path()),
                          rewire::read_file(folder / (name + "zh") / file.path().lexically_relative(folder / name)))
                    << file.path();
            }
        }
    }
};

const std::string scenarios = REWIRE_SOURCE_DIR "/scenarios/";

} // namespace

TEST_F(ChineseCommands, TheHelpOfEachIsChinese) {
    expect_chinese(run("--help --lang zh").text, "--help");
    for (const char* command : {"demo",
                                "network",
                                "sweep",
                                "run",
                                "compare",
                                "trial",
                                "merge",
                                "rank",
                                "plan",
                                "validate",
                                "evidence",
                                "disputed",
                                "sensitivity",
                                "calibrate",
                                "connectome",
                                "connectome show",
                                "connectome export",
                                "describe",
                                "list",
                                "check",
                                "serve",
                                "doctor",
                                "man",
                                "completions"}) {
        const auto o = run(std::string(command) + " --help --lang zh");
        EXPECT_EQ(o.code, 0) << o.text;
        EXPECT_NE(o.text.find("用法"), std::string::npos) << o.text;
        expect_chinese(o.text, command);
    }
    EXPECT_NE(run("run --help").text.find("Usage: rewire run [OPTIONS] file"), std::string::npos);
}

TEST_F(ChineseCommands, WhatIsToldOfAScenarioAndOfThisBuildIsChinese) {
    expect_chinese(run("check " + scenarios + "anxiety_year.toml --lang zh").text, "check");
    expect_chinese(run("check " + scenarios + "cbt_or_drug.toml --lang zh").text, "check a trial");
    expect_chinese(run("plan " + scenarios + "anxiety_year.zh.toml --lang zh").text, "plan");
    expect_chinese(run("describe scenario --lang zh").text, "describe scenario");
    expect_chinese(run("describe cbt gad7 --lang zh").text, "describe");
    expect_chinese(run("doctor --lang zh").text, "doctor");
}

TEST_F(ChineseCommands, ARunAndAComparisonAreToldInChinese) {
    try_command("run " + scenarios + "anxiety_year.toml --draws 2", "run");
    try_command("compare " + scenarios + "waiting.toml " + scenarios + "psychotherapy.toml --draws 2", "compare");
}

TEST_F(ChineseCommands, ATrialAndARankingAreToldInChinese) {
    try_command("trial " + scenarios + "cbt_or_drug.toml --people 12", "trial");
    try_command("rank " + scenarios + "who_needs_what.toml --people 40 --shuffles 1", "rank");
}

TEST_F(ChineseCommands, ANetworkAndASweepAreToldInChinese) {
    try_command("network --duration \"10 s\"", "network");
    try_command("sweep --vary coupling=0.5:1:2 --duration \"10 s\"", "sweep");
}
