// A brain of one's own: how tracts, gains and slow fluctuations of a person differ from those of the brain that all
// share, and from session to session. Read by scanners (simulate/visit.hpp); the slow life does not know it.
//
//   log w_ij = that of all + tract_region_spread (a_i + a_j)/sqrt 2 + tract_spread e_ij                   (1)
//   log g_i  = gain_spread b_i + gain_session b_i'                                                        (2)
//   f_i      = fluctuation exp(fluctuation_spread c_i + fluctuation_session c_i')                         (3)
//   L_ik     = f_i (pattern_mean [k = 0] + pattern_spread d_ik + pattern_session d_ik')                   (4)
//
// a ... d: standard normal numbers of a person, with ' of a session, drawn by the names of regions. (1) is of rank two
// but for e; no tract comes or goes, both directions move alike. Inhibition is tuned anew, so that healthy regions
// rest at 3 Hz. Pathways keep the weights they add.
#pragma once
#include <string>
#include <vector>

#include "integrate/slow_noise.hpp"
#include "model/life_model.hpp"
#include "model/people.hpp"

namespace rewire::model {

// catalog/brains: SI. All 0: every brain is the one that all share, and connectivity that of a scan without end.
struct BrainSizes {
    double tract_region_spread = 0, tract_spread = 0, gain_spread = 0, gain_session = 0;
    double fluctuation = 0, fluctuation_spread = 0, fluctuation_session = 0; // A, sd over `hold`; then logarithms
    double pattern_mean = 0, pattern_spread = 0, pattern_session = 0;        // over a region's own
    double rest_scan = 0;                      // s of a scan that connectivity is read from
    static constexpr double hold = 4;          // s an input stays what it is
    static constexpr std::size_t patterns = 8; // of (4)
    friend bool operator==(const BrainSizes&, const BrainSizes&) = default;
};
struct OwnBrain {
    integrate::Network network; // of the healthy person
    Matrix rest;                // place x state, SI
};
// `given`: the person's own weights, scaled, as `model.network.weights`; (1) is then left out. NoRest when it does not
// rest at 3 Hz.
OwnBrain own_brain(const life::LifeModel& model, const BrainSizes& sizes, const Luck& luck,
                   const Matrix* given = nullptr);

// What one session adds: (2) to (4).
struct Session {
    std::vector<double> log_gain; // of each region
    integrate::SlowInput slow;
};
Session session(const life::LifeModel& model, const BrainSizes& sizes, const Luck& luck, int day);

} // namespace rewire::model
