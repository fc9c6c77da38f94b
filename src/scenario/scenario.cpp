#include "scenario/scenario.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace rewire {
namespace {

constexpr double day = 86400, week = 7 * day;

struct Word {
    std::string text;
    std::size_t at; // in the phrase
};
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
std::optional<double> number_of(const std::string& s) {
    double v = 0;
    const auto [end, status] = std::from_chars(s.data(), s.data() + s.size(), v);
    if (status != std::errc{} || end != s.data() + s.size() || !std::isfinite(v)) return {};
    return v;
}
std::optional<double> span_of(const std::string& unit) {
    if (unit == "day" || unit == "days" || unit == "d") return day;
    if (unit == "week" || unit == "weeks") return week;
    if (unit == "month" || unit == "months") return 365.25 / 12 * day;
    if (unit == "year" || unit == "years") return 365.25 * day;
    return {};
}

Clause parse_clause(std::string_view text, std::size_t from, const Section::Text& whole, Section& section) {
    Clause c;
    const auto words = words_of(text, from);
    const auto wrong = [&](std::size_t at, std::string what) { section.wrong_at(whole, at, std::move(what)); };
    if (words.empty()) {
        wrong(from, "something is expected here, for example \"cbt 50 min weekly for 12 weeks\"");
        return c;
    }
    c.name = words[0].text;
    const auto word = [&](std::size_t k) { return k < words.size() ? words[k].text : std::string{}; };
    const auto length = [&](std::size_t k, std::optional<double>& to) { // "12 weeks" at k
        const auto n = number_of(word(k));
        const auto u = span_of(word(k + 1));
        if (!n || !u) return wrong(k < words.size() ? words[k].at : from + text.size(), "a length of time is expected, for example \"12 weeks\"");
        if (!(*n > 0)) return wrong(words[k].at, fmt::format("{} {} is no length of time; it must be longer than nothing", word(k), word(k + 1)));
        to = *n * *u;
    };
    for (std::size_t k = 1; k < words.size();) {
        const auto& w = words[k].text;
        if (w == "daily")
            c.per_week = 7, ++k;
        else if (w == "weekly")
            c.per_week = 1, ++k;
        else if (w.ends_with("x") && number_of(w.substr(0, w.size() - 1)) && word(k + 1) == "weekly") {
            c.per_week = number_of(w.substr(0, w.size() - 1));
            if (!(*c.per_week > 0 && *c.per_week <= 7)) wrong(words[k].at, "from 1x to 7x weekly is expected");
            k += 2;
        } else if (w == "for") {
            length(k + 1, c.duration);
            k += 3;
        } else if (w == "from" && word(k + 1) == "week" && number_of(word(k + 2))) {
            c.start = *number_of(word(k + 2)) * week;
            if (*c.start < 0) wrong(words[k + 2].at, "a plan starts in week 0; what was before belongs to [history]");
            k += 3;
        } else if (number_of(w)) {
            if (word(k + 1).empty() || span_of(word(k + 1))) {
                if (word(k + 1).empty())
                    wrong(words[k].at, fmt::format("{} has no unit; expected, for example, \"{} min\" or \"{} mg\"", w, w, w));
                else
                    length(k, c.duration);
            } else
                c.amount = w + " " + word(k + 1);
            k += 2;
        } else {
            const std::vector<std::string_view> known{"daily", "weekly", "for", "from", "4x weekly"};
            wrong(words[k].at, fmt::format("\"{}\" is not understood{}; expected an amount (\"50 min\"), how often (\"daily\", \"weekly\", \"4x weekly\"), "
                                           "\"for 12 weeks\" or \"from week 4\"",
                                           w, did_you_mean(w, known)));
            ++k;
        }
    }
    return c;
}

} // namespace

Phrase parse_phrase(const Section::Text& text, Section& section) {
    Phrase p;
    p.line = text.line, p.column = text.column;
    for (std::size_t at = 0; at <= text.value.size();) {
        const auto end = std::min(text.value.find(',', at), text.value.size());
        auto c = parse_clause(std::string_view(text.value).substr(at, end - at), at, text, section);
        if (at == 0)
            p.main = std::move(c);
        else
            p.further.push_back(std::move(c));
        at = end + 1;
    }
    return p;
}

Scenario parse_scenario(std::string_view text, const std::string& file) {
    Document document(text, file);
    auto root = document.root();
    Scenario s;
    s.file = file;
    auto person = root.section("person");
    s.age = person.number("age", 40);
    if (!(s.age >= 18 && s.age <= 100)) person.wrong("age", "age is in years, from 18 to 100: children are another model");
    s.sex = person.text("sex", "any");
    auto traits = person.section("traits");
    for (const auto& name : traits.keys()) {
        const auto value = traits.text(name);
        const auto blank = value.find(' ');
        const auto n = number_of(value.substr(value.starts_with('+') ? 1 : 0, blank - (value.starts_with('+') ? 1 : 0)));
        if (!n || blank == std::string::npos || value.substr(blank) != " sd")
            traits.wrong(name, fmt::format("\"{}\" is no trait; expected its distance from the mean, for example \"+1 sd\"", value));
        else
            s.traits.push_back({name, *n});
    }
    person.finish();
    auto history = root.section("history");
    for (const auto& t : history.located("life")) {
        s.history.push_back(parse_phrase(t, history));
        if (!s.history.back().main.duration) history.wrong_at(t, 0, "a part of a life has a length, for example \"ordinary for 52 weeks\"");
    }
    history.finish();
    auto plan = root.section("plan");
    s.life = plan.text("life", "ordinary");
    for (const auto& t : plan.located("treatments")) {
        s.treatments.push_back(parse_phrase(t, plan));
        if (!s.treatments.back().main.duration) plan.wrong_at(t, 0, "a treatment has a length, for example \"cbt weekly for 12 weeks\"");
    }
    s.adherence = plan.number("adherence", 1);
    if (!(s.adherence >= 0 && s.adherence <= 1)) plan.wrong("adherence", fmt::format("adherence is a share from 0 to 1, not {}", s.adherence));
    plan.finish();
    auto visits = root.section("visits");
    s.weeks = visits.numbers("weeks");
    if (s.weeks.empty()) visits.wrong("weeks", "visits need weeks, for example weeks = [0, 12]");
    if (!std::is_sorted(s.weeks.begin(), s.weeks.end())) visits.wrong("weeks", "weeks of visits rise");
    double before = 0;
    for (const auto& h : s.history) before += h.main.duration.value_or(0);
    for (const double w : s.weeks)
        if (w * week < -before - 1e-6) visits.wrong("weeks", fmt::format("week {} is before the history begins, in week {:.4g}", w, -before / week));
    s.instruments = visits.texts("instruments");
    if (s.instruments.empty()) visits.wrong("instruments", "visits need instruments, for example instruments = [\"gad7\"]");
    visits.finish();
    root.finish();
    document.raise();
    return s;
}

} // namespace rewire
