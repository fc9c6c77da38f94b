#include "study/plausible.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "brain/scaling.hpp"

namespace rewire::study {
namespace {

struct UsualCoupling {
    std::string_view model;
    double high, most; // times the spectral radius of the weights
};
// From 5 s of each on the template: the first three pass 100 Hz above `high`, montbrio_pazo_roxin breaks there; the
// others saturate, and `high` is far above any regime that was published.
constexpr UsualCoupling usual_couplings[]{{"wong_wang", 3, 30},
                                          {"wong_wang_gain", 3, 30},
                                          {"corticothalamic", 1, 10},
                                          {"montbrio_pazo_roxin", 10, 100},
                                          {"wilson_cowan", 20, 1000},
                                          {"hopf", 20, 1000},
                                          {"generic_2d_oscillator", 20, 1000},
                                          {"jansen_rit", 50, 1000},
                                          {"kuramoto", 100, 10000}};
std::vector<std::string> warnings_or_refuse(model::Doubts d, const std::string& option) {
    std::vector<Problem> problems;
    for (auto& what : d.refusals)
        problems.push_back({option, 0, 0, std::move(what), {}});
    if (!problems.empty())
        throw InputError(std::move(problems));
    return std::move(d.warnings);
}

} // namespace

std::vector<std::string> check_coupling(const integrate::Network& n, std::span<const double> couplings,
                                        const char* option) {
    const auto at = std::ranges::find(usual_couplings, n.model->name, &UsualCoupling::model);
    if (at == std::end(usual_couplings) || couplings.empty())
        return {};
    const double radius = brain::spectral_radius(n.weights).value_or(1);
    const auto [least, largest] = std::ranges::minmax(couplings);
    model::Doubts d;
    const auto scaled = [&](double high) { return format_number(radius > 0 ? high / radius : high); };
    if (least < 0)
        d.warnings.push_back(
            fmt::format("Coupling {}: below 0 tracts take away what they bring.", format_number(least)));
    const double strength = std::max(std::abs(least), std::abs(largest)) * radius;
    const auto told = format_number(std::abs(least) > std::abs(largest) ? least : largest);
    if (strength > at->most)
        d.refusals.push_back(fmt::format("{} is no coupling of {} with these weights: up to {} is usual, {} the most",
                                         told, n.model->name, scaled(at->high), scaled(at->most)));
    else if (strength > at->high)
        d.warnings.push_back(
            fmt::format("Coupling {} is above what is usual for {} with these weights, up to {}: rates "
                        "may be beyond those of any brain.",
                        told, n.model->name, scaled(at->high)));
    return warnings_or_refuse(std::move(d), option);
}

std::vector<std::string> check_speed(double speed) {
    const auto told = [](double v) { return format_number(v) + " m/s"; };
    if (!(speed >= 0.1 && speed <= 200))
        throw InputError("--speed", fmt::format("{} is no speed of conduction: 1 to 20 m/s are usual, 0.1 to 200 m/s "
                                                "possible",
                                                told(speed)));
    if (speed < 1 || speed > 20)
        return {fmt::format("Conduction at {} is {} what is usual between regions, 1 to 20 m/s.", told(speed),
                            speed < 1 ? "below" : "above")};
    return {};
}

std::vector<std::string> check_axis(const integrate::Network& n, const simulate::Axis1D& axis) {
    const auto option = "--vary " + axis.name;
    if (axis.name == "coupling")
        return check_coupling(n, axis.values, option.c_str());
    const auto row = mechanism::find_row(n.model->params, axis.name);
    if (row == std::string_view::npos || axis.values.empty())
        return {};
    model::Doubts all;
    const auto& p = n.model->params[row];
    for (const double v : {std::ranges::min(axis.values), std::ranges::max(axis.values)})
        if (all.refusals.empty())
            all.add(model::doubts_of(axis.name, v * p.unit.si, *n.model, p));
    return warnings_or_refuse(std::move(all), option);
}

std::vector<std::string> check_parameters(const integrate::Network& n) {
    model::Doubts all;
    for (std::size_t k = 0; k < n.params.size(); ++k) {
        const auto& row = n.model->params[k];
        model::Doubts one;
        for (const double v : {*std::ranges::min_element(n.params[k]), *std::ranges::max_element(n.params[k])}) {
            auto d = model::doubts_of(std::string(row.name), v, *n.model, row);
            const auto told = [](const std::vector<std::string>& known, const std::vector<std::string>& now) {
                return !known.empty() && known == now; // of the lowest, which is the highest too
            };
            if (v != row.si() && !told(one.warnings, d.warnings) && !told(one.refusals, d.refusals))
                one.add(std::move(d));
        }
        all.add(std::move(one));
    }
    return warnings_or_refuse(std::move(all), "--set");
}

} // namespace rewire::study
