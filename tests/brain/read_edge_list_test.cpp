#include "brain/read_edge_list.hpp"

#include "brain/made_files.hpp"
#include "brain/read_csv.hpp"

using namespace rewire;
using namespace rewire::brain;
using Labels = std::vector<std::string>;

namespace {
std::string complaint(const std::string& text, const std::string& variable = {}) {
    return made::complaint([&] { read_csv(text, "m.csv", variable); });
}
} // namespace

TEST(ReadEdgeList, NamesWithAndWithoutAHeader) {
    for (const char* text : {"a,b,1.5\nb,c,2\nc,a,3\nc,d,4\n", "source,target,weight\na,b,1.5\nb,c,2\nc,a,3\nc,d,4\n",
                             "from\tto\tx\na\tb\t1.5\nb\tc\t2\nc\ta\t3\nc\td\t4\n"}) {
        const auto m = read_csv(text, "m.csv");
        EXPECT_EQ(m.format, "edge list");
        EXPECT_EQ(m.labels, (Labels{"a", "b", "c", "d"}));
        EXPECT_EQ(m.values(0, 1), 1.5);
        EXPECT_EQ(m.values(1, 0), 1.5); // a pair that stands once runs both ways
        EXPECT_EQ(m.values(3, 2), 4);
        EXPECT_EQ(m.values(0, 3), 0);
        EXPECT_EQ(m.notes, (Labels{"4 edges between 4 regions",
                                   "no pair of regions stands in both orders: every edge was taken to run both ways"}));
    }
}

TEST(ReadEdgeList, NumbersFromZeroOrOneHaveNoLabels) {
    for (const char* text : {"1 2 0.5\n2 3 0.25\n3 1 1\n1 4 9\n", "0 1 0.5\n1 2 0.25\n2 0 1\n0 3 9\n"}) {
        const auto m = read_csv(text, "m.csv");
        EXPECT_TRUE(m.labels.empty());
        EXPECT_EQ(m.values.rows(), 4u);
        EXPECT_EQ(m.values(3, 0), 9);
    }
    const auto ids = read_csv("1001,1002,1\n1002,2001,2\n1001,2001,3\n2001,2002,4\n", "m.csv");
    EXPECT_EQ(ids.labels, (Labels{"1001", "1002", "2001", "2002"}));
    EXPECT_EQ(ids.values(2, 3), 4);
    const auto bare = read_csv("i,j\n1,2\n2,3\n", "m.csv"); // no weights
    EXPECT_EQ(bare.values(1, 2), 1);
    EXPECT_EQ(bare.notes[1], "the list has no weights: each edge has weight 1");
}

TEST(ReadEdgeList, BothOrdersOfAPairAreDirected) {
    const auto m = read_csv("source,target,weight\na,b,1\nb,a,2\n", "m.csv");
    EXPECT_EQ(m.values(0, 1), 1);
    EXPECT_EQ(m.values(1, 0), 2);
    EXPECT_EQ(m.notes.back(), "edges run from the row's region to the column's (--direction source-rows)");
}

TEST(ReadEdgeList, ColumnsByName) {
    const std::string text = "source,target,fa,tract_length,count\na,b,0.5,30,7\nb,c,0.25,40,8\n";
    const auto m = read_csv(text, "m.csv");
    EXPECT_EQ(m.variable, "count");
    EXPECT_EQ(m.values(1, 0), 7);
    EXPECT_EQ(m.lengths_mm(1, 2), 40);
    EXPECT_EQ(read_csv(text, "m.csv", "fa").values(0, 1), 0.5);
    EXPECT_EQ(complaint(text, "fb"), "m.csv: there is no column \"fb\"; known: count, tract_length, fa");
    EXPECT_EQ(complaint("a,b,1\nb,c,2\n", "fa").substr(0, 63),
              "m.csv: names no columns, so there is no \"fa\"; leave out --varia");
}

TEST(ReadEdgeList, ASquareTableIsAMatrix) {
    EXPECT_EQ(read_csv("0 1 2\n1 0 3\n2 3 0\n", "m.csv").format, "CSV");
    EXPECT_EQ(read_csv("a,b,c\n0,1,2\n1,0,3\n2,3,0\n", "m.csv").labels, (Labels{"a", "b", "c"}));
    EXPECT_EQ(read_csv("x,a,b\na,0,1\nb,1,0\n", "m.csv").format, "CSV");
}

TEST(ReadEdgeList, TellsWhatIsWrongWithPlace) {
    EXPECT_EQ(complaint("source,target,weight\na,b,1\nb,c,x\n"),
              "m.csv:3:5: \"x\" is not a number; write a number for every edge\n    3 | b,c,x\n      |     ^");
    EXPECT_EQ(complaint("source,target,weight\na,b,1\na,b,2\n"),
              "m.csv:3: the edge of row a, column b stands twice (first in line 2); keep one");
    EXPECT_EQ(complaint("source,target,weight\na,b,1\na,b\n"),
              "m.csv:3: the row has 2 cells; 3 are expected, as in the first\n    3 | a,b");
    std::string many = "source,target\n";
    for (int k = 0; k < 2500; ++k)
        many += "a" + std::to_string(k) + ",b\n";
    EXPECT_EQ(complaint(many), "m.csv: has 2501 regions; at most 2048 are read");
}
