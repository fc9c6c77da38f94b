// The arrays of an HDF5 file, and so of netCDF-4 and of The Virtual Brain's .h5.
#pragma once
#include "brain/named_arrays.hpp"
#include <filesystem>

namespace rewire {

// Datasets of numbers, truth values or strings in the root group, each at most most_regions a side, together with
// `variable`, which may be a path
// ("group/name"). Links to other files, virtual and external datasets are not followed. InputError when it is not an
// HDF5 file.
std::vector<NamedArray> read_hdf5(const std::filesystem::path& path, const std::string& variable);

} // namespace rewire
