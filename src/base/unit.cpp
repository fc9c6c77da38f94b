#include "base/unit.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <utility>

namespace rewire {
namespace {

std::string_view trimmed(std::string_view t) {
    while (!t.empty() && t.front() == ' ')
        t.remove_prefix(1);
    while (!t.empty() && t.back() == ' ')
        t.remove_suffix(1);
    return t;
}

struct Measure { // what units of one dimension measure, and those that are taken
    std::string_view name, units;
    Dimension dim;
};
constexpr Measure measures[] = {{"time", "ms, s, min, h, d or weeks", unit("s").dim},
                                {"mass", "ug, mg, g or kg", unit("g").dim},
                                {"length", "um, mm, cm or m", unit("m").dim},
                                {"current", "pA, nA, uA or mA", unit("A").dim},
                                {"speed", "m/s or mm/ms", unit("m/s").dim},
                                {"voltage", "uV, mV or V", unit("V").dim},
                                {"concentration", "nM, uM, mM or M", unit("M").dim},
                                {"frequency", "Hz, kHz, 1/ms, 1/s, 1/min, 1/h or 1/d", unit("Hz").dim}};
const Measure* measure_of(Dimension dim) {
    const auto at = std::ranges::find(measures, dim, &Measure::dim);
    return at == std::end(measures) ? nullptr : at;
}

std::string wanted(const Unit& u) {
    if (u.dim == Dimension{})
        return "a plain number";
    const auto* m = measure_of(u.dim);
    return fmt::format("{}, for example \"1 {}\"",
                       m ? fmt::format("a {} in {}", m->name, m->units) : "a number with its unit", u.text);
}

// As people write units that rewire has by another name.
constexpr std::pair<std::string_view, std::string_view> other_names[] = {
    {"mcg", "ug"},         {"microgram", "ug"},  {"milligram", "mg"}, {"gram", "g"},     {"msec", "ms"},
    {"millisecond", "ms"}, {"second", "s"},      {"sec", "s"},        {"minute", "min"}, {"min", "min"},
    {"hour", "h"},         {"hr", "h"},          {"wk", "weeks"},     {"hertz", "Hz"},   {"metre", "m"},
    {"meter", "m"},        {"millimetre", "mm"}, {"millimeter", "mm"}};
// The unit that was meant, of the dimension that is expected; empty where that is not clear.
std::string meant(std::string_view given, Dimension dim) {
    std::string plain(given);
    std::ranges::transform(plain, plain.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const bool plural : {false, true}) {
        if (plural && plain.ends_with('s'))
            plain.pop_back();
        if (const auto u = find_unit(plain); u && u->dim == dim)
            return plain;
        for (const auto& [name, own] : other_names)
            if (const auto u = find_unit(own); plain == name && u && u->dim == dim)
                return std::string(own);
    }
    return {};
}

} // namespace

Quantity parse_quantity(std::string_view text, const Unit& expected) {
    const auto t = without_plus(trimmed(text));
    if (t.empty())
        return {0, fmt::format("a value is missing; expected {}", wanted(expected))};
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
    if (u && u->dim == expected.dim)
        return {value * u->si, {}};
    if (expected.dim == Dimension{})
        return {0, fmt::format("leave \"{}\" out; expected {}", rest, wanted(expected))};
    if (!u) {
        const auto mend = meant(rest, expected.dim);
        return {0, fmt::format("{}\"{}\" is not a unit rewire knows; expected {}",
                               mend.empty() ? "" : fmt::format("write {} {}; ", format_number(value), mend), rest,
                               wanted(expected))};
    }
    const auto* m = measure_of(expected.dim);
    return {0, fmt::format(
                   "\"{}\" {}; expected {}", rest,
                   m ? fmt::format("is no unit of {}", m->name) : fmt::format("is not measured in {}", expected.text),
                   wanted(expected))};
}

std::string format_number(double value) { return fmt::format("{:.7g}", value == 0 ? 0.0 : value); }
std::string format_quantity(double si, const Unit& unit) {
    return format_number(si / unit.si) + (unit.text == "1" ? "" : " " + std::string(unit.text));
}

} // namespace rewire
