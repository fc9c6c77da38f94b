// The mechanisms of this folder, each listed once.
#pragma once
#include "equations/synapse/consolidation.hpp"
#include "equations/synapse/gates.hpp"
#include "equations/synapse/use_dependence.hpp"
#include "mechanism/type_list.hpp"

namespace rewire::equations {

using SynapseMechanisms = TypeList<Gates, UseDependence, Consolidation>;

} // namespace rewire::equations
