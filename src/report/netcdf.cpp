#include "report/netcdf.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <memory>
#include <netcdf.h>
#include <netcdf_mem.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "brain/quiet_hdf5.hpp"
#include "report/packed_chunks.hpp"

namespace rewire::report {
namespace {

constexpr std::size_t worth_deflating = 1024; // values; below this the chunk's own header is larger than the gain
constexpr int deflate_level = 4;

// netCDF grows what it makes in memory by 64 KiB at a time, and hands it over with the zeros behind its end. Where that
// is stands in HDF5's superblock (File Format Specification, II.A): of version 0 and 1 at byte 40, from 2 on at
// byte 28.
std::size_t without_the_rest(const char* image, std::size_t size) {
    constexpr std::size_t version_at = 8, header = 48;
    if (size < header)
        return size;
    const std::size_t at = static_cast<unsigned char>(image[version_at]) < 2 ? 40 : 28;
    std::uint64_t end = 0;
    for (std::size_t k = 0; k < sizeof end; ++k) // little-endian, as all of its metadata
        end |= static_cast<std::uint64_t>(static_cast<unsigned char>(image[at + k])) << 8 * k;
    return end >= header && end < size ? end : size;
}

// Made in memory and then written as any other file is: HDF5 1.10 crashes at its end when a disk was full under it.
class NetcdfFile {
public:
    explicit NetcdfFile(const std::filesystem::path& path) : path_(path) {
        hold(nc_create_mem(path.c_str(), NC_NETCDF4, 0, &id_));
        open_ = true;
    }
    ~NetcdfFile() {
        if (open_)
            nc_close(id_);
    }
    NetcdfFile(const NetcdfFile&) = delete;
    NetcdfFile& operator=(const NetcdfFile&) = delete;

    std::string image(const Dataset& d) {
        attributes(d);
        for (const auto& c : d.coordinates)
            if (c.dims.size() == 1 && c.dims[0] == c.name)
                hold(nc_def_dim(id_, c.name.c_str(), d.size(c.name), &dims_[c.name]));
        std::vector<int> ids;
        for (const auto& c : d.coordinates)
            ids.push_back(define(c, false, ""));
        for (const auto& v : d.variables)
            ids.push_back(define(v, true, auxiliary(d, v)));
        hold(nc_enddef(id_));
        std::size_t k = 0;
        for (const auto* list : {&d.coordinates, &d.variables})
            for (const auto& v : *list)
                fill(ids[k++], v);
        open_ = false;
        NC_memio made{};
        hold(nc_close_memio(id_, &made));
        const std::unique_ptr<char, decltype(&std::free)> held(static_cast<char*>(made.memory), &std::free);
        const std::string_view whole(held.get(), without_the_rest(held.get(), made.size));
        return packed_.empty() ? std::string(whole) : with_values(whole, packed_, path_.string());
    }

private:
    void hold(int status) const {
        if (status != NC_NOERR)
            throw InputError(path_.string(), fmt::format("cannot be written as netCDF: {}", nc_strerror(status)));
    }

    void put(int variable, const char* name, const Attribute& value) {
        if (const auto* text = std::get_if<std::string>(&value)) {
            if (!text->empty())
                hold(nc_put_att_text(id_, variable, name, text->size(), text->c_str()));
        } else if (const auto* number = std::get_if<double>(&value)) {
            hold(nc_put_att_double(id_, variable, name, NC_DOUBLE, 1, number));
        } else {
            const unsigned long long count = std::get<std::uint64_t>(value);
            hold(nc_put_att_ulonglong(id_, variable, name, NC_UINT64, 1, &count));
        }
    }

    void attributes(const Dataset& d) {
        put(NC_GLOBAL, "Conventions", "CF-1.10");
        put(NC_GLOBAL, "title", d.title);
        put(NC_GLOBAL, "rewire_version", d.version);
        put(NC_GLOBAL, "notice", std::string(research_notice));
        put(NC_GLOBAL, "history", d.history);
        for (const auto& [name, value] : d.attributes)
            put(NC_GLOBAL, name.c_str(), value);
    }

