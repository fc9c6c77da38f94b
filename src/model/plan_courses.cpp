// From the phrases of treatments to courses: amounts, steps, what else is said of them, and what is wrong with it.
#include <algorithm>
#include <fmt/format.h>

#include "model/planner_notes.hpp"

namespace rewire::model {
namespace {

using scenario::Clause;
using scenario::Phrase;

class Courses {
public:
    Courses(const scenario::Scenario& scenario, const std::vector<life::CircuitPlaces>& circuits, Calendar& calendar,
            PlannerNotes& notes)
        : scenario_(scenario), circuits_(circuits), c_(calendar), notes_(notes) {}

    void plan() {
        for (std::size_t k = 0; k < scenario_.treatments.size(); ++k) {
            const auto& p = scenario_.treatments[k];
            const auto* t = notes_.find(c_.treatments, p.main.name, "treatment", p.line, p.line > 0 ? p.column + 1 : 0);
            if (!t)
                continue;
            Course course;
            course.phrase = k;
            course.treatment = static_cast<std::size_t>(t - c_.treatments.data());
            course.usual = t->measure(t->amount).si;
            if (p.main.table.empty())
                plan(p, *t, course);
            else
                plan_table(p, *t, course);
        }
    }

private:
    void plan(const Phrase& p, const Treatment& t, Course course) {
        course.start = days_of(p.main.start.value_or(0));
        course.end = course.start + days_of(p.main.duration.value_or(0));
        course.amount = p.main.amount.empty() ? course.usual : amount(p.main.amount, t, p, p.main);
        course.per_week = p.main.per_week.value_or(t.per_week);
        const double at = p.main.intensity.empty() ? std::nan("") : intensity(p, t, course);
        for (const auto& f : p.further)
            if (f.name != "then")
                further(p, f, t, course);
        auto steps = in_steps(p, t, course);
        for (auto& step : steps) {
            auto doubts = doubts_of(step, t, at);
            if (step.amount < steps.back().amount)
                doubts.warnings.clear(); // on the way up nobody begins with what is usual
            notes_.doubt(std::move(doubts), p.line, p.line > 0 ? p.column + 1 : 0);
            put(p, t, step);
        }
    }
    // Each "then" goes on where the step before ended, with what it says nothing of as it was; only the last one
    // tapers.
    std::vector<Course> in_steps(const Phrase& p, const Treatment& t, const Course& first) {
        std::vector<Course> steps{first};
        for (const auto& f : p.further) {
            if (f.name != "then")
                continue;
            auto next = steps.back();
            const int length = next.end - next.start;
            next.before += length;
            next.ramped += length * day_length * next.per_week / t.per_week;
            next.start = next.end;
            next.end = next.start + days_of(f.duration.value_or(0));
            next.per_week = f.per_week.value_or(next.per_week);
            if (!f.amount.empty())
                next.amount = amount(f.amount, t, p, f);
            steps.back().taper = 0;
            steps.push_back(next);
        }
        return steps;
    }
    void plan_table(const Phrase& p, const Treatment& t, Course course) {
        for (const auto& f : p.further)
            notes_.wrong(p, f, fmt::format("leave \"{}\" out; the table of doses says all of {}", f.name, t.name));
        auto table = read_dose_table(scenario_, p, c_, course.treatment, notes_);
        if (!table)
            return;
        course.amount = course.usual;
        course.per_week = t.per_week;
        double first = longest_life, last = 0;
        for (const auto& who : table->people)
            if (!who.given.empty()) {
                first = std::min(first, who.begins + who.given.front().at);
                last = std::max(last, who.begins + who.given.back().at);
            }
        course.start = static_cast<int>(std::floor(first / day_length));
        course.end = static_cast<int>(std::floor(last / day_length)) + 1;
        course.table = c_.tables.size();
        c_.tables.push_back(std::move(*table));
        put(p, t, course);
    }
    void put(const Phrase& p, const Treatment& t, const Course& course) {
        for (auto& never : never_lived(course, t, c_.last, scenario_.last_day))
            notes_.warn(std::move(never));
        for (const auto& other : c_.courses)
            overlap(p, course, other);
        c_.courses.push_back(course);
        if (!t.pulses || t.targets.empty() || t.targets[course.target].reach.empty())
            return;
        const auto places = [&](const std::string& name) {
            return std::ranges::find(circuits_, name, &life::CircuitPlaces::name)->places;
        };
        const auto& target = t.targets[course.target];
        c_.stimulated = c_.reach ? std::min(c_.stimulated, course.start) : course.start;
        if (!c_.reach)
            c_.reach = {.at = "connectivity",
                        .what = {},
                        .activity = 0,
                        .circuits = {places(target.name), places(target.reach)}};
    }
    double amount(const std::string& text, const Treatment& t, const Phrase& p, const Clause& at) {
        const auto q = t.measure(text);
        if (!q.problem.empty())
            notes_.wrong(p, at, fmt::format("{}: {}", at.name, q.problem));
        else if (!(q.si > 0))
            notes_.wrong(p, at, fmt::format("\"{}\" is not above nothing", text));
        return q.si;
    }
    void overlap(const Phrase& p, const Course& course, const Course& other) {
        const int from = std::max(course.start, other.start),
                  to = std::min(course.end + course.taper, other.end + other.taper);
        const auto &t = c_.treatments[course.treatment], &o = c_.treatments[other.treatment];
        if (from >= to || !t.drug)
            return;
        if (other.treatment == course.treatment)
            return notes_.wrong(
                p, p.main,
                fmt::format("two courses of {} overlap in weeks {:.3g} to {:.3g}; let one end before the next begins",
                            t.name, from / 7.0, to / 7.0));
        if (!t.substance || !o.substance)
            return;
        if (const auto both = both_bind(c_.drugs[*t.substance], c_.drugs[*o.substance]); !both.empty())
            notes_.warn(fmt::format("{} and {} are taken together in weeks {:.3g} to {:.3g}; both act on {}.", o.name,
                                    t.name, from / 7.0, to / 7.0, fmt::join(both, ", ")));
    }
    double intensity(const Phrase& p, const Treatment& t, Course& course) { // in its unit
        const auto blank = p.main.intensity.find(' ');
        const auto u = p.main.intensity.substr(blank + 1);
        const double value = std::stod(p.main.intensity.substr(0, blank));
        if (t.intensity.empty())
            notes_.wrong(p, p.main, fmt::format("{} is given without an intensity", t.name));
        else if (u != t.intensity)
            notes_.wrong(p, p.main, fmt::format("the intensity of {} is in {}, not in {}", t.name, t.intensity, u));
        else if (!(value >= 0 && value <= 100))
            notes_.wrong(p, p.main, fmt::format("from 0 to 100 {} is expected", u));
        else {
            course.strength = std::max(0.0, (value - t.no_intensity) / (t.usual_intensity - t.no_intensity));
            return value;
        }
        return std::nan("");
    }
    // Of a typical person in the steady state of the last step, at the target that is occupied most.
    double bend(const Phrase& p, const Clause& f, const Treatment& t, const Course& course) {
        if (!t.substance) {
            notes_.wrong(p, f, fmt::format("leave out \"{}\"; there is no drug in {}", f.level, t.name));
            return 0;
        }
        constexpr int days = 112;
        double amount_of_last = course.amount;
        for (const auto& step : p.further)
            if (step.name == "then" && !step.amount.empty())
                amount_of_last = t.measure(step.amount).si;
        const auto& drug = c_.drugs[*t.substance];
        const double a_day = amount_of_last * course.per_week / 7;
        const Exposure usual({{&drug, drug.kinetics, std::vector<double>(days, a_day), std::vector<int>(days, 1)}}, 0,
                             days - 1);
        double most = 0;
        for (std::size_t k = 0; k < target_count; ++k)
            most = std::max(most, usual.occupancy(days - 1, k) / targets()[k].most);
        return most / (1 - most);
    }
    void further(const Phrase& p, const Clause& f, const Treatment& t, Course& course) {
        if (f.name == "homework" && t.practised())
            course.homework = amount(f.amount, t, p, f) * f.per_week.value_or(7) / 7;
        else if (f.name == "taper" && t.drug && f.duration) {
            course.taper = days_of(*f.duration);
            if (!f.level.empty())
                course.bend = bend(p, f, t, course);
            if (course.taper == 0)
                notes_.warn(fmt::format("The taper of {} never happens: it is shorter than half a day.", t.name));
        } else if (f.name == "target" && !t.targets.empty()) {
            const auto at = std::ranges::find(t.targets, f.level, &Treatment::Target::name);
            if (at == t.targets.end())
                notes_.wrong(p, f,
                             known_instead(f.level, names_in(t.targets),
                                           fmt::format("{} has no target \"{}\"", t.name, f.level)));
            else
                course.target = static_cast<std::size_t>(at - t.targets.begin());
        } else if (std::ranges::find(c_.treatments, f.name, &Treatment::name) != c_.treatments.end())
            notes_.wrong(
                p, f,
                fmt::format("write what begins with \"{}\" as a text of its own, in quotes: each treatment is one",
                            f.name));
        else
            notes_.wrong(p, f,
                         fmt::format("\"{}\" says nothing of {}; expected {}", f.name, t.name,
                                     t.drug               ? "\"taper 4 weeks\""
                                     : !t.targets.empty() ? fmt::format("\"target {}\"", t.targets.front().name)
                                     : t.practised()      ? "\"homework 20 min daily\""
                                                          : "nothing after its length"));
    }

    const scenario::Scenario& scenario_;
    const std::vector<life::CircuitPlaces>& circuits_;
    Calendar& c_;
    PlannerNotes& notes_;
};

} // namespace

void plan_courses(const scenario::Scenario& scenario, const std::vector<life::CircuitPlaces>& circuits,
                  Calendar& calendar, PlannerNotes& notes) {
    Courses(scenario, circuits, calendar, notes).plan();
}

} // namespace rewire::model
