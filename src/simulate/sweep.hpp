// A sweep: the same brain at many parameter points, side by side in vector lanes and on all threads.
#pragma once
#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "simulate/findings.hpp"
#include "simulate/tuned.hpp"

namespace rewire::simulate {

struct Axis1D {
    std::string name; // "coupling", "noise", or a parameter of the model
    std::string unit; // of `values`
    std::vector<double> values;
};
// "coupling=0:3:64" or "sigma=0.005:0.02:16 1/sqrt(ms)": from, to, how many. InputError naming what is wrong.
Axis1D parse_axis(const std::string& text, const mechanism::Entry& model);

struct SweepPoint {
    std::vector<double> at;       // one value an axis
    std::vector<double> mean, sd; // [output], over regions and time, in the output's unit
    PointFit fit;
    std::string failure; // empty: it ran to its end
};

struct SweepPlan {
    ScanPlan scan;
    ScanQuestion question;
    Inhibition inhibition = Inhibition::none;
    Precision precision = Precision::single;
    int threads = 1;
    std::size_t lanes = 64;    // points of one batch, at most
    bool linear_noise = false; // no simulation: rest, and the fluctuations that little noise makes around it
};

// The points of a batch, at most. With delays what was sent is kept for each, and more of them would leave the caches.
inline std::size_t lanes_of(const SweepPlan& plan, const integrate::Network& network) {
    return network.delays.empty() ? plan.lanes : std::min<std::size_t>(plan.lanes, 16);
}

// s that a point of linear noise takes on one core, from the number of states over all regions: some cubes and many
// squares of it. Measured on 20 to 800 states; bench/linear_bench shows what it is off.
double linear_noise_time(double states);

// All points of the grid, the last axis fastest. What a point gives does not depend on threads or batches.
std::vector<std::vector<double>> grid(const std::vector<Axis1D>& axes);
// `known[k]`, where not null, is used instead of simulating point k; `done(k, point)` is told of every new one, `tick`
// of progress; false stops early, and the points not reached then have no mean.
std::vector<SweepPoint> sweep(const integrate::Network& network, const std::vector<Axis1D>& axes, const SweepPlan& plan,
                              const std::vector<const SweepPoint*>& known,
                              const std::function<void(std::size_t, const SweepPoint&)>& done,
                              const std::function<bool(double)>& tick);

std::uint64_t hash_of(const std::vector<SweepPoint>& points);

} // namespace rewire::simulate
