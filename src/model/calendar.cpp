#include "model/calendar.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace rewire {
namespace {

constexpr double day_length = 86400, hour = 3600;
constexpr double adherence_sd = 1; // of the log odds, assumed
constexpr double ramp_from = 0.3;  // share of what a ramp begins with, assumed

int days_of(double seconds) { return static_cast<int>(std::lround(seconds / day_length)); }

class Reader {
public:
    Reader(const Scenario& scenario, const LifeModel& model) : scenario_(scenario), model_(model) {
        for (const auto* e : model.body) {
            for (const auto& y : e->outputs) signals_.emplace_back(y.name);
            for (const auto& u : e->inputs) signals_.emplace_back(u.name);
        }
        for (const auto& a : model.activities)
            if (!a.outcome_signal.empty()) signals_.push_back(a.outcome_signal);
        for (const char* read : {"amygdala_reactivity", "vmPFC_response", "reward_response", "control_response", "default_mode"}) signals_.emplace_back(read);
    }
    template <class F> // f(section) for each file
    void each(const std::vector<CatalogFile>& files, F f) {
        for (const auto& file : files) {
            Document d(file.text, file.name);
            auto s = d.root();
            f(s);
            s.finish();
            try {
                d.raise();
            } catch (const InputError& e) {
                problems_.insert(problems_.end(), e.problems().begin(), e.problems().end());
            }
        }
    }
    Amounts amounts(Section& s, std::string_view key) {
        Amounts out;
        auto t = s.section(key);
        for (const auto& name : t.keys()) {
            known_signal(t, name, name);
            out.emplace_back(name, t.number(name));
        }
        return out;
    }
    void known_signal(Section& s, std::string_view key, const std::string& name) {
        const std::vector<std::string_view> known(signals_.begin(), signals_.end());
        if (std::find(known.begin(), known.end(), name) == known.end())
            s.wrong(key, fmt::format("no mechanism knows a signal \"{}\"{}", name, did_you_mean(name, known)));
    }
    std::size_t activity(Section& s, const std::string& name) {
        std::vector<std::string_view> known;
        for (std::size_t k = 0; k < model_.activities.size(); ++k) {
            if (model_.activities[k].name == name) return k;
            known.push_back(model_.activities[k].name);
        }
        s.wrong(name, fmt::format("there is no activity \"{}\"{}", name, did_you_mean(name, known)));
        return 0;
    }
    // The place of a name in a list of things with names, or a problem at the phrase.
    template <class T>
    std::optional<std::size_t> find(const std::vector<T>& list, const std::string& name, const char* what, int line, int column) {
        std::vector<std::string_view> known;
        for (std::size_t k = 0; k < list.size(); ++k) {
            if (list[k].name == name) return k;
            known.push_back(list[k].name);
        }
        wrong(line, column, fmt::format("there is no {} \"{}\"{}; known: {}", what, name, did_you_mean(name, known), fmt::join(known, ", ")));
        return {};
    }
    void wrong(int line, int column, std::string what) { problems_.push_back({scenario_.file, line, column, std::move(what), {}}); }
    double amount(const std::string& text, bool drug, int line, int column) {
        const auto wanted = drug ? unit("mg") : unit("min");
        const auto q = parse_quantity(text, wanted);
        if (!q.problem.empty())
            wrong(line, column, q.problem);
        else if (!(q.si > 0))
            wrong(line, column, fmt::format("\"{}\" is not above nothing", text));
        return q.si;
    }
    void raise() {
        if (!problems_.empty()) throw InputError(problems_);
    }

private:
    const Scenario& scenario_;
    const LifeModel& model_;
    std::vector<std::string> signals_;
    std::vector<Problem> problems_;
};

struct NamedLife {
    std::string name;
    Amounts signals;
    double events = 0;
};

// Whether a session falls on day t of a course.
bool session_on(int t, double per_week) { return t >= 0 && (t == 0 || std::floor(t * per_week / 7 + 1e-9) > std::floor((t - 1) * per_week / 7 + 1e-9)); }

void add(DayPlan& plan, const Amounts& amounts, double times) {
    for (const auto& [name, value] : amounts) {
        const auto at = std::find_if(plan.signals.begin(), plan.signals.end(), [&](const auto& s) { return s.first == name; });
        if (at == plan.signals.end())
            plan.signals.emplace_back(name, value * times);
        else
            at->second += value * times;
    }
}

} // namespace

