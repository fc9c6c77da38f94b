// MATLAB files of version 4, which DSI Studio writes.
#pragma once
#include "brain/named_arrays.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace rewire::brain {

// Do the bytes begin with a header of version 4, of either byte order?
bool is_mat4(std::string_view bytes);

// Real full, sparse and text matrices. InputError when the file ends within one. Layout: MathWorks, MAT-File Format,
// "Version 4 MAT-File Format".
std::vector<NamedArray> read_mat4(std::string_view bytes, const std::string& file);

} // namespace rewire::brain
