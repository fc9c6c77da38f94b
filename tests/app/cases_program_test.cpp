// Files that went wrong, and the one message each gives: what to do first, then why, with its place.
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <map>

#include "app/program.hpp"

namespace {

const std::string cases = REWIRE_SOURCE_DIR "/tests/cases/";

// "file<TAB>message" of tests/cases/messages.tsv; the message begins with its place.
std::map<std::string, std::string> messages() {
    std::map<std::string, std::string> out;
    std::ifstream in(cases + "messages.tsv");
    for (std::string line; std::getline(in, line);)
        if (const auto tab = line.find('\t'); tab != std::string::npos && !line.starts_with('#'))
            out[line.substr(0, tab)] = line.substr(tab + 1);
    return out;
}
// How many problems a text tells: lines that begin with the file's name.
std::size_t told(const std::string& text, const std::string& file) {
    std::size_t n = 0;
    for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1)
        n += text.compare(at, file.size(), file) == 0;
    return n;
}

} // namespace

TEST(Cases, EachFaultIsToldOnceWithItsPlaceAndItsMend) {
    const auto all = messages();
    ASSERT_GT(all.size(), 30u);
    for (const auto& [file, message] : all) {
        const auto o = rewire::testing::run(fmt::format("check {}{}", cases, file));
        EXPECT_EQ(o.code, 2) << file;
        EXPECT_TRUE(o.text.starts_with(cases + file + ":" + message + "\n")) << file << " gives\n" << o.text;
        EXPECT_EQ(told(o.text, cases + file), 1u) << o.text;
    }
}

// Other encodings and signs of other keyboards are read, and said where they are a guess.
TEST(Cases, WhatCanBeUnderstoodIs) {
    const auto check = [](const char* file) { return rewire::testing::run(fmt::format("check {}{}", cases, file)); };
    const auto plain = check("words/understood.toml");
    EXPECT_EQ(plain.code, 0) << plain.text;
    EXPECT_NE(plain.text.find("cbt 50 min, 1 a week, homework 20 min a day"), std::string::npos) << plain.text;
    EXPECT_NE(plain.text.find("trait pfc_gain: -1 sd"), std::string::npos) << plain.text;
    const auto wide = check("protocols/x08_utf16.toml");
    EXPECT_EQ(wide.code, 0) << wide.text;
    EXPECT_NE(wide.text.find("x08_utf16.toml: the text is UTF-16 and was converted"), std::string::npos) << wide.text;
    const auto western = check("protocols/x09_latin1.toml");
    EXPECT_EQ(western.code, 0) << western.text;
    EXPECT_NE(western.text.find("x09_latin1.toml: the text is not UTF-8; it was read as Windows-1252 (Latin-1)"),
              std::string::npos)
        << western.text;
}
