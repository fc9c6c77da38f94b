#include "observe/rest_maps.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

#include "base/error.hpp"
#include "base/noise.hpp"

namespace rewire {
using namespace observe;
namespace {

double noise(std::uint64_t t, std::uint32_t k) { // even between 0 and 1
    return (static_cast<double>(noise_words({7, stream_id("rest maps")}, t, 0, 0, k).w[0]) + 0.5) / 4294967296.0;
}
Recording noisy(std::size_t rows, std::size_t regions) {
    Recording r(rows, regions);
    for (std::size_t t = 0; t < rows; ++t)
        for (std::size_t k = 0; k < regions; ++k)
            r(t, k) = static_cast<float>(noise(t, static_cast<std::uint32_t>(k)));
    return r;
}

TEST(RestMaps, ASeedIsLikeItselfAndItsOpposite) {
    Recording r = noisy(2000, 4);
    for (std::size_t t = 0; t < r.rows(); ++t) {
        r(t, 1) = 2 * r(t, 0) + 0.1F;
        r(t, 2) = -r(t, 0);
    }
    const std::size_t seed[] = {0};
    const auto z = seed_map(r, seed);
    EXPECT_GT(z[0], 5);
    EXPECT_GT(z[1], 5);
    EXPECT_LT(z[2], -5);
    EXPECT_NEAR(z[3], 0, 3 / std::sqrt(2000.0)) << "of independent noise, sd 1/sqrt(n - 3)";
    const std::size_t outside[] = {9};
    EXPECT_THROW(seed_map(r, outside), InputError);
    EXPECT_THROW(seed_map(r, {}), InputError);
}
TEST(RestMaps, NetworksAreMeansOverPairs) {
    Matrix fc(3, 3, 0.0);
    fc(0, 1) = fc(1, 0) = 0.6;
    fc(0, 2) = fc(2, 0) = 0.2;
    fc(1, 2) = fc(2, 1) = 0.4;
    const auto m = network_means(fc, {"default", "default", "visual"});
    EXPECT_EQ(m.names, (std::vector<std::string>{"default", "visual"}));
    EXPECT_NEAR(m.mean(0, 0), 0.6, 1e-12);
    EXPECT_NEAR(m.mean(0, 1), 0.3, 1e-12);
    EXPECT_TRUE(std::isnan(m.mean(1, 1))) << "one region alone has no pair";
    EXPECT_THROW(network_means(fc, {"default"}), InputError);
}
// Kendall's W by hand: three judges of four things (Siegel 1956's form), with and without ties.
TEST(RestMaps, ConcordanceIsKendallsW) {
    const Matrix all(4, 3, std::vector<double>{1, 10, 5, 2, 20, 6, 3, 30, 7, 4, 40, 8});
    EXPECT_NEAR(concordance(all), 1, 1e-12);
    const Matrix judges(
        4, 3, std::vector<double>{1, 2, 1, 2, 1, 3, 3, 3, 2, 4, 4, 4}); // rank sums 4 6 8 12, S = 35, W = 12*35/(9*60)
    EXPECT_NEAR(concordance(judges), 12.0 * 35 / (9 * 60), 1e-12);
    const Matrix tied(
        3, 2, std::vector<double>{1, 1, 1, 2, 2, 3}); // ranks 1.5 1.5 3 and 1 2 3: sums 2.5 3.5 6, S = 6.5, ties 6
    EXPECT_NEAR(concordance(tied), 12 * 6.5 / (4 * 24 - 2 * 6), 1e-12);
}
TEST(RestMaps, NeighboursThatGoTogetherAreCoherent) {
    Recording r = noisy(3000, 6);
    for (std::size_t t = 0; t < r.rows(); ++t)
        r(t, 1) = r(t, 2) = r(t, 0);
    Matrix distance(6, 6);
    for (std::size_t i = 0; i < 6; ++i)
        for (std::size_t j = 0; j < 6; ++j)
            distance(i, j) = std::abs(static_cast<double>(i) - static_cast<double>(j));
    const auto w = local_coherence(r, distance, 3);
    EXPECT_NEAR(w[1], 1, 1e-12) << "0, 1 and 2 are the same";
    EXPECT_NEAR(w[4], 1.0 / 3, 0.03) << "independent noise";
    EXPECT_THROW(local_coherence(r, distance, 1), InputError);
}
TEST(RestMaps, SlowBandsHoldTheirOwnWaves) {
    Recording r(1500, 2);
    for (std::size_t t = 0; t < r.rows(); ++t) {
        const double s = 0.72 * static_cast<double>(t) * 2 * std::numbers::pi;
        r(t, 0) = static_cast<float>(std::sin(22 / 1080.0 * s));
        r(t, 1) = static_cast<float>(std::sin(54 / 1080.0 * s)); // whole periods
    }
    const auto five = amplitude_of_fluctuations(r, 0.72, slow_5), four = amplitude_of_fluctuations(r, 0.72, slow_4);
    EXPECT_GT(five.alff[0], 10 * five.alff[1]);
    EXPECT_GT(four.alff[1], 10 * four.alff[0]);
}

} // namespace
} // namespace rewire
