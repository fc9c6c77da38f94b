// One generation of a search by the emulator: Gauss-Newton within a trust region (Nocedal & Wright 2006, chapter 4).
#pragma once
#include <cstdint>
#include <vector>

#include "fit/ensemble.hpp"
#include "fit/parameter.hpp"

namespace rewire::fit {

// A trust region reaches so many prior standard deviations, as the root mean square over parameters.
struct NewtonOptions {
    unsigned generations = 0;
    unsigned draws = 0; // points a generation within the region, which the next emulator is fitted to as well; 0: as
                        // many as parameters
    double radius = 1;  // of the first
};
struct NewtonStep {
    std::vector<double> values; // where the emulated objective is least within the region and the ranges
    double predicted = 0;       // how much less it is there than at the best point
};
// `around` was fitted around `best`.
NewtonStep newton_step(const std::vector<SearchParameter>& parameters, const Ensemble& around,
                       const std::vector<double>& best, double radius);
std::size_t draws_of(const NewtonOptions& options, std::size_t parameters);
// Normal around `best` with half the radius, mirrored at the bounds; the same for the same seed and generation.
std::vector<std::vector<double>> draws_around(const std::vector<SearchParameter>& parameters,
                                              const std::vector<double>& best, double radius,
                                              const NewtonOptions& options, std::uint64_t seed, unsigned generation);
// A point moved towards `best` until it is within the radius.
std::vector<double> within(const std::vector<SearchParameter>& parameters, const std::vector<double>& best,
                           const std::vector<double>& values, double radius);
// The next radius: half where less than a quarter of what was predicted came true, twice where more than three quarters
// did, up to 2.
double next_radius(double radius, double predicted, double gained);

} // namespace rewire::fit
