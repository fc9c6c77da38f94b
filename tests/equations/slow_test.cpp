// What each mechanism of body, transmitters, growth, mind and gates claims, asked of its equations: one input is moved
// away from health, the states settle, and the output goes where the claim says.
#include <cmath>
#include <gtest/gtest.h>
#include <set>

#include "equations/mind/activation.hpp"
#include "pain_rooms.hpp"
#include "settled.hpp"

using namespace rewire;
using namespace rewire::mechanism;
using namespace rewire::testing;

namespace {

constexpr Claim claims[]{{"cortisol", "amygdala_load", 0.5, "cortisol", +1},
                         {"cortisol", "sleep", 0.7, "cortisol", +1},
                         {"cortisol", "inflammation", 1.5, "cortisol", +1},
                         {"cortisol", "hippocampal_structure", 0.95, "cortisol", +1},
                         {"inflammation", "amygdala_load", 0.5, "inflammation", +1},
                         {"inflammation", "sleep", 0.7, "inflammation", +1},
                         {"inflammation", "activation", 0.7, "inflammation", +1},
                         {"inflammation", "movement_opportunity", 0.7, "inflammation", +1},
                         {"inflammation", "fitness", 1.2, "inflammation", -1},
                         {"sleep", "arousal", 1.3, "sleep", -1},
                         {"sleep", "rumination", 0.5, "sleep", -1},
                         {"sleep", "cortisol", 1.3, "sleep", -1},
                         {"sleep", "fitness", 1.2, "sleep", +1},
                         {"sleep", "circadian_amplitude", 1.3, "sleep", +1},
                         {"sleep", "sleep_restriction", 0.2, "sleep", -1},
                         {"sleep", "sleep_restriction", 0.2, "sleep_loss", +1},
                         {"fitness", "aerobic_hours", 2, "fitness", +1},
                         {"fitness", "activation", 1.2, "fitness", +1},
                         {"fitness", "movement_opportunity", 0.7, "fitness", -1},
                         {"circadian", "bright_light", 1, "circadian_amplitude", +1},
                         {"stimulation", "dlPFC_stimulation", 1, "stimulation_aftereffect", +1},
                         {"stimulation", "vmPFC_stimulation", 1, "vmPFC_aftereffect", +1},
                         {"breathing", "breathing_time", 20, "arousal_after_breathing", -1},
                         {"breathing", "breathing_time", 20, "arousal_an_hour_later", -1},
                         {"baroreflex", "breathing_time", 20, "baroreflex_practice", +1},
                         {"vagal", "arousal", 1.3, "heart_rate_variability", -1},
                         {"vagal", "arousal", 1.3, "heart_rate", +1},
                         {"vagal", "fitness", 1.2, "heart_rate_variability", +1},
                         {"vagal", "fitness", 1.2, "heart_rate", -1},
                         {"vagal", "sleep", 0.7, "heart_rate_variability", -1},
                         {"vagal", "baroreflex_practice", 0.1, "heart_rate_variability", +1},
                         {"vagal", "arousal_after_breathing", 0.8, "variability_after_breathing", +1},
                         {"vagal", "arousal_after_breathing", 0.8, "heart_rate_after_breathing", -1},
                         {"vagal", "breathing_time", 10, "low_frequency_peak", +1},
                         {"noradrenaline", "amygdala_load", 0.5, "arousal", +1},
                         {"noradrenaline", "sleep", 0.7, "arousal", +1},
                         {"noradrenaline", "dlPFC>insula", 0.3, "arousal", -1},
                         {"noradrenaline", "fitness", 1.2, "arousal", -1},
                         {"serotonin", "sert_occupancy", 0.8, "occupancy", +1},
                         {"side_effects", "sert_occupancy", 0.8, "side_effects", +1},
                         {"side_effects", "net_occupancy", 0.4, "side_effects", +1},
                         {"side_effects", "ht1a_occupancy", 0.05, "side_effects", +1},
                         {"side_effects", "mor_occupancy", 0.4, "side_effects", +1},
                         {"side_effects", "pill", 1, "nocebo", +1},
                         {"serotonin", "sert_occupancy", 0.8, "desensitisation", +1},
                         {"serotonin", "sert_occupancy", 0.8, "serotonin_tone", +1},
                         {"serotonin", "ht1a_occupancy", 0.05, "serotonin_tone", +1},
                         {"noradrenaline_uptake", "net_occupancy", 0.4, "noradrenaline_tone", +1},
                         {"noradrenaline", "serotonin_withdrawal", 0.5, "arousal", +1},
                         {"noradrenaline", "noradrenaline_withdrawal", 0.5, "arousal", +1},
                         {"noradrenaline", "opioid_withdrawal", 0.5, "arousal", +1},
                         {"gains", "noradrenaline_tone", 0.05, "log_gain_dlPFC", +1},
                         {"gains", "noradrenaline_tone", 0.05, "log_gain_accumbens", +1},
                         {"vagal", "beta_occupancy", 0.7, "heart_rate", -1},
                         {"amino_acids", "cortisol", 1.3, "gaba", -1},
                         {"amino_acids", "cortisol", 1.3, "glutamate", -1},
                         {"amino_acids", "inflammation", 1.5, "gaba", -1},
                         {"vigilance", "arousal", 1.3, "alertness", +1},
                         {"vigilance", "sleep_loss", 0.5, "drowsiness", +1},
                         {"vigilance", "sleep", 0.7, "drowsiness", +1},
                         {"vigilance", "gaba", 1.1, "loop_inhibition", +1},
                         {"vigilance", "glutamate", 1.1, "loop_excitation", +1},
                         {"intracortical", "gaba", 1.1, "short_inhibition", -1}, // of the second response less is left
                         {"intracortical", "gaba", 1.1, "long_inhibition", -1},
                         {"intracortical", "glutamate", 1.1, "facilitation", +1},
                         {"gains", "cortisol", 1.3, "log_gain_dlPFC", -1},
                         {"gains", "cortisol", 1.3, "log_gain_vmPFC", -1},
                         {"gains", "inflammation", 1.5, "log_gain_dlPFC", -1},
                         {"gains", "inflammation", 1.5, "log_gain_accumbens", -1},
                         {"gains", "prefrontal_structure", 0.97, "log_gain_dlPFC", -1},
                         {"gains", "prefrontal_spines", 0.9, "log_gain_dlPFC", -1},
                         {"gains", "prefrontal_spines", 0.9, "log_gain_vmPFC", -1},
                         {"gains", "neurogenesis", 1.5, "log_gain_amygdala", -1},
                         {"cortisol", "neurogenesis", 1.5, "cortisol", -1},
                         {"gains", "arousal", 1.3, "log_gain_amygdala", +1},
                         {"gains", "sleep", 0.7, "log_gain_amygdala", +1},
                         {"gains", "sleep_loss", 0.5, "log_gain_amygdala", +1},
                         {"gains", "sleep_loss", 0.5, "log_gain_dlPFC", -1},
                         {"gains", "serotonin_tone", 0.3, "log_gain_amygdala", -1},
                         {"gains", "stimulation_aftereffect", 0.1, "log_gain_dlPFC", +1},
                         {"gains", "vmPFC_aftereffect", 0.1, "log_gain_vmPFC", +1},
                         {"bdnf", "cortisol", 1.3, "bdnf", -1},
                         {"bdnf", "inflammation", 1.5, "bdnf", -1},
                         {"bdnf", "sleep", 0.7, "bdnf", -1},
                         {"bdnf", "fitness", 1.2, "bdnf", +1},
                         {"bdnf", "serotonin_tone", 0.3, "bdnf", +1},
                         {"neurogenesis", "bdnf", 1.1, "neurogenesis", +1},
                         {"neurogenesis", "fitness", 1.2, "neurogenesis", +1},
                         {"neurogenesis", "serotonin_tone", 0.3, "neurogenesis", +1},
                         {"neurogenesis", "cortisol", 1.3, "neurogenesis", -1},
                         {"plasticity_window", "serotonin_tone", 0.3, "plasticity_window", +1},
                         {"plasticity_window", "dlPFC_stimulation", 1, "plasticity_window", +1},
                         {"plasticity_window", "vmPFC_stimulation", 1, "plasticity_window", +1},
                         {"plasticity_window", "fitness", 1.2, "plasticity_window", +1},
                         {"prefrontal_structure", "bdnf", 1.1, "prefrontal_structure", +1},
                         {"prefrontal_structure", "cortisol", 1.3, "prefrontal_structure", -1},
                         {"prefrontal_structure", "bdnf", 1.1, "prefrontal_spines", +1},
                         {"prefrontal_structure", "cortisol", 1.3, "prefrontal_spines", -1},
                         {"hippocampal_structure", "neurogenesis", 1.2, "hippocampal_structure", +1},
                         {"hippocampal_structure", "cortisol", 1.3, "hippocampal_structure", -1},
                         {"amygdala_structure", "amygdala_load", 0.5, "amygdala_structure", +1},
                         {"activation", "reward_response", 0.7, "activation", -1},
                         {"activation", "fitness", 1.2, "activation", +1},
                         {"activation", "activation_hours", 0.5, "activation", +1},
                         {"activation", "social_support", 1, "activation", +1},
                         {"activation", "depression_feedback", 0.5, "activation", -1},
                         {"activation", "anxiety_feedback", 0.5, "activation", -1},
                         {"activation", "strain", 1.5, "activation", -1},
                         {"activation", "kept_activation", 0.5, "activation", +1},
                         {"strain", "depression_feedback", 0.5, "strain", +1},
                         {"strain", "anxiety_feedback", 0.5, "strain", +1},
                         {"strain", "stress", 2, "strain", +1},
                         {"habituation", "stress", 2, "habituation", +1},
                         {"strain", "habituation", 0.5, "strain", -1},
                         {"skill", "practised_hours", 0.5, "automaticity", +1},
                         {"skill", "activation_hours", 0.5, "kept_activation", +1},
                         {"bad_habits", "rumination_hours", 2, "bad_habits", +1},
                         {"hpa_glands", "amygdala_load", 0.5, "cortisol", +1},
                         {"hpa_glands", "sleep", 0.7, "cortisol", +1},
                         {"hpa_glands", "inflammation", 1.5, "cortisol", +1},
                         {"hpa_glands", "hippocampal_structure", 0.9, "cortisol", +1},
                         {"hpa_glands", "neurogenesis", 0.7, "cortisol", +1},
                         {"circadian_clock", "bright_light", 1, "circadian_amplitude", +1},
                         {"circadian_clock", "bright_light", 1, "circadian_phase", -1},
                         {"circadian_clock", "evening_light", 1, "circadian_phase", +1},
                         {"circadian_clock", "evening_light", 1, "circadian_amplitude", -1},
                         {"circadian_clock", "daylight", 0.5, "circadian_phase", +1},
                         {"craving", "easy_rewards", 1, "craving", +1},
                         {"craving", "easy_rewards", 1, "easy_reward_hours", +1},
                         {"craving", "easy_rewards", 1, "d2_availability", -1},
                         {"hours", "rewards_captured", 0.5, "reward_hours", -1},
                         {"gains", "d2_availability", 0.85, "log_gain_accumbens", -1},
                         {"gains", "d2_availability", 0.85, "log_gain_dlPFC", -1},
                         {"gains", "d2_availability", 0.85, "log_gain_vmPFC", -1},
                         {"safety_retrieval", "practised_hours", 0.5, "safety_retrieval", +1},
                         {"safety_retrieval", "coping", 0.1, "safety_retrieval", +1},
                         {"anxiety", "distress", 0.5, "anxiety", +1},
                         {"anxiety", "tension", 0.5, "anxiety", +1},
                         {"depression", "distress", 0.5, "depression", +1},
                         {"depression", "low_mood", 0.5, "depression", +1},
                         {"scar", "anxiety", 1.5, "scar", +1},
                         {"scar", "depression", 1.5, "scar", +1},
                         {"anxiety", "amygdala_reactivity", 1.3, "anxiety", +1},
                         {"anxiety", "arousal", 1.3, "anxiety", +1},
                         {"anxiety", "sleep", 0.7, "anxiety", +1},
                         {"anxiety", "rumination", 0.5, "anxiety", +1},
                         {"depression", "reward_response", 0.7, "depression", +1},
                         {"depression", "rumination", 0.5, "depression", +1},
                         {"depression", "sleep", 0.7, "depression", +1},
                         {"depression", "inflammation", 1.5, "depression", +1},
                         {"depression", "activation", 0.7, "depression", +1},
                         {"symptom_feedback", "anxiety", 1.2, "anxiety_feedback", +1},
                         {"symptom_feedback", "depression", 1.2, "depression_feedback", +1},
                         {"self_confirmation", "anxiety_feedback", 0.5, "self_confirmation", +1},
                         {"hours", "strain", 1.5, "threat_hours", +1},
                         {"hours", "amygdala_reactivity", 1.3, "threat_hours", +1},
                         {"hours", "amygdala_reactivity", 1.3, "rumination_hours", +1},
                         {"hours", "default_mode", 1.2, "rumination_hours", +1},
                         {"hours", "depression_feedback", 0.5, "rumination_hours", +1},
                         {"hours", "strain", 1.5, "rumination_hours", +1},
                         {"hours", "control_response", 1.2, "rumination_hours", -1},
                         {"hours", "dACC>PCC", 0.3, "rumination_hours", -1},
                         {"hours", "activation", 0.7, "reward_hours", -1},
                         {"hours", "activation", 0.7, "movement_hours", -1},
                         {"hours", "reward_availability", 0.7, "reward_hours", -1},
                         {"hours", "movement_opportunity", 0.7, "movement_hours", -1},
                         {"gates", "bdnf", 1.1, "gate_prefrontal", +1},
                         {"gates", "bdnf", 1.1, "gate_extinction", +1},
                         {"gates", "bdnf", 1.1, "gate_hippocampal", +1},
                         {"gates", "bdnf", 1.1, "gate_reward", +1},
                         {"gates", "plasticity_window", 1.2, "gate_prefrontal", +1},
                         {"gates", "plasticity_window", 1.2, "gate_reward", +1},
                         {"gates", "neurogenesis", 1.2, "gate_extinction", +1},
                         {"gates", "neurogenesis", 1.2, "gate_hippocampal", +1},
                         {"gates", "cortisol", 1.3, "gate_prefrontal", -1},
                         {"gates", "cortisol", 1.3, "gate_hippocampal", -1},
                         {"gates", "cortisol", 1.3, "gate_fear", +1},
                         {"gates", "arousal", 1.3, "gate_fear", +1},
                         {"gates", "inflammation", 1.5, "gate_reward", -1}};

} // namespace

