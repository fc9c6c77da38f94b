// Sensitivity indices of functions whose indices are known by hand.
#include "fit/sensitivity.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

namespace rewire {
using namespace fit;
namespace {

template <class F>
std::vector<double> evaluated(const Matrix& points, F f) {
    std::vector<double> y;
    for (std::size_t k = 0; k < points.rows(); ++k)
        y.push_back(f(points.row(k)));
    return y;
}
// Ishigami and Homma (1990), a = 7, b = 0.1, angles from -pi to pi.
double ishigami(std::span<const double> share) {
    double x[3];
    for (int j = 0; j < 3; ++j)
        x[j] = std::numbers::pi * (2 * share[static_cast<std::size_t>(j)] - 1);
    return std::sin(x[0]) + 7 * std::sin(x[1]) * std::sin(x[1]) + 0.1 * std::pow(x[2], 4) * std::sin(x[0]);
}
double linear(std::span<const double> x) { return 5 + 3 * x[0] - x[1] + 0 * x[2]; }

TEST(Sobol, indices_of_ishigami_are_the_analytic_ones) {
    // V1 = (1 + b pi^4/5)^2/2, V2 = a^2/8, V13 = 8 b^2 pi^8/225.
    const double pi4 = std::pow(std::numbers::pi, 4), v1 = 0.5 * std::pow(1 + 0.1 * pi4 / 5, 2), v2 = 49.0 / 8,
                 v13 = 8 * 0.01 * pi4 * pi4 / 225;
    const double v = v1 + v2 + v13;
    const double first[]{v1 / v, v2 / v, 0}, total[]{(v1 + v13) / v, v2 / v, v13 / v};
    const auto s = sobol(3, evaluated(sobol_points(3, 4096, 1), ishigami), 1);
    for (std::size_t j = 0; j < 3; ++j) {
        EXPECT_NEAR(s[j].first.value, first[j], 0.01) << j;
        EXPECT_NEAR(s[j].total.value, total[j], 0.01) << j;
        EXPECT_TRUE(s[j].first.low <= first[j] && first[j] <= s[j].first.high) << j;
        EXPECT_TRUE(s[j].total.low <= total[j] && total[j] <= s[j].total.high) << j;
        EXPECT_LT(s[j].first.high - s[j].first.low, 0.15) << j;
    }
}

TEST(Sobol, a_sum_shares_its_variance_by_squared_weights_and_nothing_is_left_over) {
    const auto s = sobol(3, evaluated(sobol_points(3, 1024, 3), linear), 3);
    EXPECT_NEAR(s[0].first.value, 0.9, 0.01);
    EXPECT_NEAR(s[1].first.value, 0.1, 0.01);
    EXPECT_NEAR(s[0].total.value, 0.9, 0.01);
    EXPECT_NEAR(s[1].total.value, 0.1, 0.01);
    EXPECT_EQ(s[2].first.value, 0);
    EXPECT_EQ(s[2].total.value, 0);
}

TEST(Sobol, intervals_cover_the_truth_about_as_often_as_they_say) {
    // 40 designs of 64 rows, 4 intervals each: at 95 % fewer than 140 of 160 would be one chance in thousands.
    const double truth[]{0.9, 0.1};
    int covered = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const auto s = sobol(3, evaluated(sobol_points(3, 64, seed), linear), seed);
        for (std::size_t j = 0; j < 2; ++j)
            for (const auto& e : {s[j].first, s[j].total})
                covered += e.low <= truth[j] && truth[j] <= e.high;
    }
    EXPECT_GE(covered, 140);
}

TEST(Sobol, rows_that_failed_are_left_out_and_a_constant_has_no_indices) {
    const auto points = sobol_points(3, 1024, 2);
    auto y = evaluated(points, linear);
    for (const std::size_t k : {0u, 17u, 400u})
        y[k] = std::nan("");
    const auto s = sobol(3, y, 2);
    EXPECT_NEAR(s[0].first.value, 0.9, 0.02);
    EXPECT_TRUE(std::isnan(sobol(3, std::vector<double>(5 * 64, 3.3), 1)[0].total.value));
}

TEST(Sobol, points_fill_the_cube_evenly_and_change_with_the_seed_alone) {
    const auto p = sobol_points(2, 256, 1);
    EXPECT_EQ(p, sobol_points(2, 256, 1));
    EXPECT_NE(p, sobol_points(2, 256, 2));
    // Of A's 256 points exactly 16 lie in each sixteenth of every axis.
    for (std::size_t j = 0; j < 2; ++j) {
        std::vector<int> count(16);
        for (std::size_t r = 0; r < 256; ++r)
            ++count[static_cast<std::size_t>(p(4 * r, j) * 16)];
        for (const int c : count)
            EXPECT_EQ(c, 16);
    }
    for (std::size_t r = 0; r < 256; ++r) { // A, B, A with one of B
        EXPECT_EQ(p(4 * r + 2, 0), p(4 * r + 1, 0));
        EXPECT_EQ(p(4 * r + 2, 1), p(4 * r, 1));
        EXPECT_EQ(p(4 * r + 3, 1), p(4 * r + 1, 1));
    }
}

TEST(Morris, effects_of_a_sum_are_its_weights_without_scatter) {
    const auto points = morris_points(3, 8, 1);
    const auto m = morris(points, evaluated(points, linear), 1);
    EXPECT_NEAR(m[0].mu, 3, 1e-12);
    EXPECT_NEAR(m[1].mu, -1, 1e-12);
    EXPECT_NEAR(m[1].mu_star.value, 1, 1e-12);
    EXPECT_NEAR(m[2].mu_star.value, 0, 1e-12);
    for (const auto& e : m) {
        EXPECT_NEAR(e.sigma, 0, 1e-12);
        EXPECT_NEAR(e.mu_star.high - e.mu_star.low, 0, 1e-12);
    }
}

TEST(Morris, ishigami_shows_curvature_and_company) {
    const auto points = morris_points(3, 400, 5);
    const auto m = morris(points, evaluated(points, ishigami), 5);
    // On the four levels x1 and x3 act through each other, x2 goes up as often as down: its effects cancel and its
    // sizes do not. 7 sin^2 at -pi/3 or pi/3 less that at -pi or pi, by 2/3 of the range: 7 (3/4) 3/2 = 7.875.
    EXPECT_NEAR(m[1].mu_star.value, 7.875, 1e-9);
    EXPECT_NEAR(m[1].mu, 0, 1.2);
    EXPECT_GT(m[0].sigma, 1);
    EXPECT_GT(m[2].sigma, 1);
    EXPECT_LT(m[0].mu_star.low, m[0].mu_star.value);
    EXPECT_GT(m[0].mu_star.high, m[0].mu_star.value);
}

TEST(Morris, walks_change_one_parameter_at_a_time_and_stay_on_the_grid) {
    const auto p = morris_points(5, 50, 2);
    ASSERT_EQ(p.rows(), 300u);
    int up = 0;
    for (std::size_t t = 0; t < 50; ++t)
        for (std::size_t k = 0; k < 5; ++k) {
            int changed = 0;
            for (std::size_t j = 0; j < 5; ++j) {
                const double a = p(6 * t + k, j), b = p(6 * t + k + 1, j);
                EXPECT_NEAR(std::remainder(3 * a, 1), 0, 1e-12);
                changed += a != b;
                if (a != b) {
                    EXPECT_NEAR(std::abs(a - b), 2.0 / 3, 1e-12);
                    up += b > a;
                }
            }
            EXPECT_EQ(changed, 1);
        }
    EXPECT_NEAR(up, 125, 4 * std::sqrt(62.5)); // as often up as down
}

TEST(Morris, a_walk_that_failed_is_left_out) {
    const auto points = morris_points(3, 8, 1);
    auto y = evaluated(points, linear);
    y[5] = std::nan("");
    EXPECT_NEAR(morris(points, y, 1)[0].mu, 3, 1e-12);
    EXPECT_TRUE(std::isnan(morris(points, std::vector<double>(32, std::nan("")), 1)[0].mu));
}

} // namespace
} // namespace rewire
