#include "observe/connectivity.hpp"

#include <random>

#include "base/error.hpp"
#include "reference_file.hpp"

namespace rewire {
using namespace observe;
namespace {

constexpr double period = 0.72;

Matrix white_noise(std::size_t rows, std::size_t columns, unsigned seed) {
    std::mt19937_64 generator(seed);
    std::normal_distribution<double> normal;
    Matrix m(rows, columns);
    for (double& v : m.values())
        v = normal(generator);
    return m;
}

TEST(connectivity, agrees_with_numpy) {
    const auto fc = functional_connectivity(reference("signal"));
    expect_near(fc.r, reference("connectivity"), 1e-13);
    EXPECT_TRUE(fc.undefined.empty());
    for (std::size_t i = 0; i < 5; ++i)
        EXPECT_EQ(fc.r(i, i), 1);
}

TEST(connectivity, of_sines_is_the_cosine_of_their_phase) {
    Matrix x(1000, 4);
    const double phase[] = {0, 0.3, 1.2, 3.0};
    for (std::size_t t = 0; t < 1000; ++t)
        for (std::size_t c = 0; c < 4; ++c)
            x(t, c) =
                50 + static_cast<double>(c + 1) * std::sin(2 * M_PI * 7 * static_cast<double>(t) / 1000 + phase[c]);
    const auto r = functional_connectivity(x).r;
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = 0; j < 4; ++j)
            EXPECT_NEAR(r(i, j), std::cos(phase[i] - phase[j]), 1e-12);
}

TEST(connectivity, of_white_noise_raises_the_promised_share_of_false_alarms) {
    // 3321 pairs of 833 samples: |r| > 1.96/sqrt(831) in 5 %. A share outside 5 +- 1.6 % has probability < 1e-4 (4.2
    // standard errors).
    const auto r = upper_triangle(functional_connectivity(white_noise(833, 82, 11)).r);
    ASSERT_EQ(r.size(), 3321u);
    const auto alarms =
        std::count_if(r.begin(), r.end(), [](double v) { return std::abs(v) > 1.96 / std::sqrt(831.0); });
    EXPECT_NEAR(static_cast<double>(alarms) / 3321, 0.05, 0.016);
}

TEST(connectivity, survives_a_large_offset) {
    Matrix x = white_noise(500, 3, 2), lifted = x;
    for (double& v : lifted.values())
        v += 1e6;
    expect_near(functional_connectivity(lifted).r, functional_connectivity(x).r, 1e-8);
}

TEST(connectivity, never_leaves_the_interval) {
    Matrix x = white_noise(97, 40, 3);
    for (std::size_t t = 0; t < x.rows(); ++t)
        for (std::size_t c = 1; c < 40; ++c)
            x(t, c) = (c % 2 ? -1.0 : 1.0) * (0.1 + 0.7 * static_cast<double>(c)) * x(t, 0);
    const Matrix r = functional_connectivity(x).r;
    for (double v : r.values()) {
        EXPECT_LE(std::abs(v), 1.0);
        EXPECT_NEAR(std::abs(v), 1.0, 1e-12);
    }
}

TEST(connectivity, names_columns_without_a_correlation) {
    Matrix x = white_noise(300, 6, 4);
    for (std::size_t t = 0; t < 300; ++t) {
        x(t, 1) = 0.1;
        x(t, 2) = 0;
        x(t, 5) = 1e9 + 1e-7 * static_cast<double>(t % 2);
    }
    x(20, 4) = std::nan("");
    const auto fc = functional_connectivity(x);
    using Why = Undefined::Why;
    const std::vector<Undefined> expected{
        {1, 0, Why::constant}, {2, 0, Why::constant}, {4, 0, Why::not_finite}, {5, 0, Why::constant}};
    EXPECT_EQ(fc.undefined, expected);
    for (std::size_t i = 0; i < 6; ++i)
        for (std::size_t j = 0; j < 6; ++j)
            EXPECT_EQ(std::isnan(fc.r(i, j)), !((i == 0 || i == 3) && (j == 0 || j == 3))) << i << "," << j;
    const std::vector<std::string> labels{"a", "b", "c", "d", "e"};
    EXPECT_EQ(describe(fc.undefined[2], labels),
              "region e is not finite in window 0: its correlations do not exist and are left empty");
    EXPECT_EQ(describe(fc.undefined[3], labels),
              "region 5 is constant in window 0: its correlations do not exist and are left empty");
}

TEST(connectivity, wants_a_recording) {
    EXPECT_THROW(functional_connectivity(Matrix(1, 4)), InputError);
    EXPECT_THROW(functional_connectivity(Matrix(10, 0)), InputError);
    EXPECT_THROW(upper_triangle(Matrix(2, 3)), InputError);
    EXPECT_TRUE(upper_triangle(Matrix(1, 1)).empty());
    EXPECT_TRUE(upper_triangle(Matrix()).empty());
}

TEST(connectivity, upper_triangle_goes_row_by_row) {
    Matrix m(3, 3);
    for (std::size_t k = 0; k < 9; ++k)
        m.values()[k] = static_cast<double>(k);
    EXPECT_EQ(upper_triangle(m), (std::vector<double>{1, 2, 5}));
}

TEST(connectivity, fisher_z_is_atanh) {
    Matrix r(1, 4);
    r(0, 0) = 0.5;
    r(0, 1) = -0.5;
    r(0, 2) = 1;
    r(0, 3) = std::nan("");
    const Matrix z = fisher_z(r);
    EXPECT_NEAR(z(0, 0), 0.5493061443340548, 1e-15);
    EXPECT_EQ(z(0, 1), -z(0, 0));
    EXPECT_TRUE(std::isinf(z(0, 2)));
    EXPECT_TRUE(std::isnan(z(0, 3)));
}

TEST(windows, dynamics_agree_with_numpy) {
    const auto windows = windowed_connectivity(reference("signal"), period, 30 * period, 6.6 * period);
    EXPECT_EQ(windows.samples, 30u);
    EXPECT_DOUBLE_EQ(windows.start[1], 7 * period);
    EXPECT_DOUBLE_EQ(windows.start[2], 13 * period);
    expect_near(connectivity_dynamics(windows).r, reference("dynamics"), 1e-12);
}

TEST(windows, each_is_the_connectivity_of_its_samples) {
    const Matrix x = white_noise(200, 13, 6);
    const auto windows = windowed_connectivity(x, 2, 50, 30);
    ASSERT_EQ(windows.r.rows(), 12u);
    for (std::size_t w = 0; w < 12; ++w) {
        const auto alone = upper_triangle(functional_connectivity(rows_of(x, 15 * w, 25)).r);
        EXPECT_TRUE(std::equal(alone.begin(), alone.end(), windows.r.row(w).begin())) << "window " << w;
    }
}

TEST(windows, tell_two_states_apart) {
    // First half: regions 0-9 share a signal; second half: regions 10-19 do.
    const std::size_t n = 20;
    Matrix x = white_noise(800, n + 1, 8);
    for (std::size_t t = 0; t < 800; ++t)
        for (std::size_t c = 0; c < 10; ++c)
            x(t, t < 400 ? c : 10 + c) += 2 * x(t, n);
    const auto fcd = connectivity_dynamics(windowed_connectivity(first_columns(x, n), 1, 50, 50)).r;
    ASSERT_EQ(fcd.rows(), 16u);
    for (std::size_t a = 0; a < 16; ++a)
        for (std::size_t b = 0; b < 16; ++b) {
            if (a == b)
                EXPECT_EQ(fcd(a, b), 1);
            else if ((a < 8) == (b < 8))
                EXPECT_GT(fcd(a, b), 0.75);
            else
                EXPECT_LT(fcd(a, b), 0.0);
        }
}

TEST(windows, a_silent_stretch_spoils_only_its_windows) {
    Matrix x = white_noise(120, 6, 9);
    for (std::size_t t = 40; t < 80; ++t)
        x(t, 3) = 2.5;
    const auto windows = windowed_connectivity(x, 1, 20, 20);
    EXPECT_EQ(windows.undefined,
              (std::vector<Undefined>{{3, 2, Undefined::Why::constant}, {3, 3, Undefined::Why::constant}}));
    const auto fcd = connectivity_dynamics(windows);
    EXPECT_EQ(fcd.undefined.size(), 2u);
    for (std::size_t a = 0; a < 6; ++a)
        for (std::size_t b = 0; b < 6; ++b)
            EXPECT_EQ(std::isnan(fcd.r(a, b)), a == 2 || a == 3 || b == 2 || b == 3);
}

TEST(windows, refuse_what_does_not_fit) {
    const Matrix x = white_noise(100, 5, 1);
    EXPECT_THROW(windowed_connectivity(x, 1, 101, 1), InputError);
    EXPECT_THROW(windowed_connectivity(x, 1, 2, 1), InputError);
    EXPECT_THROW(windowed_connectivity(x, 1, 20, 0.5), InputError);
    EXPECT_THROW(windowed_connectivity(x, 1, 20, -3), InputError);
    EXPECT_THROW(windowed_connectivity(x, 0, 20, 5), InputError);
    EXPECT_THROW(windowed_connectivity(x, 1, std::nan(""), 5), InputError);
    EXPECT_THROW(windowed_connectivity(first_columns(x, 1), 1, 20, 5), InputError);
    EXPECT_THROW(connectivity_dynamics(windowed_connectivity(first_columns(x, 2), 1, 20, 5)), InputError);
    EXPECT_EQ(windowed_connectivity(x, 1, 100, 1).r.rows(), 1u);
    EXPECT_EQ(message_of<InputError>([&] { windowed_connectivity(x, 0.5, 80, 1); }),
              "a window of 80 s is 160 samples of 0.5 s; it must hold 3 and fit the recording's 100");
}

TEST(kolmogorov_smirnov, agrees_with_scipy) {
    const Matrix x = reference("signal"), expected = reference("kolmogorov_smirnov");
    const auto a = upper_triangle(connectivity_dynamics(windowed_connectivity(x, 1, 30, 6.6)).r);
    const auto b = upper_triangle(connectivity_dynamics(windowed_connectivity(first_columns(x, 4), 1, 25, 9)).r);
    EXPECT_NEAR(kolmogorov_smirnov(a, b), expected(0, 0), 1e-15);
    std::vector<double> first, fourth;
    for (std::size_t t = 0; t < x.rows(); ++t) {
        first.push_back(x(t, 0));
        fourth.push_back(x(t, 3));
    }
    EXPECT_NEAR(kolmogorov_smirnov(first, fourth), expected(0, 1), 1e-15);
}

TEST(kolmogorov_smirnov, known_answers) {
    const std::vector<double> a{1, 2, 3, 4}, b{3, 4, 5, 6}, ties{2, 2, 2}, nothing;
    EXPECT_EQ(kolmogorov_smirnov(a, a), 0);
    EXPECT_EQ(kolmogorov_smirnov(a, b), 0.5);
    EXPECT_EQ(kolmogorov_smirnov(b, a), 0.5);
    EXPECT_EQ(kolmogorov_smirnov(a, ties), 0.5);
    EXPECT_EQ(kolmogorov_smirnov(a, std::vector<double>{9, 10}), 1);
    EXPECT_EQ(kolmogorov_smirnov(a, std::vector<double>{9, std::nan("")}), 1);
    EXPECT_TRUE(std::isnan(kolmogorov_smirnov(a, nothing)));
    EXPECT_TRUE(std::isnan(kolmogorov_smirnov(std::vector<double>{std::nan("")}, a)));
}

} // namespace
} // namespace rewire
