// The mechanisms of this folder, each listed once.
#pragma once
#include "equations/blood/balloon_windkessel.hpp"
#include "mechanism/type_list.hpp"

namespace rewire::equations {

using BloodMechanisms = TypeList<BalloonWindkessel, BalloonWindkesselStephan>;

} // namespace rewire::equations
