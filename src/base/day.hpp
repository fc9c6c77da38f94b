// The length of a day, a week, and the longest life that is planned, s.
#pragma once

namespace rewire {

inline constexpr double day_length = 86400, week_length = 7 * day_length;
inline constexpr double longest_life = 36525 * day_length; // a hundred years

} // namespace rewire
