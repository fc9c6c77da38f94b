// What is doubted, counted and left out of a matrix, right at the bounds where the answer turns.
#include "brain/array_file.hpp"
#include "brain/cf_values.hpp"
#include "brain/check_weights.hpp"
#include "brain/connectome.hpp"
#include "brain/made_files.hpp"
#include "brain/match.hpp"
#include "brain/region_labels.hpp"
#include "brain/settle_lengths.hpp"
#include "brain/symmetry.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

using namespace rewire;
using namespace rewire::brain;
using Texts = std::vector<std::string>;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// A directed ring whose edges have these weights, in order.
Matrix ring(const std::vector<double>& edges) {
    const auto n = edges.size();
    Matrix m(n, n);
    for (std::size_t i = 0; i < n; ++i)
        m(i, (i + 1) % n) = edges[i];
    return m;
}
std::vector<double> ten(double rest, double first, double second = 0.0) {
    std::vector<double> out(10);
    for (std::size_t k = 0; k < 10; ++k)
        out[k] = rest + 0.01 * static_cast<double>(k);
    out[0] = first;
    if (second != 0)
        out[1] = second;
    return out;
}
MatrixFile file_of(Matrix values, Texts labels = {}) {
    MatrixFile f;
    f.path = "f";
    f.values = std::move(values);
    f.labels = std::move(labels);
    return f;
}

} // namespace

// Counts become suspect when they are broken numbers, at most 20, with the median above 0.3 of the largest.
TEST(Doubts, WeightsLookLikeLogarithmsFromHereToThere) {
    const std::pair<std::vector<double>, bool> cases[] = {
        {ten(3.1, 9), true},                                         // median 3.16 of 9
        {ten(3.1, 12), false},                                       // below 0.3
        {ten(8.1, 20), true},                                        // 20 itself is a logarithm's
        {ten(8.1, 20.001), false},                                   // beyond, the weight is none
        {ten(0.7, 2.001), true},                                     //
        {ten(0.7, 2), false},                                        // correlations and fractions stay below 2
        {ten(1.1, 9.5, -4), false},                                  // median 1.15
        {{3.5, 3.5, 3.5, 3.5, 3.5, 3.5, 3.5, 3.5, 3.5, 3.5}, false}, // a single grade
        {{1, 2, 3, 4, 5, 6, 7, 8, 9, 9}, false},                     // whole numbers are counts
        {{1, 2, 3, 4, 5, 6, 7, 8, 9, 9.5}, true},                    // one that is broken
        {{3.1, 3.2, 3.3, 3.4, 3.5, 3.6, 3.7, 3.8, 3.9}, false}};     // nine edges say nothing
    for (const auto& [edges, suspect] : cases)
        EXPECT_EQ(doubts(ring(edges), WeightsKind::count).empty(), !suspect) << edges[0] << " " << edges[1];
    // Eight edges of each grade are grades, seven are not.
    std::vector<double> grades(80, 2.5);
    for (std::size_t k = 0; k < 80; ++k)
        grades[k] += 0.1 * static_cast<double>(k / 8);
    EXPECT_TRUE(doubts(ring(grades), WeightsKind::count).empty());
    grades[0] = 2.55;
    EXPECT_FALSE(doubts(ring(grades), WeightsKind::count).empty());
    // The diagonal is no edge.
    auto m = ring(ten(3.1, 9));
    m(4, 4) = 1000;
    EXPECT_EQ(doubts(m, WeightsKind::count),
              (Texts{"the weights look like logarithms (largest 9, median 3.16) but are taken as they are; say "
                     "--weights log if they are"}));
}

TEST(Doubts, DeclaredLogarithmsMayBeNoneAtAll) {
    EXPECT_TRUE(doubts(ring(ten(3, 25)), WeightsKind::log).empty());
    EXPECT_EQ(doubts(ring(ten(3, 26)), WeightsKind::log),
              (Texts{"declared as logarithms, but the largest is 26: a weight of 1.96e+11"}));
}

