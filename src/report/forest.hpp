// A forest plot: what is published as an interval, ours as a point with its error, row under row on one axis.
#pragma once
#include <string>
#include <vector>

#include "report/figure.hpp"

namespace rewire::report {

struct ForestRow {
    std::string group, name, text; // rows of one group stand together; text: what was measured
    std::string words;             // further words a reader may filter by
    std::string verdict;           // "inside", "direction" or "outside": colour and shape
    double published = 0, low = 0, high = 0;
    bool band = false; // the interval was not published
    double ours = 0, error = 0;
};
struct ForestFigure {
    Caption caption;
    std::string unit;
    double low = 0, high = 1, step = 0.5; // of the axis
    double neutral = 0;                   // where nothing is found; NaN: nowhere
    std::vector<ForestRow> rows;
};
std::string forest_block(const ForestFigure& f);

} // namespace rewire::report
