#include "brain/read_csv.hpp"

#include "brain/made_files.hpp"
#include <cmath>

using namespace rewire;
using namespace rewire::brain;
using Labels = std::vector<std::string>;

namespace {
std::string complaint(const std::string& text) {
    return made::complaint([&] { read_csv(text, "m.csv"); });
}
} // namespace

TEST(ReadCsv, LabelsInFirstRowAndColumn) {
    const auto m = read_csv("region,a,b\na,0,1.5\nb,2e-3,0\n", "m.csv");
    EXPECT_EQ(m.labels, (Labels{"a", "b"}));
    EXPECT_EQ(m.values(0, 1), 1.5);
    EXPECT_EQ(m.values(1, 0), 2e-3);
    EXPECT_EQ(m.lines, (std::vector<int>{2, 3}));
}

TEST(ReadCsv, OtherShapesOfTheSame) {
    const Labels ab{"a", "b"};
    EXPECT_EQ(read_csv("a,b\n0,1\n1,0\n", "").labels, ab);          // header alone
    EXPECT_EQ(read_csv("\ta\tb\na\t0\t1\nb\t1\t0", "").labels, ab); // TSV, empty corner
    EXPECT_EQ(read_csv("a b\na 0 1\nb 1 0\n", "").labels, ab);      // R: header one shorter
    EXPECT_EQ(read_csv("\xEF\xBB\xBF\"x\";\"a\";\"b\"\r\n\"a\";0;1\r\n\"b\";1;0\r\n", "").labels,
              ab); // a spreadsheet's
    EXPECT_EQ(read_csv("# made by hand\n\nx, a, b\n\na, 0, 1\n# half\nb, 1, 0\n", "").labels, ab);
    EXPECT_TRUE(read_csv("0,1\n1,0\n", "").labels.empty());
    EXPECT_TRUE(read_csv("  0.0e+00   1.0\n 1.0   0 \n", "").labels.empty());
    EXPECT_EQ(read_csv("x,\"a,1\",\"b;2\"\n\"a,1\",0,1\n\"b;2\",1,0\n", "").labels, (Labels{"a,1", "b;2"}));
}

TEST(ReadCsv, TellsWhereACellIsNoNumber) {
    EXPECT_EQ(complaint("region,a,b\na,0,x1\nb,,0\n"),
              "m.csv:2:5: \"x1\" is not a number (row a, column b)\n"
              "    2 | a,0,x1\n"
              "      |     ^\n"
              "m.csv:3:3: an empty cell (row b, column a); write a number, 0 for no connection\n"
              "    3 | b,,0\n"
              "      |   ^");
    EXPECT_EQ(complaint("x;a;b\na;0;1,5\nb;1.5;0\n"),
              "m.csv:2:5: \"1,5\" is not a number (row a, column b); write a point, not a comma, before decimals\n"
              "    2 | a;0;1,5\n"
              "      |     ^");
}

TEST(ReadCsv, TellsWhatShapeIsWrong) {
    EXPECT_EQ(complaint(""), "m.csv: is empty; a square matrix of numbers is expected");
    EXPECT_EQ(complaint("\n# nothing\n"), "m.csv: is empty; a square matrix of numbers is expected");
    EXPECT_EQ(complaint("region,a,b\n"), "m.csv: has labels but no numbers below them");
    EXPECT_EQ(complaint("region,a,b\na,0,1\n"), "m.csv: is not square: 1 rows, 2 columns");
    EXPECT_EQ(complaint("region,a,b\na,0,1\nb,1\n"),
              "m.csv:3: the row has 1 numbers; 2 are expected, one a region\n    3 | b,1");
    EXPECT_EQ(
        complaint("region,a,b\na,0,1\nc,1,0\n"),
        "m.csv:3:1: row 2 is \"c\", column 2 is \"b\"; rows and columns must list the same regions in the same order\n"
        "    3 | c,1,0\n"
        "      | ^");
    EXPECT_EQ(complaint("x,\"a,b\n").substr(0, 60), "m.csv:1:3: a quote is not closed on its line; close it");
    EXPECT_EQ(complaint("5\n"),
              "m.csv: has fewer than two columns; a square matrix of numbers, delimited by commas, tabs, semicolons or "
              "blanks, is expected");
}

