#include "scenario/person_file.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/day.hpp"
#include "scenario/parts.hpp"

namespace rewire::scenario {
namespace {

constexpr std::size_t most_people = 100'000, most_candidates = 12, most_persons = 12;
constexpr double oldest = 100, youngest = 18, longest = 1040; // years, years, weeks

// A number within bounds; nothing, with a note, where it is none.
std::optional<double> bounded(Section& s, std::string_view key, double low, double high, bool whole,
                              std::string_view what) {
    if (!s.has(key))
        return {};
    const auto v = s.find_number(key);
    if (v && *v >= low && *v <= high && (!whole || *v == std::floor(*v)))
        return v;
    s.wrong(key, fmt::format("{} from {:.0f} to {:.0f} is expected, not {}", what, low, high, s.as_written(key)));
    return {};
}
std::optional<double> share(Section& s, std::string_view key) {
    if (!s.has(key))
        return {};
    const auto v = s.find_number(key);
    if (v && *v >= 0 && *v <= 1)
        return v;
    s.wrong(key, "a share from 0 to 1 is expected");
    return {};
}
// A name that nobody before has.
template <class List>
Section::Text name_in(Section& s, const List& before, std::string_view mend) {
    auto name = s.has("name") ? s.located_text("name", "") : Section::Text{};
    if (name.value.empty())
        s.wrong("name", std::string(mend));
    else if (const auto twin = std::ranges::find(before, name.value, [](const auto& b) { return b.name.value; });
             twin != before.end())
        s.wrong("name",
                fmt::format("give it another name; that of line {} is \"{}\" too", twin->name.line, name.value));
    return name;
}
Section::Text needed(Section& s, std::string_view key, std::string_view mend) {
    auto text = s.has(key) ? s.located_text(key, "") : Section::Text{};
    if (text.value.empty())
        s.wrong(s.has(key) ? key : "", std::string(mend));
    return text;
}

void read_rank(Section& s, PersonFile& p) {
    p.name = s.text("name", p.file);
    p.from = needed(s, "from",
                    "say of which population the person is, a condition of the catalogue: from = \"gad_outpatient\" "
                    "(`rewire list conditions` shows them)");
    p.instrument = needed(s, "instrument", "say what candidates are ranked by: instrument = \"gad7\"");
    if (s.has("life"))
        p.life = s.located_text("life", "");
    if (!s.has("week"))
        s.wrong("", "say when: week = 12, counted from the visit of week 0");
    p.week = bounded(s, "week", 0, longest, false, "a week").value_or(0);
    if (const auto n = bounded(s, "people", 2, most_people, true, "a whole number"))
        p.people = static_cast<std::size_t>(*n);
    if (const auto seed = bounded(s, "seed", 0, 1e15, true, "a whole number"))
        p.seed = static_cast<std::uint64_t>(*seed);
}

void read_visits(Section& person, KnownPerson& k) {
    for (auto& s : person.sections("visit")) {
        KnownVisit v;
        v.at = s.place(s.has("week") ? "week" : "");
        if (!s.has("week"))
            s.wrong("", "say in which week: week = 0");
        else if (const auto week = bounded(s, "week", -longest, longest, false, "a week"))
            v.week = *week;
        for (const auto& key : s.keys()) {
            if (key == "week")
                continue;
            const auto value = s.find_number(key);
            if (value)
                v.readings.push_back({s.place(key), *value});
            else
                s.wrong(key, fmt::format("a number is expected, as {} was noted: {} = 15; leave it out where it was "
                                         "not read",
                                         key, key));
        }
        if (v.readings.empty())
            s.wrong("", "say what was read: gad7 = 15");
        if (!k.visits.empty() && !(v.week > k.visits.back().week))
            s.wrong("week", fmt::format("visits come one after the other: the one before is in week {:g}",
                                        k.visits.back().week));
        s.finish();
        k.visits.push_back(std::move(v));
    }
}

void read_person(Section& s, PersonFile& p, bool only) {
    KnownPerson k;
    k.name = only && !s.has("name") ? Section::Text{p.name, 0, 0}
                                    : name_in(s, p.persons, "of several persons each has a name: name = \"A\"");
    k.age = bounded(s, "age", youngest, oldest, false, "a number of years");
    k.sex = Names{"any", "female", "male"}[s.one_of("sex", {"any", "female", "male"})];
    Keys keys("person", s);
    k.enzymes = read_enzymes(keys);
    read_visits(s, k);
    s.finish();
    p.persons.push_back(std::move(k));
}
void read_persons(Section root, PersonFile& p) {
    if (root.is_list_of_tables("person")) {
        auto all = root.sections("person");
        for (auto& s : all)
            read_person(s, p, all.size() == 1);
    } else {
        auto one = root.section("person");
        read_person(one, p, true);
    }
    if (p.persons.size() > most_persons)
        root.wrong("person", fmt::format("at most {} persons are expected", most_persons));
}

void read_so_far(Section root, PersonFile& p) {
    auto h = root.section("history");
    p.history = read_history(h.located("life"), h);
    h.finish();
    auto s = root.section("so_far");
    p.so_far = read_treatments(s.located("treatments"), s);
    p.adherence = share(s, "adherence");
    if (p.adherence && p.so_far.empty())
        s.wrong("adherence", "leave it out; there are no treatments so far to keep to");
    s.finish();
}

// What is known of weeks hangs together: visits, now, the outcome.
void read_now(Section& s, PersonFile& p) {
    double last = 0;
    for (const auto& k : p.persons)
        if (!k.visits.empty())
            last = std::max(last, k.visits.back().week);
    p.now = bounded(s, "now", 0, longest, false, "a week").value_or(last);
    if (p.now < last)
        s.wrong("now", fmt::format("a visit of week {:g} is known, so it is week {:g} or later now", last, last));
    if (s.has("week") && p.week > 0 && !(p.week > p.now))
        s.wrong("week", fmt::format("ask for a week to come; it is week {:g} now", p.now));
    s.finish();
}

void read_candidates(Section root, PersonFile& p) {
    for (auto& s : root.sections("candidate")) {
        Candidate c;
        c.name = name_in(s, p.candidates, "a candidate has a name: name = \"exposure\"");
        c.treatments = read_treatments(s.located("treatments"), s);
        if (!s.has("treatments"))
            s.wrong("",
                    "say what is done from now on: treatments = [\"cbt 50 min weekly for 12 weeks\"], or [] for "
                    "nothing");
        c.adherence = share(s, "adherence");
        c.keeps = s.flag("keeps", false);
        if (c.keeps && p.so_far.empty())
            s.wrong("keeps", "leave it out, or say in [so_far] which treatments go on; there are none");
        if (c.adherence && !p.so_far.empty() && *c.adherence != p.adherence.value_or(1))
            s.wrong("adherence", "leave it out; people keep to candidates as they keep to the treatments of [so_far]");
        s.finish();
        p.candidates.push_back(std::move(c));
    }
}

// Ends a phrase where it is now; false: it would only begin later.
bool cut(Phrase& p, double now) {
    double at = p.main.start.value_or(0);
    if (!p.main.table.empty())
        return true; // of doses that were taken
    if (at >= now)
        return false;
    const auto end = [&](Clause& c) { // whether the step is over by now
        at += c.duration.value_or(0);
        if (at < now)
            return true;
        c.duration = c.duration.value_or(0) - (at - now);
        at = now;
        return false;
    };
    bool over = end(p.main);
    std::vector<Clause> further;
    for (auto& c : p.further) {
        if (c.name == "then") {
            if (!over)
                continue;
            over = end(c);
        } else if (c.name == "taper" && (!over || at + c.duration.value_or(0) > now))
            continue; // who changes at once does not taper
        further.push_back(c);
    }
    p.further = std::move(further);
    return true;
}

} // namespace

bool KnownPerson::alike(const KnownPerson& o) const { return age == o.age && sex == o.sex && enzymes == o.enzymes; }

Problem PersonFile::problem(const Section::Text& at, std::string what) const {
    return problem_at(file, lines, at.line, at.column, std::move(what));
}

Scenario PersonFile::known_life(const KnownPerson& of, std::vector<double> weeks,
                                std::vector<Section::Text> read) const {
    Scenario s;
    s.file = file;
    s.lines = lines;
    s.people = people;
    s.population = from;
    s.life = life;
    s.enzymes = of.enzymes;
    if (of.age)
        s.ages = Ages{*of.age, 0, youngest, oldest};
    if (of.sex != "any")
        s.women = of.sex == "female" ? 1 : 0;
    s.history = history;
    s.treatments = so_far;
    if (adherence) {
        s.adherence = *adherence;
        s.said.adherence = true;
    }
    s.end = now;
    s.weeks = std::move(weeks);
    s.weeks_at = from;
    for (const auto& p : persons)
        if (p.alike(of) && !p.visits.empty())
            s.weeks_at = p.visits.front().at;
    s.instruments = std::move(read);
    s.settings = settings;
    return s;
}

Scenario PersonFile::candidate_life(const KnownPerson& of, const Candidate& candidate) const {
    auto s = known_life(of, {now, week}, {instrument});
    if (now > 0)
        s.weeks.insert(s.weeks.begin(), 0);
    s.file = candidates_file;
    s.lines = candidates_lines;
    s.end = week;
    s.last_day = Scenario::LastDay::of_question;
    if (!candidate.keeps)
        std::erase_if(s.treatments, [&](Phrase& p) { return !cut(p, now * week_length); });
    for (auto p : candidate.treatments) {
        p.main.start = p.main.start.value_or(0) + now * week_length;
        s.treatments.push_back(std::move(p));
    }
    if (candidate.adherence) {
        s.adherence = *candidate.adherence;
        s.said.adherence = true;
    }
    return s;
}

bool is_person(std::string_view text, const std::string& file) {
    Document document(text, file, Words::of_protocols);
    return document.root().is_table("rank");
}

PersonFile read_person_file(std::string_view text, const std::string& file,
                            const std::optional<CandidatesText>& candidates) {
    Document document(text, file, Words::of_protocols);
    auto root = document.root();
    PersonFile p;
    p.file = p.candidates_file = file;
    p.lines = p.candidates_lines = document.lines();
    p.note = document.note();
    const auto take = [&](Document& d) {
        const auto noted = d.take_problems();
        p.problems.insert(p.problems.end(), noted.begin(), noted.end());
    };
    auto rank = root.section("rank");
    read_rank(rank, p);
    read_persons(root, p);
    read_so_far(root, p);
    read_now(rank, p);
    auto settings = root.section("parameters");
    p.settings = read_settings(settings);
    read_candidates(root, p);
    root.finish();
    take(document);
    if (candidates) {
        if (!p.candidates.empty())
            p.problems.push_back(p.problem(p.candidates.front().name,
                                           fmt::format("leave these out, or leave --candidates out; candidates stand "
                                                       "in {} too",
                                                       candidates->file)));
        p.candidates.clear();
        Document other(candidates->text, candidates->file);
        p.candidates_file = candidates->file;
        p.candidates_lines = other.lines();
        auto their = other.root();
        read_candidates(their, p);
        their.finish();
        take(other);
    }
    std::ranges::stable_sort(p.problems, {}, &Problem::line);
    if (p.candidates.size() < 2 || p.candidates.size() > most_candidates)
        p.problems.push_back(problem_at(
            p.candidates_file, p.candidates_lines, last_line(p.candidates_lines), 1,
            fmt::format("from 2 to {} candidates are ranked, each as [[candidate]] with name and treatments, here or "
                        "in the file of --candidates; there {} {}",
                        most_candidates, p.candidates.size() == 1 ? "is" : "are", p.candidates.size())));
    return p;
}

} // namespace rewire::scenario
