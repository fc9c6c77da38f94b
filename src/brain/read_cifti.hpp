// CIFTI-2 parcel-by-parcel matrices (.pconn.nii), as Connectome Workbench writes them.
#pragma once
#include "brain/matrix_file.hpp"
#include <string_view>

namespace rewire::brain {

// A NIfTI-2 header of either byte order with a CIFTI extension behind it?
bool is_cifti(std::string_view bytes);

// The matrix of a .pconn.nii and the names of its parcels; a structure of left or right tells the hemisphere where all
// parcels have vertices. InputError with what to run for other kinds of CIFTI (dense, time series), for parcels that
// differ between rows and columns, and where the file ends early. Layout: NIfTI-2 (2011); CIFTI-2 (2014), both NITRC.
MatrixFile read_cifti(std::string_view bytes, const std::string& file);

} // namespace rewire::brain