TEST(Gaps, TellWhoStandsAloneAndWhatFallsApart) {
    const Texts names{"a", "b", "c", "d", "e", "f"};
    Matrix m(6, 6);
    m(1, 0) = 1; // one direction joins
    m(1, 2) = 1;
    m(3, 4) = 1;
    m(5, 5) = 9; // a loop does not
    EXPECT_EQ(gaps(m, names),
              (Texts{"no connection reaches or leaves f; --drop-regions unconnected leaves it out",
                     "the network falls into 2 separate parts; the largest has 3 regions, apart stand d, e"}));
    m(4, 0) = 1;
    EXPECT_EQ(gaps(m, names).size(), 1u);
    m(5, 3) = 0.001;
    EXPECT_TRUE(gaps(m, names).empty());
    EXPECT_EQ(gaps(Matrix(3, 3), {"x", "y", "z"}),
              (Texts{"no connection reaches or leaves x, y, z; --drop-regions unconnected leaves them out"}));
    // The order of the regions does not matter to the number of parts: a chain through all, numbered at random.
    const std::vector<std::size_t> chain{3, 0, 5, 1, 4, 2};
    Matrix line(6, 6);
    for (std::size_t k = 0; k + 1 < 6; ++k)
        line(chain[k], chain[k + 1]) = 1;
    EXPECT_TRUE(gaps(line, names).empty());
}

// However many numbers are wrong, there is one message for each kind, with the first of them and their count.
TEST(CheckWeights, FaultsOfOneKindAreToldOnceAndCounted) {
    for (const std::size_t faults : {1u, 2u, 4u, 5u, 30u}) {
        for (const double bad : {-2.0, missing, 1e200}) {
            Matrix m(6, 6, 1.0);
            std::size_t left = faults;
            for (std::size_t r = 0; r < 6; ++r)
                for (std::size_t c = 0; c < 6; ++c)
                    if (r != c && left > 0) {
                        m(r, c) = bad;
                        --left;
                    }
            for (const auto& what : {made::complaint([&] { check_weights(file_of(m), WeightsKind::count); }),
                                     made::complaint([&] { check_lengths(m, file_of(m), "f"); })}) {
                EXPECT_EQ(std::ranges::count(what, '\n'), 0) << what;
                EXPECT_EQ(what.find(faults == 2 ? "; 1 more such number, in row "
                                                : fmt::format("; {} more such numbers, {}row ", faults - 1,
                                                              faults > 4 ? "the next in " : "in ")) != what.npos,
                          faults > 1)
                    << what;
            }
            if (std::isfinite(bad))
                continue;
            const auto what = made::complaint([&] { check_finite(file_of(m)); });
            EXPECT_EQ(std::ranges::count(what, '\n'), 0) << what;
            EXPECT_EQ(what.find("more such number") != what.npos, faults > 1) << what;
        }
    }
    Matrix both(6, 6, 1.0);
    both(1, 0) = both(2, 0) = -3;
    both(3, 0) = both(4, 0) = missing;
    const auto what = made::complaint([&] { check_weights(file_of(both), WeightsKind::count); });
    EXPECT_EQ(std::ranges::count(what, '\n'), 1) << "two kinds, a message each\n" << what;
}

TEST(CheckWeights, EachFaultIsToldByItsKind) {
    const auto told = [](double v, WeightsKind kind, const std::string& mark = {}) {
        auto f = file_of(Matrix(2, 2, {0, v, 1, 0}), {"a", "b"});
        f.missing = mark;
        return made::complaint([&] { check_weights(f, kind); });
    };
    const auto count = WeightsKind::count, log = WeightsKind::log;
    EXPECT_EQ(told(0, count), "");
    EXPECT_EQ(told(9.9e99, count), "");
    EXPECT_EQ(told(1e100, count), "f: row a, column b: 1e+100 is too large to be meant");
    EXPECT_EQ(told(-1e100, log), "f: row a, column b: -1e+100 is too large to be meant");
    EXPECT_EQ(told(missing, count), "f: row a, column b: NaN is not a number; write 0 where there is no connection");
    EXPECT_EQ(told(missing, count, "_FillValue, -9"),
              "f: row a, column b: is missing (_FillValue, -9); write 0 where there is no connection")
        << "the mark of the file is told";
    EXPECT_EQ(told(100, log), "");
    EXPECT_EQ(told(-100, log), "");
    EXPECT_EQ(told(100.5, log), "f: row a, column b: 100.5 is too large for a logarithm; leave out --weights log");
    EXPECT_EQ(told(-1, count),
              "f: row a, column b: the weight -1 is negative; structural weights are 0 or more "
              "(functional connectivity is not a connectome)")
        << "-1 is a correlation";
    EXPECT_EQ(told(-1.01, count),
              "f: row a, column b: the weight -1.01 is negative; structural weights are 0 or more "
              "(if these are natural logarithms, say --weights log)");
}

