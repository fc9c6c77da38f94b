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

// One person's way through the visits, by the first of the instruments.
class Way {
public:
    Way(const Person& p, const model::Calendar& c, std::size_t zero) : person_(p), c_(c), start_(zero) {}
    bool responded_before() const { return response_.has_value(); }
    // The person has responded at this visit; the first time is what a relapse goes by.
    void responds(std::size_t visit) {
        if (!response_)
            response_ = visit;
    }
    bool relapsed_by(std::size_t visit, const model::Instrument::Outcome& o) const {
        std::vector<double> since;
        for (std::size_t t = row(*response_); t <= row(visit) && t < person_.days.rows(); ++t)
            since.push_back(person_.days(t, 0));
        return !since.empty() && relapsed(o, person_.days(row(start_), 0), since.front(), since);
    }

private:
    std::size_t row(std::size_t visit) const { return static_cast<std::size_t>(c_.visits[visit] - c_.first); }
    const Person& person_;
    const model::Calendar& c_;
    std::size_t start_;
    std::optional<std::size_t> response_; // visit
};

} // namespace

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
    const auto start = std::ranges::find(calendar.visits, 0);
    if (start == calendar.visits.end()) {
        out.missing = "there is no visit in week 0, from which response and relapse are told; add 0 to the weeks";
        return out;
    }
    const auto zero = static_cast<std::size_t>(start - calendar.visits.begin());
    std::vector<Way> ways;
    for (const auto& p : people)
        ways.emplace_back(p, calendar, zero);
    for (std::size_t v = zero + 1; v < calendar.visits.size(); ++v) {
        std::size_t seen = 0, better = 0, candidates = 0, ill = 0, measured = 0, well = 0;
        for (std::size_t k = 0; k < people.size(); ++k) {
            const double base = people[k].visits(zero, 0), now = people[k].visits(v, 0);
            if (std::isnan(now))
                continue;
            ++measured;
            well += remitted(*in.outcome, now);
            if (!(base > 0))
                continue; // NaN too
            ++seen;
            if (ways[k].responded_before()) {
                ++candidates;
                ill += ways[k].relapsed_by(v, *in.outcome);
            }
            if (responded(*in.outcome, base, now)) {
                ++better;
                ways[k].responds(v);
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
