// A calibration as a function: progress, a stop, answers that are known, refusals.
#include <gtest/gtest.h>
#include <numeric>

#include "app/program.hpp"
#include "fit/cma_es.hpp"
#include "study/calibrate.hpp"
#include "study/claims.hpp"
#include "study/watched.hpp"

namespace rewire::study {
namespace {

using testing::refusal;

const std::string objective = testing::short_objective(2);

struct Calibrate : testing::InFolder {
    Calibrate() { write("claims.toml", testing::short_claims); }
    void SetUp() override {
        if (!fit::has_cma_es())
            GTEST_SKIP() << "built without " << fit::cma_es_package;
    }
    CalibrateRequest request(const std::string& before = "") const {
        CalibrateRequest o;
        o.text = before + objective;
        o.file = at("nowhere.toml"); // read by nobody: the text is what counts
        return o;
    }
};

TEST_F(Calibrate, TellsItsPointsAndHowFarItIs) {
    const auto job = calibrate_job(request());
    EXPECT_EQ(job.objective.plan.targets.at(0).unit, "points");
    testing::Watched watched;
    CalibrateWatch watch;
    watched.watch(watch);
    std::vector<fit::Evaluated> told;
    watch.finished = [&](const fit::Evaluated& e, double cost) {
        told.push_back(e);
        EXPECT_GE(cost, 0);
    };
    std::vector<unsigned> seeds;
    watch.seeded = [&](const std::vector<unsigned>& s) {
        seeds = s;
        EXPECT_TRUE(told.empty());
    };
    const auto result = calibrate(job, watch);
    EXPECT_TRUE(result.whole);
    EXPECT_EQ(seeds, (std::vector<unsigned>{1, 1}));
    EXPECT_EQ(result.seeds, seeds);
    const auto looked_at = static_cast<double>(told.size());
    EXPECT_LE(looked_at, static_cast<double>(job.points()));
    EXPECT_TRUE(watched.rises_to(looked_at / static_cast<double>(job.points())));
    EXPECT_EQ(result.calibration.points.size(), told.size());
    EXPECT_LT(result.calibration.cost_after.sum(), result.calibration.cost_before.sum());

    CalibrateWatch again;
    for (const auto& e : told)
        again.known[e.values] = e.answers;
    std::size_t asked = 0;
    again.finished = [&](const fit::Evaluated&, double) { ++asked; };
    EXPECT_EQ(calibrate(job, again).hash, result.hash);
    EXPECT_EQ(asked, 0u) << "what is known is not lived again";
}
TEST_F(Calibrate, ThatIsStoppedGoesOnFromWhatWasTold) {
    const auto job = calibrate_job(request());
    testing::Watched watched;
    CalibrateWatch watch, rest;
    watched.watch(watch);
    watch.finished = [&](const fit::Evaluated& e, double) {
        rest.known[e.values] = e.answers;
        if (rest.known.size() == 4)
            watched.calls = watched.shares.size() + 1; // half-way through the fifth point
    };
    const auto part = calibrate(job, watch);
    EXPECT_FALSE(part.whole);
    EXPECT_EQ(part.hash, 0u);
    EXPECT_EQ(rest.known.size(), 4u) << "a point that was given up is none";
    EXPECT_EQ(watched.shares.size(), watched.calls + 1) << "who said no is not asked again";
    const auto whole = calibrate(job, rest);
    EXPECT_TRUE(whole.whole);
    EXPECT_EQ(whole.hash, calibrate(job).hash);
}
TEST_F(Calibrate, CountsSeedsBeforeItSearches) {
    const auto job = calibrate_job(request("noise = 0.3\nmost_seeds = 3\n"));
    CalibrateWatch watch;
    std::vector<unsigned> seeds;
    std::size_t told = 0;
    watch.goes_on = [&](double) { return seeds.empty(); }; // stops as soon as the search begins
    watch.seeded = [&](const std::vector<unsigned>& s) { seeds = s; };
    watch.finished = [&](const fit::Evaluated&, double) { ++told; };
    EXPECT_FALSE(calibrate(job, watch).whole);
    ASSERT_EQ(seeds.size(), 2u);
    EXPECT_GT(std::accumulate(seeds.begin(), seeds.end(), 0u), 2u) << "three people are few";
    EXPECT_EQ(told, 0u);
    watch.goes_on = [](double) { return false; };
    const auto stopped = calibrate(job, watch);
    EXPECT_FALSE(stopped.whole);
    EXPECT_TRUE(stopped.seeds.empty());
    EXPECT_NE(identity_of(job).value(), identity_of(calibrate_job(request())).value()) << "answers are of more people";
}
TEST_F(Calibrate, WhatIsWrongIsToldAtItsLine) {
    auto o = request("waltz = 3\n");
    const auto told = refusal([&] { calibrate_job(o); }, "nothing");
    EXPECT_NE(told.find("nowhere.toml:1:"), std::string::npos) << told;
    o = request();
    o.threads = -1;
    EXPECT_NE(refusal([&] { calibrate_job(o); }, "nothing").find("--threads"), std::string::npos);
}

} // namespace
} // namespace rewire::study
