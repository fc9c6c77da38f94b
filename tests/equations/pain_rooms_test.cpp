// What each mechanism of periphery, cord and pain claims, asked of its equations as those of mood are (slow_test.cpp).
#include <cmath>
#include <set>

#include "pain_rooms.hpp"
#include "settled.hpp"

using namespace rewire;
using namespace rewire::mechanism;
using namespace rewire::testing;

namespace {

struct From {
    Claim claim;
    Moved hurt = {}; // what has to be there for it
};
const Moved sprain{{"tissue_injury", 0.5}, {"local_inflammation", 0.4}};
const From claims[]{
    {{"injury", "back_strain", 0.02, "tissue_injury", +1}},
    {{"injury", "deconditioning", 0.5, "tissue_injury", +1}, {{"back_strain", 0.02}}},
    {{"injury", "motor_skill", 0.5, "tissue_injury", -1}, {{"back_strain", 0.02}}},
    {{"nerve_injury", "nerve_lesion", 0.001, "nerve_injury", +1}},
    {{"nerve_injury", "central_lesion", 0.001, "central_injury", +1}},
    {{"local_inflammation", "tissue_injury", 0.5, "local_inflammation", +1}},
    {{"local_inflammation", "nerve_injury", 0.5, "local_ngf", +1}},
    {{"local_inflammation", "inflammation", 1.5, "local_inflammation", +1}, {{"tissue_injury", 0.5}}},
    {{"local_inflammation", "fitness", 1.2, "local_inflammation", -1}, {{"tissue_injury", 0.5}}},
    {{"local_inflammation", "cox2_inhibition", 0.5, "local_inflammation", -1}, {{"tissue_injury", 0.5}}},
    {{"deconditioning", "movement_hours", 0.2, "deconditioning", +1}},
    {{"deconditioning", "movement_hours", 0.2, "movement_load", -1}},
    {{"deconditioning", "aerobic_hours", 2, "deconditioning", -1}},
    {{"deconditioning", "strength_hours", 2, "deconditioning", -1}},
    {{"deconditioning", "core_training_hours", 2, "deconditioning", -1}},
    {{"motor_control", "core_training_hours", 2, "motor_skill", +1}},
    {{"motor_control", "pain", 0.5, "muscle_delay", +1}},
    {{"nociception", "tissue_injury", 0.5, "nociceptor_rate", +1}},
    {{"nociception", "local_inflammation", 0.5, "nociceptor_rate", +1}, sprain},
    {{"nociception", "deconditioning", 0.5, "nociceptor_rate", +1}, sprain},
    {{"nociception", "motor_skill", 0.5, "nociceptor_rate", -1}, sprain},
    {{"nociception", "nerve_injury", 0.5, "nociceptor_rate", +1}},
    {{"nociception", "alpha2_delta_occupancy", 0.5, "nociceptor_rate", -1}, {{"nerve_injury", 0.6}}},
    {{"spinal_microglia", "nerve_injury", 0.5, "microglia", +1}},
    {{"spinal_microglia", "spinal_output", 0.5, "microglia", +1}},
    {{"spinal_microglia", "fitness", 1.2, "microglia", -1}, {{"nerve_injury", 0.5}}},
    {{"spinal_microglia", "inflammation", 1.5, "microglia", +1}, {{"nerve_injury", 0.5}}},
    {{"chloride", "microglia", 0.5, "kcc2", -1}},
    {{"chloride", "microglia", 0.5, "spinal_inhibition", -1}},
    {{"dorsal_horn", "nociceptor_rate", 6, "spinal_output", +1}},
    {{"dorsal_horn", "spinal_inhibition", 0.7, "spinal_output_moving", +1}},
    {{"dorsal_horn", "spinal_gain", 1.3, "spinal_output", +1}, {{"nociceptor_rate", 6}}},
    {{"dorsal_horn", "descending_control", 0.3, "spinal_output", -1}, {{"nociceptor_rate", 6}}},
    {{"late_potentiation", "spinal_output", 0.5, "spinal_gain", +1}},
    {{"late_potentiation", "microglia", 0.5, "spinal_gain", +1}, {{"spinal_output", 0.5}}},
    {{"late_potentiation", "descending_control", 0.5, "spinal_gain", -1}, {{"spinal_output", 0.5}}},
    {{"opioid_tone", "fitness", 1.2, "opioid_tone", +1}},
    {{"opioid_tone", "aerobic_hours", 2, "opioid_tone", +1}},
    {{"opioid_tone", "sleep", 0.7, "opioid_tone", -1}},
    {{"opioid_tone", "pain", 0.5, "opioid_tone", -1}},
    {{"opioid_tone", "expectation", 0.5, "opioid_tone", +1}},
    {{"medullary_facilitation", "sleep", 0.7, "pain_facilitation", +1}},
    {{"medullary_facilitation", "movement_fear", 0.5, "pain_facilitation", +1}},
    {{"medullary_facilitation", "pain", 0.5, "pain_facilitation", +1}},
    {{"medullary_facilitation", "fitness", 1.2, "pain_facilitation", -1}, {{"sleep", 0.7}}},
    {{"descending_control", "opioid_tone", 1.2, "descending_control", +1}},
    {{"descending_control", "opioid_tone", 1.2, "conditioned_modulation", +1}},
    {{"descending_control", "noradrenaline_tone", 0.2, "descending_control", +1}},
    {{"descending_control", "serotonin_tone", 0.2, "descending_control", +1}},
    {{"descending_control", "learnt_inhibition", 0.2, "descending_control", +1}},
    {{"descending_control", "manual_aftereffect", 0.2, "descending_control", +1}},
    {{"descending_control", "motor_aftereffect", 0.2, "descending_control", +1}},
    {{"descending_control", "pain_facilitation", 0.3, "descending_control", -1}},
    {{"learnt_inhibition", "graded_activity_hours", 0.2, "learnt_inhibition", +1}, {{"pain", 0.4}}},
    {{"learnt_inhibition", "movement_fear", 0.5, "learnt_inhibition", +1}},
    {{"learnt_inhibition", "pain", 0.5, "learnt_inhibition", -1}},
    {{"manual_therapy", "afferent_sessions", 0.2, "manual_aftereffect", +1}, {{"pain", 0.4}}},
    {{"motor_stimulation", "M1_stimulation", 0.5, "motor_aftereffect", +1}},
    {{"wind_up", "spinal_gain", 1.3, "temporal_summation", +1}},
    {{"wind_up", "spinal_inhibition", 0.7, "temporal_summation", +1}},
    {{"wind_up", "pain_facilitation", 0.3, "temporal_summation", +1}},
    {{"central_disinhibition", "nerve_injury", 0.5, "log_gain_thalamus", +1}},
    {{"central_disinhibition", "central_injury", 0.5, "log_gain_thalamus", +1}},
    {{"central_disinhibition", "motor_aftereffect", 0.2, "log_gain_thalamus", -1}, {{"nerve_injury", 0.5}}},
    {{"pain_evidence", "spinal_output_moving", 0.5, "pain_evidence", +1}},
    {{"pain_evidence", "spinal_output_resting", 0.5, "pain_evidence", +1}},
    {{"pain_evidence", "pain_response", 1.3, "pain_evidence", +1}, {{"spinal_output_resting", 0.5}}},
    {{"pain_evidence", "central_injury", 0.3, "movement_evidence", +1}},
    {{"pain", "pain_evidence", 0.5, "pain", +1}},
    {{"pain", "movement_fear", 0.5, "pain", +1}},
    {{"pain", "sleep", 0.7, "pain", +1}, {{"pain_evidence", 0.5}}},
    {{"pain", "anxiety_feedback", 0.5, "pain", +1}, {{"pain_evidence", 0.5}}},
    {{"pain", "depression_feedback", 0.5, "pain", +1}, {{"pain_evidence", 0.5}}},
    {{"pain", "dlPFC>insula", 0.3, "pain", -1}, {{"pain_evidence", 0.5}}},
    {{"pain", "expectation", 0.5, "pain", -1}, {{"pain_evidence", 0.5}}},
    {{"movement_fear", "movement_evidence", 0.5, "movement_fear", +1}},
    {{"movement_fear", "gate_fear", 1.3, "movement_fear", +1}, {{"movement_evidence", 0.5}}},
    {{"movement_fear", "graded_activity_hours", 0.2, "movement_fear", -1}, {{"movement_evidence", 0.5}}},
    {{"pain_interference", "pain", 0.5, "movement_lost", +1}},
    {{"pain_interference", "movement_fear", 0.5, "movement_lost", +1}},
    {{"pain_interference", "pain", 0.5, "pain_threat", +1}},
    {{"pain_interference", "pain", 0.5, "rewards_lost", +1}},
    {{"pain_interference", "pain", 0.5, "pain_at_night", +1}},
    {{"pain_interference", "pain", 0.5, "disability", +1}},
    {{"pain_interference", "pain", 0.5, "pain_hours", +1}},
    {{"pain_burden", "pain", 0.5, "accumbens_slow_power", -1}},
    {{"pain_burden", "pain", 0.5, "accumbens_loss", +1}},
    {{"tactile_acuity", "pain", 0.5, "tactile_acuity", -1}},
    {{"tactile_acuity", "sensory_training_hours", 2, "tactile_acuity", +1}, {{"pain", 0.5}}},
};

} // namespace

