#include "base/noise.hpp"

#include <Random123/philox.h>
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <vector>

#include "base/aligned.hpp"

using namespace rewire;

namespace {
constexpr std::size_t lanes = 16;
const NoiseKey key{0x0123456789abcdefull, stream_id("wong_wang")};
const NoiseSource source(key);
} // namespace

// The published generator, Random123's own code, with 7 rounds.
TEST(Noise, WordsAreThoseOfRandom123) {
    const auto w = noise_words(key, 5'000'000'123ull, 7, 2, 42);
    const r123::Philox4x32_R<7>::ctr_type counter{
        {static_cast<std::uint32_t>(5'000'000'123ull), 7u | (2u << 24), 42u, stream_id("wong_wang") | 1u}};
    const auto expected = r123::Philox4x32_R<7>()(counter, {{0x89abcdefu, 0x01234567u}});
    for (std::size_t k = 0; k < 4; ++k)
        EXPECT_EQ(w.w[k], expected[k]);
}

// What the vector code makes of a word, once more with the functions of the standard library.
TEST(Noise, NumbersAreBoxMullerOfTheWords) {
    Aligned<float> even(4 * lanes), odd(4 * lanes);
    std::vector<std::uint32_t> subjects(lanes);
    for (std::uint32_t k = 0; k < lanes; ++k)
        subjects[k] = 3 * k + 1;
    for (std::uint64_t step : {0ull, 77ull, 6'000'000'000ull}) {
        source.quad(step, 11, 1, subjects.data(), lanes, 4, even.data(), odd.data(), lanes);
        for (std::size_t l = 0; l < lanes; ++l) {
            const auto w = noise_words(key, step, 11, 1, subjects[l]);
            for (std::size_t r = 0; r < 4; ++r) {
                const double u = (2.0 * (w.w[r] >> 12) + 1) / 2097152.0,
                             radius = std::sqrt(-2 * std::log(u)) * (w.w[r] & 1 ? -1 : 1);
                const double angle = (((w.w[r] >> 1) & 2047) + 0.5) * std::acos(-1.0) / 2048 - std::acos(0.0);
                EXPECT_NEAR(even[r * lanes + l], radius * std::cos(angle), 1e-4);
                EXPECT_NEAR(odd[r * lanes + l], radius * std::sin(angle), 1e-4);
            }
        }
    }
}

TEST(Noise, SideBySidePlacesAndSideBySideSubjectsGiveTheSameBits) {
    constexpr std::size_t places = 83;
    Aligned<float> e1(128), o1(128), e4(4 * lanes), o4(4 * lanes);
    std::vector<std::uint32_t> subjects(lanes);
    for (std::uint32_t k = 0; k < lanes; ++k)
        subjects[k] = k;
    for (std::uint64_t step = 0; step < 50; ++step)
        for (std::uint32_t subject : {0u, 5u, 15u}) {
            source.places(step, 3, subject, 0, places, e1.data(), o1.data());
            for (std::uint32_t q = 0; q < places / 4; ++q) {
                source.quad(step, q, 3, subjects.data(), lanes, 4, e4.data(), o4.data(), lanes);
                for (std::size_t r = 0; r < 4; ++r) {
                    ASSERT_EQ(e1[4 * q + r], e4[r * lanes + subject]);
                    ASSERT_EQ(o1[4 * q + r], o4[r * lanes + subject]);
                }
            }
        }
}

// 6.4 million numbers: each moment within 5 standard errors (false alarm below 1e-5 for all), neighbours uncorrelated.
TEST(Noise, NumbersAreStandardNormal) {
    Aligned<float> even(4 * lanes), odd(4 * lanes), last(4 * lanes);
    std::vector<std::uint32_t> subjects(lanes);
    for (std::uint32_t k = 0; k < lanes; ++k)
        subjects[k] = k;
    double s1 = 0, s2 = 0, s3 = 0, s4 = 0, pair = 0, in_time = 0, in_lane = 0, n = 0, largest = 0;
    for (std::uint64_t step = 0; step < 50'000; ++step) {
        source.quad(step, 0, 0, subjects.data(), lanes, 4, even.data(), odd.data(), lanes);
        for (std::size_t k = 0; k < 4 * lanes; ++k) {
            for (const double v : {static_cast<double>(even[k]), static_cast<double>(odd[k])}) {
                s1 += v;
                s2 += v * v;
                s3 += v * v * v;
                s4 += v * v * v * v;
                n += 1;
                largest = std::max(largest, std::abs(v));
            }
            pair += static_cast<double>(even[k]) * odd[k];
            in_time += static_cast<double>(even[k]) * last[k];
            if (k > 0)
                in_lane += static_cast<double>(even[k]) * even[k - 1];
        }
        last = even;
    }
    const double se = 1 / std::sqrt(n);
    EXPECT_NEAR(s1 / n, 0, 5 * se);
    EXPECT_NEAR(s2 / n, 1, 5 * se * std::sqrt(2.0) + 2e-5);
    EXPECT_NEAR(s3 / n, 0, 5 * se * std::sqrt(15.0));
    EXPECT_NEAR(s4 / n, 3, 5 * se * std::sqrt(96.0) + 1e-4);
    for (const double c : {pair, in_time, in_lane})
        EXPECT_NEAR(c / (n / 2), 0, 5 * se * std::sqrt(2.0));
    EXPECT_GT(largest, 4.5);
    EXPECT_LT(largest, 5.5);
}

TEST(Noise, EverythingInTheCounterMatters) {
    const auto base = noise_words(key, 9, 4, 1, 2).w[0];
    EXPECT_NE(base, noise_words(key, 10, 4, 1, 2).w[0]);
    EXPECT_NE(base, noise_words(key, 9, 5, 1, 2).w[0]);
    EXPECT_NE(base, noise_words(key, 9, 4, 2, 2).w[0]);
    EXPECT_NE(base, noise_words(key, 9, 4, 1, 3).w[0]);
    EXPECT_NE(base, noise_words({key.seed + 1, key.mechanism}, 9, 4, 1, 2).w[0]);
    EXPECT_NE(base, noise_words({key.seed, stream_id("hopf")}, 9, 4, 1, 2).w[0]);
    EXPECT_NE(base, noise_words(key, 9 + (1ull << 32), 4, 1, 2).w[0]);
}
