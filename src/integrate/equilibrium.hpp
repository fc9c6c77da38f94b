// Where a network rests, found again and again as its drives, tracts and gains move: the states of a place are
// eliminated, so that a Newton step solves one equation a place.
//
//   (I + sum_m K_m G W_m) dy = -c A^-1 f,   K_m = c A^-1 B_m,   dx = -A^-1 (f + sum_m B_m G W_m dy)               (1)
//
// A, B_m, c: derivatives of a place's drift by its states and by network input m, and of what it sends by its states.
// From the thirteenth step on A - 15/s stands for A (implicit Euler in pseudo-time), which cannot cycle.
#pragma once
#include <memory>
#include <span>
#include <vector>

#include "integrate/network.hpp"

namespace rewire::integrate {

// A small change of what the network is given; the derivative of its rest by it is asked for.
struct Change {
    struct Tract { // of the weights of a network input
        std::size_t input, target, source;
        double weight;
    };
    struct Drive { // of a given input, SI
        std::size_t input, place;
        double value;
    };
    std::vector<Tract> tracts;
    std::vector<Drive> drives;
    std::vector<std::size_t> places; // where the parameter changes, by 1 SI
};

class Equilibrium {
public:
    // Every network input of the model must read the same output. `param`: the parameter that Change::places speaks of.
    Equilibrium(const mechanism::Entry& model, std::size_t places, std::size_t param = 0);
    ~Equilibrium();
    Equilibrium(Equilibrium&&) noexcept;

    // From `state` (place x state, SI) to the rest near it, which it becomes. `given`: place x input, SI; network
    // inputs are found here. The steps taken; NoRest naming the place that moves most after 300.
    int solve(const Network& network, const Matrix& given, Matrix& state);
    // At the rest last found: place x output, SI.
    const Matrix& outputs() const;
    // Derivatives of one output there: place x change; where wanted, those of the states: (place, state) x change.
    Matrix slopes(std::size_t output, std::span<const Change> changes, Matrix* by_state = nullptr);
    double sign() const; // of the determinant of the Jacobian there

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace rewire::integrate
