// Parts of a scenario, read where they stand: in a scenario's own file, or in that of an experiment. What is wrong is
// noted in the section.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenario/keys.hpp"
#include "scenario/scenario.hpp"

namespace rewire::scenario {

// Names with their distances from the mean, "+1 sd".
std::vector<Trait> read_traits(Section& traits);
// Enzymes that are known, of [person]: CYP2D6, "poor".
std::vector<std::pair<std::string, std::string>> read_enzymes(Keys& person);
// Age and women of a population, where they are said.
void read_demography(Keys& population, Scenario& s);
std::vector<Phrase> read_history(const std::vector<Section::Text>& phrases, Section& section);
// `start`: the day of week 0, where one is given.
std::vector<Phrase> read_treatments(const std::vector<Section::Text>& phrases, Section& section,
                                    std::optional<Date> start = {});
// A whole number within bounds; nothing, which is noted, where it is none, and nothing where the key is not there.
std::optional<double> whole(Section& s, std::string_view key, double low, double high);
// One [[arm]]: its name, which no earlier one may have, its treatments, its adherence. Keys of other readers' may stand
// beside them: finish() is the caller's.
Arm read_arm(Section& arm, const std::vector<Section::Text>& earlier, std::optional<Date> start = {});
// Names of parameters with their values.
std::vector<Setting> read_settings(Section& settings);

// Why nobody can be read in a week: it is before the history begins. Empty where it is not, or where nobody knows.
// `add`: how a history is begun, "add [history] with life".
std::string before_life(const Scenario& s, double week, std::string_view add);

} // namespace rewire::scenario
