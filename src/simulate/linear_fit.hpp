// Which values of a few knobs make the connectivity of linear noise most like a measured one.
//
//   minimise sum over pairs i < j of (atanh r_ij(knobs) - atanh r_ij measured)^2, r kept within +-0.9999        (1)
//
// by Levenberg and Marquardt's steps within the knobs' ranges, the derivatives by integrate/linear_response.hpp. Errors
// come from leaving out one region after the other (the jackknife, in one step each): pairs that share a region are not
// independent. Where a knob belongs to one region they are those of independent pairs, s^2 (J'J)^-1, and too small.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "simulate/sweep.hpp"

namespace rewire::simulate {

struct Knob {
    std::string name;                   // "coupling", or a parameter of the model
    std::string unit;                   // of low and high
    double low = 0, high = 1;           // its range
    std::optional<std::size_t> place{}; // of one region alone
    double si = 1;                      // of the unit
};
struct LinearFitPlan {
    std::vector<Knob> knobs;
    std::vector<double> start; // one a knob, in its unit
    Inhibition inhibition = Inhibition::none;
    integrate::FastOptions fast;
    ScanQuestion question; // with the target
    int most_steps = 60;
    std::function<bool(double)> goes_on = {}; // told how far it is at most; false stops
};
struct KnobFit {
    double value = 0;
    double error = 0;    // one standard error; NaN at the end of a range, or where the data say nothing of it
    bool at_end = false; // of its range
};
// A mix of knobs, each times its range, by how well the data hold it: the first is the loosest.
struct FitDirection {
    double spread = 0;       // standard error along it, as a share of the ranges; infinite: the data say nothing
    std::vector<double> mix; // one a knob, of length 1
};
struct LinearFit {
    std::vector<KnobFit> knobs;
    PointFit fit;   // of the connectivity found
    Matrix fc;      // region x region
    double rms = 0; // of (1), a pair
    std::size_t pairs = 0;
    int steps = 0;
    bool settled = false; // false: the steps ran out
    bool stopped = false; // by goes_on: then there is nothing else
    std::vector<FitDirection> directions;
};
// InputError where a knob moves nothing or there is no target; NoRest where the start has no stable rest.
LinearFit fit_linear_noise(const integrate::Network& network, const LinearFitPlan& plan);

// The same weights between other regions: pairs of tracts exchange an end, which keeps the number of every region's
// tracts (Maslov and Sneppen 2002), ten exchanges a tract. A matrix that is symmetric stays so.
Matrix rewired_weights(const Matrix& weights, std::uint64_t seed);

// r of the products of the regions' mean measured connectivity with it: what one number a region says without a model.
PointFit fit_of_strengths(const ScanQuestion& question);

} // namespace rewire::simulate
