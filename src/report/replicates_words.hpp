// What many replicates of a trial came to, in words for the screen and as "replicates" of summary.json.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "trial/replicates.hpp"

namespace rewire::report {

std::string words_of(const trial::Design& d, const trial::Replicates& r);
nlohmann::ordered_json replicates_json(const trial::Design& d, const trial::Replicates& r);

} // namespace rewire::report
