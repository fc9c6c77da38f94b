// What an electrode reads: spectrum and evoked responses of the corticothalamic field, in the state a person is in.
//
//   ln G = ln G_closed + alertness (ln G_open - ln G_closed) + drowsiness (ln G_S1 - ln G_closed)     shares within 0
//   and 1, between
//          gains that Abeysuriya et al. 2015 fitted (1)
//   G_ee, G_es times exp(excitation); G_ei, G_sr times exp(inhibition); alpha times exp(-slowing) (2)
//   R(t) = integral of T(f) S(f) exp(2 pi i f t)
//   df,  S: a pulse of unit area, Gaussian with sd of 5 ms                                    (3)
#pragma once
#include <string_view>
#include <vector>

#include "observe/corticothalamic_spectrum.hpp"

namespace rewire::observe {

struct LoopState { // as the mechanisms `vigilance` and, slowing, `central_disinhibition` give it
    double alertness = 0, drowsiness = 0, inhibition = 0, excitation = 0, slowing = 0;
};
// (1), (2). Where that is no longer stable, (2) is taken back by halves.
CorticothalamicGains loop_gains(const LoopState& state);

// (3) from 0 s in steps of 1 ms, 600 of them; unit 1/s per unit area.
std::vector<double> evoked_response(const CorticothalamicGains& g, Entrance from);

// By name: delta, theta, alpha, beta, shares of the power from 1 to 30 Hz; alpha_peak, Hz, the highest between 7 and 13
// Hz; theta_excess, log of theta over alpha power; theta_power, alpha_power, early_potential (largest deflection within
// 60 ms of a sensory pulse), magnetic_potential (area from 15 to 300 ms after a pulse into cortex), all four over rest
// with closed eyes in health. NaN where there is none: an EEG without a peak.
double eeg_value(std::string_view quantity, const CorticothalamicGains& g);

} // namespace rewire::observe
