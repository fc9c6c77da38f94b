// What trains of magnetic pulses do, by their pattern: shared by all treatments that give them.
#pragma once
#include <span>
#include <string_view>

namespace rewire::model {

// The pulses of one session, N, teach
//   g(N) = (1 - exp(-summed N/1500)) / (1 - exp(-3000/1500)),   1 for the 3000 pulses at 10 Hz of most trials
// and leave behind, of excitability,
//   g(N) sign tanh((turns - N)/150),   without the last factor where nothing turns.
struct PulsePattern {
    std::string_view name;
    double summed; // pulses within a tenth of a second, while calcium adds up
    double sign;   // of what a short session leaves behind
    double turns;  // pulses in one go after which that has turned; 0: it never does
    std::string_view source;
    double taught(double pulses) const;
    double left(double pulses) const;
};
std::span<const PulsePattern> pulse_patterns();
inline constexpr double pulse_session = 2400; // s that g = 1 exercises its pathways as long as

} // namespace rewire::model