double Instrument::rated(double value, int day, const Luck& luck) const {
    if (noise == 0) return value;
    return std::clamp(value + noise * luck.normal("rater " + name, static_cast<std::uint64_t>(day + 100000)), low, high);
}
double Instrument::read(Life& life) const { return std::clamp(offset + scale * life.value(signal), low, high); }

Calendar make_calendar(const Scenario& scenario, const LifeModel& model, const CalendarData& data) {
    Reader reader(scenario, model);
    Calendar c;
    c.adherence = scenario.adherence, c.noise = model.noise;
    for (const auto* e : model.body)
        for (const auto& u : e->inputs)
            if (std::ranges::none_of(c.alone, [&](const auto& a) { return a.first == u.name; })) c.alone.emplace_back(u.name, u.value);
    for (const auto& n : model.noise)
        if (std::ranges::none_of(c.alone, [&](const auto& a) { return a.first == n.signal; })) c.alone.emplace_back(n.signal, n.alone);
    std::vector<NamedLife> lives;
    std::vector<Instrument> instruments;
    reader.each(data.lives, [&](Section& s) {
        lives.push_back({s.text("name"), reader.amounts(s, "signals"), s.number("events", 0)});
        s.text("says"), s.text("source");
    });
    reader.each(data.treatments, [&](Section& s) {
        Treatment t;
        t.name = s.text("name"), t.says = s.text("says"), t.source = s.text("source");
        t.contested = s.flag("contested", false), t.drug = s.flag("drug", false);
        t.amount = s.text("amount"), t.per_week = s.number("per_week"), t.ramp = s.quantity("ramp", "d", 0);
        auto acts = s.section("activities");
        for (const auto& name : acts.keys()) t.activities.emplace_back(reader.activity(acts, name), acts.number(name));
        t.signals = reader.amounts(s, "signals"), t.hours = reader.amounts(s, "hours"), t.weekly_hours = reader.amounts(s, "weekly_hours");
        t.dose = reader.amounts(s, "dose");
        c.treatments.push_back(std::move(t));
    });
    reader.each(data.instruments, [&](Section& s) {
        Instrument i;
        i.name = s.text("name"), i.says = s.text("says"), i.unit = s.text("unit"), i.source = s.text("source"), i.signal = s.text("signal");
        reader.known_signal(s, "signal", i.signal);
        i.noise = s.number("noise", 0);
        i.offset = s.number("offset", 0), i.scale = s.number("scale", 1), i.low = s.number("low"), i.high = s.number("high");
        instruments.push_back(std::move(i));
    });
    reader.each(data.events, [&](Section& s) {
        LifeEvent e;
        e.name = s.text("name"), e.per_year = s.number("per_year"), e.severity_sd = s.number("severity_sd", 0);
        e.shortest = s.quantity("shortest", "d") / day_length, e.longest = s.quantity("longest", "d") / day_length;
        if (!(e.longest >= e.shortest)) s.wrong("longest", "must be no shorter than \"shortest\"");
        e.times = reader.amounts(s, "times"), e.added = reader.amounts(s, "added");
        s.text("says"), s.text("source");
        c.events.push_back(std::move(e));
    });
    reader.each(data.traits, [&](Section& s) {
        TraitTarget t;
        t.name = s.text("name"), t.sd = s.number("sd"), t.log = s.flag("log", false);
        s.text("says"), s.text("source");
        for (const auto& p : s.texts("parameters")) {
            const auto dot = p.find('.');
            t.parameters.emplace_back(p.substr(0, dot), dot == std::string::npos ? "" : p.substr(dot + 1));
            const auto* e = t.parameters.back().first == model.use_dependence->name ? model.use_dependence : nullptr;
            for (const auto* b : model.body)
                if (b->name == t.parameters.back().first) e = b;
            if (!e || find_row(e->params, t.parameters.back().second) == static_cast<std::size_t>(-1))
                s.wrong("parameters", fmt::format("there is no parameter \"{}\"", p));
        }
        c.traits.push_back(std::move(t));
    });
    reader.raise();

    for (const auto& t : scenario.traits)
        if (const auto k = reader.find(c.traits, t.name, "trait", 0, 0)) c.traits[*k].given = t.sd;
    double before = 0;
    for (const auto& h : scenario.history) before += h.main.duration.value_or(0);
    int at = c.first = -days_of(before);
    for (const auto& h : scenario.history) {
        const int end = at + days_of(h.main.duration.value_or(0));
        if (const auto k = reader.find(lives, h.main.name, "life", h.line, h.column)) c.eras.push_back({at, end, lives[*k].signals, lives[*k].events});
        at = end;
    }
    for (const double w : scenario.weeks) c.visits.push_back(static_cast<int>(std::lround(w * 7)));
    c.last = c.visits.empty() ? 0 : std::max(c.visits.back(), 0);
    if (const auto k = reader.find(lives, scenario.life, "life", 0, 0)) c.eras.push_back({0, c.last + 1, lives[*k].signals, lives[*k].events});
    for (const auto& p : scenario.treatments) {
        const auto k = reader.find(c.treatments, p.main.name, "treatment", p.line, p.column);
        if (!k) continue;
        const auto& t = c.treatments[*k];
        Course course;
        course.treatment = *k;
        course.start = days_of(p.main.start.value_or(0)), course.end = course.start + days_of(p.main.duration.value_or(0));
        course.usual = reader.amount(t.amount, t.drug, p.line, p.column);
        course.amount = p.main.amount.empty() ? course.usual : reader.amount(p.main.amount, t.drug, p.line, p.column);
        course.per_week = p.main.per_week.value_or(t.per_week);
        for (const auto& f : p.further) {
            if (f.name == "homework" && !t.drug)
                course.homework = reader.amount(f.amount.empty() ? "0 min" : f.amount, false, p.line, p.column) * f.per_week.value_or(7) / 7;
            else if (f.name == "taper" && t.drug && f.duration)
                course.taper = days_of(*f.duration);
            else
                reader.wrong(p.line, p.column,
                             fmt::format("\"{}\" says nothing of {}; expected {}", f.name, t.name, t.drug ? "\"taper 4 weeks\"" : "\"homework 20 min daily\""));
        }
        for (const auto& other : c.courses)
            if (t.drug && other.treatment == *k && course.start < other.end + other.taper && other.start < course.end + course.taper)
                reader.wrong(p.line, p.column, fmt::format("two courses of {} overlap", t.name));
        c.courses.push_back(course);
    }
    for (const auto& name : scenario.instruments)
        if (const auto k = reader.find(instruments, name, "instrument", 0, 0)) c.instruments.push_back(instruments[*k]);
    reader.raise();
    return c;
}

