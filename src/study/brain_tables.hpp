// Tables by region that come from the user beside the connectome: parameter maps.
#pragma once
#include <string>
#include <vector>

#include "integrate/network.hpp"

namespace rewire::study {

// "receptor=FILE:column": a column of a CSV or TSV table whose first column, or one called "label" or "region", names
// the regions. Values are in the parameter's own unit. Returns a warning that names the table's regions that the brain
// lacks. InputError naming line and column, or the regions that are missing.
std::vector<std::string> map_parameter(integrate::Network& n, const std::string& assignment);

} // namespace rewire::study
