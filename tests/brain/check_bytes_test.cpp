// What a MATLAB or netCDF file claims of itself is held against its bytes before a library believes it.
#include "brain/check_mat.hpp"
#include "brain/check_netcdf.hpp"
#include "brain/made_files.hpp"
#include <cstdint>
#include <fmt/format.h>
#include <netcdf.h>
#include <zlib.h>

using namespace rewire;
using namespace rewire::brain;
using made::element, made::matrix, made::raw, made::Words;

namespace {

const std::string numbers = element(9, raw(std::vector<double>{0, 2, 1, 0}));
const std::string sc = matrix(6, {2, 2}, "SC", numbers);
const std::string damaged = "f: is damaged or cut short: its parts do not fit together";

std::string mat(const std::string& elements) {
    return made::complaint([&] { check_mat(made::mat5_header() + elements, "f"); });
}
std::string deflated(const std::string& plain) {
    uLongf size = compressBound(plain.size());
    std::string out(size, '\0');
    compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(plain.data()), plain.size());
    out.resize(size);
    return out;
}
std::string compressed(const std::string& bytes) { // its data is not filled up to eight bytes
    return raw(Words{15, static_cast<std::uint32_t>(bytes.size())}) + bytes;
}
std::string cell_of(const std::string& part) { return matrix(1, {1, 1}, "c", part); }
std::string structure(std::uint32_t width, const std::string& names, const std::string& values) {
    return matrix(2, {1, 1}, "s", element(5, raw(Words{width})) + element(1, names) + values);
}
// A tag and up to four bytes in eight.
std::string small(std::uint32_t type, std::string data) {
    const auto size = static_cast<std::uint32_t>(data.size());
    data.resize(4, '\0');
    return raw(Words{type | size << 16}) + data;
}

} // namespace

TEST(CheckMat, WholeFilesPassAndFilesCutAnywhereDoNot) {
    EXPECT_EQ(mat(""), "");
    const std::string whole = sc + compressed(deflated(sc)) + cell_of(sc) + structure(3, std::string("a\0\0", 3), sc);
    EXPECT_EQ(mat(whole), "");
    std::size_t passed = 0;
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const auto what = mat(whole.substr(0, length));
        EXPECT_TRUE(what.empty() || what == damaged) << length << ": " << what;
        passed += what.empty();
    }
    // Only a cut between two variables, or within the eight bytes of a tag behind one, leaves whole variables.
    EXPECT_EQ(passed, 4u * 8);
}

TEST(CheckMat, EveryClaimIsHeldAgainstTheBytes) {
    const std::string head = element(6, raw(Words{6, 0})), shape = element(5, raw(Words{2, 2})),
                      name = element(1, "SC");
    const std::pair<std::string, bool> cases[] = {
        {element(14, head + shape + element(1, std::string(63, 'n')) + numbers), true},
        {element(14, head + shape + element(1, std::string(64, 'n')) + numbers), false},
        {element(14, head + shape + small(1, "SC") + numbers), true},
        {element(14, head + shape + raw(Words{1 | 5u << 16}) + "SCSC" + numbers), false}, // five bytes in four
        {element(14, head + shape + element(2, "SC") + numbers), false},                  // a name of another type
        {element(14, element(6, raw(Words{6})) + shape + name + numbers), false},         // half of the flags
        {element(14, element(5, raw(Words{6, 0})) + shape + name + numbers), false},
        {element(14, head + element(5, raw(Words{2})) + name + numbers), false}, // one side
        {element(14, head + element(6, raw(Words{2, 2})) + name + numbers), false},
        {element(14, head + element(5, raw(Words(32, 1))) + name + numbers), true},
        {element(14, head + element(5, raw(Words(33, 1))) + name + numbers), false},
        {element(14, head + element(5, raw(Words{1u << 31, 1u << 31})) + name + numbers), false},
        {element(14, head + element(5, raw(Words{2, 1000})) + name + numbers), false}, // more than there is
        {element(14, head + element(5, raw(Words{0, 1u << 31})) + name), true},        // of nothing
        {element(14, ""), true},
        {element(9, "12345678"), false}, // numbers that belong to no variable
        {cell_of(element(9, "12345678")), false},
        {matrix(1, {1, 2}, "c", sc), false}, // two cells, of which one is there
        {matrix(1, {1, 2}, "c", sc + sc), true},
        {structure(3, std::string("a\0\0b\0\0", 6), sc), false}, // two fields, one value
        {structure(3, std::string("a\0\0b\0\0", 6), sc + sc), true},
        {structure(4, std::string("a\0\0b\0\0", 6), sc), false}, // names that do not fill their width
        {structure(0, "", ""), false},
        {structure(64, std::string(64, '\0'), sc), true},
        {structure(65, std::string(65, '\0'), sc), false},
        {compressed(deflated(sc)), true},
        {compressed(deflated(numbers)), false}, // no variable inside
        {compressed(deflated(sc).substr(0, 20)), false},
        {compressed("no zlib at all, these are words"), false}};
    for (std::size_t k = 0; k < std::size(cases); ++k)
        EXPECT_EQ(mat(cases[k].first), cases[k].second ? "" : damaged) << "case " << k;
}

