// Generations of a calibration by its emulator, and as many people a target as it takes: made-up models whose optimum,
// whose blind direction and whose noise are known.
#include <cmath>
#include <gtest/gtest.h>

#include "fit/calibrate.hpp"
#include "fit/seeds.hpp"

namespace rewire {
using namespace fit;
namespace {

// Bent in a; b and c are seen as their sum alone. Least at a = 0.5 and b + c = 1.5, of which the prior, alike for both,
// makes halves.
std::vector<ModelAnswer> bent(const std::vector<double>& x) {
    return {{std::exp(2 * x[0]), 0}, {x[0] * x[0] + x[1] + x[2], 0}, {(x[1] + x[2]) / (0.2 + x[0]), 0}};
}
CalibrationPlan plan(unsigned generations) {
    CalibrationPlan p{{{"a", "1", 1.6, 0, 2}, {"b", "1", 0.3, 0, 2}, {"c", "1", 0.3, 0, 2}},
                      {{"first", std::exp(1.0), 0.05}, {"second", 1.75, 0.05}, {"third", 1.5 / 0.7, 0.05}},
                      {.generations = 0, .seed = 2},
                      {.members = 50, .seed = 2}};
    p.newton = {.generations = generations, .draws = 4};
    return p;
}

TEST(Generations, GoWhereTheTruthIsAndSayWhatTheyCannotSee) {
    const auto start = calibrate(plan(0), bent), c = calibrate(plan(25), bent);
    EXPECT_GT(std::abs(start.after.values[0] - 0.5), 0.05) << "a star and one step do not get there";
    EXPECT_NEAR(c.after.values[0], 0.5, 0.01);
    EXPECT_NEAR(c.after.values[1] + c.after.values[2], 1.5, 0.02);
    EXPECT_NEAR(c.after.values[1], 0.75, 0.1) << "the prior alone parts them";
    EXPECT_LE(c.points.size(), points_of(plan(25)));
    // The blind direction is found as such, the others as known.
    const auto& blind = c.ensemble.combinations[0];
    EXPECT_LT(blind.information, 0.05) << "a twentieth of what the prior knows";
    EXPECT_NEAR(blind.share[1], std::sqrt(0.5), 0.02) << told(blind, plan(0).parameters);
    EXPECT_NEAR(blind.share[2], -std::sqrt(0.5), 0.02);
    EXPECT_GT(c.ensemble.combinations[1].information, 100);
    EXPECT_EQ(c.ensemble.parameters[0].verdict, "pinned down");
    // b and c each keep the prior's spread over the root of two.
    EXPECT_NEAR(c.ensemble.parameters[1].sd_over_prior, std::sqrt(0.5), 0.03);
    // The path is written down, and never goes up.
    ASSERT_GE(c.steps.size(), 3u);
    double last = c.cost_before.sum();
    for (const auto& s : c.steps) {
        EXPECT_LE(s.objective, last);
        EXPECT_GT(s.radius, 0);
        last = s.objective;
    }
    EXPECT_GE(last, c.cost_after.sum());
    EXPECT_LE(c.search.course.back(), c.search.course.front());
}
TEST(Generations, KnownPointsAreNotAskedAgainAndTheBitsAreTheSame) {
    std::size_t asked = 0;
    const auto counted = [&](const std::vector<double>& x) { return ++asked, bent(x); };
    KnownAnswers known;
    const auto stopped = calibrate(plan(6), counted, {}, [&](const Evaluated& e, double) {
        known[e.values] = e.answers;
        return known.size() < 14; // within the second generation
    });
    EXPECT_TRUE(stopped.stopped);
    EXPECT_EQ(asked, 14u);
    const auto rest = calibrate(plan(6), counted, known), whole = calibrate(plan(6), bent);
    EXPECT_EQ(asked, whole.points.size());
    EXPECT_EQ(rest.after.values, whole.after.values);
    EXPECT_EQ(rest.ensemble.members, whole.ensemble.members);
    ASSERT_EQ(rest.steps.size(), whole.steps.size());
    EXPECT_EQ(rest.steps.back().values, whole.steps.back().values);
}
TEST(Generations, StayInsideTheRangesAndWalkAroundWhatFails) {
    auto p = plan(25);
    p.parameters[0].low = 0.7; // the truth is beyond
    for (const auto& point : calibrate(p, bent).points)
        EXPECT_GE(point.values[0], 0.7);
    const auto c = calibrate(plan(25), [](const std::vector<double>& x) {
        return x[2] > 1.2 ? std::vector<ModelAnswer>(3, {std::nan(""), 0, "no rest"}) : bent(x);
    });
    EXPECT_NEAR(c.after.values[0], 0.5, 0.02);
}
// By hand: of residuals 3 - 2 z the best is z = 1.5 before the prior; within a radius of 0.5 it is 0.5.
TEST(Newton, AStepIsAsLongAsItIsTrusted) {
    const std::vector<SearchParameter> one{{"a", "1", 0, -2, 2}}; // prior sd 1
    Ensemble e;
    e.mean = {1.2}; // of 5 z = 6: information 4, prior 1
    e.emulator.value = {3};
    e.emulator.slope = Matrix(1, 1, -2.0);
    const auto all = newton_step(one, e, {0}, 2), part = newton_step(one, e, {0}, 0.5);
    EXPECT_NEAR(all.values[0], 1.2, 1e-12);
    EXPECT_NEAR(all.predicted, 9 - 0.36 - 1.44, 1e-12);
    EXPECT_NEAR(part.values[0], 0.5, 1e-12);
    EXPECT_NEAR(part.predicted, 9 - 4 - 0.25, 1e-12);
    EXPECT_EQ(next_radius(1, 10, 9), 2);
    EXPECT_EQ(next_radius(2, 10, 9), 2) << "no farther";
    EXPECT_EQ(next_radius(1, 10, 5), 1);
    EXPECT_EQ(next_radius(1, 10, 2), 0.5);
    EXPECT_EQ(next_radius(1, 10, -3), 0.5);
    EXPECT_EQ(next_radius(1, 10, std::nan("")), 0.5);
}
TEST(Seeds, AsManyAsTheNoiseAsksAndNoMoreThanMost) {
    const std::vector<ModelAnswer> answers{{0, 0.1}, {0, 0.5}, {0, 1.0}, {0, 1.01}, {0, 100}, {0, 0}};
    const std::vector<double> sd(6, 1.0);
    EXPECT_EQ(seeds_needed(answers, sd, {.noise = 0.5, .most = 15}), (std::vector<unsigned>{1, 1, 4, 5, 15, 1}));
    EXPECT_EQ(seeds_needed(answers, sd, {}), std::vector<unsigned>(6, 1));
}
TEST(Seeds, AnAnswerIsTheMeanOverItsSeedsAndItsErrorFalls) {
    std::vector<std::vector<std::size_t>> asked;
    const auto evaluate = over_seeds({1, 4, 2}, [&](unsigned seed, const std::vector<std::size_t>& questions) {
        asked.push_back(questions);
        return [=](const std::vector<double>& x) {
            std::vector<ModelAnswer> out;
            for (const auto k : questions)
                out.push_back(k == 2 && seed == 1 && x[0] > 5
                                  ? ModelAnswer{std::nan(""), 0, "nobody"}
                                  : ModelAnswer{x[0] + 10.0 * static_cast<double>(k) + seed, 0.6});
            return out;
        };
    });
    EXPECT_EQ(asked, (std::vector<std::vector<std::size_t>>{{0, 1, 2}, {1, 2}, {1}, {1}}));
    const auto a = evaluate({2});
    EXPECT_DOUBLE_EQ(a[0].value, 2);
    EXPECT_DOUBLE_EQ(a[1].value, 12 + 1.5);
    EXPECT_DOUBLE_EQ(a[2].value, 22 + 0.5);
    EXPECT_NEAR(a[0].error, 0.6, 1e-12);
    EXPECT_NEAR(a[1].error, 0.3, 1e-12);
    EXPECT_NEAR(a[2].error, 0.6 / std::sqrt(2.0), 1e-12);
    const auto b = evaluate({6});
    EXPECT_TRUE(std::isnan(b[2].value));
    EXPECT_EQ(b[2].failure, "nobody");
    EXPECT_EQ(b[0].failure, "");
}

} // namespace
} // namespace rewire
