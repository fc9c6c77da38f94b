// Trends taken off; Butterworth band-pass, forwards then backwards so that no phase moves.
//
//   |H(f)|^2 = 1 / (1 + ((w^2 - w1 w2) / (w (w2 - w1)))^(2N)),  w = tan(pi f T)          Butterworth 1930, bilinear
//   transform   (1)
//
// as second-order sections; zero-phase filtering applies |H|^2, starts each pass in the steady state of its first
// sample and lengthens the signal at both ends by its odd reflection, 3 (2 sections + 1) samples: scipy.signal.butter
// and sosfiltfilt. Signals are time x region; a NaN spoils its own column.
#pragma once
#include <vector>

#include "base/matrix.hpp"

namespace rewire::observe {

enum class Trend { mean, line };
// Least squares, column by column (scipy.signal.detrend). A recording without samples stays empty.
Matrix detrend(const Matrix& signal, Trend trend);

// y_t = b0 x_t + b1 x_t-1 + b2 x_t-2 - a1 y_t-1 - a2 y_t-2
struct Biquad {
    double b0, b1, b2, a1, a2;
};
// (1): `order` N (1 to 20) gives N sections; low and high in Hz are the half-power edges; period in s.
// InputError unless 0 < low < high < half the sampling rate.
std::vector<Biquad> butterworth_band_pass(int order, double low, double high, double period);

// InputError when the recording is not longer than the reflection.
Matrix filter_zero_phase(const Matrix& signal, const std::vector<Biquad>& sections);

} // namespace rewire::observe
