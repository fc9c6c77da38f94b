// The fast clock against numbers worked out by hand: linear regions, x' = -x / tau + X + a + sigma xi, whose every step
// is known in closed form.
#include "integrate/fast.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "ornstein.hpp"
#include "small_network.hpp"
#include "refusal.hpp"
#include "integrate/quiet.hpp"

using namespace rewire;
using namespace rewire::testing;

namespace {

constexpr double tau = 0.5; // s, the model's own

Network regions(std::size_t places, Matrix weights = {}) {
    return Network::with_defaults(ornstein(), named(places),
                                  weights.empty() ? Matrix(places, places) : std::move(weights));
}
using rewire::testing::quiet;
void set(Network& n, std::string_view param, std::vector<double> values) {
    n.params[find_row(n.model->params, param)] = std::move(values);
}
double x_of(const FastRun<double>& run, std::size_t place, std::size_t point = 0) {
    return run.state(0)[run.cells().at(place, point)];
}
std::string complaint(const auto& f) { return rewire::testing::refusal(f, "nothing is wrong"); }

} // namespace

// A step multiplies what is away from rest by the method's own polynomial of z = -h / tau; rest is a tau.
TEST(ClosedForm, EveryMethodTakesItsOwnPolynomialOfTheStep) {
    const auto euler = [](double z) { return 1 + z; };
    const auto heun = [](double z) { return 1 + z + z * z / 2; };
    const auto rk4 = [](double z) { return 1 + z + z * z / 2 + z * z * z / 6 + z * z * z * z / 24; };
    const std::pair<Method, double (*)(double)> methods[] = {
        {Method::euler, euler}, {Method::heun, heun}, {Method::rk4, rk4}};
    for (const auto& [method, polynomial] : methods)
        for (const double dt : {0.001, 0.05, 0.3}) {
            auto n = regions(3);
            set(n, "a", {0, 4, -2});
            auto p = point_of(n);
            p.start = {3, -1, 0.5};
            FastRun<double> run(n, {p}, quiet(dt, method));
            run.advance(7);
            run.advance(6);
            EXPECT_EQ(run.step(), 13);
            EXPECT_DOUBLE_EQ(run.time(), 13 * dt);
            for (std::size_t i = 0; i < 3; ++i) {
                const double rest = std::array{0.0, 4.0, -2.0}[i] * tau;
                EXPECT_NEAR(x_of(run, i), rest + (p.start[i] - rest) * std::pow(polynomial(-dt / tau), 13), 1e-12)
                    << name_of(method) << " " << dt << " place " << i;
            }
        }
}

// Rows receive, columns send: of a chain 0 -> 1 -> 2 the first knows nothing of the last.
TEST(ClosedForm, AChainIsDrivenFromItsHead) {
    Matrix w(3, 3);
    w(1, 0) = 2;
    w(2, 1) = 3;
    auto n = regions(3, w);
    n.coupling = 0.5;
    auto p = point_of(n);
    p.start = {1, 0, 0};
    const double h = 0.01, q = 1 - h / tau;
    for (const std::size_t points : {1u, 3u}) {
        FastRun<double> run(n, std::vector<Point>(points, p), quiet(h));
        run.advance(10);
        // Powers of q + h W: the k-th neighbour has binomial(10, k) q^(10 - k) times the product of h G w on the way.
        EXPECT_NEAR(x_of(run, 0, points - 1), std::pow(q, 10), 1e-14);
        EXPECT_NEAR(x_of(run, 1, points - 1), 10 * std::pow(q, 9) * h * 1.0, 1e-14);
        EXPECT_NEAR(x_of(run, 2, points - 1), 45 * std::pow(q, 8) * h * 1.0 * h * 1.5, 1e-14);
        // What a region emits now: z = x + 2 X of the state now, not of the step before.
        const auto at = [&](std::size_t i) { return run.cells().at(i, points - 1); };
        const double first = x_of(run, 0, points - 1), second = x_of(run, 1, points - 1);
        EXPECT_NEAR(run.output(1)[at(1)], second + 2 * 1.0 * first, 1e-14);
        EXPECT_EQ(run.activity()[at(1)], run.output(0)[at(1)]);
        EXPECT_EQ(run.activity()[at(1)], second);
    }
}

