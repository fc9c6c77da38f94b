// Blocks keep arms in their ratio, in each stratum; a centre does not depend on others; chance is even.
#include "trial/allocation.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <gtest/gtest.h>

namespace rewire::trial {
namespace {

TEST(Allocation, KeepsTheRatioWithinEachStratum) {
    const std::vector<int> ratio{2, 1};
    std::vector<int> stratum;
    for (int k = 0; k < 600; ++k)
        stratum.push_back(k % 3);
    const auto arms = allocate(stratum, ratio, 1, 0);
    ASSERT_EQ(arms.size(), stratum.size());
    for (int s = 0; s < 3; ++s) {
        int first = 0, second = 0;
        for (std::size_t k = 0; k < arms.size(); ++k)
            if (stratum[k] == s) {
                ++(arms[k] == 0 ? first : second);
                // Blocks of 6: never further from two to one than an unfinished block allows.
                EXPECT_LE(std::abs(first - 2 * second), 4);
            }
        EXPECT_EQ(first + second, 200);
    }
}

TEST(Allocation, OfEarlierPeopleDoesNotDependOnThoseWhoCome) {
    const std::vector<int> ratio{1, 1}, few(10, 0), many(100, 0);
    const auto a = allocate(few, ratio, 3, 5), b = allocate(many, ratio, 3, 5);
    EXPECT_TRUE(std::ranges::equal(a, std::span(b).first(10)));
    EXPECT_NE(allocate(many, ratio, 3, 6), b) << "another centre";
    EXPECT_NE(allocate(many, ratio, 4, 5), b) << "another trial";
}

TEST(Allocation, IsAnEvenChanceAtEveryPlace) {
    const std::vector<int> ratio{1, 1}, people(12, 0);
    std::vector<int> treated(people.size(), 0);
    constexpr int centres = 4000;
    for (std::uint32_t c = 0; c < centres; ++c) {
        const auto arms = allocate(people, ratio, 11, c);
        for (std::size_t k = 0; k < arms.size(); ++k)
            treated[k] += arms[k];
    }
    for (const int n : treated)
        EXPECT_NEAR(n, centres / 2, 4 * std::sqrt(centres / 4.0));
}

TEST(Allocation, OfManyArmsTakesOneOrTwoOfARatioThatFillsNoBlockOfEight) {
    const std::vector<int> ratio{4, 4, 2}, people(200, 0);
    for (std::uint32_t c = 0; c < 20; ++c) {
        const auto arms = allocate(people, ratio, 1, c);
        // Blocks of ten or twenty: at most one is unfinished, and at most four of its people are still to come.
        EXPECT_NEAR(static_cast<double>(std::ranges::count(arms, 2)), 40, 4);
        EXPECT_NEAR(static_cast<double>(std::ranges::count(arms, 0)), 80, 8);
    }
}

} // namespace
} // namespace rewire::trial
