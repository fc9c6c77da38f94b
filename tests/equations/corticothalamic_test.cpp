#include "equations/region/corticothalamic.hpp"

#include <gtest/gtest.h>

#include "observe/corticothalamic_spectrum.hpp"
#include "equations/simulate.hpp"

namespace rewire {
using namespace mechanism;
using namespace equations;
using namespace observe;
namespace {

Node<Corticothalamic> at_rest() {
    Node<Corticothalamic> node;
    EXPECT_LT(node.rest(), 1e-9);
    return node;
}

// G_ab = nu_ab d Q_a / d V_a at a rest.
CorticothalamicGains gains_at(const Node<Corticothalamic>& node) {
    const auto& p = node.p;
    const auto y = node.out();
    const auto slope = [&](double Q) { return Q * (1 - Q / p.Q_max) / p.sigma; };
    const double e = slope(y.Q_e), r = slope(y.Q_r), s = slope(y.Q_s);
    return {.G_ee = p.nu_ee * e,
            .G_ei = p.nu_ei * e,
            .G_es = p.nu_es * e,
            .G_se = p.nu_se * s,
            .G_sr = p.nu_sr * s,
            .G_sn = p.nu_sn * s,
            .G_re = p.nu_re * r,
            .G_rs = p.nu_rs * r,
            .alpha = p.alpha,
            .beta = p.beta,
            .t_0 = p.t_0,
            .gamma = p.gamma};
}

TEST(Corticothalamic, RestsAtThePublishedRates) { // Sanz-Leon et al. 2018, eyes closed, phi_n = 1/s
    Node<Corticothalamic> node;
    node.x.A_e += 0.5e-3;
    node.x.phi_e += 0.5;
    node.run(15, 1e-3);
    for (const auto& at : {node, at_rest()}) {
        const auto y = at.out();
        EXPECT_NEAR(y.Q_e, 5.248361515, 1e-5);
        EXPECT_NEAR(y.Q_r, 15.39601978, 1e-5);
        EXPECT_NEAR(y.Q_s, 8.789733431, 1e-5);
        EXPECT_NEAR(y.phi_e, y.Q_e, 1e-5);
        EXPECT_LT(at.growth(), 0);
    }
}

TEST(Corticothalamic, StartsAtItsRest) {
    const auto rest = as_array<double>(at_rest().x), start = as_array<double>(Node<Corticothalamic>().x);
    for (std::size_t k = 0; k < rest.size(); ++k)
        EXPECT_NEAR(start[k], rest[k], 1e-6 * (Corticothalamic::states[k].unit.text == "mV" ? 1e-3 : 1))
            << Corticothalamic::states[k].name;
}

TEST(Corticothalamic, ItsGainsAreThoseOfTheEyesClosedState) {
    const auto g = gains_at(at_rest());
    const auto& table = corticothalamic_states[0].gains;
    EXPECT_NEAR(g.G_ee, 2.074, 5e-4);
    EXPECT_NEAR(g.G_ee, table.G_ee, 0.006);
    EXPECT_NEAR(g.G_ei, table.G_ei, 0.006);
    EXPECT_NEAR(g.G_es, table.G_es, 0.006);
    EXPECT_NEAR(g.G_se, table.G_se, 0.006);
    EXPECT_NEAR(g.G_sr, table.G_sr, 0.006);
    EXPECT_NEAR(g.G_sn, table.G_sn, 0.006);
    EXPECT_NEAR(g.G_re, table.G_re, 0.006);
    EXPECT_NEAR(g.G_rs, table.G_rs, 0.006);
}

// The model's own Jacobian against the closed form with an exact delay, at k = 0: what the delay states cost.
TEST(Corticothalamic, LinearisedSpectrumIsTheClosedForm) {
    const auto node = at_rest();
    const auto g = gains_at(node);
    const auto phi_e = index_of(Corticothalamic::states, "phi_e");
    const auto worst = [&](double low, double high) {
        double error = 0;
        for (double f = low; f < high; f += 0.25)
            error = std::max(
                error, std::abs(node.transfer(phi_e, f) / eeg_power(f, g, {.modes = 0, .phi_n = node.p.sigma_n}) - 1));
        return error;
    };
    EXPECT_LT(worst(0.25, 20), 1e-6);
    EXPECT_LT(worst(20, 30), 6e-4);
    EXPECT_LT(worst(30, 45), 0.065);
}

// Held at rest but for its input, the chain of delay states gives back what went in t_0 before.
TEST(Corticothalamic, DelayStatesReturnThePast) {
    auto node = at_rest();
    const double t_0 = node.p.t_0, dt = 1e-4;
    const auto late = [&] {
        double sum = 0;
        const auto x = as_array<double>(node.x);
        for (std::size_t k = 0; k < Corticothalamic::order; ++k)
            sum += x[Corticothalamic::first + k];
        return sum;
    };
    const auto given = [](double t) { return 5 + std::sin(6.283185307179586 * 9 * t); };
    double worst = 0;
    auto delay = as_array<double>(node.x);
    for (int step = 0; step < 10000; ++step) {
        const double t = step * dt;
        if (t > 4 * t_0)
            worst = std::max(worst, std::abs(late() - given(t - t_0)));
        node.x = std::bit_cast<Node<Corticothalamic>::State>(delay);
        node.x.phi_e = given(t + dt / 2);
        auto middle = delay;
        auto slope = as_array<double>(node.drift());
        for (std::size_t k = Corticothalamic::first; k < delay.size(); ++k)
            middle[k] += dt / 2 * slope[k];
        node.x = std::bit_cast<Node<Corticothalamic>::State>(middle);
        node.x.phi_e = given(t + dt / 2);
        slope = as_array<double>(node.drift());
        for (std::size_t k = Corticothalamic::first; k < delay.size(); ++k)
            delay[k] += dt * slope[k];
        node.x = std::bit_cast<Node<Corticothalamic>::State>(delay);
    }
    EXPECT_LT(worst, 1e-4);
}

TEST(Corticothalamic, MoreCorticalInputFromOtherRegionsExcites) {
    auto node = at_rest();
    const double A = node.drift().A_e;
    node.u.X = 1;
    EXPECT_NEAR(node.drift().A_e - A, node.p.alpha * node.p.nu_ee, 1e-9);
}

} // namespace
} // namespace rewire
