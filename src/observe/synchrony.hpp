// How much regions move in phase: analytic signal, order parameter, synchrony, metastability.
//
//   z_j(t) = x_j(t) + i H[x_j](t)                                 analytic signal, by Fourier transform
//   (scipy.signal.hilbert)     (1) R(t)   = |1/n sum_j z_j(t) / |z_j(t)||                        order parameter, 0 ..
//   1; Kuramoto 1984                          (2) synchrony = mean over time of R, metastability = standard deviation
//   over time of R (divided by the number of samples)
//                                                                 Shanahan 2010, Chaos 20:013108; Cabral et al. 2011
//                                                                 (3)
//
// A phase means something in a narrow band: filter first (observe/filter.hpp). Signals are time x region.
#pragma once
#include <vector>

#include "base/matrix.hpp"

namespace rewire::observe {

struct Analytic {
    Matrix real, imaginary; // time x region, the signal's unit
};
// (1). A recording without samples stays empty.
Analytic analytic_signal(const Matrix& signal);

// (2), one value a sample; NaN when a region has no phase then (zero or not finite).
std::vector<double> order_parameter(const Analytic& z);

// The same, a few regions at a time, so that a long recording need not be held twice.
class PhaseSum {
public:
    explicit PhaseSum(std::size_t samples) : x_(samples), y_(samples) {}
    void add(const Analytic& z);
    std::vector<double> order() const;

private:
    std::vector<double> x_, y_;
    std::size_t regions_ = 0;
};

struct Synchrony {
    double synchrony = 0, metastability = 0;
};
// (3) without the first and the last `margin` samples, where (1) suffers from the ends of the recording.
// InputError when fewer than two samples are left. NaN when R is, anywhere.
Synchrony synchrony(const std::vector<double>& order, std::size_t margin = 0);

} // namespace rewire::observe
