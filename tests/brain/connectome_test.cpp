#include "brain/connectome.hpp"

#include "brain/made_files.hpp"
#include "brain/match.hpp"
#include "brain/scaling.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

using namespace rewire;
using namespace rewire::brain;
using Texts = std::vector<std::string>;

namespace {
std::filesystem::path shared(const char* name) {
    return std::filesystem::path(REWIRE_SOURCE_DIR) / "../shared/data" / name;
}

bool has(const Texts& texts, const std::string& part) {
    return std::any_of(texts.begin(), texts.end(),
                       [&](const std::string& t) { return t.find(part) != std::string::npos; });
}
} // namespace

TEST(Connectome, TakesOnTheAtlassKnowledge) {
    const auto c = read_connectome(made::text("sc.csv", "x,L_insula,Lamyg\nL_insula,4,2\nLamyg,2,0\n"));
    EXPECT_EQ(c.name, "sc");
    EXPECT_EQ(c.labels, (Texts{"ctx-lh-insula", "Left-Amygdala"}));
    EXPECT_EQ(c.networks, (Texts{"SN", "SUB"}));
    EXPECT_EQ(c.hemispheres, (std::vector<char>{'L', 'L'}));
    EXPECT_EQ(c.cortical, (std::vector<char>{'y', 'n'}));
    EXPECT_EQ(c.centres_mm.size(), 2u);
    EXPECT_EQ(c.weights(0, 0), 0);
    EXPECT_TRUE(has(c.notes, "self-connections of 1 region were set to 0"));
    EXPECT_FALSE(c.synthetic);
    EXPECT_TRUE(c.lengths.empty());
    EXPECT_EQ(describe(c)[1], "2 regions, 2 of them in the 82-region atlas");
    EXPECT_EQ(describe(c)[2], "2 directed connections, density 100.0 %");
    EXPECT_EQ(describe(c)[3], "symmetric: direction makes no difference");
    EXPECT_EQ(describe(c)[4], "weights are taken as they are; from 2 to 2");
    EXPECT_EQ(describe(c)[5], "no tract lengths: connections act without delay");
}

TEST(Connectome, KeepsForeignLabels) {
    const auto c = read_connectome(made::text("sc.csv", "x,here,Lamyg\nhere,0,2\nLamyg,2,0\n"));
    EXPECT_EQ(c.labels[0], "here");
    EXPECT_EQ(c.hemispheres[0], '?');
    EXPECT_EQ(c.cortical[0], '?');
    EXPECT_EQ(c.networks[0], "");
    EXPECT_TRUE(c.centres_mm.empty());
    EXPECT_TRUE(has(c.notes, "1 of 2 regions are not in the 82-region atlas"));
}

TEST(Connectome, AnAsymmetricMatrixMustSayWhatItsRowsAre) {
    const auto path = made::text("sc.csv", "x,a,b\na,0,1\nb,2,0\n");
    EXPECT_EQ(made::complaint([&] { read_connectome(path); }),
              "sc.csv: is not symmetric (row b, column a is 2, the other way 1), so it matters what rows mean; say "
              "--direction target-rows "
              "(a row lists what a region receives) or --direction source-rows (a row lists what a region sends), or "
              "--symmetrise to use the mean of both");
    EXPECT_EQ(read_connectome(path, {.direction = Direction::target_rows}).weights(1, 0), 2);
    const auto turned = read_connectome(path, {.direction = Direction::source_rows});
    EXPECT_EQ(turned.weights(0, 1), 2);
    EXPECT_EQ(turned.direction, "rows were sources (declared); transposed, so that rows are targets");
}

TEST(Connectome, TellsAllFaultyNumbersAtOnce) {
    EXPECT_EQ(
        made::complaint([] { read_connectome(made::text("sc.csv", "x,a,b,c\na,0,-1,nan\nb,2,0,inf\nc,1,1,nan\n")); }),
        "sc.csv:2: row a, column b: the weight -1 is negative; structural weights are 0 or more (functional "
        "connectivity is not a connectome)\n"
        "sc.csv:2: row a, column c: NaN is not a number; write 0 where there is no connection\n"
        "sc.csv:3: row b, column c: inf is too large to be meant");
}

