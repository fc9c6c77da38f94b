#include "base/noise.hpp"

#include <Random123/philox.h>
#include <algorithm>
#include <array>
#include "base/lanes.hpp"

#if defined(__AVX512F__) || defined(__AVX2__)
#include <immintrin.h>
#endif

namespace rewire {
namespace {

using V = xsimd::batch<float>;
using I = xsimd::batch<std::int32_t>;
using U = xsimd::batch<std::uint32_t>;
using W = xsimd::batch<std::uint64_t>;
constexpr std::size_t width = V::size;
constexpr std::uint32_t m0 = 0xD2511F53, m1 = 0xCD9E8D57, bump0 = 0x9E3779B9,
                        bump1 = 0xBB67AE85; // as in Random123's philox.h

struct Counter { // (step low, quad | pair << 24, subject, mechanism | step high)
    std::uint32_t c0, c1, c3;
};
Counter counter(NoiseKey key, std::uint64_t step, std::uint32_t quad, std::uint32_t pair) {
    return {static_cast<std::uint32_t>(step), quad | (pair << 24),
            key.mechanism | (static_cast<std::uint32_t>(step >> 32) & 0xff)};
}

// The 64-bit products of the low halves; the high halves of the factors are not looked at.
inline W product(const W& a, const W& b) {
#if defined(__AVX512F__)
    return _mm512_mul_epu32(a, b);
#elif defined(__AVX2__)
    return _mm256_mul_epu32(a, b);
#elif defined(__SSE2__)
    return _mm_mul_epu32(a, b);
#else
    return (a & W(0xffffffffu)) * (b & W(0xffffffffu));
#endif
}

inline W xor3(const W& a, const W& b, const W& c) {
#if defined(__AVX512F__)
    return _mm512_ternarylogic_epi64(a, b, c, 0x96);
#else
    return a ^ b ^ c;
#endif
}

// A word becomes two normal numbers. Bit 0: the half circle; bits 1-11: the angle within it; bits 12-31: the radius.
inline void box_muller(const U& word, V& even, V& odd) {
    // u = (2 k + 1) / 2^21, k = 0 ... 2^20 - 1; the square of the radius is -2 ln u = -2 (exponent ln 2 + ln(1 + m)), 1
    // + m in [0.7, 1.4).
    const V odd_number = xsimd::to_float(xsimd::bitwise_cast<I>((word >> 11) | U(1))); // exact
    const I bits = xsimd::bitwise_cast<I>(odd_number) - I(0x3f3504f3 + (21 << 23));    // 0x3f3504f3 is sqrt(1/2)
    const I exponent = bits >> 23;
    const V m = xsimd::bitwise_cast<V>((bits & I(0x007fffff)) + I(0x3f3504f3)) - V(1.f);
    V s = V(-0.3502665f); // -2 ln(1 + m)/m, minimax: within 2e-5
    s = xsimd::fma(s, m, V(0.54700437f));
    s = xsimd::fma(s, m, V(-0.67469102f));
    s = xsimd::fma(s, m, V(0.99846674f));
    s = xsimd::fma(s, m, V(-1.9998377f));
    const V radius = xsimd::sqrt(xsimd::fma(xsimd::to_float(exponent), V(-1.38629436f), s * m));
    const V r = xsimd::bitwise_cast<V>(xsimd::bitwise_cast<U>(radius) ^ (word << 31));
    // The middle of one of 2048 steps of (-pi/2, pi/2); sine and cosine by minimax, within 7e-6.
    const V a =
        xsimd::fma(xsimd::to_float(xsimd::bitwise_cast<I>(word & U(0xffe))), V(7.66990394e-4f), V(-1.57002934f));
    const V sq = a * a;
    const V sine =
        a * xsimd::fma(xsimd::fma(xsimd::fma(V(-1.83635847e-4f), sq, V(8.3063227e-3f)), sq, V(-0.166648281f)), sq,
                       V(0.999996615f));
    const V cosine = xsimd::fma(xsimd::fma(xsimd::fma(V(-1.27120372e-3f), sq, V(4.14877307e-2f)), sq, V(-0.499912427f)),
                                sq, V(0.999993294f));
    even = r * cosine;
    odd = r * sine;
}

} // namespace

// Philox on counters of which only one word differs between lanes. A word lives in the low half of 64 bits with rubbish
// above it, so that a product needs no shuffling; what is the same in all lanes is computed once as a plain number.
struct Philox {
    const NoiseSource& source;
    struct State {
        W c0, c1, c2, c3;
    };
    std::uint64_t k0(int r) const { return source.first_[r][0]; }
    std::uint64_t k1(int r) const { return source.second_[r][0]; }
    void round(State& s, int r) const {
        const W p0 = product(s.c0, W(m0)), p1 = product(s.c2, W(m1));
        s = {xor3(p1 >> 32, s.c1, W::load_aligned(source.first_[r])), p1,
             xor3(p0 >> 32, s.c3, W::load_aligned(source.second_[r])), p0};
    }
    State by_subject(Counter c, const W& subject) const { // the lanes differ in the third word
        const std::uint64_t p0 = std::uint64_t{c.c0} * m0, c2 = (p0 >> 32) ^ c.c3 ^ k1(0), q1 = (c2 & 0xffffffffu) * m1;
        const W p1 = product(subject, W(m1));
        const W q0 = product((p1 >> 32) ^ W(c.c1 ^ k0(0)), W(m0));
        return {p1 ^ W((q1 >> 32) ^ k0(1)), W(q1), (q0 >> 32) ^ W(p0 ^ k1(1)), q0};
    }
    State by_quad(Counter c, std::uint32_t subject, const W& c1) const { // the lanes differ in the second word
        const std::uint64_t p0 = std::uint64_t{c.c0} * m0, p1 = std::uint64_t{subject} * m1;
        State s{c1 ^ W((p1 >> 32) ^ k0(0)), W(p1), W((p0 >> 32) ^ c.c3 ^ k1(0)), W(p0)};
        round(s, 1);
        return s;
    }
    std::array<U, 4> finish(State even, State odd) const {
        for (int r = 2; r < NoiseSource::rounds; ++r) {
            round(even, r);
            round(odd, r);
        }
        const auto join = [](const W& e, const W& o) {
            return xsimd::bitwise_cast<U>((e & W(0xffffffffu)) | (o << 32));
        };
        return {join(even.c0, odd.c0), join(even.c1, odd.c1), join(even.c2, odd.c2), join(even.c3, odd.c3)};
    }
};

std::uint32_t stream_id(std::string_view mechanism) {
    std::uint32_t h = 2166136261u;
    for (const char c : mechanism)
        h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
    return h & 0xffffff00u;
}

NoiseWords noise_words(NoiseKey key, std::uint64_t step, std::uint32_t quad, std::uint32_t pair,
                       std::uint32_t subject) {
    const auto c = counter(key, step, quad, pair);
    const r123::Philox4x32_R<7>::ctr_type in{{c.c0, c.c1, subject, c.c3}};
    const auto out = r123::Philox4x32_R<7>()(
        in, {{static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32)}});
    return {{out[0], out[1], out[2], out[3]}};
}

