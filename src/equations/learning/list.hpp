// The mechanisms of this folder, each listed once.
#pragma once
#include "equations/learning/bad_habits.hpp"
#include "equations/learning/coactivity.hpp"
#include "equations/learning/craving.hpp"
#include "equations/learning/expected_threat.hpp"
#include "equations/learning/extinction_learning.hpp"
#include "equations/learning/practice.hpp"
#include "equations/learning/reward_learning.hpp"
#include "equations/learning/safety_retrieval.hpp"
#include "equations/learning/skill.hpp"
#include "equations/learning/threat_learning.hpp"
#include "mechanism/type_list.hpp"

namespace rewire::equations {

using LearningMechanisms = TypeList<ExpectedThreat, ThreatLearning, ExtinctionLearning, Practice, Coactivity,
                                    RewardLearning, Skill, BadHabits, Craving, SafetyRetrieval>;

} // namespace rewire::equations
