#include "observe/synchrony.hpp"

#include <numbers>
#include <random>

#include "base/error.hpp"
#include "observe/filter.hpp"
#include "reference_file.hpp"

namespace rewire {
using namespace observe;
namespace {

TEST(analytic_signal, agrees_with_scipy_for_smooth_and_prime_lengths) {
    const Matrix x = first_columns(reference("signal"), 2);
    expect_near(analytic_signal(x).imaginary, reference("hilbert_200"), 1e-12);
    expect_near(analytic_signal(rows_of(x, 0, 197)).imaginary, reference("hilbert_197"), 1e-12);
}

TEST(analytic_signal, turns_a_cosine_into_a_sine) {
    Matrix x(300, 1);
    for (std::size_t t = 0; t < 300; ++t)
        x(t, 0) = 2 * std::cos(2 * std::numbers::pi * 9 * static_cast<double>(t) / 300);
    const auto z = analytic_signal(x);
    EXPECT_EQ(z.real, x);
    for (std::size_t t = 0; t < 300; ++t)
        EXPECT_NEAR(z.imaginary(t, 0), 2 * std::sin(2 * std::numbers::pi * 9 * static_cast<double>(t) / 300), 1e-12);
    EXPECT_TRUE(analytic_signal(Matrix()).imaginary.empty());
}

TEST(order_parameter, agrees_with_scipy) {
    const auto order = order_parameter(analytic_signal(detrend(reference("signal"), Trend::mean)));
    const Matrix expected = reference("order_parameter");
    ASSERT_EQ(order.size(), expected.cols());
    for (std::size_t t = 0; t < order.size(); ++t)
        EXPECT_NEAR(order[t], expected(0, t), 1e-11);
}

TEST(order_parameter, known_phases) {
    // In step: 1. Four phases a quarter turn apart: 0. Two phases d apart: |cos(d / 2)|.
    const auto order_of = [](std::vector<double> phases) {
        Analytic z{Matrix(1, phases.size()), Matrix(1, phases.size())};
        for (std::size_t c = 0; c < phases.size(); ++c) {
            z.real(0, c) = static_cast<double>(c + 1) * std::cos(phases[c]);
            z.imaginary(0, c) = static_cast<double>(c + 1) * std::sin(phases[c]);
        }
        return order_parameter(z)[0];
    };
    EXPECT_NEAR(order_of({0.7, 0.7, 0.7}), 1, 1e-15);
    EXPECT_NEAR(order_of({0, std::numbers::pi / 2, std::numbers::pi, 1.5 * std::numbers::pi}), 0, 1e-15);
    EXPECT_NEAR(order_of({0.2, 1.4}), std::cos(0.6), 1e-15);
    EXPECT_TRUE(std::isnan(order_parameter({Matrix(1, 2), Matrix(1, 2)})[0]));
}

TEST(synchrony, beating_pair_has_the_moments_of_a_rectified_cosine) {
    // |cos| over whole beats: mean 2/pi, variance 1/2 - 4/pi^2.
    const std::size_t n = 4000;
    Matrix x(n, 2);
    for (std::size_t t = 0; t < n; ++t) {
        const double turn = 2 * std::numbers::pi * static_cast<double>(t) / static_cast<double>(n);
        x(t, 0) = std::cos(200 * turn);
        x(t, 1) = 5 * std::cos(210 * turn);
    }
    const auto s = synchrony(order_parameter(analytic_signal(x)));
    EXPECT_NEAR(s.synchrony, 2 / std::numbers::pi, 1e-4);
    EXPECT_NEAR(s.metastability, std::sqrt(0.5 - 4 / (std::numbers::pi * std::numbers::pi)), 1e-4);
}

TEST(synchrony, coupled_oscillators_lock_and_uncoupled_ones_do_not) {
    // Kuramoto's model, 40 oscillators of 1 +- 0.1 rad/s: critical coupling about 0.16 rad/s.
    const auto run = [](double coupling) {
        std::mt19937_64 generator(5);
        std::normal_distribution<double> normal;
        std::uniform_real_distribution<double> uniform(0, 2 * std::numbers::pi);
        const std::size_t n = 40, samples = 1500;
        std::vector<double> phase(n), speed(n);
        for (std::size_t c = 0; c < n; ++c) {
            phase[c] = uniform(generator);
            speed[c] = 1 + 0.1 * normal(generator);
        }
        Matrix x(samples, n);
        for (std::size_t t = 0; t < samples; ++t) {
            double re = 0, im = 0;
            for (double p : phase) {
                re += std::cos(p) / static_cast<double>(n);
                im += std::sin(p) / static_cast<double>(n);
            }
            for (std::size_t c = 0; c < n; ++c) {
                x(t, c) = std::cos(phase[c]);
                phase[c] += 0.2 * (speed[c] + coupling * (im * std::cos(phase[c]) - re * std::sin(phase[c])));
            }
        }
        return synchrony(order_parameter(analytic_signal(x)), 300);
    };
    const auto locked = run(1.0), loose = run(0.0);
    EXPECT_GT(locked.synchrony, 0.97);
    EXPECT_LT(locked.metastability, 0.02);
    EXPECT_LT(loose.synchrony, 0.35); // sqrt(pi / (4 n)) = 0.14 is expected of random phases
    EXPECT_GT(loose.metastability, 0.04);
}

TEST(synchrony, leaves_the_margins_out) {
    const std::vector<double> order{9, 0.2, 0.4, 0.6, 9};
    const auto s = synchrony(order, 1);
    EXPECT_NEAR(s.synchrony, 0.4, 1e-15);
    EXPECT_NEAR(s.metastability, std::sqrt(0.08 / 3), 1e-15);
    EXPECT_THROW(synchrony(order, 2), InputError);
    EXPECT_THROW(synchrony({}, 0), InputError);
    EXPECT_THROW(synchrony({0.5}, 0), InputError);
}

} // namespace
} // namespace rewire
