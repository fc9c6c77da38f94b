// Functional data of the user: a matrix of correlations, or the series they are made of.
#pragma once
#include "brain/matrix_file.hpp"

namespace rewire::brain {

// Functional connectivity, symmetric by nature: a triangle is mirrored and rounding averaged (notes say so); two
// directions that differ are averaged only where `symmetrise` asks for it. InputError with places for numbers that are
// none, for matrices that are empty or the same everywhere, and for directions that differ. The diagonal is not read.
MatrixFile read_correlations(const MatrixSource& source, bool symmetrise);

struct Series {
    std::string path;
    std::vector<std::string> labels; // as written, one a column
    Matrix values;                   // time x region
    std::vector<std::string> notes;
};
// Text with a column for each region, named in the first line or by the source's labels file; or an array of MATLAB,
// HDF5, netCDF or NumPy, whose regions are the side that has as many as there are labels (in the file, or given).
// InputError with the place and region of every number that is none, and where either side may be the regions.
Series read_series(const MatrixSource& source);

} // namespace rewire::brain
