// netCDF files read back: by netCDF-C itself, and by xarray where it is installed.
#include "report/netcdf.hpp"

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <gtest/gtest.h>
#include <netcdf.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"

namespace rewire {
using namespace report;
namespace {

namespace fs = std::filesystem;

struct Folder {
    fs::path path = fs::temp_directory_path() / ("rewire_netcdf_" + std::to_string(::getpid()));
    Folder() { make_folder(path); }
    ~Folder() { fs::remove_all(path); }
};

// Read by check_xarray.py too: change both.
Dataset small() {
    Dataset d{.title = "A test run",
              .version = "0.1.0",
              .history = "",
              .attributes = {{"seed", std::uint64_t{18446744073709551615u}}, {"duration", 600.0}},
              .coordinates = {},
              .variables = {}};
    const std::vector<std::string> labels{"ctx-lh-cuneus", "Zürich, \"quoted\"", "Left-Thalamus"};
    Variable time{.name = "time", .dims = {"time"}, .units = "s", .long_name = "time"};
    Matrix bold(500, 3);
    for (std::size_t t = 0; t < 500; ++t) {
        time.values.push_back(0.36 + static_cast<double>(t) * 0.72);
        for (std::size_t r = 0; r < 3; ++r)
            bold(t, r) = std::sin(0.01 * static_cast<double>(t * (r + 1)));
    }
    bold(7, 1) = NAN;
    d.coordinates.push_back(std::move(time));
    d.coordinates.push_back({.name = "region", .dims = {"region"}, .text = labels});
    d.variables.push_back({.name = "bold",
                           .dims = {"time", "region"},
                           .values = {bold.values().begin(), bold.values().end()},
                           .units = "%",
                           .long_name = "BOLD signal change"});
    d.coordinates.push_back({.name = "network", .dims = {"region"}, .text = {"VIS", "DMN", "SUB"}});
    d.coordinates.push_back({.name = "other_region", .dims = {"other_region"}, .text = labels});
    d.variables.push_back({.name = "fc",
                           .dims = {"region", "other_region"},
                           .values = {1, .5, .25, .5, 1, .125, .25, .125, 1},
                           .units = "1",
                           .long_name = "functional connectivity",
                           .single = true});
    d.variables.push_back({.name = "global_coupling", .values = {2.25}, .units = "1", .source = "fitted"});
    return d;
}

class Reader {
public:
    explicit Reader(const fs::path& p) { EXPECT_EQ(nc_open(p.c_str(), NC_NOWRITE, &id), NC_NOERR); }
    ~Reader() { nc_close(id); }
    int variable(const char* name) const {
        int v = -1;
        EXPECT_EQ(nc_inq_varid(id, name, &v), NC_NOERR) << name;
        return v;
    }
    std::string text(const char* name, const char* attribute) const {
        const int v = name ? variable(name) : NC_GLOBAL;
        std::size_t size = 0;
        if (nc_inq_attlen(id, v, attribute, &size) != NC_NOERR)
            return "(absent)";
        std::string out(size, ' ');
        EXPECT_EQ(nc_get_att_text(id, v, attribute, out.data()), NC_NOERR);
        return out;
    }
    std::size_t dimension(const char* name) const {
        int d = -1;
        std::size_t size = 0;
        EXPECT_EQ(nc_inq_dimid(id, name, &d), NC_NOERR) << name;
        EXPECT_EQ(nc_inq_dimlen(id, d, &size), NC_NOERR);
        return size;
    }
    int id = -1;
};

TEST(Netcdf, dimensions_units_and_values_come_back) {
    const Folder folder;
    const auto d = small();
    write_netcdf(folder.path / "run.nc", d);
    const Reader file(folder.path / "run.nc");
    EXPECT_EQ(file.dimension("time"), 500u);
    EXPECT_EQ(file.dimension("region"), 3u);
    EXPECT_EQ(file.text("bold", "units"), "%");
    EXPECT_EQ(file.text("bold", "long_name"), "BOLD signal change");
    EXPECT_EQ(file.text("bold", "coordinates"), "network");
    EXPECT_EQ(file.text("time", "units"), "s");
    EXPECT_EQ(file.text("global_coupling", "source"), "fitted");
    EXPECT_EQ(file.text(nullptr, "Conventions"), "CF-1.10");
    EXPECT_EQ(file.text(nullptr, "title"), "A test run");
    EXPECT_EQ(file.text(nullptr, "rewire_version"), "0.1.0");
    EXPECT_EQ(file.text(nullptr, "notice"), "Research software, not a medical device.");
    EXPECT_EQ(file.text(nullptr, "history"), "(absent)");
    unsigned long long seed = 0;
    EXPECT_EQ(nc_get_att_ulonglong(file.id, NC_GLOBAL, "seed", &seed), NC_NOERR);
    EXPECT_EQ(seed, 18446744073709551615u);

    std::vector<double> bold(1500);
    ASSERT_EQ(nc_get_var_double(file.id, file.variable("bold"), bold.data()), NC_NOERR);
    for (std::size_t k = 0; k < bold.size(); ++k) {
        if (k == 22) {
            EXPECT_TRUE(std::isnan(bold[k]));
        } else {
            ASSERT_EQ(bold[k], d.find("bold")->values[k]) << k;
        }
    }
    char* labels[3] = {};
    ASSERT_EQ(nc_get_var_string(file.id, file.variable("region"), labels), NC_NOERR);
    EXPECT_STREQ(labels[1], "Zürich, \"quoted\"");
    nc_free_string(3, labels);

    nc_type type = 0;
    int shuffle = 0, deflate = 0, level = 0;
    EXPECT_EQ(nc_inq_vartype(file.id, file.variable("fc"), &type), NC_NOERR);
    EXPECT_EQ(type, NC_FLOAT);
    EXPECT_EQ(nc_inq_var_deflate(file.id, file.variable("bold"), &shuffle, &deflate, &level), NC_NOERR);
    EXPECT_TRUE(shuffle && deflate);
    EXPECT_EQ(nc_inq_var_deflate(file.id, file.variable("fc"), &shuffle, &deflate, &level), NC_NOERR);
    EXPECT_FALSE(deflate) << "nine values are not worth it";
}

TEST(Netcdf, the_same_dataset_gives_the_same_bytes) {
    const Folder folder;
    write_netcdf(folder.path / "a.nc", small());
    write_netcdf(folder.path / "b.nc", small());
    EXPECT_EQ(read_file(folder.path / "a.nc"), read_file(folder.path / "b.nc"));
}

// Memory is asked for in blocks of 64 KiB; of the last one the file holds what is used, whatever its size.
TEST(Netcdf, a_file_ends_where_its_data_end) {
    const Folder folder;
    for (const std::size_t values : {10u, 4000u, 20000u, 100000u}) {
        auto d = small();
        auto& v = d.variables.front().values;
        d.coordinates.front().values.resize(values);
        v.resize(3 * values);
        for (std::size_t k = 0; k < values; ++k) {
            d.coordinates.front().values[k] = static_cast<double>(k);
            for (std::size_t r = 0; r < 3; ++r)
                v[3 * k + r] = std::sin(static_cast<double>(k * k % 9973 + r));
        }
        const auto path = folder.path / "run.nc";
        write_netcdf(path, d);
        const auto bytes = read_file(path);
        EXPECT_LT(bytes.size() - 1 - bytes.find_last_not_of('\0'), 64u) << values;
        const Reader file(path);
        EXPECT_EQ(file.dimension("time"), values);
        const std::size_t last[]{values - 1, 2};
        double value = 0;
        EXPECT_EQ(nc_get_var1_double(file.id, file.variable("bold"), last, &value), NC_NOERR);
        EXPECT_EQ(value, v.back()) << "the last value is there";
    }
}

TEST(Netcdf, history_is_written_when_handed_in) {
    const Folder folder;
    auto d = small();
    d.history = "2025-01-01 rewire run a.toml";
    write_netcdf(folder.path / "run.nc", d);
    EXPECT_EQ(Reader(folder.path / "run.nc").text(nullptr, "history"), d.history);
}

TEST(Netcdf, nothing_half_written_is_left) {
    const Folder folder;
    auto d = small();
    d.attributes.push_back({"a/b", std::string("netCDF refuses this name after the file is open")});
    EXPECT_THROW(write_netcdf(folder.path / "run.nc", d), InputError);
    EXPECT_TRUE(fs::is_empty(folder.path));
    write_file(folder.path / "run.nc", "what was there before");
    EXPECT_THROW(write_netcdf(folder.path / "run.nc", d), InputError);
    EXPECT_EQ(read_file(folder.path / "run.nc"), "what was there before");
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path), {}), 1);
    EXPECT_THROW(write_netcdf(folder.path / "absent" / "run.nc", small()), InputError);
}

