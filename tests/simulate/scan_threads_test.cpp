// A brain of many regions, scanned by several threads that share them.
#include <gtest/gtest.h>

#include "equations/all.hpp"
#include "simulate/scan.hpp"
#include "integrate/small_network.hpp"

namespace rewire::simulate {

TEST(LargeBrain, IsScannedAlikeByAnyThreads) {
    static const auto catalogue = equations::all_mechanisms();
    const auto n = small_network(catalogue.region_model("wong_wang"), 800, 0.02, 0);
    ScanPlan plan;
    plan.duration = 0.04;
    plan.transient = 0.01;
    plan.tr = 0.02;
    plan.blood = &catalogue.find("balloon_windkessel");
    const auto hash = [&](int threads) {
        plan.fast.threads = threads;
        const auto scan = make_scan(n, {integrate::point_of(n)}, plan);
        return hash_of(run_scan(*scan));
    };
    const auto one = hash(1);
    EXPECT_EQ(hash(2), one);
    EXPECT_EQ(hash(3), one);
}

} // namespace rewire::simulate
