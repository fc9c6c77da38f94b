#include "brain/read_mat.hpp"

#include "base/error.hpp"
#include "brain/check_mat.hpp"
#include "brain/text_table.hpp"
#include <matio.h>
#include <memory>
#include <optional>

namespace rewire {
namespace {

using Variable = std::unique_ptr<matvar_t, void (*)(matvar_t*)>;

std::size_t element_size(const matvar_t& v) { return v.data_size > 0 ? static_cast<std::size_t>(v.data_size) : 0; }

std::size_t count_of(const matvar_t& v) {
    std::size_t count = 1;
    for (int d = 0; d < v.rank; ++d)
        count *= v.dims[d];
    return count;
}

// Is there as much data as the shape promises? A damaged file may say otherwise.
bool is_whole(const matvar_t& v) { return v.data && element_size(v) > 0 && v.nbytes / element_size(v) >= count_of(v); }

template <class T>
void copy_rows(const matvar_t& v, std::vector<double>& out) { // MATLAB stores column by column
    const auto* data = static_cast<const T*>(v.data);
    for (std::size_t r = 0; r < v.dims[0]; ++r)
        for (std::size_t c = 0; c < v.dims[1]; ++c)
            out.push_back(static_cast<double>(data[r + c * v.dims[0]]));
}

bool read_numbers_of(const matvar_t& v, std::vector<double>& out) {
    if (v.isComplex || !is_whole(v))
        return false;
    switch (v.class_type) {
        case MAT_C_DOUBLE:
            return copy_rows<double>(v, out), true;
        case MAT_C_SINGLE:
            return copy_rows<float>(v, out), true;
        case MAT_C_INT64:
            return copy_rows<std::int64_t>(v, out), true;
        case MAT_C_UINT64:
            return copy_rows<std::uint64_t>(v, out), true;
        case MAT_C_INT32:
            return copy_rows<std::int32_t>(v, out), true;
        case MAT_C_UINT32:
            return copy_rows<std::uint32_t>(v, out), true;
        case MAT_C_INT16:
            return copy_rows<std::int16_t>(v, out), true;
        case MAT_C_UINT16:
            return copy_rows<std::uint16_t>(v, out), true;
        case MAT_C_INT8:
            return copy_rows<std::int8_t>(v, out), true;
        case MAT_C_UINT8:
            return copy_rows<std::uint8_t>(v, out), true;
        default:
            return false;
    }
}

void append_utf8(std::string& out, unsigned code) {
    auto put = [&](unsigned byte) { out += static_cast<char>(byte); };
    if (code < 0x80)
        return put(code);
    if (code < 0x800)
        put(0xC0 | code >> 6);
    else {
        put(0xE0 | code >> 12);
        put(0x80 | (code >> 6 & 0x3F));
    }
    put(0x80 | (code & 0x3F));
}

// The rows of a char matrix.
std::vector<std::string> read_rows(const matvar_t& v) {
    std::vector<std::string> rows;
    if (v.class_type != MAT_C_CHAR || v.rank != 2 || !is_wanted({v.dims[0], v.dims[1]}) || !is_whole(v))
        return rows;
    const bool wide = element_size(v) == 2;
    for (std::size_t r = 0; r < v.dims[0]; ++r) {
        std::string row;
        for (std::size_t c = 0; c < v.dims[1]; ++c) {
            const auto at = r + c * v.dims[0];
            if (wide)
                append_utf8(row, static_cast<const std::uint16_t*>(v.data)[at]);
            else
                row += static_cast<const char*>(v.data)[at];
        }
        rows.emplace_back(trimmed(std::string_view(row.c_str()))); // rows are padded with blanks or zeros
    }
    return rows;
}

std::vector<std::string> read_cells(const matvar_t& v) {
    std::vector<std::string> all;
    if (!is_whole(v))
        return all;
    const auto* cells = static_cast<matvar_t* const*>(v.data);
    for (std::size_t k = 0; k < count_of(v); ++k) {
        auto rows = cells[k] ? read_rows(*cells[k]) : std::vector<std::string>{};
        if (rows.size() != 1)
            return {};
        all.push_back(std::move(rows.front()));
    }
    return all;
}

bool is_read(const matvar_t& v) {
    const bool kind = (v.class_type >= MAT_C_DOUBLE && v.class_type <= MAT_C_UINT64) || v.class_type == MAT_C_CHAR ||
                      v.class_type == MAT_C_CELL;
    return v.name && kind && v.rank == 2 && v.dims && is_wanted({v.dims[0], v.dims[1]}) &&
           (v.class_type != MAT_C_CELL || v.dims[0] == 1 || v.dims[1] == 1); // a list of labels
}

std::optional<NamedArray> convert(const matvar_t& v) {
    NamedArray out{v.name, {v.dims[0], v.dims[1]}, {}, {}};
    if (v.class_type == MAT_C_CHAR || v.class_type == MAT_C_CELL) {
        out.text = v.class_type == MAT_C_CHAR ? read_rows(v) : read_cells(v);
        if (out.text.empty())
            return std::nullopt;
        out.shape = {out.text.size()};
    } else if (!read_numbers_of(v, out.numbers)) {
        return std::nullopt;
    }
    return out;
}

} // namespace

std::vector<NamedArray> read_mat(const std::filesystem::path& path, std::string_view bytes) {
    check_mat(bytes, path.string());
    const std::unique_ptr<mat_t, int (*)(mat_t*)> file(Mat_Open(path.c_str(), MAT_ACC_RDONLY), Mat_Close);
    if (!file || Mat_GetVersion(file.get()) == MAT_FT_MAT4)
        throw InputError(path.string(), "is not a MATLAB file of version 5 to 7.3; save it with \"-v7\"");
    std::vector<Variable> variables; // all headers first: reading data moves the place in the file
    while (matvar_t* next = Mat_VarReadNextInfo(file.get())) {
        variables.emplace_back(next, Mat_VarFree);
        if (variables.size() > 1000)
            throw InputError(path.string(), "holds more than 1000 variables; save the connectome alone");
    }
    std::vector<NamedArray> arrays;
    std::size_t total = 0;
    for (const auto& v : variables) {
        if (!is_read(*v))
            continue;
        if ((total += count_of(*v) * sizeof(double)) > most_file_bytes)
            throw InputError(path.string(), "holds too many large matrices; save the connectome alone");
        if (Mat_VarReadDataAll(file.get(), v.get()) != 0)
            throw InputError(path.string(), std::string("the variable ") + v->name + " is damaged");
        if (auto array = convert(*v))
            arrays.push_back(std::move(*array));
    }
    return arrays;
}

} // namespace rewire
