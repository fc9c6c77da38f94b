// The arrays of a MATLAB file.
#pragma once
#include "brain/named_arrays.hpp"
#include <filesystem>
#include <string_view>

namespace rewire::brain {

// MAT-files of version 4 to 7.3: real matrices of numbers or truth values, full or sparse, of two or three dimensions;
// char matrices; cell arrays of text (labels) or of matrices of one shape (a stack); the fields of structures
// ("data.sc"), which in an array of structures make up lists and stacks too. String arrays of version 5 are lists too;
// tables and objects come with a remark alone; everything else is passed over. InputError when it is not such a file,
// and for figures. `bytes` are the file's, for a check before libmatio opens it by its path.
std::vector<NamedArray> read_mat(const std::filesystem::path& path, std::string_view bytes);

} // namespace rewire::brain
