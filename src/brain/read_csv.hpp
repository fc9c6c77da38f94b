// A square matrix out of delimited text.
#pragma once
#include "brain/matrix_file.hpp"
#include <string_view>

namespace rewire::brain {

// Text delimited by commas, tabs, semicolons or blanks; '#' starts a comment line. Labels stand in the first line, in
// the first column, in both, in the comment above the numbers (numpy.savetxt), or nowhere; a plain count of rows or
// columns (0, 1, 2 ... as pandas writes it) is no label. Lists of edges are read by read_edge_list (`variable` is the
// column of their weights), DSI Studio's connectogram text by its two first lines. "n/a", "NA" and the like are NaN on
// the diagonal, and errors elsewhere. InputError with line and column for cells that are not numbers, rows of unequal
// length, a header that differs from the first column. "nan" and "inf" are read as such: the importer tells where they
// stand.
MatrixFile read_csv(std::string_view text, const std::string& file, const std::string& variable = {});

// Numbers without labels, of any shape ("weights.txt" in a TVB zip). `first_number` columns at the left are skipped.
Matrix read_numbers(std::string_view text, const std::string& file, std::size_t first_number = 0);

} // namespace rewire::brain
