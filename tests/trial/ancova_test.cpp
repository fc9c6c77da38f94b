// Analysis of covariance against R's lm, and by many made-up trials of which the truth is known.
#include "trial/ancova.hpp"

#include <gtest/gtest.h>
#include <random>

#include "trial/sample.hpp"

namespace rewire {
using namespace trial;
using namespace trial_sample;
namespace {

AncovaData sample() {
    AncovaData d{.outcome = y, .arm = arm, .arms = arms, .covariates = {{"base", base}}};
    for (auto& c : sites_as_covariates())
        d.covariates.push_back(c);
    return d;
}
std::vector<double> numbers(const ArmDifference& d) {
    return {d.difference, d.error, d.t, d.p, d.interval.low, d.interval.high};
}

TEST(Ancova, is_that_of_lm) {
    const auto a = ancova(sample());
    ASSERT_EQ(a.failure, "");
    EXPECT_EQ(a.people, 35u) << "one has no outcome";
    EXPECT_TRUE(a.left_out.empty());
    ASSERT_EQ(a.differences.size(), 2u);
    EXPECT_EQ(a.differences[0].arm, "short");
    EXPECT_EQ(a.differences[1].arm, "long");
    // R 4.2.2: m <- lm(y ~ factor(arm) + base + factor(site), d); summary(m)$coef; confint(m)
    expect_near(numbers(a.differences[0]), {-1.61729983986676, 1.56761133045122, -1.03169695730717, 0.310741996334402,
                                            -4.82342500024868, 1.58882532051515});
    expect_near(numbers(a.differences[1]), {-4.90070029245547, 1.57678813385753, -3.10802712629892, 0.00419227383165355,
                                            -8.12559412318401, -1.67580646172694});
    expect_near(a.sd, 3.71899868198035); // summary(m)$sigma
    EXPECT_EQ(a.df, 29);
    EXPECT_EQ(a.differences[0].df, 29);
    // L <- each arm's row of model.matrix(m) with base and sites at colMeans(model.matrix(m)); L %*% coef(m),
    // sqrt(diag(L %*% vcov(m) %*% t(L)))
    ASSERT_EQ(a.means.size(), 3u);
    expect_near({a.means[0].mean, a.means[1].mean, a.means[2].mean},
                {14.2633143310819, 12.6460144912151, 9.36261403862643});
    expect_near({a.means[0].error, a.means[1].error, a.means[2].error},
                {1.1273928088462, 1.08801041547454, 1.09217010892733});
    expect_near(a.means[0].interval.low, 11.9575371401024);
    EXPECT_EQ(a.means[0].people, 11u);
    EXPECT_EQ(a.means[2].people, 12u);
}

TEST(Ancova, tests_all_arms_at_once_as_anova_does) {
    // R 4.2.2: anova(lm(y ~ base + factor(site), d), lm(y ~ factor(arm) + base + factor(site), d))
    const auto a = ancova(sample());
    ASSERT_TRUE(a.joint);
    expect_near({a.joint->f, a.joint->df1, a.joint->df2, a.joint->p}, {5.02949234741494, 2, 29, 0.0133296023839125});
    auto d = sample();
    d.reference = "long"; // whichever is held against
    expect_near(ancova(d).joint->f, a.joint->f);
    std::vector<double> outcome;
    std::vector<int> of;
    for (std::size_t k = 0; k < arm.size(); ++k)
        if (arm[k] < 2) {
            outcome.push_back(y[k]);
            of.push_back(arm[k]);
        }
    EXPECT_FALSE(ancova({.outcome = outcome, .arm = of, .arms = {"waiting", "short"}}).joint)
        << "two arms are told by their difference";
}

TEST(Ancova, any_arm_can_be_the_reference) {
    auto d = sample();
    d.reference = "long";
    const auto a = ancova(d);
    ASSERT_EQ(a.differences.size(), 2u);
    // R 4.2.2: summary(lm(y ~ relevel(factor(arm), "2") + base + factor(site), d))$coef
    EXPECT_EQ(a.differences[0].arm, "waiting");
    expect_near(a.differences[0].difference, 4.90070029245547);
    EXPECT_EQ(a.differences[1].arm, "short");
    expect_near(a.differences[1].difference, 3.28340045258871);
    expect_near(a.differences[1].error, 1.5609521471485);
    expect_near(a.differences[1].p, 0.0442156083489894);
    d.reference = "lang";
    EXPECT_NE(ancova(d).failure.find("did you mean \"long\"?"), std::string::npos) << ancova(d).failure;
}

TEST(Ancova, leaves_out_what_tells_nothing_and_names_it) {
    const auto plain = ancova(sample());
    auto d = sample();
    std::vector<double> double_base, is_short;
    for (std::size_t k = 0; k < base.size(); ++k) {
        double_base.push_back(3 * base[k] - 7);
        is_short.push_back(arm[k] == 1);
    }
    d.covariates.insert(d.covariates.begin() + 1, {"thrice", double_base});
    d.covariates.push_back({"year", std::vector<double>(base.size(), 2026.1)});
    d.covariates.push_back({"given short", is_short});
    const auto a = ancova(d);
    EXPECT_EQ(a.left_out, (std::vector<std::string>{"thrice", "year", "given short"}));
    EXPECT_EQ(a.df, plain.df);
    expect_near(numbers(a.differences[1]), numbers(plain.differences[1]), 1e-11);
}

TEST(Ancova, does_not_mind_where_numbers_begin) {
    auto d = sample();
    for (double& v : d.covariates[0].values)
        v += 1e6;
    expect_near(numbers(ancova(d).differences[1]), numbers(ancova(sample()).differences[1]), 1e-8);
}

TEST(Ancova, says_why_there_is_no_answer) {
    auto d = sample();
    const std::vector<int> two(arm.size(), 1);
    d.arm = two;
    EXPECT_EQ(ancova(d).failure, "nobody in the arm \"waiting\" has an outcome and all covariates");
    const std::vector<double> few{1, 2, 4};
    const std::vector<int> each{0, 1, 1};
    const AncovaData small{.outcome = few, .arm = each, .arms = {"a", "b"}, .covariates = {{"base", {3, 1, 2}}}};
    EXPECT_EQ(ancova(small).failure, "3 people are too few for 2 arms and 1 covariates: at least 4 are needed");
    const std::vector<double> flat(arm.size(), 0.3);
    d = sample();
    d.outcome = flat;
    EXPECT_NE(ancova(d).failure.find("exactly"), std::string::npos);
    auto endless = y;
    endless[3] = INFINITY;
    d.outcome = endless;
    EXPECT_EQ(ancova(d).failure, "the outcome of person 4 is infinite");
}

TEST(Ancova, errs_and_covers_as_often_as_it_says) {
    std::mt19937_64 generator(20);
    std::normal_distribution<double> normal;
    constexpr int trials = 2000, n = 60;
    int found = 0, covered = 0;
    for (int trial = 0; trial < trials; ++trial) {
        std::vector<double> outcome, before, shifted;
        std::vector<int> which;
        for (int k = 0; k < n; ++k) {
            before.push_back(20 + 5 * normal(generator));
            which.push_back(k % 3);
            outcome.push_back(0.7 * before.back() + 3 * normal(generator));
            shifted.push_back(outcome.back() - (k % 3 == 1 ? 2.5 : 0));
        }
        AncovaData d{.outcome = outcome, .arm = which, .arms = arms, .covariates = {{"base", before}}};
        found += ancova(d).differences[0].p < 0.05;
        d.outcome = shifted;
        const auto i = ancova(d).differences[0].interval;
        covered += i.low <= -2.5 && -2.5 <= i.high;
    }
    EXPECT_NEAR(static_cast<double>(found) / trials, 0.05, 0.015);
    EXPECT_NEAR(static_cast<double>(covered) / trials, 0.95, 0.015);
}

TEST(StandardisedEffect, has_the_exact_interval) {
    const auto e = standardised_effect(of_arm(y, 2), of_arm(y, 0));
    ASSERT_EQ(e.failure, "");
    // R 4.2.2: a, b the y of arms 2 and 0; D <- (mean(a) - mean(b)) / pooled sd, k <- sqrt(n1 n2 / (n1 + n2)),
    // J <- exp(lgamma(df/2) - lgamma((df-1)/2)) / sqrt(df/2), limits: uniroot(function(x) pt(D*k, df, x) - .975, ...)/k
    expect_near({e.d, e.d_interval.low, e.d_interval.high},
                {-0.934174946684309, -1.78924002521714, -0.0592814022704848}, 1e-7);
    expect_near({e.g, e.g_interval.low, e.g_interval.high}, {-0.90034123414285, -1.72443778138076, -0.0571343633988118},
                1e-7);
    const std::vector<double> one{1, 1}, other{2, 2};
    EXPECT_EQ(standardised_effect(one, other).failure, "within the arms nobody differs from anybody");
    EXPECT_NE(standardised_effect(one, {}).failure, "");
}

TEST(StandardisedEffect, interval_covers) {
    std::mt19937_64 generator(21);
    std::normal_distribution<double> normal;
    constexpr int trials = 2000;
    int covered = 0;
    for (int trial = 0; trial < trials; ++trial) {
        std::vector<double> a(8), b(11);
        for (double& v : a)
            v = 0.8 + normal(generator);
        for (double& v : b)
            v = normal(generator);
        const auto i = standardised_effect(a, b).d_interval;
        covered += i.low <= 0.8 && 0.8 <= i.high;
    }
    EXPECT_NEAR(static_cast<double>(covered) / trials, 0.95, 0.015);
}

} // namespace
} // namespace rewire
