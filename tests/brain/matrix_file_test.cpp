#include "brain/matrix_file.hpp"

#include "brain/made_files.hpp"
#include "brain/match.hpp"
#include "brain/region_labels.hpp"
#include <cmath>
#include <netcdf.h>

using namespace rewire;
using namespace rewire::brain;
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
    EXPECT_EQ(made::complaint([&] { read_matrix_file(path, "Fc2"); }),
              "two.mat: did you mean \"FC\"? there is no variable \"Fc2\"; it holds SC (2 x 2), FC (2 x 2), labels (2, "
              "text)");
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
    for (const char* name : {"", "sc", "/group/sc"})
        EXPECT_EQ(read_labelled_matrix(h.path, name).values(1, 0), 2) << name;
    EXPECT_EQ(m.labels, (Labels{"one", "two"}));
    EXPECT_EQ(m.values(1, 0), 2);
    for (const char* name : {"soft", "outside", "group", "nothing/at/all", "sc:1"})
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
        nc_def_var(file, "parcels", NC_CHAR, 2, text, &labels);
        nc_enddef(file);
        const float values[] = {1, 0.5, -0.5, 1};
        nc_put_var_float(file, id, values);
        nc_put_var_text(file, labels, "a\0\0bcd");
        nc_close(file);
        const auto m = read_labelled_matrix(path);
        EXPECT_EQ(m.format, "netCDF");
        EXPECT_EQ(m.labels, (Labels{"a", "bcd"}));
        EXPECT_EQ(m.values(1, 0), -0.5);
        EXPECT_EQ(m.notes, (std::vector<std::string>{"the region labels were read from \"parcels\""}));
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
    EXPECT_EQ(made::complaint([] { read_matrix_file(made::text("p.dat", std::string("\x01\x02\0\x03\0\0\0", 7))); }),
              "p.dat: is of a kind that is not read; give the matrix as CSV or TSV text (a matrix or a list of edges), "
              "MATLAB .mat, HDF5, netCDF, NumPy .npy or .npz, GraphML, CIFTI .pconn.nii, or a TVB connectivity .zip "
              "(docs/files.md)");
    EXPECT_EQ(made::complaint([] { read_matrix_file(made::text("c.zip", "")); }),
              "c.zip: does not hold what its ending \".zip\" promises; it may be cut short");
    EXPECT_EQ(made::complaint([] { read_matrix_file(made::text("c.mat", "junk")); }),
              "c.mat: is not a MATLAB file of version 4 to 7.3; save it with \"-v7\"");
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

namespace {

// A file of made.mat's folder with what MATLAB keeps in variables of other classes.
class MatFile {
public:
    explicit MatFile(const std::string& name, mat_ft version = MAT_FT_MAT5)
        : path(made::folder() / name), file_(Mat_CreateVer(path.c_str(), nullptr, version)) {}
    void close() { Mat_Close(file_); }
    void put(matvar_t* v) {
        Mat_VarWrite(file_, v, MAT_COMPRESSION_NONE);
        Mat_VarFree(v);
    }
    static matvar_t* numbers(const char* name, std::vector<std::size_t> dims, std::vector<double> columns) {
        return Mat_VarCreate(name, MAT_C_DOUBLE, MAT_T_DOUBLE, static_cast<int>(dims.size()), dims.data(),
                             columns.data(), 0);
    }
    static matvar_t* text(const char* name, std::string_view t) {
        std::size_t dims[2] = {1, t.size()};
        return Mat_VarCreate(name, MAT_C_CHAR, MAT_T_UINT8, 2, dims, const_cast<char*>(t.data()), 0);
    }
    static matvar_t* cells(const char* name, std::size_t rows, const std::vector<matvar_t*>& parts) {
        std::size_t dims[2] = {rows, parts.size() / rows};
        matvar_t* out = Mat_VarCreate(name, MAT_C_CELL, MAT_T_CELL, 2, dims, nullptr, 0);
        for (std::size_t k = 0; k < parts.size(); ++k)
            Mat_VarSetCell(out, static_cast<int>(k), parts[k]);
        return out;
    }
    static matvar_t* structure(const char* name, std::size_t count, std::vector<const char*> fields,
                               const std::vector<matvar_t*>& values) { // element by element
        std::size_t dims[2] = {1, count};
        matvar_t* out = Mat_VarCreateStruct(name, 2, dims, fields.data(), static_cast<unsigned>(fields.size()));
        for (std::size_t k = 0; k < values.size(); ++k)
            Mat_VarSetStructFieldByName(out, fields[k % fields.size()], k / fields.size(), values[k]);
        return out;
    }
    const made::fs::path path;

private:
    mat_t* file_;
};

} // namespace

