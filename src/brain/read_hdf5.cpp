#include "brain/read_hdf5.hpp"

#include "base/error.hpp"
#include "brain/cf_values.hpp"
#include "brain/quiet_hdf5.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <hdf5.h>
#include <optional>

namespace rewire::brain {
namespace {

// Closes what HDF5 opened.
class Handle {
public:
    Handle(hid_t id, herr_t (*close)(hid_t)) : id_(id), close_(close) {}
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
        if (id_ >= 0)
            close_(id_);
    }
    explicit operator bool() const { return id_ >= 0; }
    operator hid_t() const { return id_; }

private:
    hid_t id_;
    herr_t (*close_)(hid_t);
};

// Every link on the way must be a hard one: soft and external links lead elsewhere.
bool is_inside(hid_t file, const std::string& path) {
    for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
        const auto part = path.substr(0, end);
        H5L_info_t info;
        if (H5Lget_info(file, part.c_str(), &info, H5P_DEFAULT) < 0 || info.type != H5L_TYPE_HARD)
            return false;
        if (end == std::string::npos)
            return true;
    }
}

// Are the values in this file, in pieces that fit in memory?
bool is_stored_here(hid_t dataset, std::size_t element_size) {
    const Handle plan(H5Dget_create_plist(dataset), H5Pclose);
    if (!plan)
        return false;
    const auto layout = H5Pget_layout(plan);
    if (layout == H5D_COMPACT)
        return true;
    if (layout == H5D_CONTIGUOUS)
        return H5Pget_external_count(plan) == 0;
    if (layout != H5D_CHUNKED)
        return false;
    hsize_t chunk[H5S_MAX_RANK] = {};
    const int rank = H5Pget_chunk(plan, H5S_MAX_RANK, chunk);
    double bytes = static_cast<double>(element_size);
    for (int d = 0; d < rank; ++d)
        bytes *= static_cast<double>(chunk[d]);
    return rank > 0 && bytes <= static_cast<double>(most_file_bytes);
}

std::vector<std::string> read_strings(hid_t dataset, hid_t type, std::size_t count) {
    std::vector<std::string> out;
    if (H5Tis_variable_str(type) > 0) {
        std::vector<char*> pointers(count);
        const Handle space(H5Dget_space(dataset), H5Sclose);
        if (H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()) < 0)
            return out;
        for (const char* p : pointers)
            out.emplace_back(trimmed(p ? p : ""));
        H5Dvlen_reclaim(type, space, H5P_DEFAULT, pointers.data());
        return out;
    }
    const std::size_t size = H5Tget_size(type);
    std::string bytes(count * size, '\0');
    if (H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()) < 0)
        return out;
    for (std::size_t k = 0; k < count; ++k) {
        const auto text = std::string_view(bytes).substr(k * size, size);
        out.emplace_back(trimmed(text.substr(0, text.find('\0'))));
    }
    return out;
}

// A matrix of single characters (netCDF's way) is a list of rows.
void join_rows(NamedArray& a) {
    std::vector<std::string> rows(a.shape[0]);
    for (std::size_t k = 0; k < a.text.size(); ++k)
        rows[k / a.shape[1]] += a.text[k].empty() ? " " : a.text[k];
    for (auto& r : rows)
        r = std::string(trimmed(r));
    a.text = std::move(rows);
    a.shape.pop_back();
}

// The numbers of an attribute; none when there is no such attribute, or when it is text.
std::vector<double> read_attribute(hid_t dataset, const char* name) {
    if (H5Aexists(dataset, name) <= 0)
        return {};
    const Handle attribute(H5Aopen(dataset, name, H5P_DEFAULT), H5Aclose);
    if (!attribute)
        return {};
    const Handle space(H5Aget_space(attribute), H5Sclose), type(H5Aget_type(attribute), H5Tclose);
    const auto count = space ? H5Sget_simple_extent_npoints(space) : 0;
    const auto kind = type ? H5Tget_class(type) : H5T_NO_CLASS;
    if (count < 1 || count > 16 || (kind != H5T_INTEGER && kind != H5T_FLOAT))
        return {};
    std::vector<double> values(static_cast<std::size_t>(count));
    return H5Aread(attribute, H5T_NATIVE_DOUBLE, values.data()) >= 0 ? values : std::vector<double>{};
}

