// Coupling, speed and parameters of a network beside what is usual.
#pragma once
#include <span>

#include "integrate/network.hpp"
#include "model/doubts.hpp"
#include "simulate/sweep.hpp"

namespace rewire::study {

// `couplings`: every G that will be tried. Usual is what keeps rates below 100 Hz, measured on the template with
// weights of spectral radius 1; other weights count by theirs. InputError("option") when one is absurd.
std::vector<std::string> check_coupling(const integrate::Network& n, std::span<const double> couplings,
                                        const char* option);
// m/s; 1 to 20 m/s are usual (Swadlow and Waxman 2012: axons between cortical regions).
std::vector<std::string> check_speed(double speed);
// The ends of what a sweep varies: a coupling, or a parameter of the model.
std::vector<std::string> check_axis(const integrate::Network& n, const simulate::Axis1D& axis);
// Parameters that --set or --map gave, beside the model's own.
std::vector<std::string> check_parameters(const integrate::Network& n);

} // namespace rewire::study