TEST(ReadMat, SparseMatrices) {
    for (auto version : {MAT_FT_MAT5, MAT_FT_MAT73}) {
        MatFile f(version == MAT_FT_MAT5 ? "sparse.mat" : "sparse7.mat", version);
        mat_uint32_t ir[] = {1, 0, 2}, jc[] = {0, 1, 2, 3};
        double data[] = {5, 6, 7};
        mat_sparse_t s{3, ir, 3, jc, 4, 3, data};
        std::size_t dims[2] = {3, 3};
        f.put(Mat_VarCreate("A", MAT_C_SPARSE, MAT_T_DOUBLE, 2, dims, &s, MAT_F_DONT_COPY_DATA));
        f.close();
        const auto m = read_matrix_file(f.path);
        EXPECT_EQ(m.values(1, 0), 5);
        EXPECT_EQ(m.values(0, 1), 6);
        EXPECT_EQ(m.values(2, 2), 7);
        EXPECT_EQ(m.values(0, 2), 0);
    }
}

TEST(ReadMat, StructuresAndCells) {
    for (auto version : {MAT_FT_MAT5, MAT_FT_MAT73}) {
        MatFile f(version == MAT_FT_MAT5 ? "struct.mat" : "struct7.mat", version);
        auto* names = MatFile::cells(nullptr, 2, {MatFile::text(nullptr, "lA"), MatFile::text(nullptr, "rA")});
        f.put(MatFile::structure("data", 1, {"sc", "names", "len"},
                                 {MatFile::numbers(nullptr, {2, 2}, {0, 2, 1, 0}), names,
                                  MatFile::numbers(nullptr, {2, 2}, {0, 20, 10, 0})}));
        f.put(MatFile::numbers("age", {1, 1}, {30}));
        f.close();
        const auto m = read_matrix_file(f.path);
        EXPECT_EQ(m.variable, "data.sc");
        EXPECT_EQ(m.labels, (Labels{"lA", "rA"}));
        EXPECT_EQ(m.values(0, 1), 1);
        EXPECT_EQ(m.lengths_mm(1, 0), 20);
        EXPECT_EQ(read_matrix_file(f.path, "sc").values(1, 0), 2);
        EXPECT_EQ(read_matrix_file(f.path, "data.len").values(1, 0), 20);
    }
}

TEST(ReadMat, SubjectsInCellsAndInArraysOfStructures) {
    MatFile f("cells.mat");
    f.put(MatFile::cells(
        "SC", 1,
        {MatFile::numbers(nullptr, {2, 2}, {0, 2, 1, 0}), MatFile::numbers(nullptr, {2, 2}, {0, 4, 3, 0}),
         MatFile::numbers(nullptr, {2, 2}, {0, 9, 8, 0})}));
    f.put(MatFile::structure("roi", 2, {"name", "id"},
                             {MatFile::text(nullptr, "lA"), MatFile::numbers(nullptr, {1, 1}, {1}),
                              MatFile::text(nullptr, "rA"), MatFile::numbers(nullptr, {1, 1}, {2})}));
    f.close();
    const auto m = read_matrix_file(f.path, "SC:2");
    EXPECT_EQ(m.values(0, 1), 3);
    EXPECT_EQ(m.labels, (Labels{"lA", "rA"}));
    EXPECT_EQ(m.notes, (Labels{"matrix 2 of the 3 in SC", "the region labels were read from \"roi.name\""}));
    EXPECT_EQ(read_matrix_file(f.path, "SC:mean").values(1, 0), 5);
    EXPECT_EQ(made::complaint([&] { read_matrix_file(f.path); }),
              "cells.mat: choose one of the 3 matrices in SC with --variable SC:1 (to SC:3), or their mean with "
              "--variable SC:mean; it holds SC (3 x 2 x 2), roi.name (2, text), roi.id (2)");
}

TEST(ReadMat, AFigureIsNoMatrix) {
    MatFile f("w.fig");
    f.put(MatFile::numbers("hgS_070000", {1, 1}, {0}));
    f.close();
    EXPECT_NE(made::complaint([&] { read_matrix_file(f.path); }).find("it is a MATLAB figure"), std::string::npos);
}

TEST(ReadMat, StacksOfThreeDimensions) {
    MatFile f("stack.mat");
    std::vector<double> all;
    for (int k = 0; k < 3; ++k)
        for (double v : {0.0, 2.0 + 10 * k, 1.0 + 10 * k, 0.0}) // column by column
            all.push_back(v);
    f.put(MatFile::numbers("SC", {2, 2, 3}, all));
    f.close();
    EXPECT_EQ(read_matrix_file(f.path, "SC:1").values(0, 1), 1);
    EXPECT_EQ(read_matrix_file(f.path, "SC:3").values(0, 1), 21);
    EXPECT_EQ(read_matrix_file(f.path, "SC:3").values(1, 0), 22);
    EXPECT_EQ(read_matrix_file(f.path, ":mean").values(1, 0), 12);
    const auto npy = made::text("s.npy", made::npy<double>("<f8", "(3, 2, 2)", {0, 1, 2, 0, 0, 3, 4, 0, 0, 5, 9, 0}));
    EXPECT_EQ(read_matrix_file(npy, "s:2").values(1, 0), 4);
    EXPECT_EQ(read_matrix_file(npy, ":mean").values(1, 0), 5);
    const auto turned = made::npy<double>("<f8", "(2, 2, 3)", {0, 2, 1, 0, 0, 12, 11, 0, 0, 22, 21, 0}, true);
    EXPECT_EQ(read_matrix_file(made::text("f.npy", turned), "f:3").values(0, 1), 21);
    const auto cube = made::npy<double>("<f8", "(2, 2, 2)", {0, 1, 2, 0, 0, 3, 4, 0});
    EXPECT_NE(made::complaint([&] { read_matrix_file(made::text("c.npy", cube)); }).find("has three equal sides"),
              std::string::npos);
    const auto one = made::npy<double>("<f8", "(1, 2, 2)", {0, 1, 2, 0});
    EXPECT_EQ(read_matrix_file(made::text("o.npy", one)).values(1, 0), 2);
    EXPECT_NE(made::complaint([&] { read_matrix_file(made::text("o.npy", one), ":1"); }).find("is one matrix"),
              std::string::npos);
}

