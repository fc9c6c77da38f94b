// Heavy libraries are loaded by the commands that call them, and by no others.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <gtest/gtest.h>

#include "app/program.hpp"
#include "base/file.hpp"

#ifdef REWIRE_IS_LAZY
namespace fs = std::filesystem;
using rewire::testing::run;

namespace {

struct Lazy : rewire::testing::InFolder {};

constexpr std::string_view heavy[] = {"libpagmo", "libnetcdf", "libcrypto",     "libarchive",
                                      "libmatio", "libhdf5",   "libcpp-httplib"};

std::string told_by(const std::string& command) {
    std::string text;
    std::FILE* pipe = ::popen((command + " 2>&1 </dev/null").c_str(), "r");
    char block[4096];
    while (const auto n = std::fread(block, 1, sizeof block, pipe))
        text.append(block, n);
    ::pclose(pipe);
    return text;
}
bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_F(Lazy, TheProgramItselfNeedsNoHeavyLibrary) {
    const auto needed = told_by("readelf -d " REWIRE_BINARY);
    ASSERT_TRUE(has(needed, "libstdc++")) << needed;
    for (const auto name : heavy)
        EXPECT_FALSE(has(needed, name)) << needed;
    const auto loaded =
        told_by("LD_DEBUG=files " REWIRE_BINARY " check " REWIRE_SOURCE_DIR "/scenarios/anxiety_year.toml");
    for (const auto name : heavy)
        EXPECT_FALSE(has(loaded, name)) << "a check of a scenario loads " << name;
}

TEST_F(Lazy, ACommandLoadsWhatItCalls) {
    const auto mat =
        told_by("LD_DEBUG=files " REWIRE_BINARY " check " REWIRE_SOURCE_DIR "/tests/fuzz/corpus/mat/plain.mat");
    EXPECT_TRUE(has(mat, "libmatio"));
    EXPECT_FALSE(has(mat, "libpagmo"));
    const auto o = run("connectome export " + at("template.zip"));
    EXPECT_EQ(o.code, 0) << o.text;
    const auto zip = told_by("LD_DEBUG=files " REWIRE_BINARY " check " + at("template.zip"));
    EXPECT_TRUE(has(zip, "libarchive"));
    EXPECT_FALSE(has(zip, "libnetcdf"));
}

// As on a machine where the package of a library was taken away.
TEST_F(Lazy, ALibraryThatIsGoneIsNamedWhereItIsCalled) {
    auto program = rewire::testing::bytes_of(REWIRE_BINARY);
    const std::string name = "libmatio.so", gone = "libnomat.so";
    for (auto k = program.find(name); k != program.npos; k = program.find(name, k + 1))
        program.replace(k, name.size(), gone);
    const auto copy = write("rewire", program);
    fs::permissions(copy, fs::perms::owner_all);
    const auto text =
        told_by("{ " + copy + " check " REWIRE_SOURCE_DIR "/tests/fuzz/corpus/mat/plain.mat; echo code $?; }");
    EXPECT_TRUE(has(text, "libnomat.so")) << text;
    EXPECT_TRUE(has(text, "the shared library cannot be used")) << text;
    EXPECT_TRUE(has(text, "code 2")) << text;
    EXPECT_TRUE(has(told_by(copy + " check " REWIRE_SOURCE_DIR "/scenarios/anxiety_year.toml"), "is fine"));
}
#endif
