// Pages and tables of a sensitivity analysis and of a calibration, from numbers made up here.
#include <cmath>
#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/file.hpp"
#include "report/calibration_report.hpp"
#include "report/sensitivity_report.hpp"

namespace rewire {
using namespace fit;
using namespace report;
namespace {

namespace fs = std::filesystem;

struct FitReport : testing::Test {
    fs::path folder = fs::temp_directory_path() / ("rewire_fit_report_" + std::to_string(::getpid()) + "_" +
                                                   testing::UnitTest::GetInstance()->current_test_info()->name());
    FitReport() { fs::create_directories(folder); }
    ~FitReport() override { fs::remove_all(folder); }
    std::string text(const char* name) const { return read_file(folder / name); }
};
std::vector<SearchParameter> two() { return {{"a.x", "ms", 1, 0, 2}, {"b.<y>", "1", 1, 0.5, 2, true}}; }

TEST_F(FitReport, morris_table_and_page_hold_what_was_found_the_largest_first) {
    SensitivityReport r{two(),
                        {{"anxiety, in week 4",
                          "sd",
                          -0.5,
                          0.2,
                          0.1,
                          1,
                          {{{0.1, 0.05, 0.15}, -0.1, 0.02}, {{0.7, 0.6, 0.8}, 0.7, 0.3}},
                          {}}},
                        30,
                        12,
                        4,
                        "rewire sensitivity",
                        "1",
                        "abc",
                        {"one point failed"}};
    write_sensitivity_report(r, folder);
    EXPECT_EQ(text("sensitivity.csv"),
              "output,unit,parameter,low,high,unit of range,mu_star,mu_star_low,mu_star_high,mu,sigma\n"
              "\"anxiety, in week 4\",sd,a.x,0,2,ms,0.1,0.05,0.15,-0.1,0.02\n"
              "\"anxiety, in week 4\",sd,b.<y>,0.5,2,1,0.7,0.6,0.8,0.7,0.3\n");
    const auto page = text("report.html");
    EXPECT_EQ(page.find("b.<y>"), std::string::npos); // escaped
    const auto bars = page.find("bar-list");
    ASSERT_NE(bars, std::string::npos);
    EXPECT_LT(page.find("b.&lt;y&gt;", bars), page.find("a.x", bars)); // by size
    EXPECT_NE(page.find("(0.6 to 0.8)", bars), std::string::npos);
    EXPECT_LT(page.find("one point failed"), page.find("Mean"));
    EXPECT_NE(page.find("from 4 trajectories"), std::string::npos);
    EXPECT_NE(page.find("\"named\":true"), std::string::npos) << "every point of Morris' plane has its name beside it";
    EXPECT_NE(page.find("\"labels\":[\"a.x\",\"b."), std::string::npos);
}

TEST_F(FitReport, sobol_table_leaves_empty_what_could_not_be_said) {
    const Interval none{std::nan(""), std::nan(""), std::nan("")};
    SensitivityReport r{two(), {{"out", "%", 1, 0, 0.1, 0, {}, {{{0.5, 0.4, 0.6}, {0.6, 0.5, 0.7}}, {none, none}}}},
                        30,    16,
                        4,     "rewire sensitivity",
                        "1",   "abc",
                        {}};
    write_sensitivity_report(r, folder);
    EXPECT_EQ(text("sensitivity.csv"),
              "output,unit,parameter,low,high,unit of range,first,first_low,first_high,total,total_low,total_high\n"
              "out,%,a.x,0,2,ms,0.5,0.4,0.6,0.6,0.5,0.7\n"
              "out,%,b.<y>,0.5,2,1,,,,,,\n");
    EXPECT_NE(text("report.html").find("Saltelli"), std::string::npos);
}

TEST_F(FitReport, calibration_page_tells_claims_verdicts_and_what_hangs_together) {
    const CalibrationPlan plan{two(), {{"the claim", 2, 0.5, "%"}}, {}, {.members = 40, .seed = 1}};
    Calibration c;
    c.sd = {0.5};
    c.before = {{1, 1}, {{3, 0.1}}};
    c.after = {{0.5, 1}, {{2.1, 0.1}}};
    c.cost_before = {4, 0};
    c.cost_after = {0.04, 1};
    c.search.course = {4, 2, 1.04};
    Matrix at(12, 2), residual(12, 1);
    for (std::size_t k = 0; k < 12; ++k) { // answers 2 x, whatever y is
        at(k, 0) = 0.1 * static_cast<double>(k);
        at(k, 1) = 0.6 + 0.05 * static_cast<double>(k * k % 7);
        residual(k, 0) = (2 * at(k, 0) - 2) / 0.05;
        c.points.push_back({{at(k, 0), at(k, 1)}, {{2 * at(k, 0), 0.1}}});
    }
    c.ensemble = ensemble(plan.parameters, at, residual, {1, 1}, plan.ensemble);
    write_calibration_report({&plan, &c, 30, "rewire calibrate", "1", "abc", {"a bound was met"}}, folder);
    const auto page = text("report.html"), csv = text("ensemble.csv");
    for (const char* said : {"the claim", "a.x: pinned down", "b.&lt;y&gt;: not pinned down", "a bound was met",
                             "1.00 b.&lt;y&gt;", "Hansen"})
        EXPECT_NE(page.find(said), std::string::npos) << said;
    EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 41);
    EXPECT_EQ(csv.substr(0, csv.find('\n')), "a.x [ms],b.<y>");
}

} // namespace
} // namespace rewire