// Refused where it is read, so that every command says the same of it.
TEST(Connectome, WithoutAnyConnectionIsNone) {
    for (const char* text : {"x,a,b\na,0,0\nb,0,0\n", "x,a,b\na,3,0\nb,0,2\n"})
        EXPECT_NE(made::complaint([&] {
                      read_connectome(made::text("sc.csv", text));
                  }).find("sc.csv: has no connection at all: every weight is 0"),
                  std::string::npos)
            << text;
}

TEST(Connectome, LogarithmsAreUndoneOnlyWhenDeclared) {
    const auto path = made::text("sc.csv", "x,a,b,c\na,0,2,0\nb,2,0,-1\nc,0,-1,0\n");
    const auto c = read_connectome(path, {.weights = WeightsKind::log});
    EXPECT_DOUBLE_EQ(c.weights(0, 1), std::exp(2.0));
    EXPECT_DOUBLE_EQ(c.weights(1, 2), std::exp(-1.0));
    EXPECT_EQ(c.weights(0, 2), 0);
    EXPECT_TRUE(has(c.notes, "2 logarithms are negative"));
    EXPECT_EQ(c.weights_kind, "weights are exp of the file's logarithms (declared)");
    EXPECT_EQ(made::complaint([] {
                  read_connectome(made::text("big.csv", "x,a,b\na,0,5000\nb,5000,0\n"), {.weights = WeightsKind::log});
              }),
              "big.csv:2: row a, column b: 5000 is too large for a logarithm; leave out --weights log; 1 more such "
              "number, in "
              "row b, column a");
}

namespace {
// A ring of 12 regions, each joined to the next two; weights spread by `value(k)`.
template <class F>
std::string ring(F value) {
    std::string text;
    for (int r = 0; r < 12; ++r)
        text += (r ? "," : "") + ("r" + std::to_string(r));
    text += '\n';
    for (int r = 0; r < 12; ++r)
        for (int c = 0; c < 12; ++c) {
            const int apart = std::min((r - c + 12) % 12, (c - r + 12) % 12);
            text +=
                std::to_string(apart == 1 || apart == 2 ? value(std::min(r, c) + apart) : 0.0) + (c < 11 ? "," : "\n");
        }
    return text;
}
} // namespace

TEST(Connectome, WarnsOfWhatLooksLikeLogarithms) {
    const auto logs = made::text("log.csv", ring([](int k) { return 3.3 + 0.6 * k; })),
               counts = made::text("count.csv", ring([](int k) { return std::exp(0.25 * k); })),
               whole = made::text("whole.csv", ring([](int k) { return 1.0 + k % 3; }));
    EXPECT_TRUE(has(read_connectome(logs).warnings, "the weights look like logarithms"));
    EXPECT_TRUE(read_connectome(logs, {.weights = WeightsKind::log}).warnings.empty());
    EXPECT_TRUE(read_connectome(whole).warnings.empty());
    EXPECT_TRUE(read_connectome(counts).warnings.empty());
    const auto large = made::text("large.csv", ring([](int k) { return 20.5 + k; }));
    EXPECT_TRUE(has(read_connectome(large, {.weights = WeightsKind::log}).warnings,
                    "declared as logarithms, but the largest is"));
}

TEST(Connectome, WarnsOfGapsInTheNetwork) {
    const auto c = read_connectome(made::text(
        "sc.csv", "a,b,c,d,e,f\n0,1,0,0,0,0\n1,0,1,0,0,0\n0,1,0,0,0,0\n0,0,0,0,1,0\n0,0,0,1,0,0\n0,0,0,0,0,0\n"));
    EXPECT_EQ(c.warnings,
              (Texts{"no connection reaches or leaves f; --drop-regions unconnected leaves it out",
                     "the network falls into 2 separate parts; the largest has 3 regions, apart stand d, e"}));
}

