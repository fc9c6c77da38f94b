// The covariance of linear systems: closed forms, residuals, refusals.
#include "integrate/lyapunov.hpp"
#include "refusal.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

namespace rewire {
using namespace integrate;
namespace {

Matrix matrix(std::initializer_list<std::initializer_list<double>> rows) {
    Matrix m(rows.size(), rows.begin()->size());
    std::size_t r = 0;
    for (const auto& row : rows)
        std::ranges::copy(row, m.row(r++).begin());
    return m;
}
Matrix random(std::size_t n, unsigned seed) {
    std::mt19937_64 generator(seed);
    Matrix m(n, n);
    for (double& v : m.values())
        v = static_cast<double>(generator() >> 11) * 0x1p-52 - 1;
    return m;
}
Matrix identity(std::size_t n) {
    Matrix m(n, n);
    for (std::size_t i = 0; i < n; ++i)
        m(i, i) = 1;
    return m;
}
// The largest entry of A P + P A' + Q.
double residual(const Matrix& a, const Matrix& p, const Matrix& q) {
    double worst = 0;
    const std::size_t n = a.rows();
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) {
            double sum = q(i, j);
            for (std::size_t k = 0; k < n; ++k)
                sum += a(i, k) * p(k, j) + p(i, k) * a(j, k);
            worst = std::max(worst, std::abs(sum));
        }
    return worst;
}
double largest(const Matrix& m) {
    double out = 0;
    for (const double v : m.values())
        out = std::max(out, std::abs(v));
    return out;
}
std::string refusal(const Matrix& a) {
    return rewire::testing::refusal<NoRest>([&] { lyapunov(a, identity(a.rows())); }, "accepted");
}

TEST(Lyapunov, OneState) { EXPECT_DOUBLE_EQ(lyapunov(matrix({{-4}}), matrix({{2}}))(0, 0), 0.25); }

TEST(Lyapunov, DiagonalClosedForm) {
    const auto p =
        lyapunov(matrix({{-1, 0, 0}, {0, -300, 0}, {0, 0, -0.02}}), matrix({{2, 1, 3}, {1, 5, 0}, {3, 0, 1}}));
    const double rates[] = {1, 300, 0.02}, q[3][3] = {{2, 1, 3}, {1, 5, 0}, {3, 0, 1}};
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j)
            EXPECT_NEAR(p(i, j), q[i][j] / (rates[i] + rates[j]), 1e-13 * (1 + p(i, j)));
}

TEST(Lyapunov, PublishedSolverAgrees) { // scipy 1.10 linalg.solve_continuous_lyapunov (Bartels and Stewart)
    const auto p =
        lyapunov(matrix({{-2, 1, 0}, {0.5, -1.5, 0.3}, {0, -1, -3}}), matrix({{1, 0, 0}, {0, 2, 0}, {0, 0, 0.5}}));
    const auto expected = matrix({{0.376001559951784, 0.252003119903567, -0.082352454560495},
                                  {0.252003119903567, 0.71871587605474, -0.15975915289891},
                                  {-0.082352454560495, -0.15975915289891, 0.136586384299637}});
    for (std::size_t k = 0; k < 9; ++k)
        EXPECT_NEAR(p.values()[k], expected.values()[k], 2e-15);
}

TEST(Lyapunov, SymmetricSystemIsHalfTheInverse) { // A = A', Q = I: P = -A^-1 / 2, so -2 A P = I
    const std::size_t n = 40;
    const auto r = random(n, 3);
    Matrix a(n, n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            a(i, j) = 0.1 * (r(i, j) + r(j, i)) - (i == j ? 2 : 0);
    const auto p = lyapunov(a, identity(n));
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) {
            double sum = 0;
            for (std::size_t k = 0; k < n; ++k)
                sum += -2 * a(i, k) * p(k, j);
            EXPECT_NEAR(sum, i == j ? 1 : 0, 1e-13);
        }
}

