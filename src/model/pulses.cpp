#include "model/pulses.hpp"

#include <cmath>

namespace rewire::model {
namespace {

constexpr double saturates = 1500, usual = 3000; // pulses at 10 Hz; the first assumed, the second of most trials
constexpr double turning = 150; // pulses; assumed, in sight of threed_hrsd_itbs: a usual session has not begun to turn
constexpr PulsePattern all[]{
    {"10 Hz", 1, 1, 0, "one pulse in a tenth of a second; that it never turns is assumed"},
    {"1 Hz", 1, -1, 0, "depresses; size as of 10 Hz, assumed"},
    {"intermittent theta burst", 3, 1, 900,
     "bursts of three at 50 Hz (Huang 2005); 600 pulses raise excitability, 1200 lower it (Gamboa 2010, abstract "
     "checked), that it turns halfway between them assumed"},
    {"continuous theta burst", 3, -1, 900,
     "the same bursts without a pause; 600 pulses lower, 1200 raise (Gamboa 2010, abstract checked)"},
};

} // namespace

double PulsePattern::taught(double pulses) const {
    return -std::expm1(-summed * pulses / saturates) / -std::expm1(-usual / saturates);
}
double PulsePattern::left(double pulses) const {
    return taught(pulses) * sign * (turns > 0 ? std::tanh((turns - pulses) / turning) : 1);
}
std::span<const PulsePattern> pulse_patterns() { return all; }

} // namespace rewire::model
