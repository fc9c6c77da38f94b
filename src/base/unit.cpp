#include "base/unit.hpp"

#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace rewire {
namespace {

std::string_view trimmed(std::string_view t) {
    while (!t.empty() && t.front() == ' ')
        t.remove_prefix(1);
    while (!t.empty() && t.back() == ' ')
        t.remove_suffix(1);
    return t;
}

std::string wanted(const Unit& u) {
    if (u.dim == Dimension{})
        return "a plain number";
    return fmt::format("a number with its unit, for example \"1 {}\"", u.text);
}

} // namespace

Quantity parse_quantity(std::string_view text, const Unit& expected) {
    const auto t = without_plus(trimmed(text));
    double value = 0;
    const auto [end, status] = std::from_chars(t.data(), t.data() + t.size(), value);
    if (status != std::errc{})
        return {0, fmt::format("\"{}\" is not a number; expected {}", text, wanted(expected))};
    if (!std::isfinite(value))
        return {0, fmt::format("\"{}\" is not finite; expected {}", text, wanted(expected))};
    const auto rest = trimmed(t.substr(static_cast<std::size_t>(end - t.data())));
    if (rest.empty()) {
        if (expected.dim == Dimension{})
            return {value * expected.si, {}};
        return {0, fmt::format("\"{}\" has no unit; expected {}", text, wanted(expected))};
    }
    const auto u = find_unit(rest);
    if (!u)
        return {0, fmt::format("\"{}\" is not a unit rewire knows; expected {}", rest, wanted(expected))};
    if (u->dim != expected.dim)
        return {0, fmt::format("\"{}\" is not measured in {}; expected {}", rest, expected.text, wanted(expected))};
    return {value * u->si, {}};
}

std::string format_number(double value) { return fmt::format("{:.7g}", value == 0 ? 0.0 : value); }

} // namespace rewire