TEST(CheckMat, CellsNestEightDeepAtMost) {
    std::string nested = sc;
    for (int depth = 1; depth < 8; ++depth)
        nested = cell_of(nested);
    EXPECT_EQ(mat(nested), "");
    EXPECT_EQ(mat(cell_of(nested)), damaged);
    EXPECT_EQ(mat(compressed(deflated(nested))), "");
    EXPECT_EQ(mat(compressed(deflated(cell_of(nested)))), damaged);
}

TEST(CheckMat, OtherVersionsAreToldFromDamage) {
    const auto told = [](std::string bytes) { return made::complaint([&] { check_mat(bytes, "f"); }); };
    auto big = made::mat5_header();
    big.replace(126, 2, "MI");
    EXPECT_EQ(told(big), "f: was written by a big-endian machine, which is not read; save it anew");
    auto none = made::mat5_header();
    none.replace(126, 2, "XX");
    EXPECT_EQ(told(none), "f: is not a MATLAB file of version 4 to 7.3; save it with \"-v7\"");
    EXPECT_EQ(told(made::mat5_header().substr(0, 127)),
              "f: is not a MATLAB file of version 4 to 7.3; save it with \"-v7\"");
    auto seven = made::mat5_header();
    seven.replace(124, 2, std::string("\0\2", 2));
    seven.resize(512, '\0');
    EXPECT_EQ(told(seven + std::string("\x89HDF\r\n\x1a\n", 8)), "");
    EXPECT_EQ(told(seven + "not HDF5"), "f: is damaged or cut short: version 7.3 is HDF5 behind 512 bytes");
    EXPECT_EQ(told(seven + "\x89HDF"), "f: is damaged or cut short: version 7.3 is HDF5 behind 512 bytes");
}

namespace {

// A classic file of one variable over a dimension and the records, with attributes of two types.
std::string netcdf(int mode, const std::string& name = "region") {
    const auto path = made::folder() / "c.nc";
    int file = 0, region = 0, record = 0, id = 0;
    EXPECT_EQ(nc_create(path.c_str(), mode | NC_CLOBBER, &file), NC_NOERR);
    nc_def_dim(file, name.c_str(), 3, &region);
    nc_def_dim(file, "time", NC_UNLIMITED, &record);
    const int dims[] = {record, region};
    nc_def_var(file, "x", NC_DOUBLE, 2, dims, &id);
    const double scale = 2;
    nc_put_att_double(file, id, "scale_factor", NC_DOUBLE, 1, &scale);
    nc_put_att_text(file, NC_GLOBAL, "title", 5, "brain");
    nc_enddef(file);
    const std::size_t start[] = {0, 0}, count[] = {2, 3};
    const double values[] = {1, 2, 3, 4, 5, 6};
    nc_put_vara_double(file, id, start, count, values);
    nc_close(file);
    return read_file(path);
}
std::string checked(const std::string& bytes) {
    return made::complaint([&] { check_netcdf(bytes, "f"); });
}

} // namespace

TEST(CheckNetcdf, WholeFilesOfEveryVersionPassAndFilesCutAnywhereDoNot) {
    for (const int mode : {0, NC_64BIT_OFFSET, NC_64BIT_DATA}) {
        const auto whole = netcdf(mode);
        EXPECT_EQ(checked(whole), "") << mode;
        EXPECT_EQ(checked(whole + "behind"), "") << mode;
        for (std::size_t length = 4; length < whole.size(); ++length)
            EXPECT_EQ(checked(whole.substr(0, length)), damaged) << mode << ": " << length << " of " << whole.size();
    }
}

TEST(CheckNetcdf, VersionsNamesAndCountsAreHeldToTheirBounds) {
    for (const char version : {0, 3, 4, 6}) {
        auto bytes = netcdf(0);
        bytes[3] = version;
        EXPECT_EQ(checked(bytes), damaged) << int(version);
    }
    EXPECT_EQ(checked(netcdf(0, std::string(256, 'n'))), "");
    // The dimension's name is 260 long: its bytes and its count grow alike.
    auto longer = netcdf(0, std::string(256, 'n'));
    const auto at = longer.find(std::string(256, 'n'));
    longer.insert(at, "nnnn");
    longer[at - 1] = 4; // of 256 = 0x100
    EXPECT_EQ(checked(longer), damaged);
    // A count of records, a length, a number of dimensions that nothing could hold.
    const auto good = netcdf(0);
    for (const std::size_t word : {4u, 12u}) {
        auto bytes = good;
        bytes.replace(word, 4, "\x7F\xFF\xFF\xFF");
        EXPECT_EQ(checked(bytes), damaged) << word;
    }
}
