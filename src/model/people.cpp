#include "model/people.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "base/noise.hpp"

namespace rewire::model {

double Luck::uniform(std::string_view what, std::uint64_t k) const {
    const auto w = noise_words({seed_, stream_id(what)}, k, 0, 0, person_);
    return (static_cast<double>(w.w[0]) + 0.5) / 4294967296.0;
}
double Luck::normal(std::string_view what, std::uint64_t k) const { // Box-Muller in doubles
    const auto w = noise_words({seed_, stream_id(what)}, k, 0, 0, person_);
    const double u = (static_cast<double>(w.w[0]) + 0.5) / 4294967296.0,
                 v = (static_cast<double>(w.w[1]) + 0.5) / 4294967296.0;
    return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * v);
}

AgeAndSex Demography::of(const Luck& luck) const {
    AgeAndSex who{ages.mean, luck.uniform("sex") < women};
    if (ages.spread == 0)
        return who;
    // Whole years, each from half a year below to half a year above.
    const boost::math::normal all(ages.mean, ages.spread);
    const double low = cdf(all, ages.from - 0.5), high = cdf(all, ages.to + 0.5);
    who.age = std::clamp(std::round(quantile(all, low + (high - low) * luck.uniform("age"))), ages.from, ages.to);
    return who;
}
std::string Demography::told() const {
    return fmt::format(
        "aged {:.4g}{}, {:.3g} % women", ages.mean,
        ages.spread == 0 ? "" : fmt::format(" ± {:.4g} ({:.4g} to {:.4g})", ages.spread, ages.from, ages.to),
        100 * women);
}

double TraitTarget::of(const Luck& luck) const {
    if (given)
        return *given;
    const double own = luck.normal(name);
    return mean + spread * (with.value.empty() ? own
                                               : correlation * luck.normal(with.value) +
                                                     std::sqrt(1 - correlation * correlation) * own);
}

void make_person(life::Life& life, const std::vector<TraitTarget>& traits, const PersonSpread& spread,
                 const Luck& luck) {
    // The luck of a parameter has the parameter's name: a new mechanism leaves everybody else's as it was.
    const auto vary = [&](life::PersonCells& m) {
        const auto& e = m.mechanism();
        const auto& rows = e.params;
        // One that is handed over in another's place: the same people, as far as its parameters have the same names.
        const auto whose = e.keeps && !e.in_place_of.empty() ? e.in_place_of : e.name;
        for (std::size_t p = 0; p < rows.size(); ++p) {
            if (rows[p].value == 0 || rows[p].unit.dim == unit("s").dim)
                continue; // time constants and zeros stay
            const std::string of = "parameter " + std::string(whose) + "." + std::string(rows[p].name);
            const double factor = spread.uniform ? 1 + spread.parameters * (2 * luck.uniform(of, 0) - 1)
                                                 : std::exp(spread.parameters * luck.normal(of, 0));
            for (std::size_t c = 0; c < m.cells(); ++c)
                m.param(p, c) *= factor;
        }
    };
    for (auto& m : life.mechanisms())
        vary(m);
    for (const auto& t : traits) {
        const double z = t.of(luck);
        for (const auto& [mechanism, param] : t.parameters) {
            auto m = life.mechanism(mechanism);
            const auto row = mechanism::find_row(m.mechanism().params, param);
            for (std::size_t c = 0; c < m.cells(); ++c) {
                double& v = m.param(row, c);
                v = t.log     ? v * std::exp(t.sd * z)
                    : t.share ? v * (1 + t.sd * z)
                              : v + t.sd * z * m.mechanism().params[row].unit.si;
            }
        }
    }
}

double adversity(const Luck& luck, std::size_t era) {
    return std::exp(adversity_sd * luck.normal("adversity", era) - 0.5 * adversity_sd * adversity_sd);
}

double proneness(const LifeEvent& e, const std::vector<TraitTarget>& traits, const Luck& luck) {
    if (e.between_sd == 0)
        return 1;
    const auto trait = std::ranges::find(traits, e.with, &TraitTarget::name);
    const double shared = trait == traits.end() ? luck.normal(e.with) : trait->of(luck),
                 own = luck.normal("how often, " + e.name),
                 z = e.correlation * shared + std::sqrt(1 - e.correlation * e.correlation) * own;
    return std::exp(e.between_sd * z - 0.5 * e.between_sd * e.between_sd);
}

void befall(life::DayPlan& plan, int day, double share, const Amounts& met, const std::vector<life::DailyNoise>& noise,
            const std::vector<LifeEvent>& events, const std::vector<TraitTarget>& traits, const Luck& luck) {
    const auto value = [&](const std::string& signal,
                           double alone) -> double& { // as the day has it, or as it is where nothing is said
        for (auto& [name, v] : plan.signals)
            if (name == signal)
                return v;
        for (const auto& n : noise)
            if (n.signal == signal)
                alone = n.alone;
        return plan.signals.emplace_back(signal, alone).second;
    };
    constexpr std::uint64_t before = 1 << 20; // counters are not negative
    // Of a slow noise the day lies between two numbers, mixed so that every day has the same spread.
    for (const auto& n : noise) {
        const double at = day / n.days, from = std::floor(at), x = at - from;
        const auto k = static_cast<std::uint64_t>(static_cast<std::int64_t>(from) + static_cast<std::int64_t>(before));
        const double z = n.days <= 1 ? luck.normal(n.signal, k)
                                     : ((1 - x) * luck.normal(n.signal, k) + x * luck.normal(n.signal, k + 1)) /
                                           std::hypot(1 - x, x);
        double& v = value(n.signal, n.alone);
        v = life::noisy(n, v, z);
    }
    for (const auto& e : events) {
        const auto named = std::ranges::find(met, e.name, &Amounts::value_type::first);
        const double part = named != met.end() ? named->second : e.named ? 0 : share;
        if (part <= 0)
            continue;
        const double rate = part * e.per_year * proneness(e, traits, luck);
        const int weeks = static_cast<int>(e.longest / 7) + 1, now = static_cast<int>(std::floor(day / 7.0));
        for (int w = now - weeks; w <= now; ++w) {
            const auto k = static_cast<std::uint64_t>(w + static_cast<int>(before)) * 4;
            if (luck.uniform(e.name, k) >= rate * 7 / 365.25)
                continue;
            const double length = e.shortest + (e.longest - e.shortest) * luck.uniform(e.name, k + 1);
            if (day < 7 * w || day >= 7 * w + length)
                continue;
            const double severity = std::exp(e.severity_sd * luck.normal(e.name, k + 2));
            for (const auto& [signal, factor] : e.times)
                value(signal, 1) *= std::pow(factor, severity);
            for (const auto& [signal, amount] : e.added)
                value(signal, 0) += severity * amount;
        }
    }
}

} // namespace rewire::model
