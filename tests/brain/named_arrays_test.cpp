#include "brain/named_arrays.hpp"

#include "brain/made_files.hpp"

using namespace rewire;
using namespace rewire::brain;
using Labels = std::vector<std::string>;

namespace {
const Labels names{"a", "b"}, more{"a", "b", "c"};
MatrixFile conn(NamedArray z, const Labels& targets) {
    return assemble({std::move(z), {"names", {2}, {}, names}, {"names2", {targets.size()}, {}, targets}}, "f", "MATLAB",
                    "");
}
} // namespace

TEST(NamedArrays, ConnsFirstTargetsAreItsSources) {
    const auto m = conn({"Z", {2, 3}, {0, 1, 7, 2, 0, 8}, {}}, more);
    EXPECT_EQ(m.labels, names);
    EXPECT_EQ(m.values(0, 1), 1);
    EXPECT_EQ(m.values(1, 0), 2);
    EXPECT_EQ(made::complaint([] {
                  conn({"Z", {2, 3}, {0, 1, 7, 2, 0, 8}, {}}, {"b", "a", "c"});
              }).substr(0, 38),
              "f: has no square matrix of numbers; it");
    EXPECT_NE(made::complaint([] { conn({"Z", {2, 3}, {}, Labels(6, "x")}, more); }), ""); // text by that name
}

TEST(NamedArrays, OnlyWhatFitsInMemoryIsWanted) {
    EXPECT_TRUE(is_wanted({2048, 2048}));
    EXPECT_FALSE(is_wanted({2049}));
    EXPECT_FALSE(is_wanted({2049, 2049}));
    EXPECT_TRUE(is_wanted({4800, 82})); // a series
    EXPECT_FALSE(is_wanted({91282, 1200}));
    EXPECT_TRUE(is_wanted({100, 100, 3000})); // many subjects
    EXPECT_FALSE(is_wanted({100, 3000, 3000}));
    EXPECT_FALSE(is_wanted({2048, 2048, 2048}));
    EXPECT_FALSE(is_wanted({2, 2, 2, 2}));
    EXPECT_FALSE(is_wanted({~std::size_t{0}, 2, 2}));
    EXPECT_TRUE(is_wanted({}));
}

TEST(NamedArrays, WhatStandsBesideTheMatrixComesBeforeWhatStandsAbove) {
    std::vector<NamedArray> arrays{{"s1/sc", {2, 2}, {0, 1, 2, 0}, {}},
                                   {"s2/sc", {2, 2}, {0, 3, 4, 0}, {}},
                                   {"s2/labels", {2}, {}, {"x", "y"}},
                                   {"labels", {2}, {}, names},
                                   {"s2/len", {2, 2}, {0, 30, 40, 0}, {}}};
    const auto one = assemble(arrays, "f", "HDF5", "s1/sc"), two = assemble(arrays, "f", "HDF5", "s2/sc");
    EXPECT_EQ(one.labels, names);
    EXPECT_TRUE(one.lengths_mm.empty());
    EXPECT_EQ(two.labels, (Labels{"x", "y"}));
    EXPECT_EQ(two.lengths_mm(1, 0), 40);
    EXPECT_EQ(made::complaint([&] { assemble(arrays, "f", "HDF5", "sc"); }).substr(0, 63),
              "f: has several \"sc\"; give its whole name, such as s1/sc; it hol");
}
