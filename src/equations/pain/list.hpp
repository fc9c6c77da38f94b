// The mechanisms of this folder, each listed once.
#pragma once
#include "equations/pain/catastrophising.hpp"
#include "equations/pain/central_disinhibition.hpp"
#include "equations/pain/mesolimbic_dopamine.hpp"
#include "equations/pain/motor_stimulation.hpp"
#include "equations/pain/movement_fear.hpp"
#include "equations/pain/pain.hpp"
#include "equations/pain/pain_beliefs.hpp"
#include "equations/pain/pain_burden.hpp"
#include "equations/pain/pain_evidence.hpp"
#include "equations/pain/pain_interference.hpp"
#include "equations/pain/tactile_acuity.hpp"
#include "mechanism/type_list.hpp"

namespace rewire::equations {

using PainMechanisms = TypeList<CentralDisinhibition, MotorStimulation, MovementFear, Pain, PainBurden, PainEvidence,
                                PainInterference, TactileAcuity, MesolimbicDopamine, PainBeliefs, Catastrophising>;

} // namespace rewire::equations
