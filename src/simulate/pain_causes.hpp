// Why somebody hurts: how much of a day's pain would be gone if one group of causes were as in health.
//
// Pain is a function of the day's signals: what follows from states is made again with the group's signals at their
// healthy values and everything else as it was lived, and so is the pain that this comes to. No life is lived anew:
// what a cause has done to others (lost sleep to the medulla's gate) stays where it has gone. Causes multiply and
// saturate, so that their shares do not add up to one; a share below zero protects.
#pragma once
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "simulate/year.hpp"

namespace rewire::simulate {

struct PainCause {
    std::string name, title;                                          // in files; on a page
    std::vector<std::string> signals;                                 // put to their healthy values
    std::vector<std::pair<std::string, std::string>> parameters = {}; // mechanism, parameter: of the mean person
};
const std::vector<PainCause>& pain_causes();

// What each signal of the body is in health, SI: where states begin and what follows from them.
std::vector<double> healthy_signals(const life::LifeModel& model);

struct PainOfDay {
    double pain = std::nan("");  // that the day's signals come to, 0 to 1; NaN: not lived
    std::vector<double> without; // [cause] the same with it as in health; NaN where the network found no rest
    double share(std::size_t cause) const { return 1 - without[cause] / pain; }
};
// One a person, of the day in row `day` of what was recorded. Empty where nobody has hurt on any day, or where no
// mechanism makes pain.
std::vector<PainOfDay> pain_of_day(const life::LifeModel& model, const model::Calendar& calendar, std::uint64_t seed,
                                   const std::vector<Person>& people, std::size_t day);

inline constexpr double hurts = 0.05; // of shares, below which there is too little pain to share out
struct PainCauseSpread {
    double points = 0;                   // of 100, that would be gone: mean over all
    double share = 0;                    // of all the pain there is
    double p25 = 0, median = 0, p75 = 0; // of the shares of those who hurt
};
struct PainCausesSpread {
    double pain = 0; // points of 100, mean over all
    std::size_t people = 0, hurting = 0;
    std::vector<PainCauseSpread> causes; // as pain_causes()
};
PainCausesSpread spread_of(const std::vector<PainOfDay>& people);

} // namespace rewire::simulate
