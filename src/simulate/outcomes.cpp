#include "simulate/outcomes.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"

namespace rewire::simulate {

bool responded(const model::Instrument::Outcome& o, double start, double now) {
    return now <= (1 - o.response) * start;
}
bool remitted(const model::Instrument::Outcome& o, double now) { return o.remission && now <= *o.remission; }
bool relapsed(const model::Instrument::Outcome& o, double start, double at_response, std::span<const double> since) {
    return start > at_response && // who responded by a rating alone has nothing to lose
           stays_above(since, at_response + o.relapse * (start - at_response), o.relapse_days);
}
bool stays_above(std::span<const double> values, double level, int days) {
    int on_end = 0;
    for (const double v : values)
        if ((on_end = v > level ? on_end + 1 : 0) >= days)
            return true;
    return false;
}

std::string definition_of(const model::Instrument& i) {
    expects(i.outcome.has_value(), "only what has an outcome has a definition");
    const auto& o = *i.outcome;
    const auto percent = [](double share) { return format_number(100 * share); };
    return fmt::format(
        "Response: the rated score has fallen by {} % or more since week 0. {}Relapse: of those who had responded at "
        "an earlier visit, those who since then have been without {} % or more of that gain on {} days on end, by the "
        "score as it is before it is rated.",
        percent(o.response),
        o.remission ? fmt::format("Remission: the rated score is {} {} or less. ", format_number(*o.remission), i.unit)
                    : "",
        percent(o.relapse), o.relapse_days);
}

Share share_of(std::size_t count, std::size_t of) {
    Share s{.count = count, .of = of, .rate = std::nan(""), .low = std::nan(""), .high = std::nan("")};
    if (of == 0)
        return s;
    constexpr double z = 1.959963984540054;
    const double n = static_cast<double>(of), p = static_cast<double>(count) / n;
    const double middle = (p + z * z / (2 * n)) / (1 + z * z / n),
                 half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    s.rate = p;
    s.low = count == 0 ? 0 : middle - half;
    s.high = count == of ? 1 : middle + half; // rounding must not leave 0 to 1
    return s;
}

namespace {

// Of the visit in week 0, where there is one.
std::optional<std::size_t> visit_zero(const model::Calendar& c) {
    const auto start = std::ranges::find(c.visits, 0);
    if (start == c.visits.end())
        return {};
    return static_cast<std::size_t>(start - c.visits.begin());
}
// Scores of zero can neither fall nor come back, and who was not seen has neither.
bool counts(double start, double now) { return start > 0 && !std::isnan(now); }

} // namespace

std::vector<std::uint8_t> relapses_of(const Person& p, const model::Calendar& c) {
    const auto zero = visit_zero(c);
    if (c.instruments.empty() || !c.instruments[0].outcome || !zero)
        return {};
    const auto& outcome = *c.instruments[0].outcome;
    const auto row = [&](std::size_t visit) { return static_cast<std::size_t>(c.visits[visit] - c.first); };
    std::vector<std::uint8_t> out(c.visits.size(), 0);
    std::optional<std::size_t> response; // the first, which a relapse goes by
    const double start = p.visits(*zero, 0);
    for (std::size_t v = *zero + 1; v < c.visits.size(); ++v) {
        const double now = p.visits(v, 0);
        if (!counts(start, now))
            continue;
        if (response) {
            std::vector<double> since;
            for (std::size_t t = row(*response); t <= row(v) && t < p.days.rows(); ++t)
                since.push_back(p.days(t, 0));
            out[v] = !since.empty() && relapsed(outcome, p.days(row(*zero), 0), since.front(), since) ? 1 : 0;
        } else if (responded(outcome, start, now))
            response = v;
    }
    return out;
}

Outcomes outcomes_of(const std::vector<Person>& people, const model::Calendar& calendar) {
    Outcomes out;
    if (calendar.instruments.empty()) {
        out.missing = "no instrument is read";
        return out;
    }
    const auto& in = calendar.instruments[0];
    out.instrument = in.name;
    out.unit = in.unit;
    if (!in.outcome) {
        out.missing = fmt::format("{} has no [outcome] in its file; name a scale that has one first", in.name);
        return out;
    }
    out.definition = definition_of(in);
    const auto zero = visit_zero(calendar);
    if (!zero) {
        out.missing = "there is no visit in week 0, from which response and relapse are told; add 0 to the weeks";
        return out;
    }
    std::vector<std::vector<std::uint8_t>> relapses;
    for (const auto& p : people)
        relapses.push_back(p.relapsed.empty() ? relapses_of(p, calendar) : p.relapsed);
    std::vector<bool> responded_before(people.size(), false);
    for (std::size_t v = *zero + 1; v < calendar.visits.size(); ++v) {
        std::size_t seen = 0, better = 0, candidates = 0, ill = 0, measured = 0, well = 0;
        for (std::size_t k = 0; k < people.size(); ++k) {
            const double base = people[k].visits(*zero, 0), now = people[k].visits(v, 0);
            if (std::isnan(now))
                continue;
            ++measured;
            well += remitted(*in.outcome, now);
            if (!counts(base, now))
                continue;
            ++seen;
            if (responded_before[k]) {
                ++candidates;
                ill += relapses[k][v];
            }
            if (responded(*in.outcome, base, now)) {
                ++better;
                responded_before[k] = true;
            }
        }
        VisitOutcome o{.week = calendar.visits[v] / 7.0,
                       .response = share_of(better, seen),
                       .relapse = share_of(ill, candidates),
                       .remission = {}};
        if (in.outcome->remission)
            o.remission = share_of(well, measured);
        out.visits.push_back(o);
    }
    if (out.visits.empty())
        out.missing = "there is no visit after week 0";
    return out;
}

} // namespace rewire::simulate
