// Standardised differences against R.
#include "trial/balance.hpp"

#include <gtest/gtest.h>

#include "trial/sample.hpp"

namespace rewire {
using namespace trial;
using namespace trial_sample;
namespace {

TEST(StandardisedDifference, is_by_the_mean_of_both_variances) {
    // R 4.2.2: a, b the y of arms 2 and 0 that are known; (mean(a) - mean(b)) / sqrt((var(a) + var(b)) / 2)
    expect_near(standardised_difference(of_arm(y, 2), of_arm(y, 0)), -0.927799736559149);
    // (.4 - .25) / sqrt((.4 * .6 + .25 * .75) / 2)
    expect_near(standardised_difference(0.4, 0.25), 0.324442842261525);
    expect_near(standardised_difference(0.25, 0.4), -0.324442842261525);
}

TEST(StandardisedDifference, of_people_who_are_all_alike) {
    const std::vector<double> one{1, 1}, other{2, 2}, single{3};
    EXPECT_EQ(standardised_difference(one, one), 0);
    EXPECT_EQ(standardised_difference(one, other), -INFINITY);
    EXPECT_TRUE(std::isnan(standardised_difference(one, single)));
    EXPECT_EQ(standardised_difference(1.0, 1.0), 0);
    EXPECT_EQ(standardised_difference(1.0, 0.0), INFINITY);
}

} // namespace
} // namespace rewire
