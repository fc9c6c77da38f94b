#include "simulate/experiment.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"

namespace rewire {
namespace {

int day_of(double week) { return static_cast<int>(std::lround(week * 7)); }
std::size_t place_of(const Calendar& c, const std::string& instrument) {
    const auto at = std::ranges::find(c.instruments, instrument, &Instrument::name);
    expects(at != c.instruments.end(), "an arm reads what is asked of it");
    return static_cast<std::size_t>(at - c.instruments.begin());
}

// One person's course as a statistic sees it.
Reading reading_of(const Calendar& c, const Person& p, const Experiment& e, std::uint64_t seed) {
    const auto row = [&](double week) {
        return static_cast<std::size_t>(std::clamp(day_of(week), c.first, c.last) - c.first);
    };
    const Luck luck(seed, p.index);
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
    r.responded = r.rated_from <= 0.5 * r.rated_start;
    const double lost = 0.5 * (r.start + r.from), reached = r.from + 0.95 * (r.at - r.from);
    int high = 0, ill = 0;
    r.days_to_95 = std::nan("");
    for (std::size_t t = row(e.from); t <= row(e.week); ++t) {
        const double now = p.days(t, k);
        if ((high = now > lost ? high + 1 : 0) >= 14)
            r.relapsed = true;
        if ((ill = now > e.threshold ? ill + 1 : 0) >= 14)
            r.ill = true;
        if (std::isnan(r.days_to_95) && std::abs(now - r.from) >= std::abs(reached - r.from))
            r.days_to_95 = static_cast<double>(t - row(e.from));
    }
    if (e.statistic == "first_week")
        for (int w = 0; w <= static_cast<int>(e.week); ++w)
            r.weekly.push_back(p.days(row(w), k));
    return r;
}

} // namespace

Experiment read_experiment(Section& s, const Experiment& usual) {
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
    // Scenarios are put together from short parts, so that an experiment reads as one sentence of a protocol.
    const auto quoted = [](const std::vector<std::string>& list) {
        std::string all;
        for (const auto& t : list)
            all += fmt::format("{}\"{}\"", all.empty() ? "" : ", ", t);
        return all;
    };
    const auto people = s.text("people", ""), others = s.text("control_people", people), traits = s.text("traits", "");
    const auto history = s.texts("history"),
               other_history = s.has("control_history") ? s.texts("control_history") : history;
    const std::string life = s.text("life", ""), adherence = s.text("adherence", "");
    const auto parameters = s.texts("parameters"), only_treated = s.texts("treated_parameters"),
               only_other = s.texts("other_part_parameters");
    const double within = s.number("parameters_within", -1); // every parameter evenly within +- so much of its value
    const auto scenario = [&](const std::string& from, const std::vector<std::string>& past,
                              const std::vector<std::string>& treatments, const std::string& own_life,
                              const std::vector<std::string>& own_parameters) {
        std::string t;
        if (!from.empty())
            t += fmt::format("[population]\nn = 1\nfrom = \"{}\"\n", from);
        if (!traits.empty())
            t += fmt::format("[person]\ntraits = {{ {} }}\n", traits);
        if (!past.empty())
            t += fmt::format("[history]\nlife = [{}]\n", quoted(past));
        t += "[plan]\n";
        if (!own_life.empty())
            t += fmt::format("life = \"{}\"\n", own_life);
        if (!adherence.empty())
            t += fmt::format("adherence = {}\n", adherence);
        t += fmt::format("treatments = [{}]\n", quoted(treatments));
        if (within >= 0)
            t += fmt::format("[model]\nspread = {}\n", within);
        auto set = parameters;
        set.insert(set.end(), own_parameters.begin(), own_parameters.end());
        if (!set.empty())
            t += "[parameters]\n";
        for (const auto& p : set)
            t += p + "\n";
        return t;
    };
    e.treated = scenario(people, history, s.texts("treated"), life, only_treated);
    const int arms = statistic ? statistic->arms : 1;
    if (arms >= 2)
        e.control = scenario(others, other_history, s.texts("control"), s.text("control_life", life), {});
    if (arms == 4) {
        e.part = scenario(people, history, s.texts("part"), life, {});
        e.other_part = scenario(people, history, s.texts("other_part"), life, only_other);
    }
    e.paired = others == people;
    return e;
}

std::string with_settings(const std::string& scenario, const std::string& settings) {
    if (settings.empty())
        return scenario;
    constexpr std::string_view head = "[parameters]\n";
    const auto at = scenario.find(head);
    if (at == std::string::npos)
        return scenario + std::string(head) + settings;
    std::string kept;
    for (std::size_t k = 0; k < settings.size();) {
        const auto end = settings.find('\n', k) + 1;
        const auto line = settings.substr(k, end - k), name = line.substr(1, line.find('"', 1) - 1);
        const bool own = scenario.find("\"" + name + "\"", at) != std::string::npos ||
                         scenario.find(name + " =", at) != std::string::npos;
        if (!own)
            kept += line;
        k = end;
    }
    return scenario.substr(0, at + head.size()) + kept + scenario.substr(at + head.size());
}

std::vector<Claim> read_claims(std::string_view text, const std::string& file) {
    Document document(text, file);
    auto root = document.root();
    std::vector<Claim> out;
    for (auto& s : root.sections("claim")) {
        Claim c;
        c.name = s.text("name");
        c.says = s.text("says", "");
        c.source = s.text("source");
        c.experiment = read_experiment(s, {});
        if (const auto* statistic = find_statistic(c.experiment.statistic))
            c.unit = statistic->unit == "1" ? "" : statistic->unit;
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

Experiments::Experiments(const LifeModel& model, std::function<Calendar(const std::string&)> calendar_of,
                         Options options)
    : model_(model), calendar_of_(std::move(calendar_of)), options_(std::move(options)) {}

void Experiments::plan(const Experiment& e) {
    for (const auto* scenario : {&e.treated, &e.control, &e.part, &e.other_part}) {
        if (scenario->empty())
            continue;
        auto& a = arms_[*scenario];
        const bool all_there = a.measures.contains(e.measure) && (e.other.empty() || a.measures.contains(e.other)) &&
                               a.weeks.contains(e.week) && a.weeks.contains(e.from) && a.weeks.contains(0);
        if (all_there)
            continue;
        a.lived = false; // what was not foreseen is lived again
        a.measures.insert(e.measure);
        if (!e.other.empty())
            a.measures.insert(e.other);
        for (const double w : {0.0, e.week, e.from})
            a.weeks.insert(w);
    }
}

Calendar Experiments::calendar_of(const std::string& scenario, const Arm& a) const {
    std::string names;
    for (const auto& m : a.measures)
        names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ", m);
    auto weeks = a.weeks;
    if (*weeks.rbegin() < 1)
        weeks.insert(1);
    return calendar_of_(
        fmt::format("{}[visits]\nweeks = [{}]\ninstruments = [{}]\n", scenario, fmt::join(weeks, ", "), names));
}

double Experiments::person_days() {
    double days = 0;
    for (const auto& [scenario, a] : arms_)
        if (!a.lived)
            try {
                const auto c = calendar_of(scenario, a);
                days += static_cast<double>(options_.people) * (c.last - c.first + 1);
            } catch (const InputError&) { // told when the arm is asked
            }
    return days;
}

const Experiments::Arm& Experiments::arm(const std::string& scenario) {
    auto& a = arms_.at(scenario);
    if (a.lived)
        return a;
    a.calendar = calendar_of(scenario, a);
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
        throw InputError("", "stopped");
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
        arms.noise = std::hypot(in.between, in.site, in.noise);
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
            const Luck luck(options_.seed, static_cast<std::uint32_t>(r));
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
    } catch (const InputError& error) {
        out.failure = error.what();
    }
    return out;
}

} // namespace rewire
