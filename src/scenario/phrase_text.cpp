#include "scenario/phrase_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "base/day.hpp"
#include "base/encoding.hpp"
#include "base/unit.hpp"

namespace rewire::scenario {

std::vector<Word> words_of(std::string_view text, std::size_t from) {
    std::vector<Word> out;
    for (std::size_t k = 0; k < text.size();) {
        if (text[k] == ' ') {
            ++k;
            continue;
        }
        const auto end = std::min(text.find(' ', k), text.size());
        out.push_back({std::string(text.substr(k, end - k)), from + k});
        k = end;
    }
    return out;
}
std::size_t signs_before(std::string_view text, std::size_t at) {
    std::size_t count = 0;
    for (std::size_t k = 0; k < std::min(at, text.size()); ++count)
        next_sign(text, k);
    return count;
}
std::optional<double> number_of(std::string_view s) {
    s = without_plus(s);
    double v = 0;
    const auto [end, status] = std::from_chars(s.data(), s.data() + s.size(), v);
    if (status != std::errc{} || end != s.data() + s.size() || !std::isfinite(v))
        return {};
    return v;
}
std::optional<double> span_of(std::string_view unit) {
    if (unit == "day" || unit == "days" || unit == "d")
        return day_length;
    if (unit == "week" || unit == "weeks")
        return week_length;
    if (unit == "month" || unit == "months")
        return 365.25 / 12 * day_length;
    if (unit == "year" || unit == "years")
        return 365.25 * day_length;
    return {};
}
std::string set_apart(std::string_view w) {
    const auto digits = w.find_first_not_of("+-0123456789.");
    if (digits == std::string_view::npos || digits == 0 || !number_of(w.substr(0, digits)))
        return {};
    const auto unit = w.substr(digits);
    return span_of(unit) || find_unit(unit) ? fmt::format("{} {}", w.substr(0, digits), unit) : "";
}

namespace {
bool digit_at(const std::string& text, std::size_t k) { return k < text.size() && text[k] >= '0' && text[k] <= '9'; }
} // namespace

Section::Text plain_text(const Section::Text& text, Section& section) {
    Section::Text out{plain(text.value), text.line, text.column};
    std::ranges::replace(out.value, '\t', ' ');
    if (const auto end = out.value.find(';'); end != out.value.npos) {
        section.wrong_at(out, signs_before(out.value, end),
                         "write a comma, or begin a text of its own, in quotes; a semicolon divides nothing");
        out.value.resize(end);
    }
    for (std::size_t k = 1; k + 1 < out.value.size(); ++k)
        if (out.value[k] == ',' && digit_at(out.value, k - 1) && digit_at(out.value, k + 1)) {
            out.value[k] = '.';
            auto from = k;
            while (from > 0 && digit_at(out.value, from - 1))
                --from;
            const auto to = std::min(out.value.find(' ', k), out.value.size());
            section.wrong_at(out, signs_before(out.value, from),
                             fmt::format("write {}; a number has a decimal point, a comma begins what else is said",
                                         out.value.substr(from, to - from)));
        }
    return out;
}

} // namespace rewire::scenario
