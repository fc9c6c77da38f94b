// The list of all mechanisms, written once: the program makes its catalogue from it, the tests run over it.
#pragma once
#include "equations/blood/balloon_windkessel.hpp"
#include "equations/body/baroreflex.hpp"
#include "equations/body/breathing.hpp"
#include "equations/body/circadian.hpp"
#include "equations/body/cortisol.hpp"
#include "equations/body/fitness.hpp"
#include "equations/body/inflammation.hpp"
#include "equations/body/sleep.hpp"
#include "equations/body/stimulation.hpp"
#include "equations/body/vagal.hpp"
#include "equations/growth/amygdala_structure.hpp"
#include "equations/growth/bdnf.hpp"
#include "equations/growth/hippocampal_structure.hpp"
#include "equations/growth/neurogenesis.hpp"
#include "equations/growth/plasticity_window.hpp"
#include "equations/growth/prefrontal_structure.hpp"
#include "equations/learning/coactivity.hpp"
#include "equations/learning/expected_threat.hpp"
#include "equations/learning/extinction_learning.hpp"
#include "equations/learning/practice.hpp"
#include "equations/learning/reward_learning.hpp"
#include "equations/learning/threat_learning.hpp"
#include "equations/mind/activation.hpp"
#include "equations/mind/anxiety.hpp"
#include "equations/mind/depression.hpp"
#include "equations/mind/expectation.hpp"
#include "equations/mind/hours.hpp"
#include "equations/mind/scar.hpp"
#include "equations/mind/self_confirmation.hpp"
#include "equations/mind/symptom_feedback.hpp"
#include "equations/region/corticothalamic.hpp"
#include "equations/region/generic_2d_oscillator.hpp"
#include "equations/region/hopf.hpp"
#include "equations/region/jansen_rit.hpp"
#include "equations/region/kuramoto.hpp"
#include "equations/region/montbrio_pazo_roxin.hpp"
#include "equations/region/wilson_cowan.hpp"
#include "equations/region/wong_wang.hpp"
#include "equations/region/wong_wang_gain.hpp"
#include "equations/synapse/consolidation.hpp"
#include "equations/synapse/gates.hpp"
#include "equations/synapse/use_dependence.hpp"
#include "equations/transmitter/amino_acids.hpp"
#include "equations/transmitter/gains.hpp"
#include "equations/transmitter/intracortical.hpp"
#include "equations/transmitter/noradrenaline.hpp"
#include "equations/transmitter/serotonin.hpp"
#include "equations/transmitter/vigilance.hpp"

namespace rewire {

template <class... M>
struct TypeList {};

using AllMechanisms =
    TypeList<WongWang, WongWangGain, WilsonCowan, JansenRit, Hopf, MontbrioPazoRoxin, Generic2dOscillator, Kuramoto, Corticothalamic, BalloonWindkessel,
             BalloonWindkesselStephan, Cortisol, Noradrenaline, Inflammation, Bdnf, Neurogenesis, Sleep, Activation, PlasticityWindow, PrefrontalStructure,
             HippocampalStructure, Fitness, Circadian, Serotonin, Stimulation, Breathing, Baroreflex, Vagal, AminoAcids, Vigilance, Intracortical,
             AmygdalaStructure, Expectation, Scar, Anxiety, Depression, SymptomFeedback, SelfConfirmation, Gains, Gates, Hours, ExpectedThreat, ThreatLearning,
             ExtinctionLearning, Practice, Coactivity, RewardLearning, UseDependence, Consolidation>;

} // namespace rewire
