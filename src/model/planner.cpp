// From the words of a scenario to its calendar: what names mean, and what is wrong with them.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/day.hpp"
#include "model/planner_notes.hpp"

namespace rewire::model {
namespace {

// Puts what the scenario names onto the calendar, and notes what the catalogue does not know.
class Planner : PlannerNotes {
public:
    Planner(const scenario::Scenario& scenario, const life::LifeModel& model, Medicine medicine)
        : PlannerNotes(scenario), model_(model), medicine_(std::move(medicine)) {
        c_.treatments = std::move(medicine_.treatments); // what the planner itself looks up are other lists
        c_.events = std::move(medicine_.events);
        c_.drugs = std::move(medicine_.drugs);
        c_.facts.enzymes = scenario.enzymes;
        c_.acts_on = read_by(*model.wiring->body);
        c_.minds_pills = model.wiring->body->is_read("pill");
        c_.traits = std::move(medicine_.traits);
        c_.slopes = std::move(medicine_.slopes);
        c_.brains = std::move(medicine_.brains);
        warnings_ = medicine_.notes;
        c_.adherence = scenario.adherence;
        c_.engagement = scenario.engagement;
        c_.noise = model.noise;
        if (scenario.spread >= 0)
            c_.spread = {scenario.spread, true};
        for (const auto* e : model.body)
            for (const auto& u : e->inputs)
                alone(u.name, u.value);
        for (const auto& n : model.noise)
            alone(n.signal, n.alone);
    }
    Calendar plan() {
        people();
        live();
        visit();
        plan_courses(scenario_, model_.circuits, c_, *this);
        set();
        for (auto& w : idle_words(c_, model_, scenario_.said))
            warn(std::move(w));
        std::ranges::stable_sort(problems_, [](const Problem& a, const Problem& b) {
            return std::pair(a.line, a.column) < std::pair(b.line, b.column);
        });
        if (!problems_.empty())
            throw InputError(std::move(problems_));
        c_.warnings = std::move(warnings_);
        return std::move(c_);
    }

private:
    void alone(std::string_view signal, double value) {
        if (std::ranges::none_of(c_.alone, [&](const auto& a) { return a.first == signal; }))
            c_.alone.emplace_back(signal, value);
    }
    double alone(const std::string& signal) const {
        for (const auto& [name, value] : c_.alone)
            if (name == signal)
                return value;
        return 0;
    }
    void people() {
        if (const auto& from = scenario_.population; !from.value.empty())
            condition_ = find(medicine_.conditions, from.value, "condition", from.line, from.column);
        if (condition_) {
            c_.population = condition_->name;
            for (const auto& t : condition_->traits)
                if (const auto at = std::ranges::find(c_.traits, t.name, &TraitTarget::name); at != c_.traits.end()) {
                    at->mean = t.mean;
                    at->spread = t.spread;
                } else
                    wrong(scenario_.population.line, scenario_.population.column,
                          fmt::format("the condition {} has a trait \"{}\", which is not there", condition_->name,
                                      t.name));
            for (const auto& r : condition_->inclusion)
                if (const auto* i = find(medicine_.instruments, r.instrument, "instrument", scenario_.population.line,
                                         scenario_.population.column)) {
                    doubt(unreadable(*i, model_), scenario_.population.line, scenario_.population.column);
                    c_.inclusion.push_back({*i, r.low, r.high});
                }
        }
        for (const auto& t : scenario_.traits) {
            if (!find(c_.traits, t.name, "trait", t.line, t.column))
                continue;
            std::ranges::find(c_.traits, t.name, &TraitTarget::name)->given = t.sd;
            doubt(doubts_of(t), t.line, t.column);
        }
        // The scenario's word comes first, then the condition's, then what is usual of a person.
        auto& [ages, women] = c_.demography;
        ages.mean = scenario_.age;
        ages = scenario_.ages.value_or(condition_ ? condition_->ages.value_or(ages) : ages);
        women = scenario_.sex == "female" ? 1 : scenario_.sex == "male" ? 0 : women;
        women = scenario_.women.value_or(condition_ ? condition_->women.value_or(women) : women);
    }