// Places fill vectors and tails of vectors; every width must sum every source once.
TEST(ClosedForm, EveryNumberOfRegionsSumsEverySource) {
    for (const std::size_t places : {1u, 2u, 7u, 8u, 9u, 23u, 24u, 25u, 48u, 63u, 64u, 65u, 97u, 130u}) {
        Matrix w(places, places);
        for (std::size_t i = 0; i < places; ++i)
            for (std::size_t j = 0; j < places; ++j)
                w(i, j) = i == j || (i + j) % 3 == 0
                              ? 0
                              : static_cast<double>(1 + (i * 5 + j * 3) % 11) / 8; // exact in binary
        const auto n = regions(places, w);
        auto p = point_of(n);
        for (std::size_t i = 0; i < places; ++i)
            p.start.push_back(static_cast<double>(i % 5) - 1.5);
        for (const std::size_t points : {1u, 2u, 9u}) {
            std::vector<Point> all(points, p);
            all.back().coupling = 2;
            FastRun<double> run(n, all, quiet(0.25));
            run.advance(1);
            for (std::size_t i = 0; i < places; ++i) {
                double sum = 0;
                for (std::size_t j = 0; j < places; ++j)
                    sum += w(i, j) * p.start[j];
                EXPECT_EQ(x_of(run, i, points - 1), p.start[i] + 0.25 * (2 * sum - p.start[i] / tau))
                    << places << " places, " << points << " points, place " << i;
            }
        }
    }
}

// A region climbs with slope 1 from t = 0; who hears it with delay d has (t - d)^2 / 2 times the weight: of Euler the
// sum of the ramp as it was, of Heun and Runge-Kutta the integral itself. Longer than the block of 32 steps, and than
// the history before it is moved; a broken delay lies between two steps.
TEST(ClosedForm, DelaysAreExactToThePartOfAStep) {
    const std::vector<double> steps{0, 0.25, 1, 1.5, 3, 31, 32, 32.75, 33, 64, 100.5};
    const double h = 1.0 / 1024; // exact in binary
    const std::size_t places = steps.size() + 1;
    Matrix w(places, places), d(places, places);
    for (std::size_t i = 1; i < places; ++i) {
        w(i, 0) = 1 + static_cast<double>(i) / 8;
        d(i, 0) = steps[i - 1] * h;
    }
    for (const bool short_ones : {true, false}) { // alone, the long ones are read in blocks
        if (!short_ones)
            for (std::size_t i = 1; i < 6; ++i)
                w(i, 0) = 0;
        auto n = regions(places, w);
        n.delays = d;
        set(n, "tau", {1e30}); // nothing decays
        std::vector<double> climb(places, 0);
        climb[0] = 1;
        set(n, "a", climb);
        for (const std::size_t points : {1u, 3u}) {
            FastRun<double> run(n, std::vector<Point>(points, point_of(n)), quiet(h));
            for (const int more : {1, 30, 33, 200, 7, 129}) {
                run.advance(more);
                const auto now = static_cast<double>(run.step());
                EXPECT_DOUBLE_EQ(x_of(run, 0, points - 1), now * h);
                for (std::size_t i = 1; i < places; ++i) {
                    double heard = 0; // the ramp at m - d, 0 before it began
                    for (double m = 0; m < now; ++m) {
                        const double part = steps[i - 1] - std::floor(steps[i - 1]), at = m - std::floor(steps[i - 1]);
                        heard += (1 - part) * std::max(0.0, at) + part * std::max(0.0, at - 1);
                    }
                    EXPECT_NEAR(x_of(run, i, points - 1), w(i, 0) * heard * h * h, 1e-13)
                        << steps[i - 1] << " steps late, after " << now << ", short ones " << short_ones;
                }
            }
        }
    }
}

