// As many people a target as it takes: a question whose answer is noisier than its target allows is asked of several
// seeds, each with people of its own, the same ones at every parameter set.
#pragma once
#include <functional>
#include <vector>

#include "fit/answer.hpp"

namespace rewire::fit {

struct SeedOptions {
    double noise = 0;   // an answer's own standard error shall be at most this share of its target's sd; 0: one seed
    unsigned most = 15; // seeds a question
};
// How many seeds each question needs, from the error of its answer by one: (error / (noise sd))^2, at least one.
std::vector<unsigned> seeds_needed(const std::vector<ModelAnswer>& by_one, const std::vector<double>& sd,
                                   const SeedOptions& options);
// An evaluation of the questions of these indices by the k-th seed, from 0.
using EvaluateBySeed = std::function<Evaluate(unsigned seed, const std::vector<std::size_t>& questions)>;
// The mean over each question's seeds, with its error; an answer that one of them cannot give is none.
Evaluate over_seeds(const std::vector<unsigned>& seeds, const EvaluateBySeed& evaluate);

} // namespace rewire::fit
