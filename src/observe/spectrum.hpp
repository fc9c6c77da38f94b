// What is read off a spectrum: amplitude of slow fluctuations, power in the EEG bands, the peak.
//
//   A_k   = 2 |X_k| / N                      amplitude of the sine at f_k = k / (N T), k = 1 .. (N-1)/2; |X_k| / N at k
//   = N/2   (1) ALFF  = mean of A_k over low <= f_k < high                                         Zang et al. 2007,
//   Brain Dev 29:83       (2) mALFF = ALFF / mean of ALFF over regions                                           ibid.:
//   comparable between recordings    (3) fALFF = sum of A_k over low <= f_k < high / sum of A_k over all k >= 1 Zou et
//   al. 2008, J Neurosci Methods 172:137  (4) P_band = sum of P_k df over low <= f_k < high area under a one-sided
//   density          (5)
//
// X is the Fourier transform of the whole recording with its straight line taken off, neither windowed nor filled with
// zeros nor filtered before. Bands are half open: neighbours share no frequency. (A frequency within 1e-9 of a bin
// counts as on it.)
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "base/matrix.hpp"
#include "observe/welch.hpp"

namespace rewire::observe {

struct Band {
    std::string_view name;
    double low = 0, high = 0; // Hz
};
inline constexpr Band slow_band{"slow", 0.01, 0.1};  // the usual resting-state band
inline constexpr Band slow_5{"slow-5", 0.01, 0.027}; // Zuo et al. 2010, NeuroImage 49:1432
inline constexpr Band slow_4{"slow-4", 0.027, 0.073};
// Edges of Kane et al. 2017 (Clin Neurophysiol Pract 2:170), without gaps; delta from 0.5 Hz, below which drift rules
// (assumed).
inline constexpr Band eeg_bands[] = {
    {"delta", 0.5, 4}, {"theta", 4, 8}, {"alpha", 8, 13}, {"beta", 13, 30}, {"gamma", 30, 80}};

struct Amplitude {                // one value a region
    std::vector<double> alff;     // (2), the signal's unit
    std::vector<double> relative; // (3), no unit
    std::vector<double> fraction; // (4), 0 .. 1; NaN for a signal without any fluctuation
};
// Signal is time x region, period in s. InputError when no frequency of the recording lies in the band.
Amplitude amplitude_of_fluctuations(const Matrix& signal, double period, const Band& band = slow_band);
Amplitude amplitude_of_fluctuations(const Recording& signal, double period, const Band& band = slow_band);

struct BandPower {   // band x region
    Matrix absolute; // (5), unit^2
    Matrix relative; // of the sum over the bands given; NaN when that is 0
};
// InputError when a band reaches beyond the highest frequency of the spectrum or falls between two of its frequencies.
BandPower band_power(const Spectrum& s, std::span<const Band> bands = eeg_bands);

struct Peak {
    double frequency = 0; // Hz
    double density = 0;   // unit^2/Hz
};
// The highest local maximum inside the band, placed between bins by a parabola through the logarithms of three
// densities. NaN where the density only rises or only falls: an edge is not a peak.
std::vector<Peak> spectral_peak(const Spectrum& s, const Band& band);

} // namespace rewire::observe
