// The mechanisms of this folder, each listed once.
#pragma once
#include "equations/cord/chloride.hpp"
#include "equations/cord/descending_control.hpp"
#include "equations/cord/dorsal_horn.hpp"
#include "equations/cord/exercise_hypoalgesia.hpp"
#include "equations/cord/gene_arms.hpp"
#include "equations/cord/late_potentiation.hpp"
#include "equations/cord/learnt_inhibition.hpp"
#include "equations/cord/manual_therapy.hpp"
#include "equations/cord/medullary_facilitation.hpp"
#include "equations/cord/opioid_adaptation.hpp"
#include "equations/cord/opioid_tone.hpp"
#include "equations/cord/pain_threshold.hpp"
#include "equations/cord/protease_receptors.hpp"
#include "equations/cord/spinal_microglia.hpp"
#include "equations/cord/wind_up.hpp"
#include "mechanism/type_list.hpp"

namespace rewire::equations {

using CordMechanisms = TypeList<Chloride, DescendingControl, DorsalHorn, LatePotentiation, LearntInhibition,
                                ManualTherapy, MedullaryFacilitation, OpioidAdaptation, OpioidTone, SpinalMicroglia,
                                WindUp, GeneArms, ExerciseHypoalgesia, PainThreshold, ProteaseReceptors>;

} // namespace rewire::equations
