// The header of a classic netCDF file held against the file's size before a library reads it.
#pragma once
#include <string>
#include <string_view>

namespace rewire::brain {

// InputError when a list, a name, an attribute or a variable claims more than the file has. Layout: NetCDF Classic,
// 64-bit Offset and 64-bit Data format specifications (Unidata).
void check_netcdf(std::string_view bytes, const std::string& file);

} // namespace rewire::brain
