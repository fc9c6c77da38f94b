// Who is given which arm: permuted blocks within each stratum of a centre.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace rewire::trial {

// Arms of the people of one centre, in the order in which they were enrolled. Blocks hold 4 to 8 people where a whole
// multiple of the ratio does (else one or two of it), their sizes and orders drawn by the luck of trial and centre
// alone: a centre is the same whichever others there are. Matts and Lachin 1988, Control Clin Trials 9:327, from
// memory.
std::vector<int> allocate(std::span<const int> stratum, std::span<const int> ratio, std::uint64_t seed,
                          std::uint32_t centre);

} // namespace rewire::trial
