// How deep magnetic stimulation reaches in one brain.
#pragma once
#include "simulate/visit.hpp"

namespace rewire::simulate {

// exp(-k (z - z_0)), z: Fisher's z of the connectivity that the plan's treatment looks at (of the target with subgenual
// cingulate), in this person's scan of that day; z_0: in the brain that all share. A target that goes against subgenual
// cingulate more than usual reaches it better (Fox 2012). Within 0.25 and 4. 1 where nobody has a brain of their own.
double reach_of(const life::LifeModel& model, life::Life life, int day, const model::Luck& luck,
                std::optional<Visit::Own> own, const model::Instrument::Look& look);

} // namespace rewire::simulate
