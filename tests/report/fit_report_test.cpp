// Pages and tables of a sensitivity analysis and of a calibration, from numbers made up here.
#include <cmath>
#include <filesystem>
#include <gtest/gtest.h>
#include <regex>
#include <set>
#include <unistd.h>

#include "base/file.hpp"
#include "report/made_up_fit.hpp"

namespace rewire {
using namespace fit;
using namespace report;
namespace {

namespace fs = std::filesystem;

struct FitReport : ::testing::Test {
    fs::path folder = fs::temp_directory_path() / ("rewire_fit_report_" + std::to_string(::getpid()) + "_" +
                                                   ::testing::UnitTest::GetInstance()->current_test_info()->name());
    FitReport() { fs::create_directories(folder); }
    ~FitReport() override { fs::remove_all(folder); }
    std::string text(const char* name) const { return read_file(folder / name); }
};
TEST_F(FitReport, morris_table_and_page_hold_what_was_found_the_largest_first) {
    const auto r = made_up_fit::morris();
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
    SensitivityReport r{made_up_fit::two(),
                        {{"out", "%", 1, 0, 0.1, 0, {}, {{{0.5, 0.4, 0.6}, {0.6, 0.5, 0.7}}, {none, none}}}},
                        30,
                        16,
                        4,
                        "rewire sensitivity",
                        "1",
                        "abc",
                        {}};
    write_sensitivity_report(r, folder);
    EXPECT_EQ(text("sensitivity.csv"),
              "output,unit,parameter,low,high,unit of range,first,first_low,first_high,total,total_low,total_high\n"
              "out,%,a.x,0,2,ms,0.5,0.4,0.6,0.6,0.5,0.7\n"
              "out,%,b.<y>,0.5,2,1,,,,,,\n");
    EXPECT_NE(text("report.html").find("Saltelli"), std::string::npos);
}

TEST_F(FitReport, calibration_page_tells_claims_verdicts_and_what_hangs_together) {
    const made_up_fit::Calibrated made;
    write_calibration_report(made.report(), folder);
    const auto page = text("report.html"), csv = text("ensemble.csv");
    for (const char* said : {"the claim", "a.x: pinned down", "b.&lt;y&gt;: not pinned down", "a bound was met",
                             "1.00 b.&lt;y&gt;", "Hansen"})
        EXPECT_NE(page.find(said), std::string::npos) << said;
    for (const char* sense : {"−", "Parameter\"", "\"whole\":true", "Objective (no unit)"})
        EXPECT_NE(page.find(sense), std::string::npos) << sense;
    EXPECT_EQ(page.find("(answer - target)"), std::string::npos);
    EXPECT_EQ(page.find("\"Region\""), std::string::npos) << "parameters are no regions";
    // Before and after are compared, so zero stands at one place in both.
    const std::regex zero(R"re(class="zero" style="left:([0-9.]+)%")re");
    std::set<std::string> places;
    const auto compared = page.substr(0, page.find("What is left of the prior"));
    for (std::sregex_iterator at(compared.begin(), compared.end(), zero), end; at != end; ++at)
        places.insert((*at)[1]);
    EXPECT_EQ(places.size(), 1u);
    EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 41);
    EXPECT_EQ(csv.substr(0, csv.find('\n')), "a.x [ms],b.<y>");
}

} // namespace
} // namespace rewire
