// From what many replicates found to what chance makes of a trial. Inner part of replicates.hpp.
#pragma once
#include <span>

#include "trial/replicates.hpp"

namespace rewire::trial {

struct Drawn {                                     // one replicate
    std::vector<std::vector<Compared>> found = {}; // endpoint x further arm
    double left = 0;                               // share of people who are not seen at the last visit
};
struct Asked {
    std::size_t endpoint = 0, arm = 0;
    std::size_t planned = 0; // which size is the design's own
    double alpha = 0.05;
};
// drawn: replicates of each size, then those of the null.
Chance chance_of(const PoolFacts& facts, const Asked& asked, std::span<const std::size_t> sizes,
                 std::span<const std::vector<Drawn>> drawn);

// The power if the effect were off by a normal number of that sd, in the mean over 101 quantiles of it: see
// power_if_off.
double assurance_of(std::span<const Compared> found, double sd, double alpha);

} // namespace rewire::trial
