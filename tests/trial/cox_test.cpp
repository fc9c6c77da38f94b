// Proportional hazards against R's coxph, and where they cannot be told.
#include <gtest/gtest.h>
#include <random>

#include "trial/sample.hpp"
#include "trial/survival.hpp"

namespace rewire {
using namespace trial;
using namespace trial_sample;
namespace {

std::vector<Covariate> arm_and_base() {
    auto c = indicators("arm", arm, arms);
    c.push_back({"base", base});
    return c;
}
std::vector<double> numbers(const Cox::Term& t) {
    return {t.log_hazard, t.hazard_ratio, t.error, t.z, t.p, t.interval.low, t.interval.high};
}
constexpr double close = 1e-6;

TEST(Cox, is_that_of_coxph) {
    const auto c = cox({time, event}, arm_and_base());
    ASSERT_EQ(c.failure, "");
    EXPECT_EQ(c.people, 36u);
    EXPECT_EQ(c.events, 15u);
    ASSERT_EQ(c.terms.size(), 3u);
    EXPECT_EQ(c.terms[0].name, "arm: short");
    // R 4.2.2, survival 3.5-3: summary(coxph(Surv(time, event) ~ factor(arm) + base, d, ties = "efron",
    // control = coxph.control(eps = 1e-14, iter.max = 50))): $loglik; coef, exp(coef), se, z, p, lower and upper .95
    expect_near({c.null_log_likelihood, c.log_likelihood}, {-46.9724269120176, -44.5416469894827}, close);
    expect_near(numbers(c.terms[0]),
                {-1.24928463042397, 0.28670982700267, 0.681743676284944, -1.83248436895191, 0.066879288459053,
                 0.0753600728040981, 1.09079678191912},
                close);
    expect_near(numbers(c.terms[1]),
                {-1.01158979859399, 0.363640404780452, 0.630016587036407, -1.60565581828964, 0.108349553853148,
                 0.105779385895582, 1.25009559158742},
                close);
    expect_near(numbers(c.terms[2]),
                {0.0435622233080617, 1.04452498608999, 0.0837436734393808, 0.520185245272229, 0.602934468132257,
                 0.886412943682171, 1.2308399311433},
                close);
    expect_near(c.likelihood_ratio, 2 * (46.9724269120176 - 44.5416469894827), close);
    EXPECT_LT(c.iterations, 10u);
}

TEST(Cox, strata_have_baselines_of_their_own) {
    const auto c = cox({time, event}, arm_and_base(), site);
    ASSERT_EQ(c.failure, "");
    // coxph(Surv(time, event) ~ factor(arm) + base + strata(site), ...) as above
    expect_near({c.null_log_likelihood, c.log_likelihood}, {-31.0662753780023, -28.691022520781}, close);
    expect_near(numbers(c.terms[0]),
                {-1.30779987092884, 0.270414348855066, 0.700564715663804, -1.86677953041021, 0.0619323821551876,
                 0.0685027435651909, 1.0674597287789},
                close);
    expect_near(c.terms[2].log_hazard, 0.0329377102095889, close);
    // What is alike within each stratum tells nothing.
    auto more = arm_and_base();
    more.push_back(sites_as_covariates()[0]);
    const auto m = cox({time, event}, more, site);
    EXPECT_EQ(m.left_out, (std::vector<std::string>{"site: B"}));
    expect_near(numbers(m.terms[1]), numbers(c.terms[1]));
}

TEST(Cox, does_not_mind_units) {
    auto c = arm_and_base();
    for (double& v : c[2].values)
        v = 1e5 + 1000 * v;
    const auto a = cox({time, event}, c), b = cox({time, event}, arm_and_base());
    expect_near(numbers(a.terms[0]), numbers(b.terms[0]));
    EXPECT_NEAR(a.terms[2].log_hazard * 1000, b.terms[2].log_hazard, 1e-9);
}

TEST(Cox, says_where_the_likelihood_rises_without_end) {
    auto nobody = event;
    for (std::size_t k = 0; k < arm.size(); ++k)
        if (arm[k] == 1)
            nobody[k] = 0;
    const auto c = cox({time, nobody}, arm_and_base());
    EXPECT_NE(c.failure.find("\"arm: short\" has no best value"), std::string::npos) << c.failure;
    EXPECT_TRUE(c.terms.empty());
    // The higher, the sooner, without exception.
    const std::vector<double> t{1, 2, 3, 4, 5, 6};
    const auto sorted = cox({t, std::vector<int>(6, 1)}, {{"x", {6, 5, 4, 3, 2, 1}}});
    EXPECT_NE(sorted.failure.find("\"x\" has no best value"), std::string::npos) << sorted.failure;
    // One exception suffices for an answer.
    EXPECT_EQ(cox({t, std::vector<int>(6, 1)}, {{"x", {6, 5, 3, 4, 2, 1}}}).failure, "");
}

TEST(Cox, other_faults_are_said) {
    EXPECT_EQ(cox({time, std::vector<int>(time.size(), 0)}, arm_and_base()).failure,
              "nobody of whom all covariates are known had the event");
    auto c = arm_and_base();
    c[2].values[8] = INFINITY;
    EXPECT_EQ(cox({time, event}, c).failure, "base of person 9 is infinite");
    c[2].values[8] = std::nan("");
    EXPECT_EQ(cox({time, event}, c).people, 35u);
    c.push_back({"flat", std::vector<double>(time.size(), 0.1)});
    EXPECT_EQ(cox({time, event}, c).left_out, (std::vector<std::string>{"flat"}));
}

TEST(Cox, its_interval_covers) {
    std::mt19937_64 generator(23);
    std::exponential_distribution<double> unit;
    constexpr int trials = 1000, n = 120;
    int covered = 0;
    for (int trial = 0; trial < trials; ++trial) {
        std::vector<double> t, x;
        std::vector<int> e;
        for (int k = 0; k < n; ++k) {
            x.push_back(k % 2);
            const double at = unit(generator) / (0.1 * std::exp(-0.7 * x.back()));
            t.push_back(std::min(at, 15.0));
            e.push_back(at < 15);
        }
        const auto i = cox({t, e}, {{"x", x}}).terms.at(0).interval;
        covered += std::log(i.low) <= -0.7 && -0.7 <= std::log(i.high);
    }
    EXPECT_NEAR(static_cast<double>(covered) / trials, 0.95, 0.02);
}

} // namespace
} // namespace rewire
