// The mechanisms of this folder, each listed once.
#pragma once
#include "equations/body/baroreflex.hpp"
#include "equations/body/breathing.hpp"
#include "equations/body/circadian.hpp"
#include "equations/body/circadian_clock.hpp"
#include "equations/body/cortisol.hpp"
#include "equations/body/fitness.hpp"
#include "equations/body/hpa_glands.hpp"
#include "equations/body/inflammation.hpp"
#include "equations/body/side_effects.hpp"
#include "equations/body/sleep.hpp"
#include "equations/body/stimulation.hpp"
#include "equations/body/vagal.hpp"
#include "mechanism/type_list.hpp"

namespace rewire::equations {

using BodyMechanisms = TypeList<Cortisol, HpaGlands, Inflammation, Sleep, Fitness, Circadian, CircadianClock,
                                Stimulation, Breathing, Baroreflex, Vagal, SideEffects>;

} // namespace rewire::equations
