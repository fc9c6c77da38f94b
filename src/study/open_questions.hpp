// Questions that nobody has answered: what the model says, and how much of that is assumption.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "life/life_model.hpp"
#include "simulate/experiment.hpp"

namespace rewire::study {

// Every number of the life's mechanisms that is assumed and nothing more (no record, no row, no published code), times
// exp(0.2 z) with z by the luck of `seed`, `draw` and its name: one guess at what it could be as well. Zeros stay.
std::vector<scenario::Setting> another_guess(const life::LifeModel& model, std::uint64_t seed, std::uint32_t draw);

struct OpenAnswer {
    simulate::Estimate as_shipped; // its error: over people
    double assumed = 0;            // standard deviation of the answer over guesses, lived by the same people
    std::size_t guesses = 0;       // that could be answered
    double share() const;          // of the answer's variance that is assumption, 0 to 1; 0 where there is no variance
    // "higher", "lower" where the answer is two standard deviations of both from nothing, else "cannot tell";
    // `neutral`: the value of no difference.
    std::string reading(double neutral) const;
};
// `ask`: lives all questions with these settings; an empty list where it was stopped.
using Ask = std::function<std::vector<simulate::Estimate>(const std::vector<scenario::Setting>&)>;
std::vector<OpenAnswer> answers_of(std::size_t questions, const life::LifeModel& model, std::uint64_t seed,
                                   std::uint32_t guesses, const Ask& ask);

} // namespace rewire::study
