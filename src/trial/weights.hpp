// How well each of many virtual people agrees with what is known of a person: importance weights from the instruments'
// own noise.
//
//   weight_i ~ P(readings | what is true of person i) / P(enrolled | what is true of person i)
//
// The chance of a reading is that of the rating: normal noise around the truth, in whole points where the scale has
// them, all that lies beyond its ends noted as the end. What a person's own size and the site add (between, site) is
// the same at every visit and known of nobody, so it is averaged over; of an instrument whose noise is in what a
// scanner sees, and which has none of its own, it is drawn anew at each visit. The second chance makes good that
// virtual people were screened by a rating of their own, where the person's rating of that day is known.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "model/calendar.hpp"

namespace rewire::trial {

struct KnownReading {
    std::size_t visit = 0, instrument = 0; // places in the calendar
    double value = 0;                      // in the instrument's unit, as noted
};
// Logarithm of the above, of one person; `truth`: visit x instrument, not rated. -inf: it could not be. Of numbers on a
// continuous scale it is that of a density, the same unit for everyone.
double log_agreement(const model::Calendar& calendar, std::span<const KnownReading> readings, const Matrix& truth,
                     const model::AgeAndSex& who);
// Whether anything can be weighed by it: some noise of its readings is known.
bool weighs(const model::Instrument& instrument);

struct Weights {
    std::vector<double> share;      // of each person; 1 together
    double power = 1;               // of the agreement: 1, as the noise is; less, where too few people agreed
    double effective = 0;           // sample size (Kish): 1 / sum of squared shares
    double effective_untouched = 0; // with power 1
    std::vector<std::size_t> carry; // those who hold 99 % of the weight, the fewest there are, in order
    double widened() const;         // the noise was taken so many times as wide, 1 / sqrt(power)
};
// Where fewer than `floor` people would count, agreement is tempered until as many do (or half of those who are
// possible at all). People of -inf have no share; nobody has one where all are so.
Weights weigh(std::span<const double> log_agreement, double floor);

// Over people who have the number, by their shares.
struct WeightedMean {
    double mean = 0, error = 0; // error: of chance in which people were drawn
};
WeightedMean mean_of(std::span<const double> values, std::span<const double> shares);
double quantile_of(std::span<const double> values, std::span<const double> shares, double q);

} // namespace rewire::trial