TEST(Lyapunov, OscillatorClosedForm) { // x'' = -w^2 x - 2 c x' + s xi: var x = s^2 / (4 c w^2), var x' = s^2 / (4 c)
    const double w = 62.8, c = 0.01, s = 3;
    const auto p = lyapunov(matrix({{0, 1}, {-w * w, -2 * c}}), matrix({{0, 0}, {0, s * s}}));
    EXPECT_NEAR(p(0, 0) / (s * s / (4 * c * w * w)), 1, 1e-10);
    EXPECT_NEAR(p(1, 1) / (s * s / (4 * c)), 1, 1e-10);
    EXPECT_NEAR(p(0, 1), 0, 1e-8);
}

TEST(Lyapunov, RandomSystemsLeaveNoResidual) {
    for (const std::size_t n : {2, 5, 17, 64, 164}) {
        auto a = random(n, static_cast<unsigned>(n));
        for (std::size_t i = 0; i < n; ++i)
            a(i, i) -= 1.2 * std::sqrt(static_cast<double>(n));
        const auto p = lyapunov(a, identity(n));
        EXPECT_LT(residual(a, p, identity(n)), 1e-12) << n;
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                EXPECT_EQ(p(i, j), p(j, i));
    }
}

TEST(Lyapunov, NearlyUnstableAndStiff) { // slowest and fastest rate a factor of a million apart, far from symmetric
    const std::size_t n = 30;
    auto a = random(n, 9);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j <= i; ++j)
            a(i, j) = i == j ? -std::pow(10.0, -3.0 + 6.0 * static_cast<double>(i) / (n - 1)) : 0;
    const auto p = lyapunov(a, identity(n));
    EXPECT_LT(residual(a, p, identity(n)) / (largest(a) * largest(p)), 1e-14);
}

TEST(Lyapunov, UnlikeUnitsDoNotMatter) { // the same system in units a billion apart
    const auto a = matrix({{-2, 1, 0}, {0.5, -1.5, 0.3}, {0, -1, -3}});
    const double unit[] = {1e-9, 1, 1e9};
    Matrix b(3, 3), q(3, 3);
    for (std::size_t i = 0; i < 3; ++i) {
        q(i, i) = unit[i] * unit[i];
        for (std::size_t j = 0; j < 3; ++j)
            b(i, j) = a(i, j) * unit[i] / unit[j];
    }
    const auto p = lyapunov(a, identity(3)), scaled = lyapunov(b, q);
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j)
            EXPECT_NEAR(scaled(i, j) / (unit[i] * unit[j]) / p(i, j), 1, 1e-13);
    EXPECT_NEAR(growth_rate(b), growth_rate(a), 1e-13);
}

TEST(Lyapunov, RefusesWhatGrowsAndSaysHowFast) {
    EXPECT_EQ(refusal(matrix({{-1, 0}, {0, 0.25}})),
              "the noise has no steady covariance: a disturbance grows at 0.25 /s (largest real part of the Jacobian's "
              "eigenvalues); lower the coupling, raise the inhibition, or simulate: the activity may swing by itself");
    auto a = random(50, 4);
    for (std::size_t i = 0; i < 50; ++i)
        a(i, i) -= 2;
    EXPECT_NE(refusal(a).find("a disturbance grows at"), std::string::npos);
}
TEST(Lyapunov, RefusesWhatNeverDies) {
    EXPECT_NE(refusal(matrix({{0, 1}, {-1, 0}})), "accepted");
    EXPECT_NE(refusal(matrix({{-1, 0}, {0, 0}})), "accepted");
    EXPECT_NE(refusal(matrix({{-1, std::nan("")}, {0, -1}})), "accepted");
}
TEST(Lyapunov, ShapesAreHeldTo) {
    EXPECT_THROW(lyapunov(Matrix(2, 3), Matrix(2, 2)), Defect);
    EXPECT_THROW(lyapunov(Matrix(2, 2), Matrix(3, 3)), Defect);
}

TEST(GrowthRate, KnownEigenvalues) {
    EXPECT_NEAR(growth_rate(matrix({{-0.1, 2}, {-2, -0.1}})), -0.1, 1e-15);
    EXPECT_NEAR(growth_rate(matrix({{-2, 1, 0}, {0.5, -1.5, 0.3}, {0, -1, -3}})), -1.101523736172009, 1e-14);
    EXPECT_NEAR(growth_rate(matrix({{0, 1, 0}, {0, 0, 1}, {6, -11, 6}})), 3, 1e-12); // (x - 1) (x - 2) (x - 3)
}

} // namespace
} // namespace rewire
