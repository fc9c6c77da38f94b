// Ordinary least squares by a rank-revealing QR that keeps the columns in the order they come in, as R's lm does: a
// column that those before it tell already is left out. Columns stand one after another in one array.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "base/matrix.hpp"

namespace rewire::trial {

struct LeastSquares {
    std::vector<std::size_t> kept = {};    // columns, ascending
    std::vector<double> coefficients = {}; // of the kept
    Matrix inverse;                        // of X'X of the kept: times the residual variance, their covariance
    double residual = 0;                   // sum of squares
};
LeastSquares least_squares(std::span<const double> columns, std::span<const double> outcome);

// Of columns of so many rows, those that are kept.
std::vector<std::size_t> independent_columns(std::span<const double> columns, std::size_t rows);

// Takes the mean away; what then is nothing but rounding becomes zeros. Returns the mean.
double centre(std::span<double> values);

} // namespace rewire::trial
