// The mechanisms of this folder, each listed once.
#pragma once
#include "equations/region/corticothalamic.hpp"
#include "equations/region/generic_2d_oscillator.hpp"
#include "equations/region/hopf.hpp"
#include "equations/region/jansen_rit.hpp"
#include "equations/region/kuramoto.hpp"
#include "equations/region/montbrio_pazo_roxin.hpp"
#include "equations/region/wilson_cowan.hpp"
#include "equations/region/wong_wang.hpp"
#include "equations/region/wong_wang_gain.hpp"
#include "mechanism/type_list.hpp"

namespace rewire::equations {

// In three parts, which compile side by side: region models are the longest.
using PoolRegions = TypeList<WongWang, WongWangGain, WilsonCowan>;
using RhythmRegions = TypeList<JansenRit, Hopf, MontbrioPazoRoxin>;
using OtherRegions = TypeList<Generic2dOscillator, Kuramoto, Corticothalamic>;
using RegionMechanisms = Joined<PoolRegions, RhythmRegions, OtherRegions>;

} // namespace rewire::equations