CfAttributes read_cf(hid_t dataset) {
    const auto one = [&](const char* name) {
        const auto values = read_attribute(dataset, name);
        return values.size() == 1 ? std::optional(values[0]) : std::nullopt;
    };
    return {read_attribute(dataset, "_FillValue"), read_attribute(dataset, "missing_value"), one("scale_factor"),
            one("add_offset")};
}

std::optional<NamedArray> read_dataset(hid_t file, const std::string& name) {
    if (!is_inside(file, name))
        return std::nullopt;
    H5O_info_t about;
    if (H5Oget_info_by_name(file, name.c_str(), &about, H5P_DEFAULT) < 0 || about.type != H5O_TYPE_DATASET)
        return std::nullopt;
    const Handle dataset(H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose);
    if (!dataset)
        return std::nullopt;
    const Handle space(H5Dget_space(dataset), H5Sclose), type(H5Dget_type(dataset), H5Tclose);
    if (!space || !type)
        return std::nullopt;
    const int rank = H5Sget_simple_extent_ndims(space);
    if (rank < 1 || rank > 3)
        return std::nullopt;
    hsize_t dims[3] = {1, 1, 1};
    H5Sget_simple_extent_dims(space, dims, nullptr);
    NamedArray out{name, {dims, dims + rank}, {}, {}};
    const std::size_t count = is_wanted(out.shape) ? dims[0] * dims[1] * dims[2] : 0;
    const std::size_t size = H5Tget_size(type);
    if (count == 0 || size == 0 || size > (1u << 16) || count * size > most_file_bytes ||
        !is_stored_here(dataset, size))
        return std::nullopt;

    const auto kind = H5Tget_class(type);
    if (kind == H5T_STRING) {
        if (rank > 2)
            return std::nullopt;
        out.text = read_strings(dataset, type, count);
        if (out.text.empty())
            return std::nullopt;
        if (rank == 2 && size == 1)
            join_rows(out);
        return out;
    }
    if (kind != H5T_INTEGER && kind != H5T_FLOAT && kind != H5T_ENUM)
        return std::nullopt; // truth values are an enum
    out.numbers.resize(count);
    if (H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, out.numbers.data()) < 0)
        return std::nullopt;
    apply_cf(out, read_cf(dataset));
    return out;
}

constexpr std::size_t most_names = 1000;
constexpr int deepest = 8;

herr_t note_name(hid_t, const char* name, const H5L_info_t* info, void* names) {
    auto& list = *static_cast<std::vector<std::string>*>(names);
    if (info->type == H5L_TYPE_HARD)
        list.emplace_back(name);
    return list.size() < most_names ? 0 : 1;
}

// The paths of all objects in a group and, behind it, in those below; '#' begins what MATLAB and others keep to
// themselves.
void list_objects(hid_t file, const std::string& group, int depth, std::vector<std::string>& paths) {
    const Handle here(H5Gopen2(file, group.empty() ? "/" : group.c_str(), H5P_DEFAULT), H5Gclose);
    if (!here)
        return;
    std::vector<std::string> names;
    hsize_t start = 0;
    H5Literate(here, H5_INDEX_NAME, H5_ITER_INC, &start, note_name, &names);
    std::vector<std::string> groups;
    for (const auto& name : names) {
        const auto path = group.empty() ? name : group + "/" + name;
        H5O_info_t about;
        if (paths.size() >= most_names || name.starts_with('#') ||
            H5Oget_info_by_name(file, path.c_str(), &about, H5P_DEFAULT) < 0)
            continue;
        if (about.type == H5O_TYPE_DATASET)
            paths.push_back(path);
        else if (about.type == H5O_TYPE_GROUP && depth < deepest)
            groups.push_back(path);
    }
    for (const auto& below : groups)
        if (paths.size() < most_names)
            list_objects(file, below, depth + 1, paths);
}

} // namespace

std::vector<NamedArray> read_hdf5(const std::filesystem::path& path) {
    const QuietHdf5 quiet;
    const Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose);
    if (!file)
        throw InputError(path.string(),
                         "is not an HDF5 file that can be read; it may be cut short or written by a newer library");
    std::vector<std::string> names;
    list_objects(file, {}, 0, names);
    std::vector<NamedArray> arrays;
    std::size_t total = 0;
    for (const auto& name : names)
        if (auto array = read_dataset(file, name)) {
            total += array->numbers.size() * sizeof(double);
            if (total > most_file_bytes)
                throw InputError(path.string(), "holds too many large matrices; save the connectome alone");
            arrays.push_back(std::move(*array));
        }
    return arrays;
}

} // namespace rewire::brain
