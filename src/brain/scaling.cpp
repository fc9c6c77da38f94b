#include "brain/scaling.hpp"

#include "base/error.hpp"
#include "base/known.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace rewire::brain {
namespace {

constexpr std::pair<std::string_view, Scaling> names[] = {{"degree", Scaling::degree},
                                                          {"none", Scaling::none},
                                                          {"max", Scaling::max},
                                                          {"row-sum", Scaling::row_sum},
                                                          {"spectral", Scaling::spectral}};

Matrix by_degree(const Matrix& weights) {
    const auto n = weights.rows();
    std::vector<double> row(n), column(n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) {
            row[i] += weights(i, j);
            column[j] += weights(i, j);
        }
    Matrix out(n, n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            if (weights(i, j) > 0)
                out(i, j) = weights(i, j) / std::sqrt(row[i] * column[j]);
    return out;
}

double largest_entry(const Matrix& m) { return *std::max_element(m.values().begin(), m.values().end()); }

double mean_row_sum(const Matrix& m) {
    double sum = 0;
    for (double w : m.values())
        sum += w;
    return sum / static_cast<double>(m.rows());
}

} // namespace

Scaling parse_scaling(std::string_view text, const std::string& file) {
    std::vector<std::string_view> known;
    for (const auto& [name, how] : names) {
        if (name == text)
            return how;
        known.push_back(name);
    }
    throw InputError(
        file,
        mended(text, known,
               fmt::format("there is no scaling \"{}\"; expected one of degree, none, max, row-sum, spectral", text)));
}

std::optional<double> spectral_radius(const Matrix& m) {
    const auto n = m.rows();
    // Adding a multiple of the identity moves every eigenvalue alike and leaves one of largest modulus even in a
    // bipartite network.
    const double shift = std::max(mean_row_sum(m), std::numeric_limits<double>::min());
    std::vector<double> x(n, 1.0), y(n);
    for (int step = 0; step < 20000; ++step) {
        double most = 0;
        for (std::size_t i = 0; i < n; ++i) {
            y[i] = shift * x[i];
            for (std::size_t j = 0; j < n; ++j)
                y[i] += m(i, j) * x[j];
            most = std::max(most, y[i]);
        }
        // Collatz and Wielandt: the radius lies between the least and the greatest growth of an entry.
        double low = std::numeric_limits<double>::infinity(), high = 0;
        for (std::size_t i = 0; i < n; ++i) {
            if (x[i] > 1e-200) {
                low = std::min(low, y[i] / x[i]);
                high = std::max(high, y[i] / x[i]);
            }
            x[i] = y[i] / most;
        }
        if (high - low <= 1e-12 * high)
            return 0.5 * (high + low) - shift;
    }
    return std::nullopt;
}

Connectome raised(Connectome c, double power) {
    if (!(power > 0 && std::isfinite(power)))
        throw InputError("--power",
                         fmt::format("weights cannot be raised to the power {}; above 0 is expected", power));
    if (power != 1)
        for (double& w : c.weights.values())
            if (w != 0)
                w = power == 0.5 ? std::sqrt(w) : std::pow(w, power);
    return c;
}

std::string told(Scaling how, double power) {
    constexpr const char* words[] = {"scaled by degree, w / sqrt(row sum x column sum)", "not scaled",
                                     "scaled so that the largest is 0.2", "scaled so that the mean row sum is 1",
                                     "scaled so that the spectral radius is 1"};
    return fmt::format("weights are {}{} before they couple regions",
                       power == 1 ? "" : fmt::format("raised to the power {:g} and ", power),
                       words[static_cast<std::size_t>(how)]);
}

Matrix scaled(const Connectome& c, Scaling how, std::optional<double> value) {
    expects(!c.weights.empty(), "a connectome has weights");
    if (largest_entry(c.weights) <= 0)
        throw InputError(c.source, "has no connection at all; nothing can be scaled");
    if (value && !(*value > 0 && std::isfinite(*value)))
        throw InputError(c.source, fmt::format("cannot be scaled to {}; a positive number is expected", *value));
    double factor = 1;
    switch (how) {
        case Scaling::degree:
            return by_degree(c.weights);
        case Scaling::none:
            return c.weights;
        case Scaling::max:
            factor = value.value_or(0.2) / largest_entry(c.weights);
            break;
        case Scaling::row_sum:
            factor = value.value_or(1) / mean_row_sum(c.weights);
            break;
        case Scaling::spectral: {
            const auto radius = spectral_radius(c.weights);
            if (!radius || *radius <= 1e-9 * largest_entry(c.weights))
                throw InputError(c.source,
                                 "has no clear spectral radius (a network without loops, or of loosely joined parts); "
                                 "use another scaling, such as degree");
            factor = value.value_or(1) / *radius;
            break;
        }
    }
    Matrix out = c.weights;
    for (double& w : out.values())
        w *= factor;
    return out;
}

} // namespace rewire::brain
