// Two proportions against formulas worked in R and published examples.
#include "trial/binary.hpp"

#include <gtest/gtest.h>

#include "trial/sample.hpp"

namespace rewire {
using namespace trial;
using namespace trial_sample;
namespace {

TEST(TwoProportions, are_those_of_R) {
    const auto t = two_proportions(30, 60, 18, 58);
    ASSERT_EQ(t.failure, "");
    // R 4.2.2: w <- function(x, n) prop.test(x, n, correct = FALSE)$conf.int is Wilson's; p1 - p2 and
    // p1 - p2 - sqrt((p1 - w1[1])^2 + (w2[2] - p2)^2), p1 - p2 + sqrt((w1[2] - p1)^2 + (p2 - w2[1])^2)
    expect_near({t.difference, t.interval.low, t.interval.high},
                {0.189655172413793, 0.0126053748686168, 0.350542535566103});
    // rr <- p1 / p2; rr * exp(c(0, -1, 1) * qnorm(.975) * sqrt(1/30 - 1/60 + 1/18 - 1/58))
    expect_near({t.risk_ratio.value, t.risk_ratio.interval.low, t.risk_ratio.interval.high},
                {1.61111111111111, 1.01750324943639, 2.55102773753642});
    // or <- 30 * 40 / (30 * 18); or * exp(c(0, -1, 1) * qnorm(.975) * sqrt(1/30 + 1/30 + 1/18 + 1/40))
    expect_near({t.odds_ratio.value, t.odds_ratio.interval.low, t.odds_ratio.interval.high},
                {2.22222222222222, 1.04757542208914, 4.71400101683377});
    EXPECT_FALSE(t.risk_ratio.corrected);
    EXPECT_NEAR(t.needed.value.people, 1 / 0.189655172413793, 1e-9);
    EXPECT_FALSE(t.needed.through_infinity);
    EXPECT_EQ(words_of(t.needed), "NNTB 5.3 (95 % interval NNTB 2.9 to NNTB 79.3)");
}

TEST(TwoProportions, newcombe_s_own_examples) {
    // Newcombe 1998, Stat Med 17:873, table II, method 10: 56/70 and 48/80; 9/10 and 3/10; 10/10 and 0/10
    const auto a = two_proportions(56, 70, 48, 80).interval, b = two_proportions(9, 10, 3, 10).interval,
               c = two_proportions(10, 10, 0, 10).interval;
    EXPECT_NEAR(a.low, 0.0524, 5e-5);
    EXPECT_NEAR(a.high, 0.3339, 5e-5);
    EXPECT_NEAR(b.low, 0.1705, 5e-5);
    EXPECT_NEAR(b.high, 0.8090, 5e-5);
    EXPECT_NEAR(c.low, 0.6075, 5e-5);
    EXPECT_NEAR(c.high, 1, 5e-5);
}

TEST(NumberNeeded, goes_through_infinity_where_the_difference_may_be_none) {
    // Altman 1998: a gain of 10 % with an interval of -5 % to 25 %
    EXPECT_EQ(words_of(NumberNeeded{{10, true}, {4, true}, {20, false}, true}),
              "NNTB 10.0 (95 % interval NNTB 4.0 to infinity to NNTH 20.0)");
    const auto t = two_proportions(20, 50, 16, 50);
    EXPECT_TRUE(t.needed.through_infinity);
    EXPECT_TRUE(t.needed.value.benefit);
    EXPECT_TRUE(t.needed.best.benefit);
    EXPECT_FALSE(t.needed.worst.benefit);
    EXPECT_DOUBLE_EQ(t.needed.best.people, 1 / t.interval.high);
    EXPECT_DOUBLE_EQ(t.needed.worst.people, -1 / t.interval.low);
    // Of an event nobody wants, the same numbers are harm.
    const auto bad = two_proportions(20, 50, 16, 50, false);
    EXPECT_FALSE(bad.needed.value.benefit);
    EXPECT_DOUBLE_EQ(bad.needed.worst.people, t.needed.best.people);
    EXPECT_FALSE(bad.needed.worst.benefit);
    EXPECT_TRUE(bad.needed.best.benefit);
    EXPECT_EQ(words_of(two_proportions(30, 60, 18, 58, false).needed),
              "NNTH 5.3 (95 % interval NNTH 79.3 to NNTH 2.9)");
    EXPECT_EQ(words_of(two_proportions(5, 20, 5, 20).needed).substr(0, 9), "infinity ");
}

TEST(TwoProportions, cells_of_zero) {
    const auto t = two_proportions(0, 20, 5, 25);
    EXPECT_TRUE(t.risk_ratio.corrected);
    EXPECT_DOUBLE_EQ(t.risk_ratio.value, (0.5 / 21) / (5.5 / 26));
    EXPECT_DOUBLE_EQ(t.odds_ratio.value, (0.5 * 20.5) / (20.5 * 5.5));
    EXPECT_DOUBLE_EQ(t.difference, -0.2);
    const auto all = two_proportions(20, 20, 5, 25);
    EXPECT_FALSE(all.risk_ratio.corrected) << "risks of 1 and 0.2 have a ratio";
    EXPECT_DOUBLE_EQ(all.risk_ratio.value, 5);
    EXPECT_TRUE(all.odds_ratio.corrected);
    EXPECT_EQ(two_proportions(0, 20, 0, 25).risk_ratio.failure, "nobody in either arm has the event");
    EXPECT_EQ(two_proportions(20, 20, 25, 25).odds_ratio.failure, "everybody in both arms has the event");
    EXPECT_EQ(two_proportions(0, 0, 3, 25).failure, "there is nobody in the treated arm");
}

} // namespace
} // namespace rewire
