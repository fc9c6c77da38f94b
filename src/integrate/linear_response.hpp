// How the connectivity of linear noise moves when its network does a little.
//
//   A P + P A' + Q = 0,   A dP + dP A' = -(dA P + P dA' + dQ),   K = C P C',   r_ij = K_ij / sqrt(K_ii K_jj)    (1)
//
// All by the eigenvectors of one A, so that many small moves of one network cost little each.
#pragma once
#include <memory>

#include "integrate/steady.hpp"

namespace rewire::integrate {

class LinearResponse {
public:
    // near: of a stable rest (NoRest otherwise); slopes: d output / d unknown, place x unknown.
    LinearResponse(const LinearNetwork& near, const Matrix& slopes);
    ~LinearResponse();
    LinearResponse(LinearResponse&&) noexcept;

    const Matrix& connectivity() const; // place x place, r
    // d r / d step, place x place, from the same network with its knob moved by `step`.
    Matrix change(const LinearNetwork& moved, const Matrix& moved_slopes, double step) const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace rewire::integrate
