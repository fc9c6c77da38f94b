// Names that are near, texts of any encoding, units of every kind, errors in order: laws and the bounds where answers
// turn.
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/known.hpp"
#include "base/text_encoding.hpp"
#include "base/unit.hpp"

using namespace rewire;
using namespace std::string_literals;

// A third of the letters may be wrong, of five to eight two, of three and four one; a swap of neighbours is one. What
// is short is easily near to anything: its first letter holds, and of two letters none is exchanged.
TEST(Nearest, IsTheNearerTheShorterTheName) {
    const struct {
        std::string_view given, known;
        bool near;
    } cases[] = {{"ab", "ab", true},
                 {"ab", "cd", false},
                 {"ab", "ac", false},
                 {"ab", "cab", false},
                 {"rn", "run", true},
                 {"rn", "r", false},
                 {"d", "dd", true},
                 {"d", "e", false},
                 {"d", "ed", false},
                 {"abc", "ab", true},
                 {"cbd", "cbt", true},
                 {"BDI", "odi", false},
                 {"and", "at", false},
                 {"low", "for", false},
                 {"abcd", "ab", false},
                 {"gda7", "gad7", true},
                 {"xad7", "gad7", true},
                 {"MADRS", "hama", false},
                 {"abcde", "ab", false},
                 {"abcde", "abc", true},
                 {"abcdef", "badcef", true},
                 {"abcdef", "badcfe", false},
                 {"abcdef", "bacdef", true},
                 {"abcdefghi", "abcdefxyz", true},
                 {"abcdefghi", "abcdewxyz", false},
                 {"", "a", false},
                 {"", "ab", false},
                 {"SERTRALINE", "sertraline", true}};
    for (const auto& [given, known, near] : cases)
        EXPECT_EQ(did_you_mean(given, {known}), near ? fmt::format("; did you mean \"{}\"?", known) : "") << given;
    EXPECT_EQ(did_you_mean("cat", {"cart", "bat", "ca"}), "; did you mean \"cart\"?") << "of equals the first";
    EXPECT_EQ(did_you_mean("cat", {"dog", "cut", "cat"}), "; did you mean \"cat\"?") << "none is nearer than itself";
    EXPECT_EQ(did_you_mean(std::string(5000, 'a'), {"b"}), "");
    EXPECT_EQ(did_you_mean("a", {}), "");
}
TEST(Nearest, IsTheOnlyNameThatHoldsWhatIsGiven) {
    const Names known{"aerobic_exercise", "sleep_diary",    "sleep_quality",
                      "serotonin",        "slow_breathing", "low_serotonin"};
    const std::pair<std::string_view, std::string_view> cases[] = {{"exercise", "aerobic_exercise"},
                                                                   {"Exercise", "aerobic_exercise"},
                                                                   {"sleep", ""},         // of two none is meant
                                                                   {"sero", "serotonin"}, // that begins with it
                                                                   {"exe", ""},           // too little to tell
                                                                   {"breathing", "slow_breathing"}};
    for (const auto& [given, meant] : cases)
        EXPECT_EQ(did_you_mean(given, known), meant.empty() ? "" : fmt::format("; did you mean \"{}\"?", meant))
            << given;
}

TEST(Errors, StandInTheOrderOfFilesLinesAndColumns) {
    Problems p;
    for (const auto& [file, line, column, what] : {std::tuple{"b", 1, 1, "6"},
                                                   {"a", 9, 0, "5"},
                                                   {"a", 2, 7, "3"},
                                                   {"a", 2, 7, "4"},
                                                   {"a", 2, 3, "2"},
                                                   {"a", 0, 0, "1"}})
        p.add({file, line, column, what, {}});
    EXPECT_EQ(p.count(), 6u);
    std::string order;
    try {
        p.raise_if_any();
    } catch (const InputError& e) {
        for (const auto& problem : e.problems())
            order += problem.what;
        EXPECT_STREQ(e.what(), "a: 1\na:2:3: 2\na:2:7: 3\na:2:7: 4\na:9: 5\nb:1:1: 6");
    }
    EXPECT_EQ(order, "123456") << "and of one place in the order they were found";
    Problems none;
    none.raise_if_any();
    EXPECT_TRUE(none.none());
}

TEST(Errors, ShowTheLineWhereOneIsKnown) {
    EXPECT_EQ(describe(Problem{"", 0, 0, "what", "source"}), "what") << "of no line nothing is shown";
    EXPECT_EQ(describe(Problem{"", 3, 0, "what", ""}), ":3: what");
    EXPECT_EQ(describe(Problem{"f", 0, 4, "what", ""}), "f: what") << "a column of no line is none";
    EXPECT_EQ(describe(Problem{"f", 12345, 1, "what", "x"}), "f:12345:1: what\n12345 | x\n      | ^");
    EXPECT_EQ(describe(Failure{1.23456, "hopf", "region 1", "x", -3.5, "mend it"}),
              "hopf: x left its bounds in region 1 at 1.2346 s (value -3.5); mend it");
    try {
        expects(false, "a promise", "file.cpp", 7);
        FAIL();
    } catch (const Defect& e) {
        EXPECT_STREQ(e.what(), "file.cpp:7: rewire broke its own promise: a promise");
    }
}