TEST(SlowMechanisms, DoWhatTheyClaim) {
    for (const auto& c : claims)
        EXPECT_GT(c.sign * moved_by(c.mechanism, c.output, {{c.input, c.value}}), 1e-4)
            << c.mechanism << ": " << c.output << " by " << c.input;
}

// Moved by what is moved already: a scar makes a burden weigh more, a drug keeps a skill from being had without it, and
// what is automatic is done where threat and brooding call for it.
TEST(SlowMechanisms, DoWhatTheyClaimOfWhatHasHappened) {
    const Moved burdened{{"stress", 3}}, practised{{"practised_hours", 1}};
    EXPECT_GT(moved_by("strain", "strain", {{"scar", 0.5}}, burdened), 0.01);
    EXPECT_EQ(moved_by("strain", "strain", {{"scar", 0.5}}), 0) << "without a burden there is nothing to weigh";
    EXPECT_LT(moved_by("skill", "automaticity", {{"occupancy", 0.8}}, practised), -0.1);
    EXPECT_EQ(moved_by("skill", "coping", {{"threat_hours", 2}}), 0) << "what is not learnt is not done";
    const double threat = moved_by("skill", "coping", {{"threat_hours", 2}}, practised),
                 brooding = moved_by("skill", "coping", {{"rumination_hours", 2}}, practised);
    EXPECT_GT(threat, brooding);
    EXPECT_GT(brooding, 1);
    EXPECT_LT(threat, 2 * 3600) << "of two hours";
}

