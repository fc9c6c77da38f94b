// A sensitivity analysis as a function: progress, a stop, answers that are known, refusals.
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "app/program.hpp"
#include "study/claims.hpp"
#include "study/sensitivity.hpp"
#include "study/watched.hpp"

namespace rewire::study {
namespace {

using testing::refusal;

struct Sensitivity : testing::InFolder {
    Sensitivity() { write("claims.toml", testing::short_claims); }
    SensitivityRequest request() const {
        SensitivityRequest o;
        o.claims = at("claims.toml");
        o.outputs = {"of patients"};
        o.parameters = {"anxiety.a_A", "gains.g_C"};
        o.people = 3;
        o.trajectories = 2;
        return o;
    }
};

TEST_F(Sensitivity, TellsItsPointsAndHowFarItIs) {
    const auto job = sensitivity_job(request());
    ASSERT_EQ(job.claims.size(), 2u);
    EXPECT_EQ(job.claims[0].unit, "points");
    ASSERT_EQ(job.points.rows(), 6u);
    testing::Watched watched;
    AnswersWatch watch;
    watched.watch(watch);
    std::vector<fit::Evaluated> told;
    watch.finished = [&](const fit::Evaluated& e, double) { told.push_back(e); };
    const auto result = sensitivity(job, watch);
    EXPECT_TRUE(result.whole);
    EXPECT_TRUE(result.answered());
    EXPECT_TRUE(watched.rises_to(1));
    EXPECT_LE(told.size(), 6u);
    ASSERT_EQ(result.outputs.size(), 2u);
    EXPECT_GT(result.outputs[0].effects.at(0).mu, 0.5) << "anxiety hangs on a_A";
    for (const auto& of : result.answers)
        EXPECT_EQ(of.size(), 6u);
    const auto report = report_of(job, result, "again");
    EXPECT_EQ(report.groups, 2u);
    EXPECT_EQ(report.points, 6u);
    EXPECT_EQ(report.outputs.size(), 2u);

    // What was told is not asked again, and comes to the same; a known answer is taken as it is.
    AnswersWatch again;
    for (const auto& e : told)
        again.known[e.values] = e.answers;
    std::size_t asked = 0;
    again.finished = [&](const fit::Evaluated&, double) { ++asked; };
    EXPECT_EQ(sensitivity(job, again).hash, result.hash);
    EXPECT_EQ(asked, 0u);
    again.known[told[0].values][0].value = 99;
    const auto other = sensitivity(job, again);
    EXPECT_NE(other.hash, result.hash);
    EXPECT_TRUE(std::ranges::any_of(other.answers[0], [](const fit::ModelAnswer& a) { return a.value == 99; }));
}
TEST_F(Sensitivity, ThatIsStoppedGoesOnFromWhatWasTold) {
    const auto job = sensitivity_job(request());
    testing::Watched watched;
    AnswersWatch watch, rest;
    watched.watch(watch);
    watch.finished = [&](const fit::Evaluated& e, double) {
        rest.known[e.values] = e.answers;
        if (rest.known.size() == 2)
            watched.calls = watched.shares.size() + 1; // half-way through the third point
    };
    const auto part = sensitivity(job, watch);
    EXPECT_FALSE(part.whole);
    EXPECT_EQ(part.hash, 0u);
    EXPECT_TRUE(part.outputs.empty());
    EXPECT_EQ(part.answers[0].size(), part.answers[1].size());
    ASSERT_EQ(rest.known.size(), 2u) << "a point that was given up is none";
    EXPECT_EQ(watched.shares.size(), watched.calls + 1) << "who said no is not asked again";
    std::size_t asked = 0;
    rest.finished = [&](const fit::Evaluated&, double) { ++asked; };
    EXPECT_EQ(sensitivity(job, rest).hash, sensitivity(job).hash);
    EXPECT_LE(asked, 4u);
}
TEST_F(Sensitivity, OutputsWithoutAnAnswerAreTold) {
    const auto job = sensitivity_job(request());
    AnswersWatch watch;
    for (std::size_t k = 0; k < job.points.rows(); ++k) {
        const auto row = job.points.row(k);
        watch.known[fit::values_at(job.parameters, {row.begin(), row.end()})] = {{1, 0}, {std::nan(""), 0, "broke"}};
    }
    auto result = sensitivity(job, watch);
    EXPECT_TRUE(result.answered());
    ASSERT_GE(result.warnings.size(), 2u);
    EXPECT_EQ(result.warnings[result.warnings.size() - 2],
              "anxiety of patients does not change at all with these parameters.");
    EXPECT_EQ(result.warnings.back(),
              "depression of patients: 6 of 6 points have no answer and their trajectories are left out; the first: "
              "broke");
    for (auto& [values, answers] : watch.known)
        answers[0] = answers[1];
    EXPECT_FALSE(sensitivity(job, watch).answered());
}
TEST_F(Sensitivity, WhatIsWrongIsToldBeforeTheFirstStep) {
    const auto told = [&](auto change) {
        auto o = request();
        change(o);
        return refusal([&] { sensitivity_job(o); }, "nothing");
    };
    EXPECT_NE(told([](auto& o) { o.method = "sobl"; }).find("did you mean \"sobol\"?"), std::string::npos);
    EXPECT_NE(told([](auto& o) { o.people = 2; }).find("from 3 to 100000 people"), std::string::npos);
    EXPECT_NE(told([](auto& o) { o.trajectories = 1; }).find("--trajectories"), std::string::npos);
    EXPECT_NE(told([](auto& o) {
                  o.method = "sobol";
                  o.rows = 1;
              }).find("--rows"),
              std::string::npos);
    EXPECT_NE(told([](auto& o) { o.outputs = {"waltz"}; }).find("no claim's name holds \"waltz\""), std::string::npos);
    EXPECT_NE(told([](auto& o) { o.parameters.clear(); }).find("none is named"), std::string::npos);
    EXPECT_NE(told([](auto& o) { o.spread = 1; }).find("--spread"), std::string::npos);
}

} // namespace
} // namespace rewire::study
