#include "observe/corticothalamic_spectrum.hpp"

#include <cmath>
#include <complex>
#include <numbers>

namespace rewire::observe {
namespace {

constexpr double grid = 0.05; // Hz, of the searches and sums

} // namespace

namespace {
using C = std::complex<double>;
struct Loop {            // the parts of the transfer function at one frequency; signals go as exp(-i omega t)
    C sensory, cortical; // what a drive from below and a drive into cortex bring to the wave
    C q2r2;              // of the uniform wave
};
Loop loop_at(double frequency, const CorticothalamicGains& g) {
    const double omega = 2 * std::numbers::pi * frequency;
    const C L = 1.0 / (C(1, -omega / g.alpha) * C(1, -omega / g.beta));
    const C thalamus = 1.0 - L * L * (g.G_sr * g.G_rs), cortex = 1.0 - L * g.G_ei, wave = C(1, -omega / g.gamma);
    const C round_trip = std::polar(1.0, omega * g.t_0) * L * L * g.G_es * (g.G_se + L * (g.G_sr * g.G_re)) / thalamus;
    return {.sensory = L * L * (g.G_es * g.G_sn) / (thalamus * cortex),
            .cortical = L / cortex,
            .q2r2 = wave * wave - (L * g.G_ee + round_trip) / cortex};
}
} // namespace

double eeg_power(double frequency, const CorticothalamicGains& g, const Sheet& sheet) {
    const auto [sensory, cortical, q2r2] = loop_at(frequency, g);
    const double drive = std::norm(sensory * sheet.phi_n);
    const double k_1 = 2 * std::numbers::pi / sheet.side;
    double waves = 0;
    for (int m = -sheet.modes; m <= sheet.modes; ++m)
        for (int n = -sheet.modes; n <= sheet.modes; ++n) {
            const double k2 = k_1 * k_1 * (m * m + n * n);
            waves += std::exp(-k2 / (sheet.k_0 * sheet.k_0)) / std::norm(k2 * g.r_e * g.r_e + q2r2);
        }
    const double muscle = frequency / 40 * (frequency / 40), damped = 1 + muscle;
    return drive * waves + sheet.muscle * muscle / (damped * damped);
}

std::complex<double> eeg_transfer(double frequency, const CorticothalamicGains& g, Entrance from) {
    const auto [sensory, cortical, q2r2] = loop_at(frequency, g);
    return std::conj((from == Entrance::senses ? sensory : cortical) / q2r2);
}

std::vector<double> eeg_spectrum(std::span<const double> frequencies, const CorticothalamicGains& g,
                                 const Sheet& sheet) {
    std::vector<double> power;
    for (const double f : frequencies)
        power.push_back(eeg_power(f, g, sheet));
    return power;
}

LoopStrengths loop_strengths(const CorticothalamicGains& g) {
    const double G_srs = g.G_sr * g.G_rs, sum = g.alpha + g.beta;
    return {.X = g.G_ee / (1 - g.G_ei),
            .Y = g.G_es * (g.G_se + g.G_sr * g.G_re) / ((1 - G_srs) * (1 - g.G_ei)),
            .Z = -G_srs * g.alpha * g.beta / (sum * sum)};
}

std::vector<double> spectral_peaks(const CorticothalamicGains& g, double low, double high, const Sheet& sheet) {
    std::vector<double> peaks;
    const auto power = [&](double f) { return eeg_power(f, g, sheet); };
    double before = power(low), here = power(low + grid);
    for (int k = 2; low + k * grid <= high; ++k) {
        const double after = power(low + k * grid);
        if (here > before && here >= after) {
            double left = low + (k - 2) * grid, right = low + k * grid; // golden section
            while (right - left > 1e-4) {
                const double third = (right - left) * (2 - std::numbers::phi), a = left + third, b = right - third;
                (power(a) < power(b) ? left : right) = power(a) < power(b) ? a : b;
            }
            peaks.push_back((left + right) / 2);
        }
        before = here;
        here = after;
    }
    return peaks;
}

double eeg_power_between(double low, double high, const CorticothalamicGains& g, const Sheet& sheet) {
    double sum = 0;
    const auto last = static_cast<int>(std::lround((high - low) / grid));
    for (int k = 0; k < last; ++k)
        sum += eeg_power(low + (k + 0.5) * grid, g, sheet) * grid;
    return sum;
}

double band_share(const CorticothalamicGains& g, double low, double high, const Sheet& sheet) {
    return eeg_power_between(low, high, g, sheet) / eeg_power_between(0.5, 45, g, sheet);
}

} // namespace rewire::observe
