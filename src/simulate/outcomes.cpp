#include "simulate/outcomes.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rewire {

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

std::optional<Cutoff> remission_cutoff(std::string_view instrument) {
    constexpr std::pair<std::string_view, Cutoff> known[]{
        {"gad7", {5, false}}, {"hama", {7, false}}, {"phq9", {5, true}}, {"hamd", {7, false}}};
    for (const auto& [name, cutoff] : known)
        if (instrument == name)
            return cutoff;
    return {};
}

Outcomes outcomes_of(const std::vector<Person>& people, const Calendar& calendar) {
    Outcomes out;
    if (calendar.instruments.empty())
        return out;
    out.instrument = calendar.instruments[0].name;
    out.unit = calendar.instruments[0].unit;
    out.cutoff = remission_cutoff(out.instrument);
    const auto start = std::ranges::find(calendar.visits, 0);
    if (start == calendar.visits.end())
        return out;
    const auto zero = static_cast<std::size_t>(start - calendar.visits.begin());
    std::vector<bool> responded(people.size(), false); // at an earlier visit
    for (std::size_t v = 0; v < calendar.visits.size(); ++v) {
        if (calendar.visits[v] <= 0)
            continue;
        std::size_t seen = 0, halved = 0, candidates = 0, back = 0, measured = 0, well = 0;
        for (std::size_t k = 0; k < people.size(); ++k) {
            const double base = people[k].visits(zero, 0), now = people[k].visits(v, 0);
            if (std::isnan(now))
                continue;
            ++measured;
            if (out.cutoff && out.cutoff->met(now))
                ++well;
            if (!(base > 0))
                continue; // NaN too
            const bool better = now <= base / 2;
            ++seen;
            if (responded[k]) {
                ++candidates;
                back += !better;
            }
            if (better) {
                ++halved;
                responded[k] = true;
            }
        }
        VisitOutcome o{.week = calendar.visits[v] / 7.0,
                       .response = share_of(halved, seen),
                       .relapse = share_of(back, candidates),
                       .remission = {}};
        if (out.cutoff)
            o.remission = share_of(well, measured);
        out.visits.push_back(o);
    }
    return out;
}

} // namespace rewire
