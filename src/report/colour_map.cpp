#include "report/colour_map.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "report/markup.hpp"

namespace rewire::report {
namespace {

using Rgb = std::array<int, 3>;

const std::vector<Rgb>& anchors(const std::string& map) {
    static const auto all = [] {
        std::map<std::string, std::vector<Rgb>> out;
        const auto maps = nlohmann::json::parse(embedded("colours.json"));
        for (const auto& [key, colours] : maps.items())
            for (const auto& c : colours) {
                const auto hex = c.get<std::string>();
                auto part = [&](std::size_t at) { return std::stoi(hex.substr(at, 2), nullptr, 16); };
                out[key].push_back({part(1), part(3), part(5)});
            }
        return out;
    }();
    return all.at(map);
}

std::string hex(const Rgb& c) { return fmt::format("#{:02x}{:02x}{:02x}", c[0], c[1], c[2]); }

} // namespace

std::string_view name(Palette p) { return p == Palette::sequential ? "sequential" : "diverging"; }

std::string ColourScale::colour(double value, bool dark) const {
    if (std::isnan(value))
        return {};
    const auto& map = anchors(std::string(name(palette)) + (dark && palette == Palette::diverging ? "_dark" : ""));
    const double at = std::clamp((value - low) / (high - low), 0.0, 1.0) * static_cast<double>(map.size() - 1);
    const auto k = std::min(static_cast<std::size_t>(at), map.size() - 2);
    const double part = at - static_cast<double>(k);
    Rgb c{};
    for (std::size_t i = 0; i < 3; ++i)
        c[i] = static_cast<int>(std::lround((1 - part) * map[k][i] + part * map[k + 1][i]));
    return hex(c);
}

std::string fill_of(const ColourScale& scale, double value) {
    const auto light = scale.colour(value), dark = scale.colour(value, true);
    if (light.empty())
        return {};
    return light == dark ? fmt::format(R"( fill="{}")", light)
                         : fmt::format(R"( fill="{}" style="--dark:{}")", light, dark);
}

ColourScale colour_scale(Palette p, std::span<const double> values) {
    double low = INFINITY, high = -INFINITY;
    for (const double v : values)
        if (std::isfinite(v)) {
            low = std::min(low, v);
            high = std::max(high, v);
        }
    if (low > high) {
        low = 0;
        high = 1;
    }
    if (p == Palette::diverging) {
        high = std::max(std::abs(low), std::abs(high));
        low = -high;
    }
    if (high - low <= 1e-6 * std::max(std::abs(low), std::abs(high))) { // what differs by rounding is one value
        const double middle = (low + high) / 2, room = middle == 0 ? 1 : std::abs(middle) * 0.5;
        low = middle - room;
        high = middle + room;
    }
    return {p, low, high};
}

std::string category_colour(std::size_t n) {
    const auto& all = anchors("category");
    return hex(all[n % all.size()]);
}

std::vector<double> round_ticks(double low, double high, int count) {
    const double rough = (high - low) / count, decade = std::pow(10, std::floor(std::log10(rough)));
    double step = 10 * decade;
    for (const double nice : {1.0, 2.0, 2.5, 5.0})
        if (nice * decade >= rough * 0.999) {
            step = nice * decade;
            break;
        }
    std::vector<double> out;
    for (double k = std::ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; ++k)
        out.push_back(k * step);
    return out;
}

std::string colour_bar_svg(const ColourScale& scale, std::string_view label) {
    constexpr int steps = 60;
    constexpr double left = 15, width = 270, top = 15, height = 9;
    const auto text = words_plain(label);
    std::string out = fmt::format(R"(<svg class="colour-bar" viewBox="0 0 300 44" role="img" aria-label="{1}">)"
                                  R"(<text x="150" y="9" class="name">{0}</text>)",
                                  text,
                                  words_plain(fmt::format("Colour scale: {}, from {} to {}", label,
                                                          shown_number(scale.low), shown_number(scale.high))));
    for (int k = 0; k < steps; ++k)
        out += fmt::format(R"(<rect shape-rendering="crispEdges" x="{:.2f}" y="{}" width="{:.2f}" height="{}"{}/>)",
                           left + width * k / steps, top, width / steps + 0.3, height,
                           fill_of(scale, scale.low + (scale.high - scale.low) * (k + 0.5) / steps));
    for (const double t : round_ticks(scale.low, scale.high, 5)) {
        const double x = left + width * (t - scale.low) / (scale.high - scale.low);
        out += fmt::format(R"(<path class="tick" d="M{0:.1f} {1}v3"/><text x="{0:.1f}" y="37">{2}</text>)", x,
                           top + height, shown_number(t));
    }
    return out + "</svg>";
}

} // namespace rewire::report
