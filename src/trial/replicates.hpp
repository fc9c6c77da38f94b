// What chance makes of a trial: many trials drawn from one pool of lives, and what they come to.
//
// Every replicate draws its people from the pool with replacement, reads them anew, allocates them by blocks within the
// strata of centres, loses some, and is analysed, all by a luck of seed, number of people and number of the replicate.
// Beside each stands the same trial in which every arm lives the first arm's lives: there is nothing to be found.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "trial/contrasts.hpp"
#include "trial/pool_facts.hpp"

namespace rewire::trial {

struct ReplicateOptions {
    std::size_t replicates = 1000;
    std::vector<double> sizes = {0.5, 1.5, 2}; // times the people of the design, whose own number is always drawn
    double alpha = 0.05;                       // two-sided
    int threads = 1;
    std::function<bool(double)> done = {}; // told the share that is ready; false stops early
};

struct Rate {                    // a share of replicates
    double value = 0, error = 0; // Monte-Carlo: sqrt(p (1 - p) / replicates)
};
struct PowerAt {
    std::size_t people = 0; // allocated, over all arms
    Rate power;             // share of replicates that find a difference: p < alpha
    double pool_error = 0;  // what the pool's finite size adds: by the closed form, groups of the pool left out
    double closed_form = 0; // with the pool's own effect, spread and dropout; NaN where none holds
};
// Of one endpoint, a further arm against the first.
struct Chance {
    std::size_t endpoint = 0, arm = 0;
    std::vector<PowerAt> sizes; // rising
    std::size_t planned = 0;    // which of them is the design's own; the rest is told of that one
    PoolNumber truth;           // see PoolFact
    double in_them = 0;
    double mean = 0, bias = 0, bias_error = 0; // of the estimates; bias against the truth, with its Monte-Carlo error
    double spread = 0, mean_error = 0;         // sd of the estimates; mean of their standard errors
    Rate coverage;                             // of the truth by the 95 % interval, of replicates that have one
    Rate type_one, null_coverage;              // where there is nothing to be found
    double missing = 0;                        // share of people who are not in the analysis
    std::size_t unanswered = 0;                // replicates without an estimate; they count as finding nothing
    // Power in the mean over what the pool's size leaves open of the effect: normal, with the truth's error.
    double assurance = 0;
    struct Parameters {                   // power in the mean over what is not known of the parameters
        Rate assurance;                   // its error: of so many sets
        double effect_sd = 0;             // between the sets, in the scale of the estimates
        std::size_t sets = 0, people = 0; // people who lived every arm with each set
    };
    std::optional<Parameters> parameters = {}; // where an ensemble was lived
};
struct Replicate { // one endpoint and further arm of one of them, of the design's own number of people
    std::size_t number = 0, endpoint = 0, arm = 0;
    Compared found, null;
};
struct Replicates {
    std::size_t replicates = 0, people = 0, pool = 0, pool_failed = 0;
    double alpha = 0.05;
    double dropout = 0;          // mean share of people who are not seen at the last visit
    std::vector<Replicate> rows; // by number, endpoint, arm
    std::vector<Chance> chances; // by endpoint, arm
    bool whole = true;           // false: it was stopped, and nothing else holds
    std::uint64_t hash() const;  // of the rows
};
// The same bits by any number of threads. The design's people are allocated at random, whatever it says of its own.
Replicates replicate(const Design& d, const Pool& pool, const ReplicateOptions& options);

// The share of replicates that would find a difference if the effect were off by so much: each estimate moves by it in
// its own standard errors. In the scale of Compared::estimate.
double power_if_off(std::span<const Compared> found, double off, double alpha);
// What replicates found of an endpoint in a further arm.
std::vector<Compared> found_of(const Replicates& r, std::size_t endpoint, std::size_t arm);

} // namespace rewire::trial
