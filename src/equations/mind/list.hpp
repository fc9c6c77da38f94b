// The mechanisms of this folder, each listed once.
#pragma once
#include "equations/mind/activation.hpp"
#include "equations/mind/anxiety.hpp"
#include "equations/mind/depression.hpp"
#include "equations/mind/expectation.hpp"
#include "equations/mind/habituation.hpp"
#include "equations/mind/hours.hpp"
#include "equations/mind/scar.hpp"
#include "equations/mind/self_confirmation.hpp"
#include "equations/mind/strain.hpp"
#include "equations/mind/symptom_feedback.hpp"
#include "mechanism/type_list.hpp"

namespace rewire::equations {

using MindMechanisms = TypeList<Activation, Expectation, Scar, Anxiety, Depression, SymptomFeedback, Habituation,
                                Strain, SelfConfirmation, Hours>;

} // namespace rewire::equations