// Art acts with a limit of severity as every scheduled activity does, and none has one until it is switched on. By
// hand: half an hour a day gives (1 - W_g D) of itself.
TEST(SlowMechanisms, WhatIsScheduledFailsTheSeverelyIllOnceSwitchedOn) {
    using A = equations::Activation;
    A::P p{};
    for (const auto& row : A::params)
        p.*row.at = row.value * row.unit.si;
    EXPECT_EQ(p.W_g, 0);
    const auto given = [&p](double depression) {
        A::U u{};
        for (const auto& row : A::inputs)
            u.*row.at = row.value * row.unit.si;
        u.D = depression;
        const double without = A::drift(A::S{1}, p, u).W;
        u.ba = 1800;
        return (A::drift(A::S{1}, p, u).W - without) * p.tau;
    };
    const double healthy = given(0), ill = given(0.8);
    p.W_g = 1;
    EXPECT_EQ(given(0), healthy) << "who is well misses nothing";
    EXPECT_LT(given(0.8), 0.3 * ill);
    EXPECT_GT(given(0.8), 0.1 * ill);
}

// A habit answers cues and makes none; brooding that stays near the healthy half hour makes no habit, and what is done
// instead takes it away.
TEST(SlowMechanisms, BadHabitsAnswerTheirCues) {
    const Moved reactive{{"amygdala_reactivity", 1.3}}, burdened{{"strain", 1.5}}, brooded{{"rumination_hours", 2}};
    EXPECT_GT(moved_by("hours", "rumination_hours", {{"bad_habits", 1}}, reactive), 60);
    EXPECT_EQ(moved_by("hours", "rumination_hours", {{"bad_habits", 1}}), 0);
    EXPECT_EQ(moved_by("hours", "rumination_hours", {{"bad_habits", 1}}, {{"amygdala_reactivity", 0.8}}), 0);
    EXPECT_LT(moved_by("activation", "activation", {{"bad_habits", 1}}, burdened), -1e-3);
    EXPECT_EQ(moved_by("activation", "activation", {{"bad_habits", 1}}), 0);
    EXPECT_EQ(moved_by("bad_habits", "bad_habits", {{"rumination_hours", 1}}), 0);
    // by hand: f (1 - h) = (1/(365 0.0454) + i) h with f = 1 - exp(-1), i = 0 or 1 - exp(-1/0.25)
    const double f = 1 - std::exp(-1.0), forgotten = 1 / (365 * 0.0454);
    EXPECT_NEAR(moved_by("bad_habits", "bad_habits", brooded), f / (f + forgotten), 1e-9);
    for (const char* instead : {"practised_hours", "coping", "activation_hours"})
        EXPECT_NEAR(settled(catalogue().find("bad_habits"), {{"rumination_hours", 2}, {instead, 1}})[0],
                    f / (f + forgotten + 1 - std::exp(-4.0)), 1e-9)
            << instead;
}

