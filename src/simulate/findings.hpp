// What a scan of one brain says: connectivity, its dynamics, spectra, synchrony, and how near it is to a measured
// brain.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "observe/connectivity.hpp"
#include "observe/fit.hpp"
#include "observe/spectrum.hpp"
#include "observe/welch.hpp"
#include "simulate/scan.hpp"

namespace rewire::simulate {

struct Target { // a measured brain, already in the connectome's region order; NaN where it is silent
    Matrix fc;  // region x region, r
    std::optional<Matrix> dynamics; // window x window FCD, when a measured BOLD series was given
};

struct ScanQuestion {                   // what is asked of a scan
    double tr = 0.72;                   // s
    double band_low = 0, band_high = 0; // Hz; 0: BOLD is used as it is
    double window = 60, step = 5;       // s, of connectivity dynamics
    std::vector<bool> cortex;           // one flag a region; empty when it is not known which are
    std::optional<Target> target;
};

// The band-pass wants more volumes than this.
inline constexpr std::size_t band_pass_edge = 15;

// Windows of connectivity dynamics; a recording that is longer than they reach gets them further apart.
inline constexpr std::size_t most_windows = 600;

struct Findings {
    std::optional<Recording> filtered; // BOLD after the band-pass, % signal, when one is asked for
    observe::Connectivity fc;
    std::vector<double> window_start;              // s, of connectivity dynamics
    std::optional<observe::Connectivity> dynamics; // window x window; absent when the record is too short
    std::optional<observe::Spectrum> bold_spectrum;
    std::optional<observe::Amplitude> slow;      // ALFF, fALFF
    std::optional<observe::BandPower> eeg;       // EEG-like power of the activity, eeg_bands x region
    double synchrony = 0, metastability = 0;     // of BOLD between 0.01 and 0.1 Hz; NaN when too short
    std::optional<observe::Fit> fit, fit_cortex; // over cortex only where it is known
    double fcd_ks = 0;                           // NaN without measured dynamics
    std::vector<std::string> warnings;
};

Findings measure(const ScanResult& scan, const ScanQuestion& question);

// The dynamics of a measured BOLD series, for a Target.
Matrix dynamics_of(const Matrix& bold, const ScanQuestion& question);

// Only the fit: what a sweep asks of each of its points. NaN where it cannot be said.
struct PointFit {
    double fc_r = 0, fc_r_cortex = 0, fcd_ks = 0;
};
PointFit fit_point(const ScanResult& scan, const ScanQuestion& question);
// The same of a connectivity that is known without a scan; then there are no dynamics.
PointFit fit_point(const Matrix& fc, const ScanQuestion& question);

} // namespace rewire::simulate
