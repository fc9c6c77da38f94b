// The covariance matrix adaptation evolution strategy (Hansen 2006), as pagmo has it: the one place that knows pagmo.
#pragma once
#include <cstdint>
#include <functional>
#include <vector>

namespace rewire::fit {

// Whether this build has it, and the Debian package that brings it.
bool has_cma_es();
inline constexpr const char* cma_es_package = "libpagmo-dev";

struct CmaEs {
    std::vector<double> start; // where the cloud of points begins
    double step = 0.2;         // its first standard deviation in every coordinate
    unsigned population = 8;   // points of a generation, at least 5
    unsigned generations = 30;
    std::uint64_t seed = 1;
};
// Asks `cost` point by point, in an order that the options and the answers alone decide; points may lie anywhere. What
// `cost` throws comes through. Ends early when the cloud is narrower than 1e-6 or a generation's costs differ by less
// than 1e-9.
void cma_es(const CmaEs& options, const std::function<double(const std::vector<double>&)>& cost);

} // namespace rewire::fit