NoiseSource::NoiseSource(NoiseKey key) : key_(key) {
    auto k0 = static_cast<std::uint32_t>(key.seed), k1 = static_cast<std::uint32_t>(key.seed >> 32);
    for (int r = 0; r < rounds; ++r, k0 += bump0, k1 += bump1) {
        std::fill_n(first_[r], widest, k0);
        std::fill_n(second_[r], widest, k1);
    }
}

namespace {
template <std::size_t rows>
void quad_rows(const Philox& philox, Counter c, const std::uint32_t* subjects, std::size_t lanes, float* even,
               float* odd, std::size_t stride) {
    for (std::size_t lane = 0; lane < lanes; lane += width) {
        const W subject = xsimd::bitwise_cast<W>(U::load_unaligned(subjects + lane));
        const auto words = philox.finish(philox.by_subject(c, subject), philox.by_subject(c, subject >> 32));
        std::array<V, rows> e, o;
        for (std::size_t r = 0; r < rows; ++r)
            box_muller(words[r], e[r], o[r]);
        for (std::size_t r = 0; r < rows; ++r) {
            e[r].store_aligned(even + r * stride + lane);
            o[r].store_aligned(odd + r * stride + lane);
        }
    }
}
} // namespace

void NoiseSource::quad(std::uint64_t step, std::uint32_t quad, std::uint32_t pair, const std::uint32_t* subjects,
                       std::size_t lanes, std::size_t rows, float* even, float* odd, std::size_t stride) const {
    const Philox philox{*this};
    const auto c = counter(key_, step, quad, pair);
    switch (rows) {
        case 1:
            return quad_rows<1>(philox, c, subjects, lanes, even, odd, stride);
        case 2:
            return quad_rows<2>(philox, c, subjects, lanes, even, odd, stride);
        case 3:
            return quad_rows<3>(philox, c, subjects, lanes, even, odd, stride);
        default:
            return quad_rows<4>(philox, c, subjects, lanes, even, odd, stride);
    }
}

