// Raters of a trial: who rates somebody, and how far that one is off.
#pragma once
#include <cstdint>

#include "model/medicine.hpp"

namespace rewire::model {

// Each centre has its own; somebody is rated by the same one at every visit.
struct Raters {
    int count = 0;            // at each centre; 0: none is off
    std::uint32_t centre = 1; // people are numbered by so many a centre
    // sd of a rater's bias over that of one rating (Instrument::noise); assumed.
    static constexpr double share = 0.5;
    // In the instrument's unit; 0 where no clinician rates it.
    double bias(const Instrument& instrument, const Luck& luck) const;
};

} // namespace rewire::model
