#include "observe/fit.hpp"

#include "base/error.hpp"
#include "observe/connectivity.hpp"
#include "reference_file.hpp"

namespace rewire {
using namespace observe;
namespace {

Matrix symmetric(std::vector<double> upper, std::size_t n) {
    Matrix m(n, n, 0);
    for (std::size_t i = 0, k = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j, ++k)
            m(i, j) = m(j, i) = upper[k];
    return m;
}

TEST(fit, agrees_with_scipy) {
    const Matrix x = reference("signal"), expected = reference("fit");
    const auto fit =
        compare(functional_connectivity(rows_of(x, 0, 100)).r, functional_connectivity(rows_of(x, 100, 100)).r);
    EXPECT_EQ(fit.pairs, 10u);
    EXPECT_EQ(fit.left_out, 0u);
    EXPECT_NEAR(fit.r, expected(0, 0), 1e-12);
    EXPECT_NEAR(fit.r_fisher, expected(0, 1), 1e-12);
    EXPECT_NEAR(fit.rmse, expected(0, 2), 1e-13);
}

TEST(fit, of_a_matrix_with_itself_is_perfect) {
    const Matrix a = functional_connectivity(reference("signal")).r;
    const auto fit = compare(a, a);
    EXPECT_NEAR(fit.r, 1, 1e-14);
    EXPECT_NEAR(fit.r_fisher, 1, 1e-14);
    EXPECT_EQ(fit.rmse, 0);
}

TEST(fit, compares_the_chosen_regions_only) {
    const Matrix a = symmetric({0.1, 0.2, 0.9, 0.4, 0.9, 0.9}, 4), b = symmetric({0.2, 0.3, -0.9, 0.5, -0.9, -0.9}, 4);
    const auto fit = compare(a, b, {true, true, true, false});
    EXPECT_EQ(fit.pairs, 3u);
    EXPECT_NEAR(fit.r, 1, 1e-14);
    EXPECT_NEAR(fit.rmse, 0.1, 1e-15);
    EXPECT_LT(compare(a, b).r, 0);
}

TEST(fit, leaves_nan_pairs_out_and_counts_them) {
    Matrix a = symmetric({0.1, 0.2, 0.9, 0.4, 0.5, 0.3}, 4);
    const Matrix b = symmetric({0.2, 0.3, 0.1, 0.5, 0.6, 0.4}, 4);
    a(0, 3) = a(3, 0) = std::nan("");
    const auto fit = compare(a, b);
    EXPECT_EQ(fit.pairs, 5u);
    EXPECT_EQ(fit.left_out, 1u);
    EXPECT_NEAR(fit.r, 1, 1e-14);
}

TEST(fit, numbers_that_do_not_exist_are_nan) {
    const Matrix flat = symmetric({0.5, 0.5, 0.5}, 3), other = symmetric({0.1, 0.2, 0.3}, 3);
    EXPECT_TRUE(std::isnan(compare(flat, other).r));
    EXPECT_NEAR(compare(flat, other).rmse, std::sqrt((0.16 + 0.09 + 0.04) / 3), 1e-15);
    const auto none = compare(flat, other, {true, false, false});
    EXPECT_EQ(none.pairs, 0u);
    EXPECT_TRUE(std::isnan(none.r) && std::isnan(none.r_fisher) && std::isnan(none.rmse));
}

TEST(fit, clips_fisher_values_and_reads_measured_ones) {
    const Matrix a = symmetric({1, 0.2, -1}, 3), b = symmetric({0.9999, 0.2, -0.9999}, 3);
    EXPECT_NEAR(compare(a, b).r_fisher, 1, 1e-14);
    const Matrix z = fisher_z(symmetric({0.9, 0.2, -0.4}, 3)), r = symmetric({0.9, 0.2, -0.4}, 3);
    const auto fit = compare(r, z, {}, Values::fisher_z);
    EXPECT_NEAR(fit.r, 1, 1e-14);
    EXPECT_NEAR(fit.rmse, 0, 1e-15);
    EXPECT_EQ(message_of<InputError>([&] { compare(r, z); }),
              "the measured connectivity holds 1.472, which no correlation can be; if its values are Fisher z, say so");
}

TEST(fit, refuses_unlike_shapes) {
    EXPECT_THROW(compare(Matrix(3, 3), Matrix(4, 4)), InputError);
    EXPECT_THROW(compare(Matrix(3, 4), Matrix(3, 4)), InputError);
    EXPECT_THROW(compare(Matrix(3, 3), Matrix(3, 3), {true, false}), InputError);
    EXPECT_THROW(pearson(std::vector<double>{1, 2}, std::vector<double>{1}), InputError);
    EXPECT_TRUE(std::isnan(pearson(std::vector<double>{1}, std::vector<double>{1})));
}

TEST(fit, of_dynamics_is_the_distance_of_their_distributions) {
    EXPECT_EQ(compare_dynamics(symmetric({0.1, 0.2, 0.3}, 3), symmetric({0.1, 0.2, 0.3}, 3)), 0);
    EXPECT_EQ(compare_dynamics(symmetric({0.1, 0.2, 0.3}, 3), symmetric({0.8}, 2)), 1);
}

} // namespace
} // namespace rewire
