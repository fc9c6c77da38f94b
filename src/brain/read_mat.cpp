#include "brain/read_mat.hpp"

#include "base/error.hpp"
#include "base/text_encoding.hpp"
#include "brain/check_mat.hpp"
#include "brain/read_mat4.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <iterator>
#include <matio.h>
#include <memory>
#include <string>

namespace rewire::brain {
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
    const std::size_t rows = v.dims[0], columns = v.dims[1], depth = v.rank == 3 ? v.dims[2] : 1;
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c)
            for (std::size_t k = 0; k < depth; ++k)
                out.push_back(static_cast<double>(data[r + rows * (c + columns * k)]));
}

template <class T>
bool copy_sparse(const matvar_t& v, const mat_sparse_t& s, std::vector<double>& out) {
    const auto rows = v.dims[0], columns = v.dims[1];
    const auto* data = static_cast<const T*>(s.data);
    out.assign(rows * columns, 0.0);
    for (std::size_t c = 0; c < columns; ++c)
        for (std::size_t k = s.jc[c]; k < s.jc[c + 1]; ++k) {
            if (k >= s.nir || k >= s.ndata || s.ir[k] >= rows)
                return false;
            out[s.ir[k] * columns + c] = static_cast<double>(data[k]);
        }
    return true;
}

bool read_sparse(const matvar_t& v, std::vector<double>& out) {
    const auto* s = static_cast<const mat_sparse_t*>(v.data);
    if (v.isComplex || !s || v.rank != 2 || s->njc < v.dims[1] + 1 || !s->jc ||
        (s->jc[v.dims[1]] > 0 && (!s->ir || !s->data)) || !std::is_sorted(s->jc, s->jc + v.dims[1] + 1))
        return false;
    switch (v.data_type) {
        case MAT_T_DOUBLE:
            return copy_sparse<double>(v, *s, out);
        case MAT_T_SINGLE:
            return copy_sparse<float>(v, *s, out);
        case MAT_T_INT32:
            return copy_sparse<std::int32_t>(v, *s, out);
        case MAT_T_UINT32:
            return copy_sparse<std::uint32_t>(v, *s, out);
        case MAT_T_INT16:
            return copy_sparse<std::int16_t>(v, *s, out);
        case MAT_T_UINT16:
            return copy_sparse<std::uint16_t>(v, *s, out);
        case MAT_T_INT8:
            return copy_sparse<std::int8_t>(v, *s, out);
        case MAT_T_UINT8:
            return copy_sparse<std::uint8_t>(v, *s, out);
        default:
            return false;
    }
}

