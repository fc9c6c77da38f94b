// The linear spectrum of the corticothalamic field in closed form: seconds of EEG statistics without a simulation.
//
// Robinson et al. 2002; the gains of the seven states are those of Abeysuriya et al. 2015. Near its rest the model is
// linear, so its spectrum is a sum of squared transfer functions over the waves k that fit a cortical sheet.
#pragma once
#include <array>
#include <complex>
#include <span>
#include <string_view>
#include <vector>

namespace rewire::observe {

// Gains G_ab = nu_ab d Q_a / d V_a (1): extra spikes of a for each extra spike of b, at rest. Rates in 1/s, times in s,
// r_e in m.
struct CorticothalamicGains {
    double G_ee = 0, G_ei = 0, G_es = 0, G_se = 0, G_sr = 0, G_sn = 0, G_re = 0, G_rs = 0;
    double alpha = 0, beta = 0, t_0 = 0;
    double gamma = 116, r_e = 0.086;
};

struct NamedGains {
    std::string_view name;
    CorticothalamicGains gains;
};
inline constexpr std::array<NamedGains, 7> corticothalamic_states{{
    //                      G_ee    G_ei   G_es  G_se   G_sr   G_sn  G_re   G_rs  alpha beta t_0
    {"eyes_closed", {2.07, -4.11, 0.77, 7.77, -3.30, 8.10, 0.66, 0.20, 83, 769, 0.085}},
    {"eyes_open", {10.50, -13.22, 1.21, 5.78, -2.83, 14.23, 0.85, 0.25, 83, 769, 0.085}},
    {"rem_sleep", {5.87, -6.61, 0.21, 0.66, -0.28, 0.68, 2.08, 4.59, 45, 185, 0.085}},
    {"sleep_s1", {7.45, -8.30, 0.31, 1.67, -0.40, 3.90, 7.47, 4.44, 45, 185, 0.085}},
    {"sleep_s2", {16.80, -17.93, 3.89, 0.07, -0.14, 2.38, 4.96, 8.33, 45, 185, 0.085}},
    {"slow_wave_sleep", {19.52, -19.74, 5.30, 0.22, -0.22, 1.70, 1.90, 1.35, 45, 185, 0.085}},
    {"sleep_spindles", {18.52, -18.96, 2.55, 0.73, -0.26, 2.78, 4.67, 16.92, 45, 185, 0.085}},
}};

// What the electrode adds: the waves that fit a square sheet, the skull that blurs short ones, and muscle.
struct Sheet {
    double side = 0.5;   // m
    double k_0 = 10;     // 1/m, low-pass of the skull
    int modes = 4;       // waves m, n from -modes to modes; 0: the uniform mode alone
    double phi_n = 1e-5; // 1/s, amplitude of the white drive from below
    double muscle = 0;   // 1/s^2, EMG: muscle (f/40 Hz)^2/(1 + (f/40 Hz)^2)^2
};

// Power of phi_e at a frequency in Hz, in 1/s^2 (its scale is that of phi_n).
double eeg_power(double frequency, const CorticothalamicGains& g, const Sheet& sheet = {});
std::vector<double> eeg_spectrum(std::span<const double> frequencies, const CorticothalamicGains& g,
                                 const Sheet& sheet = {});

// Transfer function of the uniform wave, phi_e over a drive that goes as exp(+2 pi i f t): from the senses (phi_n into
// the relay nuclei) or straight into cortex, as a magnetic pulse. The half of t_0 that the way up takes is not in it:
// time begins where the drive reaches the relay.
enum class Entrance { senses, cortex };
std::complex<double> eeg_transfer(double frequency, const CorticothalamicGains& g, Entrance from);

// Strength of the three loops: within cortex X, through thalamus Y, within thalamus Z. The rest is stable for 0 < X + Y
// < 1 and small Z.
struct LoopStrengths {
    double X = 0, Y = 0, Z = 0;
};
LoopStrengths loop_strengths(const CorticothalamicGains& g);

// Frequencies of the local maxima between low and high (Hz), to within 0.001 Hz.
std::vector<double> spectral_peaks(const CorticothalamicGains& g, double low, double high, const Sheet& sheet = {});

// Power between two frequencies (Hz), summed every 0.05 Hz.
double eeg_power_between(double low, double high, const CorticothalamicGains& g, const Sheet& sheet = {});
// Share of the power between 0.5 and 45 Hz that lies between low and high (Hz).
double band_share(const CorticothalamicGains& g, double low, double high, const Sheet& sheet = {});

} // namespace rewire::observe
