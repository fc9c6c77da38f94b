// Files of tests/cases, as users have them.
#include "brain/made_files.hpp"
#include "brain/matrix_file.hpp"
#include "brain/text_table.hpp"
#include <cmath>

using namespace rewire;
using namespace rewire::brain;
using Labels = std::vector<std::string>;

namespace {
made::fs::path at(const std::string& name) { return made::fs::path(REWIRE_SOURCE_DIR) / "tests/cases" / name; }
MatrixFile read(const std::string& name, const std::string& variable = {}) {
    return read_matrix_file(at(name), variable);
}
const Labels ten{"r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10"};

// As far as a file's numbers are as fine as those of w.csv.
void expect_w(const MatrixFile& m, double rounding) {
    const auto w = read("w.csv");
    ASSERT_EQ(m.values.rows(), 10u);
    for (std::size_t r = 0; r < 10; ++r)
        for (std::size_t c = 0; c < r; ++c) {
            EXPECT_NEAR(m.values(r, c), w.values(r, c), rounding * w.values(r, c)) << r << ", " << c;
            EXPECT_NEAR(m.values(c, r), w.values(c, r), rounding * w.values(c, r)) << c << ", " << r;
        }
}
} // namespace

TEST(Cases, OneConnectomeInManyFormats) {
    EXPECT_EQ(read("w.csv").labels, ten);
    for (const auto& [name, format] :
         {std::pair{"w.npz", "NumPy"}, {"dsi.mat", "MATLAB"}, {"g.graphml", "GraphML"}, {"x.pconn.nii", "CIFTI"}}) {
        const auto m = read(name);
        EXPECT_EQ(m.labels, ten) << name;
        EXPECT_EQ(m.format, format) << name;
        expect_w(m, 1e-6);
    }
    const auto relmat = read("sub-01_relmat.dense.tsv");
    EXPECT_TRUE(relmat.labels.empty());
    EXPECT_TRUE(std::isnan(relmat.values(0, 0)));
    expect_w(relmat, 0);
    const auto big_endian = read("be.npy");
    const auto other = read("pd_int_noindex.csv"); // the same directed numbers
    for (std::size_t k = 0; k < 100; ++k)
        EXPECT_EQ(big_endian.values.values()[k], other.values.values()[k]) << k;
}

TEST(Cases, ThePackedFileIsTheSame) {
    for (const auto& [ending, filter] :
         {std::pair{".gz", "gzip"}, {".bz2", "bzip2"}, {".xz", "xz"}, {".zst", "zstd"}}) {
        const auto bytes = made::packed(read_file(at("w.csv")), filter);
        const auto m = read_matrix_file(made::text(std::string("w.csv") + ending, bytes));
        EXPECT_EQ(m.labels, ten);
        EXPECT_EQ(m.notes, Labels{std::string("unpacked from ") + filter});
        expect_w(m, 0);
        const auto cut = made::text(std::string("cut.csv") + ending, bytes.substr(0, bytes.size() / 2));
        EXPECT_NE(made::complaint([&] { read_matrix_file(cut); }), "") << filter;
    }
}

TEST(Cases, ConnToolboxesSubjectsAreChosen) {
    EXPECT_EQ(
        made::complaint([] { read("conn_toolbox.mat"); }).substr(at("conn_toolbox.mat").string().size()),
        ": choose one of the 3 matrices in Z with --variable Z:1 (to Z:3), or their mean with --variable Z:mean; it "
        "holds Z (10 x 10 x 3), names (10, text), names2 (10, text), xyz (10 x 3)");
    const auto one = read("conn_toolbox.mat", "Z:1"), two = read("conn_toolbox.mat", "Z:2"),
               three = read("conn_toolbox.mat", ":3");
    const auto mean = read("conn_toolbox.mat", "Z:mean");
    EXPECT_EQ(mean.labels, ten);
    EXPECT_EQ(mean.centres_mm.rows(), 10u);
    EXPECT_EQ(mean.notes, (Labels{"the mean of the 3 matrices in Z",
                                  "CONN keeps Fisher's z of correlations in Z (--fc-values z)"}));
    EXPECT_EQ(two.notes[0], "matrix 2 of the 3 in Z");
    EXPECT_NEAR(mean.values(0, 1), (one.values(0, 1) + two.values(0, 1) + three.values(0, 1)) / 3, 1e-15);
    EXPECT_NE(made::complaint([] { read("conn_toolbox.mat", "Z:4"); }).find("choose one of the matrices 1 to 3 of Z"),
              std::string::npos);
}

TEST(Cases, HeadersOfNumbersAndInComments) {
    const auto counted = read("pd_int_noindex.csv");
    EXPECT_TRUE(counted.labels.empty());
    EXPECT_EQ(counted.values(0, 1), 18.401);
    EXPECT_EQ(counted.lines.front(), 2);
    EXPECT_EQ(counted.notes, Labels{"the first row (0 to 9) numbers the columns and was not taken for labels"});
    const auto said = made::complaint([] { read_labelled_matrix(at("pd_int_noindex.csv")); });
    EXPECT_NE(said.find("names no regions; give their labels with --labels FILE"), std::string::npos) << said;
    EXPECT_NE(said.find("; the first row (0 to 9) numbers the columns"), std::string::npos) << said;
    const auto comment = read("hash_header.csv");
    EXPECT_EQ(comment.labels, (Labels{"a", "b", "c"}));
    EXPECT_EQ(comment.values(2, 1), 3);
}

TEST(Cases, BoldWithDecimalCommas) {
    const auto text = read_file(at("bold_dec.csv"));
    const auto t = read_delimited(text, "bold_dec.csv");
    EXPECT_TRUE(t.decimal_comma);
    ASSERT_EQ(t.rows.size(), 801u);
    for (const auto& row : t.rows)
        for (const auto& cell : row.cells)
            ASSERT_TRUE(&row == &t.rows.front() || t.number(cell)) << row.line << ": " << cell.text;
    EXPECT_EQ(t.number(t.rows[1].cells[0]), -1.24798);
}
