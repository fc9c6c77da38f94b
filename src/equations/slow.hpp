// What the slow equations share: bounds that are never quite reached, a smooth rectifier, a threshold.
#pragma once
#include "mechanism/contract.hpp"

namespace rewire::equations {

// b tanh(x / b): x near 0, within +-b far from it.
template <Number T, class Bound>
T saturated(const T& x, const Bound& b) {
    return b * tanh(x / b);
}
// The same with another bound on either side of 0.
template <Number T, class Below, class Above>
T saturated(const T& x, const Below& below, const Above& above) {
    return select(x < T(0.0), saturated(x, below), saturated(x, above));
}

// About max(x, 0), with a bend 0.05 wide.
template <Number T>
T softly_rectified(const T& x) {
    return 0.5 * (x + sqrt(x * x + 0.0025));
}
template <Number T>
T positive_part(const T& x) {
    return select(x < T(0.0), T(0.0), x);
}
// x^3/(x^3 + half^3) above 0: nothing much until half, nearly all beyond it.
template <Number T>
T steep(const T& x, const T& half) {
    const T a = positive_part(x);
    return a * a * a / (a * a * a + half * half * half);
}

} // namespace rewire::equations
