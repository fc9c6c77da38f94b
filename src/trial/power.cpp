#include "trial/power.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "trial/distributions.hpp"

namespace rewire::trial {
namespace {

void check(const MeansDesign& d) {
    expects(d.alpha > 0 && d.alpha < 1, "alpha is between 0 and 1");
    expects(d.to_one_control > 0 && std::isfinite(d.to_one_control), "people treated for each in control are above 0");
    expects(!d.rho || (*d.rho > -1 && *d.rho < 1), "a correlation is between -1 and 1");
    expects(std::isfinite(d.effect), "an effect is finite");
}
void check(const HazardsDesign& d) {
    expects(d.alpha > 0 && d.alpha < 1, "alpha is between 0 and 1");
    expects(d.hazard_ratio > 0 && std::isfinite(d.hazard_ratio), "a hazard ratio is above 0");
    expects(d.share_treated > 0 && d.share_treated < 1, "the share of the treated is between 0 and 1");
}
// What one event tells of the logarithm of the hazard ratio.
double information(const HazardsDesign& d) { return d.share_treated * (1 - d.share_treated); }

} // namespace

double power_of_means(const MeansDesign& design, std::size_t treated, std::size_t control) {
    check(design);
    expects(treated >= 2 && control >= 2, "each arm has two people or more");
    const double n1 = static_cast<double>(treated), n2 = static_cast<double>(control);
    const double df = n1 + n2 - 2 - (design.rho ? 1 : 0), rho = design.rho.value_or(0);
    const double centre = design.effect / std::sqrt(1 - rho * rho) * std::sqrt(n1 * n2 / (n1 + n2));
    const double critical = t_quantile(1 - design.alpha / 2, df);
    // P(T > critical) as P(-T < -critical): no 1 - p.
    return noncentral_t_below(-critical, df, -centre) + noncentral_t_below(-critical, df, centre);
}

SampleSize people_for_means(const MeansDesign& design, double power) {
    check(design);
    expects(power > design.alpha && power < 1, "a power is between alpha and 1");
    SampleSize out;
    if (design.effect == 0) {
        out.failure = "an effect of 0 is found by no number of people";
        return out;
    }
    const auto treated_to = [&](std::size_t control) {
        const double n = std::ceil(design.to_one_control * static_cast<double>(control) - 1e-9);
        return static_cast<std::size_t>(std::max(2.0, n));
    };
    const auto enough = [&](std::size_t control) {
        return power_of_means(design, treated_to(control), control) >= power;
    };
    constexpr std::size_t most = 10'000'000;
    std::size_t high = 2;
    while (!enough(high)) {
        high *= 2;
        if (high > most) {
            out.failure = fmt::format("an effect of {} needs more than {} people in each arm", design.effect, most);
            return out;
        }
    }
    std::size_t low = high / 2; // not enough, or below the two that an arm has
    while (high - low > 1) {
        const std::size_t middle = low + (high - low) / 2;
        (enough(middle) ? high : low) = middle;
    }
    out.control = high;
    out.treated = treated_to(high);
    out.power = power_of_means(design, out.treated, out.control);
    return out;
}

double power_of_shares(double p1, double p0, double alpha, double n1, double n0) {
    expects(alpha > 0 && alpha < 1, "alpha is between 0 and 1");
    expects(p1 >= 0 && p1 <= 1 && p0 >= 0 && p0 <= 1 && n1 > 0 && n0 > 0, "shares are 0 to 1, of somebody");
    const double pooled = (n1 * p1 + n0 * p0) / (n1 + n0), under_none = pooled * (1 - pooled) * (1 / n1 + 1 / n0);
    expects(under_none > 0, "somebody differs from somebody");
    const double critical = -normal_quantile(alpha / 2) * std::sqrt(under_none);
    const double error = std::sqrt(p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0), apart = p1 - p0;
    if (error == 0)
        return std::fabs(apart) > critical ? 1 : 0;
    return normal_below((apart - critical) / error) + normal_below((-apart - critical) / error);
}

double power_of_hazards(const HazardsDesign& design, double events) {
    check(design);
    expects(events >= 0, "events are 0 or more");
    const double centre = std::fabs(std::log(design.hazard_ratio)) * std::sqrt(events * information(design));
    return normal_below(centre + normal_quantile(design.alpha / 2));
}

EventsNeeded events_for_hazards(const HazardsDesign& design, double power) {
    check(design);
    expects(power > design.alpha && power < 1, "a power is between alpha and 1");
    EventsNeeded out;
    const double effect = std::log(design.hazard_ratio);
    if (effect == 0) {
        out.failure = "a hazard ratio of 1 is found by no number of events";
        return out;
    }
    const double z = normal_quantile(1 - design.alpha / 2) + normal_quantile(power);
    out.exact = z * z / (information(design) * effect * effect);
    if (out.exact > 1e12) {
        out.failure = fmt::format("a hazard ratio of {} needs more than 1e12 events", design.hazard_ratio);
        return out;
    }
    out.events = static_cast<std::size_t>(std::ceil(out.exact - 1e-9));
    return out;
}

} // namespace rewire::trial
