// Glands of the stress axis against what the model of its authors gives (mechanisms.md 10b): a doubled drive for six
// weeks.
#include "equations/body/hpa_glands.hpp"

#include <cmath>
#include <gtest/gtest.h>

using namespace rewire;
using namespace rewire::equations;

namespace {

HpaGlands::P shipped() {
    HpaGlands::P p{};
    for (const auto& row : HpaGlands::params)
        p.*row.at = row.value * row.unit.si;
    return p;
}
// State after so many days in which the amygdala loads as said, in steps of a tenth of a day.
HpaGlands::S lived(HpaGlands::S x, double days, double load) {
    const auto p = shipped();
    constexpr double step = 8640;
    for (int k = 0; k < std::lround(days * 10); ++k) {
        const auto d = HpaGlands::drift(x, p, HpaGlands::U{load, 1, 1, 1, 1});
        x = {x.P + step * d.P, x.A + step * d.A, x.C + step * d.C, x.B + step * d.B};
    }
    return x;
}
const HpaGlands::S health{1, 1, 1, 1};
const double twice = std::atanh(std::log(2)) / 0.7; // load at which the drive is doubled: exp(tanh(C_L load)) = 2

} // namespace

TEST(HpaGlands, HealthStandsStill) {
    const auto x = lived(health, 400, 0);
    for (const double value : {x.P, x.A, x.C, x.B})
        EXPECT_NEAR(value, 1, 1e-9);
}
TEST(HpaGlands, SettlesWhereTheFeedbackDoes) {
    for (const double made : {0.2, 1.0, 2.5, 5.0}) {
        const double k = 0.01495, c = HpaGlands::settled(made, k);
        EXPECT_NEAR(c * (1 + k * c * c * c) / (1 + k), made, 1e-12) << made;
    }
    EXPECT_NEAR(std::pow(0.985413, 3) / 64, 0.01495, 1e-5) << "x (1 + (x/4)^3) = 1";
}
// Published run: cortisol x 1.40 on day 1 and x 1.79 on day 42, ACTH x 1.28, pituitary x 1.31 and adrenals x 1.41.
TEST(HpaGlands, SixWeeksOfADoubledDriveLetTheGlandsGrow) {
    const auto first = lived({1, 1, std::sqrt(2.0), 1}, 1, twice), last = lived(health, 42, twice);
    EXPECT_NEAR(first.C, 1.40, 0.03);
    EXPECT_NEAR(last.C, 1.79, 0.04);
    EXPECT_NEAR(last.P, 1.31, 0.04);
    EXPECT_NEAR(last.A, 1.41, 0.04);
    EXPECT_NEAR(last.B, 1.28, 0.05);
}
// After it: cortisol x 1.25, 1.18, 1.08, 0.99 in weeks 2, 4, 8, 16, and ACTH blunted (0.88 in week 8) when cortisol is
// not.
TEST(HpaGlands, AfterStressCortisolIsNormalBeforeActh) {
    const auto stressed = lived(health, 42, twice);
    const double published[][2] = {{2, 1.25}, {4, 1.18}, {8, 1.08}, {16, 0.99}};
    for (const auto& [week, cortisol] : published)
        EXPECT_NEAR(lived(stressed, 7 * week, 0).C, cortisol, 0.04) << week;
    EXPECT_NEAR(lived(stressed, 56, 0).B, 0.88, 0.03);
}
