// Delimited text, symmetry and bytes: what every reader of the room stands on.
#include "brain/text_table.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

#include "base/error.hpp"
#include "brain/byte_cursor.hpp"
#include "brain/symmetry.hpp"
#include "refusal.hpp"

using namespace rewire;
using namespace rewire::brain;
using Texts = std::vector<std::string>;

namespace {
Texts cells(std::string_view line, char delimiter) {
    Texts out;
    const auto row = split_line(line, 1, delimiter, "f");
    for (const auto& c : row.cells)
        out.emplace_back(c.text);
    return out;
}
std::string complaint(const auto& f) { return rewire::testing::refusal(f, "nothing is wrong"); }
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
} // namespace

TEST(TextTable, SplitsByAnyDelimiter) {
    EXPECT_EQ(cells("a, b ,,c", ','), (Texts{"a", "b", "", "c"}));
    EXPECT_EQ(cells("\"x, y\";\"say \"\"a\"\"\"; 3", ';'), (Texts{"x, y", "say \"a\"", "3"}));
    EXPECT_EQ(cells("  a \t\"b c\"  d ", ' '), (Texts{"a", "b c", "d"}));
    EXPECT_EQ(cells("a\t\tb", '\t'), (Texts{"a", "", "b"}));
    const auto row = split_line("aa, b", 7, ',', "f");
    EXPECT_EQ(row.line, 7);
    EXPECT_EQ(row.cells[1].column, 5);
}
TEST(TextTable, TellsOfQuotesThatDoNotFit) {
    EXPECT_EQ(complaint([] { split_line("a,\"b", 3, ',', "f"); }),
              "f:3:3: a quote is not closed on its line; close it");
    EXPECT_EQ(complaint([] { split_line("\"a\"b,c", 4, ',', "f"); }),
              "f:4:4: a closing quote ends its cell; double a quote that belongs to the text");
}
TEST(TextTable, TheDelimiterIsTheFirstOfTheFirstLine) {
    EXPECT_EQ(find_delimiter("# a;b\n\n1,2;3\n"), ';');
    EXPECT_EQ(find_delimiter("1 2 3\n"), ' ');
    EXPECT_EQ(find_delimiter("1\t2,5\n"), '\t');
    EXPECT_EQ(find_delimiter("\"a;b\",c\n"), ',');
}
TEST(TextTable, NumbersAreTheWholeOfTheText) {
    EXPECT_EQ(parse_number("+1.5e2"), 150);
    for (const char* signs : {"+-5", "-+5", "++5", "--5", "+", "-", "+ 5"}) // of two signs nobody knows which holds
        EXPECT_FALSE(parse_number(signs)) << signs;
    EXPECT_EQ(parse_number("-0"), 0);
    EXPECT_EQ(parse_number("1e-999"), 0);
    EXPECT_EQ(parse_number("1e999"), std::numeric_limits<double>::infinity());
    EXPECT_TRUE(std::isnan(parse_number("nan").value()));
    for (const auto* text : {"", "1.5x", "1,5", "--1", "0x10", "1 2"})
        EXPECT_FALSE(parse_number(text)) << text;
}
TEST(TextTable, DecimalCommasAreReadWhereTheyCanBeNothingElse) {
    const auto t = read_delimited("a;b\n1,5;2\n-0,25;1,125\n", "f");
    EXPECT_TRUE(t.decimal_comma);
    EXPECT_EQ(t.number(t.rows[1].cells[0]), 1.5);
    EXPECT_EQ(t.number(t.rows[2].cells[1]), 1.125);
    EXPECT_EQ(t.notes.size(), 1u);
    EXPECT_FALSE(read_delimited("1.5;1,234\n", "f").decimal_comma) << "a point is a decimal point";
    EXPECT_TRUE(complaint([] { read_delimited("1,234;5\n", "f"); }).starts_with("f:1:1: write decimals with a point"));
}
TEST(TextTable, DelimitersThatEndEveryLineAreNoColumn) {
    const auto t = read_delimited("a,b,\n1,2,\n3,4,\n", "f");
    for (const auto& row : t.rows)
        EXPECT_EQ(row.cells.size(), 2u);
    EXPECT_EQ(read_delimited("a,b,\n1,2,9\n", "f").rows[1].cells.size(), 3u);
    EXPECT_EQ(read_delimited("# made by hand\n# x y\n1 2\n", "f").comment, "x y");
}

TEST(Symmetry, IsToldFromTrianglesAndRounding) {
    const auto kind = [](const std::vector<double>& upper, const std::vector<double>& lower) {
        Matrix m(3, 3);
        for (std::size_t k = 0; k < 3; ++k) {
            const std::size_t i = k / 2, j = k == 0 ? 1 : 2; // 0 1, 0 2, 1 2
            m(i, j) = upper[k];
            m(j, i) = lower[k];
        }
        return symmetry_of(m).kind;
    };
    EXPECT_EQ(kind({1, 2, 3}, {1, 2, 3}), Symmetry::exact);
    EXPECT_EQ(kind({1, 2, 3}, {1, 2, 3.000001}), Symmetry::rounding);
    EXPECT_EQ(kind({1, 2, 3}, {1, 2, 3.1}), Symmetry::none);
    EXPECT_EQ(kind({1, 2, 3}, {0, 0, 0}), Symmetry::upper);
    EXPECT_EQ(kind({missing, missing, missing}, {1, 2, 3}), Symmetry::lower);
    EXPECT_EQ(kind({1, missing, 3}, {1, missing, 3}), Symmetry::exact);
}
TEST(Symmetry, TrianglesAreMirroredAndPairsMeant) {
    Matrix upper(2, 2, {5, 3, 0, 7}), pair(2, 2, {0, 3, 4, 0});
    symmetrise(upper, Symmetry::upper);
    EXPECT_EQ(upper, Matrix(2, 2, {5, 3, 3, 7}));
    symmetrise(pair, Symmetry::none);
    EXPECT_EQ(pair, Matrix(2, 2, {0, 3.5, 3.5, 0}));
}

TEST(ByteCursor, ReadsBothOrdersAndNeverBeyondTheEnd) {
    const std::string file = "f.bin";
    ByteCursor c(std::string_view("\x01\x02\x03\x04\x01\x02\x03\x04\0\0\0\0\0\0\1\0ab", 18), file);
    EXPECT_EQ(c.little32(), 0x04030201u);
    EXPECT_EQ(c.big32(), 0x01020304u);
    EXPECT_EQ(c.big64(), 256u);
    c.skip_fill(2, 4);
    EXPECT_EQ(c.left(), 0u);
    EXPECT_EQ(complaint([&] { c.take(1); }), "f.bin: is damaged or cut short: its parts do not fit together");
}
