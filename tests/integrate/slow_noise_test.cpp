// Fluctuations slower than the network: closed forms, the spectrum of linear noise at low frequencies, a rest that is
// pushed, and what a scan of finite length shows.
#include "integrate/slow_noise.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

#include "integrate/connectome.hpp"
#include "integrate/equilibrium.hpp"
#include "integrate/inhibition.hpp"
#include "integrate/linear_noise.hpp"
#include "integrate/ornstein.hpp"
#include "model/template_life.hpp"

namespace rewire {
using namespace mechanism;
using namespace brain;
using namespace integrate;
namespace {
using namespace rewire::testing;

const Network& network() { return template_life().network; }
const SteadyState& rest() {
    static const auto found = steady_state(network(), template_life().rest);
    return found;
}
std::size_t drive() { return find_row(network().model->inputs, "u"); }
Matrix normals(std::size_t places, std::size_t readings, unsigned seed) {
    std::mt19937_64 generator(seed);
    std::normal_distribution<double> normal;
    Matrix out(places, readings);
    for (double& v : out.values())
        v = normal(generator);
    return out;
}

// Two processes of 0.5 s and 0.2 /sqrt(s) that drive each other: their sum decays at 2 - c, the difference at 2 + c,
// and at frequency 0 a process of rate l and noise s has the density s^2 / l^2.
TEST(SlowNoise, TwoPlacesInClosedForm) {
    const double c = 1.2;
    Matrix w(2, 2);
    w(0, 1) = w(1, 0) = c;
    const auto pair = Network::with_defaults(ornstein(), named(2), w);
    const auto two = steady_state(pair);
    const auto s = slow_density(pair, two.state, two.near);
    const double sum = 0.5 * 0.04 / (0.8 * 0.8), difference = 0.5 * 0.04 / (3.2 * 3.2);
    EXPECT_NEAR(s(0, 0), sum + difference, 1e-14);
    EXPECT_NEAR(s(0, 1), sum - difference, 1e-14);
    EXPECT_EQ(s(0, 1), s(1, 0));
    EXPECT_NEAR(correlation_of(s)(0, 1), (16 - 1) / (16 + 1.0), 1e-13);
    EXPECT_EQ(correlation_of(s)(1, 1), 1);
}
// Of a life's brain: at 0 to rounding, and a tenth of a hertz changes no correlation by more than a hundredth.
TEST(SlowNoise, IsTheSpectrumAtLowFrequencies) {
    const LinearNoise linear(network(), rest());
    const auto slow = slow_density(network(), rest().state, rest().near);
    const auto at_zero = linear.cross_power(0).real, at_a_tenth = linear.cross_power(0.1).real;
    const auto r = correlation_of(slow), then = correlation_of(at_a_tenth);
    for (std::size_t i = 0; i < slow.rows(); ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            EXPECT_NEAR(slow(i, j), at_zero(i, j), 1e-9 * std::sqrt(slow(i, i) * slow(j, j)));
            EXPECT_NEAR(r(i, j), then(i, j), 0.01);
        }
}
// What a slow input of one region adds is the square of how far the rest follows it.
TEST(SlowNoise, AnInputGoesAsFarAsItPushesTheRest) {
    const std::size_t n = network().size(), place = 70;
    SlowInput slow{.input = drive(), .own = std::vector<double>(n, 0), .shared = {}};
    slow.own[place] = 3e-12;
    const auto with = slow_density(network(), rest().state, rest().near, slow),
               without = slow_density(network(), rest().state, rest().near);
    const double step = 1e-14; // A
    Matrix given(n, network().model->inputs.size());
    std::vector<double> moved[2];
    for (const int side : {0, 1}) {
        given(place, drive()) = side == 0 ? -step : step;
        auto state = rest().state;
        Equilibrium(*network().model, n).solve(network(), given, state);
        const auto near = linearise(network(), state, given);
        for (std::size_t i = 0; i < n; ++i)
            moved[side].push_back(near.outputs(i, network().model->activity));
    }
    for (std::size_t i = 0; i < n; ++i)
        for (const std::size_t j : {place, i}) {
            const double a = (moved[1][i] - moved[0][i]) / (2 * step) * 3e-12,
                         b = (moved[1][j] - moved[0][j]) / (2 * step) * 3e-12;
            EXPECT_NEAR(with(i, j) - without(i, j), a * b, 1e-4 * std::abs(a * b) + 1e-9 * without(i, i))
                << i << ' ' << j;
        }
}
TEST(SlowNoise, APatternOfOneRegionIsItsOwnFluctuation) {
    const std::size_t n = network().size();
    SlowInput own{.input = drive(), .own = std::vector<double>(n, 2e-12), .shared = {}},
        patterns{.input = drive(), .own = {}, .shared = Matrix(n, n)},
        one{.input = drive(), .own = {}, .shared = Matrix(n, 1, 2e-12)};
    for (std::size_t i = 0; i < n; ++i)
        patterns.shared(i, i) = 2e-12;
    const auto a = slow_density(network(), rest().state, rest().near, own),
               b = slow_density(network(), rest().state, rest().near, patterns),
               c = slow_density(network(), rest().state, rest().near, one);
    double apart = 0, together = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < i; ++j) {
            EXPECT_NEAR(a(i, j), b(i, j), 1e-12 * a(i, i));
            apart += correlation_of(a)(i, j);
            together += correlation_of(c)(i, j);
        }
    EXPECT_GT(together, apart + 100) << "what all share binds them";
}

// Readings that are themselves uncorrelated give the covariance back; random ones do on average, and the correlation of
// m readings has the variance (1 - r^2)^2 / m (to 1/m^2: Fisher 1915).
TEST(SlowNoise, AScanOfFiniteLengthWandersAsSamplesDo) {
    Matrix s(2, 2);
    s(0, 0) = 4;
    s(1, 1) = 1;
    s(0, 1) = s(1, 0) = 1.2; // r 0.6
    Matrix even(2, 4, 1);
    even(0, 1) = even(0, 3) = even(1, 2) = even(1, 3) = -1; // rows are orthogonal, of square 1
    const auto back = sampled(s, even);
    for (std::size_t k = 0; k < 4; ++k)
        EXPECT_NEAR(back.values()[k], s.values()[k], 1e-15);
    const int scans = 2000;
    const std::size_t readings = 100;
    double mean = 0, r_mean = 0, r_square = 0;
    for (int k = 0; k < scans; ++k) {
        const auto seen = sampled(s, normals(2, readings, static_cast<unsigned>(k)));
        const double r = correlation_of(seen)(0, 1);
        mean += seen(0, 1) / scans;
        r_mean += r / scans;
        r_square += r * r / scans;
    }
    EXPECT_NEAR(mean, 1.2, 4 * std::sqrt((4 + 1.44) / (readings * scans)));
    EXPECT_NEAR(r_mean, 0.6 - 0.6 * 0.64 / (2 * readings), 4 * 0.064 / std::sqrt(scans));
    EXPECT_NEAR(std::sqrt(r_square - r_mean * r_mean), 0.064, 0.004);
}
// Fewer readings than regions are a scan too: of rank as many.
TEST(SlowNoise, AShortScanIsRead) {
    const auto seen = sampled(slow_density(network(), rest().state, rest().near), normals(network().size(), 10, 1));
    for (std::size_t i = 0; i < seen.rows(); ++i)
        EXPECT_GT(seen(i, i), 0);
}

} // namespace
} // namespace rewire
