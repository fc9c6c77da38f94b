#include "scenario/phrase.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "base/day.hpp"
#include "scenario/grammar.hpp"
#include "scenario/phrase_hints.hpp"
#include "scenario/phrase_text.hpp"

namespace rewire::scenario {
namespace {

// What a clause may say. Of names that nobody knows here, the catalogue tells.
unsigned may_say(PhraseOf of, bool further, std::string_view name) {
    if (!further)
        return of == PhraseOf::life ? how_long : anything;
    return name == "homework"     ? how_much | how_often
           : name == "taper"      ? how_long
           : name == "target"     ? 0u
           : of == PhraseOf::life ? how_much
           : name == "then"       ? how_much | how_often | how_long
                                  : anything;
}

class ClauseReader {
public:
    ClauseReader(const Section::Text& whole, Section& section, PhraseOf of, std::optional<Date> plan)
        : whole_(whole), section_(section), of_(of), plan_(plan) {}

    Clause read(std::string_view text, std::size_t from, bool further) {
        words_ = words_of(text, from);
        end_ = from + text.size();
        faulty_ = false;
        said_ = 0;
        return read(from, further);
    }
    bool faulty() const { return faulty_; } // what was read last
    bool astray() const { return astray_; } // a comma stands where none belongs

private:
    Clause read(std::size_t from, bool further) {
        Clause c;
        c.at = signs_before(whole_.value, words_.empty() ? from : words_[0].at);
        if (words_.empty()) {
            wrong(from, "something is expected here, for example \"cbt 50 min weekly for 12 weeks\"");
            return c;
        }
        std::size_t k = 0;
        if (further && words_[0].text == "shared" && words_.size() > 1) {
            c.shared = true;
            ++k;
        }
        if (further && !c.shared && (begins(words_[0].text) || number_of(words_[0].text))) {
            astray_ = true;
            wrong(words_[0].at,
                  "leave out the comma before this; behind one stands what else there is to say, by its name");
            return c;
        }
        if (!further && number_of(words_[0].text)) {
            wrong(words_[0].at, "begin with a name, for example \"cbt 50 min weekly for 12 weeks\"");
            c.lengthy = true;
            return c;
        }
        further_ = further;
        c.name = words_[k++].text;
        if (further && (c.name == "adherence" || c.name == "engagement")) {
            const auto said = number_of(word(1));
            wrong(
                words_[0].at,
                fmt::format("write {} = {} on a line of its own below treatments, for all of them; a phrase has no {}",
                            c.name, said && *said <= 1 ? word(1) : "0.8", c.name));
            return c;
        }
        may_ = may_say(of_, further, c.name);
        if (c.shared && of_ == PhraseOf::treatment && may_ != anything)
            wrong(words_[0].at, "leave this out; only circumstances of a life are shared");
        if (further && c.name != "then" && k < words_.size() && !number_of(words_[k].text) && !begins(words_[k].text) &&
            set_apart(words_[k].text).empty()) {
            c.level = words_[k].text;
            if (words_.size() > k + 1 || c.name == "homework" || c.name == "taper")
                wrong(place(k), fmt::format("write, for example, {}; \"{}\" is not understood", example_of(c.name),
                                            rest_from(k)));
            return c;
        }
        lost_ = false;
        while (k < words_.size() && !lost_)
            k += step(c, k);
        if (!c.table.empty() && !faulty_ && (said_ & ~unsigned{how_listed}) != 0)
            wrong(place(0), "leave out how much, how often, how long and when; the table of doses says it");
        if (lost_)
            c.lengthy = true; // nobody knows whether it says how long
        const bool says_nothing = c.name == "taper"  ? !c.duration
                                  : c.name == "then" ? !c.duration || (c.amount.empty() && !c.per_week)
                                  : c.name == "homework" || of_ == PhraseOf::life ? c.amount.empty()
                                                                                  : c.name == "target";
        if (further && !faulty_ && says_nothing)
            wrong(words_[c.shared].at,
                  fmt::format("write, for example, {}; how much it is is not said", example_of(c.name)));
        return c;
    }
    // What a further clause of that name looks like.
    std::string example_of(std::string_view name) const {
        for (const auto& w : phrase_words())
            if (w.further && w.word == name)
                return fmt::format("\"{}\"", w.example);
        return of_ == PhraseOf::life ? "\"control low\" or \"sleep -1 h\"" : "\"homework 20 min daily\"";
    }
    // So many words from k on, and what follows them, which would only be told again.
    void lose(std::size_t k, std::size_t count, const PhraseHint& hint) {
        lost_ = true;
        wrong(place(k),
              fmt::format("{}; \"{}\" is not understood", (may_ & hint.of) == 0 ? "leave this out" : hint.mend,
                          count == 1 ? word(k) : word(k) + " " + word(k + 1)));
    }
    std::string rest_from(std::size_t k) const {
        std::string out = words_[k].text;
        while (++k < words_.size())
            out += " " + words_[k].text;
        return out;
    }
    // Says the word at k something twice, or something that its name is not told? Then it is noted.
    void say(Said what, std::size_t k, const Clause& c) {
        if ((may_ & what) == 0)
            wrong(place(k), fmt::format("leave this out; {} takes no word of {}", c.name, told(what)));
        else if ((said_ & what) != 0)
            wrong(place(k), fmt::format("say {} once; it is said before", told(what)));
        said_ |= what;
    }
    std::string word(std::size_t k) const { return k < words_.size() ? words_[k].text : std::string{}; }
    std::size_t place(std::size_t k) const { return k < words_.size() ? words_[k].at : end_; }
    void wrong(std::size_t at, std::string what) {
        faulty_ = true;
        section_.wrong_at(whole_, signs_before(whole_.value, at), std::move(what));
    }

