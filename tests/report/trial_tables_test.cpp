// Tables of a trial: what they say of made-up people, and that the dictionary says what every column is.
#include "report/trial_tables.hpp"

#include <cctype>
#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>
#include <unistd.h>

#include "base/file.hpp"
#include "report/csv.hpp"
#include "report/made_up_trial.hpp"
#include "report/trial_dataset.hpp"
#include "report/trial_dictionary.hpp"
#include "trial/adverse.hpp"

namespace rewire {
using namespace report;
namespace {

namespace fs = std::filesystem;
using made_up_trial::both_arms;
using made_up_trial::cohort;
using made_up_trial::design;

// A cell as the file has it.
std::string told(const Cell& cell) {
    return std::holds_alternative<double>(cell) ? csv_number(std::get<double>(cell)) : std::get<std::string>(cell);
}
// Rows of a table by the names of its columns.
using Rows = std::vector<std::map<std::string, std::string>>;
Rows rows_of(const std::vector<StudyTable>& tables, const std::string& name) {
    const auto at = std::ranges::find(tables, name, &StudyTable::name);
    EXPECT_NE(at, tables.end()) << name;
    const auto t = table_of(*at);
    Rows out;
    for (const auto& row : t.rows) {
        EXPECT_EQ(row.size(), t.columns.size()) << name;
        auto& cells = out.emplace_back();
        for (std::size_t k = 0; k < row.size(); ++k)
            cells[t.columns[k].name] = told(row[k]);
    }
    return out;
}

class TrialData : public ::testing::Test {
protected:
    fs::path folder = fs::temp_directory_path() / fmt::format("rewire_trial_data_{}", ::getpid());
    void SetUp() override { fs::create_directories(folder); }
    void TearDown() override { fs::remove_all(folder); }
    nlohmann::json written(const trial::Design& d, const trial::TrialCohort& c) {
        write_trial_data(d, c, {"rewire trial t.toml", "a brain"}, folder);
        return nlohmann::json::parse(read_file(folder / "dictionary.json"));
    }
};

TEST_F(TrialData, DictionaryHasEveryColumnOfEveryFileAndNoOther) {
    const auto d = design();
    const auto dictionary = written(d, cohort());
    std::set<std::string> files, told_of;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".csv")
            files.insert(entry.path().filename());
    for (const auto& t : dictionary["datasets"]) {
        told_of.insert(t["file"].get<std::string>());
        std::vector<std::string> names, heading;
        for (const auto& v : t["variables"])
            names.push_back(v["name"]);
        std::istringstream csv(read_file(folder / t["file"].get<std::string>()));
        std::string line, cell;
        std::getline(csv, line);
        std::istringstream first(line);
        while (std::getline(first, cell, ','))
            heading.push_back(cell);
        EXPECT_EQ(names, heading) << t["file"];
        std::size_t rows = 0;
        while (std::getline(csv, line))
            ++rows;
        EXPECT_EQ(t["rows"], rows) << t["file"];
        for (const auto& key : t["keys"])
            EXPECT_NE(std::ranges::find(names, key.get<std::string>()), names.end()) << key;
    }
    EXPECT_EQ(files, told_of);
    EXPECT_EQ(files, (std::set<std::string>{"ADSL.csv", "ADQS.csv", "ADEFF.csv", "ADTTE.csv", "ADAE.csv"}));
    EXPECT_NE(dictionary["standard"].get<std::string>().find("no conformance to CDISC is claimed"), std::string::npos);
    EXPECT_EQ(dictionary["start"]["date"], "2000-01-03");
}

TEST_F(TrialData, DictionaryTellsLengthsParametersAndWholeScores) {
    const auto dictionary = written(design(), cohort());
    const auto& scores = dictionary["datasets"][1];
    ASSERT_EQ(scores["parameters"].size(), 3U);
    EXPECT_EQ(scores["parameters"][0]["PARAMCD"], "HAMD");
    EXPECT_EQ(scores["parameters"][0]["type"], "integer");
    EXPECT_EQ(scores["parameters"][0]["to"], 52);
    EXPECT_EQ(scores["parameters"][2]["PARAMCD"], "CORTEVEN");
    EXPECT_EQ(scores["parameters"][2]["type"], "float");
    EXPECT_EQ(scores["parameters"][2]["variable"], "cortisol_evening");
    for (const auto& v : dictionary["datasets"][0]["variables"]) {
        if (v["name"] == "USUBJID") {
            EXPECT_EQ(v["length"], 12);
        }
        if (v["name"] == "TRT01P") {
            EXPECT_EQ(v["length"], std::string("drug, \"50\" mg").size());
            EXPECT_EQ(v["codelist"].size(), 2U);
        }
    }
}

// What readers of such tables count on, whatever the trial.
void expect_sound(const std::vector<StudyTable>& tables) {
    const std::regex day("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    std::map<std::string, std::string> labels; // one name is one thing in every table
    for (const auto& t : tables) {
        std::set<std::string> names, keys;
        for (const auto& c : t.columns) {
            EXPECT_TRUE(names.insert(c.name).second) << t.name << "." << c.name;
            EXPECT_TRUE(std::regex_match(c.name, std::regex("[A-Z][A-Z0-9]{0,7}"))) << c.name;
            EXPECT_FALSE(c.label.empty()) << c.name;
            EXPECT_LE(c.label.size(), 40U) << c.label;
            EXPECT_EQ(labels.try_emplace(c.name, c.label).first->second, c.label) << t.name << "." << c.name;
        }
        for (const auto& p : t.parameters)
            EXPECT_LE(p.code.size(), 8U);
        std::map<std::string, std::string> parameters;
        const auto table = table_of(t);
        for (const auto& row : table.rows) {
            std::string key;
            for (std::size_t k = 0; k < row.size(); ++k) {
                const auto& c = t.columns[k];
                const auto cell = told(row[k]);
                const bool number = c.type == StudyColumn::Type::integer || c.type == StudyColumn::Type::real;
                EXPECT_EQ(std::holds_alternative<double>(row[k]), number) << t.name << "." << c.name;
                if (std::ranges::find(t.keys, c.name) != t.keys.end())
                    key += cell + "\n";
                if (cell.empty())
                    continue;
                if (c.type == StudyColumn::Type::integer) {
                    EXPECT_EQ(cell.find_first_of(".e"), cell.npos) << c.name << " " << cell;
                }
                if (c.type == StudyColumn::Type::date) {
                    EXPECT_TRUE(std::regex_match(cell, day)) << c.name << " " << cell;
                }
                const bool known = std::ranges::any_of(c.codes, [&](const auto& code) { return code.first == cell; });
                EXPECT_TRUE(known || c.codes.empty()) << t.name << "." << c.name << " " << cell;
            }
            EXPECT_TRUE(keys.insert(key).second) << t.name << " has two rows of " << key;
        }
    }
}
TEST(TrialTables, HaveShortNamesOneLabelEachKeysCodesAndDates) {
    const auto d = design();
    const auto c = cohort();
    expect_sound(trial_tables(d, c));
    const auto everyone = design("allocation = \"counterfactual\"\n");
    const auto lives = both_arms();
    expect_sound(trial_tables(everyone, lives));
}

TEST(TrialTables, SayWhoSomebodyIsAndWhatBecameOfThem) {
    const auto d = design();
    const auto c = cohort();
    const auto rows = rows_of(trial_tables(d, c), "ADSL");
    ASSERT_EQ(rows.size(), 4U);
    const auto expect = [&](std::size_t who, std::map<std::string, std::string> all) {
        for (const auto& [name, value] : all)
            EXPECT_EQ(rows[who].at(name), value) << name << " of row " << who;
    };
    expect(0, {{"USUBJID", "sub-00000005"},
               {"SUBJID", "00000005"},
               {"SITEID", "000001"},
               {"AGE", "34.25"},
               {"AGEU", "YEARS"},
               {"SEX", "M"},
               {"TRT01P", "waiting"},
               {"TRT01PN", "1"},
               {"RANDDT", "2000-01-03"},
               {"TRTSDT", ""},
               {"TRTEDT", ""},
               {"STRATARN", "1"},
               {"ITTFL", "Y"},
               {"SAFFL", "Y"},
               {"PPROTFL", "Y"},
               {"COMPLFL", "Y"},
               {"EOSSTT", "COMPLETED"},
               {"EOSDT", "2000-02-02"},
               {"DCSREAS", ""},
               {"EOTSTT", "COMPLETED"},
               {"STRAT1R", "female"},
               {"STRAT2RN", "1"},
               {"STRAT2R", "phq9 >= 16"}});
    expect(1, {{"TRT01A", "drug, \"50\" mg"},
               {"TRTSDT", "2000-01-03"},
               {"TRTEDT", "2000-01-13"},
               {"STRATAR", "male, not phq9 >= 16"},
               {"STRATARN", "4"},
               {"STRAT1R", "male"},
               {"STRAT2R", "not phq9 >= 16"},
               {"PPROTFL", "N"},
               {"COMPLFL", "Y"},
               {"EOSSTT", "COMPLETED"},
               {"EOTSTT", "DISCONTINUED"},
               {"DCTREAS", "ADVERSE EVENT"}});
    expect(2, {{"TRTEDT", "2000-01-30"},
               {"EOSSTT", "DISCONTINUED"},
               {"EOSDT", "2000-01-16"},
               {"DCSREAS", "LOST TO FOLLOW-UP"},
               {"PPROTFL", "N"},
               {"EOTSTT", "COMPLETED"}});
    expect(3, {{"SITEID", "000002"}, {"DCSREAS", "LIFE NOT COMPUTED"}, {"FAILED", "no rest"}, {"COMPLFL", "N"}});
}

TEST(TrialTables, HoldScoresAsSeenWithTheirDates) {
    const auto d = design();
    const auto c = cohort();
    const auto rows = rows_of(trial_tables(d, c), "ADQS");
    ASSERT_EQ(rows.size(), 3U * (3 + 3 + 2 + 1)) << "a missed visit has no row";
    const auto& last = rows[2];
    EXPECT_EQ(last.at("PARAMCD"), "HAMD");
    EXPECT_EQ(last.at("AVISIT"), "Week 4");
    EXPECT_EQ(last.at("AVISITN"), "4");
    EXPECT_EQ(last.at("ADY"), "31") << "day 1 is the first";
    EXPECT_EQ(last.at("ADT"), "2000-02-02");
    EXPECT_EQ(last.at("AVAL"), "16") << "whole points have no decimals";
    EXPECT_EQ(last.at("BASE"), "20");
    EXPECT_EQ(last.at("CHG"), "-4");
    EXPECT_EQ(last.at("PCHG"), "-20");
    EXPECT_EQ(last.at("PARAMN"), "1");
    EXPECT_EQ(last.at("ABLFL"), "");
    EXPECT_EQ(rows[0].at("ABLFL"), "Y");
    EXPECT_EQ(rows[0].at("CHG"), "");
    EXPECT_EQ(rows[8].at("AVAL"), "16.125");
    EXPECT_EQ(rows[8].at("PARAMN"), "3");
}

TEST(TrialTables, TellEndpointsUnderTheirEstimandsAndWhenAnEventCame) {
    const auto d = design();
    const auto c = cohort();
    const auto tables = trial_tables(d, c);
    const auto ends = rows_of(tables, "ADEFF");
    ASSERT_EQ(ends.size(), 8U);
    EXPECT_EQ(ends[0].at("PARAMCD"), "EP1");
    EXPECT_EQ(ends[0].at("PARCAT2"), "treatment policy");
    EXPECT_EQ(ends[0].at("AVAL"), "16");
    EXPECT_EQ(ends[0].at("TRUTH"), "16.3");
    EXPECT_EQ(ends[3].at("PARCAT1"), "response");
    EXPECT_EQ(ends[3].at("AVAL"), "0") << "who stopped is no responder";
    EXPECT_EQ(ends[4].at("AVAL"), "") << "missed";
    EXPECT_EQ(ends[4].at("ANL01FL"), "");
    EXPECT_EQ(ends[4].at("TRUTH"), "8.3") << "the truth is known";
    const auto times = rows_of(tables, "ADTTE");
    ASSERT_EQ(times.size(), 4U);
    EXPECT_EQ(times[0].at("CNSR"), "1");
    EXPECT_EQ(times[0].at("EVNTDESC"), "END OF STUDY");
    EXPECT_EQ(times[1].at("CNSR"), "0");
    EXPECT_EQ(times[1].at("EVNTDESC"), "hamd <= 9");
    EXPECT_EQ(times[1].at("AVAL"), "4");
    EXPECT_EQ(times[1].at("ADT"), "2000-02-02");
    EXPECT_EQ(times[1].at("STARTDT"), "2000-01-03");
    EXPECT_EQ(times[2].at("EVNTDESC"), "CAME NO MORE");
    EXPECT_EQ(times[2].at("ADY"), "14");
}

TEST_F(TrialData, SideEffectsSayHowSevereTheyWereWhenAndWhatWasDoneOrAreAHeadingAlone) {
    const auto d = design();
    auto c = cohort();
    c.people[2].felt = {{.phrase = 0, .from = -3, .to = 27, .days = 20, .worst_day = 1, .worst = 0.75, .feared = 1}};
    const auto rows = rows_of(trial_tables(d, c), "ADAE");
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].at("USUBJID"), "sub-00000008");
    EXPECT_EQ(rows[0].at("AETERM"), "side effects of sertraline, unspecified");
    EXPECT_EQ(rows[0].at("AETRT"), "sertraline");
    EXPECT_EQ(rows[0].at("AESEV"), "MODERATE");
    EXPECT_EQ(rows[0].at("AEBURDEN"), "0.5");
    EXPECT_EQ(rows[0].at("AEFEARED"), "0.25");
    EXPECT_EQ(rows[0].at("AEACN"), "DRUG WITHDRAWN");
    EXPECT_EQ(rows[0].at("AESTDTC"), "2000-01-05");
    EXPECT_EQ(rows[0].at("AENDTC"), "2000-01-13");
    EXPECT_EQ(rows[0].at("ASTDY"), "3");
    EXPECT_EQ(rows[0].at("AEDAYS"), "7");
    EXPECT_EQ(rows[0].at("AWORDY"), "10");
    EXPECT_EQ(rows[0].at("AESER"), "N");
    EXPECT_EQ(rows[0].at("TRTEMFL"), "Y");
    EXPECT_EQ(rows[1].at("AESEV"), "SEVERE") << "from 9/12 on";
    EXPECT_EQ(rows[1].at("AEACN"), "DOSE NOT CHANGED");
    EXPECT_EQ(rows[1].at("ASTDY"), "-3");
    EXPECT_EQ(rows[1].at("TRTEMFL"), "") << "it came before week 0";
    c.people[1].felt.clear();
    c.people[2].felt.clear();
    written(d, c);
    const auto file = read_file(folder / "ADAE.csv");
    EXPECT_TRUE(file.starts_with("STUDYID,USUBJID,")) << file;
    EXPECT_EQ(std::ranges::count(file, '\n'), 1);
}