    // The further coordinates that lie on the variable's dimensions; CF and xarray find them through this attribute.
    static std::string auxiliary(const Dataset& d, const Variable& v) {
        std::string names;
        for (const auto& c : d.coordinates) {
            const bool own_dimension = c.dims.size() == 1 && c.dims[0] == c.name;
            const bool fits = std::all_of(c.dims.begin(), c.dims.end(), [&](const std::string& dim) {
                return std::find(v.dims.begin(), v.dims.end(), dim) != v.dims.end();
            });
            if (!own_dimension && fits)
                names += (names.empty() ? "" : " ") + c.name;
        }
        return names;
    }

    int define(const Variable& v, bool data, const std::string& coordinates) {
        std::vector<int> on;
        for (const auto& dim : v.dims)
            on.push_back(dims_.at(dim));
        const bool single = v.single || !v.floats.empty();
        const int type = !v.text.empty() ? NC_STRING : v.whole ? NC_INT : single ? NC_FLOAT : NC_DOUBLE;
        int variable = 0;
        hold(nc_def_var(id_, v.name.c_str(), type, static_cast<int>(on.size()), on.data(), &variable));
        const bool empty = v.values.empty() && v.text.empty() && v.floats.empty();
        const std::size_t count = std::max(v.values.size(), v.floats.size());
        if (type != NC_STRING && count >= worth_deflating) {
            hold(nc_def_var_deflate(id_, variable, 1, 1, deflate_level));
            std::vector<std::size_t> chunk(on.size()); // whole but for the first dimension: a chunk is packed in memory
            for (std::size_t k = 0; k < on.size(); ++k)
                hold(nc_inq_dimlen(id_, on[k], &chunk[k]));
            if (!v.floats.empty() && chunk.size() > 1) { // what is long is filled in at the end
                packed_.push_back({v.name, chunk, chunk_of(chunk), v.floats});
                chunk = packed_.back().chunk;
            } else {
                chunk[0] = std::clamp<std::size_t>(chunk[0] * most_in_chunk / count, 1, chunk[0]);
            }
            hold(nc_def_var_chunking(id_, variable, NC_CHUNKED, chunk.data()));
        }
        if (data && type != NC_STRING && type != NC_INT && !empty) {
            const double missing = std::numeric_limits<double>::quiet_NaN();
            const float missing_single = std::numeric_limits<float>::quiet_NaN();
            hold(
                nc_def_var_fill(id_, variable, NC_FILL, single ? static_cast<const void*>(&missing_single) : &missing));
        }
        put(variable, "units", v.units);
        put(variable, "long_name", v.long_name);
        put(variable, "source", v.source);
        put(variable, "coordinates", coordinates);
        return variable;
    }

    void fill(int variable, const Variable& v) {
        if (!v.values.empty())
            hold(nc_put_var_double(id_, variable, v.values.data()));
        if (!v.floats.empty() && std::ranges::find(packed_, v.name, &PackedVariable::name) == packed_.end())
            hold(nc_put_var_float(id_, variable, v.floats.data()));
        if (v.text.empty())
            return;
        std::vector<const char*> text;
        for (const auto& t : v.text)
            text.push_back(t.c_str());
        hold(nc_put_var_string(id_, variable, text.data()));
    }

    std::filesystem::path path_;
    int id_ = 0;
    bool open_ = false;
    std::map<std::string, int> dims_;
    std::vector<PackedVariable> packed_;
};

} // namespace

void write_netcdf(const std::filesystem::path& path, const Dataset& d) {
    d.check();
    const brain::QuietHdf5 quiet;
    write_file(path, NetcdfFile(path).image(d));
}

} // namespace rewire::report
