#include "fit/newton.hpp"

#include <algorithm>
#include <cmath>

#include "fit/search.hpp"
#include "model/people.hpp"

namespace rewire::fit {
namespace {

constexpr double largest_radius = 2; // what lies farther tells nothing of the best point

// In prior standard deviations from the best point.
std::vector<double> offset(const std::vector<SearchParameter>& parameters, const std::vector<double>& best,
                           const std::vector<double>& values) {
    std::vector<double> out;
    for (std::size_t j = 0; j < parameters.size(); ++j) {
        const auto& p = parameters[j];
        out.push_back((share_of(p, values[j]) - share_of(p, best[j])) / p.prior_sd);
    }
    return out;
}

} // namespace

std::vector<double> within(const std::vector<SearchParameter>& parameters, const std::vector<double>& best,
                           const std::vector<double>& values, double radius) {
    const auto z = offset(parameters, best, values);
    double square = 0;
    for (const double v : z)
        square += v * v / static_cast<double>(z.size());
    const double shorter = square > radius * radius ? radius / std::sqrt(square) : 1;
    std::vector<double> out;
    for (std::size_t j = 0; j < z.size(); ++j)
        out.push_back(shorter == 1 ? values[j]
                                   : value_at(parameters[j], share_of(parameters[j], best[j]) +
                                                                 shorter * z[j] * parameters[j].prior_sd));
    return out;
}

std::size_t draws_of(const NewtonOptions& o, std::size_t parameters) { return o.draws > 0 ? o.draws : parameters; }

std::vector<std::vector<double>> draws_around(const std::vector<SearchParameter>& parameters,
                                              const std::vector<double>& best, double radius, const NewtonOptions& o,
                                              std::uint64_t seed, unsigned generation) {
    const model::Luck luck(seed, generation);
    std::vector<std::vector<double>> out(draws_of(o, parameters.size()));
    std::uint64_t k = 0;
    for (auto& values : out)
        for (std::size_t j = 0; j < parameters.size(); ++j) {
            const auto& p = parameters[j];
            const double away = 0.5 * radius * p.prior_sd * luck.normal("draws of a generation", k++);
            values.push_back(value_at(p, mirrored(share_of(p, best[j]) + away)));
        }
    return out;
}

NewtonStep newton_step(const std::vector<SearchParameter>& parameters, const Ensemble& around,
                       const std::vector<double>& best, double radius) {
    NewtonStep out{within(parameters, best, around.mean, radius), 0};
    const auto z = offset(parameters, best, out.values);
    const auto& e = around.emulator;
    out.predicted = prior_misfit(parameters, best) - prior_misfit(parameters, out.values);
    for (std::size_t k = 0; k < e.value.size(); ++k) {
        double r = e.value[k];
        for (std::size_t j = 0; j < z.size(); ++j)
            r += e.slope(k, j) * z[j];
        out.predicted += e.value[k] * e.value[k] - r * r;
    }
    return out;
}

double next_radius(double radius, double predicted, double gained) {
    if (!(gained >= 0.25 * predicted)) // NaN: it could not be evaluated
        return radius / 2;
    return gained > 0.75 * predicted ? std::min(2 * radius, largest_radius) : radius;
}

} // namespace rewire::fit
