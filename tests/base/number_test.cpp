#include "base/number.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <vector>

namespace rewire {
namespace {

// x / (1 - exp(-x)) in long double, its limits written out.
long double exact_rectified(long double x) { return x == 0 ? 1 : -x / std::expm1(-x); }

template <class R, class F>
R lane(F f, R x) {
    alignas(64) std::array<R, Lanes<R>::size> a;
    a.fill(x);
    f(Lanes<R>::load_aligned(a.data())).store_aligned(a.data());
    return a[0];
}
template <class T>
auto rect = [](const T& x) { return rectified(x); };

TEST(Rectified, SingleLanesAreWithinAMillionthBelowTen) {
    double worst = 0;
    for (int k = -200000; k <= 200000; ++k) {
        const float x = static_cast<float>(k) * 5e-5f;
        const double want = static_cast<double>(exact_rectified(x));
        worst = std::max(worst, std::abs(lane<float>(rect<Lanes<float>>, x) / want - 1));
    }
    EXPECT_LT(worst, 1e-6);
}

TEST(Rectified, SingleLanesStaySoundOutside) {
    for (const float x : {-1e-29f, -1e-38f, -0.0f, 0.0f, 1e-38f, 1e-30f, 1e-8f, -1e-8f})
        EXPECT_NEAR(lane<float>(rect<Lanes<float>>, x), 1.0, 1e-6) << x;
    for (const float x : {20.f, 80.f, 500.f, 1e6f})
        EXPECT_FLOAT_EQ(lane<float>(rect<Lanes<float>>, x), x);
    for (const float x : {-20.f, -60.f, -80.f})
        EXPECT_NEAR(lane<float>(rect<Lanes<float>>, x) / static_cast<double>(exact_rectified(x)), 1, 1e-5) << x;
    for (const float x : {-200.f, -1e6f}) {
        EXPECT_GE(lane<float>(rect<Lanes<float>>, x), 0) << x;
        EXPECT_LT(lane<float>(rect<Lanes<float>>, x), 1e-30f) << x;
    }
    EXPECT_TRUE(std::isnan(lane<float>(rect<Lanes<float>>, std::numeric_limits<float>::quiet_NaN())));
}

TEST(Rectified, DoubleIsExactToRounding) {
    for (int k = -4000; k <= 4000; ++k) {
        const double x = k * 0.01 + 1e-7, want = static_cast<double>(exact_rectified(x));
        EXPECT_NEAR(rectified(x) / want, 1, 1e-14) << x;
        EXPECT_NEAR(lane<double>(rect<Lanes<double>>, x) / want, 1, 1e-14) << x;
    }
    for (const double x : {-9e-6, -1e-9, 0.0, 1e-12, 9e-6}) { // the short series below 1e-5
        EXPECT_NEAR(rectified(x), static_cast<double>(exact_rectified(x)), 1e-11) << x;
        EXPECT_EQ(rectified(x), lane<double>(rect<Lanes<double>>, x)) << x;
    }
    EXPECT_TRUE(std::isnan(rectified(std::numeric_limits<double>::quiet_NaN())));
}

TEST(Rectified, SlopeIsHalfAtZeroAndContinuous) {
    for (const double x : {-1e-4, -1e-6, 0.0, 1e-6, 1e-4})
        EXPECT_NEAR(rectified(Dual<1>::seed(x, 0)).d[0], 0.5 + x / 6, 1e-5) << x;
}

TEST(Logistic, IsHalfAtZeroAndSymmetric) {
    EXPECT_EQ(logistic(0.0), 0.5);
    for (const double x : {0.1, 1.0, 5.0, 30.0}) {
        EXPECT_NEAR(logistic(x) + logistic(-x), 1, 1e-15);
        EXPECT_NEAR(logistic(Dual<1>::seed(x, 0)).d[0], logistic(x) * logistic(-x), 1e-15);
    }
    EXPECT_EQ(logistic(-1000.0), 0);
    EXPECT_EQ(logistic(1000.0), 1);
    EXPECT_EQ(lane<float>([](auto x) { return logistic(x); }, -1000.f), 0);
}

// Every function a Dual knows, against the difference quotient of the same function on double.
TEST(Dual, DerivativesAreThoseOfTheFunctions) {
    const auto agrees = [](auto f, double x, const char* name) {
        const double h = 1e-6;
        EXPECT_DOUBLE_EQ(f(Dual<1>::seed(x, 0)).v, f(x)) << name;
        EXPECT_NEAR(f(Dual<1>::seed(x, 0)).d[0], (f(x + h) - f(x - h)) / (2 * h), 1e-8 * (1 + std::abs(f(x))))
            << name << " at " << x;
    };
    for (const double x : {-1.3, -0.2, 0.7, 2.1}) {
        agrees([](auto a) { return exp(a); }, x, "exp");
        agrees([](auto a) { return expm1(a); }, x, "expm1");
        agrees([](auto a) { return tanh(a); }, x, "tanh");
        agrees([](auto a) { return sin(a); }, x, "sin");
        agrees([](auto a) { return cos(a); }, x, "cos");
        agrees([](auto a) { return abs(a); }, x, "abs");
        agrees([](auto a) { return log(a * a); }, x, "log");
        agrees([](auto a) { return sqrt(a * a + 1.0); }, x, "sqrt");
        agrees([](auto a) { return 2.0 / a - a / 3.0; }, x, "quotient");
        agrees([](auto a) { return fma(a, a, 1.0 - a); }, x, "fma");
        agrees([](auto a) { return select(a < decltype(a)(0.5), a * a, -a); }, x, "select");
    }
}

TEST(Dual, IsNothingInEveryLaneUntilItIsGiven) {
    using V = Lanes<double>;
    const DualOf<V, 2> none;
    for (const V& part : {none.v, none.d[0], none.d[1]})
        for (std::size_t l = 0; l < V::size; ++l)
            EXPECT_EQ(part.get(l), 0) << l;
}

TEST(Dual, KeepsPartialDerivativesApart) {
    const auto x = Dual<3>::seed(2, 0), y = Dual<3>::seed(5, 1);
    const auto z = x * x * y + y / x;
    EXPECT_DOUBLE_EQ(z.d[0], 2 * 2 * 5 - 5.0 / 4);
    EXPECT_DOUBLE_EQ(z.d[1], 4 + 0.5);
    EXPECT_EQ(z.d[2], 0);
}

TEST(Measured, FollowsDimensions) {
    const Measured second(2, unit("s").dim), volt(3, unit("V").dim), ampere(4, unit("A").dim);
    EXPECT_EQ((volt / ampere * second).dim, unit("V s/A").dim);
    EXPECT_EQ(sqrt(second * second).dim, second.dim);
    EXPECT_EQ((1.0 / sqrt(second)).dim, unit("1/sqrt(s)").dim);
    EXPECT_EQ(exp(second / second).dim, Dimension{});
    EXPECT_THROW(volt + ampere, std::domain_error);
    EXPECT_THROW(exp(second), std::domain_error);
    EXPECT_THROW(select(true, volt, ampere), std::domain_error);
    EXPECT_THROW(static_cast<void>(volt < ampere), std::domain_error);
    EXPECT_THROW(fma(volt, ampere, second), std::domain_error);
    EXPECT_THROW(1.0 - second, std::domain_error);
}

template <class R>
void lanes_agree_with_double() {
    std::mt19937 g(3);
    std::uniform_real_distribution<double> draw(-4, 4);
    for (int trial = 0; trial < 2000; ++trial) {
        const R x = static_cast<R>(draw(g)), tolerance = 4 * std::numeric_limits<R>::epsilon();
        const double d = x;
        const auto agrees = [&](auto f, const char* name) {
            const double want = f(d);
            EXPECT_NEAR(lane<R>([&](const Lanes<R>& v) { return Lanes<R>(f(v)); }, x), want,
                        tolerance * (1 + std::abs(want)))
                << name << " at " << d;
        };
        agrees([](auto a) { return exp(a); }, "exp");
        agrees([](auto a) { return expm1(a); }, "expm1");
        agrees([](auto a) { return tanh(a); }, "tanh");
        agrees([](auto a) { return sin(a); }, "sin");
        agrees([](auto a) { return cos(a); }, "cos");
        agrees([](auto a) { return abs(a); }, "abs");
        agrees([](auto a) { return log(abs(a)); }, "log");
        agrees([](auto a) { return sqrt(abs(a)); }, "sqrt");
        agrees([](auto a) { return select(a < decltype(a)(R(0.5)), a * a, -a); }, "select");
    }
}
TEST(Lanes, AgreeWithDouble) { lanes_agree_with_double<float>(), lanes_agree_with_double<double>(); }

static_assert(Number<double> && Number<Lanes<float>> && Number<Lanes<double>> && Number<Dual<4>> && Number<Measured>);

} // namespace
} // namespace rewire
