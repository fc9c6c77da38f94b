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
                hash.add(std::bit_cast<std::uint32_t>(v));
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
    SAME_BITS(fma(x, x, x), 0x026af55508a3caa7u, 0x095391a1a6a0adcdu, -3.0, 3.0);
    SAME_BITS(fnma(x, x, x), 0xc78e3f74810fb89cu, 0x27386dfa51ca0150u, -3.0, 3.0);
    SAME_BITS(exp(x), 0xac6dc8628ea400e2u, 0x257ee9de92648a95u, -20.0, 20.0);
    SAME_BITS(expm1(x), 0xdf23960d149311d6u, 0xdf68273a1a7e469cu, -20.0, 5.0);
    SAME_BITS(log(x), 0x7f80a8a7c9a055b9u, 0x919e291869b9dfbdu, 0.001, 20.0);
    SAME_BITS(tanh(x), 0xc2d3afc746ba1aadu, 0x9b642d9430c3189fu, -5.0, 5.0);
    SAME_BITS(sin(x), 0xebb17229624cf4c8u, 0xa951e36aac162dc1u, -9.0, 9.0);
    SAME_BITS(cos(x), 0x23fab581c73b7b08u, 0x692c5eec05d5c17fu, -9.0, 9.0);
    SAME_BITS(sqrt(x), 0x5aa4c64f9ea99ab5u, 0x6bba3aafa73ffe12u, 0.0, 9.0);
}

} // namespace
} // namespace rewire
