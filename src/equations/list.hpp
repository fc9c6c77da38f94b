// The list of all mechanisms, for the tests that run over it; the program makes its catalogue folder by folder
// (all.cpp).
#pragma once
#include "equations/blood/list.hpp"
#include "equations/body/list.hpp"
#include "equations/cord/list.hpp"
#include "equations/growth/list.hpp"
#include "equations/learning/list.hpp"
#include "equations/mind/list.hpp"
#include "equations/pain/list.hpp"
#include "equations/periphery/list.hpp"
#include "equations/region/list.hpp"
#include "equations/synapse/list.hpp"
#include "equations/transmitter/list.hpp"

namespace rewire::equations {

using AllMechanisms =
    Joined<RegionMechanisms, BloodMechanisms, BodyMechanisms, TransmitterMechanisms, GrowthMechanisms, MindMechanisms,
           SynapseMechanisms, LearningMechanisms, PeripheryMechanisms, CordMechanisms, PainMechanisms>;

} // namespace rewire::equations
