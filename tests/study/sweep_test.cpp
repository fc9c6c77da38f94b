// A sweep as a function: what it tells on the way, what it takes as known, what it refuses before the first step.
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>

#include "equations/all.hpp"
#include "refusal.hpp"
#include "study/sweep_page.hpp"
#include "study/watched.hpp"

namespace rewire::study {
namespace {

using testing::refusal;

const mechanism::Catalogue& catalogue() {
    static const auto all = equations::all_mechanisms();
    return all;
}
SweepRequest request(std::vector<std::string> vary = {"coupling=0:2:3"}) {
    SweepRequest o;
    o.network.duration = "4 s";
    o.network.transient = "0 s";
    o.network.tr = "1 s";
    o.network.dt = "1 ms";
    o.network.fic = "none";
    o.network.threads = 1;
    o.vary = std::move(vary);
    return o;
}

TEST(Sweep, TellsEveryPointAndHowFarItIs) {
    const auto job = sweep_job(request(), catalogue());
    testing::Watched watched;
    SweepWatch watch;
    watched.watch(watch);
    std::map<std::size_t, double> told;
    watch.finished = [&](std::size_t k, const simulate::SweepPoint& p) { told[k] = p.at.at(0); };
    const auto result = sweep(job, watch);
    EXPECT_TRUE(result.whole);
    EXPECT_TRUE(watched.rises_to(1));
    EXPECT_EQ(told, (std::map<std::size_t, double>{{0, 0}, {1, 1}, {2, 2}}));
    ASSERT_EQ(result.points.size(), 3u);
    EXPECT_EQ(result.failed, 0u);
    EXPECT_EQ(result.hash, simulate::hash_of(result.points));
    EXPECT_FALSE(result.best.found) << "nothing measured was given";
    EXPECT_EQ(result.warnings, job.brain.warnings);
    EXPECT_EQ(sweep(job).hash, result.hash) << "nobody has to watch";
}
TEST(Sweep, ThatIsStoppedIsNotWhole) {
    const auto job = sweep_job(request(), catalogue());
    testing::Watched watched{.shares = {}, .calls = 0};
    SweepWatch watch;
    watched.watch(watch);
    const auto result = sweep(job, watch);
    EXPECT_FALSE(result.whole);
    EXPECT_EQ(result.hash, 0u);
    EXPECT_EQ(watched.shares.size(), 1u) << "who said no is not asked again";
}
TEST(Sweep, WhatIsKnownIsNotSimulatedAgain) {
    const auto job = sweep_job(request(), catalogue());
    const auto once = sweep(job);
    auto points = once.points;
    SweepWatch watch;
    watch.known = [&](std::size_t k) { return k == 1 ? nullptr : &points[k]; };
    std::vector<std::size_t> told;
    watch.finished = [&](std::size_t k, const simulate::SweepPoint&) { told.push_back(k); };
    EXPECT_EQ(sweep(job, watch).hash, once.hash);
    EXPECT_EQ(told, std::vector<std::size_t>{1});
    points[2].mean.at(0) = 42;
    const auto other = sweep(job, watch);
    EXPECT_EQ(other.points[2].mean.at(0), 42) << "it is taken as it is";
    EXPECT_NE(other.hash, once.hash);
}
TEST(Sweep, PointsThatBreakAreCountedAndTheFirstIsTold) {
    const auto job = sweep_job(request(), catalogue());
    auto points = sweep(job).points;
    points[1].failure = "left its bounds";
    SweepWatch watch;
    watch.known = [&](std::size_t k) { return &points[k]; };
    const auto result = sweep(job, watch);
    EXPECT_EQ(result.failed, 1u);
    ASSERT_FALSE(result.warnings.empty());
    EXPECT_EQ(result.warnings.front(), "1 of 3 points failed; the first, coupling = 1: left its bounds");
}
TEST(Sweep, TheBestFitsAreTold) {
    const auto job = sweep_job(request(), catalogue());
    auto points = sweep(job).points;
    for (std::size_t k = 0; k < 3; ++k)
        points[k].fit = {0.1 * static_cast<double>(k), 0.5 - 0.1 * static_cast<double>(k), 0};
    SweepWatch watch;
    watch.known = [&](std::size_t k) { return &points[k]; };
    const auto result = sweep(job, watch);
    EXPECT_EQ(result.best.point, 2u);
    EXPECT_EQ(result.best_cortex.point, 0u);
    EXPECT_EQ(result.best_cortex.value, 0.5);
}
TEST(Sweep, LinearNoiseIsAskedTheSameWay) {
    auto o = request({"coupling=0:0.5:2", "noise=0.5:1:2"});
    o.network.model = "hopf";
    o.linear_noise = true;
    const auto job = sweep_job(o, catalogue());
    testing::Watched watched;
    SweepWatch watch;
    watched.watch(watch);
    const auto result = sweep(job, watch);
    EXPECT_EQ(watched.shares, (std::vector<double>{0.25, 0.5, 0.75, 1}));
    const auto data = sweep_dataset(job, result);
    ASSERT_EQ(data.coordinates.size(), 2u);
    EXPECT_EQ(data.coordinates[1].name, "noise");
    for (const auto& v : data.variables) {
        EXPECT_EQ(v.dims, (std::vector<std::string>{"coupling", "noise"})) << v.name;
        EXPECT_EQ(v.values.size(), 4u) << v.name;
    }
    EXPECT_EQ(data.variables[0].values[3], result.points[3].mean[0]) << "the last axis fastest";
}
TEST(Sweep, HangsOnItsAxes) {
    const auto of = [](const SweepRequest& o) { return identity_of(sweep_job(o, catalogue())).value(); };
    const auto usual = of(request());
    EXPECT_EQ(of(request()), usual);
    EXPECT_NE(of(request({"coupling=0:2:4"})), usual);
    auto other = request();
    other.network.seed = 7;
    EXPECT_NE(of(other), usual);
    auto threads = request();
    threads.network.threads = 2;
    EXPECT_EQ(of(threads), usual) << "no point hangs on who works";
}
TEST(Sweep, WhatIsWrongIsToldBeforeTheFirstStep) {
    const auto told = [](const SweepRequest& o) { return refusal([&] { sweep_job(o, catalogue()); }, "nothing"); };
    EXPECT_NE(told(request({})).find("a sweep varies something"), std::string::npos);
    EXPECT_NE(told(request({"coupling=0:1:2", "coupling=0:1:3"})).find("coupling is varied twice"), std::string::npos);
    EXPECT_NE(told(request({"coupling=0:1:2000", "noise=0:1:2000"})).find("4000000 points are more than the 1000000"),
              std::string::npos);
    auto set = request({"w_p=1:1.5:2"});
    set.network.set = {"w_p=1.4"};
    EXPECT_NE(told(set).find("leave w_p out; --vary gives it its values"), std::string::npos) << told(set);
    auto delayed = request();
    delayed.network.speed = "5 m/s";
    delayed.linear_noise = true;
    EXPECT_NE(told(delayed).find("knows no conduction delays"), std::string::npos) << told(delayed);
}

} // namespace
} // namespace rewire::study
