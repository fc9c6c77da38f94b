#include "brain/export.hpp"

#include "brain/made_files.hpp"
#include "brain/template_brain.hpp"

using namespace rewire;
using namespace rewire::brain;

TEST(Export, ATvbZipReadsBackAsTheSame) {
    const auto c = template_brain({.residual_sd = 1, .seed = 3});
    const auto path = made::folder() / "template.zip";
    write_tvb_zip(c, path);
    const auto back = read_connectome(path);
    EXPECT_EQ(back.labels, c.labels);
    EXPECT_EQ(back.weights, c.weights);
    EXPECT_EQ(back.lengths, c.lengths);
    EXPECT_EQ(back.centres_mm, c.centres_mm);
    EXPECT_EQ(back.hemispheres, c.hemispheres);
    EXPECT_EQ(back.cortical, c.cortical);
    EXPECT_EQ(back.networks, c.networks);
    EXPECT_TRUE(back.synthetic);
}

TEST(Export, TheSameConnectomeIsTheSameBytes) {
    const auto c = template_brain();
    write_tvb_zip(c, made::folder() / "a.zip");
    write_tvb_zip(c, made::folder() / "b.zip");
    EXPECT_EQ(read_file(made::folder() / "a.zip"), read_file(made::folder() / "b.zip"));
}

TEST(Export, CsvReadsBackAsTheSame) {
    const auto c = template_brain();
    write_weights_csv(c, made::folder() / "w.csv");
    write_lengths_csv(c, made::folder() / "l.csv");
    const auto back = read_connectome(made::folder() / "w.csv", {.lengths_file = made::folder() / "l.csv"});
    EXPECT_EQ(back.labels, c.labels);
    EXPECT_EQ(back.weights, c.weights);
    EXPECT_EQ(back.lengths, c.lengths);
}

TEST(Export, QuotesLabelsThatNeedIt) {
    Matrix m(2, 2);
    m(0, 1) = 0.1;
    m(1, 0) = -3;
    write_matrix_csv({"a,b", "c;d"}, m, made::folder() / "m.csv");
    const auto back = read_labelled_matrix(made::folder() / "m.csv");
    EXPECT_EQ(back.labels, (std::vector<std::string>{"a,b", "c;d"}));
    EXPECT_EQ(back.values, m);
}

TEST(Export, RefusesWhatTheFormatCannotSay) {
    Connectome c;
    c.name = "mine";
    c.labels = {"a b", "c"};
    c.weights = Matrix(2, 2);
    EXPECT_EQ(made::complaint([&] { write_tvb_zip(c, "x.zip"); }),
              "x.zip: cannot be written: TVB needs a centre for every region and mine has none");
    c.centres_mm.resize(2);
    EXPECT_EQ(
        made::complaint([&] { write_tvb_zip(c, "x.zip"); }),
        "x.zip: cannot be written: TVB's format has no blanks, quotes or delimiters in labels, and one is \"a b\"");
    EXPECT_EQ(made::complaint([&] { write_lengths_csv(c, "x.csv"); }),
              "x.csv: cannot be written: mine has no tract lengths");
    EXPECT_FALSE(std::filesystem::exists("x.zip"));
}
