// `rewire evidence` as a user meets it, with few people; and a fixed quick part of the ledger beside what
// docs/evidence.csv says.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <unistd.h>

#include "app/crate.hpp"
#include "app/program.hpp"
#include "base/file.hpp"

namespace fs = std::filesystem;

namespace rewire {
namespace {

using testing::run;

using EvidenceProgram = testing::InFolder;

// Cells of a CSV file by the id in its first column; quoted cells may hold commas.
std::map<std::string, std::vector<std::string>> rows_of(const fs::path& file) {
    std::map<std::string, std::vector<std::string>> out;
    std::istringstream in(read_file(file));
    for (std::string line; std::getline(in, line);) {
        std::vector<std::string> cells(1);
        bool quoted = false;
        for (const char c : line)
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
                cells.emplace_back();
            else
                cells.back() += c;
        out[cells[0]] = cells;
    }
    return out;
}

TEST_F(EvidenceProgram, AsksARowAndKeepsItsAnswer) {
    const auto command = "evidence --row sert_occ_min_dose --row pk_busp_f --people 5 --out " + folder.string();
    const auto o = run(command);
    EXPECT_EQ(o.code, 0) << o.text;
    EXPECT_NE(o.text.find("sert_occ_min_dose"), std::string::npos) << o.text;
    EXPECT_NE(o.text.find("it is an input of the model: drugs/buspirone.toml"), std::string::npos) << o.text;
    const auto first = rows_of(folder / "evidence.csv");
    ASSERT_EQ(first.size(), 3u);
    const auto again = run(command + " --resume");
    EXPECT_EQ(again.code, 0);
    EXPECT_NE(again.text.find("0 arms lived"), std::string::npos) << "answers that are known are not asked again\n"
                                                                  << again.text;
    EXPECT_EQ(rows_of(folder / "evidence.csv"), first);
    testing::expect_crate(folder);
}
// One number in four places: on the screen, in the table, on both pages.
TEST_F(EvidenceProgram, TheScreenTheTableAndThePagesAgree) {
    const auto o = run("evidence --row sert_occ_min_dose --row pk_busp_f --people 5 --seed 3 --out " + folder.string());
    ASSERT_EQ(o.code, 0) << o.text;
    const auto rows = rows_of(folder / "evidence.csv");
    const auto& head = rows.at("id");
    const auto cell = [&](const std::string& id, const std::string& column) {
        const auto at = std::ranges::find(head, column);
        EXPECT_NE(at, head.end()) << column;
        return rows.at(id).at(static_cast<std::size_t>(at - head.begin()));
    };
    const double ours = std::stod(cell("sert_occ_min_dose", "ours"));
    const auto shown = fmt::format("{:.3g} ± {:.2g}", ours, std::stod(cell("sert_occ_min_dose", "error")));
    EXPECT_NE(o.text.find("sert_occ_min_dose: " + shown), std::string::npos) << shown << "\n" << o.text;
    EXPECT_NE(text("evidence.md").find(shown), std::string::npos) << shown;
    EXPECT_NE(text("evidence.html").find(fmt::format("{:.3g}", ours)), std::string::npos);
    EXPECT_EQ(cell("sert_occ_min_dose", "people"), "5");
    EXPECT_EQ(cell("pk_busp_f", "ours"), "") << "on what no mechanism speaks there is no number";
    for (const char* file : {"evidence.md", "evidence.html"})
        EXPECT_NE(text(file).find("5 people an arm, seed 3"), std::string::npos) << file;
}
TEST_F(EvidenceProgram, ADamagedLedgerIsToldWithItsLine) {
    fs::create_directories(folder / "ledger");
    std::string text(embedded("ledger/mood.tsv"));
    const std::string interval = "\t-0.65\t-0.25\t"; // of cbt_anx_depr_2008
    const auto at = text.find(interval);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, interval.size(), "\t-0.25\t-0.65\t");
    write_file(folder / "ledger/mood.tsv", text);
    fs::create_directories(folder / "experiments");
    write_file(folder / "experiments/mood.toml", embedded("experiments/mood.toml"));
    const auto o = run("evidence --ledger " + folder.string() + " --out " + (folder / "out").string());
    EXPECT_EQ(o.code, 2) << o.text;
    EXPECT_NE(o.text.find("mood.tsv:17:"), std::string::npos) << o.text;
    EXPECT_NE(o.text.find("the interval is reversed: -0.25 is above -0.65"), std::string::npos) << o.text;
    EXPECT_FALSE(fs::exists(folder / "out"));
}
TEST_F(EvidenceProgram, AnIdOfTwoLedgersIsTold) {
    for (const char* part : {"ledger", "experiments"})
        fs::create_directories(folder / part);
    for (const char* part : {"ledger/mood.tsv", "ledger/again.tsv"})
        write_file(folder / part, embedded("ledger/mood.tsv"));
    for (const char* part : {"experiments/mood.toml", "experiments/again.toml"})
        write_file(folder / part, embedded("experiments/mood.toml"));
    const auto o = run("evidence --ledger " + folder.string() + " --out " + (folder / "out").string());
    EXPECT_EQ(o.code, 2) << o.text;
    EXPECT_NE(o.text.find("is the id of a row of "), std::string::npos) << o.text;
}
TEST_F(EvidenceProgram, MisspeltRowsAndRolesAreTold) {
    EXPECT_NE(run("evidence --row sert_occ_min_dos --out " + folder.string())
                  .text.find("did you mean \"sert_occ_min_dose\"?"),
              std::string::npos);
    const std::pair<const char*, const char*> cases[]{
        {"evidence --only calibrations", "--only: did you mean \"calibration\"? no row has the role \"calibrations\""},
        {"evidence --only people", "--only: no row has the role \"people\"; known: calibration, validation"},
        {"evidence --row nothing_like_it",
         "--row: the ledger has no row \"nothing_like_it\"; `rewire list evidence` shows all "},
        {"evidence --row lapse_p", "--row: the ledger has no row \"lapse_p\"; some hold it: anx_relapse_placebo, "},
        {"evidence --only validation --row SERT_OCC_min_dose",
         "--row: leave out --only validation, or name other rows"},
        {"validate --only \"waltzing\"", "--only: no claim's name holds \"waltzing\"; `rewire list claims` shows all "},
        {"validate --set gains.g_C=x", "--set: gains.g_C: \"x 1\" is not a number; expected a plain number"},
        {"validate --set gains.g_C=1e9",
         "--set: gains.g_C: 1e+09 is no value of it; from -3.5 to 3.5 is possible, and the model has 0.035"},
        {"evidence --set \"gains.g_C=1 min\"", "--set: gains.g_C: leave \"min\" out; expected a plain number"}};
    for (const auto& [command, told] : cases) {
        const auto o = run(std::string(command) +
                           (std::string_view(command).starts_with("evidence") ? " --out " + folder.string() : ""));
        EXPECT_EQ(o.code, 2) << command;
        const auto at = o.text.find(told);
        EXPECT_NE(at, std::string::npos) << command << "\n" << o.text;
        EXPECT_EQ(o.text.find("--set", at + 1), std::string::npos) << "told twice\n" << o.text;
    }
    EXPECT_NE(run("list evidence").text.find("sert_occ_min_dose "), std::string::npos);
}
// One seed more is one draw more: the first is kept, and with --resume as without the same comes of it. The ensemble's
// members are in the answers, and what --set says stays.
TEST_F(EvidenceProgram, SeveralSeedsAskOtherPeopleAndOtherParameters) {
    const auto ask = [&](const std::string& more, const std::string& out) {
        const auto o = run("evidence --row sert_occ_min_dose --people 20 " + more + " --out " + at(out));
        EXPECT_EQ(o.code, 0) << o.text;
        return rows_of(folder / out / "evidence.csv").at("sert_occ_min_dose");
    };
    const auto value = [](const std::vector<std::string>& row, std::size_t k = 12) { return std::stod(row.at(k)); };
    const auto first = ask("", "a"), second = ask("--seed 2", "b"),
               both = ask("--seeds 2 --ensemble none --resume", "a"), anew = ask("--seeds 2 --ensemble none", "c");
    EXPECT_EQ(both, anew);
    EXPECT_NE(value(first), value(second)) << "other people";
    EXPECT_NEAR(value(both), (value(first) + value(second)) / 2, 1e-12);
    ASSERT_EQ(both.size(), first.size() + 5);
    const double between = std::pow(value(first) - value(second), 2) / 2,
                 people = (std::pow(value(first, 13), 2) + std::pow(value(second, 13), 2)) / 2;
    EXPECT_NEAR(std::pow(value(both, 13), 2), std::max(between, people), 1e-12);
    EXPECT_EQ(value(both, first.size() + 2), 2);

    write("ensemble.csv", "serotonin.ED50_occupancy\n1\n"); // no such parameter
    const auto wrong =
        run("evidence --row sert_occ_min_dose --people 20 --ensemble " + at("ensemble.csv") + " --out " + at("d"));
    EXPECT_EQ(wrong.code, 2);
    EXPECT_NE(wrong.text.find("ensemble.csv:1:1: "), std::string::npos) << wrong.text;
    EXPECT_NE(wrong.text.find("there is no parameter"), std::string::npos) << wrong.text;
    EXPECT_FALSE(fs::exists(folder / "d"));
    EXPECT_EQ(run("evidence --row sert_occ_min_dose --seeds 0 --out " + at("d")).code, 2);
    EXPECT_EQ(run("evidence --row sert_occ_min_dose --seeds 2 --ensemble house --ensemble house --out " + at("d")).code,
              2)
        << "two tables of one parameter";
}
TEST_F(EvidenceProgram, MembersOfTheEnsembleAreLived) {
    write("ensemble.csv", "anxiety.a_A\n1\n3\n");
    const auto ask = [&](const std::string& more, const std::string& out) {
        const auto o = run("evidence --row gad_escit_hama --people 3 " + more + " --out " + at(out));
        EXPECT_EQ(o.code, 0) << o.text;
        return std::stod(rows_of(folder / out / "evidence.csv").at("gad_escit_hama").at(12));
    };
    const auto with = " --ensemble " + at("ensemble.csv");
    const double low = ask("--set anxiety.a_A=1", "a"), high = ask("--seed 2 --set anxiety.a_A=3", "b");
    EXPECT_NEAR(ask("--seeds 2" + with, "c"), (low + high) / 2, 1e-9);
    EXPECT_EQ(ask("--set anxiety.a_A=1" + with, "d"), low) << "what --set says stays";
}
// What docs/evidence.csv says is what this build answers: a few rows of every kind, each within seconds, bit for bit.
TEST_F(EvidenceProgram, AQuickPartOfTheLedgerIsAsDocumented) {
    const auto documented = rows_of(fs::path(REWIRE_SOURCE_DIR) / "docs/evidence.csv");
    std::string command = "evidence --people 100 --seed 1 --out " + folder.string();
    const std::vector<std::string> quick{"mdd_hipp_vol_all_pct", "gad_escit_hama", "sert_occ_min_dose", "il6_mdd",
                                         "breath_rmssd",         "ssri_amyg_7d",   "stress_pfc_1mo"};
    for (const auto& id : quick)
        command += " --row " + id;
    const auto o = run(command);
    ASSERT_EQ(o.code, 0) << o.text;
    const auto now = rows_of(folder / "evidence.csv");
    for (const auto& id : quick) {
        ASSERT_TRUE(documented.contains(id)) << id;
        EXPECT_EQ(now.at(id), documented.at(id))
            << id << ": run `rewire evidence --force --out docs` again after a change of the model";
    }
}

} // namespace
} // namespace rewire
