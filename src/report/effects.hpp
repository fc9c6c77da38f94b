// A forest plot of a trial's own effects: each a point with its interval and the numbers beside it, groups of one axis.
// It is made of words and boxes, so that it folds on a narrow screen and reads aloud.
#pragma once
#include <limits>
#include <string>
#include <vector>

#include "report/figure.hpp"

namespace rewire::report {

struct EffectRow {
    std::string name, note = {};                                 // "female", "58 and 60 people"
    double value = not_there, low = not_there, high = not_there; // NaN of all: a heading of the rows below it
    std::string words = {};                                      // the numbers, as they are read
    std::string p = {};                                          // at the right end; may be empty
    bool all = false;                                            // everybody: drawn as a diamond
};
struct EffectGroup {
    std::string title;
    std::string unit = {};            // of the axis
    std::string head = {}, p = {};    // over the numbers and over the p values
    bool log = false;                 // ratios, above zero
    double neutral = 0;               // where nothing is found
    double overall = not_there;       // a dashed line through all rows, or none
    std::string less = {}, more = {}; // what lies to the left and to the right of the neutral line
    std::vector<EffectRow> rows;
};
struct EffectForest {
    Caption caption;
    std::vector<EffectGroup> groups;
};
std::string effects_block(const EffectForest& f);

} // namespace rewire::report
