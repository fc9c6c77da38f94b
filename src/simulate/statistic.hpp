// A number about people in one or two arms of an experiment, by the name of its statistic.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rewire::simulate {

// What one person's course gives to a statistic, in the instrument's unit; NaN where it says nothing. `rated` is as it
// is noted, with the person's own size, site and noise; the others are the truth.
struct Reading {
    double at = 0, from = 0, start = 0; // in the week asked for, in the week `from`, in week 0
    double rated = 0, rated_from = 0, rated_start = 0;
    double other = 0, other_from = 0; // of the second instrument, as noted
    bool better = false;              // responded by the week, as the instrument's [outcome] has it
    bool well = false;                // in remission in the week
    bool responded = false;           // by week `from`
    bool relapsed = false;            // had responded by `from`, and fell ill again since
    bool ill = false;                 // above the threshold for a fortnight between `from` and the week
    double days_to_95 = 0;            // since `from`, until 95 % of the change until the week is there
    double above = 0;                 // share of the weeks from `from` on in which the rating is above the threshold
    double swing = 0;                 // sd of the score over those weeks, their trend taken out
    std::vector<double> weekly;       // in each week from 0 on
    std::uint32_t person = 0;
};
struct Arms { // the same people in each, unless the control arm is of other people
    std::vector<Reading> treated, control, part, other_part;
    double noise = 0;     // sd of what rating adds: size of the person, site, reader
    bool product = false; // it is of the logarithm
};

struct Asked; // people, threshold and what is read of them
struct Statistic {
    std::string_view name, says, unit; // unit empty: that of the instrument
    int arms = 1;                      // 2: with a control arm; 4: with the parts of a combination too
    double neutral = 0;                // where nothing is found; NaN: there is no such value
    double (*of)(const Asked&) = nullptr;
    bool defined = false; // by the [outcome] of the instrument, which must have one
};
const Statistic* find_statistic(std::string_view name); // null when nobody knows it
std::vector<std::string_view> statistic_names();
std::vector<std::pair<std::string_view, std::string_view>> statistics(); // with what they mean

// Of the people in `pick` (indices, possibly repeated: a bootstrap) of the treated arm and `other` of the others.
double value_of(const Statistic& s, double threshold, const Arms& arms, const std::vector<std::size_t>& pick,
                const std::vector<std::size_t>& other);
// The smallest that matters, in the statistic's unit and from where nothing is found: what 0.05 sd of the ratings make
// of a mean or a per cent of it, of a share, of odds (ln OR = d pi/sqrt 3) or of a correlation (r = d/sqrt(d^2 + 4));
// Borenstein 2009, chapter 7. 0: nothing is found nowhere.
double least_of(const Statistic& s, const Arms& arms, const std::vector<std::size_t>& pick);

} // namespace rewire::simulate