TEST(PainRooms, InputsMoveOutputsAsClaimed) {
    for (const auto& [c, hurt] : claims) {
        const double moved = moved_by(c.mechanism, c.output, {{c.input, c.value}}, hurt);
        EXPECT_GT(c.sign * moved, 1e-4) << c.mechanism << ": " << c.output << " by " << c.input;
    }
}

TEST(PainRooms, AreAllAsked) {
    std::set<std::string> asked;
    for (const auto& f : claims)
        asked.insert(std::string(f.claim.mechanism));
    EXPECT_EQ(asked, pain_rooms());
}

// Without injury nothing of it is there, whatever else there is: treatments, lost nights, bad moods.
TEST(PainRooms, WithoutInjuryNobodyHurts) {
    const Moved hard{{"sleep", 0.7}, {"anxiety_feedback", 1}, {"depression_feedback", 1}, {"inflammation", 2}};
    for (const auto* room :
         {"nociception", "local_inflammation", "pain", "pain_evidence", "movement_fear", "spinal_microglia"}) {
        const auto& e = catalogue().find(room);
        Moved known;
        for (const auto& m : hard)
            for (const auto& row : e.inputs)
                if (row.name == m.first)
                    known.push_back(m);
        EXPECT_EQ(settled(e, known)[0], 0) << room;
    }
}

// Steady chloride with a twentieth of the transporter (mechanisms.md 14b): E_GABA -71.5 to -60.5 mV against a threshold
// of -50 mV leaves inhibition 10.5/21.5 of its strength: g = 0.54 at that loss.
TEST(PainRooms, ChlorideTakesTheInhibitionItShould) {
    EXPECT_NEAR(settled(catalogue().find("chloride"), {{"microglia", 1}})[0], 1 - 0.54 * shipped("chloride", "k"),
                1e-9);
    EXPECT_NEAR(1 - 0.54 * 0.95, 10.5 / 21.5, 0.01);
}
