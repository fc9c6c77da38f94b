// Which values a parameter may have: by its unit, its sign and the equations, one rule for all of them. Nobody has
// measured these ranges; they keep slips of the hand and of the unit out.
#pragma once
#include <string>

#include "mechanism/catalogue.hpp"

namespace rewire::model {

inline constexpr double usual_times = 10, possible_times = 100; // the model's own value; of a zero, its unit

// SI. Possible is from `low` to `high`; what lies within but beyond the usual is told.
struct ParameterRange {
    double low = 0, high = 0;
    double usual_low = 0, usual_high = 0;
    bool has(double value) const;
};
// `row` is one of e.params.
ParameterRange range_of(const mechanism::Entry& e, const mechanism::RowInfo& row);
// "usual 10 to 1000, possible 1 to 10000", in the parameter's unit.
std::string told(const ParameterRange& range, const mechanism::RowInfo& row);
// What the rule is, in a line.
std::string_view rule_of_ranges();

} // namespace rewire::model
