// Maps of a resting brain: a seed's connectivity, networks, coherence with neighbours, slow bands.
//
//   seed map      z_i = atanh r(x_i, mean of the seed's signals)                                             Fisher z
//   (1) networks      mean of FC over pairs of different regions, within and between networks (2) local         W = 12
//   S/(k^2 (T^3 - T) - k sum_i L_i), S: squared deviations of the rank sums over time, coherence     L_i = sum over
//   ties (t^3 - t); k signals: a region and its k - 1 neighbours      Kendall's W, Zang 2004 (3)
#pragma once
#include <span>
#include <string>
#include <vector>

#include "base/matrix.hpp"
#include "observe/spectrum.hpp"

namespace rewire::observe {

// (1) of every region, time x region in; a seed's own regions too. NaN where a signal is constant. InputError without a
// seed or with one outside.
std::vector<double> seed_map(const Recording& signal, std::span<const std::size_t> seed);

struct NetworkMeans {
    std::vector<std::string> names; // in the order of their first region
    Matrix mean;                    // network x network, diagonal: within; NaN where there is no pair
};
// (2). InputError when there is not one name a region.
NetworkMeans network_means(const Matrix& fc, const std::vector<std::string>& network);

// (3) of every region with its `neighbours` - 1 nearest by `distance` (region x region; equal distances in the order of
// regions). From 0 to 1: 1 when all rise and fall together, about 1/neighbours for independent noise. InputError for
// fewer than 2 neighbours or more than regions.
std::vector<double> local_coherence(const Recording& signal, const Matrix& distance, std::size_t neighbours);
// Kendall's W of the columns, ties by mean ranks.
double concordance(const Matrix& signals);

} // namespace rewire::observe
