// The list of all mechanisms, written once: the program makes its catalogue from it, the tests run over it.
#pragma once
#include "equations/blood/balloon_windkessel.hpp"
#include "equations/region/corticothalamic.hpp"
#include "equations/region/generic_2d_oscillator.hpp"
#include "equations/region/hopf.hpp"
#include "equations/region/jansen_rit.hpp"
#include "equations/region/kuramoto.hpp"
#include "equations/region/montbrio_pazo_roxin.hpp"
#include "equations/region/wilson_cowan.hpp"
#include "equations/region/wong_wang.hpp"

namespace rewire {

template <class... M>
struct TypeList {};

using AllMechanisms = TypeList<WongWang, WilsonCowan, JansenRit, Hopf, MontbrioPazoRoxin, Generic2dOscillator, Kuramoto, Corticothalamic, BalloonWindkessel,
                               BalloonWindkesselStephan>;

} // namespace rewire
