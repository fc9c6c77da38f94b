// Writes a labelled dataset as a netCDF-4 file that xarray, R and MATLAB open with labels and units in place.
//
//   python:  xarray.open_dataset("run.nc")["bold"].sel(region="ctx-lh-precuneus")
//
// CF-1.10 attributes; text is NC_STRING; missing numbers are NaN (also _FillValue); larger arrays are shuffled and
// deflated. The same dataset gives the same bytes: no clock time, no machine name. One thread at a time (HDF5's rule).
#pragma once
#include <filesystem>

#include "report/dataset.hpp"

namespace rewire::report {

// Written whole or not at all. InputError when the path cannot be written; Defect when the dataset does not fit
// together.
void write_netcdf(const std::filesystem::path& path, const Dataset& d);

} // namespace rewire::report
