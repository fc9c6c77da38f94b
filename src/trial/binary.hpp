// Two proportions against each other: risk difference, risk ratio, odds ratio, number needed to treat.
#pragma once
#include <string>

#include "simulate/outcomes.hpp"
#include "trial/distributions.hpp"

namespace rewire::trial {

struct Ratio {
    double value = 0;
    Interval interval = {};   // 95 %, by the logarithm
    bool corrected = false;   // a cell is 0: one half was added to each of the four
    std::string failure = {}; // why there is none
};

// So many people must be treated for one more to benefit (or to be harmed).
struct NeededPeople {
    double people = 0; // infinite: no difference
    bool benefit = true;
};
struct NumberNeeded {
    NeededPeople value = {}, best = {}, worst = {}; // the 95 % interval runs from best to worst
    // The difference may be none: the interval runs from best (of benefit) through infinity to worst (of harm).
    bool through_infinity = false;
};
// "NNTB 10 (95 % interval NNTB 4 to infinity to NNTH 20)", as Altman 1998 (BMJ 317:1309) writes it.
std::string words_of(const NumberNeeded& n);

struct TwoProportions {
    simulate::Share treated = {}, control = {}; // with Wilson's interval
    double difference = 0;                      // treated minus control
    Interval interval = {};                     // 95 %, Newcombe's hybrid score (1998, Stat Med 17:873, method 10)
    Ratio risk_ratio = {}, odds_ratio = {};     // treated to control
    NumberNeeded needed = {};                   // by the difference and its interval
    std::string failure = {};                   // there is nobody in an arm
};
// Of so many people in each arm, those with the event. `good`: the event is what one hopes for (response), so that more
// of it in the treated is a benefit.
TwoProportions two_proportions(std::size_t treated_events, std::size_t treated, std::size_t control_events,
                               std::size_t control, bool good = true);

} // namespace rewire::trial
