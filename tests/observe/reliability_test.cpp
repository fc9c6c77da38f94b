// Reliability of two sessions: known answers, laws, edges.
#include "observe/reliability.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

#include "refusal.hpp"

namespace rewire {
using namespace observe;
namespace {

Matrix of(std::size_t rows, std::vector<double> values) {
    const std::size_t cols = values.size() / rows;
    return {rows, cols, std::move(values)};
}

// Shrout and Fleiss 1979, table 2: six people, four raters; their ICC(1,1) is .17.
TEST(Reliability, AgreesWithThePublishedTable) {
    EXPECT_NEAR(icc(of(6, {9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7})), 0.1657, 5e-5);
}
// By hand: people 1, 2 against 3, 4: grand mean 2.5, B = 2 (1 + 1) / 1 = 4, W = (0.5 + 0.5) / 2 = 0.5: 3.5 / 4.5.
// People who agree are 1; people who are alike on average and differ by session -1 / (k - 1).
TEST(Reliability, ByHand) {
    EXPECT_NEAR(icc(of(2, {1, 2, 3, 4})), 3.5 / 4.5, 1e-15);
    EXPECT_EQ(icc(of(3, {1, 1, 2, 2, 5, 5})), 1);
    EXPECT_EQ(icc(of(3, {1, 3, 3, 1, 1, 3})), -1);
    EXPECT_TRUE(std::isnan(icc(of(2, {1, 1, 1, 1})))) << "nothing varies";
    EXPECT_TRUE(std::isnan(icc(of(1, {1, 2})))) << "one person";
    EXPECT_TRUE(std::isnan(icc(of(2, {1, 2})))) << "one session";
    EXPECT_TRUE(std::isnan(icc(of(2, {1, std::nan(""), 3, 4}))));
}
TEST(Reliability, UnitsAndTheOrderOfSessionsDoNotMatter) {
    const auto x = of(4, {1, 2, 5, 4, 3, 7, 8, 8});
    auto scaled = x, turned = x;
    for (std::size_t p = 0; p < 4; ++p)
        for (std::size_t s = 0; s < 2; ++s) {
            scaled(p, s) = 100 - 7 * x(p, s);
            turned(p, s) = x(p, 1 - s);
        }
    EXPECT_NEAR(icc(scaled), icc(x), 1e-13);
    EXPECT_NEAR(icc(turned), icc(x), 1e-13);
}
// Variances of 1 between and 3 within: 0.25 for every column, on average over many.
TEST(Reliability, IsTheShareOfVarianceBetweenPeople) {
    std::mt19937_64 generator(3);
    std::normal_distribution<double> normal;
    Matrix first(20, 4000), second = first;
    for (std::size_t p = 0; p < 20; ++p)
        for (std::size_t e = 0; e < 4000; ++e) {
            const double own = normal(generator);
            first(p, e) = own + std::sqrt(3) * normal(generator);
            second(p, e) = own + std::sqrt(3) * normal(generator);
        }
    const auto found = reliability(first, second);
    EXPECT_EQ(found.columns, 4000u);
    EXPECT_NEAR(found.mean, 0.25, 0.02);
    EXPECT_NEAR(found.median, 0.25, 0.02);
    EXPECT_EQ(identification(first, second), 1) << "each edge tells little, four thousand tell all";
}
TEST(Reliability, ColumnsWithoutAnswerAreLeftOut) {
    const auto found = reliability(of(2, {1, 5, 3, 5}), of(2, {2, 5, 4, 5}));
    EXPECT_EQ(found.columns, 1u);
    EXPECT_NEAR(found.mean, 3.5 / 4.5, 1e-15);
    EXPECT_EQ(found.mean, found.median);
    EXPECT_TRUE(std::isnan(reliability(of(2, {5, 5}), of(2, {5, 5})).mean));
}

// Three people of three edges. The first two have changed places, the third is found both ways: 2 of 6.
TEST(Reliability, IdentificationCountsBothWays) {
    const auto first = of(3, {1, 0, 0, 0, 1, 0, 0, 0, 1}), swapped = of(3, {0, 1, 0, 1, 0, 0, 0, 0, 1});
    EXPECT_EQ(identification(first, first), 1);
    EXPECT_NEAR(identification(first, swapped), 2.0 / 6, 1e-15);
    EXPECT_EQ(identification(of(2, {1, 2, 1, 2}), of(2, {1, 2, 1, 2})), 0) << "a tie identifies nobody";
    EXPECT_TRUE(std::isnan(identification(of(1, {1, 2}), of(1, {1, 2}))));
    EXPECT_NE(testing::refusal([&] { identification(first, of(2, {1, 2, 3, 4, 5, 6})); }), "");
}
TEST(Reliability, StrangersAreIdentifiedByChance) {
    std::mt19937_64 generator(9);
    std::normal_distribution<double> normal;
    Matrix a(50, 200), b = a;
    for (auto* m : {&a, &b})
        for (double& v : m->values())
            v = normal(generator);
    EXPECT_LT(identification(a, b), 0.1);
}

} // namespace
} // namespace rewire
