#include "scenario/phrase.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "base/day.hpp"

namespace rewire {
namespace {

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
std::optional<double> number_of(std::string_view s) {
    if (s.starts_with('+'))
        s.remove_prefix(1);
    double v = 0;
    const auto [end, status] = std::from_chars(s.data(), s.data() + s.size(), v);
    if (status != std::errc{} || end != s.data() + s.size() || !std::isfinite(v))
        return {};
    return v;
}
std::optional<double> span_of(const std::string& unit) {
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

class ClauseReader {
public:
    ClauseReader(const Section::Text& whole, Section& section, std::optional<Date> plan)
        : whole_(whole), section_(section), plan_(plan) {}

    Clause read(std::string_view text, std::size_t from, bool further) {
        words_ = words_of(text, from);
        end_ = from + text.size();
        Clause c;
        c.at = words_.empty() ? from : words_[0].at;
        if (words_.empty()) {
            wrong(from, "something is expected here, for example \"cbt 50 min weekly for 12 weeks\"");
            return c;
        }
        std::size_t k = 0;
        if (further && words_[0].text == "shared" && words_.size() > 1) {
            c.shared = true;
            ++k;
        }
        c.name = words_[k++].text;
        if (further && words_.size() == k + 1 && !number_of(words_[k].text) && words_[k].text != "daily" &&
            words_[k].text != "weekly") {
            c.level = words_[k].text;
            return c;
        }
        while (k < words_.size())
            k += step(c, k);
        return c;
    }

private:
    std::string word(std::size_t k) const { return k < words_.size() ? words_[k].text : std::string{}; }
    std::size_t place(std::size_t k) const { return k < words_.size() ? words_[k].at : end_; }
    void wrong(std::size_t at, std::string what) { section_.wrong_at(whole_, at, std::move(what)); }

    void length(std::size_t k, std::optional<double>& to) { // "12 weeks" at k
        const auto n = number_of(word(k));
        const auto u = span_of(word(k + 1));
        if (!n || !u)
            return wrong(place(k), "a length of time is expected, for example \"12 weeks\"");
        if (!(*n > 0))
            return wrong(place(k), fmt::format("{} {} is no length of time; it must be longer than nothing", word(k),
                                               word(k + 1)));
        if (!(*n * *u <= longest_life))
            return wrong(place(k), fmt::format("{} {} is longer than a life; at most 100 years are expected", word(k),
                                               word(k + 1)));
        to = *n * *u;
    }
    std::size_t begin(Clause& c, std::size_t k) { // "from week 4", "from 2026-04-01"
        if (word(k + 1) == "week" && number_of(word(k + 2))) {
            c.start = *number_of(word(k + 2)) * week_length;
            if (*c.start < 0)
                wrong(place(k + 2), "a plan starts in week 0; what was before belongs to [history]");
            else if (!(*c.start <= longest_life)) {
                wrong(place(k + 2), "a week of the next 100 years is expected");
                c.start.reset();
            }
            return 3;
        }
        const auto date = parse_date(word(k + 1));
        if (!date)
            wrong(place(k + 1),
                  fmt::format("\"{}\" is no week and no day; expected \"from week 4\" or \"from 2026-04-01\"",
                              word(k + 1)));
        else if (!plan_)
            wrong(place(k + 1), "a date needs the day on which the plan starts: start = \"2026-03-02\" in [plan]");
        else if (*date < *plan_)
            wrong(place(k + 1), fmt::format("{} is before the plan starts", word(k + 1)));
        else
            c.start = static_cast<double>((*date - *plan_).count()) * day_length;
        return 2;
    }
    // "daily", "2x daily", "weekly", "4x weekly", "monthly", "every 2 weeks", "every other day": how many words were
    // read at k, 0 when they say nothing of how often.
    std::size_t often(Clause& c, std::size_t k) {
        const auto& w = words_[k].text;
        const auto weekly = [](const std::string& text) { // of "daily" and the like
            return text == "daily"     ? 7.0
                   : text == "weekly"  ? 1.0
                   : text == "monthly" ? week_length / *span_of("month")
                                       : 0.0;
        };
        if (weekly(w) > 0) {
            c.per_week = weekly(w);
            return 1;
        }
        if (w.ends_with("x") && number_of(w.substr(0, w.size() - 1)) && weekly(word(k + 1)) > 0) {
            const double times = *number_of(w.substr(0, w.size() - 1));
            const double most = word(k + 1) == "daily" ? 24 : word(k + 1) == "weekly" ? 7 : 30;
            c.per_week = times * weekly(word(k + 1));
            if (!(times > 0 && times <= most))
                wrong(place(k), fmt::format("from 1x to {}x {} is expected", most, word(k + 1)));
            return 2;
        }
        if (w != "every")
            return 0;
        const bool counted = word(k + 1) == "other" || number_of(word(k + 1));
        const auto count = word(k + 1) == "other" ? 2.0 : counted ? *number_of(word(k + 1)) : 1.0;
        const auto span = span_of(word(k + (counted ? 2 : 1)));
        if (!span || !(count > 0)) {
            wrong(place(k + 1), "how often is expected, for example \"every 2 weeks\" or \"every other day\"");
            return counted ? 3 : 2;
        }
        c.per_week = week_length / (count * *span);
        if (!(*c.per_week <= 7 * 24))
            wrong(place(k + 1), "once an hour is the most");
        return counted ? 3 : 2;
    }
    // How many words were read at k.
    std::size_t step(Clause& c, std::size_t k) {
        const auto& w = words_[k].text;
        if (const auto read = often(c, k))
            return read;
        if (w == "for")
            return c.lengthy = true, length(k + 1, c.duration), 3;
        if (w == "from")
            return begin(c, k);
        if (w == "at" && number_of(word(k + 1)) && !word(k + 2).empty())
            return c.intensity = word(k + 1) + " " + word(k + 2), 3;
        if (number_of(w)) {
            if (const auto next = word(k + 1); next.empty() || next == "daily" || next == "weekly" ||
                                               next == "monthly" || next == "every" || next == "for" ||
                                               next == "from" || next == "at")
                return wrong(place(k),
                             fmt::format("{} has no unit; expected, for example, \"{} min\" or \"{} mg\"", w, w, w)),
                       1;
            if (span_of(word(k + 1)))
                length(k, c.duration);
            else
                c.amount = w + " " + word(k + 1);
            return 2;
        }
        const std::vector<std::string_view> known{"daily", "weekly", "for", "from", "at", "4x weekly"};
        wrong(place(k), fmt::format("\"{}\" is not understood{}; expected an amount (\"50 min\"), how often "
                                    "(\"daily\", \"weekly\", \"4x weekly\"), "
                                    "\"for 12 weeks\", \"from week 4\" or \"at 65 %HRR\"",
                                    w, did_you_mean(w, known)));
        return 1;
    }

    const Section::Text& whole_;
    Section& section_;
    std::optional<Date> plan_;
    std::vector<Word> words_;
    std::size_t end_ = 0;
};

} // namespace

std::optional<Date> parse_date(std::string_view text) {
    int part[3];
    const char *at = text.data(), *end = at + text.size();
    for (int k = 0; k < 3; ++k) {
        const auto [next, status] = std::from_chars(at, end, part[k]);
        if (status != std::errc{} || part[k] < 0 || part[k] > 9999 || (k < 2 && (next == end || *next != '-')) ||
            (k == 2 && next != end))
            return {};
        at = next + 1;
    }
    const std::chrono::year_month_day date{std::chrono::year(part[0]),
                                           std::chrono::month(static_cast<unsigned>(part[1])),
                                           std::chrono::day(static_cast<unsigned>(part[2]))};
    if (!date.ok())
        return {};
    return Date(date);
}

Phrase parse_phrase(const Section::Text& text, Section& section, std::optional<Date> plan) {
    Phrase p;
    p.line = text.line;
    p.column = text.column;
    ClauseReader reader(text, section, plan);
    for (std::size_t at = 0; at <= text.value.size();) {
        const auto end = std::min(text.value.find(',', at), text.value.size());
        auto c = reader.read(std::string_view(text.value).substr(at, end - at), at, at > 0);
        if (at == 0)
            p.main = std::move(c);
        else
            p.further.push_back(std::move(c));
        at = end + 1;
    }
    return p;
}

} // namespace rewire
