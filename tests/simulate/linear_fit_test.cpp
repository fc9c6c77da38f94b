// Fits of linear noise: derivatives against differences, values that made the data found again, errors that are what
// noise in the data does, knobs that data cannot hold, and the controls.
#include "simulate/linear_fit.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <random>

#include "base/error.hpp"
#include "brain/scaling.hpp"
#include "brain/template_brain.hpp"
#include "equations/all.hpp"
#include "integrate/linear_noise.hpp"
#include "integrate/linear_response.hpp"

namespace rewire::simulate {
namespace {

const mechanism::Catalogue& catalogue() {
    static const auto c = equations::all_mechanisms();
    return c;
}
integrate::Network brain() {
    const auto c = brain::template_brain();
    return integrate::Network::with_defaults(catalogue().region_model("wong_wang"), c.labels, brain::scaled(c));
}
struct Here {
    integrate::Network network;
    integrate::SteadyState rest;
    Matrix fc() const { return integrate::LinearNoise(network, rest).correlation(); }
    Matrix slopes() const { return integrate::output_slopes(network, rest.state, network.model->activity); }
};
Here at_rest(const integrate::Network& n) {
    const auto balanced = integrate::tune_inhibition(n);
    return {balanced.network, integrate::steady_state(balanced.network, balanced.state)};
}
Matrix fc_at(double coupling, double lambda, const integrate::Network& of) {
    auto n = of;
    n.coupling = coupling;
    n.params[mechanism::find_row(n.model->params, "lambda")] = {lambda};
    return at_rest(n).fc();
}
const Knob coupling{"coupling", "1", 0.1, 1.2}, lambda{"lambda", "1", 0, 1};
LinearFitPlan plan_of(Matrix fc, std::vector<Knob> knobs, std::vector<double> start) {
    LinearFitPlan p;
    p.knobs = std::move(knobs);
    p.start = std::move(start);
    p.inhibition = Inhibition::analytic;
    p.question.target = Target{std::move(fc), {}};
    return p;
}

} // namespace

TEST(LinearResponse, IsTheDerivativeOfTheConnectivity) {
    auto n = brain();
    n.coupling = 0.7;
    const auto here = at_rest(n);
    const integrate::LinearResponse response(here.rest.near, here.slopes());
    const auto fc = here.fc();
    for (std::size_t i = 0; i < fc.rows(); ++i)
        for (std::size_t j = 0; j < fc.cols(); ++j)
            ASSERT_NEAR(response.connectivity()(i, j), fc(i, j), 1e-9) << i << " " << j;
    const auto w = mechanism::find_row(n.model->params, "w_p"), sigma = mechanism::find_row(n.model->params, "sigma");
    const auto moved = [&](int knob, double by) {
        auto m = n;
        if (knob == 0)
            m.coupling += by;
        const auto row = knob == 1 ? w : sigma;
        if (knob > 0) { // of one region
            m.params[row].assign(m.size(), m.params[row].front());
            m.params[row][5] *= 1 + by;
        }
        return at_rest(m);
    };
    for (const int knob : {0, 1, 2}) {
        const auto near = moved(knob, 1e-6), up = moved(knob, 1e-3), down = moved(knob, -1e-3);
        const auto slope = response.change(near.rest.near, near.slopes(), 1e-6);
        const auto above = up.fc(), below = down.fc();
        double most = 0;
        for (std::size_t i = 0; i < fc.rows(); ++i)
            for (std::size_t j = 0; j < fc.cols(); ++j)
                most = std::max(most, std::abs(slope(i, j)));
        EXPECT_GT(most, 1e-3) << knob;
        for (std::size_t i = 0; i < fc.rows(); ++i)
            for (std::size_t j = 0; j < fc.cols(); ++j)
                ASSERT_NEAR(slope(i, j), (above(i, j) - below(i, j)) / 2e-3, 1e-4 * most)
                    << knob << " " << i << " " << j;
    }
}

TEST(LinearFit, FindsTheValuesThatMadeTheData) {
    const auto n = brain();
    const auto f = fit_linear_noise(n, plan_of(fc_at(0.83, 0.35, n), {coupling, lambda}, {0.3, 0.1}));
    EXPECT_TRUE(f.settled);
    EXPECT_NEAR(f.knobs[0].value, 0.83, 1e-5);
    EXPECT_NEAR(f.knobs[1].value, 0.35, 1e-5);
    EXPECT_LT(f.rms, 1e-6);
    EXPECT_NEAR(f.fit.fc_r, 1, 1e-9);
    EXPECT_EQ(f.pairs, n.size() * (n.size() - 1) / 2);
    ASSERT_EQ(f.directions.size(), 2u);
    EXPECT_GE(f.directions[0].spread, f.directions[1].spread);
}

TEST(LinearFit, FindsTheGainsOfSomeRegions) {
    auto made = brain();
    made.coupling = 0.6;
    const auto w = mechanism::find_row(made.model->params, "w_p");
    std::vector<Knob> knobs;
    std::vector<double> start;
    made.params[w].assign(made.size(), 1.4);
    for (const std::size_t place : {3u, 40u, 81u}) {
        made.params[w][place] = 1.1 + 0.005 * static_cast<double>(place);
        knobs.push_back({"w_p", "1", 0.7, 2, place});
        start.push_back(1.4);
    }
    auto n = brain();
    n.coupling = 0.6;
    const auto f = fit_linear_noise(n, plan_of(at_rest(made).fc(), knobs, start));
    for (std::size_t k = 0; k < 3; ++k)
        EXPECT_NEAR(f.knobs[k].value, made.params[w][*knobs[k].place], 1e-4) << k;
}

// Of all regions together, from values that are alike; two of them have left the range, and are held at its ends.
TEST(LinearFit, SettlesOnTheGainsOfAllRegions) {
    auto made = brain();
    made.coupling = 0.6;
    const auto w = mechanism::find_row(made.model->params, "w_p");
    made.params[w].assign(made.size(), 1.4);
    std::vector<Knob> knobs{coupling};
    std::vector<double> start{0.5};
    for (std::size_t place = 0; place < made.size(); ++place) {
        made.params[w][place] = 1.4 + 0.12 * std::sin(1.7 * static_cast<double>(place));
        knobs.push_back({"w_p", "1", 1.25, 1.7, place});
        start.push_back(1.4);
    }
    const auto fc = at_rest(made).fc();
    const auto inside = fit_linear_noise(brain(), plan_of(fc, knobs, start));
    EXPECT_TRUE(inside.settled);
    EXPECT_LT(inside.steps, 30);
    EXPECT_NEAR(inside.knobs[0].value, 0.6, 0.01);
    EXPECT_LT(inside.rms, 1e-3);
    for (const std::size_t place : {3u, 40u}) // and nothing of the others is lost
        knobs[place + 1].low = 1.55;
    start[4] = start[41] = 1.6;
    const auto held = fit_linear_noise(brain(), plan_of(fc, knobs, start));
    EXPECT_TRUE(held.settled);
    EXPECT_TRUE(held.knobs[4].at_end && held.knobs[41].at_end);
    EXPECT_GT(held.rms, inside.rms);
    EXPECT_GT(held.fit.fc_r, 0.99);
}

// Noise in the data that comes by regions, as that of people does: the error told is the spread over such data.
TEST(LinearFit, TellsTheErrorThatDataWithNoiseHave) {
    const auto n = brain();
    const auto fc = fc_at(0.7, 0, n);
    std::mt19937_64 generator(11);
    std::normal_distribution<double> normal;
    double sum = 0, square = 0, told = 0;
    const int times = 40;
    for (int k = 0; k < times; ++k) {
        Matrix noisy = fc;
        std::vector<double> of(n.size());
        for (double& x : of)
            x = 0.05 * normal(generator);
        for (std::size_t i = 0; i < n.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                noisy(i, j) = noisy(j, i) = std::tanh(std::atanh(fc(i, j)) + of[i] + of[j] + 0.05 * normal(generator));
        const auto f = fit_linear_noise(n, plan_of(noisy, {coupling}, {0.65}));
        sum += f.knobs[0].value;
        square += f.knobs[0].value * f.knobs[0].value;
        told += f.knobs[0].error / times;
    }
    const double mean = sum / times, spread = std::sqrt((square - sum * mean) / (times - 1));
    EXPECT_NEAR(mean, 0.7, 3 * spread / std::sqrt(times) + 0.01);
    EXPECT_GT(told, spread / 1.5);
    EXPECT_LT(told, spread * 1.5);
}

TEST(LinearFit, SaysWhatDataCannotHold) {
    const auto n = brain();
    const Knob noise{"sigma", "1/sqrt(ms)", 0.005, 0.02, {}, 31.6227766};
    EXPECT_THROW(fit_linear_noise(n, plan_of(fc_at(0.7, 0, n), {coupling, noise}, {0.6, 0.01})), InputError)
        << "noise that is alike everywhere cancels in r";
    // No brain of these ranges is as connected: the knob stays at its end, and has no error.
    const auto f = fit_linear_noise(n, plan_of(fc_at(1.1, 0, n), {{"coupling", "1", 0.1, 0.5}}, {0.3}));
    EXPECT_TRUE(f.knobs[0].at_end);
    EXPECT_EQ(f.knobs[0].value, 0.5);
    EXPECT_TRUE(std::isnan(f.knobs[0].error));
    Matrix few(n.size(), n.size(), std::nan(""));
    few(0, 1) = few(1, 0) = 0.5;
    EXPECT_THROW(fit_linear_noise(n, plan_of(few, {coupling}, {0.3})), InputError);
}

TEST(RewiredWeights, KeepDegreesAndWeights) {
    const auto n = brain();
    const auto& w = n.weights;
    const auto other = rewired_weights(w, 3);
    const auto list = [](const Matrix& m) { return std::vector<double>(m.values().begin(), m.values().end()); };
    EXPECT_EQ(list(rewired_weights(w, 3)), list(other));
    EXPECT_NE(list(rewired_weights(w, 4)), list(other));
    auto before = list(w), after = list(other);
    std::size_t moved = 0, tracts = 0;
    for (std::size_t i = 0; i < w.rows(); ++i) {
        int was = 0, is = 0;
        EXPECT_EQ(other(i, i), 0);
        for (std::size_t j = 0; j < w.cols(); ++j) {
            EXPECT_EQ(other(i, j), other(j, i));
            was += w(i, j) != 0;
            is += other(i, j) != 0;
            tracts += w(i, j) != 0;
            moved += w(i, j) != 0 && other(i, j) == 0;
        }
        EXPECT_EQ(was, is) << i;
    }
    EXPECT_GT(3 * moved, tracts) << "few stay where they were";
    std::ranges::sort(before);
    std::ranges::sort(after);
    EXPECT_EQ(before, after);
}

} // namespace rewire::simulate
