// The files that BIDS puts beside a relation matrix (BEP017): its description and its labels.
#pragma once
#include "brain/matrix_file.hpp"
#include <filesystem>

namespace rewire::brain {

// Is the name one of "*_relmat.dense.tsv" or "*_relmat.tsv"?
bool is_relmat(const std::filesystem::path& path);

// Adds to a matrix read from `path` what stands beside it: the measure, its unit and whether it is directed
// (*_relmat.json or *_relmat.dense.json, as a note), and labels, where the matrix has none, from the "label" or "name"
// column of the only *_nodeindices.tsv, or the one that shares most of the file's entities, in the order of
// "matrix_index". Nothing is required. InputError for files beside it that cannot be read or do not fit. Source: BIDS
// extension proposal 17 (draft).
void add_relmat(MatrixFile& file, const std::filesystem::path& path);

} // namespace rewire::brain
