// A list of edges out of delimited text.
#pragma once
#include "brain/matrix_file.hpp"
#include "brain/text_table.hpp"

namespace rewire::brain {

// Is the table a list of edges? Its first two columns name regions, or number them, in a table that is not square.
bool is_edge_list(const DelimitedTable& table);

// Two columns of regions, then a weight (1 when there is none); with a header, further columns by name: `variable` is
// the column of the weights, a column such as "length" the lengths in mm. Regions that are numbered from 0 or 1 stay
// without labels. InputError with line and column for what is no number, a pair that stands twice, and more than
// most_regions regions.
MatrixFile read_edge_list(const DelimitedTable& table, const std::string& file, const std::string& variable);

} // namespace rewire::brain
