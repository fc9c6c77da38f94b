// The mechanisms of this folder, each listed once.
#pragma once
#include "equations/growth/amygdala_structure.hpp"
#include "equations/growth/bdnf.hpp"
#include "equations/growth/hippocampal_structure.hpp"
#include "equations/growth/neurogenesis.hpp"
#include "equations/growth/plasticity_window.hpp"
#include "equations/growth/prefrontal_structure.hpp"
#include "mechanism/type_list.hpp"

namespace rewire::equations {

using GrowthMechanisms =
    TypeList<Bdnf, Neurogenesis, PlasticityWindow, PrefrontalStructure, HippocampalStructure, AmygdalaStructure>;

} // namespace rewire::equations
