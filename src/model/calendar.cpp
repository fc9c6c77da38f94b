#include "model/calendar.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/day.hpp"

namespace rewire::model {
int sessions_on(int t, double per_week) {
    const auto until = [&](int day) { return std::floor(day * per_week / 7 + 1e-9); };
    return t < 0 ? 0 : static_cast<int>(until(t) - until(t - 1));
}

namespace {

constexpr double adherence_sd = 1; // between people, of the log odds of keeping a session; assumed
constexpr double ramp_from = 0.3;  // share of what a ramp begins with, assumed

// The day of the last one, up to day t.
int last_session(int t, double per_week) {
    while (t > 0 && sessions_on(t, per_week) == 0)
        --t;
    return t;
}

// Visits beside what is swallowed or done at home: fewer once a treatment has begun, as maintenance trials see people.
int visits_on(int t, double per_week) {
    constexpr int begun = 56;      // d
    constexpr double later = 0.25; // as often: every four weeks in place of weekly, assumed
    return t < begun ? sessions_on(t, per_week) : sessions_on(t - begun, later * per_week);
}

// One course as one person keeps it.
struct Kept {
    const Course& course;
    const Treatment& treatment;
    const Luck& luck;
    double share; // of days

    bool on(int since) const {
        const auto day = static_cast<std::uint64_t>(course.before + since);
        return share >= 1 || luck.uniform("adherence " + treatment.name, day) <= share;
    }
    // Of a drug: how often that day, and kg each time.
    std::pair<int, double> intake(int since) const {
        const int length = course.end - course.start;
        const int count = since < length + course.taper ? sessions_on(since, course.per_week) : 0;
        if (count == 0 || !on(since))
            return {0, 0};
        const double gone = static_cast<double>(since - length + 1) / (course.taper + 1),
                     left = since < length ? 1 : (1 - gone) / (1 + course.bend * gone);
        return {count, left * course.amount};
    }
};

bool is_stopped(const Course& course, int day, const Stops& stops) {
    return std::ranges::any_of(stops, [&](const Stop& s) { return s.phrase == course.phrase && day > s.day; });
}

double& signal_of(life::DayPlan& plan, std::string_view name) {
    for (auto& [known, value] : plan.signals)
        if (known == name)
            return value;
    return plan.signals.emplace_back(std::string(name), 0).second;
}
void add(life::DayPlan& plan, const Amounts& amounts, double times) {
    for (const auto& [name, value] : amounts)
        signal_of(plan, name) += value * times;
}

} // namespace

std::string how_often(double per_week) {
    const auto whole = [](double x) { return std::abs(x - std::round(x)) < 1e-6; };
    const double days = 7 / per_week;
    if (per_week >= 7 && whole(per_week / 7))
        return per_week < 7.5 ? "daily" : fmt::format("{}× daily", format_number(std::round(per_week / 7)));
    if (per_week >= 1 && whole(per_week))
        return per_week < 1.5 ? "weekly" : fmt::format("{}× weekly", format_number(std::round(per_week)));
    if (days > 1 && whole(days / 7))
        return fmt::format("every {} weeks", format_number(std::round(days / 7)));
    if (days > 1 && whole(days))
        return fmt::format("every {} days", format_number(std::round(days)));
    const double monthly = per_week * 365.25 / 12 / 7;
    if (monthly >= 1 && whole(monthly))
        return monthly < 1.5 ? "monthly" : fmt::format("{}× monthly", format_number(std::round(monthly)));
    if (monthly < 1 && whole(1 / monthly))
        return fmt::format("every {} months", format_number(std::round(1 / monthly)));
    if (per_week < 1)
        return fmt::format("every {:.3g} days", days);
    return fmt::format("{:.3g}× weekly", per_week);
}

// Some keep to a plan better than others: the odds are log-normal around those of the plan.
double Calendar::kept(const Luck& luck, int day) const {
    const double planned = day < led_in ? adherence_led_in : adherence;
    const double odds = planned / (1 - planned) * std::exp(adherence_sd * luck.normal("adherence"));
    return planned >= 1 ? 1 : odds / (1 + odds);
}

Facts Calendar::facts_of(const Luck& luck) const {
    const auto who = demography.of(luck);
    return {who.age, who.woman ? "female" : "male", facts.enzymes};
}

Exposure Calendar::exposure(const Luck& luck, const Stops& stops) const {
    std::vector<Intakes> taken;
    int from = last + 1;
    for (const auto& course : courses)
        if (treatments[course.treatment].substance)
            from = std::min(from, course.start);
    if (from > last)
        return {};
    const auto days = static_cast<std::size_t>(last - from + 1);
    const double then = kept(luck, 0), later = kept(luck, led_in);
    for (const auto& course : courses) {
        const auto& t = treatments[course.treatment];
        if (!t.substance)
            continue;
        const auto* drug = &drugs[*t.substance];
        auto at = std::ranges::find(taken, drug, &Intakes::drug);
        if (at == taken.end())
            at = taken.insert(at, {drug, kinetics_of(*drug, facts_of(luck), luck), std::vector<double>(days),
                                   std::vector<int>(days)});
        if (course.table) { // as it is written: adherence says nothing of it
            if (const auto* own = tables[*course.table].doses_of(luck))
                for (auto g : own->given) {
                    g.at += own->begins - from * day_length;
                    at->further.push_back(g);
                }
            std::ranges::stable_sort(at->further, {}, &Given::at);
            continue;
        }
        for (int day = course.start; day < course.end + course.taper && day <= last; ++day) {
            const Kept who{course, t, luck, day < led_in ? then : later};
            if (const auto [count, kg] = who.intake(day - course.start); count > 0 && !is_stopped(course, day, stops)) {
                // Courses of one substance add up: as much in the day, in the doses of the more frequent one.
                auto& dose = at->kg[static_cast<std::size_t>(day - from)];
                auto& times = at->times[static_cast<std::size_t>(day - from)];
                const double whole = dose * times + kg * count;
                times = std::max(times, count);
                dose = whole / times;
            }
        }
    }
    return {taken, from, last};
}

life::DayPlan Calendar::day(int day, const Luck& luck, const Exposure& drugs_in, const SoFar& so_far) const {
    life::DayPlan plan;
    double eventful = 0;
    const Amounts none;
    const Amounts* met = &none;
    for (std::size_t k = 0; k < eras.size(); ++k) {
        const auto& e = eras[k];
        if (day < e.start || day >= e.end)
            continue;
        eventful = e.events;
        met = &e.met;
        // What passes is the burden of the era before; told in several parts it is one.
        std::size_t begun = k;
        while (e.passes > 0 && begun > 0 && eras[begun - 1].passes > 0)
            --begun;
        const std::size_t burden = e.passes > 0 && begun > 0 ? begun - 1 : k;
        if (e.passes > 0 && day - eras[begun].start >= -e.passes * std::log(luck.uniform("what passes", burden)))
            continue;
        plan.signals = e.signals;
        const double severity = e.shared ? 1 : adversity(luck, burden);
        for (auto& [name, value] : plan.signals)
            for (const auto& [other, usual] : alone)
                if (name == other)
                    value =
                        usual > 0 ? usual * std::pow(value / usual, severity) : severity * value; // ratios stay above 0
    }
    befall(plan, day, eventful, *met, noise, events, traits, luck);
    for (const auto target : acts_on)
        if (const double occupied = drugs_in.occupancy(day, target); occupied > 0)
            signal_of(plan, targets()[target].signal) += occupied;
    const double share_kept = kept(luck, day);
    double contact = 0;
    int meetings = 0, prescribed = 0;
    bool pill = false;
    for (const auto& course : courses) {
        const auto& t = treatments[course.treatment];
        const int since = day - course.start, planned = course.end + course.taper;
        if (since < 0 || day >= planned || is_stopped(course, day, so_far.stops))
            continue;
        const Kept who{course, t, luck, share_kept};
        if (course.table) {
            const bool taken = tables[*course.table].lasts(day, luck);
            contact = std::max(contact, taken ? t.contact : 0);
            pill = pill || taken;
            continue;
        }
        // What a treatment means to people lasts from one session to the next, where they came.
        if (who.on(last_session(since, course.per_week))) {
            contact = std::max(contact, t.contact);
            pill = pill || t.drug;
        }
        // One visit serves all drugs; what is done in sessions, or at home, has its own.
        if (t.contact > 0 && who.on(since) && t.drug)
            prescribed = std::max(prescribed, visits_on(since + course.seen, t.visits));
        else if (t.contact > 0 && who.on(since))
            meetings +=
                t.visits < t.per_week ? visits_on(since + course.seen, t.visits) : sessions_on(since, course.per_week);
        if (t.drug || !who.on(since))
            continue;
        const int sessions = sessions_on(since, course.per_week);
        const double grown =
            t.ramp > 0
                ? std::min(1.0, ramp_from +
                                    (1 - ramp_from) * since * day_length / t.ramp * course.per_week / t.per_week +
                                    (1 - ramp_from) * course.ramped / t.ramp)
                : 1;
        const auto* target = t.targets.empty() ? nullptr : &t.targets[course.target];
        double seconds = engagement * (sessions * course.amount + course.homework),
               share = sessions * engagement * course.strength * course.amount / course.usual;
        if (t.pulses) { // not by time
            const auto& pattern = pulse_patterns()[t.pulses->pattern];
            const double pulses = t.pulses->of(course.amount),
                         of_one = engagement * sessions * (target && !target->reach.empty() ? so_far.reach : 1);
            seconds = of_one * pulse_session * pattern.taught(pulses);
            share = of_one * course.strength * pattern.left(pulses);
        }
        for (const auto* list : {&t.activities, target ? &target->activities : nullptr})
            for (std::size_t k = 0; list && seconds > 0 && k < list->size(); ++k)
                plan.activities.emplace_back((*list)[k].first, seconds * (*list)[k].second * grown);
        if (sessions > 0)
            add(plan, t.signals, share);
        if (sessions > 0 && target)
            add(plan, target->signals, share);
        add(plan, t.hours, course.strength * seconds / hour);
        add(plan, t.weekly_hours, engagement * course.strength * course.per_week * course.amount / hour);
        if (course.homework > 0)
            add(plan, t.weekly_hours, engagement * course.strength * 7 * course.homework / hour);
    }
    if (contact > 0)
        signal_of(plan, "treatment_contact") += contact;
    if (meetings + prescribed > 0)
        signal_of(plan, "meetings") += meetings + prescribed;
    if (pill && minds_pills)
        signal_of(plan, "pill") = 1;
    return plan;
}

void Calendar::make(life::Life& life, const Luck& luck) const {
    for (const auto& s : settings)
        life.mechanism(s.mechanism).set_param(s.parameter, s.si);
    make_person(life, traits, spread, luck);
    age_person(life, slopes, demography.of(luck));
}

} // namespace rewire::model
