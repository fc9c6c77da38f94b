// Who got better, who got well, who fell ill again: what an instrument's [outcome] means, here and nowhere else.
//
// Response: the score as rated has fallen by its share since week 0. Remission: it is at the cut-off or below.
// Relapse: of those who had responded at an earlier visit after week 0, those who have since lost their share of what
// they had gained by that visit, on end for as many days as the instrument says: of the score as it is in the person,
// since one rating that is off is no relapse. Scores of zero at week 0 can neither fall nor come back; such people
// count in remission alone. A person who failed counts where they have a score.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "simulate/year.hpp"

namespace rewire::simulate {

// Of scores as they are rated.
bool responded(const model::Instrument::Outcome& o, double start, double now);
bool remitted(const model::Instrument::Outcome& o, double now);
// Of scores as they are in the person: in week 0, at the visit of the response, and on each day since.
bool relapsed(const model::Instrument::Outcome& o, double start, double at_response, std::span<const double> since);
// Whether the values are above a level on so many days on end.
bool stays_above(std::span<const double> values, double level, int days);
// "Response: ... Remission: ... Relapse: ...", in words, for whatever shows a share.
std::string definition_of(const model::Instrument& i);

struct Share { // of people, with Wilson's 95 % interval; NaN of nobody
    std::size_t count = 0, of = 0;
    double rate = 0, low = 0, high = 0;
};
Share share_of(std::size_t count, std::size_t of);

struct VisitOutcome {
    double week = 0;
    Share response, relapse;        // of visits after week 0; relapse: by then
    std::optional<Share> remission; // absent where the scale has no cut-off
};
struct Outcomes {
    std::string instrument, unit;     // of the visits' first; empty when nothing is measured
    std::string definition;           // in words; empty where the instrument has no [outcome]
    std::string missing;              // why there are no shares; empty: there are
    std::vector<VisitOutcome> visits; // those after week 0
};
// By visit, 1: somebody who had responded at an earlier one has relapsed by then. Empty where outcomes_of() has no
// shares. Of the days it needs every one; where they are not kept, Person::relapsed is this.
std::vector<std::uint8_t> relapses_of(const Person& person, const model::Calendar& calendar);
Outcomes outcomes_of(const std::vector<Person>& people, const model::Calendar& calendar);

} // namespace rewire::simulate