TEST(Adverse, IsCountedByArmTreatmentAndTheWorst) {
    const auto d = design();
    auto c = cohort();
    c.people[2].felt = {{.phrase = 0, .from = 1, .to = 27, .days = 20, .worst_day = 1, .worst = 0.41, .feared = 0.6}};
    const auto arms = trial::adverse_of(d, c);
    ASSERT_EQ(arms.size(), 2U);
    EXPECT_EQ(arms[0].any, 0U);
    EXPECT_TRUE(arms[0].treatments.empty());
    ASSERT_EQ(arms[1].treatments.size(), 1U);
    const auto& t = arms[1].treatments[0];
    EXPECT_EQ(t.treatment, "sertraline");
    EXPECT_EQ(t.people, 2U);
    EXPECT_EQ(t.mild, 1U) << "0.41 is below 5/12";
    EXPECT_EQ(t.moderate, 1U);
    EXPECT_EQ(t.severe, 0U);
    EXPECT_EQ(t.stopped, 1U);
    EXPECT_EQ(t.feared, 1U);
}

TEST(TrialTables, DependOnNoNameOfAFileAndCountDaysFromTheStartThatIsSaid) {
    const auto one = design("", "a.toml"), other = design("", "somewhere else/b.toml"),
               dated = design("start = \"2026-03-02\"\n");
    const auto c = cohort();
    const auto first = trial_tables(one, c), second = trial_tables(other, c);
    for (std::size_t k = 0; k < first.size(); ++k)
        EXPECT_EQ(csv_table(table_of(first[k])), csv_table(table_of(second[k])));
    const auto rows = rows_of(trial_tables(dated, c), "ADSL");
    EXPECT_EQ(rows[0].at("RANDDT"), "2026-03-02");
    EXPECT_EQ(rows[0].at("EOSDT"), "2026-04-01");
    EXPECT_EQ(rows[0].at("USUBJID"), "sub-00000005");
}

