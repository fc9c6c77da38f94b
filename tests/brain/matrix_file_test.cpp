#include "brain/matrix_file.hpp"

#include "brain/made_files.hpp"
#include "brain/match.hpp"
#include "brain/region_labels.hpp"
#include <cmath>
#include <netcdf.h>

using namespace rewire;
using Labels = std::vector<std::string>;

namespace {
const made::Number weights{"SC", 2, 2, {0, 1, 2, 0}};
}

TEST(MatrixFile, ReadsMatlabOfBothKinds) {
    for (auto version : {MAT_FT_MAT5, MAT_FT_MAT73}) {
        const auto m =
            read_labelled_matrix(made::mat(version == MAT_FT_MAT5 ? "five.mat" : "seven.mat",
                                           {weights, {"age", 1, 1, {30}}}, {"lh_insula", "rh_insula"}, version));
        EXPECT_EQ(m.format, "MATLAB");
        EXPECT_EQ(m.variable, "SC");
        EXPECT_EQ(m.labels, (Labels{"lh_insula", "rh_insula"}));
        EXPECT_EQ(m.values(0, 1), 1);
        EXPECT_EQ(m.values(1, 0), 2);
    }
}

TEST(MatrixFile, AsksWhichMatrixIsMeant) {
    const auto path = made::mat("two.mat", {weights, {"FC", 2, 2, {1, 5, 5, 1}}}, {"a", "b"}, MAT_FT_MAT5);
    EXPECT_EQ(made::complaint([&] { read_matrix_file(path); }),
              "two.mat: has several square matrices; choose one with --variable NAME; it holds SC (2 x 2), FC (2 x 2), "
              "labels (2, text)");
    EXPECT_EQ(read_matrix_file(path, "FC").values(0, 1), 5);
    EXPECT_EQ(
        made::complaint([&] { read_matrix_file(path, "Fc2"); }),
        "two.mat: has no variable \"Fc2\"; did you mean \"FC\"?; it holds SC (2 x 2), FC (2 x 2), labels (2, text)");
    EXPECT_EQ(made::complaint([&] { read_matrix_file(path, "labels"); }).substr(0, 61),
              "two.mat: the variable labels (2, text) is not a square matrix");
    const auto none = made::mat("none.mat", {{"age", 1, 1, {30}}}, {}, MAT_FT_MAT5);
    EXPECT_EQ(made::complaint([&] { read_matrix_file(none); }),
              "none.mat: has no square matrix of numbers; it holds age (1 x 1)");
}

TEST(MatrixFile, ReadsHdf5AsTvbWritesIt) {
    made::Hdf5 h("c.h5");
    h.numbers("weights", {2, 2}, {0, 1, 2, 0});
    h.numbers("tract_lengths", {2, 2}, {0, 10, 20, 0});
    h.numbers("centres", {2, 3}, {1, 2, 3, 4, 5, 6});
    h.strings("region_labels", {"lA", "r\xC3\xA4"});
    h.flags("hemispheres", {0, 1});
    h.flags("cortical", {1, 0});
    h.close();
    const auto m = read_labelled_matrix(h.path);
    EXPECT_EQ(m.format, "HDF5");
    EXPECT_EQ(m.labels, (Labels{"lA", "r\xC3\xA4"}));
    EXPECT_EQ(m.values(1, 0), 2);
    EXPECT_EQ(m.lengths_mm(0, 1), 10);
    EXPECT_EQ(m.centres_mm(1, 2), 6);
    EXPECT_EQ(m.hemispheres, (std::vector<double>{0, 1}));
    EXPECT_EQ(m.cortical, (std::vector<double>{1, 0}));
}

