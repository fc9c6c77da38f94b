// The parameters inside their ranges where a function is least, found by CMA-ES; what is known already is not asked
// again.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "fit/parameter.hpp"

namespace rewire::fit {

// Smaller is better; NaN says that this point could not be evaluated, which is worse than any number.
using Objective = std::function<double(const std::vector<double>& values)>;
// Points with what the objective gave there, by the exact bits of their values.
using KnownPoints = std::map<std::vector<double>, double>;

struct SearchOptions {
    double step = 0.2;       // first standard deviation of the cloud, as a share of every range
    unsigned population = 0; // points of a generation, at least 5; 0: 4 + 3 ln n (Hansen 2006)
    unsigned generations = 30;
    std::uint64_t seed = 1;
};
unsigned population_of(const SearchOptions& options, std::size_t parameters);

struct SearchResult {
    std::vector<double> best; // values
    double at_start = 0, at_best = 0;
    std::size_t points = 0, asked = 0; // looked at; evaluated, the others were known
    std::vector<double> course;        // the best so far after each generation, the start first
    bool stopped = false;              // by the caller
};
// The start is looked at first, then the generations. Points that the strategy draws outside are mirrored at the
// bounds, so the objective goes on without a step there. Same options, seed and answers, same bits, whether points were
// known or asked for. `evaluated` is told of every point that was asked for; false stops. InputError when the
// parameters are not well stated (`check`), or when this build has no CMA-ES.
SearchResult search(const std::vector<SearchParameter>& parameters, const Objective& objective,
                    const SearchOptions& options, const KnownPoints& known = {},
                    const std::function<bool(const std::vector<double>& values, double cost)>& evaluated = {});

// A coordinate mirrored at 0 and 1 as often as it takes.
double mirrored(double share);

} // namespace rewire::fit
