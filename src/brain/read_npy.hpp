// An array out of NumPy's .npy bytes.
#pragma once
#include "brain/named_arrays.hpp"
#include <string_view>

namespace rewire {

// Format versions 1 to 3, little-endian numbers and booleans, one or two dimensions, either memory order. InputError
// for anything else. Source: numpy.lib.format (NEP 1).
NamedArray read_npy(std::string_view bytes, const std::string& file, const std::string& name);

} // namespace rewire
