#include "brain/read_tvb_zip.hpp"

#include "brain/connectome.hpp"
#include "brain/made_files.hpp"

using namespace rewire;
using namespace rewire::brain;

namespace {
const made::Members two{
    {"weights.txt", "0 1\n2 0\n"}, {"centres.txt", "lA 1 2 3\nrB -1 2 3 9\n"}, {"tract_lengths.txt", "0 30.5\n40 0\n"}};
MatrixFile read(const made::Members& members) { return read_tvb_zip(made::zip(members), "c.zip"); }
std::string complaint(const made::Members& members) {
    return made::complaint([&] { read(members); });
}
made::Members with(std::string name, std::string bytes) {
    auto members = two;
    for (auto& m : members)
        if (m.first == name)
            return m.second = std::move(bytes), members;
    members.emplace_back(std::move(name), std::move(bytes));
    return members;
}
} // namespace

TEST(ReadTvbZip, ReadsWhatTvbWrites) {
    auto members = two;
    members.insert(members.end(), {{"hemispheres.txt", "0\n1\n"},
                                   {"cortical.txt", "1.000e+00\n0\n"},
                                   {"info.txt", "weights_unit=\"au\"\n"},
                                   {"areas.txt", "1\n2\n"},
                                   {"average_orientations.txt", "1 0 0\n0 1 0\n"}});
    const auto m = read(members);
    EXPECT_EQ(m.labels, (std::vector<std::string>{"lA", "rB"}));
    EXPECT_EQ(m.values(0, 1), 1);
    EXPECT_EQ(m.values(1, 0), 2);
    EXPECT_EQ(m.lengths_mm(0, 1), 30.5);
    EXPECT_EQ(m.centres_mm(1, 0), -1);
    EXPECT_EQ(m.hemispheres, (std::vector<double>{0, 1}));
    EXPECT_EQ(m.cortical, (std::vector<double>{1, 0}));
    EXPECT_FALSE(m.synthetic);
}

TEST(ReadTvbZip, FindsMembersInFoldersByPartOfTheirName) {
    const auto m = read({{"__MACOSX/my/._weights.txt", "junk"},
                         {"my/.hidden_weights.txt", "junk"},
                         {"my/_centres.txt", "junk"},
                         {"my/SUBJ1_Weights_final.txt.bz2", made::bz2("0 1\n2 0\n")},
                         {"my/SUBJ1_centers.txt", "a 1 2 3\nb 4 5 6\n"},
                         {"my/tract_lengths.npy", made::npy<double>("<f8", "(2, 2)", {0, 7, 8, 0})}});
    EXPECT_EQ(m.values(1, 0), 2);
    EXPECT_EQ(m.labels[1], "b");
    EXPECT_EQ(m.lengths_mm(0, 1), 7);
}

TEST(ReadTvbZip, ReadsNumpyOfAnyPlainType) {
    auto weights = [&](const std::string& npy) { return read(with("weights.npy", npy)).values(0, 1); };
    made::Members base{{"centres.txt", "a 1 2 3\nb 4 5 6\n"}};
    auto value = [&](const std::string& npy) {
        auto members = base;
        members.emplace_back("weights.npy", npy);
        return read(members).values(0, 1);
    };
    EXPECT_EQ(value(made::npy<float>("<f4", "(2, 2)", {0, 0.5f, 3, 0})), 0.5);
    EXPECT_EQ(value(made::npy<double>("<f8", "(2, 2)", {0, 0.5, 3, 0}, true)), 3); // column by column
    EXPECT_EQ(value(made::npy<std::int64_t>("<i8", "(2, 2)", {0, 9, 3, 0})), 9);
    EXPECT_EQ(value(made::npy<std::uint8_t>("|b1", "(2, 2)", {0, 1, 0, 0})), 1);
    EXPECT_NE(made::complaint([&] {
                  weights(made::npy<double>("<f8", "(2, 2)", {0, 0.5, 3, 0}));
              }).find("two members for weights"),
              std::string::npos);
    auto wrong = [&](const std::string& npy) { return made::complaint([&] { value(npy); }); };
    EXPECT_EQ(
        wrong(made::npy<double>("<f8", "(2, 2)", {0, 1})),
        "c.zip/weights.npy: ends before its numbers do; a NumPy file with one array of plain numbers is expected");
    EXPECT_EQ(wrong(made::npy<double>("<c16", "(1, 1)", {0, 1})),
              "c.zip/weights.npy: holds elements of type '<c16', which are not read; a NumPy file with one array of "
              "plain numbers is expected");
    EXPECT_EQ(wrong(made::npy<double>("<f8", "(4294967296, 4294967296)", {0})),
              "c.zip/weights.npy: has the shape 4294967296 x 4294967296; at most 2048 x 2048 is read; a NumPy file "
              "with one array of plain numbers is expected");
    EXPECT_EQ(wrong("junk"),
              "c.zip/weights.npy: does not begin like a NumPy file; a NumPy file with one array of plain numbers is "
              "expected");
}

