// Experiments and claims as their files tell them.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/known.hpp"
#include "simulate/experiment.hpp"
#include "simulate/toml_text.hpp"

namespace rewire::simulate {
namespace {

// "a = '+1 sd', b = '-1 sd'", the inside of an inline table, a line each.
std::vector<std::string> lines_of(std::string_view inside) {
    std::vector<std::string> out(1);
    char quote = 0;
    for (const char c : inside) {
        if (quote == 0 && c == ',') {
            out.emplace_back();
            continue;
        }
        if (quote == 0 && (c == '"' || c == '\''))
            quote = c;
        else if (c == quote)
            quote = 0;
        out.back() += c;
    }
    return out;
}

std::string lines_in(const std::vector<std::string>& lines) {
    std::string out;
    for (const auto& line : lines)
        out += line + '\n';
    return out;
}

// What an arm of an experiment is, before anybody reads it as a scenario.
struct ArmPlan {
    std::string people, life;
    std::vector<std::string> population, history, treatments; // population: lines of that section, as they are written
    std::vector<scenario::Setting> traits, parameters;
    double adherence = 1, within = -1;
    std::string text() const {
        std::string t;
        const auto pairs = [&](std::string_view section, const std::vector<scenario::Setting>& list) {
            if (!list.empty())
                t += fmt::format("[{}]\n", section);
            for (const auto& s : list)
                t += fmt::format("{} = {}\n", toml_text(s.name), toml_text(s.value));
        };
        if (!people.empty())
            t += fmt::format("[population]\nn = 1\nfrom = {}\n{}", toml_text(people), lines_in(population));
        pairs("person.traits", traits);
        if (!history.empty())
            t += fmt::format("[history]\nlife = {}\n", toml_list(history));
        t += "[plan]\n";
        if (!life.empty())
            t += fmt::format("life = {}\n", toml_text(life));
        if (adherence != 1)
            t += fmt::format("adherence = {}\n", adherence);
        t += fmt::format("treatments = {}\n", toml_list(treatments));
        if (within >= 0)
            t += fmt::format("[model]\nspread = {}\n", within);
        pairs("parameters", parameters);
        return t;
    }
};

std::string_view treatment_of(std::string_view phrase) { return phrase.substr(0, phrase.find(' ')); }

void attend(std::vector<ArmPlan*> arms, const Attendance& attendance) {
    const auto takes_effort = [&](const std::string& phrase) {
        return std::ranges::find(attendance.of, treatment_of(phrase)) != attendance.of.end();
    };
    const auto other = [&](const std::string& phrase) {
        return !takes_effort(phrase) && treatment_of(phrase) != "waiting_list";
    };
    const auto has = [](const ArmPlan& arm, auto which) { return std::ranges::any_of(arm.treatments, which); };
    if (std::ranges::any_of(arms, [&](const auto* a) { return has(*a, takes_effort) && has(*a, other); }))
        return;
    for (auto* a : arms)
        if (has(*a, takes_effort))
            a->adherence = attendance.share;
}

// Texts of the form `name = value` of a key, as settings; a name that stands twice is told.
std::vector<scenario::Setting> settings_in(scenario::Section& s, std::string_view key,
                                           const std::vector<std::string>& lines) {
    std::vector<scenario::Setting> out;
    try {
        scenario::Document document(lines_in(lines), "");
        auto root = document.root();
        for (const auto& name : root.keys())
            out.push_back({name, root.written(name), 0, 0});
        document.raise();
    } catch (const InputError& e) {
        s.wrong(key, fmt::format("is no list of settings: {}", e.problems().front().what));
    }
    return out;
}

Analysis analysis_of(scenario::Section& s) {
    static const Names names{"treatment_policy", "locf", "completers"}; // as they stand in the enumeration
    const auto name = s.text("analysis", std::string(names.front()));
    const auto at = std::ranges::find(names, name);
    if (at == names.end()) {
        s.wrong("analysis", known_instead(name, names, fmt::format("there is no analysis \"{}\"", name)));
        return Analysis::treatment_policy;
    }
    return static_cast<Analysis>(at - names.begin());
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
    e.analysis = analysis_of(s);
    const auto* statistic = find_statistic(e.statistic);
    if (!statistic)
        s.wrong("statistic", known_instead(e.statistic, statistic_names(),
                                           fmt::format("there is no statistic \"{}\"", e.statistic)));
    else if (statistic->name.starts_with("correlation") && e.other.empty())
        s.wrong("statistic", "a correlation needs an instrument `other`");
    if (s.has("threshold") && statistic && statistic->name == "remission")
        e.cutoff = e.threshold;
    constexpr double most_weeks = 1040; // 20 years
    for (const auto& [key, value] : {std::pair{"week", e.week}, {"from", e.from}})
        if (!(std::abs(value) <= most_weeks))
            s.wrong(key, fmt::format("a week from -{0} to {0} is expected", most_weeks));
    // Scenarios are put together from short parts, so that an experiment reads as one sentence of a protocol.
    ArmPlan usual_arm;
    usual_arm.people = s.text("people", "");
    usual_arm.population = s.texts("population");
    usual_arm.history = s.texts("history");
    usual_arm.life = s.text("life", "");
    if (const auto traits = s.text("traits", ""); !traits.empty())
        usual_arm.traits = settings_in(s, "traits", lines_of(traits));
    if (const auto adherence = s.text("adherence", ""); !adherence.empty()) {
        const auto q = parse_quantity(adherence, Unit{});
        if (!q.problem.empty())
            s.wrong("adherence", q.problem);
        usual_arm.adherence = q.si;
    }
    usual_arm.within = s.number("parameters_within", -1); // every parameter evenly within +- so much of its value
    usual_arm.parameters = settings_in(s, "parameters", s.texts("parameters"));
    const auto with = [&](const char* key, std::string_view treatments) {
        auto arm = usual_arm;
        const auto own = settings_in(s, key, s.texts(key));
        for (const auto& setting : own)
            if (std::ranges::find(arm.parameters, setting.name, &scenario::Setting::name) != arm.parameters.end())
                s.wrong(key, fmt::format("{} is set in parameters already; set it in one of them", setting.name));
        arm.parameters.insert(arm.parameters.end(), own.begin(), own.end());
        arm.treatments = s.texts(treatments);
        return arm;
    };
    auto treated = with("treated_parameters", "treated"), other = usual_arm, part = usual_arm, other_part = usual_arm;
    other.people = s.text("control_people", usual_arm.people);
    if (s.has("control_population"))
        other.population = s.texts("control_population");
    if (!(usual_arm.population.empty() && other.population.empty()) &&
        (usual_arm.people.empty() || other.people.empty()))
        s.wrong("population", "age and women are a population's: say whose, people = \"...\"");
    if (!usual_arm.traits.empty() && !(usual_arm.people.empty() && other.people.empty()))
        s.wrong("traits", "traits are one person's: people of a condition have their own");
    if (s.has("control_history"))
        other.history = s.texts("control_history");
    const int arms = statistic ? statistic->arms : 1;
    if (arms >= 2) {
        other.life = s.text("control_life", usual_arm.life);
        other.treatments = s.texts("control");
    }
    if (arms == 4) {
        part.treatments = s.texts("part");
        other_part = with("other_part_parameters", "other_part");
    }
    if (!s.has("adherence"))
        attend({&treated, &other, &part, &other_part}, attendance);
    e.treated = treated.text();
    if (arms >= 2)
        e.control = other.text();
    if (arms == 4) {
        e.part = part.text();
        e.other_part = other_part.text();
    }
    e.paired = other.people == usual_arm.people && other.population == usual_arm.population;
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
