// From body to brain: what hurts, level by level, and what each state tells the next.
//
// The tables say which of the model's signals are drawn and where; that a mechanism puts one out and another one reads
// it is the model's own wiring (a test holds the tables to it). Nothing here knows a person.
#pragma once
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rewire::report {

struct MapSpot {
    double x = 0, y = 0;
};
struct MapLevel {
    std::string_view name;
    double top = 0, bottom = 0;
};
// A state, or several that stand together; what it stands for in the model.
struct MapBox {
    std::string_view name, title, more = {}; // more: the second line of its label
    MapSpot at;                              // centre
    double width = 80;
    std::array<std::string_view, 2> signals = {}; // that shade it: the one further from health
    std::array<std::string_view, 3> mechanisms = {};
    std::array<std::string_view, 4> circuits = {}; // alone: their answer to a volley of pain shades it
    bool group = false;                            // a frame around others
};
// What one box tells another.
struct MapLine {
    std::string_view from, to;
    std::array<std::string_view, 2> signals; // one, or two that are told together: the one further from health
    int sign = 1;                            // +1: it raises what it reaches, -1: it lowers it
    std::array<MapSpot, 5> way = {};         // two: straight; three: bent; more: round corners
    int spots = 2;
    std::span<const MapSpot> path() const { return std::span(way).first(static_cast<std::size_t>(spots)); }
};
// How far from its healthy value a signal is drawn with the widest line, in the signal's unit.
struct MapScale {
    std::string_view signal;
    double widest = 1;
};

std::span<const MapLevel> map_levels();
std::span<const MapBox> map_boxes();
std::span<const MapLine> map_lines();
std::span<const MapScale> map_scales();
inline constexpr double widest_answer = 0.5; // of circuits to a volley, over the healthy one

struct MapValue {
    double change = std::nan(""); // from health, 1 = the widest line; NaN: not there
    std::string tip = {};         // said when pointed at
};
struct PainMap {
    std::string title;                  // "Week 0"
    std::vector<MapValue> boxes, lines; // as the tables
};

double map_line_width(double change);
std::string pain_map_svg(const PainMap& m);
std::string pain_map_legend();

} // namespace rewire::report