TEST(ReadCsv, ACountOfRowsOrColumnsIsNoLabel) {
    const Labels ab{"a", "b"}, none;
    auto labels = [](const std::string& text) { return read_csv(text, "").labels; };
    EXPECT_EQ(labels(",a,b\n0,0,1\n1,1,0\n"), ab);           // pandas, a frame without an index
    EXPECT_EQ(labels("a,b\n0,0,1\n1,1,0\n"), ab);            // R's row names
    EXPECT_EQ(labels(",0,1\na,0,1\nb,1,0\n"), ab);           // pandas, a frame without columns
    EXPECT_EQ(labels(",0,1\n0,0,1\n1,1,0\n"), none);         // neither
    EXPECT_EQ(labels("0,1,2\n0,5,5\n5,0,5\n5,5,0\n"), none); // index=False
    EXPECT_EQ(labels("1,2\n0,5\n5,0\n"), none);
    EXPECT_EQ(labels("1001,1002\n0,5\n5,0\n"), (Labels{"1001", "1002"})); // an atlas's own numbers are names
    const auto m = read_csv(",0,1\n0,0,1\n1,7,0\n", "");
    EXPECT_EQ(m.values(1, 0), 7);
    EXPECT_EQ(m.notes, (Labels{"the first row (0 to 1) numbers the columns and was not taken for labels",
                               "the first column (0 to 1) numbers the rows and was not taken for labels"}));
}

TEST(ReadCsv, LabelsInTheFirstColumnAloneOrInAComment) {
    EXPECT_EQ(read_csv("a,0,1\nb,2,0\n", "").labels, (Labels{"a", "b"}));
    EXPECT_EQ(read_csv("a,0,1\nb,2,0\n", "").values(1, 0), 2);
    EXPECT_EQ(read_csv("# a b\n0 1\n2 0\n", "").labels, (Labels{"a", "b"})); // numpy.savetxt
    EXPECT_TRUE(read_csv("# made by hand\n0 1\n2 0\n", "").labels.empty());
    EXPECT_TRUE(read_csv("# a b\n\n# c\n0 1\n2 0\n", "").labels.empty()); // another comment stands between
}

TEST(ReadCsv, DelimitersAtTheEndOfLines) {
    for (const char* text :
         {"a,b,\n0,1,\n2,0,\n", "a,b\n0,1,\n2,0,\n", "a;b;\n0;1;\n2;0;\n", "a\tb\t\n0\t1\t\n2\t0\t\n"}) {
        const auto m = read_csv(text, "");
        EXPECT_EQ(m.labels, (Labels{"a", "b"})) << text;
        EXPECT_EQ(m.values(1, 0), 2) << text;
    }
    EXPECT_EQ(complaint("x,a,b\na,0,\nb,1,\n").substr(0, 24), "m.csv:2:5: an empty cell"); // a column is missing
}

TEST(ReadCsv, DecimalCommasBesideAnotherDelimiter) {
    for (const char* text : {"x;a;b\na;0;1,5\nb;-2,25e1;0\n", "x\ta\tb\na\t0\t1,5\nb\t-2,25e1\t0\n"}) {
        const auto m = read_csv(text, "");
        EXPECT_EQ(m.values(0, 1), 1.5);
        EXPECT_EQ(m.values(1, 0), -22.5);
        EXPECT_EQ(m.notes, Labels{"numbers are written with a decimal comma and were read so"});
    }
    EXPECT_EQ(complaint("0;1,234\n1,234;0\n"),
              "m.csv:1:3: write decimals with a point and thousands without a mark; \"1,234\" may mean either, and so "
              "may every other comma of the file");
    EXPECT_EQ(read_csv("0;1,234\n1,2;0\n", "").values(0, 1), 1.234);
}

