// The arrays of an HDF5 file, and so of netCDF-4 and of The Virtual Brain's .h5.
#pragma once
#include "brain/named_arrays.hpp"
#include <filesystem>

namespace rewire::brain {

// Datasets of numbers, truth values or strings, in the root and in groups at most eight deep ("group/name"), each small
// enough (is_wanted), the first 1000. Links to other files or places, virtual and external datasets are not followed.
// InputError when it is not an HDF5 file.
std::vector<NamedArray> read_hdf5(const std::filesystem::path& path);

} // namespace rewire::brain
