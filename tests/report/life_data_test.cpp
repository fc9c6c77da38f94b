// What a life leaves behind as data: netCDF and tidy tables, from made-up people with known answers.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <netcdf.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "report/bids.hpp"
#include "report/life_tables.hpp"
#include "report/made_up_life.hpp"
#include "report/netcdf.hpp"
#include "report/page_parts.hpp"

namespace rewire {
using namespace model;
using namespace simulate;
using namespace report;
namespace {

namespace fs = std::filesystem;
using namespace made_up_life;

std::vector<std::string> names(const Table& t) {
    std::vector<std::string> out;
    for (const auto& c : t.columns)
        out.push_back(c.name);
    return out;
}
using page_parts::number;
using page_parts::text;

TEST(LifeDataset, dimensions_and_numbers_are_the_peoples) {
    const Made m(four_scores);
    const auto kept = life_dataset(m.report);
    const auto& d = kept.dataset;
    d.check();
    EXPECT_EQ(d.size("draw"), 4u);
    EXPECT_EQ(d.size("visit"), 4u);
    EXPECT_EQ(d.size("day"), 113u);
    EXPECT_EQ(d.size("region"), 82u);
    EXPECT_EQ(d.size("pathway"), made_up_model().pathways.size());
    EXPECT_EQ(d.size("state"), m.report.signals.size());
    EXPECT_EQ(d.size("epoch"), made_up_model().activities.size());
    EXPECT_EQ(d.find("visit")->values, (std::vector<double>{-6, 0, 4, 8}));
    EXPECT_EQ(d.find("gad7")->dims, (std::vector<std::string>{"draw", "visit"}));
    EXPECT_EQ(d.find("gad7")->values[1 * 4 + 3], 9);
    const auto at = [&](const char* name, std::size_t k) { return d.find(name)->floats[k]; };
    EXPECT_FLOAT_EQ(at("gad7_daily", 2 * 113 + 5), 5.5F);
    const std::size_t states = m.report.signals.size(), paths = made_up_model().pathways.size(),
                      epochs = made_up_model().activities.size();
    EXPECT_EQ(d.find("states")->dims, (std::vector<std::string>{"draw", "day", "state"}));
    EXPECT_FLOAT_EQ(at("states", (3 * 113 + 100) * states + 6), m.people[3].signals(100, 6));
    EXPECT_FLOAT_EQ(at("log_weight", (1 * 113 + 50) * paths + 1), std::log(0.8F));
    EXPECT_FLOAT_EQ(at("hours", (2 * 113 + 7) * epochs), 14);
    EXPECT_EQ(d.find("rate")->dims, (std::vector<std::string>{"draw", "visit", "epoch", "region"}));
    EXPECT_FLOAT_EQ(at("rate", ((1 * 4 + 2) * epochs + threat()) * 82 + 40), 5 + 2 + 0.4F);
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
    EXPECT_NO_THROW(check_names(m.scenario, m.calendar, made_up_model(), made_up_brain()));
    for (const char* name : {"draw", "visit", "day", "region", "rate", "hours", "states", "log_weight", "failed",
                             "subject", "arm", "luck", "trait_threat_confirmation", "cortisol_diurnal",
                             "cortisol_diurnal_daily", "my-score", "../score", "2nd", ""}) {
        auto c = m.calendar;
        c.instruments[0].name = name;
        EXPECT_THROW(check_names(m.scenario, c, made_up_model(), made_up_brain()), InputError) << name;
    }
    auto c = m.calendar;
    c.instruments.push_back(c.instruments[0]);
    try {
        check_names(m.scenario, c, made_up_model(), made_up_brain());
        ADD_FAILURE();
    } catch (const InputError& e) {
        EXPECT_NE(std::string(e.what()).find("\"gad7\" stands twice"), std::string::npos) << e.what();
    }
}

// The same number is the same person in another run of the seed, whoever was sent home before; one name joins every
// file.
TEST(LifeDataset, a_draw_is_a_person_with_name_arm_traits_and_luck) {
    Made m(four_scores);
    m.people[3].index = 17; // thirteen were not enrolled
    const auto kept = life_dataset(m.report);
    const auto& d = kept.dataset;
    d.check();
    EXPECT_EQ(d.find("draw")->values, (std::vector<double>{0, 1, 2, 17}));
    EXPECT_TRUE(d.find("draw")->whole);
    EXPECT_EQ(d.find("luck")->values, d.find("draw")->values);
    EXPECT_EQ(d.find("subject")->text,
              (std::vector<std::string>{"sub-000001", "sub-000002", "sub-000003", "sub-000018"}));
    EXPECT_EQ(d.find("arm")->text[0], "cbt + mindfulness + escitalopram");
    EXPECT_EQ(d.find("trait_threat_confirmation")->values, (std::vector<double>{1, 1, 1, 1})) << "as the scenario says";
    const auto subjects = subjects_table(m.report), answers = answers_table(m.report);
    for (std::size_t k = 0; k < 4; ++k)
        EXPECT_EQ(text(subjects.rows[k][1]), d.find("subject")->text[k]);
    EXPECT_EQ(text(answers.rows.back()[1]), "sub-000018");
    const auto files = bids_files(m.report);
    EXPECT_TRUE(files.contains("sub-000018/sub-000018_sessions.tsv"));
    for (const auto& [name, content] : files)
        if (name.find("phenotype") == 0) {
            EXPECT_EQ(content.find("made_up"), std::string::npos) << "who somebody is does not hang on a file's name";
        }
}
TEST(LifeDataset, what_counts_or_names_is_stored_as_an_integer) {
    const fs::path file = fs::temp_directory_path() / ("rewire_draw_" + std::to_string(::getpid()) + ".nc");
    const Made m(four_scores);
    write_netcdf(file, life_dataset(m.report).dataset);
    int id = 0, variable = 0;
    ASSERT_EQ(nc_open(file.c_str(), NC_NOWRITE, &id), NC_NOERR);
    for (const char* name : {"draw", "luck", "failed"}) {
        nc_type type = 0;
        int values[4] = {-1, -1, -1, -1};
        ASSERT_EQ(nc_inq_varid(id, name, &variable), NC_NOERR) << name;
        nc_inq_vartype(id, variable, &type);
        EXPECT_EQ(type, NC_INT) << name;
        ASSERT_EQ(nc_get_var_int(id, variable, values), NC_NOERR);
        EXPECT_EQ(values[3], std::string_view(name) == "failed" ? 0 : 3) << name;
    }
    ASSERT_EQ(nc_inq_varid(id, "gad7", &variable), NC_NOERR);
    std::size_t length = 0;
    ASSERT_EQ(nc_inq_attlen(id, variable, "coordinates", &length), NC_NOERR);
    std::string said(length, ' ');
    ASSERT_EQ(nc_get_att_text(id, variable, "coordinates", said.data()), NC_NOERR);
    for (const char* name : {"subject", "arm", "luck", "trait_"})
        EXPECT_NE(said.find(name), said.npos) << said;
    nc_close(id);
    fs::remove(file);
}
TEST(LifeNumbers, readings_have_a_grain_a_spread_and_a_unit) {
    Instrument points, volume;
    points.whole = true;
    EXPECT_EQ(reading_text(points, 0.00304), "0.0");
    EXPECT_EQ(mean_and_sd(points, {12.345, 4.06, 0, 0}), "12.3 ± 4.1");
    EXPECT_EQ(mean_and_sd(points, {0, 1e-12, 0, 0}), "0.0") << "a spread of rounding is none";
    EXPECT_EQ(mean_and_sd(volume, {0.9876, 0.0123, 0, 0}), "0.988 ± 0.012");
    EXPECT_EQ(reading_text(volume, std::nan("")), "n/a");
    for (const auto& i : read_medicine(made_up_model(), {}).instruments)
        EXPECT_TRUE(!i.unit_says.empty() && i.unit_says != "1" && i.unit_says != "no unit") << i.name;
}
// By hand: changes of 0.1, 0.2 and 0.3 have a standard error of 0.1/sqrt(3); who was scanned once counts in neither.
TEST(LifeNumbers, the_change_of_connectivity_has_its_standard_error) {
    const auto scanned = [](float before, float after) {
        Person p;
        p.connectivity = Recording(4, 2, 1.F);
        p.connectivity(0, 1) = p.connectivity(1, 0) = before;
        p.connectivity(2, 1) = p.connectivity(3, 0) = after;
        if (std::isnan(after))
            p.connectivity(2, 0) = after;
        return p;
    };
    std::vector<Person> people{scanned(0.1F, 0.2F), scanned(0.2F, 0.4F), scanned(0.3F, 0.6F), scanned(0.9F, NAN),
                               Person{}};
    const auto fc = mean_connectivity(people, 2);
    EXPECT_EQ(fc.people, 3u);
    EXPECT_NEAR((*fc.before)(0, 1), 0.2, 1e-6);
    EXPECT_NEAR((*fc.after)(0, 1), 0.4, 1e-6);
    EXPECT_NEAR((*fc.change_error)(0, 1), 0.1 / std::sqrt(3), 1e-6);
    EXPECT_EQ((*fc.change_error)(0, 0), 0);
    people = {scanned(0.1F, NAN)};
    EXPECT_EQ(mean_connectivity(people, 2).people, 1u);
    EXPECT_FALSE(mean_connectivity(people, 2).after);
    EXPECT_FALSE(mean_connectivity(people, 2).change_error);
    EXPECT_EQ(mean_connectivity({}, 2).people, 0u);
}

TEST(LifeTables, columns_are_those_of_adam) {
    const Made m(four_scores);
    const auto subjects = subjects_table(m.report);
    auto expected = std::vector<std::string>{"STUDYID", "USUBJID", "AGE", "AGEU", "SEX", "ARM", "ACTARM", "TRTSDT"};
    for (const auto& t : m.calendar.traits)
        expected.push_back("TRAIT_" + t.name);
    expected.insert(expected.end(), {"STOPPED", "STOPDY", "FAILED", "REASON"});
    EXPECT_EQ(names(subjects), expected);
    ASSERT_EQ(subjects.rows.size(), 4u);
    EXPECT_EQ(text(subjects.rows[0][0]), "REWIRE00FF");
    EXPECT_EQ(text(answers_table(m.report).rows[0][0]), "REWIRE00FF");
    EXPECT_EQ(text(subjects.rows[3][1]), "sub-000004");
    EXPECT_EQ(text(subjects.rows[0][4]), "F");
    EXPECT_EQ(text(subjects.rows[0][5]), "cbt + mindfulness + escitalopram");
    EXPECT_EQ(number(subjects.rows[0][7]), 1) << "the first day of the plan is study day 1";
    for (std::size_t k = 0; k < m.calendar.traits.size(); ++k) {
        const auto& t = m.calendar.traits[k];
        EXPECT_EQ(number(subjects.rows[2][8 + k]), t.of(Luck(7, 2)));
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
    EXPECT_EQ(pathways_table(m.report).rows.size(), 113 * made_up_model().pathways.size());
    EXPECT_EQ(hours_table(m.report).rows.size(), 113 * made_up_model().activities.size());
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
