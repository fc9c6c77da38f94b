// The mechanisms of this folder, each listed once.
#pragma once
#include "equations/periphery/cytokines.hpp"
#include "equations/periphery/deconditioning.hpp"
#include "equations/periphery/injury.hpp"
#include "equations/periphery/local_inflammation.hpp"
#include "equations/periphery/motor_control.hpp"
#include "equations/periphery/nerve_ingrowth.hpp"
#include "equations/periphery/nerve_injury.hpp"
#include "equations/periphery/neurotrophins.hpp"
#include "equations/periphery/nociception.hpp"
#include "equations/periphery/oxidative_stress.hpp"
#include "equations/periphery/trigger_points.hpp"
#include "mechanism/type_list.hpp"

namespace rewire::equations {

using PeripheryMechanisms = TypeList<Deconditioning, Injury, LocalInflammation, MotorControl, NerveInjury, Nociception,
                                     Cytokines, OxidativeStress, TriggerPoints, Neurotrophins, NerveIngrowth>;

} // namespace rewire::equations
