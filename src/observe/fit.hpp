// How near a simulated matrix is to a measured one.
//
//   r        Pearson's correlation of the pairs' values                                                         (1)
//   r_fisher the same of atanh(value), values first kept within +-0.9999                                        (2)
//   rmse     sqrt(mean of (simulated - measured)^2)                                                             (3)
//
// Over pairs i < j of chosen regions. A pair that is NaN in either matrix is left out and counted; with fewer than two
// pairs left, or when all pairs are alike on one side, a number that does not exist is NaN.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "base/matrix.hpp"

namespace rewire::observe {

struct Fit {
    double r = 0, r_fisher = 0, rmse = 0;
    std::size_t pairs = 0;    // compared
    std::size_t left_out = 0; // chosen, but NaN in one of the matrices
};
// What the numbers of a measured matrix are. Fisher z values are compared with atanh of the simulated r in (2) and
// become tanh(z) elsewhere.
enum class Values { correlation, fisher_z };

// Both region x region; `simulated` holds correlations. `chosen` has one flag a region (cortex only, say) or is empty:
// all. InputError when shapes differ or a "correlation" lies outside [-1, 1], which Fisher z values called correlations
// would.
Fit compare(const Matrix& simulated, const Matrix& measured, const std::vector<bool>& chosen = {},
            Values measured_values = Values::correlation);

// Pearson's r of two lists; NaN when they are shorter than 2 or one is constant. InputError when their lengths differ.
double pearson(std::span<const double> a, std::span<const double> b);

// Kolmogorov-Smirnov distance of the upper triangles of two window x window matrices (connectivity.hpp (4)); sizes may
// differ.
double compare_dynamics(const Matrix& simulated, const Matrix& measured);

} // namespace rewire::observe
