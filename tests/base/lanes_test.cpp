// The functions that equations are made of give the same bits from every vector width with fused multiply-add.
#include "base/lanes.hpp"

#include <gtest/gtest.h>

#include <array>
#include <bit>

#include "base/hash.hpp"
#include "base/version.hpp"

namespace rewire {
namespace {

template <class R, class F>
std::uint64_t bits_of(F f, R low, R high) {
    using V = xsimd::batch<R>;
    constexpr std::size_t together = 16, count = 160000;
    alignas(64) std::array<R, together> x;
    Hash hash;
    for (std::size_t i = 0; i < count; i += together) {
        for (std::size_t k = 0; k < together; ++k)
            x[k] = low + (high - low) * static_cast<R>(i + k) / static_cast<R>(count);
        for (std::size_t k = 0; k < together; k += V::size)
            f(V::load_aligned(x.data() + k)).store_aligned(x.data() + k);
        for (const R v : x)
            if constexpr (sizeof(R) == 4)
                hash.add(std::uint64_t{std::bit_cast<std::uint32_t>(v)});
            else
                hash.add(std::bit_cast<std::uint64_t>(v));
    }
    return hash.value();
}

#define SAME_BITS(function, single, twofold, low, high)                                                      \
    EXPECT_EQ(bits_of<float>([](auto x) { return xsimd::function; }, low##f, high##f), single) << #function; \
    EXPECT_EQ(bits_of<double>([](auto x) { return xsimd::function; }, low, high), twofold) << #function

TEST(Lanes, EveryWidthGivesTheSameBits) {
    if (!reference_bits())
        GTEST_SKIP() << "a build without fused multiply-add has bits of its own";
    SAME_BITS(fma(x, x, x), 0x6ea66126d1552dfau, 0xce272ccef7279bf5u, -3.0, 3.0);
    SAME_BITS(fnma(x, x, x), 0x8a37620485897bc9u, 0x40781bc3026c47ecu, -3.0, 3.0);
    SAME_BITS(exp(x), 0x19f22e0bc19fcaceu, 0xef7a948cca0e7ec0u, -20.0, 20.0);
    SAME_BITS(expm1(x), 0x4be56c3dfc0a0848u, 0x4dc1389601099254u, -20.0, 5.0);
    SAME_BITS(log(x), 0x7a9ae3718f1f7757u, 0x23e8566ed9379380u, 0.001, 20.0);
    SAME_BITS(tanh(x), 0x68d4978f7673b24bu, 0x54dcc6733a0444cdu, -5.0, 5.0);
    SAME_BITS(sin(x), 0xe8ed59fb7c9c1d6bu, 0x51a8d145777b2c74u, -9.0, 9.0);
    SAME_BITS(cos(x), 0xd2c73c90318e2232u, 0x378a63d3872bff27u, -9.0, 9.0);
    SAME_BITS(sqrt(x), 0xbc1f1a9cf742007bu, 0xee467b882e4d043bu, 0.0, 9.0);
}

} // namespace
} // namespace rewire