TEST(ReadCsv, QuotesMayBeDoubled) {
    EXPECT_EQ(read_csv("x,\"a \"\"1\"\"\",b\n\"a \"\"1\"\"\",0,1\nb,1,0\n", "").labels, (Labels{"a \"1\"", "b"}));
    EXPECT_EQ(read_csv("\"a b\" \"c\"\n\"a b\" 0 1\n\"c\" 1 0\n", "").labels, (Labels{"a b", "c"})); // R's write.table
    EXPECT_EQ(complaint("x,\"a\"b,c\n"),
              "m.csv:1:6: a closing quote ends its cell; double a quote that belongs to the text");
}

TEST(ReadCsv, NotAvailableStandsOnTheDiagonalAlone) {
    const auto m = read_csv("a\tb\nn/a\t1\n2\tNA\n", "");
    EXPECT_TRUE(std::isnan(m.values(0, 0)) && std::isnan(m.values(1, 1)));
    EXPECT_EQ(m.values(1, 0), 2);
    EXPECT_EQ(read_csv("n/a\t1\n2\tn/a\n", "").values(1, 0), 2);
    EXPECT_EQ(read_csv(",1,5\n2,,6\n3,4,\n", "").values(1, 0), 2); // left empty
    EXPECT_EQ(complaint("a,b\n0,n/a\n2,0\n"),
              "m.csv:2:3: \"n/a\" off the diagonal (row a, column b); write a number, 0 for no connection\n"
              "    2 | 0,n/a\n"
              "      |   ^");
}

TEST(ReadCsv, DsiStudiosConnectogram) {
    const auto m = read_csv("data\tdata\t14\t6\t\ndata\tdata\tA_L\tA_R\t\n14\tA_L\t0\t7\t\n6\tA_R\t3\t0\t\n", "");
    EXPECT_EQ(m.format, "DSI Studio connectogram");
    EXPECT_EQ(m.labels, (Labels{"A_L", "A_R"}));
    EXPECT_EQ(m.values(0, 1), 7);
    EXPECT_EQ(m.values(1, 0), 3);
}

TEST(ReadCsv, AChoiceOfMatrixIsForFilesThatHoldSeveral) {
    EXPECT_EQ(made::complaint([] { read_csv("0,1\n1,0\n", "m.csv", "SC"); }),
              "m.csv: is text that holds one matrix; leave out the choice of \"SC\"");
}

TEST(ReadCsv, StopsAfterTwentyProblems) {
    std::string text;
    for (int r = 0; r < 30; ++r) {
        for (int c = 0; c < 30; ++c)
            text += c ? ",x" : "1";
        text += '\n';
    }
    try {
        read_csv("a" + text, "m.csv");
        FAIL();
    } catch (const InputError& e) {
        EXPECT_LE(e.problems().size(), 22u);
        EXPECT_EQ(e.problems().back().what, "more may follow; these are the first 20");
    }
}

TEST(ReadCsv, RefusesMatricesBeyondReason) {
    std::string row;
    for (int c = 0; c < 2049; ++c)
        row += c ? ",1" : "1";
    EXPECT_EQ(complaint(row), "m.csv: has 1 x 2049 numbers; at most 2048 regions are read");
    for (int c = 0; c < 3000; ++c)
        row += ",1";
    EXPECT_EQ(complaint(row), "m.csv:1: has more than 5000 cells in a row, the most that is read");
}

TEST(ReadCsv, ReadsNumbersOfEverySize) {
    const auto m = read_csv("nan,1e400\n-1e-400,+5\n", "m.csv");
    EXPECT_TRUE(std::isnan(m.values(0, 0)));
    EXPECT_EQ(m.values(0, 1), HUGE_VAL);
    EXPECT_EQ(m.values(1, 0), 0);
    EXPECT_EQ(m.values(1, 1), 5);
}