TEST(ClosedForm, StagedStepsIntegrateADelayedRampExactly) {
    const double h = 1.0 / 256;
    for (const auto method : {Method::heun, Method::rk4}) {
        Matrix w(3, 3), d(3, 3);
        w(1, 0) = 2;
        w(2, 0) = 3;
        d(1, 0) = 4 * h;
        d(2, 0) = 50 * h;
        auto n = regions(3, w);
        n.delays = d;
        set(n, "tau", {1e30});
        set(n, "a", {1, 0, 0});
        FastRun<double> run(n, {point_of(n)}, quiet(h, method));
        run.advance(300);
        const double t = 300 * h;
        EXPECT_NEAR(x_of(run, 0), t, 1e-12);
        EXPECT_NEAR(x_of(run, 1), 2 * (t - 4 * h) * (t - 4 * h) / 2, 1e-12) << name_of(method);
        EXPECT_NEAR(x_of(run, 2), 3 * (t - 50 * h) * (t - 50 * h) / 2, 1e-12) << name_of(method);
    }
}

// Heun reads a delay shorter than its step from what it predicts: the ramp as it was half a step ago, a trapezium a
// step. Runge-Kutta takes the mean of both ends between, which is the same.
TEST(ClosedForm, ADelayWithinAStepReadsThePrediction) {
    const double h = 1.0 / 64;
    for (const auto method : {Method::heun, Method::rk4})
        for (const double late : {0.0, 0.25, 0.5, 1.0, 1.75}) {
            Matrix w(2, 2), d(2, 2);
            w(1, 0) = 1;
            d(1, 0) = late * h;
            auto n = regions(2, w);
            n.delays = d;
            set(n, "tau", {1e30});
            set(n, "a", {1, 0});
            for (const std::size_t points : {1u, 2u}) {
                FastRun<double> run(n, std::vector<Point>(points, point_of(n)), quiet(h, method));
                run.advance(9);
                // What is heard at step k: the ramp read between two steps, 0 before it began.
                const double part = late - std::floor(late);
                const auto heard = [&](double k) {
                    const double whole = k - std::floor(late);
                    return h * ((1 - part) * std::max(0.0, whole) + part * std::max(0.0, whole - 1));
                };
                double x = 0;
                for (int k = 0; k < 9; ++k)
                    x += h / 2 * (heard(k) + heard(k + 1));
                EXPECT_NEAR(x_of(run, 1, points - 1), x, 1e-14) << name_of(method) << " " << late;
            }
        }
}

// Before the start every region has always sent what it sends at the start.
TEST(ClosedForm, BeforeTheStartTheStartWasSent) {
    Matrix w(2, 2), d(2, 2);
    w(1, 0) = 1;
    d(1, 0) = 20e-3;
    auto n = regions(2, w);
    n.delays = d;
    set(n, "tau", {1e30});
    set(n, "a", {1000, 0});
    auto p = point_of(n);
    p.start = {3, 0};
    FastRun<double> run(n, {p}, quiet(1e-3));
    run.advance(20);
    EXPECT_NEAR(x_of(run, 1), 20e-3 * 3, 1e-14);
    run.advance(1);
    EXPECT_NEAR(x_of(run, 1), 21e-3 * 3, 1e-14) << "what was sent at step 0 arrives with step 20";
    run.advance(1);
    EXPECT_NEAR(x_of(run, 1), 22e-3 * 3 + 1e-3 * 1, 1e-14);
}

// Without noise of their own two points differ by what is set of them alone.
TEST(ClosedForm, ParametersDifferByPlaceAndByPoint) {
    auto n = regions(5);
    std::vector<Point> points;
    for (std::size_t q = 0; q < 11; ++q) {
        points.push_back(point_of(n, static_cast<std::uint32_t>(q)));
        points[q].params[find_row(n.model->params, "tau")] = {0.1 * static_cast<double>(q + 1)};
        points[q].params[find_row(n.model->params, "a")] = {0, 1, 2, 3, static_cast<double>(q)};
        points[q].start.assign(5, static_cast<double>(q));
    }
    FastRun<double> run(n, points, quiet(0.01));
    run.advance(3);
    for (std::size_t q = 0; q < 11; ++q)
        for (std::size_t i = 0; i < 5; ++i) {
            const double t = 0.1 * static_cast<double>(q + 1),
                         a = i < 4 ? static_cast<double>(i) : static_cast<double>(q);
            EXPECT_NEAR(x_of(run, i, q), a * t + (static_cast<double>(q) - a * t) * std::pow(1 - 0.01 / t, 3), 1e-13)
                << q << " " << i;
        }
}

