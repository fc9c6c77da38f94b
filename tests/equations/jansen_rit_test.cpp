#include "equations/region/jansen_rit.hpp"

#include <gtest/gtest.h>

#include "equations/simulate.hpp"

namespace rewire {
using namespace mechanism;
using namespace equations;
namespace {

const auto potential = [](const Node<JansenRit>& node) { return node.out().V * 1e3; }; // mV

// The rest at a given y = y_1 - y_2 (mV) and the input p that makes it one.
Node<JansenRit> at_rest(double y) {
    Node<JansenRit> node;
    const auto& p = node.p;
    auto& x = node.x;
    const double S = JansenRit::firing(y * 1e-3, p);
    x = {};
    x.y_0 = p.A / p.a * S;
    x.y_2 = p.B / p.b * p.c_4 * p.C * JansenRit::firing(p.c_3 * p.C * x.y_0, p);
    x.y_1 = x.y_2 + y * 1e-3;
    node.p.p = p.a / p.A * x.y_1 - p.c_2 * p.C * JansenRit::firing(p.c_1 * p.C * x.y_0, p);
    for (const double f : as_array<double>(node.drift()))
        EXPECT_NEAR(f, 0, 1e-12);
    return node;
}

// Where `of` changes sign between two values of y.
template <class F>
double zero(F of, double low, double high) {
    const bool rising = of(high) > 0;
    EXPECT_NE(of(low) > 0, rising);
    while (high - low > 1e-12) {
        const double middle = (low + high) / 2;
        ((of(middle) > 0) == rising ? high : low) = middle;
    }
    return low;
}

TEST(JansenRit, AlphaRhythmOverThePublishedInputs) { // Jansen and Rit 1995: alpha for 120 to 320 pulses a second
    struct Known {
        double p, low, high, period; // mV, s: tests/equations/reference.py
    };
    for (const auto& known :
         {Known{150, 5.794074, 8.433791, 0.09413425316}, Known{220, 6.088255, 9.034387, 0.09142415189},
          Known{300, 7.243139, 8.772242, 0.08978819765}}) {
        Node<JansenRit> node;
        node.p.p = known.p;
        node.run(40, 1e-3);
        const Cycle c = node.cycle(potential, 2, 1e-3);
        EXPECT_NEAR(c.period, known.period, 1e-6) << known.p;
        EXPECT_GT(1 / c.period, 10) << known.p;
        EXPECT_LT(1 / c.period, 11.2) << known.p;
        EXPECT_NEAR(c.low, known.low, 5e-3) << known.p;
        EXPECT_NEAR(c.high, known.high, 5e-3) << known.p;
    }
}

TEST(JansenRit,
     OscillationsAreBornWherePublished) { // Grimbert and Faugeras 2006: Hopf bifurcations at p = -12.15, 89.83, 315.70
    struct Known {
        double low, high, p, hertz;
    };
    for (const auto& known :
         {Known{5.8, 6.1, -12.15, 7.2395}, Known{6.5, 7, 89.83, 10.3771}, Known{7.8, 8.4, 315.70, 11.1636}}) {
        const double y = zero([](double v) { return at_rest(v).growth(); }, known.low, known.high);
        const auto node = at_rest(y);
        EXPECT_NEAR(node.p.p, known.p, 0.005);
        double omega = 0;
        for (const auto& e : node.eigenvalues())
            if (std::abs(e.real()) < 1e-6)
                omega = std::max(omega, std::abs(e.imag()));
        EXPECT_NEAR(omega / 6.283185307, known.hertz, 1e-4);
    }
}

TEST(JansenRit, SpikingIsBornAtThePublishedFold) { // Grimbert and Faugeras 2006: saddle-node at p = 113.58
    const auto folds = [](double v) { return at_rest(v).jacobian().determinant(); };
    EXPECT_NEAR(at_rest(zero(folds, 2, 3)).p.p, 113.586, 0.005);
    EXPECT_NEAR(at_rest(zero(folds, 5, 5.6)).p.p, -41.301, 0.005);
}

TEST(JansenRit, InputFromOtherColumnsAddsToP) {
    Node<JansenRit> a, b;
    a.p.p = 150;
    a.u.X = 70;
    EXPECT_NEAR(a.drift().y_4, b.drift().y_4, 1e-9);
    EXPECT_NEAR(a.out().rate, 2 * 2.5 / (1 + std::exp(0.56 * (6 - potential(a)))), 1e-12);
}

} // namespace
} // namespace rewire
