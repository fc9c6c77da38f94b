// Factors and solutions of many matrices side by side, against Eigen's with exchange of rows, and alone against beside.
#include "integrate/lane_lu.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

#include "integrate/dense.hpp"

using namespace rewire;
using namespace rewire::integrate;
using V = LaneLU::V;
using rewire::dense::Real;
using rewire::dense::Vector;

namespace {

constexpr std::size_t lanes = V::size;
using Matrices = std::vector<Real>;

// One matrix a lane: random, with a diagonal that outweighs its row; every second one of them negative once.
Matrices drawn(std::size_t n, unsigned seed) {
    std::mt19937 g(seed);
    std::normal_distribution<double> normal;
    Matrices out;
    const auto size = static_cast<Eigen::Index>(n);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        Real m(size, size);
        for (Eigen::Index r = 0; r < size; ++r)
            for (Eigen::Index c = 0; c < size; ++c)
                m(r, c) = normal(g) + (r == c ? 3.0 * static_cast<double>(n) : 0.0);
        if (lane % 2 == 1)
            m.row(0) *= -1;
        out.push_back(m);
    }
    return out;
}
V across(const Matrices& all, std::size_t r, std::size_t c) {
    alignas(64) double values[lanes];
    for (std::size_t lane = 0; lane < lanes; ++lane)
        values[lane] = all[lane](static_cast<Eigen::Index>(r), static_cast<Eigen::Index>(c));
    return V::load_aligned(values);
}
LaneLU factored(const Matrices& all, std::size_t n) {
    LaneLU lu(n);
    for (std::size_t r = 0; r < LaneLU::padded(n); ++r)
        for (std::size_t c = 0; c < LaneLU::padded(n); ++c)
            lu.row(r)[c] = r < n && c < n ? across(all, r, c) : V(r == c ? 1.0 : 0.0);
    lu.factor();
    return lu;
}
LaneLU::Many right_sides(std::size_t n, std::size_t columns) {
    LaneLU::Many b(LaneLU::padded(n) * columns, V(0.0));
    for (std::size_t r = 0; r < n; ++r)
        for (std::size_t c = 0; c < columns; ++c)
            b[r * columns + c] = V(std::sin(1.0 + static_cast<double>(r * columns + c)));
    return b;
}

} // namespace

TEST(LaneLU, SolvesAsEigenDoes) {
    for (const std::size_t n : {1u, 3u, 4u, 7u, 16u, 41u})
        for (const std::size_t columns : {1u, 4u, 8u}) {
            const auto all = drawn(n, static_cast<unsigned>(n));
            const auto lu = factored(all, n);
            const auto b = right_sides(n, columns);
            auto x = b;
            lu.solve(x.data(), columns);
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const Eigen::PartialPivLU<Real> theirs(all[lane]);
                EXPECT_EQ(lu.sign().get(lane), theirs.determinant() < 0 ? -1 : 1) << n;
                EXPECT_LE(lu.growth().get(lane), 1) << n;
                for (std::size_t c = 0; c < columns; ++c) {
                    Vector side(static_cast<Eigen::Index>(n));
                    for (std::size_t r = 0; r < n; ++r)
                        side(static_cast<Eigen::Index>(r)) = b[r * columns + c].get(lane);
                    const Vector expected = theirs.solve(side);
                    for (std::size_t r = 0; r < n; ++r)
                        EXPECT_NEAR(x[r * columns + c].get(lane), expected(static_cast<Eigen::Index>(r)), 1e-14)
                            << n << " x " << columns << ", lane " << lane << ", row " << r;
                }
            }
        }
}

TEST(LaneLU, WhatIsBesideALaneChangesNoBitOfIt) {
    constexpr std::size_t n = 13;
    auto all = drawn(n, 5);
    const auto first = factored(all, n);
    for (std::size_t lane = 1; lane < lanes; ++lane)
        all[lane] = all[lane] * 7.0;
    const auto second = factored(all, n);
    auto x = right_sides(n, 4), y = x;
    first.solve(x.data(), 4);
    second.solve(y.data(), 4);
    for (std::size_t k = 0; k < x.size(); ++k)
        EXPECT_EQ(x[k].get(0), y[k].get(0)) << k;
}

TEST(LaneLU, TellsWhereADiagonalIsTooSmall) {
    auto all = drawn(4, 9);
    all[0](0, 0) = 1e-3; // rows should have been exchanged
    EXPECT_GT(factored(all, 4).growth().get(0), 100);
}