TEST(TrialTables, CountTreatmentFromItsFirstDayToItsLastOrToAStop) {
    model::Calendar c;
    EXPECT_EQ(treated_days(c, {}).last, -1) << "nothing is prescribed";
    c.courses.resize(3);
    c.courses[0] = {.start = 7, .end = 14, .phrase = 0};
    c.courses[1] = {.start = 14, .end = 28, .taper = 7, .phrase = 0, .before = 7};
    c.courses[2] = {.start = 0, .end = 21, .phrase = 1};
    const auto whole = treated_days(c, {});
    EXPECT_EQ(whole.first, 0);
    EXPECT_EQ(whole.last, 34) << "the taper is treatment";
    EXPECT_EQ(treated_days(c, {{0, 10}}).last, 20) << "the other one goes on";
    EXPECT_EQ(treated_days(c, {{0, 25}, {1, 3}}).last, 25);
    const auto early = treated_days(c, {{0, 10}, {1, 3}});
    EXPECT_EQ(early.first, 0);
    EXPECT_EQ(early.last, 10) << "the second step was not reached";
}

TEST(TrialTables, OfCounterfactualsHoldASubjectOnceAnArm) {
    const auto d = design("allocation = \"counterfactual\"\n");
    const auto c = both_arms();
    const auto rows = rows_of(trial_tables(d, c), "ADSL");
    ASSERT_EQ(rows.size(), 4U);
    EXPECT_EQ(rows[0].at("USUBJID"), rows[1].at("USUBJID"));
    EXPECT_NE(rows[0].at("TRT01P"), rows[1].at("TRT01P"));
    EXPECT_EQ(rows[0].at("RANDFL"), "N");
    EXPECT_EQ(rows[0].at("RANDDT"), "");
}

} // namespace
} // namespace rewire
