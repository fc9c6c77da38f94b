// Reports of a sensitivity analysis and of a calibration: every number on the page is that of the analysis, in its
// order, and what could not be said is not drawn.
#include <cmath>
#include <filesystem>
#include <gtest/gtest.h>
#include <sstream>
#include <unistd.h>

#include "base/file.hpp"
#include "report/csv.hpp"
#include "report/made_up_fit.hpp"
#include "report/page_parts.hpp"

namespace rewire {
using namespace fit;
using namespace report;
namespace {

using namespace page_parts;
using made_up_fit::Calibrated;
const double none = std::nan("");

struct FitNumbers : ::testing::Test {
    std::filesystem::path folder =
        std::filesystem::temp_directory_path() /
        ("rewire_fit_" + std::to_string(::getpid()) + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    FitNumbers() { make_folder(folder); }
    ~FitNumbers() override { std::filesystem::remove_all(folder); }
    std::string page(const SensitivityReport& r) const {
        write_sensitivity_report(r, folder);
        return read_file(folder / "report.html");
    }
    std::string page(const CalibrationReport& r) const {
        write_calibration_report(r, folder);
        return read_file(folder / "report.html");
    }
};
// The cells of a page's table whose caption begins so.
std::vector<std::string> row_of(const std::string& html, const std::string& caption, const std::string& first) {
    const auto at = html.find("<td>" + first + "</td>", html.find("<h3>" + caption));
    EXPECT_NE(at, std::string::npos) << caption << ", " << first;
    std::vector<std::string> out;
    for (const auto& cell : parts(html.substr(at, html.find("</tr>", at) - at), "<td", "</td>"))
        out.push_back(cell.substr(cell.find('>') + 1));
    return out;
}

TEST_F(FitNumbers, an_output_says_its_mean_spread_and_error_in_its_unit) {
    auto r = made_up_fit::morris();
    auto other = r.outputs[0];
    other.name = "weight <kg>";
    other.unit = "kg";
    other.mean = 70.25;
    other.sd = 3.5;
    other.error = 0.125;
    r.outputs.push_back(other);
    const auto html = page(r);
    for (const char* said :
         {"<dt>Mean answer</dt><dd>−0.5 sd</dd>", "<dt>Standard deviation</dt><dd>0.2 sd</dd>",
          "<dt>Standard error of one answer</dt><dd>0.1 sd</dd>", "<dt>Mean answer</dt><dd>70.3 kg</dd>",
          "<dt>Standard deviation</dt><dd>3.5 kg</dd>", "<dt>Standard error of one answer</dt><dd>0.125 kg</dd>",
          "<h2>weight &lt;kg&gt;</h2>", "Morris&#39; elementary effects, 2 parameters, 12 points, 30 people an arm"})
        EXPECT_NE(html.find(said), std::string::npos) << said;
    EXPECT_EQ(count(html, "sd: in standard deviations of the ratings"), 1u) << "only where the unit is one";
    EXPECT_LT(html.find("sd: in standard deviations of the ratings"), html.find("<h2>weight"));
    const auto plane = figures(html).at(0); // μ* along, σ up
    EXPECT_EQ(plane["at"], nlohmann::json({0.1, 0.7}));
    EXPECT_EQ(plane["values"], nlohmann::json({0.02, 0.3}));
    EXPECT_EQ(plane["identity"], false);
    EXPECT_EQ(figures(html).size(), 2u) << "one an output";
    EXPECT_EQ(table_of(r).rows.size(), 4u);
}
TEST_F(FitNumbers, what_could_not_be_said_comes_last_and_has_no_bar) {
    const Interval nothing{none, none, none};
    std::vector<SearchParameter> four{
        {"first", "1", 1, 0, 2}, {"second", "1", 1, 0, 2}, {"third", "1", 1, 0, 2}, {"fourth", "1", 1, 0, 2}};
    SensitivityReport r{four,
                        {{"out",
                          "%",
                          1,
                          0,
                          0.1,
                          0,
                          {},
                          {{nothing, nothing},
                           {{0.2, 0.1, 0.3}, {0.3, 0.2, 0.4}},
                           {nothing, {0.1, 0, 0.2}},
                           {{0.5, 0.4, 0.6}, {0.25, 0.2, 0.3}}}}},
                        1,
                        1,
                        4,
                        "rewire sensitivity",
                        "1",
                        "abc",
                        {}};
    const auto html = page(r);
    const auto order = [&](const std::string& title) {
        const auto from = html.find("<h3>" + title);
        std::vector<std::string> out;
        for (const auto& bar : parts(html.substr(from, html.find("</figure>", from) - from), "<dt>", "</dt>"))
            out.push_back(bar.substr(4));
        return out;
    };
    EXPECT_EQ(order("Alone: out"), (std::vector<std::string>{"fourth", "second", "first", "third"}));
    EXPECT_EQ(order("With all it takes part in: out"),
              (std::vector<std::string>{"second", "fourth", "third", "first"}));
    EXPECT_EQ(html.find(">nan<"), std::string::npos);
    EXPECT_NE(html.find("Sobol&#39;s indices, 4 parameters, 1 point, 1 person an arm"), std::string::npos);
    EXPECT_EQ(row_of(html, "Every output", "out").at(6), "n/a") << "as it is empty in the file";
}
TEST_F(FitNumbers, methods_and_references_are_those_of_the_method) {
    auto r = made_up_fit::morris();
    auto html = page(r);
    EXPECT_NE(html.find("Morris 1991) from 4 trajectories"), std::string::npos);
    EXPECT_EQ(html.find("Saltelli et al. (2010)"), std::string::npos);
    for (auto& o : r.outputs) {
        o.effects.clear();
        o.indices.assign(2, {{0.5, 0.4, 0.6}, {0.6, 0.5, 0.7}});
    }
    html = page(r);
    EXPECT_NE(html.find("from 4 rows of a digitally shifted Sobol sequence"), std::string::npos);
    EXPECT_EQ(html.find("after Campolongo"), std::string::npos);
}

// The target is 2 with an sd of 0.5; answers 3 and 2.1, each ±0.1: 2 and 0.2 sd off, with 1.96 x 0.1/0.5 = 0.392 each
// way.
TEST_F(FitNumbers, claims_lie_as_far_from_their_targets_as_the_answers_do) {
    const Calibrated made;
    const auto html = page(made.report());
    EXPECT_NE(html.find("data-tip=\"the claim: 2 (1.608 to 2.392)\""), std::string::npos);
    EXPECT_NE(html.find("data-tip=\"the claim: 0.2 (−0.192 to 0.592)\""), std::string::npos);
    const auto row = row_of(html, "Claims", "the claim");
    ASSERT_EQ(row.size(), 7u);
    EXPECT_EQ(row[1], "%");
    EXPECT_EQ(row[2], "2");
    EXPECT_EQ(row[3], "0.5");
    EXPECT_EQ(row[4], "3");
    EXPECT_EQ(row[5], "2.1");
    for (const char* said : {"<dt>Objective</dt><dd>4 → 1.04</dd>", "<dt>Misfit</dt><dd>4 → 0.04</dd>",
                             "about 1, one a claim", "2 parameters, 1 claim, 12 points, 30 people an arm"})
        EXPECT_NE(html.find(said), std::string::npos) << said;
}
TEST_F(FitNumbers, the_emulators_miss_is_in_the_unit_of_the_claim) {
    Calibrated made;
    made.c.ensemble.emulator.scatter = {0.25}; // in sd of the target
    EXPECT_EQ(row_of(page(made.report()), "Claims", "the claim").at(6), "0.125");
}
TEST_F(FitNumbers, parameters_stand_with_range_start_best_value_and_percentiles_of_the_ensemble) {
    const Calibrated made;
    const auto html = page(made.report());
    std::istringstream csv(read_file(folder / "ensemble.csv"));
    std::string line;
    std::getline(csv, line);
    std::vector<double> x;
    while (std::getline(csv, line))
        x.push_back(std::stod(line));
    ASSERT_EQ(x.size(), 40u);
    std::ranges::sort(x);
    const auto row = row_of(html, "Parameters", "a.x");
    ASSERT_EQ(row.size(), 12u);
    const std::vector<std::string> known{"a.x", "ms", "0", "2", "1", "0.5"};
    EXPECT_EQ(std::vector<std::string>(row.begin(), row.begin() + 6), known) << "its value is the best point's";
    // Of forty, at 0.05 x 39 = 1.95 and 37.05 along.
    EXPECT_NEAR(std::stod(row[8]), x[1] + 0.95 * (x[2] - x[1]), 1e-4);
    EXPECT_NEAR(std::stod(row[9]), x[37] + 0.05 * (x[38] - x[37]), 1e-4);
    EXPECT_EQ(row[11], "pinned down");
    EXPECT_EQ(row_of(html, "Parameters", "b.&lt;y&gt;").at(4), "1");
}
TEST_F(FitNumbers, correlations_are_symmetric_with_ones_on_the_diagonal) {
    Calibrated made;
    auto& covariance = made.c.ensemble.covariance;
    covariance = Matrix(2, 2);
    covariance(0, 0) = 4;
    covariance(1, 1) = 0.25;
    covariance(0, 1) = covariance(1, 0) = -0.5; // of sd 2 and 0.5: r = -0.5
    const auto html = page(made.report());
    const auto all = figures(html);
    const auto map =
        std::ranges::find(all, "heat", [](const auto& f) { return f["kind"].template get<std::string>(); });
    ASSERT_NE(map, all.end());
    EXPECT_EQ((*map)["maps"][0]["values"], nlohmann::json({1, -0.5, -0.5, 1}));
    EXPECT_EQ((*map)["low"], -1);
    const auto course =
        std::ranges::find(all, "lines", [](const auto& f) { return f["kind"].template get<std::string>(); });
    EXPECT_EQ((*course)["at"], nlohmann::json({0, 1, 2})) << "the start is generation 0";
    EXPECT_EQ((*course)["lines"][0]["values"], nlohmann::json({4, 2, 1.04}));
}

} // namespace
} // namespace rewire