// The unit is suspect where the longest tract cannot be a brain's; the smallest brains have tracts of 1 cm.
TEST(Lengths, TheUnitIsDoubtedWhereTheLongestTractIsNoBrains) {
    const auto doubt = [](double longest, LengthUnit unit, std::size_t edges = 12) {
        Matrix weights(edges, edges), lengths(edges, edges);
        for (std::size_t k = 0; k < edges; ++k) {
            weights(k, (k + 1) % edges) = 1;
            lengths(k, (k + 1) % edges) = longest;
        }
        const auto all = doubts_of_lengths(weights, lengths, unit);
        return all.empty() ? std::string() : all[0];
    };
    using enum LengthUnit;
    EXPECT_EQ(doubt(0.15, mm), "");
    EXPECT_EQ(doubt(1, mm), "") << "a metre at most";
    EXPECT_EQ(doubt(0.03, mm), "") << "three centimetres at least";
    EXPECT_EQ(doubt(0.0299, mm, 9), "") << "nine tracts may all be short";
    EXPECT_EQ(doubt(0.015, mm),
              "the longest tract is 15 mm, which looks like cm; say --lengths-unit cm if lengths are in cm");
    EXPECT_EQ(doubt(0.00015, mm),
              "the longest tract is 0.15 mm, which looks like m; say --lengths-unit m if lengths are in m");
    EXPECT_EQ(doubt(150, mm),
              "the longest tract is 1.5e+05 mm, which looks like um; say --lengths-unit um if lengths are in um");
    EXPECT_EQ(doubt(150, m),
              "the longest tract is 150 m, which looks like mm; say --lengths-unit mm if lengths are in mm");
    EXPECT_EQ(doubt(15, m),
              "the longest tract is 15 m, which looks like cm; say --lengths-unit cm if lengths are in cm");
    EXPECT_EQ(doubt(2, m), "the longest tract is 2 m; lengths are read in m, --lengths-unit tells another unit")
        << "nothing fits";
    // Lengths without delay are counted where a connection is, not elsewhere.
    Matrix weights(3, 3, {0, 1, 0, 1, 0, 1, 0, 0, 0}), lengths(3, 3, {0, 0, 0.1, 0.1, 0, 0, 0, 0, 0});
    EXPECT_EQ(doubts_of_lengths(weights, lengths, mm),
              (Texts{"2 connections have tract length 0: they act without delay"}));
}

TEST(Lengths, AreReadInTheUnitThatIsDeclaredAndWithoutADiagonal) {
    const std::pair<LengthUnit, double> units[] = {
        {LengthUnit::um, 1e6}, {LengthUnit::mm, 1e3}, {LengthUnit::cm, 1e2}, {LengthUnit::m, 1}};
    for (const auto& [unit, per_metre] : units) {
        auto f = file_of(Matrix(2, 2, {0, 1, 1, 0}), {"a", "b"});
        f.lengths_mm = Matrix(2, 2, {7, 50, 60, missing});
        ImportOptions o;
        o.lengths_unit = unit;
        Connectome c;
        const auto lengths = settle_lengths(f, o, c);
        EXPECT_EQ(lengths, Matrix(2, 2, {0, 50 / per_metre, 60 / per_metre, 0})) << per_metre;
        EXPECT_EQ(c.notes.size(), unit == LengthUnit::mm ? 0u : 1u);
    }
}

TEST(Symmetry, RoundingEndsAtOnePartInAHundredThousand) {
    const auto of = [](double a, double b) { return symmetry_of(Matrix(2, 2, {5, a, b, 6})); };
    EXPECT_EQ(of(1, 1 - 0.99e-5).kind, Symmetry::rounding);
    EXPECT_EQ(of(1, 1 - 1.01e-5).kind, Symmetry::none);
    EXPECT_EQ(of(1e9, 1e9 - 9.9e3).kind, Symmetry::rounding) << "relative, not absolute";
    EXPECT_EQ(of(-1, 1).kind, Symmetry::none);
    EXPECT_DOUBLE_EQ(of(3, 4).difference, 0.25);
    EXPECT_DOUBLE_EQ(of(-1, 1).difference, 2);
    EXPECT_EQ(of(missing, 1).kind, Symmetry::lower);
    EXPECT_EQ(of(INFINITY, 1).difference, 1);
    // The worst pair is named, row below the diagonal first.
    const auto worst = symmetry_of(Matrix(3, 3, {0, 10, 2, 9, 0, 8, 1, 7.9, 0}));
    EXPECT_EQ(worst.row, 2u);
    EXPECT_EQ(worst.column, 0u);
    EXPECT_DOUBLE_EQ(worst.difference, 0.5);
}