    Era era(const NamedLife& life, int start, int end, const scenario::Phrase* p) {
        Era e{life.name, start, end, life.signals, life.events, life.met, false, life.passes};
        const auto signal = [&](const std::string& name) -> double& {
            for (auto& [known, value] : e.signals)
                if (known == name)
                    return value;
            return e.signals.emplace_back(name, alone(name)).second;
        };
        if (!p)
            return e;
        for (const auto& said : p->further) {
            const auto* c = find(medicine_.circumstances, said.name, "circumstance", p->line,
                                 p->line > 0 ? p->column + 1 + static_cast<int>(said.at) : 0);
            if (!c)
                continue;
            e.shared = e.shared || said.shared;
            if (!c->unit.empty()) {
                const auto u = *find_unit(c->unit);
                const auto q = parse_quantity(said.amount, u);
                if (said.amount.empty())
                    wrong(*p, said,
                          fmt::format("{} is said with an amount, for example \"{} -1 {}\", not \"{}\"", c->name,
                                      c->name, c->unit, said.level));
                else if (!q.problem.empty())
                    wrong(*p, said, fmt::format("{}: {}", c->name, q.problem));
                else
                    doubt(doubts_of(*c, q.si / u.si), p->line,
                          p->line > 0 ? p->column + 1 + static_cast<int>(said.at) : 0);
                for (const auto& [name, value] : c->per_unit)
                    signal(name) += value * q.si / u.si;
                continue;
            }
            const auto level = std::ranges::find(c->levels, said.level, &Circumstance::Level::name);
            if (level == c->levels.end()) {
                const auto known = names_in(c->levels);
                wrong(*p, said,
                      mended(said.level, known,
                             fmt::format("{} is {}, not \"{}\"", c->name, fmt::join(known, " or "),
                                         said.level.empty() ? said.amount : said.level)));
                continue;
            }
            if (level->added.empty() && level->times.empty())
                warn(fmt::format("\"{} {}\" changes nothing: it is so in every life.", c->name, level->name));
            for (const auto& [name, value] : level->added)
                signal(name) += value;
            for (const auto& [name, value] : level->times)
                signal(name) *= value;
        }
        if (e.shared && std::ranges::all_of(e.signals, [&](const auto& s) { return s.second == alone(s.first); }))
            warn(fmt::format("\"shared\" changes nothing in {}: nothing in it differs from an ordinary life.", e.life));
        return e;
    }

    void live() {
        const auto& history = scenario_.history.empty() && condition_ ? condition_->history : scenario_.history;
        double before = 0;
        for (const auto& h : history)
            before += h.main.duration.value_or(0);
        if (!(before <= longest_life)) {
            wrong(history.front().line, history.front().column, "a history of at most 100 years is expected");
            return;
        }
        int at = c_.first = -days_of(before);
        for (const auto& h : history) {
            const int end = at + days_of(h.main.duration.value_or(0));
            if (end == at && h.main.duration)
                warn(fmt::format(
                    "The life {} never happens: it is shorter than half a day, and lives are lived in whole days.",
                    h.main.name));
            if (const auto* life = find(medicine_.lives, h.main.name, "life", h.line, h.line > 0 ? h.column + 1 : 0))
                c_.eras.push_back(era(*life, at, end, &h));
            at = end;
        }
        plan_visits();
        if (condition_ && !c_.visits.empty() && c_.visits.front() < c_.first)
            wrong(scenario_.weeks_at.line, scenario_.weeks_at.column,
                  fmt::format("week {} is before the history of {} begins, in week {:.4g}", scenario_.weeks.front(),
                              c_.population, c_.first / 7.0));
        c_.last = c_.visits.empty() ? 0 : std::max(c_.visits.back(), 0);
        if (scenario_.end && std::abs(*scenario_.end) * week_length <= longest_life)
            c_.last = std::max(c_.last, static_cast<int>(std::lround(*scenario_.end * 7)));
        auto named = scenario_.life;
        if (named.value.empty())
            named.value = condition_ ? condition_->life : "ordinary";
        if (const auto* life = find(medicine_.lives, named.value, "life", named.line, named.column))
            c_.eras.push_back(era(*life, 0, c_.last + 1, nullptr));
    }

