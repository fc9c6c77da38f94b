#include "scenario/scenario.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "base/day.hpp"
#include "base/encoding.hpp"
#include "base/unit.hpp"
#include "scenario/grammar.hpp"
#include "scenario/phrase_text.hpp"

namespace rewire::scenario {
namespace {

// A section read by its row of the grammar. What is of another kind or out of its bounds is told once, with what is
// expected first.
class Keys {
public:
    Keys(Section& root, std::string_view name)
        : row_(section_row(name)), there_(root.is_table(name)), section_(root.section(name)) {}

    bool there() const { return there_; }
    bool has(std::string_view key) const { return section_.has(key); }
    Section& section() { return section_; }

    // Nothing when the key is absent or wrong.
    std::optional<double> number(std::string_view key) {
        if (!has(key))
            return {};
        const auto& row = key_row(row_, key);
        const auto v = section_.find_number(key);
        if (!v) {
            const auto text = section_.find_text(key);
            if (text && number_of(*text))
                section_.wrong(key, fmt::format("write {} = {}, without quotes", key, *text));
            else
                refuse(row, row.example);
            return {};
        }
        const bool inside = (row.above_low ? *v > row.low : *v >= row.low) &&
                            (row.below_high ? *v < row.high : *v <= row.high) &&
                            (row.takes != Takes::whole || *v == std::floor(*v));
        if (inside)
            return v;
        refuse(row, {}, row.note);
        return {};
    }
    // The same, or what is usual.
    double number_or_usual(std::string_view key) {
        const auto& usual = key_row(row_, key).usual;
        double v = 0;
        const auto [end, status] = std::from_chars(usual.data(), usual.data() + usual.size(), v);
        expects(status == std::errc{} && end == usual.data() + usual.size(), "what is usual is a number");
        return number(key).value_or(v);
    }
    Section::Text name(std::string_view key) {
        auto t = section_.place(key);
        t.value = word(key);
        return t;
    }
    std::string word(std::string_view key) {
        const auto& row = key_row(row_, key);
        if (!has(key))
            return {};
        const auto v = section_.find_text(key);
        if (!v || v->empty())
            return refuse(row, row.example), std::string();
        return *v;
    }
    // Texts of a list with their places.
    std::vector<Section::Text> texts(std::string_view key) {
        const auto& row = key_row(row_, key);
        if (has(key) && !section_.is_list(key)) {
            const auto one = section_.find_text(key);
            refuse(row, one ? fmt::format("{} = [{}]", key, section_.as_written(key)) : std::string(row.example));
            return {};
        }
        auto all = section_.located(key);
        if (row.takes == Takes::texts) // of phrases their reader tells
            for (const auto& t : all)
                if (t.value.empty())
                    section_.wrong_at(t, 0, fmt::format("write a name here; {} is {}", key, expected(row)));
        return all;
    }
    std::vector<double> numbers(std::string_view key) {
        const auto& row = key_row(row_, key);
        if (has(key) && !section_.is_list(key)) {
            const auto one = section_.find_number(key);
            refuse(row, one ? fmt::format("{} = [{}]", key, *one) : std::string(row.example));
            return {};
        }
        return section_.numbers(key);
    }
    // Told together: what is not there at all, or an empty list.
    void need(std::initializer_list<std::string_view> keys) {
        std::vector<std::string_view> examples;
        std::string_view at;
        for (const auto key : keys)
            if (!has(key) || section_.as_written(key) == "[]") {
                examples.push_back(key_row(row_, key).example);
                at = key;
            }
        if (!examples.empty())
            section_.wrong(examples.size() == 1 && has(at) ? at : "",
                           fmt::format("add {} to [{}]", fmt::join(examples, " and "), row_.name));
    }
    void refuse(const KeyRow& row, std::string_view mend, std::string_view why = {}) {
        section_.wrong(row.key, fmt::format("{}{} is {}, not {}{}{}",
                                            mend.empty() ? "" : fmt::format("write, for example, {}; ", mend), row.key,
                                            expected(row), section_.as_written(row.key), why.empty() ? "" : ": ", why));
    }
    // Keys that the grammar does not know here.
    void finish() {
        std::vector<std::string_view> known;
        for (const auto& k : row_.keys)
            known.push_back(k.key);
        for (const auto& given : section_.keys()) {
            if (std::ranges::find(known, given) != known.end())
                continue;
            std::vector<std::string_view> homes;
            for (const auto& other : scenario_sections())
                if (std::ranges::find(other.keys, given, &KeyRow::key) != other.keys.end())
                    homes.push_back(other.name);
            section_.wrong(given, homes.empty() ? has_no(fmt::format("[{}]", row_.name), given, known)
                                                : fmt::format("put \"{}\" into [{}]; it says nothing in [{}]", given,
                                                              fmt::join(homes, "] or ["), row_.name));
        }
    }

private:
    const SectionRow& row_;
    bool there_;
    Section section_;
};

// "+1 sd"
std::optional<double> distance_of(std::string_view text) {
    text = without_plus(text);
    double sd = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), sd);
    if (status != std::errc{} || std::string_view(end, static_cast<std::size_t>(text.end() - end)) != " sd" ||
        !std::isfinite(sd))
        return {};
    return sd;
}

