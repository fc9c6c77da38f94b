#include "report/netcdf_reader.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <netcdf.h>

#include "base/error.hpp"
#include "brain/quiet_hdf5.hpp"

namespace rewire::report {
namespace {

void hold(int status, const std::filesystem::path& path) {
    if (status != NC_NOERR)
        throw InputError(path.string(), fmt::format("cannot be read as netCDF: {}", nc_strerror(status)));
}

std::string attribute(int file, int variable, const char* name) {
    nc_type type = NC_NAT;
    std::size_t size = 0;
    if (nc_inq_att(file, variable, name, &type, &size) != NC_NOERR || type != NC_CHAR)
        return {};
    std::string out(size, '\0');
    return nc_get_att_text(file, variable, name, out.data()) == NC_NOERR ? out : "";
}

} // namespace

NetcdfReader::NetcdfReader(const std::filesystem::path& path) : path_(path) {
    const brain::QuietHdf5 quiet;
    hold(nc_open(path.c_str(), NC_NOWRITE, &id_), path);
    char name[NC_MAX_NAME + 1] = {};
    int dims = 0, variables = 0;
    nc_inq(id_, &dims, &variables, nullptr, nullptr);
    std::vector<std::string> names;
    for (int d = 0; d < dims; ++d) {
        std::size_t length = 0;
        nc_inq_dim(id_, d, name, &length);
        dims_[names.emplace_back(name)] = length;
    }
    for (int v = 0; v < variables; ++v) {
        nc_type type = NC_NAT;
        int rank = 0, on[NC_MAX_VAR_DIMS] = {};
        nc_inq_var(id_, v, name, &type, &rank, on, nullptr);
        HeldVariable out{name, {}, attribute(id_, v, "units"), attribute(id_, v, "long_name"), type == NC_STRING};
        for (int k = 0; k < rank; ++k)
            out.dims.push_back(names[static_cast<std::size_t>(on[k])]);
        variables_.push_back(std::move(out));
    }
}
NetcdfReader::~NetcdfReader() {
    const brain::QuietHdf5 quiet;
    nc_close(id_);
}

const HeldVariable* NetcdfReader::find(const std::string& name) const {
    const auto at = std::ranges::find(variables_, name, &HeldVariable::name);
    return at == variables_.end() ? nullptr : &*at;
}

std::size_t NetcdfReader::size(const HeldVariable& variable) const {
    std::size_t out = 1;
    for (const auto& d : variable.dims)
        out *= dims_.at(d);
    return out;
}

HeldValues NetcdfReader::read(const HeldVariable& variable) const {
    const brain::QuietHdf5 quiet;
    const auto number = static_cast<int>(&variable - variables_.data());
    HeldValues out;
    if (!variable.text) {
        out.values.resize(size(variable));
        hold(nc_get_var_double(id_, number, out.values.data()), path_);
        return out;
    }
    std::vector<char*> text(size(variable), nullptr);
    hold(nc_get_var_string(id_, number, text.data()), path_);
    for (const char* one : text)
        out.text.emplace_back(one ? one : "");
    nc_free_string(text.size(), text.data());
    return out;
}

} // namespace rewire::report
