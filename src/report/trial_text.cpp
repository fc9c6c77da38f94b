#include "report/trial_text.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace rewire::report {

std::string shown_fixed(double value, int digits) {
    if (std::isnan(value))
        return "n/a";
    if (std::isinf(value))
        return value < 0 ? "−∞" : "∞";
    const auto text = fmt::format("{:.{}f}", std::abs(value), digits);
    const bool nothing = text.find_first_not_of("0.") == std::string::npos;
    return value < 0 && !nothing ? "−" + text : text;
}

std::string shown_change(double value, int digits) {
    const auto text = shown_fixed(value, digits);
    return value > 0 && text.find_first_not_of("0.") != std::string::npos ? "+" + text : text;
}

int digits_of(double sd) {
    if (!(sd > 0) || sd >= 1 || !std::isfinite(sd))
        return 2;
    return std::min(6, 1 - static_cast<int>(std::floor(std::log10(sd))));
}

std::string shown_interval(const trial::Interval& interval, int digits) {
    return fmt::format("{} to {}", shown_fixed(interval.low, digits), shown_fixed(interval.high, digits));
}

std::string shown_effect(double value, const trial::Interval& interval, int digits) {
    return fmt::format("{} ({})", shown_fixed(value, digits), shown_interval(interval, digits));
}

std::string shown_p(double p) {
    if (std::isnan(p))
        return "n/a";
    if (p < 0.001)
        return "<\u00a00.001";
    return fmt::format("{:.{}f}", p, p < 0.1 ? 3 : 2);
}

std::string endpoint_text(const trial::Found& f) {
    return fmt::format("{}: {}", f.endpoint->name,
                       scenario::TrialEndpoint::estimands()[static_cast<std::size_t>(f.endpoint->estimand)]);
}
std::string against_first(const trial::Design& d, std::string_view what, std::string_view word, std::string_view unit) {
    return fmt::format("{} {} {}{}{}", what, word, d.arms.front().name, unit.empty() ? "" : ", ", unit);
}

std::string shown_percent(double share, int digits) {
    return std::isnan(share) ? "n/a" : shown_fixed(100 * share, digits) + "\u00a0%";
}

} // namespace rewire::report
