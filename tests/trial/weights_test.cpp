// How well people agree with readings: against chances worked out by hand; effective numbers; tempering.
#include "trial/weights.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <numbers>
#include <numeric>

namespace rewire::trial {
namespace {

model::Instrument scale(double noise, double site = 0) {
    model::Instrument i;
    i.name = "scale";
    i.low = 0;
    i.high = 20;
    i.whole = true;
    i.noise = noise;
    i.site = site;
    return i;
}
model::Instrument measure(double between, double noise) {
    model::Instrument i;
    i.name = "measure";
    i.low = -100;
    i.high = 100;
    i.between = between;
    i.noise = noise;
    return i;
}
model::Calendar calendar(model::Instrument i) {
    model::Calendar c;
    c.instruments = {std::move(i)};
    c.visits = {0, 7};
    return c;
}
double chance(const model::Calendar& c, std::vector<KnownReading> readings, std::vector<double> truth) {
    return std::exp(log_agreement(c, readings, Matrix(2, 1, std::move(truth)), {}));
}
double below(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }
double bell(double x, double sd) { return std::exp(-0.5 * x * x / sd / sd) / sd / std::sqrt(2 * std::numbers::pi); }

TEST(Weights, AreTheChanceOfAWholeScore) {
    const auto c = calendar(scale(2));
    EXPECT_NEAR(chance(c, {{0, 0, 15}}, {13, 13}), below(1.25) - below(0.75), 1e-14);
    EXPECT_NEAR(chance(c, {{0, 0, 0}}, {1, 1}), below(-0.25), 1e-14) << "all that is below is noted as the lowest";
    EXPECT_NEAR(chance(c, {{0, 0, 20}}, {19, 19}), below(-0.25), 1e-14);
    double all = 0;
    for (int score = 0; score <= 20; ++score)
        all += chance(c, {{0, 0, static_cast<double>(score)}}, {3.3, 0});
    EXPECT_NEAR(all, 1, 1e-13);
    EXPECT_NEAR(chance(c, {{0, 0, 15}, {1, 0, 12}}, {13, 12}), (below(1.25) - below(0.75)) * (2 * below(0.25) - 1),
                1e-14)
        << "ratings are drawn anew";
}

TEST(Weights, AverageOverWhatLastsFromVisitToVisit) {
    // Two readings with a shared part: a normal density with covariance b^2 + e^2 and b^2.
    const double b = 0.4, e = 0.35, x = 0.5, y = 0.2, v = b * b + e * e, det = v * v - b * b * b * b;
    const double density =
        std::exp(-0.5 * (v * x * x - 2 * b * b * x * y + v * y * y) / det) / (2 * std::numbers::pi * std::sqrt(det));
    EXPECT_NEAR(chance(calendar(measure(b, e)), {{0, 0, 1 + x}, {1, 0, 2 + y}}, {1, 2}), density, 1e-9 * density);
    EXPECT_NEAR(chance(calendar(measure(b, e)), {{0, 0, 1 + x}}, {1, 2}), bell(x, std::sqrt(v)), 1e-9);
    EXPECT_NEAR(chance(calendar(measure(b, 0.02)), {{0, 0, 1 + x}}, {1, 2}), bell(x, std::hypot(b, 0.02)), 1e-8)
        << "however little of it is noise";
    EXPECT_NEAR(chance(calendar(measure(b, 0)), {{0, 0, 1 + x}, {1, 0, 2 + y}}, {1, 2}), bell(x, b) * bell(y, b), 1e-12)
        << "whose noise is in what the scanner sees";
    EXPECT_FALSE(weighs(measure(0, 0)));
    auto ratio = measure(b, e);
    ratio.product = true;
    EXPECT_NEAR(chance(calendar(ratio), {{0, 0, 3}}, {1.5, 1}), bell(std::log(2), std::sqrt(v)), 1e-9);
}

TEST(Weights, MakeGoodThatPeopleWereScreened) {
    auto c = calendar(scale(2));
    c.inclusion.push_back({c.instruments[0], 8, 20});
    const double plain = below(1.75) - below(1.25);
    EXPECT_NEAR(chance(c, {{0, 0, 10}}, {7, 7}), plain / below(-0.25), 1e-13);
    EXPECT_NEAR(chance(c, {{1, 0, 10}}, {7, 7}), plain, 1e-14) << "later on nobody is screened";
}

TEST(Weights, OfMissingTruthsAreNone) {
    EXPECT_EQ(log_agreement(calendar(scale(2)), std::vector<KnownReading>{{0, 0, 5}},
                            Matrix(2, 1, std::vector<double>{std::nan(""), 4}), {}),
              -std::numeric_limits<double>::infinity());
}

TEST(Weights, AreTemperedUntilEnoughPeopleCount) {
    std::vector<double> agreement;
    for (int k = 0; k < 200; ++k)
        agreement.push_back(-0.5 * k * k / 9.0); // about five of them count
    const auto free = weigh(agreement, 0);
    EXPECT_EQ(free.power, 1);
    EXPECT_LT(free.effective, 8);
    EXPECT_NEAR(std::accumulate(free.share.begin(), free.share.end(), 0.0), 1, 1e-12);
    const auto w = weigh(agreement, 40);
    EXPECT_NEAR(w.effective, 40, 1e-6);
    EXPECT_EQ(w.effective_untouched, free.effective);
    EXPECT_NEAR(w.share[5] / w.share[0], std::exp(w.power * agreement[5]), 1e-12);
    EXPECT_NEAR(w.widened(), 40 / free.effective, 0.6) << "of such a bell, the numbers go with its width";
    EXPECT_GT(w.carry.size(), free.carry.size());
    double held = 0;
    for (const auto k : w.carry)
        held += w.share[k];
    EXPECT_GE(held, 0.99);
    const double least = w.share[w.carry.back()];
    EXPECT_LT(held - least, 0.99) << "and no more than are needed";
    const auto nobody = weigh(std::vector<double>(5, -std::numeric_limits<double>::infinity()), 2);
    EXPECT_EQ(nobody.effective, 0);
    EXPECT_TRUE(nobody.carry.empty());
    const auto alike = weigh(std::vector<double>(50, -3), 10);
    EXPECT_NEAR(alike.effective, 50, 1e-9);
}

TEST(Weights, GiveMeansWithTheErrorOfChanceAndQuantiles) {
    const std::vector<double> values{1, 2, 3, 4}, alike{0.25, 0.25, 0.25, 0.25}, one{0, 0, 1, 0};
    EXPECT_EQ(mean_of(values, alike).mean, 2.5);
    EXPECT_NEAR(mean_of(values, alike).error, std::sqrt(5.0 / 16), 1e-12);
    EXPECT_EQ(mean_of(values, one).error, 0);
    EXPECT_EQ(quantile_of(values, alike, 0.025), 1);
    EXPECT_EQ(quantile_of(values, alike, 0.5), 2);
    EXPECT_EQ(quantile_of(values, alike, 0.975), 4);
    EXPECT_EQ(quantile_of(values, one, 0.025), 3);
    EXPECT_EQ(mean_of(std::vector<double>{std::nan(""), 2, 4, 6}, alike).mean, 4);
}

} // namespace
} // namespace rewire::trial