// Refreshed every third step, the input between is the one before: an integration of its own tells the same.
TEST(ClosedForm, ACouplingEveryThirdStepHoldsTheInput) {
    Matrix w(2, 2, {0, 0.7, -0.4, 0});
    auto n = regions(2, w);
    auto p = point_of(n);
    p.start = {1, 2};
    for (const int every : {1, 3}) {
        auto o = quiet(0.02);
        o.coupling_every = every;
        FastRun<double> run(n, {p}, o);
        double x[2] = {1, 2}, heard[2] = {};
        for (int s = 0; s < 10; ++s) {
            if (s % every == 0) {
                heard[0] = 0.7 * x[1];
                heard[1] = -0.4 * x[0];
            }
            for (int i = 0; i < 2; ++i)
                x[i] += 0.02 * (heard[i] - x[i] / tau);
        }
        run.advance(4);
        run.advance(6);
        EXPECT_NEAR(x_of(run, 0), x[0], 1e-14) << every;
        EXPECT_NEAR(x_of(run, 1), x[1], 1e-14) << every;
        EXPECT_NEAR(run.output(1)[0], x[0] + 2 * (every == 1 ? 0.7 * x[1] : heard[0]), 1e-14)
            << "what is emitted is what is heard";
    }
}

TEST(ClosedForm, WhatDoesNotSuitIsToldWithTheMend) {
    const auto n = regions(2);
    auto o = quiet(1e-3, Method::exponential_euler);
    EXPECT_EQ(complaint([&] { FastRun<double>(n, {point_of(n)}, o); }),
              "ornstein states no leak rates, so exponential Euler cannot be used; choose --method euler");
    o = quiet(1e-3, Method::rk4);
    o.noise = 0.5;
    EXPECT_EQ(complaint([&] { FastRun<double>(n, {point_of(n)}, o); }),
              "--method rk4 is for runs without noise; give --noise 0, or choose --method heun");
    for (const auto m : {Method::heun, Method::rk4}) {
        o = quiet(1e-3, m);
        o.coupling_every = 2;
        EXPECT_EQ(complaint([&] { FastRun<double>(n, {point_of(n)}, o); }),
                  "--coupling-every is for one-evaluation steps without delays; leave it out");
    }
    auto p = point_of(n);
    p.start = {1};
    EXPECT_THROW(FastRun<double>(n, {p}, quiet(1e-3)), Defect) << "a start of one place for two";
}

// x' = 1 + x^2 leaves its bounds of 5: tan(t) = 5 at t = 1.373.
TEST(ClosedForm, AStateThatLeavesItsBoundsIsFoundWhenItDoes) {
    auto n = Network::with_defaults(climber(), named(3), Matrix(3, 3));
    std::vector<Point> points(2, point_of(n));
    points[1].params[0] = {0, 0, 1}; // the third region alone climbs
    FastRun<double> run(n, points, quiet(1e-3));
    run.advance(1370);
    EXPECT_TRUE(run.check().empty());
    run.advance(10);
    const auto found = run.check();
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].point, 0u);
    EXPECT_EQ(found[0].failure.place, "place 0");
    EXPECT_EQ(found[1].point, 1u);
    EXPECT_EQ(found[1].failure.place, "place 2");
    EXPECT_EQ(found[1].failure.state, "x");
    EXPECT_EQ(found[1].failure.mechanism, "climber");
    EXPECT_NEAR(found[1].failure.value, std::tan(1.38), 0.1);
    EXPECT_DOUBLE_EQ(found[1].failure.time, 1.38);
    EXPECT_TRUE(run.check().empty()) << "told once";
}
