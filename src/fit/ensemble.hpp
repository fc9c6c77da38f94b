// How far the evidence pins the parameters down, and many parameter sets that all agree with it.
//
// Laplace's approximation: near the best point the residuals are r + J (x - best) and the prior is Gaussian, so the
// posterior is Gaussian with precision P = P_prior + J^T W J (Gauss-Newton) and its mean one such step from the best
// point; exact where residuals are linear. J comes from the emulator, and W = 1/(1 + scatter^2) trusts a residual less
// that the emulator could not follow.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/matrix.hpp"
#include "fit/emulator.hpp"
#include "fit/parameter.hpp"

namespace rewire::fit {

// By what is left of the prior's standard deviation: below 0.5 pinned down, below 0.9 weakly, else not pinned down.
std::string_view verdict_of(double sd_over_prior);

struct Determined {
    std::string name;
    double value = 0, sd = 0; // posterior mean and sd, in the parameter's unit (of a ratio to first order)
    double sd_over_prior = 1; // 0 known exactly ... 1 the evidence says nothing
    std::string_view verdict;
};
// A combination of parameters, in prior standard deviations, and how much the evidence says about it.
struct Combination {
    std::vector<double> share; // [parameter], of length 1; its largest component is above 0
    double information =
        0; // eigenvalue of the Fisher information relative to the prior: 1 = as much as the prior knows
    double sd_over_prior = 1; // 1/sqrt(1 + information)
};
// "0.71 gains.g_C - 0.71 gains.a": components below a tenth are left out.
std::string told(const Combination& d, const std::vector<SearchParameter>& parameters);

struct Ensemble {
    Emulator emulator;                     // its slopes by the prior's standard deviation
    std::vector<double> mean;              // posterior mean, values inside the ranges
    Matrix covariance;                     // of shares of the ranges
    std::vector<Determined> parameters;    // in their order
    std::vector<Combination> combinations; // the worst determined first
    Matrix members;                        // parameter set x parameter, values
    double inside = 1; // share of what was drawn that lay inside the ranges; the others were drawn again
};

struct EnsembleOptions {
    std::size_t members = 100;
    std::uint64_t seed = 1;
    double reach = 1; // how far points tell of the best one, in prior standard deviations
};
// points: values, point x parameter; residuals: (answer - target)/sd, point x answer, rows that are not finite are
// passed over; best: values. InputError when there are too few points (see `emulate`).
Ensemble ensemble(const std::vector<SearchParameter>& parameters, const Matrix& points, const Matrix& residuals,
                  const std::vector<double>& best, const EnsembleOptions& options);

} // namespace rewire::fit
