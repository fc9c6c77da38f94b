// GraphML, as braingraph.org, the Connectome Mapper, NetworkX and igraph write it.
#pragma once
#include "brain/matrix_file.hpp"
#include <string_view>

namespace rewire::brain {

bool is_graphml(std::string_view bytes);

// Nodes in their order, named by the first of dn_name, name, label, dn_fsname ... that tells them all apart, else by
// their ids; dn_hemisphere and dn_region where every node has them. The weights are the edges' key `variable`, else
// "weight", "number_of_fibers" ..., else the only numeric key, else 1; lengths in mm are "fiber_length_mean" and the
// like. InputError for what is not GraphML, an edge of a node that is not there, a value that is no number, more than
// most_regions nodes, and more than 64 MB of text. Source: graphml.graphdrawing.org; keys of braingraph.org (Kerepesi
// 2017) and of the Connectome Mapper 3.
MatrixFile read_graphml(std::string_view bytes, const std::string& file, const std::string& variable);

} // namespace rewire::brain