TEST(ReadTvbZip, AnEmptyLengthsMemberMeansNone) { EXPECT_TRUE(read(with("tract_lengths.txt", "")).lengths_mm.empty()); }

TEST(ReadTvbZip, SaysWhatIsMissingOrUnclear) {
    EXPECT_EQ(complaint({{"a.txt", "x"}, {"centres.txt", "a 1 2 3\n"}}),
              "c.zip: has no member named weights, which a TVB connectivity zip needs; it holds a.txt, centres.txt");
    EXPECT_EQ(complaint({{"weights.txt", "0 1\n1 0\n"}}),
              "c.zip: has no member named centres, which a TVB connectivity zip needs; it holds weights.txt");
    EXPECT_EQ(complaint({{"a_weights.txt", "0"}, {"b_weights.txt", "0"}, {"centres.txt", "a 1 2 3"}}),
              "c.zip: has two members for weights: \"a_weights.txt\" and \"b_weights.txt\"; keep one");
    EXPECT_EQ(complaint(with("centres.txt", "a 1 2 3\nb 4 5\n")),
              "c.zip/centres.txt:2: \"label x y z\" is expected, with a label without blanks and three numbers in mm\n "
              "   2 | b 4 5");
    EXPECT_EQ(complaint(with("centres.txt", "a 1 2 3\n")),
              "c.zip: centres.txt lists 1 regions but weights.txt is 2 x 2");
    EXPECT_EQ(complaint(with("tract_lengths.txt", "0 1 2\n1 0 2\n2 2 0\n")),
              "c.zip: tract_lengths (3 x 3) does not fit 2 regions; 2 x 2 numbers are expected");
    EXPECT_EQ(complaint(with("hemispheres.txt", "0\n2\n")), "c.zip: hemispheres holds 2; 0 or 1 is expected");
    EXPECT_EQ(complaint(with("weights.txt", "0 1\nx 0\n")),
              "c.zip/weights.txt:2:1: \"x\" is not a number\n    2 | x 0\n      | ^");
    EXPECT_EQ(complaint(with("weights.txt", "0 1 2\n1 0 2\n")),
              "c.zip: the variable weights (2 x 3) is not a square matrix of numbers; it holds weights (2 x 3), "
              "region_labels (2, text), centres (2 x 3), "
              "tract_lengths (2 x 2)");
    EXPECT_EQ(complaint({{"weights.mat", "0"}, {"centres.txt", "a 1 2 3"}}),
              "c.zip/weights.mat: is neither .txt, .txt.bz2 nor .npy; write it as text");
}

TEST(ReadTvbZip, RefusesHostileZips) {
    EXPECT_EQ(complaint({{"../weights.txt", "0"}}),
              "c.zip: has a member \"../weights.txt\" that points out of the zip; it is not read");
    EXPECT_EQ(complaint({{"a/../../weights.txt", "0"}}),
              "c.zip: has a member \"a/../../weights.txt\" that points out of the zip; it is not read");
    EXPECT_EQ(complaint(with("bomb.txt", std::string(40u << 20, '0'))),
              "c.zip: unpacks to more than 200 times its size; that is not a connectome");
    EXPECT_EQ(complaint(with("weights.txt.bz2", made::bz2(std::string(40u << 20, '0')))),
              "c.zip/weights.txt.bz2: unpacks to more than 200 times its size; that is not a connectome");
    made::Members many;
    for (int k = 0; k < 1001; ++k)
        many.emplace_back("m" + std::to_string(k), "");
    EXPECT_EQ(complaint(many), "c.zip: has more than 1000 members; that is not a connectome");
    const auto good = made::zip(two);
    for (std::size_t cut : {10u, 50u, 100u})
        EXPECT_NE(made::complaint([&] { read_tvb_zip(good.substr(0, cut), "c.zip"); }), "") << cut;
}

TEST(ReadTvbZip, RowsAreTargetsWithoutBeingTold) {
    const auto path = made::text("c.zip", made::zip(two));
    const auto c = read_connectome(path);
    EXPECT_EQ(c.weights(1, 0), 2); // to region 1 from region 0
    EXPECT_EQ(c.direction, "rows are targets, columns are sources (TVB's convention)");
    EXPECT_DOUBLE_EQ(c.lengths(1, 0), 0.04);
    const auto turned = read_connectome(path, {.direction = Direction::source_rows});
    EXPECT_EQ(turned.weights(0, 1), 2);
    EXPECT_DOUBLE_EQ(turned.lengths(0, 1), 0.04);
}
