#include "simulate/stopping.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/counted.hpp"
#include "base/day.hpp"

namespace rewire::simulate {

Stopping::Stopping(const life::LifeModel& model, const model::Calendar& c, const model::Luck& luck)
    : hazard_(model.wiring->body->find("stopping_hazard")),
      burden_(model.wiring->body->find("side_effects")),
      feared_(model.wiring->body->find("nocebo")),
      stops_some_(c.stopping) {
    if (hazard_ == life::nowhere || burden_ == life::nowhere || feared_ == life::nowhere)
        return;
    for (const auto& course : c.courses) {
        const auto& t = c.treatments[course.treatment];
        if (!t.drug || course.table)
            continue;
        const auto phrase = static_cast<std::uint32_t>(course.phrase);
        if (course.before > 0) { // a step of the last one
            drugs_.back().end = course.end + course.taper;
            continue;
        }
        const auto again = static_cast<std::uint64_t>(std::ranges::count_if(c.courses, [&](const model::Course& other) {
            return other.treatment == course.treatment && other.before == 0 && other.phrase < course.phrase;
        }));
        drugs_.push_back(
            {phrase, course.start, course.end + course.taper, -std::log(luck.uniform("stops " + t.name, again)), {}});
    }
}
bool Stopping::day(life::Life life, int day) {
    const auto taken = [&](const Drug& d) { return day >= d.start && day < d.end && d.bears > 0; };
    const auto count = std::ranges::count_if(drugs_, taken);
    if (count == 0)
        return false;
    const double burden = life.at(burden_), feared = life.at(feared_);
    for (auto& d : drugs_)
        if (taken(d) && burden >= Felt::least)
            feel(d, burden, feared, day);
    if (!stops_some_)
        return false;
    const double share = life.at(hazard_) * day_length / static_cast<double>(count);
    const auto before = stops_.size();
    for (auto& d : drugs_)
        if (taken(d) && (d.bears -= share) <= 0) {
            stops_.push_back({d.phrase, day});
            if (burden < Felt::least)
                feel(d, burden, feared, day); // however little it was
            d.felt->stopped = 1;
        }
    return stops_.size() > before;
}

// Burdens add up before they saturate (equations/body/side_effects (4), (5)), and so do shares of them.
void Stopping::feel(Drug& d, double burden, double feared, int day) const {
    if (!d.felt)
        d.felt = Felt{.phrase = d.phrase, .from = day, .worst = -1};
    auto& f = *d.felt;
    f.to = day;
    ++f.days;
    if (burden <= f.worst)
        return;
    f.worst_day = day;
    f.worst = burden;
    f.feared = burden > 0 ? std::min(std::log1p(-feared) / std::log1p(-burden), 1.0) : 0;
}

std::vector<Felt> Stopping::felt() const {
    std::vector<Felt> out;
    for (const auto& d : drugs_)
        if (d.felt)
            out.push_back(*d.felt);
    std::ranges::stable_sort(out, {}, &Felt::from);
    return out;
}

std::vector<StopCount> stop_counts(const std::vector<Person>& people, const model::Calendar& c) {
    std::vector<StopCount> out;
    for (const auto& course : c.courses) {
        const auto& t = c.treatments[course.treatment];
        if (!t.drug || course.before > 0 || course.table)
            continue;
        auto& drug = out.emplace_back(StopCount{t.name, 0, 0, {}});
        for (const auto& p : people) {
            if (!p.failure.empty())
                continue;
            ++drug.of;
            for (const auto& s : p.stops)
                if (s.phrase == course.phrase)
                    drug.weeks.push_back((s.day + 1 - course.start) / 7.0);
        }
        drug.count = drug.weeks.size();
        std::ranges::sort(drug.weeks);
    }
    return out;
}
std::string StopCount::told() const {
    auto out = fmt::format("{}: {} of {}", treatment, count, counted(of, "person", "people"));
    if (count == 1)
        out += fmt::format(", after {:.2g} weeks", weeks.front());
    else if (count > 1)
        out += fmt::format(", after {:.2g} to {:.2g} weeks (median {:.2g})", weeks.front(), weeks.back(),
                           weeks[weeks.size() / 2]);
    return out;
}

} // namespace rewire::simulate
