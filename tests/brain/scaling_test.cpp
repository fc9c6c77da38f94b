#include "brain/scaling.hpp"

#include "brain/made_files.hpp"
#include <cmath>
#include <limits>

using namespace rewire;
using namespace rewire::brain;

namespace {
Connectome made_of(std::size_t n, const std::vector<double>& values) {
    Connectome c;
    c.source = "made";
    c.weights = Matrix(n, n);
    std::copy(values.begin(), values.end(), c.weights.values().begin());
    return c;
}
} // namespace

TEST(Scaling, DegreeDividesByBothStrengths) {
    const auto w = scaled(made_of(3, {0, 2, 1, 2, 0, 0, 1, 0, 0}));
    EXPECT_NEAR(w(0, 1), 2 / std::sqrt(3.0 * 2), 1e-15);
    EXPECT_NEAR(w(2, 0), 1 / std::sqrt(1.0 * 3), 1e-15);
    EXPECT_NEAR(spectral_radius(w).value(), 1, 1e-12);
}

TEST(Scaling, DegreeOfADirectedMatrixUsesRowAndColumnSums) {
    const auto w = scaled(made_of(3, {0, 3, 1, 0, 0, 5, 2, 0, 0}));
    EXPECT_NEAR(w(0, 1), 3 / std::sqrt(4.0 * 3), 1e-15); // row sum of 0, column sum of 1
    EXPECT_NEAR(w(1, 2), 5 / std::sqrt(5.0 * 6), 1e-15);
}

TEST(Scaling, IsolatedRegionsStayAtZero) {
    const auto w = scaled(made_of(3, {0, 2, 0, 2, 0, 0, 0, 0, 0}));
    EXPECT_EQ(w(0, 1), 1);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_EQ(w(2, i), 0);
}

TEST(Scaling, TheOthersReachTheirValue) {
    const auto c = made_of(3, {0, 2, 1, 2, 0, 0, 1, 0, 0});
    EXPECT_EQ(scaled(c, Scaling::none), c.weights);
    EXPECT_DOUBLE_EQ(scaled(c, Scaling::max)(0, 1), 0.2);
    EXPECT_DOUBLE_EQ(scaled(c, Scaling::max, 3)(0, 1), 3);
    const auto rows = scaled(c, Scaling::row_sum);
    double sum = 0;
    for (double v : rows.values())
        sum += v;
    EXPECT_NEAR(sum / 3, 1, 1e-15);
    EXPECT_NEAR(scaled(c, Scaling::spectral)(0, 1), 2 / std::sqrt(5.0), 1e-12); // a star of 2 and 1: radius sqrt(5)
}

TEST(Scaling, SpectralRadiusOfKnownMatrices) {
    EXPECT_NEAR(spectral_radius(made_of(2, {0, 4, 1, 0}).weights).value(), 2, 1e-11);                // bipartite
    EXPECT_NEAR(spectral_radius(made_of(3, {0, 0, 8, 1, 0, 0, 0, 1, 0}).weights).value(), 2, 1e-11); // a ring
    EXPECT_NEAR(spectral_radius(made_of(4, {0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 0, 0, 3, 0}).weights).value(), 3,
                1e-10); // two parts
    EXPECT_NE(made::complaint([] {
                  scaled(made_of(2, {0, 1, 0, 0}), Scaling::spectral);
              }).find("no clear spectral radius"),
              std::string::npos);
}

TEST(Scaling, PowersLiftWeakTracts) {
    Connectome c;
    c.labels = {"a", "b"};
    c.weights = Matrix(2, 2);
    c.weights(0, 1) = 16;
    c.weights(1, 0) = 2;
    EXPECT_EQ(raised(c, 1).weights, c.weights);
    EXPECT_EQ(raised(c, 0.5).weights(0, 1), 4);
    EXPECT_NEAR(raised(c, 2).weights(1, 0), 4, 1e-14);
    EXPECT_EQ(raised(c, 0.5).weights(0, 0), 0);
    for (const double bad :
         {0.0, -1.0, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()})
        EXPECT_THROW(raised(c, bad), InputError);
}
TEST(Scaling, RefusesWhatCannotBeScaled) {
    EXPECT_EQ(made::complaint([] {
                  scaled(made_of(2, {0, 0, 0, 0}));
              }),
              "made: has no connection at all; nothing can be scaled");
    EXPECT_EQ(made::complaint([] {
                  scaled(made_of(2, {0, 1, 1, 0}), Scaling::max, -1);
              }),
              "made: cannot be scaled to -1; a positive number is expected");
    EXPECT_EQ(parse_scaling("row-sum"), Scaling::row_sum);
    EXPECT_EQ(made::complaint([] { parse_scaling("degre"); }),
              "did you mean \"degree\"? there is no scaling \"degre\"; expected one of degree, none, max, row-sum, "
              "spectral");
}
