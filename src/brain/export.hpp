// A connectome written for others: a zip for The Virtual Brain, or CSV.
#pragma once
#include "brain/connectome.hpp"
#include <filesystem>

namespace rewire::brain {

// weights.txt (row = target), tract_lengths.txt (mm), centres.txt, hemispheres.txt, cortical.txt, info.txt; the last
// three and lengths only when known. InputError when centres are unknown or a label holds blanks, which TVB's format
// cannot say. Reading it back gives the same numbers.
void write_tvb_zip(const Connectome& c, const std::filesystem::path& path);

// Labels in the first line and column, row = target. Weights as they are; lengths in mm.
void write_weights_csv(const Connectome& c, const std::filesystem::path& path);
void write_lengths_csv(const Connectome& c, const std::filesystem::path& path);

// Any labelled square matrix.
void write_matrix_csv(const std::vector<std::string>& labels, const Matrix& m, const std::filesystem::path& path);

} // namespace rewire::brain