bool read_numbers_of(const matvar_t& v, std::vector<double>& out) {
    if (v.class_type == MAT_C_SPARSE)
        return read_sparse(v, out);
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

constexpr int deepest_struct = 6;
constexpr std::size_t most_parts = 4096, most_arrays = 1000;

bool has_numbers(const matvar_t& v) {
    return (v.class_type >= MAT_C_DOUBLE && v.class_type <= MAT_C_UINT64) || v.class_type == MAT_C_SPARSE;
}

bool is_small(const matvar_t& v) {
    return (v.rank == 2 || v.rank == 3) && v.dims && is_wanted({v.dims, v.dims + v.rank});
}

// What a variable or a part of one holds, as arrays with its name before their own.
class Flattener {
public:
    Flattener(const std::string& file, std::vector<NamedArray>& out) : file_(file), out_(out) {}

    void add(const matvar_t& v, const std::string& name, int depth = 0) {
        if (depth > deepest_struct || out_.size() >= most_arrays)
            return;
        if (v.class_type == MAT_C_CHAR) {
            if (auto rows = read_rows(v); !rows.empty())
                out_.push_back({name, {rows.size()}, {}, std::move(rows)});
        } else if (has_numbers(v)) {
            add_numbers(v, name);
        } else if (v.class_type == MAT_C_CELL) {
            add_cells(v, name, depth);
        } else if (v.class_type == MAT_C_STRUCT) {
            add_fields(v, name, depth);
        } else if (v.class_type == MAT_C_OBJECT) {
            add_unread(name);
        }
    }

    void add_unread(const std::string& name) {
        out_.push_back(
            {name, {}, {}, {}, "a MATLAB string, table or object, not read; save cellstr(...) or table2array(...)"});
    }

private:
    void add_numbers(const matvar_t& v, const std::string& name) {
        if (!is_small(v))
            return;
        NamedArray a{name, {v.dims, v.dims + v.rank}, {}, {}};
        spend(count_of(v));
        if (read_numbers_of(v, a.numbers))
            out_.push_back(std::move(a));
    }

    void spend(std::size_t numbers) {
        total_ += numbers * sizeof(double);
        if (total_ > most_file_bytes)
            throw InputError(file_, "holds too many large matrices; save the connectome alone");
    }

    // A list of labels, a stack of matrices, or columns of either.
    void add_cells(const matvar_t& v, const std::string& name, int depth) {
        const auto count = count_of(v);
        if (!is_whole(v) || count == 0 || count > most_parts || v.rank != 2)
            return;
        const auto* cells = static_cast<matvar_t* const*>(v.data);
        std::vector<const matvar_t*> all(cells, cells + count);
        if (join(all, name, depth) || v.dims[0] == 1 || v.dims[1] == 1)
            return;
        for (std::size_t c = 0; c < v.dims[1]; ++c) {
            const auto first = all.begin() + static_cast<std::ptrdiff_t>(c * v.dims[0]);
            join({first, first + static_cast<std::ptrdiff_t>(v.dims[0])}, name + "(:," + std::to_string(c + 1) + ")",
                 depth);
        }
    }

    void add_fields(const matvar_t& v, const std::string& name, int depth) {
        const auto count = count_of(v);
        auto* open = const_cast<matvar_t*>(&v); // the C interface does not say that it only looks
        const unsigned fields = Mat_VarGetNumberOfFields(open);
        const char* const* names = Mat_VarGetStructFieldnames(open);
        if (!v.data || !names || count == 0 || count > most_parts || fields > most_parts)
            return;
        for (unsigned f = 0; f < fields; ++f) {
            std::vector<const matvar_t*> all;
            for (std::size_t k = 0; k < count; ++k)
                all.push_back(Mat_VarGetStructFieldByIndex(open, f, k));
            const std::string own = name + "." + (names[f] ? names[f] : "");
            if (count == 1 && all[0])
                add(*all[0], own, depth + 1);
            else
                join(all, own, depth);
        }
    }

    // Parts that are all one row of text, or all numbers of one shape: one array. False when they are neither.
    bool join(const std::vector<const matvar_t*>& parts, const std::string& name, int depth) {
        std::vector<NamedArray> arrays;
        for (const auto* part : parts) {
            std::vector<NamedArray> one;
            if (part)
                Flattener(file_, one).add(*part, name, depth + 1);
            if (one.size() != 1)
                return false;
            spend(one[0].numbers.size());
            arrays.push_back(std::move(one[0]));
        }
        NamedArray out{name, {}, {}, {}};
        const bool text = arrays[0].text.size() == 1;
        for (auto& a : arrays) {
            if (a.shape != arrays[0].shape || (text ? a.text.size() != 1 : a.numbers.empty()))
                return false;
            std::move(a.text.begin(), a.text.end(), std::back_inserter(out.text));
            out.numbers.insert(out.numbers.end(), a.numbers.begin(), a.numbers.end());
        }
        out.shape = {arrays.size()};
        if (!text && out.numbers.size() > arrays.size())
            out.shape.insert(out.shape.end(), arrays[0].shape.begin(), arrays[0].shape.end());
        if (out.shape.size() <= 3)
            out_.push_back(std::move(out));
        return true;
    }

    const std::string& file_;
    std::vector<NamedArray>& out_;
    std::size_t total_ = 0;
};

bool is_read(const matvar_t& v) {
    if (!v.name || !v.dims)
        return false;
    if (has_numbers(v))
        return is_small(v);
    return v.class_type == MAT_C_CHAR || v.class_type == MAT_C_CELL || v.class_type == MAT_C_STRUCT;
}

} // namespace

std::vector<NamedArray> read_mat(const std::filesystem::path& path, std::string_view bytes) {
    const std::string name = path.string();
    if (is_mat4(bytes))
        return read_mat4(bytes, name);
    const auto own = check_mat(bytes, name);
    const std::unique_ptr<mat_t, int (*)(mat_t*)> file(Mat_Open(path.c_str(), MAT_ACC_RDONLY), Mat_Close);
    if (!file || Mat_GetVersion(file.get()) == MAT_FT_MAT4)
        throw InputError(name, "is not a MATLAB file of version 4 to 7.3; save it with \"-v7\"");
    std::vector<Variable> variables; // all headers first: reading data moves the place in the file
    while (matvar_t* next = Mat_VarReadNextInfo(file.get())) {
        variables.emplace_back(next, Mat_VarFree);
        if (variables.size() > most_arrays)
            throw InputError(name, "holds more than 1000 variables; save the connectome alone");
    }
    std::vector<NamedArray> arrays;
    Flattener flattener(name, arrays);
    for (auto& v : variables) {
        if (v->name && std::string_view(v->name).starts_with("hgS_"))
            throw InputError(name,
                             "save the numbers, not the figure: in MATLAB, W = get(findobj(openfig(FILE), 'type', "
                             "'image'), 'CData'); save('w.mat', 'W'); it is a MATLAB figure");
        if (is_read(*v) && Mat_VarReadDataAll(file.get(), v.get()) != 0)
            throw InputError(name, std::string("the variable ") + v->name + " is damaged");
        if (v->name)
            flattener.add(*v, v->name);
        v.reset();
    }
    for (const auto& object : own.objects)
        if (const auto* texts = own.texts_of(object))
            arrays.push_back({object.name, {texts->size()}, {}, *texts});
        else
            flattener.add_unread(object.name);
    return arrays;
}

} // namespace rewire::brain
