#include "base/lazy_library.hpp"

#include <array>
#include <gtest/gtest.h>
#include <thread>
#include <vector>

#include "base/error.hpp"

using rewire::LazyLibrary;

namespace {

struct Places {
    std::array<void*, 2> of = {};
    std::array<char, sizeof(int)> datum = {};
    std::array<void*, 1> copies{datum.data()};
    std::array<std::size_t, 1> sizes{sizeof(int)};
    LazyLibrary library(const char* soname, const char* functions, const char* package = "") {
        return {soname, package, "", functions, of.data(), "", copies.data(), sizes.data()};
    }
};
std::string refusal(LazyLibrary library) {
    try {
        rewire::load(library);
    } catch (const rewire::InputError& e) {
        return e.what();
    }
    return "no error";
}
bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST(LazyLibrary, FillsItsPlacesAndCopiesItsData) {
    Places p;
    auto library = p.library("libc.so.6", "strtol\0abs\0");
    library.opener = "getpid";
    library.data = "optind\0"; // 1 until somebody reads options
    rewire::load(library);
    EXPECT_TRUE(library.loaded);
    EXPECT_EQ(reinterpret_cast<long (*)(const char*, char**, int)>(p.of[0])("41", nullptr, 10), 41);
    EXPECT_EQ(reinterpret_cast<int (*)(int)>(p.of[1])(-7), 7);
    EXPECT_EQ(p.datum[0], 1);
}

TEST(LazyLibrary, IsLoadedOnceByManyThreads) {
    Places p;
    auto library = p.library("libc.so.6", "strtol\0abs\0");
    std::vector<std::thread> threads;
    for (int k = 0; k < 8; ++k)
        threads.emplace_back([&] { rewire::load(library); });
    for (auto& t : threads)
        t.join();
    const auto before = p.of;
    p.of[0] = nullptr; // once it is loaded, nobody comes back to the places
    rewire::load(library);
    EXPECT_EQ(p.of[0], nullptr);
    EXPECT_EQ(p.of[1], before[1]);
}

TEST(LazyLibrary, WhatIsMissingIsNamedWithItsPackage) {
    Places p;
    const auto gone = refusal(p.library("libnowhere.so.3", "f\0", "libnowhere3"));
    EXPECT_TRUE(has(gone, "libnowhere.so.3")) << gone;
    EXPECT_TRUE(has(gone, "install the package libnowhere3 of Debian")) << gone;
    const auto unknown = refusal(p.library("libnowhere.so.3", "f\0"));
    EXPECT_TRUE(has(unknown, "install it, or build again")) << unknown;
    const auto older = refusal(p.library("libc.so.6", "abs\0no_such_function_ever\0", "libc6"));
    EXPECT_TRUE(has(older, "it lacks no_such_function_ever")) << older;
}
