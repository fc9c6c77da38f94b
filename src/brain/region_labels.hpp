// The names of a matrix's regions: given, held against each other, numbered where they repeat; and regions left out.
#pragma once
#include "brain/matrix_file.hpp"

namespace rewire::brain {

// A list of labels: one a line, or one line of them.
std::vector<std::string> read_labels(const std::filesystem::path& path);

// Takes the labels of the source's labels file (when given) to a matrix without, or holds the two against each other;
// labels of the file that cannot tell its regions apart give way to those. Afterwards there are as many labels as
// regions, none empty and none twice. InputError, with the mend, when that cannot be had.
void settle_labels(MatrixFile& file, const MatrixSource& source);

// Without the regions that `names` lists: labels as in the file, other names of the same region, or "unconnected" for
// those without any connection. A text with commas is a list unless it is a label. A note names them. InputError when
// there is no such region or fewer than two remain.
void drop_regions(MatrixFile& file, const std::vector<std::string>& names);

} // namespace rewire::brain
