// Numbers of a trial as a reader wants them, the same on the page and in its pictures.
#pragma once
#include <string>
#include <string_view>

#include "trial/analysis.hpp"

namespace rewire::report {

// So many digits behind the point, a true minus sign, "n/a" for NaN, "∞".
std::string shown_fixed(double value, int digits);
std::string shown_change(double value, int digits); // with its sign, plus too
// How many digits a scale is told with whose numbers spread like this: 2 of points, more of small numbers.
int digits_of(double sd);
// "−2.91 (−4.60 to −1.22)".
std::string shown_effect(double value, const trial::Interval& interval, int digits);
std::string shown_interval(const trial::Interval& interval, int digits);
std::string shown_p(double p); // "0.034", "< 0.001"
std::string shown_percent(double share, int digits = 0);

// "HAM-D at week 12: treatment policy".
std::string endpoint_text(const trial::Found& f);
// What compares an arm with the first one: "difference from waiting, points".
std::string against_first(const trial::Design& d, std::string_view what, std::string_view word,
                          std::string_view unit = "");

} // namespace rewire::report
