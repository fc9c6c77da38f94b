#include "simulate/findings.hpp"

#include <cmath>
#include <fmt/format.h>

#include "observe/filter.hpp"
#include "observe/synchrony.hpp"

namespace rewire {
namespace {

const double nothing = std::nan("");

Matrix band_passed(const Matrix& bold, double low, double high, double tr) {
    return filter_zero_phase(detrend(bold, Trend::line), butterworth_band_pass(2, low, high, tr));
}
// At least three cycles of the lower edge: fewer say nothing about it.
bool long_enough(const Matrix& bold, double low, double tr) { return static_cast<double>(bold.rows()) * tr >= 3 / low; }

Matrix bold_asked(const ScanResult& scan, const Question& q) { return q.band_low > 0 ? band_passed(scan.bold, q.band_low, q.band_high, q.tr) : scan.bold; }

bool windows_fit(const Matrix& bold, const Question& q) {
    return static_cast<double>(bold.rows()) * q.tr >= q.window + 2 * q.step && q.window >= 3 * q.tr && q.step >= q.tr && bold.cols() >= 3;
}

} // namespace

Matrix dynamics_of(const Matrix& bold, const Question& q) {
    const Matrix used = q.band_low > 0 ? band_passed(bold, q.band_low, q.band_high, q.tr) : bold;
    return connectivity_dynamics(windowed_connectivity(used, q.tr, q.window, q.step)).r;
}

Findings measure(const ScanResult& scan, const Question& q) {
    Findings f;
    f.synchrony = f.metastability = f.fcd_ks = nothing;
    f.bold = bold_asked(scan, q);
    f.fc = functional_connectivity(f.bold);
    const double length = static_cast<double>(f.bold.rows()) * q.tr;
    if (windows_fit(f.bold, q)) {
        f.windows = windowed_connectivity(f.bold, q.tr, q.window, q.step);
        f.dynamics = connectivity_dynamics(*f.windows);
    } else {
        f.warnings.push_back(
            fmt::format("The recording of {:.0f} s is too short for connectivity dynamics in windows of {:.0f} s; they are left out.", length, q.window));
    }
    if (length < 300) f.warnings.push_back(fmt::format("FC from {:.0f} s is uncertain; 600 s or more are usual.", length));
    if (long_enough(scan.bold, slow_band.low, q.tr) && q.tr < 0.5 / slow_band.high) {
        f.bold_spectrum = welch(scan.bold, q.tr, std::min(length, 120.0));
        f.slow = amplitude_of_fluctuations(scan.bold, q.tr);
        const auto order = order_parameter(analytic_signal(band_passed(scan.bold, slow_band.low, slow_band.high, q.tr)));
        const auto s = synchrony(order, static_cast<std::size_t>(10 / q.tr));
        f.synchrony = s.synchrony, f.metastability = s.metastability;
    } else {
        f.warnings.push_back(fmt::format(
            "The recording of {:.0f} s is too short for slow fluctuations (0.01-0.1 Hz): ALFF, spectra of BOLD and synchrony are left out.", length));
    }
    if (scan.activity) f.eeg = band_power(*scan.activity);
    if (q.target) {
        f.fit = compare(f.fc.r, q.target->fc);
        f.fit_cortex = compare(f.fc.r, q.target->fc, q.cortex);
        if (q.target->dynamics && f.dynamics) f.fcd_ks = compare_dynamics(f.dynamics->r, *q.target->dynamics);
    }
    return f;
}

PointFit fit_point(const ScanResult& scan, const Question& q) {
    PointFit p{nothing, nothing, nothing};
    if (scan.failure || !q.target || scan.bold.rows() < 2) return p;
    const Matrix bold = bold_asked(scan, q);
    const Matrix fc = functional_connectivity(bold).r;
    p.fc_r = compare(fc, q.target->fc).r;
    p.fc_r_cortex = compare(fc, q.target->fc, q.cortex).r;
    if (q.target->dynamics && windows_fit(bold, q))
        p.fcd_ks = compare_dynamics(connectivity_dynamics(windowed_connectivity(bold, q.tr, q.window, q.step)).r, *q.target->dynamics);
    return p;
}

} // namespace rewire
