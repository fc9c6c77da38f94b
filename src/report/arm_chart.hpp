// Curves of arms over the visits of a trial with their people below, as one <svg>: means with intervals, or steps. It
// needs no script; each arm has a colour, a mark and a dash of its own.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/figure.hpp"

namespace rewire::report {

struct ArmLine {
    std::string label;
    std::size_t arm = 0;                                 // its colour, mark and dash
    std::vector<double> at, values, low = {}, high = {}; // as many of each; NaN = gap; low and high: 95 %, or none
    std::vector<std::size_t> people = {};                // one a tick of x
    std::vector<double> censored = {};                   // of steps: x of a small mark
    std::vector<std::string> tips = {};                  // one a value, or none
};
struct ArmChart {
    std::string says; // to whoever cannot see it
    Axis x, y;
    std::vector<double> ticks; // of x, rising: the visits
    std::string people;        // what the numbers below are: "People at risk"
    std::vector<ArmLine> lines;
    std::optional<std::pair<double, double>> range = {}; // of y; else what is drawn
    bool steps = false;                                  // each value holds until the next; bands instead of whiskers
};
std::string arm_chart_svg(const ArmChart& c, double width, std::string_view looks = {});

// How far single people's differences reach, and below them what is true of all and what a trial sees.
struct DifferenceChart {
    std::string says;
    Axis x;
    std::size_t arm = 0; // whose colour
    std::vector<double> differences;
    struct Found { // a point with its interval, in words; NaN: no interval
        std::string words;
        double value = 0, low = 0, high = 0;
    };
    std::vector<Found> found;
};
std::string difference_chart_svg(const DifferenceChart& c, double width, std::string_view looks = {});

// A picture drawn for wide screens and paper, and once more for narrow ones; whole <svg> elements.
struct DrawingFigure {
    Caption caption;
    std::string wide, narrow;
};
inline constexpr double narrow_screen = 330; // pixels that a figure has on a telephone
std::string drawing_block(const DrawingFigure& d);

} // namespace rewire::report