namespace {
// Words of four neighbouring places each, words[place % 4][lane of quads], into the order of places.
inline std::array<U, 4> in_order(const std::array<U, 4>& words) {
#if defined(__AVX512F__)
    const __m512i low01 = _mm512_unpacklo_epi32(words[0], words[1]), high01 = _mm512_unpackhi_epi32(words[0], words[1]),
                  low23 = _mm512_unpacklo_epi32(words[2], words[3]), high23 = _mm512_unpackhi_epi32(words[2], words[3]);
    // of every 128 bits: quads 0, 1, 2, 3
    const __m512i q0 = _mm512_unpacklo_epi64(low01, low23), q1 = _mm512_unpackhi_epi64(low01, low23),
                  q2 = _mm512_unpacklo_epi64(high01, high23), q3 = _mm512_unpackhi_epi64(high01, high23);
    const __m512i a = _mm512_shuffle_i32x4(q0, q1, 0x44), b = _mm512_shuffle_i32x4(q2, q3, 0x44),
                  c = _mm512_shuffle_i32x4(q0, q1, 0xee), d = _mm512_shuffle_i32x4(q2, q3, 0xee);
    return {_mm512_shuffle_i32x4(a, b, 0x88), _mm512_shuffle_i32x4(a, b, 0xdd), _mm512_shuffle_i32x4(c, d, 0x88),
            _mm512_shuffle_i32x4(c, d, 0xdd)};
#else
    alignas(64) std::uint32_t from[4][width], to[4 * width];
    for (std::size_t r = 0; r < 4; ++r)
        words[r].store_aligned(from[r]);
    for (std::size_t k = 0; k < width; ++k)
        for (std::size_t r = 0; r < 4; ++r)
            to[4 * k + r] = from[r][k];
    std::array<U, 4> out;
    for (std::size_t r = 0; r < 4; ++r)
        out[r] = U::load_aligned(to + r * width);
    return out;
#endif
}
} // namespace

void NoiseSource::places(std::uint64_t step, std::uint32_t pair, std::uint32_t subject, std::size_t first,
                         std::size_t last, float* even, float* odd) const {
    const Philox philox{*this};
    const auto c = counter(key_, step, 0, 0);
    alignas(64) std::uint32_t quads[width];
    for (; first < last; first += 4 * width) {
        for (std::size_t k = 0; k < width; ++k)
            quads[k] = static_cast<std::uint32_t>(first / 4 + k) | (pair << 24);
        const W quad = xsimd::bitwise_cast<W>(U::load_aligned(quads));
        const auto words =
            in_order(philox.finish(philox.by_quad(c, subject, quad), philox.by_quad(c, subject, quad >> 32)));
        for (std::size_t k = 0; k < 4 && first + k * width < last; ++k) {
            V e, o;
            box_muller(words[k], e, o);
            e.store_aligned(even + first + k * width);
            o.store_aligned(odd + first + k * width);
        }
    }
}

} // namespace rewire
