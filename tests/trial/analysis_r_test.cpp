// The R script that goes with a trial's tables, run where R is installed, against our own analyses.
#include "trial/analysis_r.hpp"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <unistd.h>

#include "base/file.hpp"
#include "trial/ancova.hpp"
#include "trial/sample.hpp"
#include "trial/survival.hpp"

namespace rewire {
using namespace trial;
using namespace trial_sample;
namespace fs = std::filesystem;
namespace {

std::vector<std::vector<std::string>> rows_of(const std::string& csv) {
    std::vector<std::vector<std::string>> out;
    std::istringstream lines(csv);
    for (std::string line, cell; std::getline(lines, line);) {
        std::istringstream cells(line);
        auto& row = out.emplace_back();
        while (std::getline(cells, cell, ',')) {
            std::erase(cell, '"');
            row.push_back(cell);
        }
    }
    return out;
}

class RProgram : public ::testing::Test {
protected:
    // A blank, since paths have them.
    fs::path folder = fs::temp_directory_path() / fmt::format("rewire analysis {}", ::getpid());
    void SetUp() override {
        const bool there = std::system("Rscript -e 'library(nlme); library(survival)' >/dev/null 2>&1") == 0;
        if (!there)
            GTEST_SKIP() << "Rscript with nlme and survival is not installed (r-base-core r-cran-nlme r-cran-survival)";
        fs::create_directories(folder);
    }
    void TearDown() override { fs::remove_all(folder); }
    // Rows of analysis_r.csv by "analysis score visit what": estimate, se, df, low, high, p.
    std::map<std::string, std::vector<double>> run(const RScript& script) {
        write_analysis_r(script, folder);
        const auto call = fmt::format("Rscript '{0}/analysis.R' >'{0}/said' 2>&1", folder.string());
        EXPECT_EQ(std::system(call.c_str()), 0) << read_file(folder / "said");
        std::map<std::string, std::vector<double>> out;
        for (const auto& row : rows_of(read_file(folder / "analysis_r.csv"))) {
            auto& numbers = out[fmt::format("{} {} {} {}", row.at(0), row.at(1), row.at(2), row.at(3))];
            for (std::size_t k = 4; k < row.size(); ++k)
                numbers.push_back(row[k] == "NA" ? std::nan("") : std::strtod(row[k].c_str(), nullptr));
        }
        return out;
    }
};

TEST_F(RProgram, repeats_our_analyses) {
    std::string people = "STUDYID,USUBJID,TRT01P,SEX,AGE,STRATAR\n", scores = "USUBJID,PARAMCD,AVISITN,AVAL,BASE,CHG\n",
                times = "USUBJID,PARAMCD,AVAL,CNSR\n";
    for (std::size_t k = 0; k < arm.size(); ++k) {
        const auto id = fmt::format("{:03}", k);
        people += fmt::format("T,{},{},F,40,{}\n", id, arms[static_cast<std::size_t>(arm[k])],
                              sites[static_cast<std::size_t>(site[k])]);
        scores += fmt::format("{},HAMD,0,{},{},0\n", id, base[k], base[k]);
        if (!std::isnan(y[k])) {
            scores += fmt::format("{},HAMD,4,{},{},{}\n", id, y[k] + event[k], base[k], y[k] + event[k] - base[k]);
            scores += fmt::format("{},HAMD,8,{},{},{}\n", id, y[k], base[k], y[k] - base[k]);
        }
        times += fmt::format("{},RELAPSE,{},{}\n", id, time[k], 1 - event[k]);
    }
    write_file(folder / "ADSL.csv", people);
    write_file(folder / "ADQS.csv", scores);
    write_file(folder / "ADTTE.csv", times);
    const auto r = run({.reference = "waiting"});

    AncovaData d{.outcome = y, .arm = arm, .arms = arms, .covariates = sites_as_covariates()};
    d.covariates.push_back({"base", base});
    const auto a = ancova(d).differences.at(1);
    expect_near(r.at("ANCOVA HAMD 8 long - waiting"),
                {a.difference, a.error, a.df, a.interval.low, a.interval.high, a.p}, 1e-8);
    const auto c = cox({time, event}, indicators("arm", arm, arms), site).terms.at(1);
    expect_near(r.at("Cox hazard ratio RELAPSE NA long to waiting"),
                {c.hazard_ratio, c.error, std::nan(""), c.interval.low, c.interval.high, c.p}, 1e-6);
    const auto l = log_rank({time, event}, arm, 3, site);
    expect_near(r.at("log-rank chi-squared RELAPSE NA all arms").at(0), l.chi_squared);
    expect_near(r.at("log-rank chi-squared RELAPSE NA all arms").at(5), l.p);
    EXPECT_EQ(r.at("Kaplan-Meier median RELAPSE NA waiting").at(0), 9);
    // Nobody misses one visit alone: the last of the repeated measures is then the analysis of covariance, but for the
    // degrees of freedom and for sites, whose effect both visits share.
    EXPECT_NEAR(r.at("MMRM HAMD 8 long - waiting").at(0), a.difference, 0.3);
    auto unstratified = d;
    unstratified.covariates = {{"base", base}};
    const auto both = run({.reference = "waiting", .scores = {"HAMD"}, .strata = false});
    const auto alone = ancova(unstratified).differences.at(1);
    expect_near(both.at("MMRM HAMD 8 long - waiting").at(0), alone.difference, 1e-6);
    expect_near(both.at("MMRM HAMD 8 long - waiting").at(1), alone.error, 1e-4);
}

TEST_F(RProgram, says_what_is_missing) {
    write_analysis_r({.reference = "a \"b\" \\"}, folder);
    const auto call = fmt::format("Rscript '{0}/analysis.R' >'{0}/said' 2>&1", folder.string());
    EXPECT_NE(std::system(call.c_str()), 0);
    EXPECT_NE(read_file(folder / "said").find("ADSL.csv is not beside this script"), std::string::npos);
    write_file(folder / "ADSL.csv", "STUDYID,USUBJID,TRT01P,SEX,AGE,STRATAR\nT,1,drug,F,30,A\n");
    EXPECT_NE(std::system(call.c_str()), 0);
    EXPECT_NE(read_file(folder / "said").find("nobody in ADSL.csv has TRT01P a \"b\" \\"), std::string::npos);
}

// A public trial of an antidepressant (R package rbmi, a masked teaching set), whose mixed model is known.
TEST_F(RProgram, mixed_model_of_a_published_trial) {
    const char* data = std::getenv("REWIRE_TRIAL_DATA");
    if (!data)
        GTEST_SKIP() << "REWIRE_TRIAL_DATA names no folder that holds antidepressant.csv (of R's rbmi)";
    std::map<std::string, std::string> people;
    std::string scores = "USUBJID,PARAMCD,AVISITN,AVAL,BASE,CHG\n";
    auto rows = rows_of(read_file(fs::path(data) / "antidepressant.csv"));
    const auto at = [&](const char* column) {
        return static_cast<std::size_t>(std::ranges::find(rows[0], column) - rows[0].begin());
    };
    const auto id = at("PATIENT"), arm_at = at("THERAPY"), sex = at("GENDER"), visit = at("VISIT"),
               before = at("BASVAL"), now = at("HAMDTL17"), change = at("CHANGE");
    for (std::size_t k = 1; k < rows.size(); ++k) {
        const auto& r = rows[k];
        people[r.at(id)] = fmt::format("T,{},{},{},,\n", r[id], r.at(arm_at), r.at(sex));
        scores += fmt::format("{},HAMD17,{},{},{},{}\n", r[id], r.at(visit), r.at(now), r.at(before), r.at(change));
    }
    std::string all = "STUDYID,USUBJID,TRT01P,SEX,AGE,STRATAR\n";
    for (const auto& [name, row] : people)
        all += row;
    write_file(folder / "ADSL.csv", all);
    write_file(folder / "ADQS.csv", scores);
    const auto r = run({.reference = "PLACEBO"});
    EXPECT_EQ(people.size(), 172u);
    EXPECT_NEAR(r.at("MMRM HAMD17 7 DRUG - PLACEBO").at(0), -2.802, 5e-4);
    EXPECT_NEAR(r.at("MMRM HAMD17 7 DRUG - PLACEBO").at(1), 1.114, 5e-4);
}

} // namespace
} // namespace rewire
