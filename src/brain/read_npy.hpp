// An array out of NumPy's .npy bytes.
#pragma once
#include "brain/named_arrays.hpp"
#include <string_view>

namespace rewire::brain {

// Format versions 1 to 3, numbers of both byte orders, booleans, and text (NumPy's U and S), at most three dimensions,
// either memory order. Arrays of Python objects come with a remark alone. InputError for anything else. Source:
// numpy.lib.format (NEP 1).
NamedArray read_npy(std::string_view bytes, const std::string& file, const std::string& name);

} // namespace rewire::brain
