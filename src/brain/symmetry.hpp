// Whether the two directions of a square matrix say the same, and what to do when they do not.
#pragma once
#include "base/matrix.hpp"
#include <cstddef>

namespace rewire::brain {

enum class Symmetry {
    exact,
    rounding, // no pair differs by more than a part in 100 000, or one in the last of the digits that were printed
    upper,    // numbers stand above the diagonal only; below are zeros or NaN
    lower,    // below only
    none
};

struct SymmetryOf {
    Symmetry kind = Symmetry::exact;
    std::size_t row = 0, column = 0; // the pair that differs most, below the diagonal (rounding, none)
    double difference = 0;           // of that pair, as a part of the larger
};

// The diagonal is not looked at. A NaN equals a NaN.
SymmetryOf symmetry_of(const Matrix& m);

inline bool is_triangle(Symmetry kind) { return kind == Symmetry::upper || kind == Symmetry::lower; }
// "upper" or "lower", of a triangle.
inline const char* side_of(Symmetry kind) { return kind == Symmetry::upper ? "upper" : "lower"; }

// Both directions alike: the filled triangle copied to the other side, or the mean of each pair.
void symmetrise(Matrix& m, Symmetry kind);

} // namespace rewire::brain
