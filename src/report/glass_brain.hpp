// A glass brain: regions as coloured dots at their MNI centroids, seen from four sides.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/matrix.hpp"
#include "report/colour_map.hpp"

namespace rewire::report {

struct BrainRegion {
    std::string label;
    double x = 0, y = 0, z = 0; // mm, MNI152: right, anterior, up
    double value = 0;           // NaN draws an empty dot
    char hemisphere = 'B';      // 'L', 'R', or 'B' for the midline: seen from both sides
};
struct BrainEdge {
    std::size_t a = 0, b = 0; // into regions
    double weight = 0;        // the strongest is drawn widest
};
struct BrainPicture {
    std::string title;          // what a screen reader says
    std::string quantity, unit; // "Mean firing rate", "Hz"
    std::vector<BrainRegion> regions;
    std::vector<BrainEdge> edges = {};
    Palette palette = Palette::sequential;
    std::optional<std::pair<double, double>> range = {}; // of the colours; otherwise that of the values
};

enum class BrainView { left, right, top, front };

// The n strongest |weights| above the diagonal of a symmetric matrix, strongest first; ties by position. Zeros and NaN
// are no edges.
std::vector<BrainEdge> strongest_edges(const Matrix& weights, std::size_t n);

ColourScale colour_scale(const BrainPicture& p);

// One view as an <svg> element whose style is page/glass_brain.css; dots carry data-tip and data-region.
std::string brain_view_svg(const BrainPicture& p, BrainView view);

// All four views and the colour bar as one self-contained SVG document, for a README or a paper. Left is left.
std::string glass_brain_svg(const BrainPicture& p);

} // namespace rewire::report
