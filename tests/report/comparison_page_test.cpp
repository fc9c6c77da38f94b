// The page, tables and data of a comparison, from made-up people whose differences are known.
#include <gtest/gtest.h>
#include <netcdf.h>
#include <unistd.h>

#include "report/comparison_page.hpp"
#include "report/made_up_life.hpp"
#include "report/page_parts.hpp"

namespace rewire {
using namespace report;
namespace {
using made_up_life::Made;
using page_parts::count;
using page_parts::figures;
using page_parts::number;
using page_parts::text;

const std::vector<std::vector<double>> scores{{2, 12, 6, 4}, {2, 12, 5, 9}, {2, 12, 11, 10}},
    others{{2, 12, 7, 3}, {2, 12, 5, 7}, {2, 12, 11, 7}}; // 1, 2, 3 less at the last visit

struct Two {
    Made a{scores, "a.toml"}, b{others, "b.toml"};
    trial::Comparison comparison;
    ComparisonReport report;
    explicit Two(const std::string& name = "talk & walk", bool differ = true) {
        if (differ)
            for (auto& p : b.people) {
                for (std::size_t t = 0; t < p.days.rows(); ++t)
                    p.days(t, 0) -= 2;
                for (auto& w : p.pathways.values())
                    w += std::log(1.25f);
                for (auto& r : p.rates.values())
                    r += 0.5f;
            }
        else
            b.people = a.people;
        report.arms = {{"nothing", "a.toml", &a.scenario, &a.calendar, &a.people, 7},
                       {name, "b.toml", &b.scenario, &b.calendar, &b.people, 7}};
        comparison = trial::compare(made_up_life::made_up_model(), report.arms);
        report.comparison = &comparison;
        report.model = &made_up_life::made_up_model();
        report.connectome = &made_up_life::made_up_brain();
        report.title = name + " against nothing";
        report.command = "rewire compare a.toml b.toml";
        report.hash = "00ff";
        report.warnings = {"beware <1>"};
    }
    Two(const Two&) = delete;
    std::string html() const { return comparison_page(report).html({.command = report.command}); }
};

TEST(ComparisonPage, overlays_curves_and_draws_the_difference_below) {
    const Two two;
    const auto html = two.html();
    const auto data = figures(html);
    ASSERT_EQ(data.size(), 1u) << "one timeline";
    const auto& panels = data[0]["panels"];
    ASSERT_GE(panels.size(), 2u);
    ASSERT_EQ(panels[0]["lines"].size(), 2u);
    EXPECT_EQ(panels[0]["lines"][0]["label"], "nothing");
    EXPECT_EQ(panels[0]["lines"][1]["label"], "talk & walk");
    const auto& difference = panels[1]["lines"];
    ASSERT_EQ(difference.size(), 3u) << "zero, the difference, the interval of its mean";
    EXPECT_EQ(difference[0]["values"][10], 0.0);
    EXPECT_NEAR(difference[1]["values"][10].get<double>(), -2, 1e-6);
    EXPECT_NEAR(difference[1]["low"][10].get<double>(), -2, 1e-6);
    // The life that both share stands once; treatments by the arm that has them.
    std::size_t shared = 0, named = 0;
    for (const auto& bar : data[0]["plan"]) {
        const auto label = bar["label"].get<std::string>();
        shared += label == "chronic stress";
        named += label.rfind("nothing: cbt", 0) == 0 || label.rfind("talk & walk: cbt", 0) == 0;
    }
    EXPECT_EQ(shared, 1u);
    EXPECT_EQ(named, 2u);
}
TEST(ComparisonPage, tells_differences_effects_and_brains_in_words_that_are_safe) {
    const Two two;
    const auto html = two.html();
    for (const char* part :
         {"talk &amp; walk less nothing", "2 points lower under talk &amp; walk than under nothing", "beware &lt;1&gt;",
          "stronger than under nothing", "+25.0 % (+25.0 to +25.0 %)", "Difference of rate in threat", "d, pooled",
          "d, paired", "Algina and Keselman", "comparison.csv", "comparison_days.csv", "comparison_brain.csv"})
        EXPECT_NE(html.find(part), std::string::npos) << part;
    EXPECT_EQ(html.find("There is no difference"), std::string::npos);
    EXPECT_EQ(count(html.substr(0, html.find("id=\"figures\"")), "talk & walk"), 0u) << "escaped on the page itself";
}
TEST(ComparisonPage, says_where_there_is_no_difference) {
    const Two two("the same", false);
    EXPECT_EQ(
        comparison_findings(two.report),
        std::vector<std::string>{"There is no difference between the same and nothing: every number of every person "
                                 "is the same to the last bit."});
    EXPECT_NE(two.html().find("There is no difference between the same and nothing"), std::string::npos);
}
TEST(ComparisonTables, hold_each_difference_with_its_units) {
    const Two two;
    const auto t = comparison_table(two.report);
    ASSERT_EQ(t.rows.size(), 4u * 3);
    const auto& row = t.rows[9]; // the last visit, the first instrument
    ASSERT_EQ(row.size(), t.columns.size());
    EXPECT_EQ(text(row[0]), "talk & walk");
    EXPECT_EQ(text(row[1]), "nothing");
    EXPECT_EQ(number(row[2]), 8);
    EXPECT_EQ(text(row[3]), "gad7");
    EXPECT_EQ(text(row[4]), "points");
    EXPECT_EQ(number(row[5]), 3);
    EXPECT_NEAR(number(row[10]), -2, 1e-12);
    EXPECT_NEAR(number(row[11]), 1, 1e-12);
    EXPECT_NEAR(number(row[16]), -2, 1e-12) << "over the sd of the differences, 1";
    const auto days = comparison_days_table(two.report);
    for (const auto& r : days.rows)
        ASSERT_EQ(r.size(), days.columns.size());
    const auto lived = static_cast<std::size_t>(two.a.calendar.last - two.a.calendar.first + 1);
    EXPECT_EQ(days.rows.size(), two.comparison.days.size() * 2 * lived);
    EXPECT_TRUE(std::isnan(number(days.rows[0][8]))) << "the reference does not differ from itself";
    EXPECT_NEAR(number(days.rows[lived][8]), -2, 1e-12);
    const auto brain = comparison_brain_table(two.report);
    const auto& m = made_up_life::made_up_model();
    EXPECT_EQ(brain.rows.size(), two.comparison.circuits.size() + m.pathways.size() + m.network.size());
    for (const auto& r : brain.rows) {
        ASSERT_EQ(r.size(), brain.columns.size());
        const double expected = text(r[0]) == "pathway" ? std::log(1.25) : text(r[0]) == "region" ? 0.5 : 0;
        EXPECT_NEAR(number(r[6]), expected, 1e-6) << text(r[1]);
    }
}
TEST(ComparisonDataset, lies_on_arms_people_visits_and_instruments) {
    const Two two;
    const auto d = comparison_dataset(two.report);
    d.check();
    const auto* reading = d.find("reading");
    ASSERT_TRUE(reading);
    EXPECT_EQ(reading->dims, (std::vector<std::string>{"arm", "subject", "visit", "instrument"}));
    EXPECT_EQ(d.size("arm"), 2u);
    EXPECT_EQ(d.size("subject"), 3u);
    EXPECT_EQ(d.find("subject")->text[2], "sub-000003");
    // [1][2][3][0]: the other arm, the third person, the last visit
    EXPECT_EQ(reading->values[((1 * 3 + 2) * 4 + 3) * 3 + 0], 7);
    const auto* difference = d.find("difference");
    ASSERT_TRUE(difference);
    EXPECT_EQ(difference->values[3 * 3], 0) << "the reference";
    EXPECT_NEAR(difference->values[(4 + 3) * 3], -2, 1e-12);
    EXPECT_EQ(d.find("instrument_unit")->text[0], "points");
    EXPECT_NEAR(d.find("log_weight_difference")->values[made_up_life::made_up_model().pathways.size()], std::log(1.25),
                1e-6);
}
TEST(ComparisonFiles, are_written_whole_and_open_again) {
    const Two two;
    const auto folder = std::filesystem::temp_directory_path() / ("rewire_comparison_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    write_comparison(two.report, folder);
    for (const char* file : {"report.html", "comparison.csv", "comparison_days.csv", "comparison_brain.csv"})
        EXPECT_GT(std::filesystem::file_size(folder / file), 100u) << file;
    int id = 0, var = 0, dims = 0;
    ASSERT_EQ(nc_open((folder / "comparison.nc").c_str(), NC_NOWRITE, &id), NC_NOERR);
    EXPECT_EQ(nc_inq_varid(id, "reading", &var), NC_NOERR);
    EXPECT_EQ(nc_inq_varndims(id, var, &dims), NC_NOERR);
    EXPECT_EQ(dims, 4);
    nc_close(id);
    std::filesystem::remove_all(folder);
}

} // namespace
} // namespace rewire