void read_traits(Keys& person, Scenario& s) {
    if (person.has("traits") && !person.section().is_table("traits")) {
        const auto& row = key_row(section_row("person"), "traits");
        return person.refuse(row, row.example);
    }
    auto traits = person.section().section("traits");
    for (const auto& name : traits.keys()) {
        const auto sd = distance_of(plain(traits.find_text(name).value_or("")));
        if (sd) {
            const auto at = traits.place(name);
            s.traits.push_back({name, *sd, at.line, at.column});
            continue;
        }
        const auto bare = traits.find_number(name);
        traits.wrong(name, fmt::format("write {} = \"{} sd\"; a trait is told by its distance from the mean, not {}",
                                       name, bare ? fmt::format("{:+}", *bare) : "+1", traits.as_written(name)));
    }
}
void read_person(Section root, Scenario& s) {
    Keys person(root, "person");
    s.age = person.number_or_usual("age");
    s.sex = person.word("sex");
    if (s.sex.empty())
        s.sex = key_row(section_row("person"), "sex").usual;
    if (s.sex != "female" && s.sex != "male" && s.sex != "any")
        person.refuse(key_row(section_row("person"), "sex"), {});
    for (const auto& [key, enzyme] : {std::pair{"smoker", "CYP1A2"}, {"CYP2D6", "CYP2D6"}, {"CYP2C19", "CYP2C19"}}) {
        const auto is = person.word(key);
        if (is.empty())
            continue;
        const auto& row = key_row(section_row("person"), key);
        const std::string list = ", " + std::string(row.of) + ",";
        if (is.find(',') != is.npos || list.find(fmt::format(", {},", is)) == list.npos)
            person.refuse(row, {});
        else if (is != "any")
            s.enzymes.emplace_back(enzyme, is == "yes" ? "smoker" : is);
    }
    read_traits(person, s);
    person.finish();
    Keys population(root, "population");
    if (const auto n = population.number("n"))
        s.people = static_cast<std::size_t>(*n);
    s.population = population.name("from");
    s.ages = read_ages(population.section());
    s.women = population.number("women");
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
    for (const auto& t : history.texts("life")) {
        s.history.push_back(parse_phrase(t, history.section(), PhraseOf::life));
        const auto& main = s.history.back().main;
        if (!main.duration && !main.lengthy && !main.name.empty())
            history.section().wrong_at(t, 0, "a part of a life has a length, for example \"ordinary for 52 weeks\"");
    }
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
    for (const auto& t : plan.texts("treatments")) {
        s.treatments.push_back(parse_phrase(t, plan.section(), PhraseOf::treatment, s.start));
        const auto& p = s.treatments.back();
        if (!p.main.duration && !p.main.lengthy && !p.main.name.empty())
            plan.section().wrong_at(t, 0, "a treatment has a length, for example \"cbt weekly for 12 weeks\"");
    }
    s.adherence = plan.number_or_usual("adherence");
    s.engagement = plan.number_or_usual("engagement");
    s.end = plan.number("weeks");
    s.said.adherence = plan.has("adherence");
    s.said.engagement = plan.has("engagement");
    plan.finish();
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
    double before = 0;
    for (const auto& h : s.history) {
        if (!h.main.duration)
            return; // that is told already, and how long the life is nobody knows
        before += *h.main.duration;
    }
    if (!s.population.value.empty() || s.weeks.empty() || s.weeks.front() * week_length >= -before - 1e-6)
        return;
    section.wrong(
        s.weeks_at.value,
        s.history.empty()
            ? fmt::format("add [history] with life = [\"ordinary for {0:.4g} weeks\"]; week {1} is before life "
                          "begins, in week 0",
                          std::ceil(-s.weeks.front()), s.weeks.front())
            : fmt::format("week {} is before the history begins, in week {:.4g}", s.weeks.front(),
                          -before / week_length));
}

void read_model(Section root, Scenario& s) {
    Keys model(root, "model");
    s.without = model.texts("none");
    s.instead = model.texts("instead");
    if (const auto spread = model.number("spread"))
        s.spread = *spread;
    model.finish();
    Keys settings(root, "parameters");
    for (const auto& name : settings.section().keys()) {
        const auto at = settings.section().place(name);
        if (settings.section().is_table(name)) {
            for (const auto& key : settings.section().section(name).keys())
                settings.section().wrong(name,
                                         fmt::format("write \"{}.{}\" = ..., the whole name in quotes", name, key));
            continue;
        }
        s.settings.push_back({name, settings.section().written(name), at.line, at.column});
    }
}

// Sections nobody knows, keys outside of any, and a file that says nothing.
void read_root(Section root, Scenario& s) {
    std::vector<std::string_view> known;
    for (const auto& row : scenario_sections())
        known.push_back(row.name);
    const auto given = root.keys();
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
            root.wrong(name, fmt::format("a scenario has no [{}]; it has [{}]", name, fmt::join(known, "], [")));
    }
    const auto& visits = section_row("visits");
    if (strange || root.has("visits"))
        return;
    int end = static_cast<int>(s.lines.size());
    while (end > 1 && s.lines[static_cast<std::size_t>(end - 1)].empty())
        --end;
    const auto add = fmt::format("add [visits] with {} and {}", visits.keys[0].example, visits.keys[2].example);
    s.problems.push_back(
        given.empty() ? s.problem(1, 1, add + "; the file says nothing (`rewire describe scenario` shows what it may)")
                      : s.problem(end, 1, add + "; nothing is measured without"));
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
    s.note = document.note();
    read_person(root, s);
    read_plan(root, s);
    read_visits(root, s);
    read_model(root, s);
    read_root(root, s);
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
