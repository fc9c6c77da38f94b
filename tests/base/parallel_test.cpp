// The one loop: every round once, what it throws, and bytes that come back as they went.
#include "base/parallel.hpp"

#include <atomic>
#include <gtest/gtest.h>
#include <stdexcept>

#include "base/bytes.hpp"

using namespace rewire;

TEST(Parallel, GoesThroughEveryRoundOnce) {
    for (const std::size_t count : {0u, 1u, 2u, 1000u}) {
        std::vector<int> seen(count, 0);
        parallel_for(count, [&](std::size_t k) { ++seen[k]; });
        EXPECT_EQ(seen, std::vector<int>(count, 1)) << count;
    }
}

TEST(Parallel, LoopsWithinLoops) {
    std::vector<std::vector<std::size_t>> table(8, std::vector<std::size_t>(8, 0));
    parallel_for(8, [&](std::size_t i) { parallel_for(8, [&, i](std::size_t j) { table[i][j] = 8 * i + j; }); });
    for (std::size_t k = 0; k < 64; ++k)
        EXPECT_EQ(table[k / 8][k % 8], k);
}

TEST(Parallel, ThrowsWhatARoundThrew) {
    std::atomic<int> lived{0};
    try {
        parallel_for(100, [&](std::size_t k) {
            if (k == 41)
                throw std::runtime_error("round 41");
            ++lived;
        });
        FAIL() << "nothing was thrown";
    } catch (const std::runtime_error& e) {
        EXPECT_STREQ(e.what(), "round 41");
    }
    EXPECT_LT(lived, 100);
}

TEST(Bytes, ComeBackAsTheyWent) {
    std::string bytes;
    put_bytes(bytes, 3.25);
    put_bytes(bytes, std::vector<float>{1, -2});
    put_bytes(bytes, std::vector<double>{});
    put_bytes(bytes, std::string("text, "));
    put_bytes(bytes, std::string());
    put_bytes(bytes, 'x');
    std::string_view from(bytes);
    double number = 0;
    std::vector<float> floats{9, 9, 9};
    std::vector<double> none{1};
    char last = 0;
    take_bytes(from, number);
    take_bytes(from, floats);
    take_bytes(from, none);
    std::string text = "old", empty = "old";
    take_bytes(from, text);
    take_bytes(from, empty);
    take_bytes(from, last);
    EXPECT_EQ(text, "text, ");
    EXPECT_EQ(empty, "");
    EXPECT_EQ(number, 3.25);
    EXPECT_EQ(floats, (std::vector<float>{1, -2}));
    EXPECT_TRUE(none.empty());
    EXPECT_EQ(last, 'x');
    EXPECT_TRUE(from.empty());
}

TEST(Bytes, ThatEndTooEarlyAreRefused) {
    std::string bytes;
    put_bytes(bytes, std::vector<double>{1, 2, 3});
    for (std::size_t kept = 0; kept < bytes.size(); ++kept) {
        std::string_view from(bytes.data(), kept);
        std::vector<double> to;
        EXPECT_THROW(take_bytes(from, to), InputError) << kept;
    }
    std::string huge(8, '\xff'); // a count beyond any memory
    std::string_view from(huge);
    std::vector<double> to;
    EXPECT_THROW(take_bytes(from, to), InputError);
}
