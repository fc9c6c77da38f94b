// Experiments and claims as their files tell them.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <set>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/known.hpp"
#include "scenario/parts.hpp"
#include "scenario/phrase_text.hpp"
#include "simulate/experiment.hpp"

namespace rewire::simulate {
namespace {

using scenario::Section;

// From one byte of a text to before another, with its place.
Section::Text part_of(const Section::Text& text, std::size_t from, std::size_t to) {
    const auto signs = scenario::signs_before(text.value, from);
    return {text.value.substr(from, to - from), text.line, text.column + static_cast<int>(signs)};
}
// "a = '+1 sd', b = '-1 sd'": a text for each.
std::vector<Section::Text> parted(const Section::Text& text) {
    std::vector<Section::Text> out;
    std::size_t from = 0;
    char quote = 0;
    for (std::size_t k = 0; k < text.value.size(); ++k) {
        const char c = text.value[k];
        if (quote == 0 && c == ',') {
            out.push_back(part_of(text, from, k));
            from = k + 1;
        } else if (quote == 0 && (c == '"' || c == '\'')) {
            quote = c;
        } else if (c == quote) {
            quote = 0;
        }
    }
    out.push_back(part_of(text, from, text.value.size()));
    return out;
}

// A text that is itself written as a file is, "women = 1": what is wrong with it is told where it stands.
void read_within(const Section::Text& text, Section& s, const std::function<void(Section&)>& read) {
    const auto tell = [&](const std::vector<Problem>& problems, std::string_view before) {
        for (const auto& p : problems)
            s.wrong_at(text, p.line == 1 && p.column > 0 ? static_cast<std::size_t>(p.column - 1) : 0,
                       fmt::format("{}{}", before, p.what));
    };
    try {
        scenario::Document document(text.value, "");
        auto root = document.root();
        read(root);
        tell(document.take_problems(), "");
    } catch (const InputError& e) {
        tell(e.problems(), "name = value is expected: ");
    }
}
// Traits or settings out of such texts, each name once, in the order of their names.
template <class Item>
std::vector<Item> items_in(const std::vector<Section::Text>& texts, Section& s,
                           std::vector<Item> (*read)(Section& within)) {
    std::vector<Item> out;
    for (const auto& text : texts)
        read_within(text, s, [&](Section& within) {
            for (auto& item : read(within)) {
                if (std::ranges::find(out, item.name, &Item::name) != out.end())
                    within.wrong(item.name, fmt::format("say {} once; it is said before", item.name));
                item.line = text.line;
                item.column += text.column;
                out.push_back(std::move(item));
            }
        });
    std::ranges::stable_sort(out, {}, &Item::name);
    return out;
}
std::vector<scenario::Setting> settings_in(Section& s, std::string_view key) {
    return items_in(s.located(key), s, scenario::read_settings);
}

// "women = 1", "age = { mean = 21, spread = 2 }" of the arm's people.
void read_population(const std::vector<Section::Text>& texts, Section& s, scenario::Scenario& arm) {
    std::set<std::string> said;
    arm.ages.reset();
    arm.women.reset();
    for (const auto& text : texts)
        read_within(text, s, [&](Section& within) {
            for (const auto& key : within.keys())
                if (key != "age" && key != "women")
                    within.wrong(key, scenario::has_no("a population of an experiment", key, {"age", "women"}));
                else if (!said.insert(key).second)
                    within.wrong(key, fmt::format("say {} once; it is said before", key));
            scenario::Keys population("population", within);
            scenario::read_demography(population, arm);
        });
}
void set_people(scenario::Scenario& arm, Section::Text condition) {
    arm.people.reset();
    if (!condition.value.empty())
        arm.people = 1; // who lives the arm says how many
    arm.population = std::move(condition);
}

// A number of the arm, told as the scenario's own is where it is out of bounds.
bool fits(Section& s, std::string_view key, const scenario::KeyRow& row, double value) {
    const bool fine = scenario::within_bounds(row, value);
    if (!fine)
        s.wrong(key, fmt::format("{} is {}, not {}", key, expected(row), value));
    return fine;
}
const scenario::KeyRow& row_of(std::string_view section, std::string_view key) {
    return scenario::key_row(scenario::section_row(section), key);
}

void keep(scenario::Scenario& arm, double share) {
    arm.adherence = share;
    arm.said.adherence = share != 1;
}
// What arms have in common, without treatments.
scenario::Scenario read_usual_arm(Section& s) {
    scenario::Scenario arm;
    arm.file = s.file();
    arm.lines = s.lines();
    set_people(arm, s.located_text("people", ""));
    read_population(s.located("population"), s, arm);
    arm.history = scenario::read_history(s.located("history"), s);
    arm.life = s.located_text("life", "");
    if (const auto traits = s.located_text("traits", ""); !traits.value.empty())
        arm.traits = items_in(parted(traits), s, scenario::read_traits);
    if (const auto adherence = s.text("adherence", ""); !adherence.empty()) {
        const auto q = parse_quantity(adherence, Unit{});
        if (!q.problem.empty())
            s.wrong("adherence", q.problem);
        else if (fits(s, "adherence", row_of("plan", "adherence"), q.si))
            keep(arm, q.si);
    }
    const double within = s.number("parameters_within", 0); // every parameter evenly within +- so much of its value
    if (s.has("parameters_within") && fits(s, "parameters_within", row_of("model", "spread"), within))
        arm.spread = within;
    arm.settings = settings_in(s, "parameters");
    return arm;
}
// The same with treatments, and with parameters of its own.
scenario::Scenario treated_arm(Section& s, scenario::Scenario arm, std::string_view parameters,
                               std::string_view treatments) {
    auto own = settings_in(s, parameters);
    for (const auto& setting : own)
        if (std::ranges::find(arm.settings, setting.name, &scenario::Setting::name) != arm.settings.end())
            s.wrong(parameters, fmt::format("{} is set in parameters already; set it in one of them", setting.name));
    arm.settings.insert(arm.settings.end(), own.begin(), own.end());
    std::ranges::stable_sort(arm.settings, {}, &scenario::Setting::name);
    arm.treatments = scenario::read_treatments(s.located(treatments), s);
    return arm;
}

// Sets what is usually kept of treatments that take effort.
void attend(Experiment& e, const Attendance& attendance) {
    const auto takes_effort = [&](const scenario::Phrase& p) {
        return std::ranges::find(attendance.of, p.main.name) != attendance.of.end();
    };
    const auto other = [&](const scenario::Phrase& p) { return !takes_effort(p) && p.main.name != "waiting_list"; };
    const auto has = [](const scenario::Scenario* arm, auto which) {
        return std::ranges::any_of(arm->treatments, which);
    };
    if (std::ranges::any_of(arms_of(e), [&](const auto* a) { return has(a, takes_effort) && has(a, other); }))
        return;
    const auto set = [&](scenario::Scenario& arm) {
        if (has(&arm, takes_effort))
            keep(arm, attendance.share);
    };
    set(e.treated);
    for (auto* arm : {&e.control, &e.part, &e.other_part})
        if (*arm)
            set(**arm);
}

// Nobody is read before life begins.
void check_weeks(Section& s, const Experiment& e) {
    const auto* key = e.week <= e.from ? "week" : "from";
    std::set<std::string> told;
    for (const auto* arm : arms_of(e))
        if (auto early = scenario::before_life(*arm, std::min(e.week, e.from), "add history");
            !early.empty() && told.insert(early).second)
            s.wrong(key, std::move(early));
}

} // namespace

Experiment read_experiment(scenario::Section& s, const Experiment& usual, const Attendance& attendance) {
    Experiment e;
    e.measure = s.text("measure", usual.measure.empty() ? std::optional<std::string>() : usual.measure);
    e.other = s.text("other", "");
    e.statistic = s.text("statistic", usual.statistic.empty() ? std::optional<std::string>() : usual.statistic);
    e.week = s.number("week", usual.week);
    e.from = s.number("from", 0);
    e.threshold = s.number("threshold", 0);
    e.analysis = static_cast<Analysis>(s.one_of("analysis", {"treatment_policy", "locf", "completers"}));
    const auto* statistic = find_statistic(e.statistic);
    if (!statistic)
        s.wrong("statistic", known_instead(e.statistic, statistic_names(),
                                           fmt::format("there is no statistic \"{}\"", e.statistic)));
    else if (statistic->name.starts_with("correlation") && e.other.empty())
        s.wrong("statistic", "a correlation needs an instrument `other`");
    if (s.has("threshold") && statistic && statistic->name == "remission")
        e.cutoff = e.threshold;
    constexpr double most_weeks = 1040; // 20 years
    bool fine = true;
    for (const auto& [key, value] : {std::pair{"week", e.week}, {"from", e.from}})
        if (!(std::abs(value) <= most_weeks)) {
            s.wrong(key, fmt::format("a week from -{0} to {0} is expected", most_weeks));
            fine = false;
        }
    // Arms are put together from short parts, so that an experiment reads as one sentence of a protocol.
    const auto usual_arm = read_usual_arm(s);
    e.treated = treated_arm(s, usual_arm, "treated_parameters", "treated");
    auto other = usual_arm;
    auto control_people = s.located_text("control_people", "");
    if (s.has("control_people"))
        set_people(other, std::move(control_people));
    const auto control_population = s.located("control_population"), control_history = s.located("control_history");
    if (s.has("control_population"))
        read_population(control_population, s, other);
    if (s.has("control_history"))
        other.history = scenario::read_history(control_history, s);
    const auto from_a_condition = [](const scenario::Scenario& arm) { return !arm.population.value.empty(); };
    if ((usual_arm.ages || usual_arm.women || other.ages || other.women) &&
        !(from_a_condition(usual_arm) && from_a_condition(other)))
        s.wrong("population", "age and women are a population's: say whose, people = \"...\"");
    if (!usual_arm.traits.empty() && (from_a_condition(usual_arm) || from_a_condition(other)))
        s.wrong("traits", "traits are one person's: people of a condition have their own");
    const int arms = statistic ? statistic->arms : 1;
    if (arms >= 2) {
        if (s.has("control_life"))
            other.life = s.located_text("control_life", "");
        other.treatments = scenario::read_treatments(s.located("control"), s);
        e.control = other;
    }
    if (arms == 4) {
        e.part = usual_arm;
        e.part->treatments = scenario::read_treatments(s.located("part"), s);
        e.other_part = treated_arm(s, usual_arm, "other_part_parameters", "other_part");
    }
    if (!s.has("adherence"))
        attend(e, attendance);
    if (fine)
        check_weeks(s, e);
    e.paired = other.population.value == usual_arm.population.value && other.ages == usual_arm.ages &&
               other.women == usual_arm.women;
    return e;
}

void add_settings(scenario::Scenario& scenario, const std::vector<scenario::Setting>& settings) {
    for (const auto& s : settings)
        if (std::ranges::find(scenario.settings, s.name, &scenario::Setting::name) == scenario.settings.end())
            scenario.settings.push_back(s);
}

std::string unit_of_answer(const Experiment& e, const std::vector<model::Instrument>& instruments) {
    const auto* statistic = find_statistic(e.statistic);
    if (!statistic)
        return {};
    std::string unit(statistic->unit);
    const auto measured = std::ranges::find(instruments, e.measure, &model::Instrument::name);
    if (unit.empty() && measured != instruments.end())
        unit = measured->unit;
    return unit == "1" ? "" : unit;
}

std::vector<Claim> read_claims(std::string_view text, const std::string& file) {
    scenario::Document document(text, file);
    auto root = document.root();
    std::vector<Claim> out;
    for (auto& s : root.sections("claim")) {
        Claim c;
        c.name = s.text("name");
        c.says = s.text("says", "");
        c.source = s.text("source");
        c.experiment = read_experiment(s, {});
        c.unit = unit_of_answer(c.experiment, {});
        const auto range = s.numbers("range");
        c.open = !s.has("range");
        if (range.size() == 2 && range[0] <= range[1]) {
            c.low = range[0];
            c.high = range[1];
        } else if (!c.open)
            s.wrong("range", "two numbers are expected, the lower one first; an open question has none");
        s.finish();
        out.push_back(std::move(c));
    }
    root.finish();
    document.raise();
    return out;
}

std::vector<Claim> claims_of_house_or(const std::string& file) {
    std::vector<Claim> out;
    if (!file.empty())
        out = read_claims(read_file(file, 1 << 20), file);
    else
        for (const auto path : embedded_under("claims/"))
            for (auto& claim : read_claims(embedded(path), std::string(path)))
                out.push_back(std::move(claim));
    std::erase_if(out, [](const Claim& c) { return c.open; });
    return out;
}

} // namespace rewire::simulate
