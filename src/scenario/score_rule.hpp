// A rule about the scores of visits, as a trial's file words it.
#pragma once
#include <cstddef>
#include <optional>

#include "scenario/document.hpp"

namespace rewire::scenario {

// "hamd >= 16 at two visits in a row": a score of a visit against a number.
struct Rule {
    enum class Sign { at_least, above, at_most, below };
    Section::Text measure = {}; // place of the whole rule
    Sign sign = Sign::at_least;
    double value = 0;
    int visits = 1;                 // that hold it
    bool in_a_row = true;           // those visits are on end; false: whichever they are
    bool holds(double score) const; // false of NaN
};
// Longer texts are no rule: what reads them must not be led astray.
inline constexpr std::size_t longest_rule = 200; // bytes
// "phq9 >= 20", "hamd >= 16 at two visits in a row", "hamd > 24 at two visits"; nothing where it is none.
std::optional<Rule> rule_of(const Section::Text& text);

} // namespace rewire::scenario