// An easy reward is taken the more for stress and low mood, once it is automatic; what is done instead takes the habit
// away. By hand, with settled use u: h = t/(t + 1/(365 0.0454) + i), t = 1 - exp(-u/1 h).
TEST(SlowMechanisms, CravingIsCalledUpAndReplaced) {
    const Moved at_hand{{"easy_rewards", 1}};
    for (const char* none : {"practised_hours", "activation_hours", "coping"})
        EXPECT_EQ(moved_by("craving", "craving", {{none, 1}}), 0) << "nothing is at hand";
    EXPECT_EQ(moved_by("craving", "easy_reward_hours", {{"strain", 3}}), 0) << "nothing is at hand";
    EXPECT_GT(moved_by("craving", "easy_reward_hours", {{"strain", 3}}, at_hand), 600);
    EXPECT_EQ(moved_by("craving", "easy_reward_hours", {{"strain", 0.5}}, at_hand), 0) << "ease calls for nothing";
    EXPECT_GT(moved_by("craving", "easy_reward_hours", {{"depression_feedback", 0.5}}, at_hand), 600);
    const auto h_by_hand = [](double hours, double instead) {
        const double taken = -std::expm1(-hours);
        return taken / (taken + 1 / (365 * 0.0454) + instead);
    };
    for (const char* instead : {"practised_hours", "coping", "activation_hours"}) {
        const Moved replaced{{"easy_rewards", 1}, {instead, 1}};
        const double hours = moved_by("craving", "easy_reward_hours", replaced) / 3600;
        EXPECT_NEAR(moved_by("craving", "craving", replaced), h_by_hand(hours, -std::expm1(-4.0)), 1e-9) << instead;
        EXPECT_NEAR(hours, 2 * std::exp(2 * std::tanh(h_by_hand(hours, -std::expm1(-4.0)) / 2)), 1e-9) << instead;
    }
    const double hours = moved_by("craving", "easy_reward_hours", at_hand) / 3600;
    EXPECT_NEAR(moved_by("craving", "craving", at_hand), h_by_hand(hours, 0), 1e-9);
    EXPECT_NEAR(moved_by("craving", "d2_availability", at_hand), std::exp(0.2 * std::expm1(-hours / 4)) - 1, 1e-9);
}

