#include "scenario/scenario.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/encoding.hpp"
#include "scenario/parts.hpp"

namespace rewire::scenario {
namespace {

void read_traits(Keys& person, Scenario& s) {
    if (person.has("traits") && !person.section().is_table("traits")) {
        const auto& row = key_row(section_row("person"), "traits");
        return person.refuse(row, row.example);
    }
    auto traits = person.section().section("traits");
    s.traits = read_traits(traits);
}
void read_person(Section root, Scenario& s) {
    Keys person(root, "person");
    s.age = person.number_or_usual("age");
    s.sex = person.word("sex");
    if (s.sex.empty())
        s.sex = key_row(section_row("person"), "sex").usual;
    if (s.sex != "female" && s.sex != "male" && s.sex != "any")
        person.refuse(key_row(section_row("person"), "sex"), {});
    s.enzymes = read_enzymes(person);
    read_traits(person, s);
    person.finish();
    Keys population(root, "population");
    if (const auto n = population.number("n"))
        s.people = static_cast<std::size_t>(*n);
    s.population = population.name("from");
    read_demography(population, s);
    if (population.has("from") && root.has("person"))
        root.wrong(
            "person",
            "leave one of them out; [person] says who one person is, [population] from draws many of a condition");
    for (const auto& [one, many] : {std::pair{"age", "age"}, {"sex", "women"}})
        if (!population.has("from") && person.has(one) && population.has(many))
            person.section().wrong(one, fmt::format("leave one of them out; [person] {} is that of everyone, "
                                                    "[population] {} draws people",
                                                    one, many));
    population.finish();
}

void read_plan(Section root, Scenario& s) {
    Keys history(root, "history");
    s.history = read_history(history.texts("life"), history.section());
    history.finish();
    Keys plan(root, "plan");
    s.life = plan.name("life");
    if (plan.has("start")) {
        const auto day = plan.word("start");
        s.start = parse_date(plain(day));
        if (!s.start && !day.empty())
            plan.section().wrong("start", fmt::format("a day is expected, for example {}",
                                                      key_row(section_row("plan"), "start").example));
    }
    s.treatments = read_treatments(plan.texts("treatments"), plan.section(), s.start);
    s.adherence = plan.number_or_usual("adherence");
    s.engagement = plan.number_or_usual("engagement");
    s.end = plan.number("weeks");
    s.said.adherence = plan.has("adherence");
    s.said.engagement = plan.has("engagement");
    plan.finish();
}

// Plans that the same people live.
void read_arms(Section root, Scenario& s) {
    constexpr std::size_t most = 12;
    std::vector<Section::Text> names;
    for (auto& section : root.sections("arm")) {
        auto arm = read_arm(section, names, s.start);
        names.push_back(arm.name);
        section.finish();
        s.arms.push_back(std::move(arm));
    }
    if (s.arms.size() == 1)
        root.wrong("arm",
                   "put its treatments into [plan], or add another [[arm]] to hold it against; one arm is one plan");
    else if (s.arms.size() > most)
        root.wrong("arm", fmt::format("leave some out; a scenario has at most {} arms, not {}", most, s.arms.size()));
    if (!s.arms.empty() && !s.treatments.empty())
        root.section("plan").wrong("treatments",
                                   "move them into each [[arm]]; with arms every plan is told by its own treatments");
}

// Weeks of visits, from weeks or from dates.
void read_weeks(Keys& visits, Scenario& s) {
    s.weeks = visits.numbers("weeks");
    auto& section = visits.section();
    s.weeks_at = section.place(visits.has("dates") ? "dates" : "weeks");
    const auto dates = visits.texts("dates");
    if (!dates.empty() && !s.weeks.empty())
        return section.wrong("dates", "visits are given in weeks or as dates, not both");
    for (const auto& t : dates) {
        const auto date = parse_date(plain(t.value));
        if (!date)
            section.wrong_at(t, 0,
                             fmt::format("there is no day \"{}\"; expected, for example, \"2026-03-02\"", t.value));
        else if (!s.start)
            section.wrong_at(t, 0,
                             "dates of visits need the day on which the plan starts: start = \"2026-03-02\" in [plan]");
        else
            s.weeks.push_back(static_cast<double>((*date - *s.start).count()) / 7);
    }
}
void read_visits(Section root, Scenario& s) {
    Keys visits(root, "visits");
    read_weeks(visits, s);
    s.instruments = visits.texts("instruments");
    if (!visits.there())
        return; // told once, by read_scenario
    auto& section = visits.section();
    if (visits.has("dates"))
        visits.need({"dates", "instruments"});
    else
        visits.need({"weeks", "instruments"});
    if (std::ranges::adjacent_find(s.weeks, std::greater_equal<>()) != s.weeks.end())
        section.wrong(s.weeks_at.value, "visits come one after the other: weeks rise");
    else if (s.end && !s.weeks.empty() && s.weeks.back() > *s.end)
        section.wrong(s.weeks_at.value,
                      fmt::format("week {} is after the end of the plan, week {}", s.weeks.back(), *s.end));
    visits.finish();
    if (s.weeks.empty())
        return;
    if (auto early = before_life(s, s.weeks.front(), "add [history] with life"); !early.empty())
        section.wrong(s.weeks_at.value, std::move(early));
}

void read_model(Section root, Scenario& s) {
    Keys model(root, "model");
    s.without = model.texts("none");
    s.instead = model.texts("instead");
    if (const auto spread = model.number("spread"))
        s.spread = *spread;
    model.finish();
    Keys settings(root, "parameters");
    s.settings = read_settings(settings.section());
}

// Sections nobody knows, keys outside of any, and a file that says nothing.
void read_root(Section root, Scenario& s) {
    std::vector<std::string_view> known;
    for (const auto& row : scenario_sections())
        known.push_back(row.name);
    known.push_back(arm_row().name);
    const auto given = root.keys();
    if (root.is_table("trial")) // told alone: the rest is meant otherwise
        return root.wrong("trial",
                          fmt::format("run `rewire trial {}`; this is a trial, and no scenario of one arm", s.file));
    bool strange = false;
    for (const auto& name : given) {
        if (std::ranges::find(known, name) != known.end())
            continue;
        strange = true;
        std::vector<std::string_view> homes;
        for (const auto& row : scenario_sections())
            if (std::ranges::find(row.keys, name, &KeyRow::key) != row.keys.end())
                homes.push_back(row.name);
        const auto mend = did_you_mean(name, known);
        if (!homes.empty())
            root.wrong(name,
                       fmt::format("put \"{}\" under [{}]; it stands in no section", name, fmt::join(homes, "] or [")));
        else if (!mend.empty())
            root.wrong(name, fmt::format("did you mean [{}]? A scenario has no [{}]",
                                         mend.substr(mend.find('"') + 1, mend.rfind('"') - mend.find('"') - 1), name));
        else
            root.wrong(name, fmt::format("a scenario has no [{}]; it has [{}] and [[{}]]", name,
                                         fmt::join(known.begin(), known.end() - 1, "], ["), known.back()));
    }
    const auto& visits = section_row("visits");
    if (strange || root.has("visits"))
        return;
    const auto add = fmt::format("add [visits] with {} and {}", visits.keys[0].example, visits.keys[2].example);
    s.problems.push_back(
        given.empty() ? s.problem(1, 1, add + "; the file says nothing (`rewire describe scenario` shows what it may)")
                      : s.problem(last_line(s.lines), 1, add + "; nothing is measured without"));
}

} // namespace

Problem Scenario::problem(int line, int column, std::string what) const {
    return problem_at(file, lines, line, column, std::move(what));
}

Scenario Scenario::of_arm(std::size_t arm) const {
    auto s = *this;
    const auto& one = arms.at(arm);
    s.arms.clear();
    s.treatments = one.treatments;
    if (one.adherence) {
        s.adherence = *one.adherence;
        s.said.adherence = true;
    }
    return s;
}

Scenario read_scenario(std::string_view text, const std::string& file) {
    Document document(text, file, Words::of_protocols);
    auto root = document.root();
    Scenario s;
    s.file = file;
    s.lines = document.lines();
    s.note = document.note();
    if (root.is_table("rank")) { // told alone: the rest is meant otherwise
        root.wrong("rank",
                   fmt::format("run `rewire rank {}`; this tells what is known of a person, and no plan", file));
    } else {
        read_person(root, s);
        read_plan(root, s);
        read_arms(root, s);
        read_visits(root, s);
        read_model(root, s);
        read_root(root, s);
    }
    const auto noted = document.take_problems();
    s.problems.insert(s.problems.end(), noted.begin(), noted.end());
    std::ranges::stable_sort(s.problems, {}, &Problem::line);
    return s;
}

Scenario parse_scenario(std::string_view text, const std::string& file) {
    auto s = read_scenario(text, file);
    if (!s.problems.empty())
        throw InputError(s.problems);
    return s;
}

} // namespace rewire::scenario
