// Series of BOLD in binary files: the same numbers whichever the format and the order.
#include <cmath>
#include <gtest/gtest.h>

#include "brain/functional.hpp"
#include "brain/made_files.hpp"

using namespace rewire;
using namespace rewire::brain;
using Labels = std::vector<std::string>;

namespace {

const Labels regions{"a", "b", "c"};
const std::vector<double> by_volume{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}; // 5 volumes x 3 regions
std::vector<double> by_region() {
    std::vector<double> out;
    for (std::size_t r = 0; r < 3; ++r)
        for (std::size_t v = 0; v < 5; ++v)
            out.push_back(by_volume[v * 3 + r]);
    return out;
}
std::filesystem::path names() { return made::text("names.txt", "a\nb\nc\n"); }

void expect_series(const Series& s, const std::string& order) {
    EXPECT_EQ(s.labels, regions);
    ASSERT_EQ(s.values.rows(), 5u);
    ASSERT_EQ(s.values.cols(), 3u);
    for (std::size_t k = 0; k < 15; ++k)
        EXPECT_EQ(s.values.values()[k], by_volume[k]) << order << k;
    bool said = false;
    for (const auto& note : s.notes)
        said = said || note.find(order) != std::string::npos;
    EXPECT_TRUE(said) << order;
}
constexpr const char *volumes_first = "(5 x 3) was read as volumes x regions",
                     *regions_first = "(3 x 5) was read as regions x volumes";

} // namespace

TEST(Series, NumPyInEitherOrder) {
    expect_series(
        read_series({.path = made::text("v.npy", made::npy("<f8", "(5, 3)", by_volume)), .labels_file = names()}),
        volumes_first);
    expect_series(
        read_series({.path = made::text("r.npy", made::npy("<f8", "(3, 5)", by_region())), .labels_file = names()}),
        regions_first);
    const auto packed = made::packed(made::npy("<f8", "(3, 5)", by_region()), "gzip");
    expect_series(read_series({.path = made::text("r.npy.gz", packed), .labels_file = names()}), regions_first);
    const auto npz =
        made::text("s.npz", made::zip({{"bold.npy", made::npy("<f8", "(1, 5, 3)", by_volume)},
                                       {"fc.npy", made::npy("<f8", "(2, 2)", by_region())},
                                       {"regions.npy", made::npy("|S1", "(3,)", std::vector{'a', 'b', 'c'})}}));
    expect_series(read_series({.path = npz, .variable = "bold"}), volumes_first);
}

TEST(Series, MatlabAndHdf5NameTheirRegions) {
    for (const auto version : {MAT_FT_MAT5, MAT_FT_MAT73}) {
        expect_series(read_series({.path = made::mat("s.mat", {{"ts", 3, 5, by_region()}}, regions, version)}),
                      regions_first);
        expect_series(
            read_series({.path = made::mat("t.mat", {{"ts", 5, 3, by_volume}, {"age", 1, 1, {30}}}, regions, version)}),
            volumes_first);
    }
    made::Hdf5 h("s.h5");
    h.numbers("bold", {5, 3}, by_volume);
    h.strings("region", {"a", "b", "c"});
    h.close();
    expect_series(read_series({.path = h.path}), volumes_first);
}

TEST(Series, WhatMayMeanTwoThingsIsRefusedWithTheMend) {
    const auto complaint = [](MatrixSource source) {
        source.options = "--bold-";
        return made::complaint([&] { read_series(source); });
    };
    const auto square = made::text("q.npy", made::npy("<f8", "(3, 3)", std::vector<double>(9, 1)));
    EXPECT_EQ(
        complaint({.path = square, .labels_file = names()}),
        "q.npy: leave out a volume, or write the series as text with a column for each region: q is 3 x 3, and its "
        "regions may be either side");
    const auto bare = made::text("v.npy", made::npy("<f8", "(5, 3)", by_volume));
    EXPECT_EQ(complaint({.path = bare}),
              "v.npy: give the names of its regions with --bold-labels FILE (one a line, in the order of v, 5 x 3); it "
              "has none");
    EXPECT_EQ(complaint({.path = bare, .variable = "v", .labels_file = made::text("two.txt", "a\nb\n")}),
              "two.txt: lists 2 regions; v in v.npy is 5 x 3");
    EXPECT_EQ(complaint({.path = bare, .labels_file = made::text("two.txt", "a\nb\n")}),
              "v.npy: save one series of numbers, 2 regions x volumes; there is none; it holds v (5 x 3)");
    const auto two = made::mat("two.mat", {{"rest", 5, 3, by_volume}, {"task", 5, 3, by_volume}}, regions, MAT_FT_MAT5);
    EXPECT_EQ(complaint({.path = two}),
              "two.mat: choose one with --bold-variable NAME; there are several series; it "
              "holds rest (5 x 3), task (5 x 3), labels (3, text)");
    expect_series(read_series({.path = two, .variable = "task"}), volumes_first);
    EXPECT_NE(complaint({.path = two, .variable = "rst"}).find("did you mean \"rest\"?"), std::string::npos);
    auto holes = by_volume;
    holes[4] = std::nan("");
    EXPECT_EQ(complaint({.path = made::text("h.npy", made::npy("<f8", "(5, 3)", holes)), .labels_file = names()}),
              "h.npy: h, region b, volume 2: nan is no number; leave out the whole region or the whole volume");
    EXPECT_EQ(complaint({.path = made::text("b.csv", "a,b\n1,2\n"), .variable = "x"}),
              "b.csv: is text that holds one series; leave out --bold-variable");
}

// A run of HCP has more volumes than a brain may have regions.
TEST(Series, LongSeriesAreRead) {
    const std::vector<double> many(4800 * 3, 1.5);
    const auto s =
        read_series({.path = made::text("l.npy", made::npy("<f8", "(4800, 3)", many)), .labels_file = names()});
    EXPECT_EQ(s.values.rows(), 4800u);
}
