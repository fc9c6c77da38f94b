// How regions' signals go together: functional connectivity, over a whole recording or window by window.
//
//   FC_ij  = sum_t (x_ti - m_i)(x_tj - m_j) / sqrt(S_ii S_jj)          Pearson's r, no unit                         (1)
//   z      = atanh(r)                                                  Fisher 1915 (2) FCD_ab = Pearson's r of the
//   upper triangles of FC in windows a, b  Hansen et al. 2015, NeuroImage 105:525        (3) KS     = max_v |F_1(v) -
//   F_2(v)|                                   two-sample Kolmogorov-Smirnov statistic       (4)
//
// Signals are time x region, any unit, one unit a column. A correlation with a constant or not finite column does not
// exist: it is NaN, and the column is named in `undefined`. Constant: standard deviation <= 1e-12 |mean|, where only
// rounding is left.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/matrix.hpp"

namespace rewire::observe {

struct Undefined { // a column without a correlation
    enum class Why { constant, not_finite };
    std::size_t column = 0; // region; in fcd, window
    std::size_t window = 0; // 0 when there are no windows
    Why why = Why::constant;
    friend bool operator==(const Undefined&, const Undefined&) = default;
};
// For people: `region 4 is constant in window 0`; regions are named by their label when labels are given.
std::string describe(const Undefined& u, std::span<const std::string> labels = {});

struct Connectivity {
    Matrix r;                         // region x region, symmetric, diagonal 1, in [-1, 1] or NaN
    std::vector<Undefined> undefined; // warnings for the report
};
// (1). InputError with fewer than two samples or no region.
Connectivity functional_connectivity(const Matrix& signal);
Connectivity functional_connectivity(const Recording& signal);

// (2) of every value; +-1 give +-infinity, values beyond give NaN.
Matrix fisher_z(const Matrix& r);

// Elements above the diagonal, row by row: (0,1) (0,2) ... (n-2,n-1). InputError when not square.
std::vector<double> upper_triangle(const Matrix& square);

struct WindowedConnectivity {
    Matrix r;                  // window x pair: a row is the upper triangle of that window's FC
    std::vector<double> start; // s after the first sample, one a window
    std::size_t samples = 0;   // in a window
    std::vector<Undefined> undefined;
};
// (1) in windows of `length` s (rounded to samples) that begin every `step` s (each begin rounded to a sample).
// InputError when the window holds fewer than 3 samples or is longer than the recording, or the step is below a sample.
WindowedConnectivity windowed_connectivity(const Matrix& signal, double period, double length, double step);
WindowedConnectivity windowed_connectivity(const Recording& signal, double period, double length, double step);

// (3): `r` is window x window. A window with any undefined pair is NaN as a whole. InputError with fewer than three
// regions.
Connectivity connectivity_dynamics(const WindowedConnectivity& windows);

// (4), the statistic of scipy.stats.ks_2samp: NaN values are left out; NaN when a sample has none left.
double kolmogorov_smirnov(std::span<const double> a, std::span<const double> b);

} // namespace rewire::observe
