#include "trial/binary.hpp"

#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "base/error.hpp"

namespace rewire::trial {
namespace {

Ratio from_log(double value, double error, bool corrected) {
    const double z = normal_quantile(0.975);
    return {.value = value,
            .interval = {value * std::exp(-z * error), value * std::exp(z * error)},
            .corrected = corrected};
}
Ratio no_ratio(std::string why) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    return {.value = none, .interval = {none, none}, .failure = std::move(why)};
}

NeededPeople needed_for(double gain) { // gain: share that is better off treated
    return {.people = 1 / std::fabs(gain), .benefit = gain >= 0};
}

std::string words_of(const NeededPeople& n) {
    return std::isinf(n.people) ? "infinity" : fmt::format("{} {:.1f}", n.benefit ? "NNTB" : "NNTH", n.people);
}

} // namespace

std::string words_of(const NumberNeeded& n) {
    // An end that is infinity itself is said once.
    const bool between = n.through_infinity && !std::isinf(n.best.people) && !std::isinf(n.worst.people);
    return fmt::format("{} (95 % interval {} to {}{})", words_of(n.value), words_of(n.best),
                       between ? "infinity to " : "", words_of(n.worst));
}

TwoProportions two_proportions(std::size_t treated_events, std::size_t treated, std::size_t control_events,
                               std::size_t control, bool good) {
    expects(treated_events <= treated && control_events <= control, "events are of the people in an arm");
    TwoProportions out;
    out.treated = simulate::share_of(treated_events, treated);
    out.control = simulate::share_of(control_events, control);
    if (treated == 0 || control == 0) {
        out.failure = fmt::format("there is nobody in the {} arm", treated == 0 ? "treated" : "control");
        out.risk_ratio = out.odds_ratio = no_ratio(out.failure);
        return out;
    }
    const auto &t = out.treated, &c = out.control;
    out.difference = t.rate - c.rate;
    out.interval = {out.difference - std::hypot(t.rate - t.low, c.high - c.rate),
                    out.difference + std::hypot(t.high - t.rate, c.rate - c.low)};
    double a = static_cast<double>(treated_events), b = static_cast<double>(treated) - a;
    double d = static_cast<double>(control_events), e = static_cast<double>(control) - d;
    const bool none = a + d == 0, all = b + e == 0, empty = a == 0 || b == 0 || d == 0 || e == 0;
    // Risks need no correction where everyone has the event, unless nobody has it elsewhere.
    const double risk_add = a == 0 || d == 0 ? 0.5 : 0, odds_add = empty ? 0.5 : 0;
    const auto risk = [&](double add) {
        const double n1 = a + b + 2 * add, n2 = d + e + 2 * add;
        return from_log((a + add) / n1 / ((d + add) / n2), std::sqrt(1 / (a + add) - 1 / n1 + 1 / (d + add) - 1 / n2),
                        add > 0);
    };
    const auto odds = [&](double add) {
        return from_log((a + add) * (e + add) / ((b + add) * (d + add)),
                        std::sqrt(1 / (a + add) + 1 / (b + add) + 1 / (d + add) + 1 / (e + add)), add > 0);
    };
    const std::string nobody = "nobody in either arm has the event", everybody = "everybody in both arms has the event";
    out.risk_ratio = none ? no_ratio(nobody) : all ? no_ratio(everybody) : risk(risk_add);
    out.odds_ratio = none ? no_ratio(nobody) : all ? no_ratio(everybody) : odds(odds_add);
    const double sign = good ? 1 : -1;
    const Interval gain = good ? out.interval : Interval{-out.interval.high, -out.interval.low};
    out.needed = {.value = needed_for(sign * out.difference),
                  .best = needed_for(gain.high),
                  .worst = needed_for(gain.low),
                  .through_infinity = gain.low <= 0 && gain.high >= 0};
    return out;
}

} // namespace rewire::trial
