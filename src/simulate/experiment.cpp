#include "simulate/experiment.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <tuple>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "observe/filter.hpp"
#include "simulate/outcomes.hpp"

namespace rewire::simulate {
namespace {

constexpr int days_of_illness = 14; // on end above a threshold

int day_of(double week) { return static_cast<int>(std::lround(week * 7)); }
struct Stopped {}; // somebody asked for it
bool at_one_place(const Problem& a, const Problem& b) {
    return std::tie(a.file, a.line, a.column) == std::tie(b.file, b.line, b.column);
}
std::size_t place_of(const model::Calendar& c, const std::string& instrument) {
    const auto at = std::ranges::find(c.instruments, instrument, &model::Instrument::name);
    expects(at != c.instruments.end(), "an arm reads what is asked of it");
    return static_cast<std::size_t>(at - c.instruments.begin());
}

// NaN below three numbers, which have no spread about a line.
double sd_about_trend(const std::vector<double>& v) {
    if (v.size() < 3)
        return std::nan("");
    double square = 0;
    for (const double left : observe::detrend(Matrix(v.size(), 1, v), observe::Trend::line).values())
        square += left * left;
    return std::sqrt(square / static_cast<double>(v.size() - 2));
}

// The first day without a drug that was stopped early; far in the future where none was.
int stopped_on(const Person& p) {
    int day = std::numeric_limits<int>::max();
    for (const auto& s : p.stops)
        day = std::min(day, s.day + 1);
    return day;
}
// The week in which one person is read: with the last observation carried forward, that of the last weekly visit on the
// drug.
double week_read(const Person& p, const Experiment& e) {
    const int stopped = stopped_on(p);
    if (e.analysis != Analysis::locf || stopped >= day_of(e.week))
        return e.week;
    return std::max(stopped / 7, 0);
}
bool counts(const Person& p, const Experiment& e) {
    return e.analysis != Analysis::completers || stopped_on(p) >= day_of(e.from > 0 ? e.from : e.week);
}

// One person's course as a statistic sees it.
Reading reading_of(const model::Calendar& c, const Person& p, const Experiment& e, std::uint64_t seed) {
    const auto row = [&](double week) {
        return static_cast<std::size_t>(std::clamp(day_of(week), c.first, c.last) - c.first);
    };
    const model::Luck luck(seed, p.index);
    const auto who = c.demography.of(luck);
    const auto noted = [&](std::size_t k, double week) {
        return c.instruments[k].rated(p.days(row(week), k), day_of(week), luck, &who);
    };
    const std::size_t k = place_of(c, e.measure);
    const double week = week_read(p, e);
    Reading r;
    r.person = p.index;
    r.at = p.days(row(week), k);
    r.from = p.days(row(e.from), k);
    r.start = p.days(row(0), k);
    r.rated = noted(k, week);
    r.rated_from = noted(k, e.from);
    r.rated_start = noted(k, 0);
    if (!e.other.empty()) {
        r.other = noted(place_of(c, e.other), week);
        r.other_from = noted(place_of(c, e.other), e.from);
    }
    std::vector<double> since; // `from`
    for (std::size_t t = row(e.from); t <= row(e.week); ++t)
        since.push_back(p.days(t, k));
    if (const auto& o = c.instruments[k].outcome) {
        r.better = responded(*o, r.rated_start, r.rated);
        r.well = e.cutoff ? r.rated <= *e.cutoff : remitted(*o, r.rated);
        r.responded = responded(*o, r.rated_start, r.rated_from);
        r.relapsed = relapsed(*o, r.start, r.from, since);
    }
    std::vector<double> weekly;
    for (int day = std::max(day_of(e.from), c.first); day <= std::min(day_of(e.week), c.last); day += 7) {
        const double score = p.days(static_cast<std::size_t>(day - c.first), k);
        r.above += c.instruments[k].rated(score, day, luck, &who) > e.threshold ? 1 : 0;
        weekly.push_back(score);
    }
    r.above /= static_cast<double>(weekly.size());
    r.swing = sd_about_trend(weekly);
    r.ill = stays_above(since, e.threshold, days_of_illness);
    const double reached = r.from + 0.95 * (r.at - r.from);
    const auto there =
        std::ranges::find_if(since, [&](double now) { return std::abs(now - r.from) >= std::abs(reached - r.from); });
    r.days_to_95 = there == since.end() ? std::nan("") : static_cast<double>(there - since.begin());
    if (e.statistic == "first_week")
        for (int w = 0; w <= static_cast<int>(e.week); ++w)
            r.weekly.push_back(p.days(row(w), k));
    return r;
}

} // namespace

std::vector<const scenario::Scenario*> arms_of(const Experiment& e) {
    std::vector<const scenario::Scenario*> out{&e.treated};
    for (const auto* arm : {&e.control, &e.part, &e.other_part})
        if (*arm)
            out.push_back(&**arm);
    return out;
}

std::uint64_t key_of(const Experiment& e) {
    const auto& [treated, control, part, other_part, paired, measure, other, statistic, week, from, threshold, cutoff,
                 analysis] = e; // all of it: what is added has to be thought of
    Hash h;
    h.add(scenario::key_of(treated));
    for (const auto* arm : {&control, &part, &other_part}) {
        h.add(std::uint64_t{arm->has_value()});
        if (*arm)
            h.add(scenario::key_of(**arm));
    }
    for (const auto* text : {&measure, &other, &statistic})
        h.add(std::string_view(*text));
    for (const double v :
         {week, from, threshold, cutoff.value_or(std::nan("")), paired ? 1.0 : 0.0, static_cast<double>(analysis)})
        h.add(v);
    return h.value();
}

Experiments::Experiments(const life::LifeModel& model,
                         std::function<model::Calendar(const scenario::Scenario&)> calendar_of, Options options)
    : model_(model), calendar_of_(std::move(calendar_of)), options_(std::move(options)) {}

void Experiments::plan(const Experiment& e, const std::string& asked_by) {
    for (const auto* scenario : arms_of(e)) {
        const auto [at, is_new] = arms_.try_emplace(key_of(*scenario));
        auto& a = at->second;
        if (is_new) {
            a.scenario = *scenario;
            a.asked_by = asked_by;
        }
        if (const auto* s = find_statistic(e.statistic); s && s->defined && a.defined.insert(e.measure).second)
            a.ready = false;
        const bool all_there = a.measures.contains(e.measure) && (e.other.empty() || a.measures.contains(e.other)) &&
                               a.weeks.contains(e.week) && a.weeks.contains(e.from) && a.weeks.contains(0);
        if (all_there)
            continue;
        a.ready = false; // what was not foreseen is lived again
        a.lived = false;
        a.measures.insert(e.measure);
        if (!e.other.empty())
            a.measures.insert(e.other);
        for (const double w : {0.0, e.week, e.from})
            a.weeks.insert(w);
    }
}

void Experiments::make_ready() {
    std::vector<Problem> problems;
    const auto wrong = [&](const Problem& p) { // once, however many arms share it
        if (std::ranges::none_of(problems, [&](const Problem& other) {
                return other.what == p.what && (p.line == 0 ? other.line == 0 : at_one_place(other, p));
            }))
            problems.push_back(p);
    };
    for (auto& [key, a] : arms_) {
        if (a.ready)
            continue;
        auto s = a.scenario;
        auto weeks = a.weeks;
        if (*weeks.rbegin() < 1)
            weeks.insert(1);
        s.weeks.assign(weeks.begin(), weeks.end());
        s.instruments.clear();
        for (const auto& measure : a.measures)
            s.instruments.push_back({measure, 0, 0});
        try {
            a.calendar = calendar_of_(s);
            for (const auto& name : a.defined)
                if (!a.calendar.instruments[place_of(a.calendar, name)].outcome)
                    wrong({a.asked_by,
                           0,
                           0,
                           fmt::format("give {} an [outcome] in its file: response, remission and relapse are asked "
                                       "of it",
                                       name),
                           {}});
            a.ready = true;
        } catch (const InputError& e) {
            for (auto p : e.problems()) {
                if (p.line == 0 && p.file == s.file) // of what is read, and when: that has no place in an arm
                    p.file = a.asked_by;
                wrong(p);
            }
        }
    }
    std::ranges::stable_sort(problems, {}, [](const Problem& p) { return std::tie(p.file, p.line, p.column); });
    if (!problems.empty())
        throw InputError(std::move(problems));
}

double Experiments::person_days() {
    make_ready();
    double days = 0;
    for (const auto& [key, a] : arms_)
        if (!a.lived)
            days += static_cast<double>(options_.people) * (a.calendar.last - a.calendar.first + 1);
    return days;
}

const Experiments::Arm& Experiments::arm(const scenario::Scenario& scenario) {
    make_ready();
    auto& a = arms_.at(key_of(scenario));
    if (a.lived)
        return a;
    bool stopped = false;
    a.people = live(model_, a.calendar,
                    {.people = options_.people,
                     .seed = options_.seed,
                     .threads = options_.threads,
                     .record = false,
                     .done =
                         [&](double share) {
                             stopped = options_.done && !options_.done(share);
                             return !stopped;
                         }})
                   .people;
    if (stopped)
        throw Stopped{};
    a.lived = true;
    return a;
}

std::vector<Reading> Experiments::readings(const std::optional<scenario::Scenario>& scenario, const Experiment& e,
                                           std::string& failure) {
    std::vector<Reading> out;
    if (!scenario)
        return out;
    const auto& a = arm(*scenario);
    // What drugs hold, and their levels, are measured in those who still take them: nobody else is asked to come.
    const auto& in = a.calendar.instruments[place_of(a.calendar, e.measure)];
    const bool takers = (in.occupied || !in.level.empty()) && !e.control && !e.part;
    for (const auto& p : a.people) {
        if (!p.failure.empty())
            failure = p.failure;
        if ((takers && stopped_on(p) < e.week * 7 + 1) || !counts(p, e))
            continue;
        out.push_back(reading_of(a.calendar, p, e, options_.seed));
    }
    if (out.size() < 3)
        failure = fmt::format("only {} of {} people could be enrolled", out.size(), options_.people);
    return out;
}

Estimate Experiments::judge(const Experiment& e) {
    Estimate out;
    const auto* statistic = find_statistic(e.statistic);
    expects(statistic != nullptr, "an experiment was read with a known statistic");
    plan(e);
    try {
        Arms arms{readings(e.treated, e, out.failure), readings(e.control, e, out.failure),
                  readings(e.part, e, out.failure), readings(e.other_part, e, out.failure)};
        if (!out.failure.empty())
            return out;
        const auto& calendar = arms_.at(key_of(e.treated)).calendar;
        const auto& in = calendar.instruments[place_of(calendar, e.measure)];
        arms.noise = in.rating_sd();
        arms.product = in.product;
        out.unit = statistic->unit.empty() ? in.unit : std::string(statistic->unit);
        const std::size_t n = arms.treated.size(), m = arms.control.size();
        const auto everyone = [](std::size_t count) {
            std::vector<std::size_t> all(count);
            for (std::size_t k = 0; k < count; ++k)
                all[k] = k;
            return all;
        };
        auto pick = everyone(n), other = everyone(m);
        out.people = n;
        out.value = value_of(*statistic, e.threshold, arms, pick, other);
        out.least = least_of(*statistic, arms, pick);
        if (std::isnan(out.value))
            out.failure = "nobody's course says anything of it";
        double sum = 0, square = 0, count = 0;
        constexpr int resamples = 200;
        for (int r = 0; r < resamples; ++r) {
            const model::Luck luck(options_.seed, static_cast<std::uint32_t>(r));
            const auto draw = [&](std::vector<std::size_t>& list, std::size_t size, const char* what) {
                for (std::size_t k = 0; k < size; ++k)
                    list[k] =
                        std::min(size - 1, static_cast<std::size_t>(luck.uniform(what, k) * static_cast<double>(size)));
            };
            draw(pick, n, "bootstrap");
            if (e.paired && m == n)
                other = pick;
            else
                draw(other, m, "bootstrap of others");
            const double v = value_of(*statistic, e.threshold, arms, pick, other);
            if (std::isfinite(v)) {
                sum += v;
                square += v * v;
                ++count;
            }
        }
        if (count > 1)
            out.error = std::sqrt(std::max(0.0, square / count - sum / count * (sum / count)));
    } catch (const Stopped&) {
        out.failure = "stopped";
    }
    return out;
}

} // namespace rewire::simulate
