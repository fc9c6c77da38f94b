// What a page can draw: charts of lines, timelines, scatter plots, heat maps, bars, diagrams; plain data, no drawing.
#pragma once
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/matrix.hpp"
#include "report/colour_map.hpp"
#include "report/circuit_diagram.hpp"
#include "report/glass_brain.hpp"
#include "report/pain_map.hpp"
#include "report/table.hpp"

namespace rewire::report {

inline constexpr double not_there = std::numeric_limits<double>::quiet_NaN();

// What stands around every figure. `csv` names the files beside the page that hold the numbers: shown as links.
struct Caption {
    std::string title = {}; // "BOLD signal"; also what a screen reader says
    std::string text = {};
    std::vector<std::string> csv = {};
};

struct Axis {
    std::string label;     // "Time"
    std::string unit = {}; // "s"
    bool log = false;      // values that are not above zero are left out
    bool whole = false;    // counts: no tick between two whole numbers
};

struct Mark { // a point worth naming: "best: G = 2.1, r = 0.45"
    double x = 0, y = 0;
    std::string label;
};

struct Line {
    std::string label;
    std::vector<double> values;              // one an x; NaN = gap
    std::vector<double> low = {}, high = {}; // a band of uncertainty, or none
    std::string group = {};                  // lines of a group share a colour and are switched together (network)
    bool shown = true;
    bool dashed = false;
};

// Many lines over one x. More than 2000 points are thinned for display to the smallest and largest of each stretch.
struct LineChart {
    Caption caption;
    Axis x, y;
    std::vector<double> at; // x, rising
    std::vector<Line> lines;
    std::vector<Mark> marks = {};
};

// A stretch of a plan, drawn above curves on their x axis.
struct PlanBar {
    std::string label;  // "escitalopram 10 mg daily"
    std::string detail; // said when pointed at
    double from = 0, to = 0;
    double fade = 0;                        // how long it fades out after `to`
    std::vector<double> sessions = {};      // drawn as ticks instead of a solid bar
    bool era = false;                       // a stretch of life: all eras share the first row
    std::optional<std::size_t> colour = {}; // that of this line of a panel; otherwise each bar has its own
};
// Small charts one below the other on one x, with a plan above them and marks of visits through them.
struct Panel {
    struct Band { // a range of y that has a name: "moderate"
        std::string label;
        double from = 0, to = 0;
    };
    std::string title;
    Axis y;
    std::vector<Line> lines;
    std::vector<Band> bands = {};
    std::optional<std::pair<double, double>> range = {}; // of the axis; else that of what is drawn
    std::string note = {};                               // below it: the source of the bands
};
struct Timeline {
    Caption caption;
    Axis x;
    std::vector<double> at; // rising
    std::vector<PlanBar> plan;
    std::vector<double> visits;
    std::vector<Panel> panels;
};

// Point k at (x[k], y[k]); its name is labels[ends[k].first] - labels[ends[k].second], or one label when both are the
// same.
struct Scatter {
    Caption caption;
    Axis x, y;
    std::vector<double> at, values;
    std::vector<std::string> labels = {};
    std::vector<std::pair<std::size_t, std::size_t>> ends = {};
    bool identity = true; // draws y = x
    bool named = false;   // every point has its first label beside it
};

// The pairs above the diagonal of two labelled matrices against one another: empirical along x, simulated up.
Scatter scatter_of_pairs(Caption caption, Axis x, Axis y, const Matrix& along, const Matrix& up,
                         std::vector<std::string> labels);

// One side of a heat map: names with optional groups (regions and networks), or numbers (time, a swept parameter).
struct HeatAxis {
    std::string label, unit = {};
    std::vector<std::string> names = {};
    std::vector<std::string> groups = {}; // one a name: gathered group by group, in order of first appearance
    std::vector<double> at = {};          // evenly spaced, when there are no names
};
struct HeatMap {
    std::string title; // "Simulated"
    HeatAxis rows, columns;
    Matrix values; // rows x columns; NaN is left blank
};
// Heat maps side by side, on one colour scale; hovering one points at the same cell in the others.
struct HeatMaps {
    Caption caption;
    std::string quantity, unit;
    std::vector<HeatMap> maps;
    Palette palette = Palette::sequential;
    std::optional<std::pair<double, double>> range = {};
    std::vector<Mark> marks = {}; // in the numbers of columns (x) and rows (y)
};

ColourScale colour_scale(const HeatMaps& h);

// A square labelled matrix, the same on both sides.
HeatMap square_map(std::string title, std::vector<std::string> names, std::vector<std::string> groups, Matrix values,
                   std::string side = "Region");

struct Bar {
    std::string label;
    double value = 0;
    double low = not_there, high = not_there; // an interval, or none
};
struct BarChart {
    Caption caption;
    std::string quantity, unit;
    std::vector<Bar> bars;
    std::optional<std::pair<double, double>> range = {}; // that charts to be compared share; else that of the bars
};
std::pair<double, double> range_of(const BarChart& b); // of its bars and whiskers, and zero

// Horizontal bars made of parts: how a whole is shared out, one bar a row.
struct StackedBars {
    Caption caption;
    std::string quantity, unit;
    std::vector<std::string> parts;
    std::vector<std::string> rows;
    Matrix values; // row x part, 0 or more; NaN is left out
};

struct BrainFigure {
    Caption caption;
    BrainPicture picture;
};

struct DiagramFigure { // diagrams side by side, on one scale of widths
    Caption caption;
    std::vector<Diagram> diagrams;
    std::string than = "in health"; // what is stronger is so "than in health"
};

struct PainMapFigure { // side by side, on one scale of widths
    Caption caption;
    std::vector<PainMap> maps;
};

struct TableFigure {
    Caption caption;
    Table table;
    int source_column = -1; // cells there that say "assumed" are marked and counted
};

} // namespace rewire::report