// Safety is called up as far as it is practised in daily life; what changes the context takes of it. By hand: s = g/(g
// + l), g = k (1 - exp(-safe/d)), l = 1/tau + what is bad, r = 1 - R (1 - s).
TEST(SlowMechanisms, SafetyIsCalledUpByItsContext) {
    const auto called_up = [](Moved what, Moved more = {}) {
        what.insert(what.end(), more.begin(), more.end());
        return settled(catalogue().find("safety_retrieval"), what)[0];
    };
    const auto by_hand = [](double safe, double lost) {
        const double gained = 0.1 * -std::expm1(-safe / 0.25);
        return 1 - 0.5 * (1 - gained / (gained + lost));
    };
    const Moved practised{{"practised_hours", 0.4}};
    EXPECT_NEAR(called_up({}), 0.5, 1e-12);
    EXPECT_NEAR(called_up(practised), by_hand(0.4, 1 / 60.0), 1e-9);
    EXPECT_NEAR(called_up(practised, {{"meetings", 1}}), by_hand(0.12, 1 / 60.0), 1e-9) << "one context";
    EXPECT_NEAR(called_up(practised, {{"coping", 0.1}, {"meetings", 1}}), by_hand(0.22, 1 / 60.0), 1e-9);
    EXPECT_NEAR(called_up(practised, {{"stress", 3}}), by_hand(0.4, 1 / 60.0 + 0.3 * (std::log(3) - 0.25)), 1e-9);
    EXPECT_EQ(called_up(practised, {{"stress", 1.25}}), called_up(practised)) << "a bad week";
    EXPECT_NEAR(called_up(practised, {{"stress", 3}, {"habituation", 1}}), called_up(practised), 1e-12)
        << "what one has got used to";
    EXPECT_NEAR(called_up(practised, {{"serotonin_withdrawal", 0.8}}), by_hand(0.4, 1 / 60.0 + 0.08), 1e-9);
}