    // Words that begin something else.
    static bool begins(std::string_view w) {
        const auto known = clause_words();
        return (w.ends_with("x") && number_of(w.substr(0, w.size() - 1))) || std::ranges::find(known, w) != known.end();
    }
    // "12 weeks" at k; how many words were read, so that what cannot be read is told once.
    std::size_t length(std::size_t k, std::optional<double>& to) {
        const auto n = number_of(word(k));
        const auto u = span_of(word(k + 1));
        if (n && u) {
            if (*n > 0 && *n * *u <= longest_life)
                to = *n * *u;
            else if (*n > 0)
                wrong(place(k),
                      fmt::format("{} {} is longer than a life; at most 100 years are expected", word(k), word(k + 1)));
            else
                wrong(place(k),
                      fmt::format("{} {} is no length of time; it must be longer than nothing", word(k), word(k + 1)));
            return 2;
        }
        if (const auto apart = set_apart(word(k)); !apart.empty()) {
            wrong(place(k), fmt::format("write \"{}\", with a space; \"{}\" is no length of time", apart, word(k)));
            return 1;
        }
        const auto mend = n ? did_you_mean(word(k + 1), {"days", "weeks", "months", "years"}) : std::string();
        wrong(place(k), mend.empty()
                            ? "a length of time is expected, for example \"12 weeks\""
                            : fmt::format("{} \"{} {}\" is no length of time", mend.substr(2), word(k), word(k + 1)));
        std::size_t read = 0;
        while (read < 2 && k + read < words_.size() && !begins(word(k + read)))
            ++read;
        return read;
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
        if (number_of(word(k + 1)) && span_of(word(k + 2)))
            return wrong(place(k + 1),
                         fmt::format("write \"from week {}\", counted from the start of the plan", word(k + 1))),
                   3;
        if (!date)
            wrong(place(k + 1),
                  fmt::format("\"{}\" is no week and no day; expected \"from week 4\" or \"from 2026-04-01\"",
                              word(k + 1)));
        else if (!plan_)
            wrong(place(k + 1),
                  "a date needs the day on which the plan starts: start = \"2026-03-02\" in [plan], or "
                  "in the [trial] of a trial; of a person to be ranked for weeks are counted: from week 4");
        else if (*date < *plan_)
            wrong(place(k + 1), fmt::format("{} is before the plan starts", word(k + 1)));
        else
            c.start = static_cast<double>((*date - *plan_).count()) * day_length;
        return 2;
    }
    void lacks_unit(const std::string& number, std::size_t at) {
        const auto mend =
            may_ == how_long ? fmt::format("\"{} weeks\"", number) : fmt::format("\"{0} min\" or \"{0} mg\"", number);
        wrong(at, fmt::format("{} has no unit; expected, for example, {}", number, mend));
    }
    std::size_t hard(Clause& c, std::size_t k) { // "65 %HRR"
        std::size_t read = 0;
        while (read < 2 && k + read < words_.size() && !begins(word(k + read)))
            ++read;
        if (read == 2 && number_of(word(k)))
            c.intensity = word(k) + " " + word(k + 1);
        else
            wrong(place(k), "a number with its unit is expected, for example \"at 65 %HRR\"");
        return read;
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
        if (w.ends_with("x") && number_of(w.substr(0, w.size() - 1))) {
            const auto next = word(k + 1);
            if (weekly(next) == 0) {
                wrong(place(k), fmt::format("write \"{0} daily\", \"{0} weekly\" or \"{0} monthly\"", w));
                return next.empty() || begins(next) || number_of(next) ? 1 : 2;
            }
            const double times = *number_of(w.substr(0, w.size() - 1));
            const double most = next == "daily" ? 24 : next == "weekly" ? 7 : 30;
            c.per_week = times * weekly(next);
            if (!(times > 0 && times <= most))
                wrong(place(k), fmt::format("from 1x to {}x {} is expected", most, next));
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
        if (const auto read = often(c, k)) {
            say(how_often, k, c);
            return read;
        }
        if (w == "for") {
            say(how_long, k, c);
            return c.lengthy = true, 1 + length(k + 1, c.duration);
        }
        if (w == "from") {
            say(how_begun, k, c);
            return begin(c, k);
        }
        if (w == "at") {
            say(how_hard, k, c);
            return 1 + hard(c, k + 1);
        }
        if (w == "as") {
            say(how_listed, k, c);
            c.lengthy = true;
            if (k + 1 == words_.size())
                wrong(end_,
                      "name the table of doses, a file without a space in its name, for example \"as doses.csv\"");
            else
                c.table = word(k + 1);
            return 2;
        }
        if (w == "hyperbolic" && c.name == "taper" && c.level.empty())
            return c.level = w, 1;
        if (number_of(w)) {
            if (const auto next = word(k + 1); next.empty() || begins(next))
                return lacks_unit(w, place(k)), 1;
            if (const auto* known = hint_of(word(k + 1)))
                return lose(k, 2, *known), 2;
            say(span_of(word(k + 1)) ? how_long : how_much, k, c);
            if (span_of(word(k + 1)))
                length(k, c.duration);
            else
                c.amount = w + " " + word(k + 1);
            return 2;
        }
        const auto mend = did_you_mean(w, clause_words());
        if (const auto* known = hint_of(w))
            lose(k, 1, *known);
        else if (const auto apart = set_apart(w); !apart.empty())
            wrong(place(k), fmt::format("write \"{}\", with a space between a number and its unit", apart));
        else if (!mend.empty())
            wrong(place(k), fmt::format("{} \"{}\" is not understood", mend.substr(2), w));
        else {
            lost_ = true;
            const bool of_name = !further_ && k == 1;
            wrong(place(k),
                  fmt::format("\"{}\" is not understood; expected {}{}", w,
                              of_ == PhraseOf::life ? "\"for 12 weeks\"" : what_may_follow(),
                              of_name ? fmt::format(", or a name of one word, such as \"{}_{}\"", c.name, w) : ""));
            if (of_name)
                c.name.clear(); // that nobody has such a name is told
        }
        return 1;
    }

    const Section::Text& whole_;
    Section& section_;
    PhraseOf of_;
    std::optional<Date> plan_;
    unsigned may_ = anything, said_ = 0;
    bool faulty_ = false, lost_ = false, astray_ = false, further_ = false;
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

Phrase parse_phrase(const Section::Text& written, Section& section, PhraseOf of, std::optional<Date> plan) {
    const auto text = plain_text(written, section);
    Phrase p;
    p.line = text.line;
    p.column = text.column;
    ClauseReader reader(text, section, of, plan);
    for (std::size_t at = 0; at <= text.value.size();) {
        const auto end = std::min(text.value.find(',', at), text.value.size());
        auto c = reader.read(std::string_view(text.value).substr(at, end - at), at, at > 0);
        if (at > 0 && !c.name.empty() && c.name != "then" &&
            std::ranges::find(p.further, c.name, &Clause::name) != p.further.end())
            section.wrong_at(text, c.at, fmt::format("say {} once; it is said before", c.name));
        if (at == 0)
            p.main = std::move(c);
        else if (!reader.faulty())
            p.further.push_back(std::move(c));
        p.main.lengthy = p.main.lengthy || reader.astray();
        at = end + 1;
    }
    p.main.at = section.as_written_at(text, p.main.at);
    for (auto& c : p.further)
        c.at = section.as_written_at(text, c.at);
    return p;
}

} // namespace rewire::scenario
