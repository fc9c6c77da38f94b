#include "simulate/statistic.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>

namespace rewire {
using namespace simulate;
namespace {

std::vector<Reading> people(const std::vector<double>& from, const std::vector<double>& at) {
    std::vector<Reading> out;
    for (std::size_t k = 0; k < at.size(); ++k) {
        Reading r;
        r.from = r.rated_from = r.start = r.rated_start = from[k];
        r.at = r.rated = at[k];
        r.responded = true;
        r.better = at[k] <= from[k] / 2;
        r.well = at[k] <= 6;
        out.push_back(r);
    }
    return out;
}
double value(std::string_view name, const Arms& arms, double threshold = 0) {
    std::vector<std::size_t> pick(arms.treated.size()), other(arms.control.size());
    std::iota(pick.begin(), pick.end(), 0);
    std::iota(other.begin(), other.end(), 0);
    return value_of(*find_statistic(name), threshold, arms, pick, other);
}
Arms example() {
    Arms a;
    a.treated = people({10, 12, 14, 16}, {4, 6, 8, 10});
    a.control = people({10, 12, 14, 16}, {8, 10, 12, 14});
    return a;
}

TEST(Statistic, DifferencesByHand) {
    const auto a = example();
    EXPECT_DOUBLE_EQ(value("difference", a), -4);
    EXPECT_DOUBLE_EQ(value("change", a), -6);
    EXPECT_DOUBLE_EQ(value("change_against_control", a), -4);
    EXPECT_NEAR(value("percent_of_control", a), 100 * (7.0 / 11 - 1), 1e-12);
    // sd is sqrt(20/3) in both arms; Hedges' correction of 8 people is 1 - 3/23 (1 - 3/(4 N - 9))
    EXPECT_NEAR(value("hedges_g", a), (1 - 3.0 / 23) * -4 / std::sqrt(20.0 / 3), 1e-12);
    EXPECT_NEAR(value("prepost_g", a), -6 / std::sqrt(20.0 / 3), 1e-12);
}
TEST(Statistic, CoursesByHand) {
    auto a = example();
    const double above[]{0, 0.5, 0.5, 1}, swing[]{1, 2, 2, 3};
    for (std::size_t k = 0; k < 4; ++k) {
        a.treated[k].above = above[k];
        a.treated[k].swing = swing[k];
    }
    EXPECT_DOUBLE_EQ(value("prevalence", a), 50);
    EXPECT_DOUBLE_EQ(value("within_person_sd", a), std::sqrt(18.0 / 4)) << "the root of the mean square";
    EXPECT_DOUBLE_EQ(value("stability", a), 1) << "all have lost the same";
    EXPECT_DOUBLE_EQ(value("rated_change", a), -6);
    EXPECT_DOUBLE_EQ(value("share_rated_below", a, 7), 50);
    // 10 to 4, 12 to 6, 14 to 8, 16 to 10: falls of 0.6, 0.5, 0.43, 0.375
    EXPECT_DOUBLE_EQ(value("share_fallen", a, 0.5), 50);
    EXPECT_DOUBLE_EQ(value("share_fallen", a, 0.4), 75);
    EXPECT_DOUBLE_EQ(value("number_needed", a), 1 / (0.5 - 0)) << "half of them, and none of the others";
    std::swap(a.treated, a.control);
    EXPECT_TRUE(std::isnan(value("number_needed", a)));
    std::swap(a.treated, a.control);
    a.treated = people({10, 12, 14, 16}, {2, 6, 10, 14});
    EXPECT_DOUBLE_EQ(value("sd_ratio", a), 2);
    EXPECT_DOUBLE_EQ(value("variance_ratio", a), 4);
    EXPECT_DOUBLE_EQ(value("rated_sd", a), std::sqrt(80.0 / 3));
}
// The noise of rating widens the standard deviation; of a product it is of the logarithm.
TEST(Statistic, EffectSizesCarryTheNoiseOfRating) {
    auto a = example();
    a.noise = 3;
    EXPECT_NEAR(value("hedges_g", a), (1 - 3.0 / 23) * -4 / std::sqrt(20.0 / 3 + 9), 1e-12);
    Arms log;
    log.treated = people({1, 1, 1}, {0.9, 0.9, 0.9});
    log.control = people({1, 1, 1}, {1, 1, 1});
    log.noise = 0.2;
    log.product = true;
    // Two log-normal groups without a spread of their own.
    const double s2 = 0.04, m = std::exp(s2 / 2), v = std::exp(s2) * (std::exp(s2) - 1);
    EXPECT_NEAR(value("hedges_g", log), (1 - 3.0 / 15) * -0.1 * m / std::sqrt(v * (1 + 0.81) / 2), 1e-9);
}
TEST(Statistic, SharesAndRatios) {
    auto a = example();
    EXPECT_DOUBLE_EQ(value("response", a), 50) << "4 of 10 and 6 of 12 are a half or less";
    EXPECT_DOUBLE_EQ(value("no_response", a), 50);
    EXPECT_DOUBLE_EQ(value("remission", a), 50);
    EXPECT_DOUBLE_EQ(value("share_above", a, 7), 50);
    for (std::size_t k = 0; k < 4; ++k) {
        a.treated[k].relapsed = k < 3;
        a.control[k].relapsed = k < 1;
    }
    for (std::size_t k = 0; k < 4; ++k) {
        a.treated[k].ill = k < 2;
        a.control[k].ill = k < 1;
    }
    EXPECT_DOUBLE_EQ(value("relapse", a), 75);
    EXPECT_DOUBLE_EQ(value("relapse_ratio", a), 9);
    EXPECT_DOUBLE_EQ(value("relapse_hazard_ratio", a), std::log(0.25) / std::log(0.75));
    EXPECT_DOUBLE_EQ(value("onset_ratio", a), 2);
    EXPECT_DOUBLE_EQ(value("onset_odds_ratio", a), 3);
    EXPECT_DOUBLE_EQ(value("onset_excess", a), 100);
}
TEST(Statistic, CorrelationSlopeAndTimes) {
    auto a = example();
    for (std::size_t k = 0; k < 4; ++k) {
        a.treated[k].other = -2 * a.treated[k].rated;
        a.treated[k].days_to_95 = 10.0 * static_cast<double>(k + 1);
    }
    EXPECT_NEAR(value("correlation", a), -1, 1e-12);
    EXPECT_NEAR(value("severity_slope", a), 100 * std::sqrt(20.0 / 3) / 7, 1e-9);
    EXPECT_DOUBLE_EQ(value("days_to_95", a), 30);
    a.treated = people({10, 10, 10, 10, 10}, {9, 10.1, 10.2, 10.3, 90}); // one falls ill
    EXPECT_NEAR(value("median_percent_change", a), 2, 1e-9);
    a.treated.resize(4);
    for (auto* arm : {&a.treated, &a.control})
        for (std::size_t k = 0; k < 4; ++k)
            (*arm)[k].weekly = {10.0 + static_cast<double>(k), 10.0 + static_cast<double>(k),
                                (arm == &a.treated ? 5.0 : 10.0) + static_cast<double>(k)};
    EXPECT_DOUBLE_EQ(value("first_week", a, 0.5), 2);
    EXPECT_TRUE(std::isnan(value("first_week", a, 50)));
}
TEST(Statistic, CombinationsAgainstTheirParts) {
    auto a = example();
    a.part = people({10, 12, 14, 16}, {6, 8, 10, 12});
    a.other_part = people({10, 12, 14, 16}, {7, 9, 11, 13});
    EXPECT_DOUBLE_EQ(value("share_of_sum", a), -4.0 / -3);
    EXPECT_NEAR(value("interaction_g", a), -1 / std::sqrt(20.0 / 3), 1e-12);
}
// No name falls through to another's number: each has a function, and one of its own.
// By hand: 0.05 sd, in each unit. Half of the four have responded: the sd of yes and no is 0.5. Ratings of 4, 6, 8 and
// 10 have an sd of sqrt(20/3) about 7.
TEST(Statistic, TheSmallestThatMattersIsATwentiethOfAnSdInEveryUnit) {
    auto a = example();
    const std::vector<std::size_t> all{0, 1, 2, 3};
    a.treated[0].better = a.treated[1].better = true;
    a.treated[2].better = a.treated[3].better = false;
    const double sd = std::sqrt(20.0 / 3);
    const std::pair<const char*, double> wanted[]{{"hedges_g", 0.05},
                                                  {"difference", 0.05 * sd},
                                                  {"change", 0.05 * sd},
                                                  {"percent_of_control", 5 * sd / 7},
                                                  {"percent_change", 5 * sd / 7},
                                                  {"response_difference", 2.5},
                                                  {"relapse_ratio", 0.09492},
                                                  {"onset_hazard_ratio", 0.09492},
                                                  {"onset_excess", 9.492},
                                                  {"correlation", 0.024992},
                                                  {"remission", 0},
                                                  {"days_to_95", 0}};
    for (const auto& [name, least] : wanted)
        EXPECT_NEAR(least_of(*find_statistic(name), a, all), least, 1e-4 * std::max(least, 1e-9)) << name;
    a.noise = 4; // of raters: what they cannot see does not matter
    EXPECT_NEAR(least_of(*find_statistic("difference"), a, all), 0.05 * std::sqrt(20.0 / 3 + 16), 1e-12);
}
TEST(Statistic, EveryNameIsKnownOnceSaysWhatItIsAndHasAFunction) {
    std::map<double (*)(const Asked&), std::string_view> seen;
    for (const auto& [name, says] : statistics()) {
        const auto* s = find_statistic(name);
        EXPECT_EQ(s->name, name);
        EXPECT_FALSE(says.empty()) << name;
        ASSERT_NE(s->of, nullptr) << name;
        const auto [at, fresh] = seen.emplace(s->of, name);
        EXPECT_TRUE(fresh) << name << " is counted as " << at->second;
    }
    EXPECT_GT(seen.size(), 30u);
    EXPECT_EQ(find_statistic("hedges_q"), nullptr);
}

} // namespace
} // namespace rewire
