// The numbers of a figure as compact JSON for the page's scripts: rounded for display, thinned when there are too many.
#pragma once
#include <string>

#include "report/figure.hpp"

namespace rewire::report {

inline constexpr std::size_t most_points = 2000; // of a line, more than a screen has pixels

// JSON text with "kind": "lines", "timeline", "scatter" or "heat". '<' is written as \u003c, so it can stand inside a
// script element. Defect when lengths do not fit.
std::string figure_data(const LineChart& c);
std::string figure_data(const Timeline& t);
std::string figure_data(const Scatter& s);
std::string figure_data(const HeatMaps& h);

} // namespace rewire::report
