// A MATLAB file of version 5 to 7 held against its own sizes before a library reads it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rewire::brain {

// InputError when a name, a shape or a nested part claims more bytes than the file has: libmatio would set aside what
// is claimed. Files of version 7.3 (HDF5) pass unseen. Returns the names of variables of classes that no library reads:
// strings, tables, objects. Layout: MathWorks, MAT-File Format, version 5.
std::vector<std::string> check_mat(std::string_view bytes, const std::string& file);

} // namespace rewire::brain
