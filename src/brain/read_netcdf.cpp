#include "brain/read_netcdf.hpp"

#include "base/error.hpp"
#include "brain/check_netcdf.hpp"
#include "brain/cf_values.hpp"
#include "brain/text_table.hpp"
#include <fmt/format.h>
#include <netcdf.h>
#include <netcdf_mem.h>
#include <optional>

namespace rewire::brain {
namespace {

// The numbers of an attribute; none when there is no such attribute, or when it is text.
std::vector<double> read_attribute(int file, int id, const char* name) {
    nc_type type = NC_NAT;
    std::size_t count = 0;
    if (nc_inq_att(file, id, name, &type, &count) != NC_NOERR || type == NC_CHAR || count == 0 || count > 16)
        return {};
    std::vector<double> values(count);
    return nc_get_att_double(file, id, name, values.data()) == NC_NOERR ? values : std::vector<double>{};
}

CfAttributes read_cf(int file, int id) {
    const auto one = [&](const char* name) {
        const auto values = read_attribute(file, id, name);
        return values.size() == 1 ? std::optional(values[0]) : std::nullopt;
    };
    return {read_attribute(file, id, "_FillValue"), read_attribute(file, id, "missing_value"), one("scale_factor"),
            one("add_offset")};
}

std::optional<NamedArray> read_variable(int file, int id, const std::string& name) {
    nc_type type = NC_NAT;
    int rank = 0, dims[NC_MAX_VAR_DIMS];
    if (nc_inq_var(file, id, nullptr, &type, &rank, dims, nullptr) != NC_NOERR || rank < 1 || rank > 2)
        return std::nullopt;
    NamedArray out{name, {}, {}, {}};
    std::size_t count = 1;
    for (int d = 0; d < rank; ++d) {
        std::size_t n = 0;
        if (nc_inq_dimlen(file, dims[d], &n) != NC_NOERR)
            return std::nullopt;
        out.shape.push_back(n);
        count *= n <= most_regions ? n : 0;
    }
    if (count == 0)
        return std::nullopt;
    if (type != NC_CHAR) {
        out.numbers.resize(count);
        if (nc_get_var_double(file, id, out.numbers.data()) != NC_NOERR)
            return std::nullopt;
        apply_cf(out, read_cf(file, id));
        return out;
    }
    std::string bytes(count, '\0');
    if (rank != 2 || nc_get_var_text(file, id, bytes.data()) != NC_NOERR)
        return std::nullopt;
    for (std::size_t r = 0; r < out.shape[0]; ++r) {
        const auto row = std::string_view(bytes).substr(r * out.shape[1], out.shape[1]);
        out.text.emplace_back(trimmed(row.substr(0, row.find('\0'))));
    }
    out.shape.pop_back();
    return out;
}

} // namespace

std::vector<NamedArray> read_netcdf(const std::string& bytes, const std::string& file) {
    check_netcdf(bytes, file);
    int id = -1;
    auto memory = const_cast<char*>(bytes.data()); // opened for reading only; the C interface does not say so
    if (const int status = nc_open_mem("netcdf", NC_NOWRITE, bytes.size(), memory, &id); status != NC_NOERR)
        throw InputError(file, fmt::format("is not a netCDF file that can be read: {}", nc_strerror(status)));
    std::vector<NamedArray> arrays;
    int count = 0;
    nc_inq_nvars(id, &count);
    std::size_t total = 0;
    for (int v = 0; v < count && v < 1000 && total <= most_file_bytes; ++v) {
        char name[NC_MAX_NAME + 1] = {};
        if (nc_inq_varname(id, v, name) != NC_NOERR)
            continue;
        if (auto array = read_variable(id, v, name)) {
            total += array->numbers.size() * sizeof(double);
            arrays.push_back(std::move(*array));
        }
    }
    nc_close(id);
    return arrays;
}

} // namespace rewire::brain
