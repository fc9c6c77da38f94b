// One brain at many parameter points: what `rewire sweep` does, for whoever asks.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/identity.hpp"
#include "simulate/sweep.hpp"
#include "study/estimate.hpp"
#include "study/network_job.hpp"
#include "study/sweep_fit.hpp"
#include "study/watch.hpp"

namespace rewire::study {

struct SweepRequest {
    NetworkRequest network;        // its threads are those of the sweep
    std::vector<std::string> vary; // "coupling=0:3:64", "sigma=0.005:0.02:16 1/sqrt(ms)": from, to, how many
    bool linear_noise = false;     // no simulation: rest, and the fluctuations that little noise makes around it
    SweepFitRequest fit = {};      // of what is varied, from the best point on; by linear noise alone
};

// All that a sweep needs, read and checked; nothing is simulated yet.
struct SweepJob {
    Job brain;
    std::vector<simulate::Axis1D> axes;
    simulate::SweepPlan plan;
    std::size_t points = 0; // of the grid
    SweepFitPlan fit;       // without knobs: none is wanted
};
// InputError with what is wrong. The catalogue must outlive the job, which points into it.
SweepJob sweep_job(const SweepRequest& request, const mechanism::Catalogue& catalogue);
std::unique_ptr<Owned<SweepJob>> sweep_job(const SweepRequest& request);
Demand demand_of(const SweepJob& job);
Identity identity_of(const SweepJob& job); // of what its points hang on: brain, axes and plan

// Threads tell it one at a time.
struct SweepWatch : Watch {
    std::function<const simulate::SweepPoint*(std::size_t)> known = {}; // of a point of the grid; null: it is simulated
    std::function<void(std::size_t, const simulate::SweepPoint&)> finished = {}; // every new one, in no order
};

struct Best {
    std::size_t point = 0;
    double value = 0;
    bool found = false;
};
// The first of the highest that ran to their end.
Best best_of(const std::vector<simulate::SweepPoint>& points, double simulate::PointFit::*what);
// "coupling = 0.8, sigma = 0.01 1/sqrt(ms)"
std::string told_at(const std::vector<simulate::Axis1D>& axes, const std::vector<double>& at);

struct SweepResult {
    std::vector<simulate::SweepPoint> points; // of the grid, the last axis fastest; those not reached have no mean
    Best best, best_cortex;                   // by Pearson's r of FC over all pairs, and over those of cortex
    std::size_t failed = 0;
    std::uint64_t hash = 0;
    std::optional<SweepFit> fit;
    std::vector<std::string> warnings; // those of the job, and what came up on the way
    bool whole = true;                 // false: it was stopped, and nothing but the points is told
};
SweepResult sweep(const SweepJob& job, const SweepWatch& watch = {});

} // namespace rewire::study
