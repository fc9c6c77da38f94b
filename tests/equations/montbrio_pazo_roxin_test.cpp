#include "equations/region/montbrio_pazo_roxin.hpp"

#include <gtest/gtest.h>

#include "equations/simulate.hpp"

namespace rewire {
using namespace equations;
namespace {

constexpr double pi = 3.141592653589793;

// v^2 + eta + J R - pi^2 R^2 with v = -Delta/(2 pi R): zero at the rests of the paper, R = tau r.
double balance(double R, double eta, double J, double Delta = 1) {
    const double v = -Delta / (2 * pi * R);
    return v * v + eta + J * R - pi * pi * R * R;
}

Node<MontbrioPazoRoxin> rest_from(double R, double v) {
    Node<MontbrioPazoRoxin> node;
    node.x = {.r = R / node.p.tau, .v = v};
    EXPECT_LT(node.rest(), 1e-6);
    return node;
}

TEST(MontbrioPazoRoxin,
     NodeSaddleAndFocusAtTheParametersOfFigure2) { // eta -5, J 15, Delta 1; numbers: tests/equations/reference.py
    const auto low = rest_from(0.08, -2), saddle = rest_from(0.47, -0.3), high = rest_from(1, -0.15);
    const auto R = [](const auto& node) { return node.x.r * node.p.tau; };
    EXPECT_NEAR(R(low), 0.08113444195, 1e-9);
    EXPECT_NEAR(R(saddle), 0.47298034068, 1e-9);
    EXPECT_NEAR(R(high), 1.03059679884, 1e-9);
    for (const auto& node : {low, saddle, high}) {
        EXPECT_NEAR(balance(R(node), -5, 15), 0, 1e-9);
        EXPECT_NEAR(node.x.v, -1 / (2 * pi * R(node)), 1e-9);
    }
    EXPECT_EQ(low.eigenvalues().imag().cwiseAbs().maxCoeff(), 0) << "a node";
    EXPECT_LT(low.growth(), 0);
    EXPECT_GT(saddle.growth(), 0);
    EXPECT_LT(high.growth(), 0);
    EXPECT_NEAR(high.growth() * 0.01, -0.30885977, 1e-6);
    EXPECT_NEAR(high.eigenvalues().imag().maxCoeff() * 0.01, 3.31862898, 1e-6) << "a focus";
}

TEST(MontbrioPazoRoxin, BistabilityEndsOnThePapersCurve) { // saddle-nodes at J = 2 pi^2 R + Delta^2/(2 pi^2 R^3)
    for (const double R : {0.1, 0.25, 0.8}) {
        Node<MontbrioPazoRoxin> node;
        node.p.J = 2 * pi * pi * R + 1 / (2 * pi * pi * R * R * R);
        node.p.eta = -balance(R, 0, node.p.J);
        node.x = {.r = R / node.p.tau, .v = -1 / (2 * pi * R)};
        EXPECT_NEAR(node.drift().r, 0, 1e-9);
        EXPECT_NEAR(node.drift().v, 0, 1e-9);
        EXPECT_NEAR(node.jacobian().determinant() / std::pow(node.growth() - node.eigenvalues().real().minCoeff(), 2),
                    0, 1e-9);
    }
}

TEST(MontbrioPazoRoxin, APulseOfCurrentSwitchesItUpForGood) { // the protocol of the paper's figure 2: I = 3
    Node<MontbrioPazoRoxin> node;
    node.run(0.3, 1e-4);
    EXPECT_NEAR(node.x.r, 8.1134, 1e-3);
    node.p.I = 3;
    node.run(0.3, 1e-4);
    node.p.I = 0;
    node.run(0.5, 1e-4);
    EXPECT_NEAR(node.x.r, 103.0597, 1e-3);
}

TEST(MontbrioPazoRoxin, OtherRegionsActAsTheOwnPoolDoes) {
    Node<MontbrioPazoRoxin> alone, fed;
    alone.p.J = 16;
    fed.u.X = fed.x.r;
    EXPECT_NEAR(fed.drift().v, alone.drift().v, 1e-9);
}

} // namespace
} // namespace rewire
