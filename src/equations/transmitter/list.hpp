// The mechanisms of this folder, each listed once.
#pragma once
#include "equations/transmitter/amino_acids.hpp"
#include "equations/transmitter/gains.hpp"
#include "equations/transmitter/intracortical.hpp"
#include "equations/transmitter/noradrenaline.hpp"
#include "equations/transmitter/noradrenaline_uptake.hpp"
#include "equations/transmitter/serotonin.hpp"
#include "equations/transmitter/vigilance.hpp"
#include "mechanism/type_list.hpp"

namespace rewire::equations {

using TransmitterMechanisms =
    TypeList<Noradrenaline, NoradrenalineUptake, Serotonin, AminoAcids, Vigilance, Intracortical, Gains>;

} // namespace rewire::equations
