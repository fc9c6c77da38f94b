// What a network does with fluctuations far slower than itself, which is what blood shows of it (0.01 to 0.1 Hz): its
// own noise and slow inputs from outside pass it as they would a constant matrix.
//
//   y = M (noise + B u),  M = -C A^-1                                                                       (1)
//   S = M Q M' + M B (diag(own^2) + L L') B' M'                                                             (2)
//
// A, C, Q: derivatives of the drift and of the output by the states, covariance of the noise; B: of the drift by the
// input. (2) is (3) of linear_noise.hpp at f = 0; at f it is right to the order of (2 pi f / growth)^2, 1 % at 0.05 Hz
// for a network that dies out at 3 /s. One solution of linear equations stands for a Lyapunov equation.
#pragma once
#include <vector>

#include "integrate/steady.hpp"

namespace rewire::integrate {

// An input from outside that is even in power over the band, two-sided, SI / sqrt(Hz).
struct SlowInput {
    std::size_t input = 0;
    std::vector<double> own; // of each place, by itself; empty: none
    Matrix shared;           // L: place x pattern, each pattern one fluctuation that places share; empty: none
    bool none() const { return own.empty() && shared.empty(); }
};

// (2): place x place, of the output that stands for activity, its SI^2 / Hz. `state` is a stable rest of `network`, and
// `near` what linearise() says there.
Matrix slow_density(const Network& network, const Matrix& state, const LinearNetwork& near, const SlowInput& slow = {});

// Covariance of `normals.cols()` readings whose own covariance is `covariance`: a draw from Wishart's distribution by
// `normals`, place x reading, standard normal. A band of B Hz seen for T s gives 2 B T readings.
Matrix sampled(const Matrix& covariance, const Matrix& normals);

Matrix correlation_of(const Matrix& covariance); // the diagonal is 1

} // namespace rewire::integrate
