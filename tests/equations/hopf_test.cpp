#include "equations/region/hopf.hpp"

#include <gtest/gtest.h>
#include <random>

#include "equations/simulate.hpp"

namespace rewire {
using namespace equations;
namespace {

constexpr double two_pi = 6.283185307179586;

TEST(Hopf, TurnsWithItsFrequencyAtTheRootOfA) {
    Node<Hopf> node;
    node.p.a = 0.5;
    node.p.f = 0.05;
    node.run(60, 0.01);
    EXPECT_NEAR(std::hypot(node.x.x, node.x.y), std::sqrt(0.5), 1e-10);
    const Cycle c = node.cycle([](const auto& at) { return at.x.x; }, 100, 0.01);
    EXPECT_NEAR(c.period, 20, 1e-4);
    EXPECT_NEAR(c.high, std::sqrt(0.5), 1e-6);
}

TEST(Hopf, DiesAwayBelowTheBifurcation) {
    Node<Hopf> node;
    node.p.a = -0.5;
    node.x = {1e-3, 0};
    node.run(4, 0.01);
    EXPECT_NEAR(std::hypot(node.x.x, node.x.y), 1e-3 * std::exp(-2.0), 1e-9);
}

TEST(Hopf, DiffusiveCouplingPullsTogetherAndRestsWhenEqual) {
    Node<Hopf> node;
    const auto alone = node.drift();
    node.u = {.X = 2 * node.x.x, .Y = 2 * node.x.y, .K = 2}; // two neighbours in the same state
    EXPECT_NEAR(node.drift().x, alone.x, 1e-16);
    EXPECT_NEAR(node.drift().y, alone.y, 1e-16);
    node.u.X += 0.3;
    EXPECT_NEAR(node.drift().x, alone.x + 0.3, 1e-16);
}

// Below the bifurcation the noise-driven node is linear: S(f) = sigma^2 (Omega^2 + a^2 + omega^2)/|(i Omega - a)^2 +
// omega^2|^2.
double spectrum(double f, double a, double omega, double sigma) {
    const double Omega = two_pi * f;
    return sigma * sigma * (Omega * Omega + a * a + omega * omega) /
           std::norm(std::complex<double>(a * a + omega * omega - Omega * Omega, -2 * a * Omega));
}

TEST(Hopf, SpectrumOfTheLinearisedNodeIsTheClosedForm) {
    Node<Hopf> node;
    node.x = {0, 0};
    node.p = {.a = -0.8, .f = 2, .k = 1, .sigma = 0.01};
    for (const double f : {0.0, 0.5, 1.9, 2.0, 2.1, 5.0})
        EXPECT_NEAR(node.transfer(0, f) / spectrum(f, -0.8, two_pi * 2, 0.01), 1, 1e-12) << f;
}

TEST(Hopf,
     SpectrumOfARunIsTheClosedForm) { // 400 periodograms of 8 s: 5 % standard error each, 16 % bound, 6 frequencies
    const double a = -4, f_0 = 2, sigma = 0.01, dt = 1e-3;
    Node<Hopf> node;
    node.x = {0, 0};
    node.p = {.a = a, .f = f_0, .k = 1, .sigma = sigma};
    std::mt19937_64 g(7);
    std::normal_distribution<double> normal(0, std::sqrt(dt));
    const std::vector<double> frequencies{0.5, 1, 1.5, 2, 2.5, 4};
    std::vector<double> power(frequencies.size());
    const int segments = 400, length = 8000;
    for (int s = -1; s < segments; ++s) {
        std::vector<std::complex<double>> sum(frequencies.size());
        for (int k = 0; k < length; ++k) {
            node.step(dt);
            node.x.x += sigma * normal(g);
            node.x.y += sigma * normal(g);
            const double hann = 1 - std::cos(two_pi * k / length);
            if (s >= 0)
                for (std::size_t i = 0; i < power.size(); ++i)
                    sum[i] += node.x.x * hann * std::polar(1.0, -two_pi * frequencies[i] * k * dt);
        }
        for (std::size_t i = 0; i < power.size(); ++i)
            power[i] += std::norm(sum[i]) * dt / (1.5 * length) / segments;
    }
    for (std::size_t i = 0; i < power.size(); ++i)
        EXPECT_NEAR(power[i] / spectrum(frequencies[i], a, two_pi * f_0, sigma), 1, 0.16) << frequencies[i];
}

} // namespace
} // namespace rewire
