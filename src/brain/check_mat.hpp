// A MATLAB file of version 5 to 7 held against its own sizes before a library reads it.
#pragma once
#include "brain/mat_strings.hpp"
#include <string>
#include <string_view>

namespace rewire::brain {

// InputError when a name, a shape or a nested part claims more bytes than the file has: libmatio would set aside what
// is claimed. Files of version 7.3 (HDF5) pass unseen. Returns what stands in classes of MATLAB's own: strings,
// tables, objects. Layout: MathWorks, MAT-File Format, version 5.
MatObjects check_mat(std::string_view bytes, const std::string& file);

} // namespace rewire::brain
