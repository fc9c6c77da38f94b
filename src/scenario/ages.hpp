// How old people are and how many of them are women, as a condition of the catalogue or a scenario tells it.
#pragma once
#include <optional>

#include "scenario/document.hpp"

namespace rewire::scenario {

struct Ages { // years; a normal distribution whose ends are cut off
    double mean = 40, spread = 0, from = 18, to = 100;
    bool operator==(const Ages&) const = default;
};
// age = { mean = 42, spread = 12, from = 18, to = 75 }: `from` and `to` may be left out. Nothing where the key is not
// there, or wrong, which is noted.
std::optional<Ages> read_ages(Section& s);

} // namespace rewire::scenario