// Whatever was there: afterwards it is symmetric, twice is once, the diagonal stays and a mean keeps the sum.
// What printing can do to a symmetric matrix is no direction, whatever digits were printed; what it cannot, is one.
TEST(Symmetry, WhatRoundingToThePrintedDigitsExplainsIsNone) {
    const auto of = [](double a, double b, double other = 1) {
        return symmetry_of(Matrix(3, 3, {0, a, other, b, 0, 1, other, 1, 0})).kind;
    };
    EXPECT_EQ(of(40.292, 40.291), Symmetry::rounding) << "five digits";
    EXPECT_EQ(of(40.3, 40.301), Symmetry::rounding) << "40.300 is read as 40.3";
    EXPECT_EQ(of(0.291, 0.292, 40.292), Symmetry::rounding) << "three places behind the point, as all of the matrix";
    EXPECT_EQ(of(0.0012345, 0.0012346), Symmetry::rounding) << "five digits of a small number";
    EXPECT_EQ(of(40.292, 40.29), Symmetry::none) << "two in the last place";
    EXPECT_EQ(of(0.291, 0.292), Symmetry::none) << "three digits alone are too few to tell";
    EXPECT_EQ(of(3, 4, 40292), Symmetry::none) << "whole numbers are counts, not rounded";
    EXPECT_EQ(of(12345, 12346), Symmetry::none);
    EXPECT_EQ(of(0, 0.001, 40.292), Symmetry::none) << "a tract one way is a direction";
    // Every way of printing, over sizes of weights: a symmetric matrix with errors of summation is never refused.
    for (const int digits : {5, 6, 7})
        for (const char kind : {'g', 'f'})
            for (double size = 1e-3; size < 1e4; size *= 7.3) {
                Matrix m(3, 3, 0.0);
                for (std::size_t r = 0; r < 3; ++r)
                    for (std::size_t c = 0; c < 3; ++c)
                        if (r != c) {
                            const double w =
                                size * (1 + 0.37 * static_cast<double>(r + c)) * (r < c ? 1 + 1e-12 : 1 - 1e-12);
                            m(r, c) = std::stod(kind == 'g' ? fmt::format("{:.{}g}", w, digits)
                                                            : fmt::format("{:.{}f}", w, digits));
                        }
                EXPECT_NE(symmetry_of(m).kind, Symmetry::none) << digits << kind << " " << size;
            }
}
TEST(Symmetry, SymmetrisingIsAProjection) {
    Matrix start(5, 5);
    std::iota(start.values().begin(), start.values().end(), 1.0);
    for (const auto kind : {Symmetry::none, Symmetry::rounding, Symmetry::upper, Symmetry::lower}) {
        auto once = start;
        symmetrise(once, kind);
        auto twice = once;
        symmetrise(twice, kind);
        EXPECT_EQ(twice, once);
        double sum = 0;
        for (std::size_t r = 0; r < 5; ++r)
            for (std::size_t c = 0; c < 5; ++c) {
                EXPECT_EQ(once(r, c), once(c, r));
                sum += once(r, c);
                const auto low = std::max(r, c), high = std::min(r, c);
                const double mean = 0.5 * (start(low, high) + start(high, low));
                EXPECT_EQ(once(r, c), kind == Symmetry::upper   ? start(high, low)
                                      : kind == Symmetry::lower ? start(low, high)
                                                                : mean);
            }
        EXPECT_EQ(sum == 25 * 26 / 2, kind == Symmetry::none || kind == Symmetry::rounding);
    }
    auto exact = start;
    symmetrise(exact, Symmetry::exact);
    EXPECT_EQ(exact, start) << "what is exact is left alone";
}

TEST(Match, IsUndoneByMatchingBack) {
    const Texts names{"x", "ctx-lh-insula", "y", "Left-Amygdala"}, turned{"Lamyg", "y", "L_insula", "x"};
    Matrix m(4, 4);
    std::iota(m.values().begin(), m.values().end(), 1.0);
    const auto there = order_as(file_of(m, names), turned);
    EXPECT_TRUE(there.missing.empty() && there.extra.empty());
    EXPECT_EQ(there.values(0, 2), m(3, 1));
    EXPECT_EQ(order_as(file_of(there.values, turned), names).values, m);
    EXPECT_EQ(told({"a", "b", "c", "d", "e"}), "a, b, c, d, e");
    EXPECT_EQ(told({"a", "b", "c", "d", "e", "f"}), "a, b, c, d, e and 1 more");
    EXPECT_EQ(told({}), "");
}

