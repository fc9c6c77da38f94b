#include "observe/eeg.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>

#include "base/error.hpp"
#include "observe/fourier.hpp"

namespace rewire::observe {
namespace {

const CorticothalamicGains& state_of(std::string_view name) {
    return std::ranges::find(corticothalamic_states, name, &NamedGains::name)->gains;
}
bool steady(const CorticothalamicGains& g) { // the uniform wave dies away (Robinson et al. 2002)
    const auto l = loop_strengths(g);
    return l.X + l.Y < 0.98 && l.Z < 0.98;
}
CorticothalamicGains mixed(const LoopState& s, double transmitters) {
    const auto &closed = state_of("eyes_closed"), &open = state_of("eyes_open"), &drowsy = state_of("sleep_s1");
    CorticothalamicGains g = closed;
    const auto mix = [&](double CorticothalamicGains::*p, double factor) {
        const double size = std::log(std::abs(closed.*p)) +
                            std::clamp(s.alertness, 0.0, 1.0) * std::log(std::abs(open.*p / (closed.*p))) +
                            std::clamp(s.drowsiness, 0.0, 1.0) * std::log(std::abs(drowsy.*p / (closed.*p)));
        g.*p = std::copysign(std::exp(size + transmitters * factor), closed.*p);
    };
    using G = CorticothalamicGains;
    for (const auto p : {&G::G_se, &G::G_sn, &G::G_re, &G::G_rs, &G::beta})
        mix(p, 0);
    mix(&G::alpha, -s.slowing);
    for (const auto p : {&G::G_ee, &G::G_es})
        mix(p, s.excitation);
    for (const auto p : {&G::G_ei, &G::G_sr})
        mix(p, s.inhibition);
    return g;
}
double early(const std::vector<double>& r) {
    double most = 0;
    for (std::size_t t = 0; t < 60; ++t)
        most = std::max(most, std::abs(r[t]));
    return most;
}
double area(const std::vector<double>& r) {
    double sum = 0;
    for (std::size_t t = 15; t < 300; ++t)
        sum += std::abs(r[t]);
    return sum;
}

} // namespace

CorticothalamicGains loop_gains(const LoopState& state) {
    double share = 1;
    auto g = mixed(state, share);
    while (!steady(g) && share > 1e-3)
        g = mixed(state, share /= 2);
    return g;
}

std::vector<double> evoked_response(const CorticothalamicGains& g, Entrance from) {
    constexpr std::size_t n = 4096, shown = 600; // 4 s: what a stable loop rings is long gone
    constexpr double step = 1e-3, pulse = 5e-3;
    std::vector<std::complex<double>> half(n / 2 + 1), spectrum(n), response(n);
    for (std::size_t k = 0; k <= n / 2; ++k) {
        const double f = static_cast<double>(k) / (n * step), x = 2 * std::numbers::pi * f * pulse;
        half[k] = eeg_transfer(f, g, from) * std::exp(-x * x / 2);
        spectrum[k] = half[k];
        if (k > 0 && k < n / 2)
            spectrum[n - k] = std::conj(half[k]);
    }
    Fourier(n).inverse(spectrum, response);
    std::vector<double> r(shown);
    for (std::size_t t = 0; t < shown; ++t)
        r[t] = response[t].real() / step;
    return r;
}

double eeg_value(std::string_view quantity, const CorticothalamicGains& g) {
    const auto& health = state_of("eyes_closed");
    const auto between = [&](double low, double high) { return eeg_power_between(low, high, g); };
    if (quantity == "delta")
        return between(1, 4) / between(1, 30);
    if (quantity == "theta")
        return between(4, 8) / between(1, 30);
    if (quantity == "alpha")
        return between(8, 13) / between(1, 30);
    if (quantity == "beta")
        return between(13, 30) / between(1, 30);
    if (quantity == "theta_excess")
        return std::log(between(4, 8) / between(8, 13));
    if (quantity == "theta_power")
        return between(4, 8) / eeg_power_between(4, 8, health);
    if (quantity == "alpha_power")
        return between(8, 13) / eeg_power_between(8, 13, health);
    if (quantity == "early_potential") {
        static const double usual = early(evoked_response(health, Entrance::senses));
        return early(evoked_response(g, Entrance::senses)) / usual;
    }
    if (quantity == "magnetic_potential") {
        static const double usual = area(evoked_response(health, Entrance::cortex));
        return area(evoked_response(g, Entrance::cortex)) / usual;
    }
    expects(quantity == "alpha_peak", "a quantity of the EEG is one of its list");
    double best = std::numeric_limits<double>::quiet_NaN(), most = 0;
    for (const double f : spectral_peaks(g, 7, 13))
        if (const double p = eeg_power(f, g); p > most) {
            most = p;
            best = f;
        }
    return best;
}

} // namespace rewire::observe
