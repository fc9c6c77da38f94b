// Tables by region that come from the user beside the connectome: parameter maps, measured FC and BOLD.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "brain/connectome.hpp"
#include "integrate/network.hpp"
#include "simulate/findings.hpp"

namespace rewire {

struct NetworkOptions;

// "receptor=FILE:column": a column of a CSV or TSV table whose first column, or one called "label" or "region", names
// the regions. Values are in the parameter's own unit. InputError naming line and column, or the regions that are
// missing.
void map_parameter(Network& n, const std::string& assignment);

// The measured brain to compare with, in the connectome's order, or nothing when none was given.
std::optional<Target> read_target(const NetworkOptions& o, const Connectome& c, const ScanQuestion& q,
                                  std::vector<std::string>& warnings);

} // namespace rewire
