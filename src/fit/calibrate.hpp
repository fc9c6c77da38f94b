// A calibration: the search for parameters whose answers meet their targets, points around the best ones, and what all
// that pins down.
//
//   objective = sum over answers ((answer - target)/sd)^2 + sum over parameters ((value - start)/prior sd)^2
// minus twice the logarithm of the posterior. sd^2 is the target's and the square of the answer's own error at the
// start, held through the search: few people cannot be fitted closer than they tell.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "fit/answer.hpp"
#include "fit/ensemble.hpp"
#include "fit/newton.hpp"
#include "fit/search.hpp"

namespace rewire::fit {

struct FitTarget {
    std::string name;
    double value = 0, sd = 1; // in `unit`
    std::string unit = {};
};
struct CalibrationPlan {
    std::vector<SearchParameter> parameters;
    std::vector<FitTarget> targets;
    SearchOptions search;
    EnsembleOptions ensemble;
    double huber = 0; // residuals beyond so many sd count by their size, not their square: one study that cannot be met
                      // does not rule; 0: all by squares
    NewtonOptions newton = {}; // after the search and the points around its best
};
// A residual whose square is Huber's loss: itself up to k, then growing as a root.
double tempered(double residual, double k);
// How many points a whole calibration looks at at most: the start, the generations, two a parameter around the best,
// the generations of steps by the emulator with their draws, and a last step.
std::size_t points_of(const CalibrationPlan& plan);

struct Cost {
    double misfit = 0, prior = 0;
    double sum() const { return misfit + prior; }
};
struct CalibrationStep {    // a generation by the emulator, done
    std::size_t points = 0; // looked at so far
    double objective = 0;   // the least so far
    double predicted = 0, gained = 0;
    double radius = 0;          // within which it was trusted, prior sd
    std::vector<double> values; // of the least
};
struct Calibration {
    std::vector<double> sd;  // of every residual
    Evaluated before, after; // at the start, at the best point
    Cost cost_before, cost_after;
    SearchResult search;
    std::vector<CalibrationStep> steps;
    std::vector<Evaluated> points; // all that were looked at, each once
    Ensemble ensemble;             // not to be used when stopped
    bool stopped = false;
};
// `told` hears of every new point with its objective (NaN: it failed); false stops. Known points are not evaluated
// again; a search that goes on comes to the same bits, and one with other targets, ranges or generations also learns
// from what lies inside its ranges. InputError when the plan is not well stated or the start cannot be evaluated.
Calibration calibrate(const CalibrationPlan& plan, const Evaluate& evaluate, const KnownAnswers& known = {},
                      const std::function<bool(const Evaluated&, double objective)>& told = {});

// The points around `best`: every parameter up and down by half a prior sd, on the other side where a range ends.
std::vector<std::vector<double>> star(const std::vector<SearchParameter>& parameters, const std::vector<double>& best);

} // namespace rewire::fit
