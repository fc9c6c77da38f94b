// The arrays of a MATLAB file.
#pragma once
#include "brain/named_arrays.hpp"
#include <filesystem>
#include <string_view>

namespace rewire {

// MAT-files of version 5 to 7.3: real, full matrices of numbers or truth values, char matrices, and cell arrays of char
// rows, each at most most_regions a side; everything else in the file is passed over. InputError when it is not such a
// file. `bytes` are the file's, for a check before libmatio opens it by its path.
std::vector<NamedArray> read_mat(const std::filesystem::path& path, std::string_view bytes);

} // namespace rewire