DayPlan Calendar::day(int day, const Luck& luck) const {
    DayPlan plan;
    double eventful = 0;
    for (std::size_t k = 0; k < eras.size(); ++k) {
        const auto& e = eras[k];
        if (day < e.start || day >= e.end) continue;
        plan.signals = e.signals, eventful = e.events;
        const double severity = adversity(luck, k);
        for (auto& [name, value] : plan.signals)
            for (const auto& [other, usual] : alone)
                if (name == other) value = usual + severity * (value - usual);
    }
    // Some keep to a plan better than others: the odds are log-normal around those of the plan.
    const double odds = adherence / (1 - adherence) * std::exp(adherence_sd * luck.normal("adherence")), kept = adherence >= 1 ? 1 : odds / (1 + odds);
    befall(plan, day, eventful, noise, events, luck);
    for (std::size_t k = 0; k < courses.size(); ++k) {
        const auto& course = courses[k];
        const auto& t = treatments[course.treatment];
        const int since = day - course.start;
        if (since < 0 || day >= course.end + course.taper) continue;
        if (luck.uniform("adherence " + t.name, static_cast<std::uint64_t>(since)) > kept) continue; // missed
        if (t.drug) {
            const double left = day < course.end ? 1 : 1 - static_cast<double>(day - course.end + 1) / (course.taper + 1);
            add(plan, t.dose, left * course.amount / course.usual);
            continue;
        }
        const bool session = session_on(since, course.per_week);
        const double grown = t.ramp > 0 ? std::min(1.0, ramp_from + (1 - ramp_from) * since * day_length / t.ramp) : 1;
        const double seconds = (session ? course.amount : 0) + course.homework;
        for (const auto& [activity, share] : t.activities)
            if (seconds > 0) plan.activities.emplace_back(activity, seconds * share * grown);
        if (session) add(plan, t.signals, course.amount / course.usual);
        add(plan, t.hours, seconds / hour);
        add(plan, t.weekly_hours, course.per_week * course.amount / hour);
    }
    return plan;
}

} // namespace rewire
