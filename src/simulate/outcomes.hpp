// Who got better, who got well, who fell back: shares of people at each visit, by the conventions of trials.
//
// Of the primary instrument, the first of the visits. Response: the raw score is at most half of that of week 0.
// Remission: it meets the cut-off of its scale. Relapse: of those who responded at an earlier visit after week 0, those
// above half of week 0 again. Scores of zero at week 0 can neither halve nor come back; such people count in remission
// alone. A person who failed counts where they have a score.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulate/year.hpp"

namespace rewire {

struct Share { // of people, with Wilson's 95 % interval; NaN of nobody
    std::size_t count = 0, of = 0;
    double rate = 0, low = 0, high = 0;
};
Share share_of(std::size_t count, std::size_t of);

struct VisitOutcome {
    double week = 0;
    Share response, relapse;        // of visits after week 0
    std::optional<Share> remission; // absent where the scale has no cut-off
};
struct Cutoff {
    double score = 0;
    bool below = false; // the score itself is not yet remission
    bool met(double value) const { return below ? value < score : value <= score; }
};
struct Outcomes {
    std::string instrument, unit;     // of the visits' first; empty when nothing is measured
    std::optional<Cutoff> cutoff;     // of remission
    std::vector<VisitOutcome> visits; // those after week 0; empty without a visit in week 0
};

// GAD-7 at most 5, PHQ-9 below 5, HAM-A and HAM-D at most 7. Nothing for others.
std::optional<Cutoff> remission_cutoff(std::string_view instrument);

Outcomes outcomes_of(const std::vector<Person>& people, const Calendar& calendar);

} // namespace rewire
