// The mechanisms of this folder, each listed once.
#pragma once
#include "equations/synapse/consolidation.hpp"
#include "equations/synapse/gates.hpp"
#include "equations/synapse/use_dependence.hpp"
#include "mechanism/type_list.hpp"

namespace rewire {

using SynapseMechanisms = TypeList<Gates, UseDependence, Consolidation>;

} // namespace rewire
