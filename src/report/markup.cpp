#include "report/markup.hpp"

#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/aliases.hpp"
#include "base/words.hpp"

namespace rewire::report {
namespace {

std::string valid_utf8(std::string_view text) {
    using nlohmann::json;
    return json::parse(json(text).dump(-1, ' ', false, json::error_handler_t::replace)).get<std::string>();
}

bool has_unit(std::string_view unit) { return !unit.empty() && unit != "1"; }
std::string with_unit(std::string text, double value, std::string_view unit) {
    return has_unit(unit) && !std::isnan(value) ? fmt::format("{} {}", text, unit) : text;
}

} // namespace

std::string escape_markup(std::string_view text) {
    std::string out;
    for (const char c : valid_utf8(text))
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t')
                    out += c;
        }
    return out;
}

std::string words_plain(std::string_view text) { return escape_markup(in_words(text)); }

std::string words_markup(std::string_view text) {
    const auto said = in_words(text);
    const bool left = language() != Language::english && !has_han(said) && has_english(said);
    return left ? fmt::format(R"(<span lang="en">{}</span>)", escape_markup(said)) : escape_markup(said);
}

std::string shown_number(double value) {
    if (std::isnan(value))
        return "n/a";
    if (std::isinf(value))
        return value < 0 ? "−∞" : "∞";
    const auto text = fmt::format("{:.5g}", std::abs(value));
    return value < 0 && text != "0" ? "−" + text : text;
}

std::string shown_short(double value) {
    const double size =
        value == 0 || !std::isfinite(value) ? 1 : std::pow(10, 2 - std::floor(std::log10(std::abs(value))));
    return shown_number(std::isfinite(value) && std::isfinite(size) ? std::round(value * size) / size : value);
}

std::string shown_quantity(double value, std::string_view unit) { return with_unit(shown_number(value), value, unit); }
std::string shown_short(double value, std::string_view unit) { return with_unit(shown_short(value), value, unit); }

std::string shown_label(std::string_view name, std::string_view unit) {
    return has_unit(unit) ? fmt::format("{} ({})", name, unit) : std::string(name);
}

} // namespace rewire::report