TEST(Connectome, LengthsComeFromASecondFileByName) {
    const auto sc = made::text("sc.csv", "x,L_insula,Lamyg\nL_insula,0,2\nLamyg,2,0\n");
    const auto lengths = made::text(
        "mm.csv", "x,Left-Amygdala,other,ctx-lh-insula\nLeft-Amygdala,0,1,35\nother,1,0,1\nctx-lh-insula,35,1,0\n");
    const auto c = read_connectome(sc, {.lengths_file = lengths});
    EXPECT_DOUBLE_EQ(c.lengths(0, 1), 0.035);
    EXPECT_TRUE(has(c.notes, "which the weights lack"));
    EXPECT_EQ(describe(c)[5], "tract lengths up to 35 mm");
    EXPECT_EQ(made::complaint([&] {
                  read_connectome(sc, {.lengths_file = made::text("few.csv", "x,Lamyg,b\nLamyg,0,1\nb,1,0\n")});
              }),
              "few.csv: has no lengths for ctx-lh-insula, which the weights have");
    EXPECT_EQ(made::complaint([&] {
                  read_connectome(
                      sc, {.lengths_file = made::text("neg.csv", "x,Lamyg,L_insula\nLamyg,0,-1\nL_insula,-1,0\n")});
              }),
              "neg.csv: row L_insula, column Lamyg: the tract length -1 is negative; 1 more such number, in row Lamyg, "
              "column L_insula");
    EXPECT_TRUE(
        has(read_connectome(sc, {.lengths_file = made::text("zero.csv", "x,Lamyg,L_insula\nLamyg,0,0\nL_insula,0,0\n")})
                .warnings,
            "2 connections have tract length 0"));
    EXPECT_TRUE(has(read_connectome(sc, {.lengths_file = made::text(
                                             "um.csv", "x,Lamyg,L_insula\nLamyg,0,35000\nL_insula,35000,0\n")})
                        .warnings,
                    "looks like um; say --lengths-unit um"));
}

TEST(Connectome, WarnsWhenHemispheresContradictLabels) {
    const auto path = made::text("c.zip", made::zip({{"weights.txt", "0 1\n1 0\n"},
                                                     {"centres.txt", "Lamyg 1 2 3\nRamyg 1 2 3\n"},
                                                     {"hemispheres.txt", "1\n0\n"}}));
    EXPECT_TRUE(has(read_connectome(path).warnings, "contradict the labels of Left-Amygdala, Right-Amygdala"));
}

// The group connectome of the shared data folder: log weights in, degree scaling out, against the same made in numpy.
TEST(Connectome, SharedLogMatrixScalesToTheReference) {
    if (!std::filesystem::exists(shared("sc.csv")))
        GTEST_SKIP() << "../shared/data/sc.csv is not here";
    const auto c = read_connectome(shared("sc.csv"),
                                   {.weights = WeightsKind::log, .lengths_file = shared("tract_length_est.csv")});
    EXPECT_EQ(c.labels.size(), 82u);
    EXPECT_TRUE(c.warnings.empty());
    EXPECT_EQ(describe(c)[2], "2380 directed connections, density 35.8 %");
    const auto w = scaled(c);
    const auto reference = order_as(read_labelled_matrix(shared("sc_weights_norm.csv")), c.labels);
    ASSERT_TRUE(reference.missing.empty() && reference.extra.empty());
    double worst = 0;
    for (std::size_t k = 0; k < w.values().size(); ++k)
        worst = std::max(worst, std::abs(w.values()[k] - reference.values.values()[k]));
    RecordProperty("largest_difference", fmt::format("{:.3g}", worst));
    EXPECT_LT(worst, 1e-5);
    EXPECT_TRUE(has(read_connectome(shared("sc.csv")).warnings, "look like logarithms"));
}

TEST(Connectome, SharedFunctionalMatrixIsReadByName) {
    if (!std::filesystem::exists(shared("fc.csv")))
        GTEST_SKIP() << "../shared/data/fc.csv is not here";
    const auto fc = read_labelled_matrix(shared("fc.csv"));
    const auto out = order_as(fc, {"Lthal", "ctx-lh-insula"});
    EXPECT_EQ(out.values(0, 1), fc.values(74, 33));
    EXPECT_EQ(out.extra.size(), 80u);
}
