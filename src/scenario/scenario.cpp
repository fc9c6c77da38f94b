#include "scenario/scenario.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "base/day.hpp"

namespace rewire {
namespace {

void read_person(Section root, Scenario& s) {
    auto person = root.section("person");
    s.said.person = person.has("age") || person.has("sex");
    s.age = person.number("age", 40);
    if (!(s.age >= 18 && s.age <= 100))
        person.wrong("age", "age is in years, from 18 to 100: children are another model");
    s.sex = person.text("sex", "any");
    if (s.sex != "female" && s.sex != "male" && s.sex != "any")
        person.wrong("sex", "\"female\", \"male\" or \"any\" is expected");
    auto traits = person.section("traits");
    for (const auto& name : traits.keys()) {
        const auto value = traits.text(name, "");
        std::string_view left = value;
        if (left.starts_with('+'))
            left.remove_prefix(1);
        double sd = 0;
        const auto [end, status] = std::from_chars(left.data(), left.data() + left.size(), sd);
        if (status != std::errc{} ||
            std::string_view(end, static_cast<std::size_t>(left.data() + left.size() - end)) != " sd" ||
            !std::isfinite(sd))
            traits.wrong(
                name,
                fmt::format("\"{}\" is no trait; expected its distance from the mean, for example \"+1 sd\"", value));
        else {
            const auto at = traits.place(name);
            s.traits.push_back({name, sd, at.line, at.column});
        }
    }
    person.finish();
    auto population = root.section("population");
    if (population.has("n")) {
        const double n = population.number("n");
        if (n >= 1 && n <= 100000 && n == std::floor(n))
            s.people = static_cast<std::size_t>(n);
        else
            population.wrong("n", "from 1 to 100000 people are expected");
    }
    s.population = population.located_text("from", "");
    if (population.has("from") && root.has("person"))
        root.wrong("person",
                   "[person] says who one person is, [population] from draws many of a condition: leave one of "
                   "them out");
    population.finish();
}

void read_plan(Section root, Scenario& s) {
    auto history = root.section("history");
    for (const auto& t : history.located("life")) {
        s.history.push_back(parse_phrase(t, history));
        if (!s.history.back().main.duration && !s.history.back().main.lengthy)
            history.wrong_at(t, 0, "a part of a life has a length, for example \"ordinary for 52 weeks\"");
    }
    history.finish();
    auto plan = root.section("plan");
    s.life = plan.located_text("life", "");
    if (plan.has("start")) {
        s.start = parse_date(plan.text("start"));
        if (!s.start)
            plan.wrong("start", "a day is expected, for example start = \"2026-03-02\"");
    }
    for (const auto& t : plan.located("treatments")) {
        s.treatments.push_back(parse_phrase(t, plan, s.start));
        const auto& p = s.treatments.back();
        if (!p.main.duration && !p.main.lengthy && !p.main.name.empty())
            plan.wrong_at(t, 0, "a treatment has a length, for example \"cbt weekly for 12 weeks\"");
    }
    s.said = {plan.has("adherence"), plan.has("engagement"), s.said.person};
    s.adherence = plan.number("adherence", 1);
    if (!(s.adherence >= 0 && s.adherence <= 1))
        plan.wrong("adherence", fmt::format("adherence is a share from 0 to 1, not {}", s.adherence));
    s.engagement = plan.number("engagement", 1);
    if (!(s.engagement >= 0 && s.engagement <= 1.5))
        plan.wrong("engagement", "engagement is the share of a session that counts, from 0 to 1.5");
    if (plan.has("weeks")) {
        s.end = plan.number("weeks");
        if (!(*s.end > 0 && *s.end <= 520))
            plan.wrong("weeks", "a plan lasts more than nothing and at most ten years, 520 weeks");
    }
    plan.finish();
}

void read_visits(Section root, Scenario& s) {
    auto visits = root.section("visits");
    s.weeks = visits.numbers("weeks");
    s.weeks_at = visits.place(visits.has("dates") ? "dates" : "weeks");
    const auto dates = visits.located("dates");
    if (!dates.empty() && !s.weeks.empty())
        visits.wrong("dates", "visits are given in weeks or as dates, not both");
    for (const auto& t : dates) {
        const auto date = parse_date(t.value);
        if (!date)
            visits.wrong_at(t, 0,
                            fmt::format("there is no day \"{}\"; expected, for example, \"2026-03-02\"", t.value));
        else if (!s.start)
            visits.wrong_at(t, 0,
                            "dates of visits need the day on which the plan starts: start = \"2026-03-02\" in [plan]");
        else
            s.weeks.push_back(static_cast<double>((*date - *s.start).count()) / 7);
    }
    if (s.weeks.empty() && dates.empty())
        visits.wrong("weeks", "visits need weeks, for example weeks = [0, 12]");
    if (std::ranges::adjacent_find(s.weeks, std::greater_equal<>()) != s.weeks.end())
        visits.wrong(s.weeks_at.value, "visits come one after the other: weeks rise");
    for (const double w : s.weeks)
        if (s.end && w > *s.end)
            visits.wrong(s.weeks_at.value, fmt::format("week {} is after the end of the plan, week {}", w, *s.end));
    s.instruments = visits.located("instruments");
    if (s.instruments.empty())
        visits.wrong("instruments", "visits need instruments, for example instruments = [\"gad7\"]");
    visits.finish();
    double before = 0;
    for (const auto& h : s.history)
        before += h.main.duration.value_or(0);
    for (const double w : s.weeks)
        if (s.population.value.empty() && w * week_length < -before - 1e-6)
            visits.wrong(s.weeks_at.value,
                         fmt::format("week {} is before the history begins, in week {:.4g}", w, -before / week_length));
}

void read_model(Section root, Scenario& s) {
    auto model = root.section("model");
    s.without = model.located("none");
    if (model.has("spread")) {
        s.spread = model.number("spread");
        if (!(s.spread >= 0 && s.spread < 1))
            model.wrong("spread", "the spread of parameters is a share from 0 to below 1, for example 0.2 for +-20 %");
    }
    model.finish();
    auto settings = root.section("parameters");
    for (const auto& name : settings.keys()) {
        const auto at = settings.place(name);
        s.settings.push_back({name, settings.written(name), at.line, at.column});
    }
    settings.finish();
}

} // namespace

Problem Scenario::problem(int line, int column, std::string what) const {
    const bool there = line > 0 && line <= static_cast<int>(lines.size());
    return {file, line, column, std::move(what), there ? lines[static_cast<std::size_t>(line - 1)] : ""};
}

Scenario read_scenario(std::string_view text, const std::string& file) {
    Document document(text, file);
    auto root = document.root();
    Scenario s;
    s.file = file;
    s.lines = document.lines();
    read_person(root, s);
    read_plan(root, s);
    read_visits(root, s);
    read_model(root, s);
    root.finish();
    s.problems = document.take_problems();
    return s;
}

Scenario parse_scenario(std::string_view text, const std::string& file) {
    auto s = read_scenario(text, file);
    if (!s.problems.empty())
        throw InputError(s.problems);
    return s;
}

} // namespace rewire
