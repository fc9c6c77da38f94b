// Small brain files made for a test: text, zips, NumPy, MATLAB and HDF5.
#pragma once
#include "base/error.hpp"
#include "base/file.hpp"
#include <archive.h>
#include <archive_entry.h>
#include <cstring>
#include <filesystem>
#include <functional>
#include <gtest/gtest.h>
#include <hdf5.h>
#include <matio.h>
#include <string>
#include <vector>

namespace made {

namespace fs = std::filesystem;

// A folder of the running test, gone when the program ends.
inline fs::path folder() {
    static const struct Root {
        fs::path path = fs::temp_directory_path() / ("rewire_brain_" + std::to_string(::getpid()));
        ~Root() {
            std::error_code ec;
            fs::remove_all(path, ec);
        }
    } root;
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    auto path = root.path / (std::string(info->test_suite_name()) + "_" + info->name());
    fs::create_directories(path);
    return path;
}

inline fs::path text(const std::string& name, std::string_view bytes) {
    rewire::write_file(folder() / name, bytes);
    return folder() / name;
}

// What an InputError says, with the test's folder cut away; "" when nothing was thrown.
inline std::string complaint(const std::function<void()>& act) {
    try {
        act();
    } catch (const rewire::InputError& e) {
        std::string what = e.what();
        const auto cut = folder().string() + "/";
        for (auto at = what.find(cut); at != std::string::npos; at = what.find(cut))
            what.erase(at, cut.size());
        return what;
    }
    return "";
}

using Members = std::vector<std::pair<std::string, std::string>>;

inline std::string zip(const Members& members) {
    std::string buffer(8u << 20, '\0');
    std::size_t used = 0, size = buffer.size();
    archive* a = archive_write_new();
    archive_write_set_format_zip(a);
    archive_write_open_memory(a, buffer.data(), size, &used);
    for (const auto& [name, bytes] : members) {
        archive_entry* e = archive_entry_new();
        archive_entry_set_pathname(e, name.c_str());
        archive_entry_set_size(e, static_cast<la_int64_t>(bytes.size()));
        archive_entry_set_filetype(e, AE_IFREG);
        archive_entry_set_perm(e, 0644);
        archive_write_header(a, e);
        archive_write_data(a, bytes.data(), bytes.size());
        archive_entry_free(e);
    }
    archive_write_close(a);
    archive_write_free(a);
    buffer.resize(used);
    return buffer;
}

// `filter`: "gzip", "bzip2", "xz" or "zstd".
inline std::string packed(const std::string& bytes, const char* filter) {
    std::string buffer(bytes.size() + 65536, '\0');
    std::size_t used = 0;
    archive* a = archive_write_new();
    archive_write_set_format_raw(a);
    EXPECT_EQ(archive_write_add_filter_by_name(a, filter), ARCHIVE_OK) << filter;
    archive_write_set_bytes_in_last_block(a, 1);
    archive_write_open_memory(a, buffer.data(), buffer.size(), &used);
    archive_entry* e = archive_entry_new();
    archive_entry_set_filetype(e, AE_IFREG);
    archive_write_header(a, e);
    archive_write_data(a, bytes.data(), bytes.size());
    archive_entry_free(e);
    archive_write_close(a);
    archive_write_free(a);
    buffer.resize(used);
    return buffer;
}
inline std::string bz2(const std::string& bytes) { return packed(bytes, "bzip2"); }

template <class T>
std::string npy(const std::string& type, const std::string& shape, const std::vector<T>& values, bool fortran = false) {
    std::string header =
        "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': " + shape + ", }";
    while ((10 + header.size() + 1) % 64 != 0)
        header += ' ';
    header += '\n';
    std::string out = "\x93NUMPY";
    out += '\x01';
    out += '\0';
    const auto n = static_cast<std::uint16_t>(header.size());
    out.append(reinterpret_cast<const char*>(&n), 2);
    out += header;
    out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
    return out;
}

struct Number {
    std::string name;
    std::size_t rows, columns;
    std::vector<double> row_major;
};

inline fs::path mat(const std::string& name, const std::vector<Number>& numbers, const std::vector<std::string>& labels,
                    mat_ft version) {
    const auto path = folder() / name;
    mat_t* file = Mat_CreateVer(path.c_str(), nullptr, version);
    for (const auto& v : numbers) {
        std::vector<double> columns;
        for (std::size_t c = 0; c < v.columns; ++c)
            for (std::size_t r = 0; r < v.rows; ++r)
                columns.push_back(v.row_major[r * v.columns + c]);
        std::size_t dims[2] = {v.rows, v.columns};
        matvar_t* m = Mat_VarCreate(v.name.c_str(), MAT_C_DOUBLE, MAT_T_DOUBLE, 2, dims, columns.data(), 0);
        Mat_VarWrite(file, m, MAT_COMPRESSION_ZLIB);
        Mat_VarFree(m);
    }
    if (!labels.empty()) {
        std::size_t dims[2] = {labels.size(), 1};
        matvar_t* cell = Mat_VarCreate("labels", MAT_C_CELL, MAT_T_CELL, 2, dims, nullptr, 0);
        for (std::size_t k = 0; k < labels.size(); ++k) {
            std::size_t one[2] = {1, labels[k].size()};
            Mat_VarSetCell(
                cell, static_cast<int>(k),
                Mat_VarCreate(nullptr, MAT_C_CHAR, MAT_T_UINT8, 2, one, const_cast<char*>(labels[k].data()), 0));
        }
        Mat_VarWrite(file, cell, MAT_COMPRESSION_NONE);
        Mat_VarFree(cell);
    }
    Mat_Close(file);
    return path;
}

// The parts of a MATLAB 5 file.
inline std::string mat5_header() {
    std::string bytes = "MATLAB 5.0 MAT-file";
    bytes.resize(124, ' ');
    return bytes + std::string("\0\1IM", 4);
}
inline std::string element(std::uint32_t type, std::string data) {
    const std::uint32_t tag[] = {type, static_cast<std::uint32_t>(data.size())};
    data.resize((data.size() + 7) / 8 * 8, '\0');
    return std::string(reinterpret_cast<const char*>(tag), 8) + data;
}
template <class T>
std::string raw(const std::vector<T>& w) {
    return std::string(reinterpret_cast<const char*>(w.data()), w.size() * sizeof(T));
}
using Words = std::vector<std::uint32_t>;
inline std::string matrix(std::uint32_t kind, Words dims, const std::string& name, const std::string& data) {
    return element(14, element(6, raw(Words{kind, 0})) + element(5, raw(dims)) + element(1, name) + data);
}

struct Hdf5 {
    fs::path path;
    hid_t file;
    explicit Hdf5(const std::string& name)
        : path(folder() / name), file(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT)) {}
    Hdf5(const Hdf5&) = delete;
    ~Hdf5() { close(); }
    void close() {
        if (file >= 0)
            H5Fclose(file);
        file = -1;
    }
    void put(const std::string& name, std::vector<hsize_t> dims, hid_t type, const void* data) {
        const hid_t space = H5Screate_simple(static_cast<int>(dims.size()), dims.data(), nullptr);
        const hid_t set = H5Dcreate2(file, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data);
        H5Dclose(set);
        H5Sclose(space);
    }
    void numbers(const std::string& name, std::vector<hsize_t> dims, const std::vector<double>& values) {
        put(name, std::move(dims), H5T_NATIVE_DOUBLE, values.data());
    }
    void strings(const std::string& name, const std::vector<const char*>& values) {
        const hid_t type = H5Tcopy(H5T_C_S1);
        H5Tset_size(type, H5T_VARIABLE);
        H5Tset_cset(type, H5T_CSET_UTF8);
        put(name, {values.size()}, type, values.data());
        H5Tclose(type);
    }
    void fixed_strings(const std::string& name, const std::vector<std::string>& values, std::size_t width) {
        std::string bytes;
        for (auto v : values) {
            v.resize(width, '\0');
            bytes += v;
        }
        const hid_t type = H5Tcopy(H5T_C_S1);
        H5Tset_size(type, width);
        put(name, {values.size()}, type, bytes.data());
        H5Tclose(type);
    }
    // h5py writes truth values as an enum of bytes.
    void flags(const std::string& name, const std::vector<signed char>& values) {
        const hid_t type = H5Tenum_create(H5T_NATIVE_INT8);
        signed char v = 0;
        H5Tenum_insert(type, "FALSE", &v);
        v = 1;
        H5Tenum_insert(type, "TRUE", &v);
        put(name, {values.size()}, type, values.data());
        H5Tclose(type);
    }
};

} // namespace made
