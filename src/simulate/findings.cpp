#include "simulate/findings.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/counted.hpp"
#include "observe/filter.hpp"
#include "observe/synchrony.hpp"

namespace rewire::simulate {
namespace {

const double nothing = std::nan("");

Matrix band_passed(const Matrix& bold, double low, double high, double tr) {
    return observe::filter_zero_phase(observe::detrend(bold, observe::Trend::line),
                                      observe::butterworth_band_pass(2, low, high, tr));
}
Matrix column(const Recording& bold, std::size_t c) {
    Matrix m(bold.rows(), 1);
    for (std::size_t t = 0; t < bold.rows(); ++t)
        m(t, 0) = static_cast<double>(bold(t, c));
    return m;
}
// At least three cycles of the lower edge: fewer say nothing about it.
bool long_enough(const Recording& bold, double low, double tr) {
    return static_cast<double>(bold.rows()) * tr >= 3 / low;
}

// A region at a time: a long recording is not held in doubles.
Recording band_passed(const Recording& bold, double low, double high, double tr) {
    Recording out(bold.rows(), bold.cols());
    for (std::size_t c = 0; c < bold.cols(); ++c) {
        const Matrix passed = band_passed(column(bold, c), low, high, tr);
        for (std::size_t t = 0; t < bold.rows(); ++t)
            out(t, c) = static_cast<float>(passed(t, 0));
    }
    return out;
}
observe::Spectrum spectrum_of(const Recording& bold, double tr, double segment) {
    observe::Welch welch(bold.cols(), tr, segment);
    std::vector<double> volume(bold.cols());
    for (std::size_t t = 0; t < bold.rows(); ++t) {
        std::copy(bold.row(t).begin(), bold.row(t).end(), volume.begin());
        welch.push(volume);
    }
    return welch.spectrum();
}
std::vector<double> slow_order(const Recording& bold, double tr) {
    observe::PhaseSum sum(bold.rows());
    for (std::size_t c = 0; c < bold.cols(); ++c)
        sum.add(observe::analytic_signal(
            band_passed(column(bold, c), observe::slow_band.low, observe::slow_band.high, tr)));
    return sum.order();
}

bool windows_fit(const Recording& bold, const ScanQuestion& q) {
    return static_cast<double>(bold.rows()) * q.tr >= q.window + 2 * q.step && q.window >= 3 * q.tr && q.step >= q.tr &&
           bold.cols() >= 3;
}
// The step asked for, or the shortest that needs no more than most_windows.
double step_between(const Recording& bold, const ScanQuestion& q) {
    return std::max(q.step,
                    (static_cast<double>(bold.rows()) * q.tr - q.window) / static_cast<double>(most_windows - 1));
}

} // namespace

Matrix dynamics_of(const Matrix& bold, const ScanQuestion& q) {
    const Matrix used = q.band_low > 0 ? band_passed(bold, q.band_low, q.band_high, q.tr) : bold;
    return observe::connectivity_dynamics(observe::windowed_connectivity(used, q.tr, q.window, q.step)).r;
}

Findings measure(const ScanResult& scan, const ScanQuestion& q) {
    Findings f;
    f.synchrony = f.metastability = f.fcd_ks = nothing;
    if (q.band_low > 0)
        f.filtered = band_passed(scan.bold, q.band_low, q.band_high, q.tr);
    const Recording& bold = f.filtered ? *f.filtered : scan.bold;
    f.fc = observe::functional_connectivity(bold);
    const double length = static_cast<double>(bold.rows()) * q.tr;
    // Whole volumes: less than the time that was asked for, which the page names too.
    const auto volumes = fmt::format("{} of {:.3g} s ({:.3g} s)", counted(bold.rows(), "volume"), q.tr, length);
    if (windows_fit(bold, q)) {
        const double step = step_between(bold, q);
        if (step > q.step)
            f.warnings.push_back(
                fmt::format("Windows of connectivity dynamics are {:.3g} s apart, not {:.3g} s: {} get {} of them at "
                            "most.",
                            step, q.step, volumes, most_windows));
        const auto windows = observe::windowed_connectivity(bold, q.tr, q.window, step);
        f.window_start = windows.start;
        f.dynamics = observe::connectivity_dynamics(windows);
    } else {
        f.warnings.push_back(
            fmt::format("Connectivity dynamics in windows of {:.0f} s are left out: {} are too short for them.",
                        q.window, volumes));
    }
    if (length < 300)
        f.warnings.push_back(fmt::format("FC from {} is uncertain; 600 s or more are usual.", volumes));
    if (long_enough(scan.bold, observe::slow_band.low, q.tr) && q.tr < 0.5 / observe::slow_band.high) {
        f.bold_spectrum = spectrum_of(scan.bold, q.tr, std::min(length, 120.0));
        f.slow = observe::amplitude_of_fluctuations(scan.bold, q.tr);
        const auto s = observe::synchrony(slow_order(scan.bold, q.tr), static_cast<std::size_t>(10 / q.tr));
        f.synchrony = s.synchrony;
        f.metastability = s.metastability;
    } else {
        f.warnings.push_back(
            fmt::format("ALFF, spectra of BOLD and synchrony are left out: {} are too short for slow fluctuations "
                        "(0.01-0.1 Hz).",
                        volumes));
    }
    if (scan.activity)
        f.eeg = observe::band_power(*scan.activity);
    if (q.target) {
        f.fit = observe::compare(f.fc.r, q.target->fc);
        if (!q.cortex.empty())
            f.fit_cortex = observe::compare(f.fc.r, q.target->fc, q.cortex);
        if (q.target->dynamics && f.dynamics)
            f.fcd_ks = observe::compare_dynamics(f.dynamics->r, *q.target->dynamics);
    }
    return f;
}

PointFit fit_point(const Matrix& fc, const ScanQuestion& q) {
    if (!q.target)
        return {nothing, nothing, nothing};
    return {observe::compare(fc, q.target->fc).r,
            q.cortex.empty() ? nothing : observe::compare(fc, q.target->fc, q.cortex).r, nothing};
}

PointFit fit_point(const ScanResult& scan, const ScanQuestion& q) {
    if (scan.failure || !q.target || scan.bold.rows() < 2)
        return {nothing, nothing, nothing};
    std::optional<Recording> filtered;
    if (q.band_low > 0)
        filtered = band_passed(scan.bold, q.band_low, q.band_high, q.tr);
    const Recording& bold = filtered ? *filtered : scan.bold;
    PointFit p = fit_point(observe::functional_connectivity(bold).r, q);
    if (q.target->dynamics && windows_fit(bold, q))
        p.fcd_ks = observe::compare_dynamics(
            observe::connectivity_dynamics(observe::windowed_connectivity(bold, q.tr, q.window, step_between(bold, q)))
                .r,
            *q.target->dynamics);
    return p;
}

} // namespace rewire::simulate
