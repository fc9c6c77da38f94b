#include "equations/region/kuramoto.hpp"

#include <gtest/gtest.h>

#include "equations/simulate.hpp"

namespace rewire {
using namespace equations;
namespace {

constexpr double two_pi = 6.283185307179586;

// Oscillators with angular frequencies omega, every pair coupled with `weight`; the sum over others holds oneself,
// which adds 0.
struct Crowd {
    std::vector<Node<Kuramoto>> nodes;
    double weight;
    Crowd(const std::vector<double>& omega, double w) : nodes(omega.size()), weight(w) {
        for (std::size_t k = 0; k < omega.size(); ++k) {
            nodes[k].p.f = omega[k] / two_pi;
            nodes[k].x.theta = two_pi * static_cast<double>(k * k % 101) / 101;
        }
    }
    std::complex<double> sum() const {
        std::complex<double> s;
        for (const auto& node : nodes)
            s += std::complex<double>(node.out().cos, node.out().sin);
        return s;
    }
    // Heun: the phases meet through their inputs, which a step of one node holds still.
    void run(double seconds, double dt) {
        for (auto steps = std::lround(seconds / dt); steps > 0; --steps) {
            std::vector<double> at, slope;
            for (int stage = 0; stage < 2; ++stage) {
                const auto s = weight * sum();
                for (std::size_t k = 0; k < nodes.size(); ++k) {
                    auto& node = nodes[k];
                    node.u = {.X_sin = s.imag(), .X_cos = s.real()};
                    const double d = node.drift().theta;
                    if (stage == 0) {
                        at.push_back(node.x.theta);
                        slope.push_back(d);
                        node.x.theta += dt * d;
                    } else
                        node.x.theta = at[k] + dt / 2 * (slope[k] + d);
                }
            }
        }
    }
};

TEST(Kuramoto, TwoLockWhenCouplingOutweighsDetuning) { // d phi/dt = d omega - 2 K sin phi
    const double K = 1;
    for (const double detuning : {0.5, 1.5, 1.99}) {
        Crowd pair({3 + detuning, 3}, K);
        pair.run(200, 0.01);
        const double phi = pair.nodes[0].x.theta - pair.nodes[1].x.theta;
        EXPECT_NEAR(std::sin(phi), detuning / (2 * K), 1e-8);
        EXPECT_NEAR(pair.nodes[0].drift().theta, 3 + detuning / 2, 1e-6) << "both at their mean frequency";
    }
    Crowd pair({3 + 2.2, 3}, K);
    pair.run(50, 0.01);
    const double before = pair.nodes[0].x.theta - pair.nodes[1].x.theta;
    pair.run(200, 0.01);
    const double drift = (pair.nodes[0].x.theta - pair.nodes[1].x.theta - before) / 200;
    EXPECT_NEAR(drift, std::sqrt(2.2 * 2.2 - 4), 0.03) << "beyond it they slip at sqrt(d omega^2 - 4 K^2)";
}

TEST(Kuramoto, ALorentzianCrowdAwakesAtTwiceItsWidth) { // Kuramoto 1975: K_c = 2 gamma, r = sqrt(1 - K_c/K)
    const std::size_t N = 1000;
    std::vector<double> omega;
    for (std::size_t k = 0; k < N; ++k)
        omega.push_back(std::tan(two_pi / 2 * ((static_cast<double>(k) + 0.5) / N - 0.5)));
    const auto order = [&](double K) {
        Crowd crowd(omega, K / static_cast<double>(N));
        crowd.run(15, 0.02);
        double r = 0;
        for (int k = 0; k < 50; ++k) {
            crowd.run(0.1, 0.02);
            r += std::abs(crowd.sum()) / static_cast<double>(N) / 50;
        }
        return r;
    };
    EXPECT_NEAR(order(4), std::sqrt(0.5), 0.02);
    EXPECT_LT(order(1), 0.08);
}

} // namespace
} // namespace rewire