TEST(ReadNpz, NamesInsideAreVariables) {
    const auto sc = made::npy<double>("<f8", "(2, 2)", {0, 1, 2, 0}),
               fc = made::npy<double>(">f8", "(2, 2)", {0, 0, 0, 0});
    const std::string names = made::npy<char>("|S2", "(2,)", {'a', 0, 'b', 'c'});
    const auto path = made::text("w.npz", made::zip({{"SC.npy", sc}, {"FC.npy", fc}, {"roi.npy", names}}));
    EXPECT_EQ(read_matrix_file(path, "SC").values(1, 0), 2);
    EXPECT_EQ(read_matrix_file(path, "SC").labels, (Labels{"a", "bc"}));
    EXPECT_EQ(made::complaint([&] { read_matrix_file(path); }),
              "w.npz: has several square matrices; choose one with --variable NAME; it holds SC (2 x 2), FC (2 x 2), "
              "roi (2, text)");
    const auto objects = made::npy<char>("|O", "(2,)", {'x'});
    const auto other = made::text("o.npz", made::zip({{"SC.npy", sc}, {"labels.npy", objects}}));
    EXPECT_EQ(read_matrix_file(other).notes,
              Labels{"labels (Python objects, not read; save it with dtype=float, labels with dtype=str)"});
    const auto half = made::npy<std::uint16_t>("<f2", "(2, 2)", {0, 0x3C00, 0xC500, 0x0001});
    const auto m = read_matrix_file(made::text("h.npy", half));
    EXPECT_EQ(m.values(0, 1), 1);
    EXPECT_EQ(m.values(1, 0), -5);
    EXPECT_EQ(m.values(1, 1), std::ldexp(1, -24));
}

TEST(MatrixFile, ReadsPandasHdfStore) {
    made::Hdf5 h("pandas.h5");
    H5Gclose(H5Gcreate2(h.file, "df", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    h.numbers("df/block0_values", {2, 2}, {0, 1, 2, 0});
    for (const char* name : {"df/axis0", "df/axis1", "df/block0_items"})
        h.fixed_strings(name, {"one", "two"}, 8);
    h.close();
    EXPECT_EQ(read_matrix_file(h.path).labels, (Labels{"one", "two"}));
}

namespace {

using made::element, made::matrix, made::raw, made::Words;

// A matrix SC and an object "labels", and behind them the hidden variable, if any.
std::string with_object(const std::string& kind, const std::string& hidden) {
    std::string bytes = made::mat5_header();
    bytes += matrix(6, {2, 2}, "SC", element(9, raw(std::vector<double>{0, 2, 1, 0})));
    bytes += element(14, element(6, raw(Words{17, 0})) + element(1, "labels") + element(1, "MCOS") + element(1, kind) +
                             matrix(13, {6, 1}, "", element(6, raw(Words{0xDD000000, 2, 1, 1, 1, 1}))));
    const auto size = static_cast<std::uint32_t>(hidden.size());
    return hidden.empty() ? bytes : bytes + matrix(9, {1, size}, "", element(2, hidden));
}

} // namespace

TEST(ReadMat, AStringArrayIsAList) {
    // Version, two sides, 2 x 1, lengths 2 and 3, then "lA" and "r\u00e4b" in UTF-16.
    const std::vector<std::uint64_t> payload{1, 2, 2, 1, 2, 3, 0x00E400720041006C, 0x0062};
    const std::string hidden = std::string("\0\1IM\0\0\0\0", 8) + matrix(15, {1, 8}, "", element(13, raw(payload)));
    const auto m = read_matrix_file(made::text("string.mat", with_object("string", hidden)));
    EXPECT_EQ(m.values(0, 1), 1);
    EXPECT_EQ(m.labels, (Labels{"lA",
                                "r\xC3\xA4"
                                "b"}));
}

TEST(ReadMat, AnObjectIsNamedWithWhatToSave) {
    for (const auto& bytes : {with_object("table", "........"), with_object("string", "")}) {
        const auto m = read_matrix_file(made::text("table.mat", bytes));
        EXPECT_EQ(m.values(0, 1), 1);
        EXPECT_EQ(m.notes,
                  Labels{"labels (a MATLAB string, table or object, not read; save cellstr(...) or table2array(...))"});
    }
}
