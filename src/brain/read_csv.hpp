// A square matrix out of delimited text.
#pragma once
#include "brain/matrix_file.hpp"
#include <string_view>

namespace rewire {

// Text delimited by commas, tabs, semicolons or blanks; '#' starts a comment line. Labels stand in the first line, or
// in the first line with the first column, or nowhere. InputError with line and column for cells that are not numbers,
// rows of unequal length, a header that differs from the first column. "nan" and "inf" are read as such: the importer
// tells where they stand.
MatrixFile read_csv(std::string_view text, const std::string& file);

// Numbers without labels, of any shape ("weights.txt" in a TVB zip). `first_number` columns at the left are skipped.
Matrix read_numbers(std::string_view text, const std::string& file, std::size_t first_number = 0);

} // namespace rewire
