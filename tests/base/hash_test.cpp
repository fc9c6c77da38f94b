// What the hash must notice, and what it must not.
#include "base/hash.hpp"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <vector>

using namespace rewire;

namespace {

std::uint64_t of(std::span<const double> values) {
    Hash h;
    h.add(values);
    return h.value();
}
std::vector<double> some(std::size_t n) {
    std::vector<double> v;
    for (std::size_t k = 0; k < n; ++k)
        v.push_back(0.1 + static_cast<double>(k) * 1.7);
    return v;
}

} // namespace

TEST(Hash, IsXxh3) { // known answers of the reference implementation
    EXPECT_EQ(hash_of_bytes(""), 0x2d06800538d394c2u);
    EXPECT_EQ(hash_of_bytes("a"), 0xe6c632b61e964e1fu);
    EXPECT_EQ(hash_of_bytes("abc"), 0x78af5f94892f3950u);
    EXPECT_EQ(Hash().value(), 0x2d06800538d394c2u);
}

// A sign is the highest bit of a word: a hash that multiplies words loses a pair of them.
TEST(Hash, NoticesEveryPairOfSigns) {
    auto v = some(20);
    std::set<std::uint64_t> seen{of(v)};
    for (std::size_t a = 0; a < v.size(); ++a)
        for (std::size_t b = 0; b <= a; ++b) {
            v[a] = -v[a];
            if (a != b)
                v[b] = -v[b];
            EXPECT_TRUE(seen.insert(of(v)).second) << a << " and " << b;
            v[a] = std::abs(v[a]);
            v[b] = std::abs(v[b]);
        }
}

TEST(Hash, NoticesEverySingleBitOrderAndLength) {
    const auto v = some(300); // more than a block
    std::set<std::uint64_t> seen{of(v)};
    for (std::size_t k = 0; k < v.size(); k += 7)
        for (unsigned bit = 0; bit < 64; ++bit) {
            auto w = v;
            w[k] = std::bit_cast<double>(std::bit_cast<std::uint64_t>(w[k]) ^ (std::uint64_t{1} << bit));
            EXPECT_TRUE(seen.insert(of(w)).second) << k << " bit " << bit;
        }
    for (std::size_t k = 0; k + 1 < v.size(); ++k) {
        auto w = v;
        std::swap(w[k], w[k + 1]);
        EXPECT_TRUE(seen.insert(of(w)).second) << k;
        EXPECT_TRUE(seen.insert(of(std::span(v).first(k))).second) << k;
    }
}

TEST(Hash, NoticesWhatMovesFromOnePieceToTheNext) {
    const auto texts = [](std::string_view a, std::string_view b) {
        Hash h;
        h.add(a);
        h.add(b);
        return h.value();
    };
    EXPECT_NE(texts("ab", "c"), texts("a", "bc"));
    EXPECT_NE(texts("", "a"), texts("a", ""));
    const auto v = some(4);
    const auto lists = [&](std::size_t first) {
        Hash h;
        h.add(std::span(v).first(first));
        h.add(std::span(v).subspan(first));
        return h.value();
    };
    EXPECT_NE(lists(1), lists(2));
}

TEST(Hash, TakesFloatsAsTheDoublesTheyAreAndEveryNanAsOne) {
    const std::array<float, 3> f{0.1f, -2.5f, 0};
    const std::array<double, 3> d{f[0], f[1], f[2]};
    Hash h;
    h.add(std::span<const float>(f));
    EXPECT_EQ(h.value(), of(d));
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(of(std::array{nan, 1.0}), of(std::array{-nan, 1.0}));
    EXPECT_NE(of(std::array{nan, 1.0}), of(std::array{1.0, nan}));
    EXPECT_NE(of(std::array{0.0}), of(std::array{-0.0}));
}
