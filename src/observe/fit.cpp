// Pairs are gathered once; every metric is a sum over the same list.
#include "observe/fit.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "base/error.hpp"
#include "observe/connectivity.hpp"
#include "observe/nan.hpp"

namespace rewire::observe {
namespace {

std::vector<double> clipped_z(const std::vector<double>& r) {
    std::vector<double> z(r.size());
    std::transform(r.begin(), r.end(), z.begin(), [](double v) { return std::atanh(std::clamp(v, -0.9999, 0.9999)); });
    return z;
}

void expect_correlations(const std::vector<double>& values, const char* which) {
    for (double v : values)
        if (std::abs(v) > 1 + 1e-9)
            throw InputError(
                "",
                fmt::format(
                    "the {} connectivity holds {:.4g}, which no correlation can be; if its values are Fisher z, say so",
                    which, v));
}

} // namespace

double pearson(std::span<const double> a, std::span<const double> b) {
    if (a.size() != b.size())
        throw InputError("", fmt::format("a correlation wants lists of one length, not {} and {}", a.size(), b.size()));
    if (a.size() < 2)
        return nan;
    Matrix table(a.size(), 2);
    for (std::size_t k = 0; k < a.size(); ++k) {
        table(k, 0) = a[k];
        table(k, 1) = b[k];
    }
    return functional_connectivity(table).r(0, 1);
}

Fit compare(const Matrix& simulated, const Matrix& measured, const std::vector<bool>& chosen, Values measured_values) {
    const std::size_t n = simulated.rows();
    if (simulated.cols() != n || measured.rows() != n || measured.cols() != n)
        throw InputError(
            "", fmt::format("connectivities to compare must be square and of one size, not {} x {} and {} x {}", n,
                            simulated.cols(), measured.rows(), measured.cols()));
    if (!chosen.empty() && chosen.size() != n)
        throw InputError("", fmt::format("the choice of regions has {} flags for {} regions", chosen.size(), n));
    Fit fit;
    std::vector<double> a, b;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j) {
            if (!chosen.empty() && !(chosen[i] && chosen[j]))
                continue;
            if (std::isnan(simulated(i, j)) || std::isnan(measured(i, j))) {
                ++fit.left_out;
                continue;
            }
            a.push_back(simulated(i, j));
            b.push_back(measured(i, j));
        }
    if (measured_values == Values::fisher_z)
        std::transform(b.begin(), b.end(), b.begin(), [](double z) { return std::tanh(z); });
    expect_correlations(a, "simulated");
    expect_correlations(b, "measured");
    fit.pairs = a.size();
    fit.r = pearson(a, b);
    fit.r_fisher = pearson(clipped_z(a), clipped_z(b));
    double square = 0;
    for (std::size_t k = 0; k < a.size(); ++k)
        square += (a[k] - b[k]) * (a[k] - b[k]);
    fit.rmse = a.empty() ? nan : std::sqrt(square / static_cast<double>(a.size()));
    return fit;
}

double compare_dynamics(const Matrix& simulated, const Matrix& measured) {
    return kolmogorov_smirnov(upper_triangle(simulated), upper_triangle(measured));
}

} // namespace rewire::observe
