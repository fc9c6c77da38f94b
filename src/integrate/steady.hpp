// Where a network comes to rest, with its derivatives there.
#pragma once
#include <vector>

#include "integrate/lyapunov.hpp"
#include "integrate/network.hpp"

namespace rewire::integrate {

// A network near one state, SI. Unknown `place * states + state` is one state of one place. Delays do not enter: they
// move no steady state, but they can take its stability away.
struct LinearNetwork {
    Matrix drift;              // place x state, d state / dt
    Matrix inputs, outputs;    // place x input, place x output
    Matrix jacobian;           // unknown x unknown, d drift / d state, 1/s for like units
    std::vector<double> noise; // of each unknown: amplitude, state / sqrt(s)
};

// At `state` (place x state). Inputs from outside are `given` (place x input), or 0.
LinearNetwork linearise(const Network& network, const Matrix& state, const Matrix& given = {});

// d output / d unknown, through the place itself and through the network: place x unknown.
Matrix output_slopes(const Network& network, const Matrix& state, std::size_t output);

// d drift / d input at the place itself, SI: place x state. For inputs from outside.
Matrix input_slopes(const Network& network, const Matrix& state, std::size_t input);

// G sum_j C_ij y_j for network inputs, G sum_j C_ij for strengths, 0 for the rest: place x input, from what each place
// puts out.
Matrix network_inputs(const Network& network, const Matrix& outputs);

struct SteadyState {
    Matrix state; // place x state, SI
    LinearNetwork near;
    int steps = 0;       // Newton steps taken
    double residual = 0; // 1/s: the fastest any state still moves, as a share of its range
    double growth() const { return growth_rate(near.jacobian); } // 1/s: largest real part of an eigenvalue
    bool stable() const { return growth() < 0; }
};

// From `start` (place x state; empty: the model's own start everywhere) by Newton's method, with steps of at most a
// tenth of a state's range; when that does not finish, by implicit Euler steps that lengthen as the motion dies. The
// rest found may be unstable: ask. NoRest names the place and state that moved most.
SteadyState steady_state(const Network& network, const Matrix& start = {});

// The model's own start at every place.
Matrix start_state(const Network& network);

} // namespace rewire::integrate
