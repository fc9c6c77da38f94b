// Kaplan-Meier curves and the log-rank test against R's survival package.
#include "trial/survival.hpp"

#include <gtest/gtest.h>
#include <random>

#include "trial/sample.hpp"

namespace rewire {
using namespace trial;
using namespace trial_sample;
namespace {

const double none = std::nan("");
using Step = KaplanMeier::Step;

template <class Of>
std::vector<double> all(const KaplanMeier& k, Of of) {
    std::vector<double> out;
    for (const auto& s : k.steps)
        out.push_back(static_cast<double>(of(s)));
    return out;
}
KaplanMeier curve_of(int which) {
    std::vector<double> t;
    std::vector<int> e;
    for (std::size_t k = 0; k < arm.size(); ++k)
        if (arm[k] == which) {
            t.push_back(time[k]);
            e.push_back(event[k]);
        }
    return kaplan_meier({t, e});
}

TEST(KaplanMeier, is_that_of_survfit) {
    const auto k = kaplan_meier({time, event});
    ASSERT_EQ(k.failure, "");
    EXPECT_EQ(k.people, 36u);
    EXPECT_EQ(k.events, 15u);
    // R 4.2.2, survival 3.5-3: f <- survfit(Surv(time, event) ~ 1, d, conf.type = "log-log")
    expect_near(all(k, [](const Step& s) { return s.time; }), {3, 4, 5, 6, 7, 8, 9, 10, 11, 15, 16, 18, 19, 20});
    expect_near(all(k, [](const Step& s) { return s.at_risk; }),
                {36, 35, 31, 28, 27, 26, 23, 22, 20, 18, 14, 13, 12, 11});
    expect_near(all(k, [](const Step& s) { return s.events; }), {1, 1, 2, 0, 1, 2, 1, 2, 2, 1, 1, 0, 1, 0});
    expect_near(all(k, [](const Step& s) { return s.censored; }), {0, 3, 1, 1, 0, 1, 0, 0, 0, 3, 0, 1, 0, 11});
    expect_near(all(k, [](const Step& s) { return s.survival; }),
                {0.972222222222222, 0.944444444444444, 0.883512544802867, 0.883512544802867, 0.850789857958317,
                 0.785344484269215, 0.751199071909684, 0.682908247190622, 0.61461742247156, 0.580472010112029,
                 0.539009723675455, 0.539009723675455, 0.494092246702501, 0.494092246702501});
    // summary(f, times = f$time)$std.err
    expect_near(all(k, [](const Step& s) { return s.error; }),
                {0.0273892582550908, 0.0381769039409043, 0.0548822819350951, 0.0548822819350951, 0.0618400894214815,
                 0.0723553803506222, 0.0768451141948544, 0.0836668510790005, 0.0881405214906267, 0.0896140111545752,
                 0.0923078107105626, 0.0923078107105626, 0.0949169625201975, 0.0949169625201975});
    expect_near(all(k, [](const Step& s) { return s.interval.low; }),
                {0.818730730054546, 0.795656669274514, 0.718206714299463, 0.718206714299463, 0.67691543282963,
                 0.600396947048634, 0.561814255848275, 0.488789105763758, 0.420150450363008, 0.387243135827877,
                 0.345131170600306, 0.345131170600306, 0.300396126079251, 0.300396126079251});
    expect_near(all(k, [](const Step& s) { return s.interval.high; }),
                {0.996039871086475, 0.985809164379933, 0.954716351930387, 0.954716351930387, 0.935273413401931,
                 0.891859813898141, 0.867667206812457, 0.816107592946758, 0.760916543653303, 0.732099647744981,
                 0.698351014036779, 0.698351014036779, 0.661455561574712, 0.661455561574712});
    EXPECT_EQ(k.survival_at(2.9), 1);
    expect_near(k.survival_at(15), 0.580472010112029);
    expect_near(k.survival_at(100), 0.494092246702501);
}

TEST(KaplanMeier, median_and_numbers_at_risk_are_those_of_survfit) {
    // quantile(f, 0.5), of f of everyone and of each arm
    const auto everyone = kaplan_meier({time, event});
    expect_near({everyone.median, everyone.median_interval.low, everyone.median_interval.high}, {19, 10, none});
    const std::vector<std::vector<double>> medians{{9, 5, none}, {none, 5, none}, {none, 10, none}};
    // summary(f, times = c(0, 5, 10, 15), extend = TRUE)$n.risk
    const std::vector<std::vector<std::size_t>> at_risk{{12, 10, 5, 4}, {12, 11, 8, 8}, {12, 10, 9, 6}};
    for (int a = 0; a < 3; ++a) {
        SCOPED_TRACE(a);
        const auto k = curve_of(a);
        const auto i = static_cast<std::size_t>(a);
        expect_near({k.median, k.median_interval.low, k.median_interval.high}, medians[i]);
        EXPECT_EQ(k.at_risk(std::vector<double>{0, 5, 10, 15}), at_risk[i]);
        EXPECT_EQ(k.at_risk(std::vector<double>{20.5}), (std::vector<std::size_t>{0}));
    }
    // A curve that lies at one half: quantile(survfit(Surv(1:6, c(1, 1, 1, 0, 1, 0)) ~ 1), 0.5); without the fifth
    // event
    const std::vector<double> weeks{1, 2, 3, 4, 5, 6};
    EXPECT_EQ(kaplan_meier({weeks, std::vector<int>{1, 1, 1, 0, 1, 0}}).median, 4);
    EXPECT_EQ(kaplan_meier({weeks, std::vector<int>{1, 1, 1, 0, 0, 0}}).median, 4.5);
}

TEST(KaplanMeier, ends_and_faults) {
    const std::vector<double> weeks{1, 2, none};
    const auto k = kaplan_meier({weeks, std::vector<int>{1, 1, 1}});
    EXPECT_EQ(k.people, 2u);
    EXPECT_EQ(k.steps.back().survival, 0);
    EXPECT_TRUE(std::isnan(k.steps.back().interval.low));
    EXPECT_NE(kaplan_meier({std::vector<double>{1, -2}, std::vector<int>{1, 0}}).failure.find("person 2 is -2"),
              std::string::npos);
    EXPECT_NE(kaplan_meier({std::vector<double>{1, 2}, std::vector<int>{1, 2}}).failure.find("event of person 2 is 2"),
              std::string::npos);
    EXPECT_EQ(kaplan_meier({}).failure, "there is nobody whose time is known");
}

TEST(KaplanMeier, times_apart_by_rounding_are_one) {
    const auto k = kaplan_meier({std::vector<double>{0.3, 0.1 + 0.2, 1, 2}, std::vector<int>{1, 1, 0, 0}});
    ASSERT_EQ(k.steps.size(), 3u);
    EXPECT_EQ(k.steps[0].events, 2u);
}

TEST(LogRank, is_that_of_survdiff) {
    // R 4.2.2, survival 3.5-3: survdiff(Surv(time, event) ~ arm, d)
    const auto l = log_rank({time, event}, arm, 3);
    ASSERT_EQ(l.failure, "");
    expect_near(l.observed, {8, 3, 4});
    expect_near(l.expected, {4.19818314769226, 5.4929569417648, 5.30885991054294});
    expect_near({l.chi_squared, l.df, l.p}, {5.06610660109345, 2, 0.0794161682944353});
    // survdiff(Surv(time, event) ~ arm + strata(site), d)
    const auto s = log_rank({time, event}, arm, 3, site);
    expect_near(s.expected, {4.33982683982684, 5.47276334776335, 5.18740981240981});
    expect_near({s.chi_squared, s.df, s.p}, {4.87920620436437, 2, 0.0871954522797657});
}

TEST(LogRank, an_empty_group_takes_no_degree_of_freedom) {
    auto moved = arm;
    for (int& a : moved)
        a = a == 2 ? 3 : a;
    const auto l = log_rank({time, event}, moved, 4);
    EXPECT_EQ(l.df, 2);
    expect_near(l.chi_squared, 5.06610660109345);
}

TEST(LogRank, says_why_there_is_no_answer) {
    const std::vector<double> t{1, 2, 3, 4};
    const std::vector<int> g{0, 0, 1, 1};
    EXPECT_EQ(log_rank({t, std::vector<int>{0, 0, 0, 0}}, g, 2).failure,
              "nobody had the event: there is nothing to compare");
    EXPECT_EQ(log_rank({t, std::vector<int>{0, 0, 0, 1}}, g, 2).failure,
              "events come about while only one group is followed");
    EXPECT_NE(log_rank({t, std::vector<int>{1, 1, 1, 1}}, g, 2, g).failure, "");
}

TEST(LogRank, errs_as_often_as_it_says) {
    std::mt19937_64 generator(22);
    std::exponential_distribution<double> falls_ill(0.1);
    constexpr int trials = 2000, n = 100;
    int found = 0;
    for (int trial = 0; trial < trials; ++trial) {
        std::vector<double> t;
        std::vector<int> e, g;
        for (int k = 0; k < n; ++k) {
            const double at = std::ceil(falls_ill(generator));
            t.push_back(std::min(at, 12.0));
            e.push_back(at < 12);
            g.push_back(k % 2);
        }
        found += log_rank({t, e}, g, 2).p < 0.05;
    }
    EXPECT_NEAR(static_cast<double>(found) / trials, 0.05, 0.015);
}

} // namespace
} // namespace rewire
