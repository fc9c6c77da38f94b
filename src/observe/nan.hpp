#pragma once
#include <limits>

namespace rewire::observe {

inline constexpr double nan = std::numeric_limits<double>::quiet_NaN(); // no number can be told

} // namespace rewire::observe
