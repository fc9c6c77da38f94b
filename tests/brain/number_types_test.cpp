// Every type of number that a format may hold: its least, its greatest and one in between, read without a bit lost,
// each at its own row and column.
#include "brain/array_file.hpp"
#include "brain/made_files.hpp"
#include "brain/matrix_file.hpp"
#include "brain/read_mat4.hpp"
#include "brain/read_npy.hpp"
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <limits>
#include <netcdf.h>

using namespace rewire;
using namespace rewire::brain;
using Labels = std::vector<std::string>;

namespace {

template <class T>
constexpr T least = std::numeric_limits<T>::lowest();
template <class T>
constexpr T most = std::numeric_limits<T>::max();

// 2 x 3, row by row: a transposed reading, a wrong width and a lost sign all show.
template <class T>
std::vector<T> table_of() {
    if constexpr (std::is_floating_point_v<T>)
        return {T(0.1), least<T>, most<T>, std::numeric_limits<T>::denorm_min(), T(-0.0), T(1) / T(3)};
    else
        return {T(7), least<T>, most<T>, T(most<T> / 3), T(0), T(1)};
}
template <class T>
std::vector<double> as_doubles(const std::vector<T>& values) {
    return {values.begin(), values.end()};
}
template <class T>
std::vector<T> by_columns(const std::vector<T>& v) {
    return {v[0], v[3], v[1], v[4], v[2], v[5]};
}
template <class T>
std::string bytes_of(std::vector<T> values, bool big) {
    std::string out(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
    for (std::size_t k = 0; big && k < out.size(); k += sizeof(T))
        std::reverse(out.begin() + static_cast<std::ptrdiff_t>(k),
                     out.begin() + static_cast<std::ptrdiff_t>(k + sizeof(T)));
    return out;
}
// Bit by bit: -0 is not 0.
void expect_same(const std::vector<double>& read, const std::vector<double>& meant, const std::string& what) {
    ASSERT_EQ(read.size(), meant.size()) << what;
    for (std::size_t k = 0; k < meant.size(); ++k) {
        EXPECT_EQ(read[k], meant[k]) << what << " " << k;
        EXPECT_EQ(std::signbit(read[k]), std::signbit(meant[k])) << what << " " << k;
    }
}
const NamedArray& named(const std::vector<NamedArray>& arrays, const std::string& name) {
    const auto at = std::ranges::find_if(arrays, [&](const NamedArray& a) { return a.name == name; });
    if (at == arrays.end())
        throw InputError(name, "is not among the arrays read");
    return *at;
}

template <class T>
std::string npy_of(std::string type, bool big, bool fortran) {
    type[0] = big ? '>' : sizeof(T) == 1 ? '|' : '<';
    auto out = made::npy<T>(type, "(2, 3)", {}, fortran);
    return out + bytes_of(fortran ? by_columns(table_of<T>()) : table_of<T>(), big);
}
template <class T>
void expect_npy(const std::string& type) {
    for (const bool big : {false, true})
        for (const bool fortran : {false, true}) {
            const auto a = read_npy(npy_of<T>(type, big, fortran), "f", "a");
            EXPECT_EQ(a.shape, (std::vector<std::size_t>{2, 3}));
            expect_same(a.numbers, as_doubles(table_of<T>()), fmt::format("{} big {} fortran {}", type, big, fortran));
        }
}

} // namespace

TEST(NumberTypes, NumpysAreReadInBothByteOrdersAndBothOrdersOfRows) {
    expect_npy<double>("<f8");
    expect_npy<float>("<f4");
    expect_npy<std::int64_t>("<i8");
    expect_npy<std::int32_t>("<i4");
    expect_npy<std::int16_t>("<i2");
    expect_npy<std::int8_t>("<i1");
    expect_npy<std::uint64_t>("<u8");
    expect_npy<std::uint32_t>("<u4");
    expect_npy<std::uint16_t>("<u2");
    expect_npy<std::uint8_t>("<u1");
    // Half precision by its bits: 1, -2, 65504 (the greatest), 2^-14 (the least normal), 2^-24, infinity, not a number.
    const auto halves =
        made::npy<std::uint16_t>("<f2", "(7,)", {0x3C00, 0xC000, 0x7BFF, 0x0400, 0x0001, 0xFC00, 0x7E00});
    const auto h = read_npy(halves, "f", "h").numbers;
    expect_same({h.begin(), h.begin() + 6},
                {1, -2, 65504, std::ldexp(1, -14), std::ldexp(1, -24), -std::numeric_limits<double>::infinity()},
                "half");
    EXPECT_TRUE(std::isnan(h[6]));
    EXPECT_EQ(read_npy(made::npy<char>("|b1", "(2,)", {1, 0}), "f", "b").numbers, (std::vector<double>{1, 0}));
}

TEST(NumberTypes, NumpysTextIsReadInEitherAlphabet) {
    const std::vector<std::uint32_t> codes{'l', 0xE4, 0, 0x1F9E0, 'R', 'x'}; // three characters a label
    for (const bool big : {false, true}) {
        const auto bytes = made::npy<char>(big ? ">U3" : "<U3", "(2,)", {}) + bytes_of(codes, big);
        EXPECT_EQ(read_npy(bytes, "f", "t").text, (Labels{"l\xC3\xA4", "\xF0\x9F\xA7\xA0Rx"})) << big;
    }
    EXPECT_EQ(read_npy(made::npy<char>("|S3", "(3,)", {'a', 'b', 'c', 'd', 0, 'x', ' ', 'e', ' '}), "f", "t").text,
              (Labels{"abc", "d", "e"}));
}

TEST(NumberTypes, NumpysHeadersAreTakenAtTheirWord) {
    const auto plain = made::npy<double>("<f8", "(2,)", {1, 2});
    // Version 2 keeps the header's length in four bytes instead of two.
    std::string wide = plain;
    wide[6] = '\2';
    wide.insert(10, 2, '\0');
    EXPECT_EQ(read_npy(wide, "f", "a").numbers, (std::vector<double>{1, 2}));
    EXPECT_EQ(read_npy(plain + "behind", "f", "a").numbers, (std::vector<double>{1, 2}));
    EXPECT_TRUE(read_npy(made::npy<double>("<f8", "(0,)", {}), "f", "a").numbers.empty());
    const std::pair<std::string, std::string> faults[] = {
        {plain.substr(0, plain.size() - 1), "ends before its numbers do"},
        {plain.substr(0, 40), "ends within its header"},
        {"\x93NUMPX" + plain.substr(6), "does not begin like a NumPy file"},
        {made::npy<double>("<c16", "(1,)", {1, 2}), "holds elements of type '<c16', which are not read"},
        {made::npy<double>("<f16", "(1,)", {1, 2}), "holds elements of type '<f16', which are not read"},
        {made::npy<double>("<f8", "2", {1, 2}), "has a shape that cannot be understood"},
        {made::npy<double>("<f8", "(2;1)", {1, 2}), "has a shape that cannot be understood"},
        {made::npy<double>("<f8", "(-2,)", {1, 2}), "has a shape that cannot be understood"},
        {made::npy<double>("<f8", "(3000, 3000)", {1}), "has the shape 3000 x 3000; at most 2048 x 2048 is read"}};
    for (const auto& [bytes, said] : faults) {
        const auto what = made::complaint([&, &b = bytes] { read_npy(b, "f", "a"); });
        EXPECT_EQ(what.find("f: " + said), 0u) << what;
    }
}

namespace {

// A variable of MATLAB 4: MOPT, rows, columns, imaginary, length of the name, name, column by column.
template <class T>
std::string mat4(unsigned precision, unsigned kind, std::uint32_t rows, std::uint32_t columns, const std::string& name,
                 const std::vector<T>& values, bool big, std::uint32_t imaginary = 0) {
    const std::uint32_t type = (big ? 1000 : 0) + 10 * precision + kind;
    return bytes_of(
               std::vector<std::uint32_t>{type, rows, columns, imaginary, static_cast<std::uint32_t>(name.size() + 1)},
               big) +
           name + '\0' + bytes_of(values, big);
}
template <class T>
void expect_mat4(unsigned precision) {
    for (const bool big : {false, true}) {
        const auto bytes = mat4(precision, 0, 2, 3, "W", by_columns(table_of<T>()), big);
        ASSERT_TRUE(is_mat4(bytes)) << precision << big;
        const auto arrays = read_mat4(bytes, "f");
        ASSERT_EQ(arrays.size(), 1u);
        EXPECT_EQ(arrays[0].shape, (std::vector<std::size_t>{2, 3}));
        expect_same(arrays[0].numbers, as_doubles(table_of<T>()), fmt::format("precision {} big {}", precision, big));
    }
}

} // namespace

TEST(NumberTypes, MatlabFoursAreReadInBothByteOrders) {
    expect_mat4<double>(0);
    expect_mat4<float>(1);
    expect_mat4<std::int32_t>(2);
    expect_mat4<std::int16_t>(3);
    expect_mat4<std::uint16_t>(4);
    expect_mat4<std::uint8_t>(5);
    for (const unsigned type : {60u, 3u, 100u, 2000u}) { // no such precision, kind, digit, byte order
        auto bytes = mat4(0, 0, 1, 1, "W", std::vector<double>{1}, false);
        std::memcpy(bytes.data(), &type, 4);
        EXPECT_FALSE(is_mat4(bytes)) << type;
    }
}

TEST(NumberTypes, MatlabFoursHoldTextSparseAndComplexVariables) {
    using Doubles = std::vector<double>;
    // Triplets of row, column, value, column by column; the last gives the shape 3 x 4, twice the same place is summed.
    const auto sparse = mat4(0, 2, 4, 3, "S", Doubles{1, 3, 1, 3, 2, 4, 2, 4, 0.5, -7, 0.25, 0}, false);
    const auto text = mat4(5, 1, 2, 3, "names", std::vector<std::uint8_t>{'l', 'r', 'A', 'B', ' ', '2'}, false);
    const auto complex = mat4(0, 0, 1, 2, "Z", Doubles{1, 2, 3, 4}, false, 1);
    const auto plain = mat4(1, 0, 1, 2, "v", std::vector<float>{5, 6}, false);
    const auto arrays = read_mat4(complex + sparse + text + plain, "f");
    ASSERT_EQ(arrays.size(), 3u) << "the complex one is passed over, with both its parts";
    EXPECT_EQ(named(arrays, "S").shape, (std::vector<std::size_t>{3, 4}));
    EXPECT_EQ(named(arrays, "S").numbers, (Doubles{0, 0.75, 0, 0, 0, 0, 0, 0, 0, 0, 0, -7}));
    EXPECT_EQ(named(arrays, "names").text, (Labels{"lA", "rB2"}));
    EXPECT_EQ(named(arrays, "v").numbers, (Doubles{5, 6}));
    for (const auto& triplets : {Doubles{4, 3, 1, 4, 1, 0}, Doubles{1, 3, 5, 4, 1, 0}, Doubles{0, 3, 1, 4, 1, 0},
                                 Doubles{1.5, 3, 1, 4, 1, 0}, Doubles{1, -3, 1, 4, 1, 0}})
        EXPECT_NE(made::complaint([&] { read_mat4(mat4(0, 2, 2, 3, "S", triplets, false), "f"); }), "");
    EXPECT_NE(made::complaint([&] { read_mat4(plain.substr(0, plain.size() - 1), "f"); }), "") << "cut short";
    EXPECT_NE(made::complaint([&] {
                  read_mat4(mat4(0, 2, 1, 2, "S", Doubles{2, 2}, false), "f");
              }),
              "")
        << "two columns";
}

namespace {

template <class T>
void put_mat(mat_t* file, const char* name, matio_classes kind, matio_types type) {
    auto values = by_columns(table_of<T>());
    std::size_t dims[] = {2, 3};
    matvar_t* v = Mat_VarCreate(name, kind, type, 2, dims, values.data(), 0);
    Mat_VarWrite(file, v, MAT_COMPRESSION_ZLIB);
    Mat_VarFree(v);
}
template <class T>
void put_sparse(mat_t* file, const char* name, matio_types type) { // 2 x 3 with row 1 of column 0, both of column 2
    mat_uint32_t ir[] = {1, 0, 1}, jc[] = {0, 1, 1, 3};
    T data[] = {T(7), least<T>, most<T>};
    mat_sparse_t s{3, ir, 3, jc, 4, 3, data};
    std::size_t dims[] = {2, 3};
    matvar_t* v = Mat_VarCreate(name, MAT_C_SPARSE, type, 2, dims, &s, 0);
    Mat_VarWrite(file, v, MAT_COMPRESSION_NONE);
    Mat_VarFree(v);
}

} // namespace

TEST(NumberTypes, MatlabFivesAndSevensAreReadInEveryClass) {
    for (const auto version : {MAT_FT_MAT5, MAT_FT_MAT73}) {
        const auto path = made::folder() / (version == MAT_FT_MAT5 ? "five.mat" : "seven.mat");
        mat_t* file = Mat_CreateVer(path.c_str(), nullptr, version);
        put_mat<double>(file, "d", MAT_C_DOUBLE, MAT_T_DOUBLE);
        put_mat<float>(file, "f", MAT_C_SINGLE, MAT_T_SINGLE);
        put_mat<std::int64_t>(file, "i8", MAT_C_INT64, MAT_T_INT64);
        put_mat<std::uint64_t>(file, "u8", MAT_C_UINT64, MAT_T_UINT64);
        put_mat<std::int32_t>(file, "i4", MAT_C_INT32, MAT_T_INT32);
        put_mat<std::uint32_t>(file, "u4", MAT_C_UINT32, MAT_T_UINT32);
        put_mat<std::int16_t>(file, "i2", MAT_C_INT16, MAT_T_INT16);
        put_mat<std::uint16_t>(file, "u2", MAT_C_UINT16, MAT_T_UINT16);
        put_mat<std::int8_t>(file, "i1", MAT_C_INT8, MAT_T_INT8);
        put_mat<std::uint8_t>(file, "u1", MAT_C_UINT8, MAT_T_UINT8);
        put_sparse<double>(file, "sd", MAT_T_DOUBLE);
        put_sparse<float>(file, "sf", MAT_T_SINGLE);
        Mat_Close(file);
        const auto read = read_array_file(path).arrays;
        EXPECT_EQ(read.size(), 12u);
        const std::pair<const char*, std::vector<double>> meant[] = {{"d", as_doubles(table_of<double>())},
                                                                     {"f", as_doubles(table_of<float>())},
                                                                     {"i8", as_doubles(table_of<std::int64_t>())},
                                                                     {"u8", as_doubles(table_of<std::uint64_t>())},
                                                                     {"i4", as_doubles(table_of<std::int32_t>())},
                                                                     {"u4", as_doubles(table_of<std::uint32_t>())},
                                                                     {"i2", as_doubles(table_of<std::int16_t>())},
                                                                     {"u2", as_doubles(table_of<std::uint16_t>())},
                                                                     {"i1", as_doubles(table_of<std::int8_t>())},
                                                                     {"u1", as_doubles(table_of<std::uint8_t>())},
                                                                     {"sd", {0, 0, least<double>, 7, 0, most<double>}},
                                                                     {"sf", {0, 0, least<float>, 7, 0, most<float>}}};
        for (const auto& [name, values] : meant)
            expect_same(named(read, name).numbers, values, name);
    }
}

TEST(NumberTypes, Hdf5sAreReadInEveryKindAndByteOrder) {
    made::Hdf5 h("types.h5");
    const auto put = [&]<class T>(const char* name, hid_t native, hid_t stored, std::vector<T> values) {
        const hsize_t dims[] = {2, 3};
        const hid_t space = H5Screate_simple(2, dims, nullptr);
        const hid_t set = H5Dcreate2(h.file, name, stored, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        H5Dwrite(set, native, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
        H5Dclose(set);
        H5Sclose(space);
    };
    put("d", H5T_NATIVE_DOUBLE, H5T_IEEE_F64BE, table_of<double>());
    put("f", H5T_NATIVE_FLOAT, H5T_IEEE_F32LE, table_of<float>());
    put("i8", H5T_NATIVE_INT64, H5T_STD_I64BE, table_of<std::int64_t>());
    put("u4", H5T_NATIVE_UINT32, H5T_STD_U32LE, table_of<std::uint32_t>());
    put("i2", H5T_NATIVE_INT16, H5T_STD_I16BE, table_of<std::int16_t>());
    put("u1", H5T_NATIVE_UINT8, H5T_STD_U8LE, table_of<std::uint8_t>());
    h.close();
    const auto read = read_array_file(h.path).arrays;
    expect_same(named(read, "d").numbers, as_doubles(table_of<double>()), "d");
    expect_same(named(read, "f").numbers, as_doubles(table_of<float>()), "f");
    expect_same(named(read, "i8").numbers, as_doubles(table_of<std::int64_t>()), "i8");
    expect_same(named(read, "u4").numbers, as_doubles(table_of<std::uint32_t>()), "u4");
    expect_same(named(read, "i2").numbers, as_doubles(table_of<std::int16_t>()), "i2");
    expect_same(named(read, "u1").numbers, as_doubles(table_of<std::uint8_t>()), "u1");
}

TEST(NumberTypes, NetcdfsAreReadInEveryKindAndVersion) {
    for (const int mode : {NC_CLOBBER, NC_64BIT_OFFSET, NC_64BIT_DATA, NC_NETCDF4}) {
        const auto path = made::folder() / "types.nc";
        int file, dims[2], id;
        ASSERT_EQ(nc_create(path.c_str(), mode | NC_CLOBBER, &file), NC_NOERR);
        nc_def_dim(file, "r", 2, &dims[0]);
        nc_def_dim(file, "c", 3, &dims[1]);
        std::vector<std::pair<std::string, std::vector<double>>> meant;
        const auto put = [&]<class T>(const char* name, nc_type type, std::vector<T> values) {
            nc_redef(file);
            nc_def_var(file, name, type, 2, dims, &id);
            nc_enddef(file);
            EXPECT_EQ(nc_put_var(file, id, values.data()), NC_NOERR) << name;
            meant.emplace_back(name, as_doubles(values));
        };
        put("d", NC_DOUBLE, table_of<double>());
        put("f", NC_FLOAT, table_of<float>());
        put("i4", NC_INT, table_of<std::int32_t>());
        put("i2", NC_SHORT, table_of<std::int16_t>());
        put("i1", NC_BYTE, table_of<std::int8_t>());
        if (mode == NC_64BIT_DATA || mode == NC_NETCDF4) {
            put("i8", NC_INT64, table_of<std::int64_t>());
            put("u8", NC_UINT64, table_of<std::uint64_t>());
            put("u4", NC_UINT, table_of<std::uint32_t>());
            put("u2", NC_USHORT, table_of<std::uint16_t>());
            put("u1", NC_UBYTE, table_of<std::uint8_t>());
        }
        nc_close(file);
        const auto read = read_array_file(path).arrays;
        for (const auto& [name, values] : meant)
            expect_same(named(read, name).numbers, values, fmt::format("{} mode {}", name, mode));
    }
}
