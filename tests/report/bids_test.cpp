#include "report/bids.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "made_up_life.hpp"

namespace rewire {
using namespace report;
namespace {

namespace fs = std::filesystem;
using made_up_life::four_scores;
using made_up_life::Made;

std::vector<std::vector<std::string>> rows_of(const std::string& tsv) {
    std::vector<std::vector<std::string>> out;
    std::istringstream in(tsv);
    for (std::string line; std::getline(in, line);) {
        auto& row = out.emplace_back(1);
        for (const char c : line)
            if (c == '\t')
                row.emplace_back();
            else
                row.back() += c;
    }
    return out;
}

TEST(Bids, EveryColumnIsDescribedAndEveryNumberIsThere) {
    const Made made(four_scores);
    const auto files = bids_files(made.report);
    for (const auto& [tsv, json] : {std::pair{"participants.tsv", "participants.json"},
                                    {"sub-000001/sub-000001_sessions.tsv", "sessions.json"},
                                    {"phenotype/gad7.tsv", "phenotype/gad7.json"},
                                    {"phenotype/prefrontal_volume.tsv", "phenotype/prefrontal_volume.json"}}) {
        ASSERT_TRUE(files.contains(tsv) && files.contains(json)) << tsv;
        const auto described = nlohmann::json::parse(files.at(json));
        const auto rows = rows_of(files.at(tsv));
        for (const auto& name : rows.front())
            EXPECT_TRUE(described.contains(name) && described[name].contains("Description")) << tsv << ": " << name;
        for (const auto& row : rows)
            EXPECT_EQ(row.size(), rows.front().size()) << tsv;
    }
    EXPECT_EQ(rows_of(files.at("participants.tsv")).size(), 5u);
    const auto gad7 = rows_of(files.at("phenotype/gad7.tsv"));
    ASSERT_EQ(gad7.size(), 17u) << "four people, four visits";
    EXPECT_EQ(gad7[1], (std::vector<std::string>{"sub-000001", "ses-weekminus6", "2"}));
    EXPECT_EQ(gad7[8], (std::vector<std::string>{"sub-000002", "ses-week8", "9"}));
    const auto about = nlohmann::json::parse(files.at("dataset_description.json"));
    EXPECT_EQ(about["DatasetType"], "derivative");
    EXPECT_EQ(about["GeneratedBy"][0]["Name"], "rewire");
    EXPECT_EQ(nlohmann::json::parse(files.at("phenotype/gad7.json"))["gad7"]["Units"], "points");
}
TEST(Bids, WhatIsMissingIsNotAvailable) {
    auto scores = four_scores;
    scores[2][3] = std::nan("");
    const Made made(scores);
    EXPECT_NE(bids_files(made.report).at("phenotype/gad7.tsv").find("sub-000003\tses-week8\tn/a\n"), std::string::npos);
}
TEST(Bids, TakesItsOwnPlaceButNoOthers) {
    const Made made(four_scores);
    const auto folder = fs::temp_directory_path() / ("rewire_bids_" + std::to_string(::getpid()));
    fs::create_directories(folder);
    write_file(folder / "diary.txt", "not a dataset");
    EXPECT_THROW(check_bids_folder(folder), InputError);
    EXPECT_THROW(check_bids_folder(folder / "diary.txt"), InputError);
    EXPECT_NO_THROW(check_bids_folder(folder / "new"));
    EXPECT_THROW(write_bids(made.report, folder), InputError);
    EXPECT_TRUE(fs::exists(folder / "diary.txt"));
    fs::remove(folder / "diary.txt");
    write_bids(made.report, folder);
    write_bids(made.report, folder);
    EXPECT_TRUE(fs::exists(folder / "sub-000004/sub-000004_sessions.tsv"));
    EXPECT_FALSE(fs::exists(folder.string() + ".writing"));
    fs::remove_all(folder);
}
TEST(Bids, ADatasetOfAnotherProgramAndWhatABrokenRunLeftAreToldApart) {
    const Made made(four_scores);
    const auto folder = fs::temp_directory_path() / ("rewire_bids_other_" + std::to_string(::getpid()));
    fs::create_directories(folder);
    write_file(folder / "dataset_description.json", R"({"Name": "Somebody's", "BIDSVersion": "1.8.0"})");
    try {
        write_bids(made.report, folder);
        ADD_FAILURE() << "somebody's scans are gone";
    } catch (const InputError& e) {
        EXPECT_NE(std::string(e.what()).find("rewire did not write; choose another folder"), std::string::npos);
    }
    EXPECT_NE(read_file(folder / "dataset_description.json").find("Somebody"), std::string::npos);
    fs::remove(folder / "dataset_description.json");
    fs::create_directories(folder.string() + ".writing/sub-000099");
    write_bids(made.report, folder);
    EXPECT_FALSE(fs::exists(folder / "sub-000099")) << "of a run that was killed";
    EXPECT_FALSE(fs::exists(folder.string() + ".writing"));
    check_bids_folder(folder);
    for (const auto& [name, text] : bids_files(made.report))
        EXPECT_EQ(read_file(folder / name), text) << name;
    fs::remove_all(folder);
}
TEST(Methods, AParagraphForEachInstrumentSaysHowItReads) {
    const Made made(four_scores);
    const auto text = methods_text(made.report);
    for (const char* said :
         {"4 virtual people were measured in weeks -6, 0, 4, 8", "**gad7.**", "Readings lie between 0 and 21 points",
          "readings of one person 2", "A change of 4 points counts as the least that matters", "Licence: free to use",
          "**prefrontal_volume.**", "of the logarithm between people 0.08", "people come to 8 sites"})
        EXPECT_NE(text.find(said), std::string::npos) << said << "\nin\n" << text;
}

} // namespace
} // namespace rewire
