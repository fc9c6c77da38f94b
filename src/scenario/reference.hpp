// The reference of scenario files, as Markdown, from the tables that the reader reads by (scenario/grammar.hpp).
#pragma once
#include <string>

namespace rewire::scenario {

std::string scenario_reference(); // docs/scenario_reference.md is this text

} // namespace rewire::scenario
