// What can be wrong with the numbers of a connectome: errors that stop an import, doubts that are told.
#pragma once
#include "brain/connectome.hpp"
#include <optional>
#include <utility>

namespace rewire::brain {

// InputError for NaN, infinity, negative weights (count) or logarithms beyond 100 (log) off the diagonal, each with its
// place.
void check_weights(const MatrixFile& file, WeightsKind kind);

// InputError for NaN, infinite and negative tract lengths off the diagonal; labels are those of `file`.
void check_lengths(const Matrix& lengths, const MatrixFile& file, const std::string& path);

// Warnings: numbers that look like logarithms although none were declared, or the reverse.
std::vector<std::string> doubts(const Matrix& as_read, WeightsKind kind);

// Warnings: regions without any connection; parts that no connection joins.
std::vector<std::string> gaps(const Matrix& weights, const std::vector<std::string>& labels);

} // namespace rewire::brain
