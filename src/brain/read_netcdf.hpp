// The arrays of a classic netCDF file (netCDF-4 files are HDF5 and read as such).
#pragma once
#include "brain/named_arrays.hpp"
#include <string_view>

namespace rewire::brain {

// Variables of numbers, of rows of characters, at most most_regions a side. InputError when it is not such a file.
std::vector<NamedArray> read_netcdf(const std::string& bytes, const std::string& file);

} // namespace rewire::brain
