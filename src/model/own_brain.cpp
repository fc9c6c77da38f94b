#include "model/own_brain.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "integrate/inhibition.hpp"

namespace rewire::model {
namespace {

std::uint64_t of_day(int day) { return static_cast<std::uint64_t>(day + 100000); } // counters are not negative

// Numbers of a person by the names of what they are of: those of another brain's regions stay as they are.
double drawn(const Luck& luck, std::string_view what, std::string_view of, std::uint64_t k = 0) {
    return luck.normal(fmt::format("own brain {} {}", what, of), k);
}

} // namespace

OwnBrain own_brain(const life::LifeModel& model, const BrainSizes& sizes, const Luck& luck, const Matrix* given) {
    OwnBrain out{model.network, {}};
    auto& network = out.network;
    const auto& names = network.places;
    const std::size_t n = network.size();
    const Matrix& base = model.network.weights;
    if (given) {
        network.weights = *given;
    } else {
        std::vector<double> strength;
        for (const auto& name : names)
            strength.push_back(
                sizes.tract_region_spread == 0 ? 0 : sizes.tract_region_spread * drawn(luck, "region", name));
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < i; ++j) {
                if (base(i, j) == 0 && base(j, i) == 0)
                    continue;
                double log = (strength[i] + strength[j]) * std::sqrt(0.5);
                if (sizes.tract_spread > 0) {
                    const auto& [a, b] = std::minmax(names[i], names[j]);
                    log += sizes.tract_spread * drawn(luck, "tract", fmt::format("{} {}", a, b));
                }
                network.weights(i, j) *= std::exp(log);
                network.weights(j, i) *= std::exp(log);
            }
    }
    expects(model.shares.size() == network.tracts.size(), "each input has its share of a tract");
    for (std::size_t m = 0; m < network.tracts.size(); ++m) // what pathways add stays
        for (std::size_t k = 0; k < n * n; ++k)
            network.tracts[m].values()[k] += model.shares[m] * (network.weights.values()[k] - base.values()[k]);
    auto balanced = integrate::tune_inhibition(network);
    return {std::move(balanced.network), std::move(balanced.state)};
}

Session session(const life::LifeModel& model, const BrainSizes& sizes, const Luck& luck, int day) {
    const auto& names = model.network.places;
    const std::size_t n = names.size();
    const auto today = of_day(day) + 1;
    const auto mixed = [&](std::string_view what, const std::string& of, double person, double now) {
        return (person == 0 ? 0 : person * drawn(luck, what, of)) + (now == 0 ? 0 : now * drawn(luck, what, of, today));
    };
    Session out{{}, {.input = mechanism::find_row(model.network.model->inputs, "u"), .own = {}, .shared = {}}};
    for (const auto& name : names)
        out.log_gain.push_back(mixed("gain", name, sizes.gain_spread, sizes.gain_session));
    if (sizes.fluctuation == 0)
        return out;
    for (const auto& name : names)
        out.slow.own.push_back(
            sizes.fluctuation * std::sqrt(BrainSizes::hold) *
            std::exp(mixed("fluctuation", name, sizes.fluctuation_spread, sizes.fluctuation_session)));
    out.slow.shared = Matrix(n, BrainSizes::patterns);
    for (std::size_t k = 0; k < BrainSizes::patterns; ++k)
        for (std::size_t i = 0; i < n; ++i)
            out.slow.shared(i, k) = out.slow.own[i] * ((k == 0 ? sizes.pattern_mean : 0) +
                                                       mixed(fmt::format("pattern {}", k), names[i],
                                                             sizes.pattern_spread, sizes.pattern_session));
    return out;
}

} // namespace rewire::model
