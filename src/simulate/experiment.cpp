#include "simulate/experiment.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "simulate/outcomes.hpp"

namespace rewire::simulate {
namespace {

constexpr int days_of_illness = 14; // on end above a threshold

int day_of(double week) { return static_cast<int>(std::lround(week * 7)); }
struct Stopped {}; // somebody asked for it
std::size_t place_of(const model::Calendar& c, const std::string& instrument) {
    const auto at = std::ranges::find(c.instruments, instrument, &model::Instrument::name);
    expects(at != c.instruments.end(), "an arm reads what is asked of it");
    return static_cast<std::size_t>(at - c.instruments.begin());
}

// One person's course as a statistic sees it.
Reading reading_of(const model::Calendar& c, const Person& p, const Experiment& e, std::uint64_t seed) {
    const auto row = [&](double week) {
        return static_cast<std::size_t>(std::clamp(day_of(week), c.first, c.last) - c.first);
    };
    const model::Luck luck(seed, p.index);
    const auto noted = [&](std::size_t k, double week) {
        return c.instruments[k].rated(p.days(row(week), k), day_of(week), luck);
    };
    const std::size_t k = place_of(c, e.measure);
    Reading r;
    r.person = p.index;
    r.at = p.days(row(e.week), k);
    r.from = p.days(row(e.from), k);
    r.start = p.days(row(0), k);
    r.rated = noted(k, e.week);
    r.rated_from = noted(k, e.from);
    r.rated_start = noted(k, 0);
    if (!e.other.empty()) {
        r.other = noted(place_of(c, e.other), e.week);
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

// A text of TOML, whatever it holds.
std::string toml_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text)
        if (c == '"' || c == '\\')
            out += {'\\', c};
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            out += fmt::format("\\u{:04x}", c);
        else
            out += c;
    return out + '"';
}
std::string toml_list(const auto& list) {
    std::string all;
    for (const auto& t : list)
        all += (all.empty() ? "" : ", ") + toml_text(t);
    return '[' + all + ']';
}

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

// What an arm of an experiment is, before anybody reads it as a scenario.
struct ArmPlan {
    std::string people, life;
    std::vector<std::string> history, treatments;
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
            t += fmt::format("[population]\nn = 1\nfrom = {}\n", toml_text(people));
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

// Texts of the form `name = value` of a key, as settings; a name that stands twice is told.
std::vector<scenario::Setting> settings_in(scenario::Section& s, std::string_view key,
                                           const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines)
        text += line + '\n';
    std::vector<scenario::Setting> out;
    try {
        scenario::Document document(text, "");
        auto root = document.root();
        for (const auto& name : root.keys())
            out.push_back({name, root.written(name), 0, 0});
        document.raise();
    } catch (const InputError& e) {
        s.wrong(key, fmt::format("is no list of settings: {}", e.problems().front().what));
    }
    return out;
}

} // namespace

Experiment read_experiment(scenario::Section& s, const Experiment& usual) {
    Experiment e;
    e.measure = s.text("measure", usual.measure.empty() ? std::optional<std::string>() : usual.measure);
    e.other = s.text("other", "");
    e.statistic = s.text("statistic", usual.statistic.empty() ? std::optional<std::string>() : usual.statistic);
    e.week = s.number("week", usual.week);
    e.from = s.number("from", 0);
    e.threshold = s.number("threshold", 0);
    const auto* statistic = find_statistic(e.statistic);
    if (!statistic)
        s.wrong("statistic", fmt::format("there is no statistic \"{}\"{}", e.statistic,
                                         did_you_mean(e.statistic, statistic_names())));
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
    e.treated = with("treated_parameters", "treated").text();
    auto other = usual_arm;
    other.people = s.text("control_people", usual_arm.people);
    if (!usual_arm.traits.empty() && !(usual_arm.people.empty() && other.people.empty()))
        s.wrong("traits", "traits are one person's: people of a condition have their own");
    if (s.has("control_history"))
        other.history = s.texts("control_history");
    const int arms = statistic ? statistic->arms : 1;
    if (arms >= 2) {
        other.life = s.text("control_life", usual_arm.life);
        other.treatments = s.texts("control");
        e.control = other.text();
    }
    if (arms == 4) {
        auto part = usual_arm;
        part.treatments = s.texts("part");
        e.part = part.text();
        e.other_part = with("other_part_parameters", "other_part").text();
    }
    e.paired = other.people == usual_arm.people;
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
        if (range.size() == 2 && range[0] <= range[1]) {
            c.low = range[0];
            c.high = range[1];
        } else
            s.wrong("range", "two numbers are expected, the lower one first");
        s.finish();
        out.push_back(std::move(c));
    }
    root.finish();
    document.raise();
    return out;
}

Experiments::Experiments(const integrate::LifeModel& model,
                         std::function<model::Calendar(const scenario::Scenario&)> calendar_of, Options options)
    : model_(model), calendar_of_(std::move(calendar_of)), options_(std::move(options)) {}

void Experiments::plan(const Experiment& e) {
    for (const auto* scenario : {&e.treated, &e.control, &e.part, &e.other_part}) {
        if (scenario->empty())
            continue;
        auto& a = arms_[*scenario];
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
    for (auto& [scenario, a] : arms_) {
        if (a.ready)
            continue;
        auto weeks = a.weeks;
        if (*weeks.rbegin() < 1)
            weeks.insert(1);
        try {
            a.calendar = calendar_of_(
                scenario::read_scenario(fmt::format("{}[visits]\nweeks = [{}]\ninstruments = {}\n", scenario,
                                                    fmt::join(weeks, ", "), toml_list(a.measures)),
                                        "experiment"));
            for (const auto& name : a.defined)
                if (!a.calendar.instruments[place_of(a.calendar, name)].outcome)
                    problems.push_back({"experiment", 0, 0,
                                        fmt::format("give {} an [outcome] in its file: response, remission and "
                                                    "relapse are asked of it",
                                                    name),
                                        ""});
            a.ready = true;
        } catch (const InputError& e) {
            problems.insert(problems.end(), e.problems().begin(), e.problems().end());
        }
    }
    if (!problems.empty())
        throw InputError(std::move(problems));
}

double Experiments::person_days() {
    make_ready();
    double days = 0;
    for (const auto& [scenario, a] : arms_)
        if (!a.lived)
            days += static_cast<double>(options_.people) * (a.calendar.last - a.calendar.first + 1);
    return days;
}

const Experiments::Arm& Experiments::arm(const std::string& scenario) {
    make_ready();
    auto& a = arms_.at(scenario);
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

std::vector<Reading> Experiments::readings(const std::string& scenario, const Experiment& e, std::string& failure) {
    std::vector<Reading> out;
    if (scenario.empty())
        return out;
    const auto& a = arm(scenario);
    for (const auto& p : a.people) {
        if (!p.failure.empty())
            failure = p.failure;
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
        const auto& calendar = arms_.at(e.treated).calendar;
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