// Every mechanism of a day that settles is asked; those of the night and of learning have tests of their own.
TEST(SlowMechanisms, AreAllAsked) {
    std::set<std::string_view> asked, apart{"expectation"}; // by two inputs at once, below
    for (const auto& c : claims)
        asked.insert(c.mechanism);
    const auto pain = pain_rooms(); // pain_rooms_test.cpp
    for (const auto& e : catalogue().entries())
        if (e.kind == Kind::body && !apart.contains(e.name) && !pain.contains(std::string(e.name))) {
            EXPECT_TRUE(asked.contains(e.name)) << e.name;
        }
}

// Hope comes of meeting those who give what one believes in, no more of many than can be hoped for.
TEST(SlowMechanisms, HopeComesOfMeetings) {
    const Moved seen{{"meetings", 1}}, credible{{"treatment_contact", 1}};
    EXPECT_EQ(moved_by("expectation", "expectation", seen), 0) << "of nothing that is given";
    EXPECT_EQ(moved_by("expectation", "expectation", credible), 0) << "nobody is met";
    EXPECT_GT(moved_by("expectation", "expectation", seen, credible), 0.5);
    EXPECT_LE(moved_by("expectation", "expectation", {{"meetings", 7}}, credible), 1);
    EXPECT_NEAR(moved_by("expectation", "expectation", {{"automaticity", 1}}), 0.5, 0.03) << "mastery keeps half of it";
}
// Placebo: hope takes a share of what is there, so that health has none to give.
TEST(SlowMechanisms, HopeHelpsTheIllAlone) {
    const Moved ill{{"amygdala_reactivity", 1.5}, {"arousal", 1.3}}, low{{"reward_response", 0.6}};
    EXPECT_LT(moved_by("anxiety", "anxiety", {{"expectation", 0.5}}, ill), -0.01);
    EXPECT_LT(moved_by("depression", "depression", {{"expectation", 0.5}}, low), -0.01);
    EXPECT_EQ(moved_by("anxiety", "anxiety", {{"expectation", 0.5}}), 0);
    EXPECT_EQ(moved_by("depression", "depression", {{"expectation", 0.5}}), 0);
}
// Practised reappraisal takes away what avoidance confirms; a scar lowers the threshold of illness.
TEST(SlowMechanisms, PracticeAndScarsAct) {
    EXPECT_LT(moved_by("self_confirmation", "self_confirmation", {{"dlPFC>vmPFC", 0.5}}, {{"anxiety_feedback", 0.5}}),
              -1e-4);
    EXPECT_GT(moved_by("symptom_feedback", "anxiety_feedback", {{"scar", 0.5}}, {{"anxiety", 0.8}}), 1e-4);
}
// A low drive of dlPFC is raised more by the same stimulation; X_R (1 + X_d (v + sqrt(v^2 + 0.05^2))/2) by hand;
// many sessions leave no more than 1.
TEST(SlowMechanisms, StimulationActsMoreWhereDriveIsLow) {
    const auto at = [](double drive) {
        return moved_by("stimulation", "stimulation_aftereffect", {{"dlPFC_stimulation", 1.0}},
                        {{"prefrontal_drive", drive}});
    };
    EXPECT_NEAR(at(0), shipped("stimulation", "X_R") * 1.25, 1e-12);
    EXPECT_NEAR(at(-0.05) / at(0), (1 + 5 * (0.05 + std::sqrt(0.005))) / 1.25, 1e-12);
    EXPECT_LT(at(0.2), at(0));
    EXPECT_LE(moved_by("stimulation", "stimulation_aftereffect", {{"dlPFC_stimulation", 50.0}}), 1);
    EXPECT_GE(moved_by("stimulation", "stimulation_aftereffect", {{"dlPFC_stimulation", -50.0}}), -1);
}
// A drug takes what is inflamed above a person's set-point, and nothing where nothing is; all of it where all is held.
TEST(SlowMechanisms, AnAntiInflammatoryDrugTakesWhatIsAboveTheSetPoint) {
    const auto at = [](double load, double held) {
        return moved_by("inflammation", "inflammation", {{"amygdala_load", load}, {"cox2_inhibition", held}});
    };
    EXPECT_EQ(at(0, 0.7), 0) << "in health";
    EXPECT_EQ(at(-0.5, 0.7), at(-0.5, 0)) << "below it";
    EXPECT_NEAR(at(0.8, 1), 0, 1e-12);
    EXPECT_NEAR(std::log1p(at(0.4, 0.5)), 0.8 * std::tanh(0.25 * 0.4 * 0.5 / 0.8), 1e-12) << "I_L 0.25, by hand";
    EXPECT_GT(at(0.8, 0) - at(0.8, 0.5), at(0.4, 0) - at(0.4, 0.5)) << "more where more is inflamed";
}
// The opponent: what is raised is taken back by k, whose share shows at rest; the brake of an agonist at half with A_h.
TEST(SlowMechanisms, WhatADrugRaisesIsPartlyTakenBack) {
    const auto tone = [](double held) { return moved_by("serotonin", "serotonin_tone", {{"sert_occupancy", held}}); };
    EXPECT_NEAR(tone(0.8), shipped("serotonin", "T_1") * (1 - 0.3), 1e-12);
    const auto agonist = [](double held) {
        return moved_by("serotonin", "serotonin_tone", {{"ht1a_occupancy", held}});
    };
    EXPECT_NEAR(agonist(0.03), 0.3 * 1.03 / 2, 1e-12);
    EXPECT_NEAR(agonist(1), 0.3, 1e-12);
}
