// Power in closed form against R, and against made-up trials.
#include "trial/power.hpp"

#include <gtest/gtest.h>
#include <random>

#include "trial/ancova.hpp"
#include "trial/sample.hpp"
#include "trial/survival.hpp"

namespace rewire {
using namespace trial;
using namespace trial_sample;
namespace {

TEST(Power, is_that_of_power_t_test) {
    // R 4.2.2: power.t.test(n = 64, delta = .5, sd = 1, strict = TRUE)$power; n = 20, delta = .3, sig.level = .1
    expect_near(power_of_means({.effect = 0.5}, 64, 64), 0.801459557922328);
    expect_near(power_of_means({.effect = -0.5}, 64, 64), 0.801459557922328);
    expect_near(power_of_means({.effect = 0.3, .alpha = 0.1}, 20, 20), 0.24289895822881);
    // nc <- .5 / .8 * sqrt(40 * 20 / 60); q <- qt(.975, 57); pt(-q, 57, nc) + pt(q, 57, nc, lower.tail = FALSE)
    expect_near(power_of_means({.effect = 0.5, .rho = 0.6}, 40, 20), 0.611671143535748);
    expect_near(power_of_means({.effect = 0}, 30, 30), 0.05);
    EXPECT_NEAR(power_of_means({.effect = 50}, 200, 200), 1, 1e-12);
}

TEST(Power, people_needed_are_the_fewest) {
    // power.t.test(delta = .5, power = .9, strict = TRUE)$n is 85.03
    const auto n = people_for_means({.effect = 0.5}, 0.9);
    EXPECT_EQ(n.treated, 86u);
    EXPECT_EQ(n.control, 86u);
    EXPECT_GE(n.power, 0.9);
    EXPECT_LT(power_of_means({.effect = 0.5}, 85, 85), 0.9);
    const auto two = people_for_means({.effect = 0.5, .to_one_control = 2}, 0.9);
    EXPECT_EQ(two.treated, 2 * two.control);
    EXPECT_LT(two.control, 86u);
    EXPECT_GT(two.treated + two.control, 172u) << "unequal arms cost people";
    const auto with_baseline = people_for_means({.effect = 0.5, .rho = 0.6}, 0.9);
    EXPECT_NEAR(static_cast<double>(with_baseline.control), 85.03 * 0.64, 1.5);
    EXPECT_EQ(people_for_means({.effect = 5}, 0.5).control, 2u);
    EXPECT_EQ(people_for_means({.effect = 0}, 0.9).failure, "an effect of 0 is found by no number of people");
    EXPECT_NE(people_for_means({.effect = 1e-5}, 0.9).failure, "");
}

TEST(Power, events_needed_are_schoenfeld_s) {
    // R 4.2.2: (qnorm(.975) + qnorm(.9))^2 / (.25 * log(.7)^2); pnorm(abs(log(.7)) * sqrt(200 * 2/9) - qnorm(.975))
    const auto e = events_for_hazards({.hazard_ratio = 0.7}, 0.9);
    expect_near(e.exact, 330.37791396381);
    EXPECT_EQ(e.events, 331u);
    expect_near(power_of_hazards({.hazard_ratio = 0.7, .share_treated = 2.0 / 3}, 200), 0.661978541430582);
    expect_near(power_of_hazards({.hazard_ratio = 0.7}, e.exact), 0.9);
    EXPECT_EQ(events_for_hazards({.hazard_ratio = 1}, 0.9).failure,
              "a hazard ratio of 1 is found by no number of events");
}

TEST(Power, trials_find_an_effect_as_often_as_it_says) {
    std::mt19937_64 generator(24);
    std::normal_distribution<double> normal;
    constexpr int trials = 2000, each = 30;
    constexpr double effect = 0.6, rho = 0.5;
    int plain = 0, adjusted = 0;
    for (int trial = 0; trial < trials; ++trial) {
        std::vector<double> outcome, before;
        std::vector<int> which;
        for (int k = 0; k < 2 * each; ++k) {
            before.push_back(normal(generator));
            which.push_back(k % 2);
            outcome.push_back(rho * before.back() + std::sqrt(1 - rho * rho) * normal(generator) + effect * (k % 2));
        }
        AncovaData d{.outcome = outcome, .arm = which, .arms = {"a", "b"}};
        plain += ancova(d).differences[0].p < 0.05;
        d.covariates.push_back({"before", before});
        adjusted += ancova(d).differences[0].p < 0.05;
    }
    EXPECT_NEAR(static_cast<double>(plain) / trials, power_of_means({.effect = effect}, each, each), 0.03);
    EXPECT_NEAR(static_cast<double>(adjusted) / trials, power_of_means({.effect = effect, .rho = rho}, each, each),
                0.03);
}

TEST(Power, log_rank_finds_a_hazard_ratio_as_often_as_it_says) {
    std::mt19937_64 generator(25);
    std::exponential_distribution<double> unit;
    constexpr int trials = 1000, n = 150;
    int found = 0;
    for (int trial = 0; trial < trials; ++trial) {
        std::vector<double> t;
        std::vector<int> g;
        for (int k = 0; k < n; ++k) {
            g.push_back(k % 2);
            t.push_back(unit(generator) / (k % 2 ? 0.6 : 1));
        }
        found += log_rank({t, std::vector<int>(n, 1)}, g, 2).p < 0.05;
    }
    EXPECT_NEAR(static_cast<double>(found) / trials, power_of_hazards({.hazard_ratio = 0.6}, n), 0.04);
}

} // namespace
} // namespace rewire