// Every code point of interest goes out and comes back; what UTF-8 forbids is not taken for it.
TEST(Encodings, Utf8IsWrittenAndReadAtEveryLength) {
    for (const unsigned code : {0x1u, 0x7Fu, 0x80u, 0x7FFu, 0x800u, 0xD7FFu, 0xE000u, 0xFFFFu, 0x10000u, 0x10FFFFu}) {
        std::string text = "a";
        append_utf8(text, code);
        EXPECT_EQ(text.size(), 1u + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4)) << code;
        EXPECT_EQ(to_utf8(text).text, text);
        EXPECT_EQ(to_utf8(text).note, "") << code;
        std::size_t at = 1;
        EXPECT_TRUE(next_sign(text, at) == code);
        EXPECT_EQ(at, text.size());
        for (const bool big : {false, true}) { // UTF-32 with its mark
            std::string wide = big ? "\0\0\xFE\xFF"s : "\xFF\xFE\0\0"s;
            for (const unsigned c : {unsigned{'a'}, code})
                for (int k = 0; k < 4; ++k)
                    wide += static_cast<char>(c >> 8 * (big ? 3 - k : k) & 0xFF);
            EXPECT_EQ(to_utf8(wide).text, text) << code << " " << big;
        }
    }
    for (const unsigned none : {0xD800u, 0xDFFFu, 0x110000u}) {
        std::string text;
        append_utf8(text, none);
        EXPECT_EQ(text, "\xEF\xBF\xBD") << none;
    }
    const std::string forbidden[] = {
        "\xC0\xAF",         "\xC1\xBF", "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80", "\xC3",     "\xE2\x82",     "\xF0\x9F\x98",     "\x80",         "\xC3(",
        "\xE2(\x82"};
    for (const auto& bytes : forbidden)
        EXPECT_NE(to_utf8("letters " + bytes).note, "") << bytes.size();
    // Byte by byte Windows-1252 is Latin-1 but for 0x80 to 0x9F.
    std::string high = "\xA0\xFF";
    EXPECT_EQ(to_utf8(high).text, "\xC2\xA0\xC3\xBF");
    EXPECT_EQ(to_utf8("\x80\x9F").text, "\xE2\x82\xAC\xC5\xB8");
}

TEST(Encodings, Utf16WithoutAMarkIsToldByItsZeros) {
    const auto wide = [](std::string_view text, bool big) {
        std::string out;
        for (const char c : text)
            out += big ? std::string{'\0', c} : std::string{c, '\0'};
        return out;
    };
    for (const bool big : {false, true}) {
        EXPECT_EQ(to_utf8(wide("1,2,3", big)).text, "1,2,3");
        EXPECT_EQ(to_utf8(wide("abcd", big)).text, "abcd") << "four signs are enough";
        EXPECT_EQ(to_utf8(wide("abc", big)).note, "") << "three are not";
        EXPECT_EQ(to_utf8(wide("1,2,3", big) + "x").note, "") << "half a sign more";
        // A tenth of the signs may be others: one of ten, not two.
        auto mixed = wide("0123456789", big);
        mixed[big ? 0 : 1] = 1;
        EXPECT_NE(to_utf8(mixed).note, "");
        mixed[big ? 2 : 3] = 1;
        EXPECT_EQ(to_utf8(mixed).note, "");
    }
}

// A product's factor is the product of the factors, a quotient's their quotient, and of dimensions alike.
TEST(Units, MultiplyAndDivideAsTheyAreWritten) {
    const std::string_view simple[] = {"s",  "ms",  "min", "h",  "m",   "mm", "A", "nA", "V",   "mV", "nC",
                                       "Hz", "kHz", "g",   "mg", "mol", "uM", "L", "%",  "rad", "1"};
    for (const auto a : simple)
        for (const auto b : simple) {
            const auto one = find_unit(a).value(), two = find_unit(b).value();
            const auto product = find_unit(fmt::format("{} {}", a, b)).value(),
                       quotient = find_unit(fmt::format("{}/{}", a, b)).value();
            EXPECT_NEAR(product.si / (one.si * two.si), 1, 1e-12) << a << " " << b;
            EXPECT_NEAR(quotient.si / (one.si / two.si), 1, 1e-12) << a << "/" << b;
            EXPECT_EQ(product.dim, one.dim * two.dim);
            EXPECT_EQ(quotient.dim * two.dim, one.dim);
            const auto root = find_unit(fmt::format("sqrt({})", a)).value();
            EXPECT_NEAR(root.si * root.si / one.si, 1, 1e-12) << a;
            EXPECT_EQ(root.dim * root.dim, one.dim);
        }
    for (const auto a : {"s", "mm", "nA"}) {
        const auto one = find_unit(a).value(), cube = find_unit(fmt::format("{}^3", a)).value();
        EXPECT_NEAR(cube.si / (one.si * one.si * one.si), 1, 1e-12);
        EXPECT_EQ(cube.dim, one.dim * one.dim * one.dim);
    }
}

// What is printed with its unit is read back as the same to seven digits, whatever the unit and the size.
TEST(Units, WhatIsPrintedIsReadBack) {
    for (const auto text : {"ms", "nA", "1/nC", "mV/s", "1/sqrt(ms)", "mg/L", "weeks"})
        for (const double value : {1.0, -2.5, 1e-12, 123456.7, 9.876543e20, 0.1}) {
            const auto unit = find_unit(text).value();
            const auto q = parse_quantity(fmt::format("{} {}", format_number(value), text), unit);
            EXPECT_EQ(q.problem, "") << text;
            EXPECT_NEAR(q.si / (value * unit.si), 1, 5e-7) << value << " " << text;
        }
}
