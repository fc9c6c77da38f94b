// What a life leaves behind as data: netCDF and tidy tables, from made-up people with known answers.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "report/life_tables.hpp"
#include "report/made_up_life.hpp"

namespace rewire {
namespace {

namespace fs = std::filesystem;
using namespace made_up_life;

std::vector<std::string> names(const Table& t) {
    std::vector<std::string> out;
    for (const auto& c : t.columns)
        out.push_back(c.name);
    return out;
}
double number(const Cell& c) { return std::get<double>(c); }
const std::string& text(const Cell& c) { return std::get<std::string>(c); }

TEST(LifeDataset, dimensions_and_numbers_are_the_peoples) {
    const Made m(four_scores);
    const auto kept = life_dataset(m.report);
    const auto& d = kept.dataset;
    d.check();
    EXPECT_EQ(d.size("draw"), 4u);
    EXPECT_EQ(d.size("visit"), 4u);
    EXPECT_EQ(d.size("day"), 113u);
    EXPECT_EQ(d.size("region"), 82u);
    EXPECT_EQ(d.size("pathway"), model().pathways.size());
    EXPECT_EQ(d.size("state"), m.report.signals.size());
    EXPECT_EQ(d.size("epoch"), model().activities.size());
    EXPECT_EQ(d.find("visit")->values, (std::vector<double>{-6, 0, 4, 8}));
    EXPECT_EQ(d.find("gad7")->dims, (std::vector<std::string>{"draw", "visit"}));
    EXPECT_EQ(d.find("gad7")->values[1 * 4 + 3], 9);
    const auto at = [&](const char* name, std::size_t k) { return d.find(name)->floats[k]; };
    EXPECT_FLOAT_EQ(at("gad7_daily", 2 * 113 + 5), 5.5F);
    const std::size_t states = m.report.signals.size(), paths = model().pathways.size(),
                      epochs = model().activities.size();
    EXPECT_EQ(d.find("states")->dims, (std::vector<std::string>{"draw", "day", "state"}));
    EXPECT_FLOAT_EQ(at("states", (3 * 113 + 100) * states + 6), m.people[3].signals(100, 6));
    EXPECT_FLOAT_EQ(at("log_weight", (1 * 113 + 50) * paths + 1), std::log(0.8F));
    EXPECT_FLOAT_EQ(at("hours", (2 * 113 + 7) * epochs), 14);
    EXPECT_EQ(d.find("rate")->dims, (std::vector<std::string>{"draw", "visit", "epoch", "region"}));
    EXPECT_FLOAT_EQ(at("rate", ((1 * 4 + 2) * epochs + model().threat) * 82 + 40), 5 + 2 + 0.4F);
    EXPECT_EQ(d.find("state_unit")->text.size(), states);
    EXPECT_EQ(d.find("failed")->values, (std::vector<double>{0, 0, 0, 0}));
    EXPECT_EQ(d.find("fc_before"), nullptr);
}
TEST(LifeDataset, what_would_be_too_large_is_kept_as_mean_and_percentiles) {
    const Made m(four_scores);
    const auto kept = life_dataset(m.report, 100'000);
    const auto& d = kept.dataset;
    d.check();
    EXPECT_EQ(d.find("states")->dims, (std::vector<std::string>{"stat", "day", "state"}));
    EXPECT_EQ(d.find("stat")->text, (std::vector<std::string>{"mean", "p05", "p95"}));
    EXPECT_EQ(d.find("gad7_daily")->dims[0], "draw") << "small enough as it is";
    const std::size_t states = m.report.signals.size();
    EXPECT_NEAR(d.find("states")->floats[10 * states], 1.015, 1e-6) << "mean of 1, 1.01, 1.02, 1.03";
    EXPECT_NEAR(d.find("states")->floats[(113 + 10) * states], 1.0015, 1e-6);
    EXPECT_NEAR(d.find("states")->floats[(226 + 10) * states], 1.0285, 1e-6);
    const auto told = std::ranges::find(d.attributes, "summarised", [](const auto& a) { return a.first; });
    ASSERT_NE(told, d.attributes.end());
    EXPECT_NE(std::get<std::string>(told->second).find("states"), std::string::npos);
}
TEST(LifeDataset, a_person_who_failed_at_once_is_missing_and_counted) {
    Made m(four_scores);
    m.people[2].signals = {};
    m.people[2].failure = "no rest";
    for (double& v : m.people[2].visits.values())
        v = NAN;
    const auto kept = life_dataset(m.report);
    kept.dataset.check();
    EXPECT_EQ(kept.dataset.find("failed")->values, (std::vector<double>{0, 0, 1, 0}));
    EXPECT_TRUE(std::isnan(kept.dataset.find("states")->floats[2 * 113 * m.report.signals.size()]));
    EXPECT_EQ(text(subjects_table(m.report).rows[2].end()[-2]), "Y");
    EXPECT_EQ(text(subjects_table(m.report).rows[2].end()[-1]), "no rest");
    EXPECT_NE(life_page(m.report).html({}).find("1 failed"), std::string::npos);
}

// What would clash in result.nc is told before anybody lives, whatever it is: an instrument with the name of a
// dimension, of another's days, or with a sign that no variable may have.
TEST(LifeDataset, names_that_cannot_stand_in_the_file_are_told_before_a_life) {
    const Made m(four_scores);
    EXPECT_NO_THROW(check_names(m.scenario, m.calendar, model(), brain()));
    for (const char* name : {"draw", "visit", "day", "region", "rate", "hours", "states", "log_weight", "failed",
                             "cortisol_diurnal", "cortisol_diurnal_daily", "my-score", "../score", "2nd", ""}) {
        auto c = m.calendar;
        c.instruments[0].name = name;
        EXPECT_THROW(check_names(m.scenario, c, model(), brain()), InputError) << name;
    }
    auto c = m.calendar;
    c.instruments.push_back(c.instruments[0]);
    try {
        check_names(m.scenario, c, model(), brain());
        ADD_FAILURE();
    } catch (const InputError& e) {
        EXPECT_NE(std::string(e.what()).find("\"gad7\" stands twice"), std::string::npos) << e.what();
    }
}

TEST(LifeTables, columns_are_those_of_adam) {
    const Made m(four_scores);
    const auto subjects = subjects_table(m.report);
    auto expected = std::vector<std::string>{"STUDYID", "USUBJID", "AGE", "SEX", "ARM", "ACTARM", "TRTSDT"};
    for (const auto& t : m.calendar.traits)
        expected.push_back("TRAIT_" + t.name);
    expected.insert(expected.end(), {"FAILED", "REASON"});
    EXPECT_EQ(names(subjects), expected);
    ASSERT_EQ(subjects.rows.size(), 4u);
    EXPECT_EQ(text(subjects.rows[3][1]), "made_up-000004");
    EXPECT_EQ(text(subjects.rows[0][3]), "F");
    EXPECT_EQ(text(subjects.rows[0][4]), "cbt + mindfulness + escitalopram");
    EXPECT_EQ(number(subjects.rows[0][6]), 1) << "the first day of the plan is study day 1";
    for (std::size_t k = 0; k < m.calendar.traits.size(); ++k) {
        const auto& t = m.calendar.traits[k];
        EXPECT_EQ(number(subjects.rows[2][7 + k]), t.given ? *t.given : Luck(7, 2).normal(t.name));
    }

    const auto answers = answers_table(m.report);
    EXPECT_EQ(names(answers), (std::vector<std::string>{"STUDYID", "USUBJID", "PARAMCD", "PARAM", "AVISIT", "AVISITN",
                                                        "ADY", "AVAL", "AVALU", "BASE", "CHG", "PCHG", "ABLFL"}));
    ASSERT_EQ(answers.rows.size(), 4u * 3 * 4);
    const auto& last = answers.rows[1 * 12 + 3]; // the second person's GAD-7 in week 8
    EXPECT_EQ(text(last[2]), "GAD7");
    EXPECT_EQ(text(last[3]), "GAD-7");
    EXPECT_EQ(text(last[4]), "Week 8");
    EXPECT_EQ(number(last[6]), 57);
    EXPECT_EQ(number(last[7]), 9);
    EXPECT_EQ(text(last[8]), "points");
    EXPECT_EQ(number(last[9]), 12);
    EXPECT_EQ(number(last[10]), -3);
    EXPECT_EQ(number(last[11]), -25);
    EXPECT_EQ(text(last[12]), "");
    const auto& first = answers.rows[0];
    EXPECT_EQ(number(first[6]), -42);
    EXPECT_TRUE(std::isnan(number(first[10]))) << "there is no change before the baseline";
    EXPECT_EQ(text(answers.rows[1][12]), "Y");
    EXPECT_EQ(number(answers.rows[1][6]), 1);
}
TEST(LifeTables, codes_are_short_and_never_alike) {
    std::vector<Instrument> list(4);
    list[0].name = "cortisol_diurnal";
    list[1].name = "cortisol_morning";
    list[2].name = "gad7";
    list[3].name = "___";
    EXPECT_EQ(param_codes(list), (std::vector<std::string>{"CORTISOL", "CORTISO2", "GAD7", "PARAM"}));
}
TEST(LifeTables, days_hold_the_spread_over_people) {
    const Made m(four_scores);
    const auto t = days_table(m.report);
    EXPECT_EQ(names(t), (std::vector<std::string>{"day", "measure", "unit", "mean", "sd", "p05", "p95"}));
    const std::size_t measures = 3 + m.report.signals.size();
    ASSERT_EQ(t.rows.size(), 113 * measures);
    const auto& row = t.rows[56 * measures]; // day 0
    EXPECT_EQ(number(row[0]), 0);
    EXPECT_EQ(text(row[1]), "gad7");
    EXPECT_NEAR(number(row[3]), 56.375, 1e-5);
    EXPECT_NEAR(number(row[4]), std::sqrt(5.0 / 3) * 0.25, 1e-6);
    EXPECT_EQ(pathways_table(m.report).rows.size(), 113 * model().pathways.size());
    EXPECT_EQ(hours_table(m.report).rows.size(), 113 * model().activities.size());
    EXPECT_NEAR(number(hours_table(m.report).rows[0][2]), 14, 1e-6);
    EXPECT_EQ(outcomes_table(outcomes_of(m.people, m.calendar)).rows.size(), 6u);
}

TEST(LifeReport, writes_files_that_xarray_and_pandas_open) {
    const fs::path folder = fs::temp_directory_path() / ("rewire_life_" + std::to_string(::getpid()));
    make_folder(folder);
    const Made m(four_scores);
    write_life_report(m.report, folder);
    for (const char* file :
         {"result.nc", "report.html", "adsl.csv", "adqs.csv", "days.csv", "pathways.csv", "hours.csv", "outcomes.csv"})
        EXPECT_GT(fs::file_size(folder / file), 100u) << file;
    EXPECT_TRUE(read_file(folder / "adqs.csv")
                    .starts_with("STUDYID,USUBJID,PARAMCD,PARAM,AVISIT,AVISITN,ADY,AVAL,AVALU,BASE,CHG,PCHG,ABLFL\n"));
    const int status = std::system("/usr/bin/python3 -c 'import xarray, netCDF4' 2>/dev/null") == 0
                           ? std::system(("/usr/bin/python3 " REWIRE_SOURCE_DIR "/tests/report/check_life_xarray.py " +
                                          folder.string())
                                             .c_str())
                           : 0;
    EXPECT_EQ(status, 0);
    fs::remove_all(folder);
}

} // namespace
} // namespace rewire
