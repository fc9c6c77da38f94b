// A circuit diagram: circuits as boxes, pathways as arrows whose width says how much their weight has changed.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rewire::report {

struct DiagramArrow {
    enum class Head { excites, inhibits, channel }; // a point, a bar, an open ring
    std::string name;
    std::size_t from = 0, to = 0; // into nodes
    Head head = Head::excites;
    double change = 0; // of the weight, as a fraction; NaN is drawn as no change
    std::string tip;   // said beside the name: "+12 % (5 to 20 %)"
};
struct Diagram {
    std::string title; // "Week 0"
    std::vector<std::string> nodes;
    std::vector<DiagramArrow> arrows;
};

// Below this fraction an arrow counts as unchanged.
inline constexpr double unchanged = 0.005;

// The largest |change| of its arrows.
double widest_change(const Diagram& d);
// Circuits of mood and threat have their places; others stand on a ring around them. The widest arrow is drawn for
// `most`, so that diagrams side by side can share a scale.
std::string diagram_svg(const Diagram& d, double most);
// What heads, colours and the widest arrow mean; `than`: what is stronger is so "than in health".
std::string diagram_legend(double most, std::string_view than = "in health");

} // namespace rewire::report
