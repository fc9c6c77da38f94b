#include "scenario/trial_file.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/day.hpp"
#include "scenario/parts.hpp"

namespace rewire::scenario {
namespace {

constexpr std::size_t most_people = 1'000'000, most_arms = 12;
constexpr Date last_start{std::chrono::year(9900) / 1 / 1}; // years are written with four digits

// A section that is not there: told at the end of the file.
void lacks(TrialFile& t, std::string what) {
    t.problems.push_back(problem_at(t.file, t.lines, last_line(t.lines), 1, std::move(what)));
}
// The name of an arm or an endpoint.
Section::Text name_in(Section& s, std::string_view mend) {
    auto name = s.has("name") ? s.located_text("name", "") : Section::Text{};
    if (name.value.empty())
        s.wrong("name", std::string(mend));
    return name;
}

void read_who(Section root, TrialFile& t) {
    auto s = root.section("trial");
    if (!root.is_table("trial")) {
        lacks(t, "add [trial] with people = 120 and from = \"mdd_outpatient\"; nobody is asked without");
        return;
    }
    t.name = s.text("name", t.file);
    t.people = static_cast<std::size_t>(whole(s, "people", 2, most_people).value_or(0));
    if (!s.has("people"))
        s.wrong("", fmt::format("say how many are enrolled: people = 120, from 2 to {}", most_people));
    if (const auto seed = whole(s, "seed", 0, 1e15))
        t.seed = static_cast<std::uint64_t>(*seed);
    if (s.has("start")) {
        const auto day = s.text("start");
        t.start = parse_date(day);
        if ((!t.start || *t.start > last_start) && !day.empty())
            s.wrong("start", "a day before the year 9900 is expected: start = \"2026-03-02\"");
    }
    t.from = s.has("from") ? s.located_text("from", "") : Section::Text{};
    if (t.from.value.empty())
        s.wrong("from",
                "say who is asked, a condition of the catalogue: from = \"mdd_outpatient\" (`rewire list "
                "conditions` shows them)");
    if (s.has("life"))
        t.life = s.located_text("life", "");
    t.counterfactual = s.one_of("allocation", {"randomised", "counterfactual"}) == 1;
    for (const double r : s.numbers("ratio"))
        if (r >= 1 && r <= 12 && r == std::floor(r))
            t.ratio.push_back(static_cast<int>(r));
        else
            s.wrong("ratio", fmt::format("whole numbers from 1 to 12, one for each arm, are expected: ratio = [2, 1]; "
                                         "{:g} of a block is no number of people",
                                         r));
    t.strata = s.located("strata");
    if (t.counterfactual)
        for (const char* key : {"ratio", "strata"})
            if (s.has(key))
                s.wrong(key, "leave it out; everyone lives every arm, so that nobody is allocated");
    if (const auto n = whole(s, "centre", 4, 1000))
        t.centre = static_cast<std::size_t>(*n);
    s.finish();
}

void read_arms(Section root, TrialFile& t) {
    std::vector<Section::Text> names;
    for (auto& s : root.sections("arm")) {
        TrialArm arm{read_arm(s, names, t.start)};
        names.push_back(arm.name);
        arm.placebo = s.flag("placebo", false);
        arm.placebo_at = s.place("placebo");
        s.finish();
        t.arms.push_back(std::move(arm));
    }
    if (t.arms.size() < 2 || t.arms.size() > most_arms)
        lacks(t, fmt::format("a trial has from 2 to {} arms, each as [[arm]] with name and treatments; here "
                             "{} {}",
                             most_arms, t.arms.size() == 1 ? "is" : "are", t.arms.size()));
    else if (!t.ratio.empty() && t.ratio.size() != t.arms.size())
        root.section("trial").wrong("ratio", fmt::format("one number for each arm is expected: {} of them, not {}",
                                                         t.arms.size(), t.ratio.size()));
}

void read_visits(Section root, TrialFile& t) {
    auto s = root.section("visits");
    if (!root.is_table("visits"))
        return lacks(
            t, "add [visits] with weeks = [0, 4, 8, 12] and instruments = [\"hamd\"]; nothing is measured without");
    t.weeks = s.numbers("weeks");
    t.weeks_at = s.place(s.has("weeks") ? "weeks" : "");
    t.instruments = s.located("instruments");
    for (const auto& [key, example] :
         {std::pair{"weeks", "weeks = [0, 4, 8, 12]"}, {"instruments", "instruments = [\"hamd\"]"}})
        if (!s.has(key) || s.as_written(key) == "[]")
            s.wrong(s.has(key) ? key : "", fmt::format("add {} to [visits]", example));
    if (!t.weeks.empty() && t.weeks.front() != 0)
        s.wrong("weeks", "the first visit is that of week 0, before anybody is treated: weeks = [0, ...]");
    else if (std::ranges::adjacent_find(t.weeks, std::greater_equal<>()) != t.weeks.end())
        s.wrong("weeks", "visits come one after the other: weeks rise");
    if (s.has("window"))
        t.window = s.quantity("window", "d");
    double gap = 1e9; // weeks between the two visits that are nearest
    for (std::size_t k = 1; k < t.weeks.size(); ++k)
        gap = std::min(gap, t.weeks[k] - t.weeks[k - 1]);
    if (!(t.window >= 0) || 2 * t.window >= gap * week_length)
        s.wrong("window", fmt::format("days to either side of a visit are expected, less than half of the {:.4g} days "
                                      "between two visits",
                                      gap * 7));
    s.finish();
}

void read_endpoints(Section root, TrialFile& t) {
    for (auto& s : root.sections("endpoint")) {
        TrialEndpoint e;
        e.name = name_in(s, "an endpoint has a name: name = \"HAM-D at week 12\"");
        if (std::ranges::any_of(t.endpoints, [&](const auto& o) { return o.name.value == e.name.value; }))
            s.wrong("name", "give it another name; there is an endpoint of that name");
        e.kind = static_cast<TrialEndpoint::Kind>(s.one_of("kind", TrialEndpoint::kinds()));
        e.estimand = static_cast<TrialEndpoint::Estimand>(s.one_of("estimand", TrialEndpoint::estimands()));
        if (s.has("measure"))
            e.measure = s.located_text("measure", "");
        if (e.kind == TrialEndpoint::Kind::time_to_event) {
            if (s.has("event")) {
                const auto text = s.located_text("event", "");
                e.event = rule_of(text);
                if (!e.event || !e.event->in_a_row)
                    s.wrong("event",
                            "write an instrument, a sign and a number, for example \"hamd >= 16\" or "
                            "\"hamd >= 16 at two visits in a row\"");
            } else
                s.wrong("", "say what happens: event = \"hamd >= 16 at two visits in a row\"");
            for (const char* key : {"week", "measure"})
                if (s.has(key))
                    s.wrong(key, "leave it out; the event says of what, and may come at any visit");
        } else {
            if (s.has("week"))
                e.week = s.number("week");
            if (e.week && !t.weeks.empty() && std::ranges::find(t.weeks, *e.week) == t.weeks.end())
                s.wrong("week",
                        fmt::format("no visit is in week {:g}; they are in {:g}", *e.week, fmt::join(t.weeks, ", ")));
            else if (e.week && *e.week == 0)
                s.wrong("week", "in week 0 nobody has been treated yet; take a later visit");
            if (s.has("event"))
                s.wrong("event", "leave it out, or say kind = \"time to event\"");
        }
        s.finish();
        t.endpoints.push_back(std::move(e));
    }
    if (t.endpoints.empty())
        lacks(t,
              "say what is compared: [[endpoint]] with name = \"HAM-D at week 12\", measure = \"hamd\" and week = 12");
}

} // namespace

const Names& TrialEndpoint::kinds() {
    static const Names all{"score", "response", "remission", "time to event"};
    return all;
}
const Names& TrialEndpoint::estimands() {
    static const Names all{"treatment policy", "hypothetical", "composite", "while on treatment"};
    return all;
}

Problem TrialFile::problem(const Section::Text& at, std::string what) const {
    return problem_at(file, lines, at.line, at.column, std::move(what));
}

Scenario TrialFile::scenario(std::size_t arm) const {
    Scenario s;
    s.file = file;
    s.lines = lines;
    s.people = people;
    s.population = from;
    s.life = life;
    s.treatments = lead_in ? after_lead_in(*lead_in, arms[arm].treatments) : arms[arm].treatments;
    if (arms[arm].adherence) {
        s.adherence = *arms[arm].adherence;
        s.said.adherence = true;
    }
    s.last_day = Scenario::LastDay::of_trial;
    s.weeks = weeks;
    for (std::size_t v = 1; lead_in && v < s.weeks.size(); ++v)
        s.weeks[v] += lead_in->weeks;
    s.weeks_at = weeks_at;
    s.instruments = instruments;
    s.settings = settings;
    return s;
}

namespace {

TrialFile read(Document& document, Section root, const std::string& file) {
    TrialFile t;
    t.file = file;
    t.lines = document.lines();
    t.note = document.note();
    read_who(root, t);
    read_arms(root, t);
    read_visits(root, t);
    t.lead_in = read_lead_in(root);
    t.conduct = read_conduct(root);
    read_endpoints(root, t);
    auto settings = root.section("parameters");
    t.settings = read_settings(settings);
    root.finish();
    const auto noted = document.take_problems();
    t.problems.insert(t.problems.end(), noted.begin(), noted.end());
    std::ranges::stable_sort(t.problems, {}, &Problem::line);
    return t;
}

} // namespace

std::optional<TrialFile> trial_in(std::string_view text, const std::string& file) {
    Document document(text, file, Words::of_protocols);
    auto root = document.root();
    return root.is_table("trial") ? std::optional(read(document, root, file)) : std::nullopt;
}

TrialFile read_trial(std::string_view text, const std::string& file) {
    Document document(text, file, Words::of_protocols);
    return read(document, document.root(), file);
}

} // namespace rewire::scenario
