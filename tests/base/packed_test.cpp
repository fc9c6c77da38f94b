// What is packed comes back bit for bit, is small where numbers move slowly, and is refused where it was damaged.
#include "base/packed.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <zlib.h>

#include "base/error.hpp"
#include "base/matrix.hpp"

namespace rewire {
namespace {

template <class T>
MatrixOf<T> there_and_back(const MatrixOf<T>& m, std::size_t* size = nullptr, std::size_t together = 1) {
    std::string bytes;
    put_packed(bytes, m, together);
    put_bytes(bytes, 42); // what follows is left
    if (size)
        *size = bytes.size();
    std::string_view from = bytes;
    MatrixOf<T> out;
    take_packed(from, out);
    int next = 0;
    take_bytes(from, next);
    EXPECT_EQ(next, 42);
    EXPECT_TRUE(from.empty());
    return out;
}
template <class T>
void expect_same_bits(const MatrixOf<T>& a, const MatrixOf<T>& b) {
    ASSERT_EQ(a.rows(), b.rows());
    ASSERT_EQ(a.cols(), b.cols());
    EXPECT_EQ(a.values().empty() ? 0 : std::memcmp(a.values().data(), b.values().data(), a.values().size() * sizeof(T)),
              0);
}
// A third rests, a third walks, a third jumps.
template <class T>
MatrixOf<T> made_up(std::size_t rows, std::size_t columns) {
    std::mt19937 luck(3);
    std::normal_distribution<double> number;
    MatrixOf<T> m(rows, columns);
    for (std::size_t c = 0; c < columns; ++c)
        for (std::size_t r = 0; r < rows; ++r)
            m(r, c) = r == 0 || c % 3 == 2 ? static_cast<T>(number(luck))
                                           : m(r - 1, c) + static_cast<T>(c % 3 == 0 ? 0 : 1e-3 * number(luck));
    return m;
}
std::string unpacked(const std::string& gz) {
    z_stream z{};
    EXPECT_EQ(inflateInit2(&z, 15 + 16), Z_OK);
    std::string out(1 << 20, '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(gz.data()));
    z.avail_in = static_cast<uInt>(gz.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(inflate(&z, Z_FINISH), Z_STREAM_END);
    EXPECT_EQ(z.avail_in, 0u) << "one member, and nothing behind it";
    out.resize(z.total_out);
    inflateEnd(&z);
    return out;
}

TEST(Packed, MatricesOfAnyShapeComeBackBitForBit) {
    for (const std::size_t rows : {0, 1, 2, 9, 200})
        for (const std::size_t columns : {0, 1, 3, 15, 16, 17, 50}) {
            SCOPED_TRACE(testing::Message() << rows << " x " << columns);
            expect_same_bits(there_and_back(made_up<float>(rows, columns)), made_up<float>(rows, columns));
            expect_same_bits(there_and_back(made_up<double>(rows, columns)), made_up<double>(rows, columns));
        }
    auto odd = made_up<double>(9, 5);
    odd(0, 0) = std::nan("");
    odd(3, 0) = std::bit_cast<double>(std::uint64_t{0xfff8000000000123}); // a NaN that says something
    odd(4, 1) = -0.0;
    odd(5, 2) = std::numeric_limits<double>::infinity();
    odd(6, 3) = std::numeric_limits<double>::denorm_min();
    expect_same_bits(there_and_back(odd), odd);
}
TEST(Packed, WhatRestsAndWhatMovesSlowlyTakesLittle) {
    std::size_t mixed = 0, resting = 0;
    there_and_back(made_up<float>(400, 60), &mixed);
    there_and_back(Recording(400, 60, 7.5F), &resting);
    EXPECT_LT(mixed, 400 * 60 * 4 * 6 / 10);
    EXPECT_LT(resting, 400u) << "a row and a few bytes";
}
// Rows of five kinds that rest, one after the other.
TEST(Packed, RowsThatComeAgainAreLikeThemselves) {
    Recording m(500, 8);
    for (std::size_t r = 0; r < m.rows(); ++r)
        for (std::size_t c = 0; c < m.cols(); ++c)
            m(r, c) = 0.1F * static_cast<float>(r % 5) + static_cast<float>(c);
    std::size_t apart = 0, together = 0;
    expect_same_bits(there_and_back(m, &apart), m);
    expect_same_bits(there_and_back(m, &together, 5), m);
    EXPECT_LT(20 * together, apart);
    std::string bytes;
    EXPECT_THROW(put_packed(bytes, m, 3), Defect);
}
TEST(Packed, DamageIsTold) {
    std::string bytes;
    put_packed(bytes, made_up<float>(20, 10));
    for (const std::size_t cut : {std::size_t{1}, std::size_t{7}, bytes.size() / 2, bytes.size()}) {
        auto from = std::string_view(bytes).substr(0, bytes.size() - cut);
        Recording m;
        EXPECT_THROW(take_packed(from, m), InputError) << cut;
    }
    auto turned = bytes;
    turned[turned.size() - 5] = static_cast<char>(turned[turned.size() - 5] ^ 0x55); // zlib's own sum
    std::string_view from = turned;
    Recording m;
    EXPECT_THROW(take_packed(from, m), InputError);
    std::string huge;
    put_bytes(huge, std::size_t{1} << 60);
    put_bytes(huge, std::size_t{1} << 8);
    put_bytes(huge, std::size_t{1});
    huge.resize(4096);
    from = huge;
    EXPECT_THROW(take_packed(from, m), InputError) << "and no memory is asked for";
}
TEST(Packed, ATableInPiecesIsOneGzipFileAndTheSameEveryTime) {
    const auto packed = [](std::size_t pieces) {
        std::string out;
        Gzip gz([&](std::string_view bytes) { out += bytes; });
        for (std::size_t k = 0; k < pieces; ++k)
            gz.add("row " + std::to_string(k) + ",of,a,table\n");
        gz.finish();
        return out;
    };
    std::string plain;
    for (int k = 0; k < 20000; ++k)
        plain += "row " + std::to_string(k) + ",of,a,table\n";
    const auto many = packed(20000);
    EXPECT_EQ(unpacked(many), plain);
    EXPECT_LT(many.size(), plain.size() / 4);
    EXPECT_EQ(packed(20000), many);
    EXPECT_EQ(many.substr(4, 4), std::string(4, '\0')) << "no clock time";
    EXPECT_EQ(unpacked(packed(0)), "");
}
TEST(Packed, BytesLieByTheirPlace) {
    EXPECT_EQ(shuffled("abcdefgh", 4), "aebfcgdh");
    EXPECT_EQ(shuffled("", 4), "");
}

} // namespace
} // namespace rewire
