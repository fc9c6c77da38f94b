// The length of an hour, a day, a week, and the longest life that is planned, s.
#pragma once

namespace rewire {

inline constexpr double hour = 3600, day_length = 24 * hour, week_length = 7 * day_length;
inline constexpr double longest_life = 36525 * day_length; // a hundred years

} // namespace rewire
