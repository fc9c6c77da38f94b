// A whole calibration of models made up here, whose best parameters and posterior are known.
#include "fit/calibrate.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "fit/cma_es.hpp"

namespace rewire {
using namespace fit;
namespace {

struct Calibrate : ::testing::Test {
    void SetUp() override {
        if (!has_cma_es())
            GTEST_SKIP() << "built without " << cma_es_package;
    }
};
// Two answers, linear in a and b; c does nothing.
std::vector<ModelAnswer> line(const std::vector<double>& x) { return {{10 * x[0] + x[1], 0.03}, {2 * x[0] - x[1], 0}}; }
CalibrationPlan plan() {
    return {{{"a", "1", 1, 0, 2}, {"b", "1", 0, -1, 1}, {"c", "1", 3, 1, 9, true}},
            {{"first", 11, 0.04}, {"second", 2.5, 0.1}},
            {.generations = 60, .seed = 2},
            {.members = 50, .seed = 2}};
}

TEST_F(Calibrate, best_point_and_posterior_of_a_linear_model_are_those_of_algebra) {
    const auto c = calibrate(plan(), line);
    // The answer's own error at the start widens its target: sqrt(0.04^2 + 0.03^2) = 0.05. Priors: sd 0.5 in a and b.
    ASSERT_EQ(c.sd.size(), 2u);
    EXPECT_NEAR(c.sd[0], 0.05, 1e-12);
    EXPECT_NEAR(c.sd[1], 0.1, 1e-12);
    const double w1 = 1 / 0.0025, w2 = 1 / 0.01, w = 1 / 0.25;
    const double aa = 100 * w1 + 4 * w2 + w, ab = 10 * w1 - 2 * w2, bb = w1 + w2 + w;
    const double ra = 10 * w1 * 11 + 2 * w2 * 2.5 + w * 1, rb = w1 * 11 - w2 * 2.5, det = aa * bb - ab * ab;
    const double a = (bb * ra - ab * rb) / det, b = (aa * rb - ab * ra) / det;
    EXPECT_NEAR(c.after.values[0], a, 1e-6);
    EXPECT_NEAR(c.after.values[1], b, 1e-6);
    EXPECT_NEAR(c.after.values[2], 3, 1e-6);
    EXPECT_NEAR(c.ensemble.mean[0], a, 1e-6);
    EXPECT_NEAR(c.ensemble.mean[1], b, 1e-6);
    EXPECT_NEAR(c.ensemble.parameters[0].sd, std::sqrt(bb / det), 1e-6);
    EXPECT_NEAR(c.ensemble.parameters[1].sd, std::sqrt(aa / det), 1e-6);
    EXPECT_EQ(c.ensemble.parameters[0].verdict, "pinned down");
    EXPECT_EQ(c.ensemble.parameters[2].verdict, "not pinned down");
    EXPECT_EQ(told(c.ensemble.combinations[0], plan().parameters), "1.00 c");
    EXPECT_NEAR(c.cost_before.sum(), std::pow(1 / 0.05, 2) + std::pow(0.5 / 0.1, 2), 1e-9);
    EXPECT_LT(c.cost_after.sum(), c.cost_before.sum() / 100);
    EXPECT_LE(c.points.size(), points_of(plan()));
}

TEST_F(Calibrate, what_was_evaluated_before_is_not_evaluated_again_and_leads_to_the_same_bits) {
    std::size_t asked = 0;
    const auto counted = [&](const std::vector<double>& x) { return ++asked, line(x); };
    KnownAnswers known;
    const auto stopped = calibrate(plan(), counted, {}, [&](const Evaluated& e, double) {
        known[e.values] = e.answers;
        return known.size() < 50;
    });
    EXPECT_TRUE(stopped.stopped);
    EXPECT_EQ(asked, 50u);
    const auto rest = calibrate(plan(), counted, known), whole = calibrate(plan(), line);
    EXPECT_FALSE(rest.stopped);
    EXPECT_EQ(asked, whole.points.size());
    EXPECT_EQ(rest.after.values, whole.after.values);
    EXPECT_EQ(rest.ensemble.members, whole.ensemble.members);
}

TEST_F(Calibrate, a_search_with_another_target_learns_from_what_was_evaluated_for_the_first) {
    KnownAnswers known;
    const auto keep = [&](const Evaluated& e, double) {
        known[e.values] = e.answers;
        return true;
    };
    const auto first = calibrate(plan(), line, {}, keep), again = calibrate(plan(), line, known);
    EXPECT_EQ(again.ensemble.members, first.ensemble.members); // nothing new: the same bits
    EXPECT_EQ(again.points.size(), first.points.size());
    auto other = plan();
    other.targets[0].value = 9;
    other.search.generations = 1;
    const auto alone = calibrate(other, line), helped = calibrate(other, line, known);
    EXPECT_GT(helped.points.size(), alone.points.size() + 100);
    EXPECT_LE(helped.cost_after.sum(), alone.cost_after.sum());
    other.parameters[0].low = 0.9;
    for (const auto& p : calibrate(other, line, known).points)
        EXPECT_GE(p.values[0], 0.9);
}

TEST_F(Calibrate, sets_that_fail_are_walked_around) {
    const auto c = calibrate(plan(), [](const std::vector<double>& x) {
        return x[0] > 1.3 ? std::vector<ModelAnswer>(2, {std::nan(""), 0, "no rest"}) : line(x);
    });
    EXPECT_LT(c.cost_after.sum(), c.cost_before.sum() / 100);
    EXPECT_EQ(c.ensemble.parameters[0].verdict, "pinned down");
}

TEST_F(Calibrate, a_start_that_fails_is_an_error_with_its_reason) {
    try {
        calibrate(plan(), [](const std::vector<double>&) {
            return std::vector<ModelAnswer>(2, {std::nan(""), 0, "the network does not rest"});
        });
        FAIL();
    } catch (const InputError& e) {
        EXPECT_NE(std::string(e.what()).find(
                      "first: cannot be answered at the start of the search: the network does not rest"),
                  std::string::npos)
            << e.what();
    }
}

TEST(CalibrateHuber, far_residuals_count_by_their_size) {
    EXPECT_EQ(tempered(-2.9, 3), -2.9);
    EXPECT_EQ(tempered(-50, 0), -50);
    EXPECT_NEAR(std::pow(tempered(-10, 3), 2), 3 * (2 * 10 - 3), 1e-12); // 2 Huber(10) = k (2 |r| - k)
    EXPECT_LT(tempered(-10, 3), 0);
    EXPECT_NEAR(tempered(3.0001, 3), 3.0001, 1e-6); // no step
}

TEST_F(Calibrate, a_study_that_cannot_be_met_does_not_rule_where_residuals_are_tempered) {
    auto p = plan();
    p.targets = {{"one", 11, 0.05}, {"two", 11, 0.05}, {"stray", 30, 0.05}};
    const auto same = [](const std::vector<double>& x) { return std::vector<ModelAnswer>(3, {10 * x[0] + x[1], 0}); };
    const auto answer = [&](double huber) {
        p.huber = huber;
        return calibrate(p, same).after.answers[0].value;
    };
    EXPECT_NEAR(answer(0), 17.3, 0.2); // the mean of the three
    EXPECT_NEAR(answer(2), 11, 0.1);
}

TEST(CalibrateStar, stands_around_the_best_point_inside_the_ranges) {
    const std::vector<SearchParameter> p{{"a", "1", 1, 0, 2}, {"b", "1", 0, -1, 1}};
    const auto s = star(p, {1, 1});
    ASSERT_EQ(s.size(), 4u);
    EXPECT_DOUBLE_EQ(s[0][0], 1.25);
    EXPECT_DOUBLE_EQ(s[1][0], 0.75);
    EXPECT_DOUBLE_EQ(s[2][1], 0.5); // the range ends at 1: two steps inside, and one
    EXPECT_DOUBLE_EQ(s[3][1], 0.75);
    for (const auto& x : s)
        EXPECT_TRUE(x[0] == 1 || x[1] == 1);
}

} // namespace
} // namespace rewire
