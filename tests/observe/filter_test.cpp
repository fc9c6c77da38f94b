#include "observe/filter.hpp"

#include <complex>
#include <numbers>

#include "base/error.hpp"
#include "reference_file.hpp"

namespace rewire {
using namespace observe;
namespace {

constexpr double period = 0.72;

double gain(const std::vector<Biquad>& sections, double frequency) {
    const std::complex<double> z = std::polar(1.0, -2 * std::numbers::pi * frequency * period);
    std::complex<double> h = 1;
    for (const auto& s : sections)
        h *= (s.b0 + s.b1 * z + s.b2 * z * z) / (1.0 + s.a1 * z + s.a2 * z * z);
    return std::abs(h);
}

TEST(detrend, agrees_with_scipy) {
    expect_near(detrend(first_columns(reference("signal"), 2), Trend::line), reference("detrended"), 1e-12);
}

TEST(detrend, takes_off_a_line_and_a_mean) {
    Matrix x(50, 2);
    for (std::size_t t = 0; t < 50; ++t) {
        x(t, 0) = 3 - 0.5 * static_cast<double>(t);
        x(t, 1) = static_cast<double>(t);
    }
    const Matrix flat = detrend(x, Trend::line);
    for (double v : flat.values())
        EXPECT_NEAR(v, 0, 1e-13);
    const Matrix level = detrend(x, Trend::mean);
    for (std::size_t t = 0; t < 50; ++t)
        EXPECT_NEAR(level(t, 1), static_cast<double>(t) - 24.5, 1e-13);
    EXPECT_TRUE(detrend(Matrix(), Trend::line).empty());
    EXPECT_EQ(detrend(Matrix(1, 2, 4.0), Trend::line), Matrix(1, 2));
}

TEST(band_pass, has_half_power_at_its_edges_and_none_far_outside) {
    for (const int order : {1, 2, 3, 4, 5, 8}) {
        const auto sections = butterworth_band_pass(order, 0.01, 0.1, period);
        EXPECT_EQ(sections.size(), static_cast<std::size_t>(order));
        EXPECT_NEAR(gain(sections, 0.01), std::sqrt(0.5), 1e-8);
        EXPECT_NEAR(gain(sections, 0.1), std::sqrt(0.5), 1e-8);
        EXPECT_NEAR(gain(sections, 0), 0, 1e-12);
        EXPECT_NEAR(gain(sections, 0.5 / period), 0, 1e-12);
        EXPECT_GT(gain(sections, 0.035), 0.95);
        for (const auto& s : sections)
            EXPECT_LT(std::abs(s.a2), 1) << "unstable";
    }
    // Order 2 far above the band follows equation (1).
    const auto w = [](double f) { return std::tan(std::numbers::pi * f * period); };
    const double ratio = (w(0.3) * w(0.3) - w(0.01) * w(0.1)) / (w(0.3) * (w(0.1) - w(0.01)));
    EXPECT_NEAR(gain(butterworth_band_pass(2, 0.01, 0.1, period), 0.3), 1 / std::sqrt(1 + std::pow(ratio, 4)), 1e-12);
}

TEST(band_pass, zero_phase_agrees_with_scipy) {
    const Matrix x = first_columns(reference("signal"), 3);
    expect_near(filter_zero_phase(x, butterworth_band_pass(2, 0.01, 0.1, period)), reference("filtered_2"), 1e-10);
    expect_near(filter_zero_phase(x, butterworth_band_pass(3, 0.01, 0.3, period)), reference("filtered_3"), 1e-10);
    expect_near(filter_zero_phase(x, butterworth_band_pass(4, 0.2, 0.4, period)), reference("filtered_4"), 1e-10);
}

TEST(band_pass, keeps_a_sine_inside_where_it_is_and_stops_one_outside) {
    Matrix x(2000, 2);
    for (std::size_t t = 0; t < 2000; ++t) {
        const double s = static_cast<double>(t) * period;
        x(t, 0) = 10 + std::sin(2 * std::numbers::pi * 0.04 * s);
        x(t, 1) = std::sin(2 * std::numbers::pi * 0.4 * s);
    }
    const auto sections = butterworth_band_pass(2, 0.01, 0.1, period);
    const Matrix y = filter_zero_phase(x, sections);
    const double inside = gain(sections, 0.04) * gain(sections, 0.04);
    for (std::size_t t = 600; t < 1400; ++t) {
        EXPECT_NEAR(y(t, 0), inside * (x(t, 0) - 10), 1e-3);
        EXPECT_LT(std::abs(y(t, 1)), 0.01);
    }
}

TEST(band_pass, tells_what_is_wrong) {
    EXPECT_EQ(
        message_of<InputError>([] { butterworth_band_pass(2, 0.01, 0.8, period); }),
        "a band-pass from 0.01 to 0.8 Hz: edges must rise and lie between 0 and half the sampling rate, 0.694444 Hz");
    EXPECT_THROW(butterworth_band_pass(2, 0.1, 0.01, period), InputError);
    EXPECT_THROW(butterworth_band_pass(2, 0, 0.1, period), InputError);
    EXPECT_THROW(butterworth_band_pass(2, std::nan(""), 0.1, period), InputError);
    EXPECT_THROW(butterworth_band_pass(0, 0.01, 0.1, period), InputError);
    EXPECT_THROW(butterworth_band_pass(21, 0.01, 0.1, period), InputError);
    const auto sections = butterworth_band_pass(2, 0.01, 0.1, period);
    EXPECT_THROW(filter_zero_phase(Matrix(15, 2), sections), InputError);
    EXPECT_NO_THROW(filter_zero_phase(Matrix(16, 2), sections));
    EXPECT_THROW(filter_zero_phase(Matrix(), sections), InputError);
}

TEST(band_pass, a_nan_spoils_its_own_column_only) {
    Matrix x = first_columns(reference("signal"), 3);
    x(50, 1) = std::nan("");
    const Matrix y = filter_zero_phase(x, butterworth_band_pass(2, 0.01, 0.1, period));
    EXPECT_TRUE(std::isnan(y(100, 1)));
    for (std::size_t t = 0; t < y.rows(); ++t)
        EXPECT_TRUE(std::isfinite(y(t, 0)) && std::isfinite(y(t, 2)));
}

} // namespace
} // namespace rewire
