// Power spectral density by Welch's method, all at once or a row at a time in memory that does not grow.
//
//   P_k = c_k T / (M sum_t w_t^2) sum_{m < M} |X_mk|^2,   f_k = k / (n T),  k = 0 .. n/2                          (1)
//   w_t = 1/2 - 1/2 cos(2 pi t / n)                       Hann, periodic                                          (2)
//
// X_m is the Fourier sum of segment m (n samples, its mean taken off, times w); segments begin n - n/2 samples apart
// (half overlap); T is the sampling period in s; c_k = 2 but for k = 0 and, n even, k = n/2. Unit of P: unit^2/Hz;
// sum_k P_k / (n T) is the power. Welch 1967, IEEE Trans. Audio 15:70; equal to scipy.signal.welch(x, 1/T, "hann", n),
// its defaults otherwise.
#pragma once
#include <complex>
#include <cstddef>
#include <span>
#include <vector>

#include "base/matrix.hpp"
#include "observe/fourier.hpp"

namespace rewire::observe {

struct Spectrum {
    std::vector<double> frequency; // Hz
    Matrix density;                // frequency x region, unit^2/Hz, one-sided
    std::size_t segments = 0;      // averaged
    double resolution() const { return frequency.size() > 1 ? frequency[1] : 0; } // Hz between rows
};

class Welch {
public:
    // `segment` s is rounded to samples. InputError when it holds fewer than 2 samples.
    Welch(std::size_t regions, double period, double segment);

    void push(std::span<const double> row); // one sample of every region
    std::size_t segments() const { return segments_; }
    // (1) of all that was pushed. InputError before the first segment is whole.
    Spectrum spectrum() const;

    // Everything pushed so far as plain numbers; restoring them and going on gives the same bits as never having
    // stopped.
    std::vector<double> state() const;
    void restore(std::span<const double> state); // InputError when it belongs to other settings

private:
    void add_segment();

    double period_;
    Matrix buffer_; // segment x region
    std::vector<double> window_, column_;
    Fourier fourier_;
    std::vector<std::complex<double>> half_;
    Matrix sum_; // frequency x region: sum over segments of |X|^2
    std::size_t filled_ = 0, segments_ = 0;
};

// (1) of a whole recording, time x region. InputError when it is shorter than a segment.
Spectrum welch(const Matrix& signal, double period, double segment);

} // namespace rewire::observe
