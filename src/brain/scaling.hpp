// Weights brought to a common scale, the last step before they couple regions.
#pragma once
#include "brain/connectome.hpp"
#include <optional>
#include <string>
#include <string_view>

namespace rewire::brain {

enum class Scaling {
    degree,   // w / sqrt(r_i c_j), r the row and c the column sums: spectral radius 1 for a symmetric matrix. The
              // default: it fits measured FC best
    none,     // as they are
    max,      // largest weight = value (Deco et al. 2013 use 0.2)
    row_sum,  // mean row sum = value
    spectral, // spectral radius = value
};

// "degree", "none", "max", "row-sum", "spectral"; InputError with the nearest otherwise.
Scaling parse_scaling(std::string_view text, const std::string& file = {});

// The weights raised to a power before they are scaled: 0.5 lifts weak tracts, 1 leaves all as they are. InputError
// unless 0 < power.
Connectome raised(Connectome c, double power);

// [target, source]. `value` is not used by degree and none; unset it is 0.2 for max and 1 for the others.
// InputError when the matrix has no connection, or no loop for spectral. Sums run in row order: the same bits
// everywhere.
Matrix scaled(const Connectome& c, Scaling how = Scaling::degree, std::optional<double> value = {});

// A sentence for notes: "weights are raised to the power 0.5 and scaled: w / sqrt(r_i c_j) of the row and column sums".
std::string told(Scaling how, double power = 1);

// Largest modulus of the eigenvalues of a matrix without negative entries, by power iteration; nothing when it does not
// settle in 20 000 steps.
std::optional<double> spectral_radius(const Matrix& m);

} // namespace rewire::brain
