// What would be scored by those who know no model: the measure of every share of rows that is inside.
#pragma once
#include <array>
#include <span>

#include "simulate/evidence.hpp"

namespace rewire::simulate {

//   zero           no effect at all
//   median         the median of calibration rows of the kind (alike in unit and effect kind); of signs, the more usual
//   one signed_median  told the row's sign, the median size of the kind nearest        the calibration row that is most
//   alike: of the kind; of the same intervention (4), instrument (2),
//                  condition (1); among equals the one nearest in time
// A row is not told of itself, nor of rows that ask the same experiment.
inline constexpr std::array<std::string_view, 4> guesses{"zero", "median of the kind", "sign known, median size",
                                                         "nearest calibration row"};

// Rows that are scored alike: a published interval, a band around a number, a null, a sign.
enum class RowSort { interval, band, null, sign };
std::string_view word_of(RowSort s);
RowSort sort_of(const LedgerRow& r);

// In the row's unit; of a row that only gives a sign -1, 0 or 1. `known`: rows that may be looked at.
std::array<double, guesses.size()> guess(const Question& q, std::span<const Question* const> known);
// Whether a guess would count as inside.
bool counts(const LedgerRow& r, double guessed);
// Whether both ask the same people, treatments, measure and week.
bool same_experiment(const Question& a, const Question& b);

// How a row is counted: by its role, but for the claims of articles that cite nobody, which are shown and never
// counted, for validation rows that ask a calibration row's experiment, which foresee nothing, and for those that stand
// twice: the same experiment from the same source, which foresees once. The first of them counts.
inline constexpr std::string_view claimed = "claims of the articles", repeated = "repeats of calibration",
                                  told_twice = "told twice";
bool same_source(const LedgerRow& a, const LedgerRow& b); // by its DOI, or else word by word
// Looks at every calibration row anew: nothing beside the lives that were lived for the rows.
std::string counted_as(const Question& q, std::span<const std::pair<Question, Finding>> rows);

// Scores over rows that are spoken to.
struct GuessScore {
    std::size_t rows = 0, ours = 0;
    std::array<std::size_t, guesses.size()> inside{};
};
// Effects in standard deviations beside what was published.
struct GuessEffects {
    std::vector<double> published, ours; // one of each row
    std::array<std::vector<double>, guesses.size()> guessed{};
    double distance(const std::vector<double>& values) const;    // mean distance from what was published; 0 of none
    double correlation(const std::vector<double>& values) const; // with what was published; NaN where it has no spread
};
struct GuessTable {
    std::string role;                // "calibration", "validation"; or what a model must foresee
    std::array<GuessScore, 4> sorts; // by RowSort
    GuessEffects effects;
    GuessScore all() const; // of every sort
};
std::vector<GuessTable> guess_tables(std::span<const std::pair<Question, Finding>> rows);
// The same of validation rows by what they ask beyond calibration (LedgerRow::transfer), and of all of them last.
std::vector<GuessTable> transfer_tables(std::span<const std::pair<Question, Finding>> rows);

} // namespace rewire::simulate