TEST(DropRegions, TakesEverythingOfARegionAlong) {
    auto f = file_of(Matrix(4, 4), {"a", "Lamyg", "c", "d"});
    std::iota(f.values.values().begin(), f.values.values().end(), 0.0);
    f.lengths_mm = f.values;
    f.centres_mm = Matrix(4, 3);
    std::iota(f.centres_mm.values().begin(), f.centres_mm.values().end(), 0.0);
    f.hemispheres = {0, 1, 0, 1};
    f.cortical = {1, 0, 0, 1};
    f.lines = {2, 3, 4, 5};
    const auto whole = f;
    drop_regions(f, {"Left-Amygdala, c"});
    EXPECT_EQ(f.labels, (Texts{"a", "d"}));
    EXPECT_EQ(f.values, Matrix(2, 2, {0, 3, 12, 15}));
    EXPECT_EQ(f.lengths_mm, f.values);
    EXPECT_EQ(f.centres_mm, Matrix(2, 3, {0, 1, 2, 9, 10, 11}));
    EXPECT_EQ(f.hemispheres, (std::vector<double>{0, 1}));
    EXPECT_EQ(f.cortical, (std::vector<double>{1, 1}));
    EXPECT_EQ(f.lines, (std::vector<int>{2, 5}));
    EXPECT_EQ(f.notes, (Texts{"2 of 4 regions were dropped (asked for): Lamyg, c"}));
    auto g = whole;
    EXPECT_EQ(made::complaint([&] { drop_regions(g, {"a,c,d"}); }),
              "--drop-regions: leaves 1 of 4 regions of f; at least two must remain");
    EXPECT_EQ(made::complaint([&] { drop_regions(g, {"e"}); }).find("--drop-regions: "), 0u);
    EXPECT_EQ(g.labels, whole.labels);
    EXPECT_EQ(g.values, whole.values) << "what was refused has changed nothing";
}

TEST(DropRegions, UnconnectedAreThoseThatNoNumberReaches) {
    auto f = file_of(Matrix(4, 4, {5, 0, 1, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}), {"a", "b", "c", "d"});
    drop_regions(f, {"unconnected"});
    EXPECT_EQ(f.labels, (Texts{"a", "c"})) << "b has its diagonal alone, d nothing; c is reached";
    drop_regions(f, {"unconnected"});
    EXPECT_EQ(f.notes.size(), 1u) << "nothing more to drop, nothing to note";
    auto commas = file_of(Matrix(3, 3, 1.0), {"V1, left", "b", "c"});
    drop_regions(commas, {"V1, left"});
    EXPECT_EQ(commas.labels, (Texts{"b", "c"})) << "a label with a comma is one name";
}

TEST(CfValues, EveryMarkIsMissingAndEveryOtherNumberUnpacked) {
    const auto applied = [](std::vector<double> numbers, const CfAttributes& cf) {
        NamedArray a{"x", {numbers.size()}, std::move(numbers), {}};
        apply_cf(a, cf);
        return a;
    };
    const auto packed = applied({-9, 4, -8, -7, 10}, {{-9}, {-8, -7}, 0.5, 100});
    EXPECT_TRUE(std::isnan(packed.numbers[0]) && std::isnan(packed.numbers[2]) && std::isnan(packed.numbers[3]));
    EXPECT_EQ(packed.numbers[1], 102);
    EXPECT_EQ(packed.numbers[4], 105);
    EXPECT_EQ(packed.missing, "missing_value, -7") << "the last that was found";
    EXPECT_EQ(packed.notes, (Texts{"the numbers of \"x\" were unpacked as the file says: stored x 0.5 + 100"}));
    EXPECT_EQ(applied({2}, {{}, {}, {}, 3.0}).numbers[0], 5) << "an offset alone";
    EXPECT_EQ(applied({2}, {{}, {}, 3.0, {}}).numbers[0], 6) << "a scale alone";
    EXPECT_EQ(applied({9.969209968386869e36, 1}, {}).missing, "netCDF's mark for what was never written, 9.96921e+36");
    const auto plain = applied({-9, 0.1}, {{}, {}, 1.0, 0.0});
    EXPECT_EQ(plain.numbers, (std::vector<double>{-9, 0.1}));
    EXPECT_TRUE(plain.notes.empty() && plain.missing.empty());
}
