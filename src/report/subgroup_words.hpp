// Subgroups of a trial, in words for the screen and as "subgroups" of the "trial" in summary.json.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "trial/subgroups.hpp"

namespace rewire::report {

std::string words_of(const trial::Design& d, const trial::Subgroups& s);
nlohmann::ordered_json subgroups_json(const trial::Subgroups& s);

} // namespace rewire::report
