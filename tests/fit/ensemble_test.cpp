// What evidence says about parameters, on linear problems whose posterior is known by hand.
#include "fit/ensemble.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "model/people.hpp"

namespace rewire {
using namespace model;
using namespace fit;
namespace {

// Ranges 0 ... 1 with prior sd 0.25: a share is the value.
std::vector<SearchParameter> parameters(std::initializer_list<const char*> names, double start = 0.5) {
    std::vector<SearchParameter> out;
    for (const char* name : names)
        out.push_back({name, "1", start, 0, 1});
    return out;
}
struct Points {
    Matrix at, residuals;
};
// Scattered around `centre`; f gives the residuals of a point.
template <class F>
Points points(std::size_t count, const std::vector<double>& centre, F f) {
    Points p;
    p.at = Matrix(count, centre.size());
    for (std::size_t k = 0; k < count; ++k) {
        std::vector<double> x;
        for (std::size_t j = 0; j < centre.size(); ++j)
            x.push_back(p.at(k, j) = centre[j] + 0.2 * (Luck(9, 0).uniform("points", k * centre.size() + j) - 0.5));
        const std::vector<double> r = f(x);
        if (k == 0)
            p.residuals = Matrix(count, r.size());
        for (std::size_t o = 0; o < r.size(); ++o)
            p.residuals(k, o) = r[o];
    }
    return p;
}

TEST(Ensemble, one_measurement_of_one_parameter_weighs_prior_and_evidence_as_bayes_does) {
    // Prior 0.5 +- 0.25; x measured to be 0.7 +- 0.1. Precisions 16 and 100: mean (16 0.5 + 100 0.7)/116, sd
    // 1/sqrt(116).
    const auto p = points(12, {0.6}, [](const auto& x) { return std::vector{(x[0] - 0.7) / 0.1}; });
    const auto e = ensemble(parameters({"a"}), p.at, p.residuals, {0.66}, {.members = 4000, .seed = 3});
    EXPECT_NEAR(e.mean[0], (16 * 0.5 + 100 * 0.7) / 116, 1e-9);
    EXPECT_NEAR(e.parameters[0].sd, 1 / std::sqrt(116.0), 1e-9);
    EXPECT_NEAR(e.parameters[0].sd_over_prior, std::sqrt(16.0 / 116), 1e-9);
    EXPECT_EQ(e.parameters[0].verdict, "pinned down");
    EXPECT_NEAR(e.combinations[0].information, 100.0 / 16, 1e-8);
    double sum = 0, square = 0;
    for (const double v : e.members.values()) {
        sum += v / 4000;
        square += v * v / 4000;
    }
    EXPECT_NEAR(sum, e.mean[0], 4 * e.parameters[0].sd / std::sqrt(4000.0));
    EXPECT_NEAR(std::sqrt(square - sum * sum), e.parameters[0].sd, 0.05 * e.parameters[0].sd);
    EXPECT_GT(e.inside, 0.99);
}

TEST(Ensemble, a_parameter_without_effect_and_two_that_only_enter_as_a_sum_are_told) {
    // a measured to 0.02; b + c to 0.01; d does nothing.
    const auto p = points(40, {0.5, 0.5, 0.5, 0.5}, [](const auto& x) {
        return std::vector{(x[0] - 0.55) / 0.02, (x[1] + x[2] - 1.1) / 0.01};
    });
    const auto list = parameters({"a", "b", "c", "d"});
    const auto e = ensemble(list, p.at, p.residuals, {0.55, 0.55, 0.55, 0.5}, {.members = 500, .seed = 1});
    // In prior sd the sum has information 2 (0.25/0.01)^2; b alone keeps half of its variance.
    const double information = 2 * 625.0, half = std::sqrt(0.5 + 0.5 / (1 + information));
    EXPECT_EQ(e.parameters[0].verdict, "pinned down");
    EXPECT_NEAR(e.parameters[1].sd_over_prior, half, 1e-9);
    EXPECT_NEAR(e.parameters[2].sd_over_prior, half, 1e-9);
    EXPECT_EQ(e.parameters[1].verdict, "weakly");
    EXPECT_NEAR(e.parameters[3].sd_over_prior, 1, 1e-9);
    EXPECT_EQ(e.parameters[3].verdict, "not pinned down");
    ASSERT_EQ(e.combinations.size(), 4u);
    EXPECT_NEAR(e.combinations[0].information, 0, 1e-8);
    EXPECT_NEAR(e.combinations[1].information, 0, 1e-8);
    EXPECT_NEAR(e.combinations[2].information, 156.25, 1e-6);
    EXPECT_NEAR(e.combinations[3].information, information, 1e-5);
    EXPECT_EQ(told(e.combinations[3], list), "0.71 b + 0.71 c");
    // The two free combinations span b - c and d, whatever their mixture: none of a, none of b + c.
    for (const auto k : {0u, 1u}) {
        EXPECT_NEAR(e.combinations[k].share[0], 0, 1e-6);
        EXPECT_NEAR(e.combinations[k].share[1] + e.combinations[k].share[2], 0, 1e-6);
    }
    EXPECT_NEAR(e.covariance(1, 2), 0.0625 * (-0.5 + 0.5 / (1 + information)), 1e-9);
    // Draws spread along b - c, not along b + c.
    double sum = 0, difference = 0;
    for (std::size_t k = 0; k < 500; ++k) {
        sum += std::pow(e.members(k, 1) + e.members(k, 2) - 1.1, 2) / 500;
        difference += std::pow(e.members(k, 1) - e.members(k, 2), 2) / 500;
        for (const double v : e.members.row(k))
            EXPECT_TRUE(v >= 0 && v <= 1);
    }
    EXPECT_NEAR(std::sqrt(sum), 0.01, 0.0015);
    EXPECT_NEAR(std::sqrt(difference), 0.25 * std::sqrt(2.0), 0.05);
}

TEST(Ensemble, the_worst_combination_is_named) {
    const auto p = points(30, {0.5, 0.5}, [](const auto& x) { return std::vector{(x[0] + x[1] - 1) / 0.01}; });
    const auto list = parameters({"a", "b"});
    const auto e = ensemble(list, p.at, p.residuals, {0.5, 0.5}, {.members = 1});
    const auto worst = told(e.combinations[0], list);
    EXPECT_TRUE(worst == "0.71 a - 0.71 b" || worst == "-0.71 a + 0.71 b") << worst;
    EXPECT_NEAR(e.combinations[0].sd_over_prior, 1, 1e-9);
}

TEST(Ensemble, curvature_around_the_best_point_does_not_bend_the_slope) {
    // Points lie to one side of the centre, where the square adds to the slope of a straight fit.
    const auto f = [](double x) { return 3 * x + 40 * x * x; };
    Matrix at(20, 1), r(20, 1);
    for (std::size_t k = 0; k < 20; ++k) {
        at(k, 0) = 0.01 * static_cast<double>(k);
        r(k, 0) = f(at(k, 0));
    }
    const auto curved = emulate(at, r, {0}, {0.25});
    EXPECT_EQ(curved.terms, Terms::quadratic);
    EXPECT_NEAR(curved.slope(0, 0), 3 * 0.25, 1e-9);
    EXPECT_NEAR(curved.value[0], 0, 1e-12);
    EXPECT_NEAR(curved.scatter[0], 0, 1e-9);
}

TEST(Ensemble, what_the_emulator_cannot_follow_counts_for_less) {
    // The same measurement with noise of sd 2 in its residual: a fifth of the information is left.
    const auto clean = points(400, {0.5}, [](const auto& x) { return std::vector{(x[0] - 0.5) / 0.02}; });
    auto noisy = clean;
    for (std::size_t k = 0; k < 400; ++k)
        noisy.residuals(k, 0) += 2 * Luck(4, 0).normal("noise", k);
    const auto a = ensemble(parameters({"a"}), clean.at, clean.residuals, {0.5}, {.members = 1});
    const auto b = ensemble(parameters({"a"}), noisy.at, noisy.residuals, {0.5}, {.members = 1});
    EXPECT_NEAR(b.emulator.scatter[0], 2, 0.2);
    EXPECT_NEAR(b.combinations[0].information / a.combinations[0].information, 0.2, 0.05);
}

TEST(Ensemble, draws_stay_inside_where_the_best_point_lies_on_a_bound_and_are_the_same_again) {
    const auto p = points(30, {0.05, 0.5}, [](const auto& x) { return std::vector{(x[0] + 0.3) / 0.2, x[1] - 0.5}; });
    auto list = parameters({"a", "b"});
    list[1] = {"b", "1", 1, 0.1, 10, true};
    auto at = p.at;
    for (std::size_t k = 0; k < at.rows(); ++k)
        at(k, 1) = value_at(list[1], p.at(k, 1));
    const auto e = ensemble(list, at, p.residuals, {0, 1}, {.members = 200, .seed = 2}),
               again = ensemble(list, at, p.residuals, {0, 1}, {.members = 200, .seed = 2});
    EXPECT_EQ(e.members, again.members);
    EXPECT_LT(e.inside, 0.9);
    for (std::size_t k = 0; k < 200; ++k) {
        EXPECT_TRUE(e.members(k, 0) >= 0 && e.members(k, 0) <= 1);
        EXPECT_TRUE(e.members(k, 1) >= 0.1 && e.members(k, 1) <= 10);
    }
}

TEST(Ensemble, too_few_points_are_an_error_that_says_how_many) {
    Matrix at(2, 3), r(2, 1);
    try {
        ensemble(parameters({"a", "b", "c"}), at, r, {0.5, 0.5, 0.5}, {});
        FAIL();
    } catch (const InputError& e) {
        EXPECT_NE(std::string(e.what()).find("at least 4 are needed"), std::string::npos) << e.what();
    }
}

} // namespace
} // namespace rewire
