#include "observe/spectrum.hpp"

#include <numbers>
#include <random>

#include "base/error.hpp"
#include "reference_file.hpp"

namespace rewire {
using namespace observe;
namespace {

constexpr double period = 0.72;

Matrix sine(std::size_t samples, double dt, double amplitude, double frequency, double offset = 0) {
    Matrix x(samples, 1);
    for (std::size_t t = 0; t < samples; ++t)
        x(t, 0) = offset + amplitude * std::sin(2 * std::numbers::pi * frequency * static_cast<double>(t) * dt + 0.4);
    return x;
}

Matrix white_noise(std::size_t rows, std::size_t columns, unsigned seed) {
    std::mt19937_64 generator(seed);
    std::normal_distribution<double> normal;
    Matrix m(rows, columns);
    for (double& v : m.values())
        v = normal(generator);
    return m;
}

TEST(fourier, is_the_plain_sum_for_every_length_and_back) {
    for (const std::size_t n : {1u, 2u, 3u, 4u, 5u, 7u, 8u, 12u, 50u, 61u, 64u, 67u, 134u, 211u, 833u}) {
        const Matrix x = white_noise(n, 1, static_cast<unsigned>(n));
        std::vector<std::complex<double>> half(n / 2 + 1), full(n), back(n);
        Fourier fourier(n);
        fourier.forward(x.values(), half);
        for (std::size_t k = 0; k < half.size(); ++k) {
            std::complex<double> sum = 0;
            for (std::size_t t = 0; t < n; ++t)
                sum += x(t, 0) *
                       std::polar(1.0, -2 * std::numbers::pi * static_cast<double>(k * t % n) / static_cast<double>(n));
            EXPECT_LT(std::abs(sum - half[k]), 1e-12 * static_cast<double>(n)) << n << " at " << k;
        }
        for (std::size_t k = 0; k < n; ++k)
            full[k] = k < half.size() ? half[k] : std::conj(half[n - k]);
        fourier.inverse(full, back);
        for (std::size_t t = 0; t < n; ++t)
            EXPECT_LT(std::abs(back[t] - x(t, 0)), 1e-13 * static_cast<double>(n)) << n << " at " << t;
    }
}

TEST(welch, agrees_with_scipy) {
    for (const std::size_t segment : {64u, 51u}) {
        const auto s = welch(reference("signal"), period, static_cast<double>(segment) * period);
        const Matrix expected = reference("welch_" + std::to_string(segment));
        ASSERT_EQ(s.density.rows(), expected.rows());
        for (std::size_t k = 0; k < expected.rows(); ++k) {
            EXPECT_NEAR(s.frequency[k], expected(k, 0), 1e-14);
            for (std::size_t c = 0; c < 5; ++c)
                EXPECT_NEAR(s.density(k, c), expected(k, c + 1), 1e-10 * expected(k, c + 1)) << k << "," << c;
        }
    }
}

TEST(welch, a_sine_carries_half_its_squared_amplitude) {
    const auto s = welch(sine(2000, 0.01, 3, 12.5, 100), 0.01, 2);
    EXPECT_EQ(s.segments, 19u);
    double power = 0;
    for (std::size_t k = 0; k < s.frequency.size(); ++k)
        power += s.density(k, 0) * s.resolution();
    EXPECT_NEAR(power, 4.5, 1e-9);
}

TEST(welch, white_noise_is_flat_at_twice_variance_times_period) {
    // 999 half-overlapping Hann segments are worth about 945 independent ones: one bin varies by 3.3 %, the mean of 280
    // by 0.2 %. Bin 1 is left out: a Hann window spreads the mean there, and taking it off takes 1/6 of the power with
    // it.
    const auto s = welch(white_noise(16000, 20, 21), 0.5, 16);
    double mean = 0;
    for (std::size_t k = 2; k < 16; ++k)
        for (std::size_t c = 0; c < 20; ++c) {
            EXPECT_NEAR(s.density(k, c), 1.0, 5 * 0.033);
            mean += s.density(k, c) / 280;
        }
    EXPECT_NEAR(mean, 1.0, 0.01);
}

TEST(welch, saved_and_restored_anywhere_gives_the_same_bits) {
    const Matrix x = reference("signal");
    const auto whole = welch(x, period, 40 * period);
    for (const std::size_t cut : {0u, 1u, 39u, 40u, 41u, 60u, 123u, 199u}) {
        Welch first(5, period, 40 * period);
        for (std::size_t t = 0; t < cut; ++t)
            first.push(x.row(t));
        Welch second(5, period, 40 * period);
        second.restore(first.state());
        for (std::size_t t = cut; t < 200; ++t)
            second.push(x.row(t));
        EXPECT_EQ(second.spectrum().density, whole.density) << "cut at " << cut;
        EXPECT_EQ(second.segments(), whole.segments);
    }
}

TEST(welch, memory_does_not_grow) {
    Welch w(2, 1, 32);
    const std::vector<double> row{1, 2};
    for (int t = 0; t < 31; ++t)
        w.push(row);
    const auto before = w.state().size();
    for (int t = 0; t < 100000; ++t)
        w.push(row);
    EXPECT_LE(w.state().size(), before + 2);
}

TEST(welch, refuses_a_foreign_state_and_a_short_signal) {
    Welch w(2, 1, 32), other(3, 1, 32);
    EXPECT_THROW(w.restore(other.state()), InputError);
    EXPECT_THROW(w.restore({}), InputError);
    auto state = w.state();
    state[3] = 32;
    EXPECT_THROW(w.restore(state), InputError);
    state[3] = std::nan("");
    EXPECT_THROW(w.restore(state), InputError);
    EXPECT_THROW(Welch(2, 1, 1), InputError);
    EXPECT_THROW(Welch(2, 0, 1), InputError);
    EXPECT_EQ(message_of<InputError>([] { welch(Matrix(31, 2), 1, 32); }),
              "the signal is shorter than the spectrum's segment of 32 s; record longer or shorten the segment");
}

TEST(fluctuations, agree_with_numpy) {
    const auto a = amplitude_of_fluctuations(reference("signal"), period);
    const Matrix expected = reference("amplitude");
    for (std::size_t c = 0; c < 5; ++c) {
        EXPECT_NEAR(a.alff[c], expected(0, c), 1e-12);
        EXPECT_NEAR(a.relative[c], expected(1, c), 1e-12);
        EXPECT_NEAR(a.fraction[c], expected(2, c), 1e-12);
    }
}

TEST(fluctuations, of_a_sine_are_its_amplitude_over_the_bins_of_the_band) {
    // 1000 samples of 1 s: the band 0.01-0.1 Hz holds bins 10 ... 99. A symmetric sine pair leaves no line to take off.
    Matrix x(1000, 1);
    for (std::size_t t = 0; t < 1000; ++t)
        x(t, 0) = 7 + 3 * std::cos(2 * std::numbers::pi * 0.05 * (static_cast<double>(t) - 499.5)) +
                  1 * std::cos(2 * std::numbers::pi * 0.2 * (static_cast<double>(t) - 499.5));
    const auto a = amplitude_of_fluctuations(x, 1);
    EXPECT_NEAR(a.alff[0], 3.0 / 90, 1e-10);
    EXPECT_NEAR(a.fraction[0], 0.75, 1e-9);
    EXPECT_EQ(a.relative[0], 1);
    EXPECT_NEAR(amplitude_of_fluctuations(x, 1, slow_4).alff[0], 3.0 / 46, 1e-10); // bins 27 ... 72
    EXPECT_NEAR(amplitude_of_fluctuations(x, 1, slow_5).alff[0], 0, 1e-10);
}

TEST(fluctuations, of_silence_do_not_exist) {
    const auto a = amplitude_of_fluctuations(Matrix(100, 2), 1);
    EXPECT_EQ(a.alff[0], 0);
    EXPECT_TRUE(std::isnan(a.fraction[0]));
    EXPECT_TRUE(std::isnan(a.relative[0]));
    EXPECT_THROW(amplitude_of_fluctuations(Matrix(2, 2), 1), InputError);
    EXPECT_THROW(amplitude_of_fluctuations(Matrix(5, 2), 1), InputError);
    EXPECT_THROW(amplitude_of_fluctuations(Matrix(50, 2), 1, {"broken", 0.2, 0.1}), InputError);
}

TEST(bands, split_the_power_of_two_sines) {
    Matrix x = sine(6000, 0.005, 2, 10);
    const Matrix fast = sine(6000, 0.005, 1, 40);
    for (std::size_t t = 0; t < 6000; ++t)
        x(t, 0) += fast(t, 0);
    const auto p = band_power(welch(x, 0.005, 4));
    const double expected[] = {0, 0, 2, 0, 0.5};
    for (std::size_t b = 0; b < 5; ++b) {
        EXPECT_NEAR(p.absolute(b, 0), expected[b], 1e-6) << eeg_bands[b].name;
        EXPECT_NEAR(p.relative(b, 0), expected[b] / 2.5, 1e-6);
    }
}

TEST(bands, say_what_a_slow_or_coarse_spectrum_lacks) {
    EXPECT_EQ(message_of<InputError>([] { band_power(welch(sine(200, 0.01, 1, 5), 0.01, 1)); }),
              "the gamma band reaches 80 Hz but the signal only 50 Hz; sample faster or leave the band out");
    EXPECT_EQ(message_of<InputError>([] { band_power(welch(sine(200, 0.005, 1, 5), 0.005, 0.2)); }),
              "no frequency lies in the delta band, 0.5 to 4 Hz: the spectrum has one every 5 Hz up to 100 Hz");
}

TEST(peak, finds_a_sine_between_bins) {
    const auto s = welch(sine(8000, 0.005, 1, 10.08), 0.005, 4);
    const auto peak = spectral_peak(s, {"alpha", 8, 13});
    EXPECT_NEAR(peak[0].frequency, 10.08, 0.02); // bins stand 0.25 Hz apart
    EXPECT_TRUE(std::isnan(spectral_peak(welch(Matrix(400, 1), 0.01, 2), {"alpha", 8, 13})[0].frequency));
}

TEST(peak, an_edge_is_not_a_peak) {
    Spectrum s{{0, 1, 2, 3, 4, 5}, Matrix(6, 2), 1};
    for (std::size_t k = 0; k < 6; ++k) {
        s.density(k, 0) = 10.0 - static_cast<double>(k);
        s.density(k, 1) = k == 3 ? 9.0 : 1.0;
    }
    const auto peaks = spectral_peak(s, {"some", 1, 5});
    EXPECT_TRUE(std::isnan(peaks[0].frequency));
    EXPECT_NEAR(peaks[1].frequency, 3, 1e-12);
    EXPECT_NEAR(peaks[1].density, 9, 1e-12);
}

} // namespace
} // namespace rewire
