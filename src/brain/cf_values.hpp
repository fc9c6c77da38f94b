// What the attributes of a netCDF or HDF5 variable say of its numbers, by the CF conventions.
//
//   value = stored * scale_factor + add_offset      unless `stored` is _FillValue, missing_value or never written
//
// Source: CF conventions 1.11, chapters 2.5.1 and 8.1; netCDF's default fill values (netcdf.h).
#pragma once
#include "brain/named_arrays.hpp"
#include <optional>

namespace rewire::brain {

struct CfAttributes {
    std::vector<double> fill, missing; // stored numbers that stand for nothing
    std::optional<double> scale, offset;
};

// Values as they are meant: NaN where there is none (`a.missing` says which numbers stood there), scaled where the file
// says so (a note tells).
void apply_cf(NamedArray& a, const CfAttributes& cf);

} // namespace rewire::brain
