// Options of the fast engine without noise: what is left has a closed form.
#pragma once
#include "integrate/fast.hpp"

namespace rewire::testing {

inline integrate::FastOptions quiet(double dt, integrate::Method method = integrate::Method::euler) {
    integrate::FastOptions o;
    o.dt = dt;
    o.noise = 0;
    o.method = method;
    return o;
}

} // namespace rewire::testing