// Missing numbers are NaN in the file's own words; what counts or names, text and axes have no missing value.
TEST(Netcdf, only_numbers_that_may_be_missing_say_what_missing_is) {
    const Folder folder;
    auto d = small();
    d.variables.push_back({.name = "failed", .dims = {"region"}, .values = {0, 1, 0}, .units = "1", .whole = true});
    d.variables.push_back({.name = "note", .dims = {"region"}, .text = {"a", "", "c"}});
    write_netcdf(folder.path / "run.nc", d);
    const Reader file(folder.path / "run.nc");
    for (const auto& [name, told] : {std::pair{"bold", true},
                                     {"fc", true},
                                     {"time", false},
                                     {"failed", false},
                                     {"note", false},
                                     {"region", false}}) {
        std::size_t size = 0;
        EXPECT_EQ(nc_inq_attlen(file.id, file.variable(name), "_FillValue", &size) == NC_NOERR, told) << name;
    }
    double fill = 0;
    ASSERT_EQ(nc_get_att_double(file.id, file.variable("fc"), "_FillValue", &fill), NC_NOERR);
    EXPECT_TRUE(std::isnan(fill));
    for (const auto& [name, type] : {std::pair{"failed", NC_INT}, {"note", NC_STRING}, {"bold", NC_DOUBLE}}) {
        nc_type stored = 0;
        EXPECT_EQ(nc_inq_vartype(file.id, file.variable(name), &stored), NC_NOERR);
        EXPECT_EQ(stored, type) << name;
    }
    EXPECT_EQ(file.text("fc", "source"), "(absent)") << "an empty word is not written";
    EXPECT_EQ(file.text("note", "units"), "(absent)");
    EXPECT_EQ(file.text("global_coupling", "coordinates"), "(absent)") << "a single number lies on nothing";
    EXPECT_EQ(file.text("region", "coordinates"), "(absent)") << "an axis lies on itself";
    char* notes[3] = {};
    ASSERT_EQ(nc_get_var_string(file.id, file.variable("note"), notes), NC_NOERR);
    EXPECT_STREQ(notes[1], "") << "an empty text stays one";
    nc_free_string(3, notes);
}
// Floats that are only pointed to come back bit for bit, in chunks that a reader can hold, packed from 1024 numbers on.
TEST(Netcdf, long_recordings_are_packed_in_chunks_along_their_first_dimension) {
    const Folder folder;
    const auto written = [&](std::size_t rows, std::size_t columns) {
        Dataset d;
        Variable t{.name = "t", .dims = {"t"}}, x{.name = "x", .dims = {"x"}};
        for (std::size_t k = 0; k < rows; ++k)
            t.values.push_back(static_cast<double>(k));
        for (std::size_t k = 0; k < columns; ++k)
            x.values.push_back(static_cast<double>(k));
        std::vector<float> floats(rows * columns);
        for (std::size_t k = 0; k < floats.size(); ++k)
            floats[k] = 0.1F * static_cast<float>(k);
        d.coordinates = {t, x};
        d.variables = {{.name = "v", .dims = {"t", "x"}, .floats = floats}};
        write_netcdf(folder.path / "v.nc", d);
        const Reader file(folder.path / "v.nc");
        int shuffle = 0, deflate = 0, level = 0, storage = 0;
        std::size_t chunk[2] = {};
        EXPECT_EQ(nc_inq_var_deflate(file.id, file.variable("v"), &shuffle, &deflate, &level), NC_NOERR);
        EXPECT_EQ(nc_inq_var_chunking(file.id, file.variable("v"), &storage, chunk), NC_NOERR);
        std::vector<float> read(floats.size());
        EXPECT_EQ(nc_get_var_float(file.id, file.variable("v"), read.data()), NC_NOERR);
        EXPECT_EQ(read, floats);
        return deflate ? std::pair{chunk[0], chunk[1]} : std::pair<std::size_t, std::size_t>{0, 0};
    };
    using Chunk = std::pair<std::size_t, std::size_t>;
    EXPECT_EQ(written(33, 31), (Chunk{0, 0})) << "1023 are not worth it";
    EXPECT_EQ(written(32, 32), (Chunk{32, 32}));
    EXPECT_EQ(written(400, 1000), (Chunk{131, 1000})) << "2^17 numbers a chunk: 131 whole rows of 1000";
    EXPECT_EQ(written(2, 200000), (Chunk{1, 200000})) << "a row at least";
}
// Person by day by signal: a chunk holds one signal, or a few, day after day; every number comes back bit for bit, also
// where the last chunk reaches beyond the people, and missing ones.
TEST(Netcdf, days_of_people_are_packed_signal_by_signal) {
    const Folder folder;
    const auto written = [&](std::size_t people, std::size_t days, std::size_t signals) {
        Dataset d;
        for (const auto& [name, size] : {std::pair{"p", people}, {"d", days}, {"s", signals}}) {
            Variable axis{.name = name, .dims = {name}};
            for (std::size_t k = 0; k < size; ++k)
                axis.values.push_back(static_cast<double>(k));
            d.coordinates.push_back(axis);
        }
        std::vector<float> floats(people * days * signals);
        for (std::size_t k = 0; k < floats.size(); ++k)
            floats[k] = k % 97 == 0 ? std::nanf("") : std::sin(0.01F * static_cast<float>(k));
        d.variables = {{.name = "v", .dims = {"p", "d", "s"}, .floats = floats}};
        write_netcdf(folder.path / "v.nc", d);
        const Reader file(folder.path / "v.nc");
        int storage = 0;
        std::vector<std::size_t> chunk(3);
        EXPECT_EQ(nc_inq_var_chunking(file.id, file.variable("v"), &storage, chunk.data()), NC_NOERR);
        std::vector<float> read(floats.size());
        EXPECT_EQ(nc_get_var_float(file.id, file.variable("v"), read.data()), NC_NOERR);
        EXPECT_EQ(std::memcmp(read.data(), floats.data(), sizeof(float) * floats.size()), 0);
        return chunk;
    };
    using Chunk = std::vector<std::size_t>;
    EXPECT_EQ(written(3, 700, 5), (Chunk{3, 700, 5})) << "2^14 numbers are not reached by 5 signals of 3 people";
    EXPECT_EQ(written(3, 700, 50), (Chunk{3, 700, 7}));
    EXPECT_EQ(written(301, 730, 3), (Chunk{151, 730, 1})) << "two chunks of people, as alike as can be";
}
TEST(Dataset, names_are_of_letters_digits_and_underscores_and_begin_with_a_letter) {
    const auto faults = [](const char* name) {
        Dataset d;
        d.variables = {{.name = name, .values = {1}}};
        return d.faults_of_names().size();
    };
    for (const char* good : {"a", "A_1", "z9_"})
        EXPECT_EQ(faults(good), 0u) << good;
    for (const char* bad : {"", "1a", "_a", "a-b", "a b", "ä", "a/b", "a.b"})
        EXPECT_EQ(faults(bad), 1u) << bad;
    Dataset d;
    d.coordinates = {{.name = "a", .dims = {"a"}, .values = {1}}};
    d.variables = {{.name = "a", .values = {1}}, {.name = "b c", .values = {1}}, {.name = "b c", .values = {1}}};
    EXPECT_EQ(d.faults_of_names().size(), 4u) << "two stand twice, two are no names";
    EXPECT_EQ(d.find("a")->dims.size(), 1u) << "coordinates are looked at first";
    EXPECT_EQ(d.find("absent"), nullptr);
    EXPECT_THROW(static_cast<void>(d.size("b c")), Defect);
}
TEST(Dataset, says_which_variable_does_not_fit) {
    auto fault = [](auto change) {
        auto d = small();
        change(d);
        try {
            d.check();
        } catch (const Defect& e) {
            return std::string(e.what());
        }
        return std::string();
    };
    EXPECT_EQ(fault([](Dataset&) {}), "");
    EXPECT_NE(fault([](Dataset& d) { d.variables[1].values.pop_back(); }).find("fc has 8 values for 9 places"),
              std::string::npos);
    EXPECT_NE(fault([](Dataset& d) { d.variables[1].dims[1] = "region"; }).find("fc has the dimension region once"),
              std::string::npos);
    EXPECT_NE(fault([](Dataset& d) { d.variables[1].dims[1] = "visit"; }).find("dimension visit has a coordinate"),
              std::string::npos);
    EXPECT_NE(fault([](Dataset& d) { d.variables[1].name = "bold"; }).find("\"bold\" stands twice"), std::string::npos);
    EXPECT_NE(fault([](Dataset& d) { d.variables[1].name = "f c"; }).find("\"f c\" is no name of letters"),
              std::string::npos);
    EXPECT_NE(fault([](Dataset& d) { d.coordinates[0].units = "seconds"; }).find("a symbol such as \"s\""),
              std::string::npos);
}

TEST(Xarray, opens_labels_and_units_at_once) {
    if (std::system("/usr/bin/python3 -c 'import xarray, netCDF4' 2>/dev/null") != 0)
        GTEST_SKIP() << "/usr/bin/python3 has no xarray with netCDF4";
    const Folder folder;
    write_netcdf(folder.path / "run.nc", small());
    const auto script = fs::path(REWIRE_SOURCE_DIR) / "tests/report/check_xarray.py";
    EXPECT_EQ(
        std::system(("/usr/bin/python3 '" + script.string() + "' '" + (folder.path / "run.nc").string() + "'").c_str()),
        0);
}

} // namespace
} // namespace rewire