TEST(MatrixFile, ReadsAPathInsideHdf5AndFixedStrings) {
    made::Hdf5 h("g.h5");
    H5Gclose(H5Gcreate2(h.file, "group", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    h.numbers("group/sc", {2, 2}, {0, 1, 2, 0});
    h.fixed_strings("names", {"one", "two"}, 8);
    H5Lcreate_soft("/group/sc", h.file, "soft", H5P_DEFAULT, H5P_DEFAULT);
    H5Lcreate_external("/etc/passwd", "/x", h.file, "outside", H5P_DEFAULT, H5P_DEFAULT);
    h.close();
    const auto m = read_labelled_matrix(h.path, "group/sc");
    EXPECT_EQ(m.labels, (Labels{"one", "two"}));
    EXPECT_EQ(m.values(1, 0), 2);
    for (const char* name : {"soft", "outside", "group", "nothing/at/all"})
        EXPECT_NE(made::complaint([&] { read_matrix_file(h.path, name); }), "") << name;
}

TEST(MatrixFile, ReadsNetcdfOfBothKinds) {
    for (int mode : {NC_CLOBBER, NC_NETCDF4}) {
        const auto path = made::folder() / (mode == NC_NETCDF4 ? "four.nc" : "classic.nc");
        int file, region, other, width, id, labels;
        ASSERT_EQ(nc_create(path.c_str(), mode, &file), NC_NOERR);
        nc_def_dim(file, "region", 2, &region);
        nc_def_dim(file, "region2", 2, &other);
        nc_def_dim(file, "width", 3, &width);
        const int square[] = {region, other}, text[] = {region, width};
        nc_def_var(file, "fc", NC_FLOAT, 2, square, &id);
        nc_def_var(file, "label", NC_CHAR, 2, text, &labels);
        nc_enddef(file);
        const float values[] = {1, 0.5, -0.5, 1};
        nc_put_var_float(file, id, values);
        nc_put_var_text(file, labels, "a\0\0bcd");
        nc_close(file);
        const auto m = read_labelled_matrix(path);
        EXPECT_EQ(m.format, "netCDF");
        EXPECT_EQ(m.labels, (Labels{"a", "bcd"}));
        EXPECT_EQ(m.values(1, 0), -0.5);
        EXPECT_EQ(m.notes, (std::vector<std::string>{"the region labels were read from \"label\""}));
    }
}

TEST(MatrixFile, ReadsNumpyWithALabelsFile) {
    const auto path = made::text("w.npy", made::npy<double>("<f8", "(2, 2)", {0, 1, 2, 0}));
    const auto labels = made::text("labels.txt", "Left-Amygdala\nsome region\n");
    EXPECT_EQ(read_labelled_matrix(path, {}, labels).labels, (Labels{"Left-Amygdala", "some region"}));
    EXPECT_EQ(read_labelled_matrix(path, {}, made::text("row.csv", "a,b\n")).labels,
              (Labels{"a", "b"})); // ENIGMA's one line
    EXPECT_EQ(made::complaint([&] { read_labelled_matrix(path); }),
              "w.npy: names no regions; give their labels with --labels FILE (one a line, in the order of the "
              "rows), or add a first line with them");
    EXPECT_EQ(made::complaint([&] { read_labelled_matrix(path, {}, made::text("three.txt", "a\nb\nc\n")); }),
              "three.txt: lists 3 regions; w.npy has 2");
    EXPECT_EQ(made::complaint([&] { read_labels(made::text("bad.txt", "a,b\nc\n")); }),
              "bad.txt:1: one region label a line, or all of them in one line, is expected");
}

TEST(MatrixFile, HoldsALabelsFileAgainstTheFilesOwn) {
    const auto path = made::text("m.csv", "x,L_insula,b\nL_insula,0,1\nb,1,0\n");
    EXPECT_EQ(read_labelled_matrix(path, {}, made::text("same.txt", "ctx-lh-insula\nb\n")).labels[0],
              "ctx-lh-insula"); // the same by another name
    EXPECT_EQ(made::complaint([&] { read_labelled_matrix(path, {}, made::text("other.txt", "L_insula\nc\n")); }),
              "other.txt: says region 2 is \"c\", m.csv says \"b\"; leave out --labels to use those of the file");
}

TEST(MatrixFile, SaysWhatIsRead) {
    EXPECT_EQ(made::complaint([] { read_matrix_file(made::text("p.png", std::string("\x89PNG\0\0", 6))); }),
              "p.png: is of a kind that is not read; expected: CSV or TSV text, MATLAB .mat (version 5 to 7.3), HDF5 "
              "or netCDF, NumPy .npy, or a TVB "
              "connectivity .zip");
    EXPECT_EQ(made::complaint([] { read_matrix_file(made::text("c.zip", "")); }),
              "c.zip: does not hold what its ending \".zip\" promises; it may be cut short");
    EXPECT_EQ(made::complaint([] { read_matrix_file(made::text("c.mat", "junk")); }),
              "c.mat: is not a MATLAB file of version 5 to 7.3; save it with \"-v7\"");
    EXPECT_EQ(made::complaint([] { read_matrix_file(made::text("c.h5", "\x89HDF\r\n\x1a\njunk")); }),
              "c.h5: is not an HDF5 file that can be read; it may be cut short or written by a newer library");
    EXPECT_EQ(made::complaint([] { read_matrix_file(made::folder() / "absent.csv"); }), "absent.csv: no such file");
}

TEST(MatrixFile, ChecksWhatAFileClaimsBeforeALibraryBelievesIt) {
    std::size_t finds = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::path(REWIRE_SOURCE_DIR) /
                                                                           "tests/fuzz/corpus")) {
        if (!entry.is_regular_file())
            continue;
        const auto complaint = made::complaint(
            [&] { read_matrix_file(entry.path(), entry.path().filename() == "seven.mat" ? "weights" : ""); });
        if (!entry.path().filename().string().starts_with("find-"))
            continue;
        ++finds;
        EXPECT_NE(complaint.find("is damaged or cut short"), std::string::npos) << entry.path() << ": " << complaint;
    }
    EXPECT_GE(finds, 6u);
}

