// Fluctuations of a network around its rest: covariance, connectivity, lags and spectra without a simulation.
//
//   dx = A x dt + B dW,   A P + P A' + B B' = 0,   y = C x                         (1)
//   cov(y(t + lag), y(t)) = C exp(A lag) P C'                                      (2)
//   S(f) = C (2 pi i f - A)^-1 B B' (2 pi i f - A)^-H C'                           (3)
//
// Holds for noise so small that the network stays near its rest: bounds do not enter, nor does the shift of the mean by
// the noise.
#pragma once
#include <span>

#include "integrate/steady.hpp"

namespace rewire::integrate {

class LinearNoise {
public:
    static constexpr std::size_t activity =
        static_cast<std::size_t>(-1); // the output that the model says stands for activity

    // `rest` is a steady state of `network`. InputError when there are delays; NoRest when the rest is not stable.
    LinearNoise(const Network& network, const SteadyState& rest);

    const Matrix& covariance() const { return covariance_; } // of the states: unknown x unknown, SI

    // Of one output, SI. place x place; the row is later by `lag` (s).
    Matrix covariance(std::size_t output, double lag = 0) const;
    Matrix correlation(std::size_t output = activity, double lag = 0) const;

    // Two-sided spectral density, SI / Hz: integrated over all f from -inf to inf it is the covariance. `frequencies`
    // in Hz.
    Matrix power(std::span<const double> frequencies, std::size_t output = activity) const; // frequency x place
    struct CrossPower {
        Matrix real, imaginary; // place x place
    };
    CrossPower cross_power(double frequency, std::size_t output = activity) const;

private:
    class Resolvent;
    Matrix slopes(std::size_t output) const;

    Network network_;
    Matrix state_, jacobian_, covariance_;
    std::vector<double> noise_;
};

} // namespace rewire::integrate
