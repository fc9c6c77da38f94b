// What a trial leaves behind as data: R repeats the numbers of summary.json from the tables, and scores of points are
// whole.
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <map>
#include <sstream>

#include "app/program.hpp"

namespace rewire {
namespace {

using testing::run;
using TrialFiles = testing::InFolder;

// Fields of a line of analysis_r.csv, in which texts are quoted.
std::vector<std::string> fields_of(const std::string& line) {
    std::vector<std::string> out(1);
    bool quoted = false;
    for (const char c : line)
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            out.emplace_back();
        else
            out.back() += c;
    return out;
}

struct FoundByR {
    double estimate = 0, error = 0, df = 0, low = 0, high = 0, p = 0;
};
class RNumbers {
public:
    explicit RNumbers(const std::string& csv) {
        std::istringstream lines(csv);
        std::string line;
        std::getline(lines, line);
        while (std::getline(lines, line)) {
            const auto f = fields_of(line);
            const auto number = [&](std::size_t k) {
                return f.at(k) == "NA" ? std::nan("") : std::strtod(f.at(k).c_str(), nullptr);
            };
            const auto visit = f.at(2) == "NA" ? f[2] : fmt::format("{:g}", number(2));
            rows_[fmt::format("{}|{}|{}|{}", f.at(0), f.at(1), visit, f.at(3))] = {number(4), number(5), number(6),
                                                                                   number(7), number(8), number(9)};
        }
    }
    FoundByR of(const std::string& analysis, const std::string& score, const std::string& visit,
                const std::string& what) const {
        const auto at = rows_.find(fmt::format("{}|{}|{}|{}", analysis, score, visit, what));
        EXPECT_NE(at, rows_.end()) << analysis << " " << score << " " << visit << " " << what;
        return at == rows_.end() ? FoundByR{} : at->second;
    }

private:
    std::map<std::string, FoundByR> rows_;
};

// `theirs` of R, `ours` of summary.json, which has null for what is infinite or missing.
int compared = 0;
void expect_same(double theirs, const nlohmann::json& ours, const std::string& what, double share = 1e-7) {
    if (!ours.is_number())
        return;
    EXPECT_NEAR(theirs, ours.get<double>(), share * std::max(1.0, std::abs(theirs))) << what;
    ++compared;
}
void expect_interval(const FoundByR& r, const nlohmann::json& interval, const std::string& what, double share = 1e-7) {
    expect_same(r.low, interval[0], what + ", low", share);
    expect_same(r.high, interval[1], what + ", high", share);
}

const nlohmann::json& part(const nlohmann::json& e, const char* key) {
    static const nlohmann::json none = nlohmann::json::object();
    return e.contains(key) ? e[key] : none;
}
void expect_endpoint(const RNumbers& r, const nlohmann::json& e, const std::string& code, const std::string& week) {
    const auto what = e["name"].get<std::string>();
    for (const auto& [arm, m] : part(e, "means").items()) {
        expect_same(r.of("endpoint mean", code, week, arm).estimate, m["mean"], what);
        expect_same(r.of("endpoint mean", code, week, arm).error, m["error"], what);
    }
    for (const auto& [arm, x] : part(e, "differences").items()) {
        const auto found = r.of("endpoint difference", code, week, arm + " - waiting");
        expect_same(found.estimate, x["difference"], what);
        expect_same(found.error, x["error"], what);
        expect_same(found.p, x["p"], what);
        expect_interval(found, x["interval"], what);
        expect_same(r.of("Hedges g", code, week, arm + " - waiting").estimate, x["g"], what);
    }
    if (e.contains("all_arms")) {
        const auto found = r.of("endpoint F of all arms", code, week, "all arms");
        expect_same(found.estimate, e["all_arms"]["f"], what + ", F", 1e-8);
        expect_same(found.p, e["all_arms"]["p"], what + ", p of F", 1e-8);
    }
    for (const auto& [arm, x] : part(e, "truth").items()) {
        const auto found = r.of("difference in the same people", code, week, arm + " - waiting");
        expect_same(found.estimate, x["difference"], what);
        expect_interval(found, x["interval"], what);
    }
    for (const auto& [arm, s] : part(e, "shares").items()) {
        expect_same(r.of("count", code, week, arm).estimate, s["count"], what);
        expect_same(r.of("share", code, week, arm).estimate, s["rate"], what);
        expect_interval(r.of("share", code, week, arm), s["interval"], what + ", Wilson");
    }
    for (const auto& [arm, x] : part(e, "comparisons").items()) {
        const auto found = r.of("difference of shares", code, week, arm + " - waiting");
        expect_same(found.estimate, x["difference"], what);
        expect_interval(found, x["interval"], what + ", Newcombe");
        const auto needed = r.of("number needed to treat", code, week, arm + " - waiting");
        expect_same(needed.estimate, x["needed"], what);
        expect_interval(needed, x["needed_interval"], what + ", needed");
    }
}
void expect_event(const RNumbers& r, const nlohmann::json& e, const std::string& code) {
    const auto what = e["name"].get<std::string>();
    for (const auto& [arm, k] : e["events"].items())
        for (const auto& at : k["curve"]) {
            const auto week = fmt::format("{:g}", at["week"].get<double>());
            const auto found = r.of("Kaplan-Meier", code, week, arm);
            expect_same(found.estimate, at["free"], what);
            expect_same(r.of("at risk", code, week, arm).estimate, at["at_risk"], what);
            if (!std::isnan(found.low) && at.contains("interval"))
                expect_interval(found, at["interval"], what);
        }
    if (!e.contains("log_rank"))
        return;
    const auto test = r.of("log-rank chi-squared", code, "NA", "all arms");
    expect_same(test.estimate, e["log_rank"]["chi_squared"], what);
    expect_same(test.p, e["log_rank"]["p"], what);
    for (const auto& [term, h] : e["hazard_ratios"].items()) {
        const auto arm = term.substr(term.find(": ") + 2);
        const auto found = r.of("Cox hazard ratio", code, "NA", arm + " to waiting");
        expect_same(found.estimate, h["ratio"], what, 1e-5);
        expect_interval(found, h["interval"], what, 1e-5);
    }
}
void expect_all(const RNumbers& r, const nlohmann::json& trial) {
    const std::map<std::string, std::string> codes{
        {"age", "AGE"}, {"women", "WOMEN"}, {"hamd", "HAMD"}, {"phq9", "PHQ9"}};
    for (const auto& [name, b] : trial["baseline"].items()) {
        const auto& code = codes.at(name);
        expect_same(r.of("baseline standardised difference", code, "0", "largest").estimate,
                    b["standardised_difference"], name);
        for (const auto& [arm, value] : b.items())
            if (value.is_object())
                expect_same(r.of("baseline mean", code, "0", arm).estimate, value["mean"], name);
    }
    int scores = 0, events = 0;
    for (const auto& e : trial["endpoints"])
        if (e["kind"] == "time to event")
            expect_event(r, e, fmt::format("TTE{}", ++events));
        else
            expect_endpoint(r, e, fmt::format("EP{}", ++scores), "12");
}

} // namespace

TEST_F(TrialFiles, AreRepeatedByRNumberForNumber) {
    if (std::system("Rscript -e 'library(nlme); library(survival)' >/dev/null 2>&1") != 0)
        GTEST_SKIP() << "Rscript with nlme and survival is not installed (r-base-core r-cran-nlme r-cran-survival)";
    auto file = testing::InFolder::write("t.toml", read_file(REWIRE_SOURCE_DIR "/scenarios/cbt_or_drug.toml"));
    for (const bool everyone : {false, true}) {
        if (everyone) {
            auto told = text("t.toml");
            const std::string strata = "strata = [\"sex\", \"phq9 >= 16\"]";
            told.replace(told.find(strata), strata.size(), "allocation = \"counterfactual\"");
            write("t.toml", told);
        }
        const auto o = run("trial " + file + " --force --people " + (everyone ? "12" : "60") + " --out " + at("t"));
        ASSERT_EQ(o.code, 0) << o.text;
        const auto call = fmt::format("Rscript '{0}/analysis.R' >'{0}.said' 2>&1", at("t"));
        ASSERT_EQ(std::system(call.c_str()), 0) << text("t.said");
        compared = 0;
        expect_all(RNumbers(text("t/analysis_r.csv")), summary("t")["trial"]);
        EXPECT_GT(compared, everyone ? 40 : 100) << "everything is there";
    }
}

TEST_F(TrialFiles, HoldWholePointsAndNothingThatTellsTheFile) {
    const auto o =
        run("trial " REWIRE_SOURCE_DIR "/scenarios/cbt_or_drug.toml --people 12 --out '" + at("some folder") + "'");
    ASSERT_EQ(o.code, 0) << o.text;
    std::istringstream scores(text("some folder/ADQS.csv"));
    std::string line;
    std::getline(scores, line);
    const auto names = fields_of(line);
    const auto value = static_cast<std::size_t>(std::ranges::find(names, "AVAL") - names.begin());
    int rows = 0;
    for (; std::getline(scores, line); ++rows)
        EXPECT_EQ(fields_of(line).at(value).find_first_not_of("0123456789"), line.npos) << line;
    EXPECT_GE(rows, 24) << "everyone is seen in week 0, on two scales";
    for (const char* name : {"ADSL.csv", "ADQS.csv", "ADEFF.csv", "ADTTE.csv", "ADAE.csv", "dictionary.json"})
        EXPECT_EQ(text(std::string("some folder/") + name).find("cbt_or_drug"), std::string::npos) << name;
    EXPECT_TRUE(std::filesystem::exists(folder / "some folder/result.nc"));
}

} // namespace rewire