    void plan_visits() {
        const auto& at = scenario_.weeks_at;
        for (const double w : scenario_.weeks) {
            if (!(std::abs(w) * week_length <= longest_life)) {
                wrong(at.line, at.column,
                      fmt::format("week {} is no week of a life; at most 100 years are expected", w));
                return;
            }
            const int day = static_cast<int>(std::lround(w * 7));
            if (!c_.visits.empty() && c_.visits.back() == day)
                wrong(at.line, at.column,
                      fmt::format("two visits fall on one day, {} weeks from the start; at most one a day is expected",
                                  format_number(day / 7.0)));
            c_.visits.push_back(day);
        }
        if (std::ranges::find(c_.visits, 0) == c_.visits.end())
            warn("No visit is in week 0: response, remission, relapse and changes since then are missing.");
    }

    void visit() {
        Names batteries;
        for (const auto& [name, all] : medicine_.batteries)
            batteries.push_back(name);
        for (const auto& asked : scenario_.instruments) {
            std::vector<std::string> measures{asked.value};
            for (const auto& [name, all] : medicine_.batteries)
                if (name == asked.value)
                    measures = all;
            for (const auto& name : measures) {
                if (std::ranges::find(c_.instruments, name, &Instrument::name) != c_.instruments.end()) {
                    warn(fmt::format("{} is asked for twice{}; it is read once.", name,
                                     name == asked.value ? "" : ", the second time by " + asked.value));
                    continue;
                }
                if (const auto* i =
                        find(medicine_.instruments, name, "instrument", asked.line, asked.column, batteries)) {
                    doubt(unreadable(*i, model_), asked.line, asked.column);
                    c_.instruments.push_back(*i);
                }
            }
        }
    }

    void set() {
        for (const auto& w : scenario_.without) {
            const auto replaced = std::ranges::find_if(model_.alternatives, [&](const mechanism::Entry* e) {
                return e->in_place_of == w.value && model_.find(e->name);
            });
            if (replaced != model_.alternatives.end())
                wrong(w.line, w.column,
                      fmt::format("take \"{}\" out of none: {} has its place already", w.value, (*replaced)->name));
            else if (!model_.left_out(w.value)) {
                Names known;
                for (const auto* e : model_.mechanisms())
                    known.push_back(e->name);
                wrong(w.line, w.column,
                      known_instead(w.value, known,
                                    fmt::format("\"{}\" is none of the mechanisms that can be left out", w.value)));
            }
        }
        for (const auto& i : scenario_.instead) {
            Names known;
            for (const auto* e : model_.alternatives)
                known.push_back(e->name);
            if (std::ranges::find(known, i.value) == known.end())
                wrong(i.line, i.column,
                      known_instead(i.value, known,
                                    fmt::format("\"{}\" is no alternative to another mechanism", i.value)));
        }
        for (const auto& s : scenario_.settings) {
            auto read = read_setting(model_, s);
            doubt(std::move(read.doubts), s.line, s.column);
            if (read.parameter)
                c_.settings.push_back(
                    {std::string(read.parameter.mechanism->name), std::string(read.parameter.row->name), read.si});
        }
    }

    const life::LifeModel& model_;
    Medicine medicine_;
    const Condition* condition_ = nullptr;
    Calendar c_;
};

} // namespace

Calendar make_calendar(const scenario::Scenario& scenario, const life::LifeModel& model, const MedicineFiles& files) {
    Medicine medicine;
    try {
        medicine = read_medicine(model, files);
    } catch (const InputError& e) { // a catalogue that cannot be read hides nothing of what is wrong with the text
        auto all = e.problems();
        all.insert(all.end(), scenario.problems.begin(), scenario.problems.end());
        throw InputError(std::move(all));
    }
    return Planner(scenario, model, std::move(medicine)).plan();
}

} // namespace rewire::model
