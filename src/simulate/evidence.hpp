// What is published beside what the model does: each row of the ledger as an experiment, and the verdict.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "simulate/experiment.hpp"
#include "simulate/ledger.hpp"

namespace rewire::simulate {

struct Question {
    LedgerRow row;
    std::optional<Experiment> experiment; // none: the model is silent
    std::string stand_in;                 // what stands in for what was really done
};
// What counts as inside, in the row's unit.
struct Aim {
    double low = 0, high = 0;
    std::string says; // "95 % CI", "within 0.2", "below 0"
    bool direction = false;
};
Aim aim_of(const LedgerRow& row);

enum class Judgement { inside, direction, outside, silent, failed };
std::string_view word_of(Judgement j);

struct Finding {
    double ours = 0, error = 0; // in the row's unit
    std::size_t people = 0;
    Judgement judgement = Judgement::silent;
    std::optional<bool> right_way; // the sign is right; none where the effect has none
    std::string failure;
    std::size_t draws = 1;  // experiments that were made
    double people_part = 1; // of the variance, what people alone would give; the rest is of seeds and parameters
    double inside = 0;      // share of the draws that are inside, each by itself
};
Finding judge(const Question& q, Experiments& experiments);
// The same of an answer that is known.
Finding judge(const Question& q, const Estimate& answer);
// The same of several draws, each of other people and perhaps other parameters: the mean is judged, and its error is
// the standard deviation of one draw, which holds people, seeds and parameters. One draw is judged as it stands; where
// one of several failed, all have.
Finding judge(const Question& q, std::span<const Estimate> draws);

// Joins ledgers with their experiments ("mood.tsv" with "mood.toml"). InputError with everything that is wrong: rows
// that nobody asks, experiments of rows that are not there, units that do not fit the statistic.
std::vector<Question> read_questions(const std::vector<LedgerRow>& rows, std::string_view experiments,
                                     const std::string& file);

} // namespace rewire::simulate
