// Outputs near a point as a polynomial of the parameters, fitted to what was evaluated around it.
#pragma once
#include <string>
#include <vector>

#include "base/matrix.hpp"

namespace rewire::fit {

enum class Terms { linear, squares, quadratic }; // slopes; and every parameter's own square; and products

struct Emulator {
    std::vector<double> value; // [output] at the centre
    Matrix slope;              // output x parameter, by one scale of the parameter
    std::vector<double>
        scatter; // [output] sd of what the polynomial leaves unexplained; 0 where no point is left over to tell
    Terms terms = Terms::linear;
    std::size_t points = 0; // that it is fitted to
};

// at: point x parameter; outputs: point x output; points with an output that is not finite are left out.
// Least squares weighted by exp(-d^2/2), d the root mean square over parameters of (at - centre)/scale. As many terms
// as the points can carry, half as many again being wanted; the curvature only keeps the slope at the centre straight.
// What the points do not tell apart gets the slope of least norm: none, where nothing was varied. InputError when there
// are fewer points than parameters + 1.
Emulator emulate(const Matrix& at, const Matrix& outputs, const std::vector<double>& centre,
                 const std::vector<double>& scale);

} // namespace rewire::fit
