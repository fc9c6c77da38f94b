// Which parameters an output answers to: Morris' elementary effects to screen, Sobol's indices to share the variance
// out.
//
// A design is a list of points in shares of the parameters' ranges (0 ... 1, row a point); the caller evaluates them in
// any order, and an output that is not finite drops the trajectory or the row it belongs to. Intervals are 95 %, from
// 1000 bootstrap resamples with fixed seeds.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "base/matrix.hpp"

namespace rewire::fit {

struct Interval {
    double value = 0, low = 0, high = 0; // with its 95 % interval
};

// Morris (1991): `trajectories` walks over a grid of 4 levels, each changing one parameter at a time by 2/3 of its
// range. (parameters + 1) points a trajectory, one after the other.
Matrix morris_points(std::size_t parameters, std::size_t trajectories, std::uint64_t seed);
struct MorrisEffect {
    Interval mu_star; // mean of the size of the effect, output by the whole range (Campolongo et al. 2007)
    double mu = 0;    // mean of the effect with its sign
    double sigma = 0; // its standard deviation over the walks: curved, or hangs on the others
};
// `output` as the points of the design are ordered. NaN where fewer than two trajectories are whole.
std::vector<MorrisEffect> morris(const Matrix& points, std::span<const double> output, std::uint64_t seed);

// Saltelli et al. (2010): rows A and B of a Sobol sequence, digitally shifted by the seed, and A with one column of B
// at a time. (parameters + 2) points a row: A, B, A with B's first column ...; a power of two of rows is best.
Matrix sobol_points(std::size_t parameters, std::size_t rows, std::uint64_t seed);
struct SobolIndices {
    Interval first; // share of the variance that the parameter makes alone (Saltelli 2010, b)
    Interval total; // share that would be left if all others were known (Jansen 1999)
};
// NaN where the output does not vary. The interval takes rows for independent, so it is rather too wide.
std::vector<SobolIndices> sobol(std::size_t parameters, std::span<const double> output, std::uint64_t seed);

} // namespace rewire::fit