TEST(MatrixFile, ALabelledMatrixMayHoldAnythingFiniteOffTheDiagonal) {
    EXPECT_EQ(read_labelled_matrix(made::text("fc.csv", "x,a,b\na,nan,-0.5\nb,-0.5,inf\n")).values(0, 1), -0.5);
    EXPECT_EQ(made::complaint([] { read_labelled_matrix(made::text("bad.csv", "x,a,b\na,1,nan\nb,0.5,1\n")); }),
              "bad.csv:2: row a, column b is not a number (nan)");
    EXPECT_EQ(
        made::complaint([] { read_labelled_matrix(made::text("twice.csv", "x,a,a\na,1,0\na,0.5,1\n")); }),
        "twice.csv: gives one label to several regions (a); say --number-labels to tell them apart by numbers, or "
        "give labels of your own with --labels FILE");
}

TEST(Match, BringsAMatrixToAnotherOrderByName) {
    const auto m =
        read_labelled_matrix(made::text("fc.csv", "x,L_insula,here,Lamyg\nL_insula,1,2,3\nhere,4,5,6\nLamyg,7,8,9\n"));
    const auto out = order_as(m, {"Left-Amygdala", "ctx-rh-insula", "ctx-lh-insula"});
    EXPECT_EQ(out.missing, Labels{"ctx-rh-insula"});
    EXPECT_EQ(out.extra, Labels{"here"});
    EXPECT_EQ(out.values(0, 2), 7);
    EXPECT_EQ(out.values(2, 0), 3);
    EXPECT_EQ(out.values(0, 0), 9);
    EXPECT_TRUE(std::isnan(out.values(1, 0)) && std::isnan(out.values(2, 1)));
    EXPECT_EQ(told({"a", "b", "c", "d", "e", "f", "g"}), "a, b, c, d, e and 2 more");
}
