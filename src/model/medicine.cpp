#include "model/medicine.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "base/day.hpp"
#include "base/known.hpp"
#include "model/medicine_reader.hpp"

namespace rewire::model {
namespace {

Circumstance read_circumstance(MedicineReader& reader, scenario::Section& s) {
    Circumstance c;
    about(s, c);
    c.unit = s.text("unit", "");
    c.per_unit = reader.amounts(s, "per_unit");
    auto levels = s.section("levels");
    for (const auto& name : levels.keys()) {
        auto level = levels.section(name);
        if (auto fault = scenario::fault_of_name(name); !fault.empty())
            levels.wrong(name, std::move(fault));
        c.levels.push_back({name, reader.amounts(level, "added"), reader.amounts(level, "times")});
        level.finish();
    }
    for (auto [key, range] : {std::pair{"usual", &c.usual}, {"possible", &c.possible}}) {
        *range = s.numbers(key);
        if (s.has(key) && !(range->size() == 2 && (*range)[0] <= (*range)[1]))
            s.wrong(key, "two numbers are expected, the lower one first: [-3, 3]");
    }
    if (!s.told("unit") && !s.told("levels") && c.unit.empty() == c.levels.empty())
        s.wrong("name", "a circumstance has levels, or a unit with [per_unit]");
    if (!c.unit.empty() && !find_unit(c.unit))
        s.wrong("unit", fmt::format("\"{}\" is not a unit", c.unit));
    return c;
}

// "connects = [two circuits]", or [look] at, what, activity, circuit.
Instrument::Look read_look(const life::LifeModel& model, scenario::Section& s) {
    Instrument::Look look;
    const auto one_of = [](scenario::Section& t, const char* key, const std::string& name, const auto& known,
                           const char* kind) {
        const auto at = std::ranges::find(known, name);
        if (at == std::end(known))
            t.wrong(key, mended(name, {std::begin(known), std::end(known)},
                                fmt::format("there is no {} \"{}\"", kind, name)));
        return static_cast<std::size_t>(at - std::begin(known));
    };
    const auto circuit = [&](scenario::Section& t, const char* key, const std::string& name) {
        std::vector<std::string_view> known;
        for (const auto& c : model.circuits)
            known.push_back(c.name);
        if (const auto k = one_of(t, key, name, known, "circuit in this life called"); k < known.size())
            look.circuits.push_back(model.circuits[k].places);
    };
    if (s.has("connects")) {
        look.at = "connectivity";
        const auto names = s.texts("connects");
        for (const auto& name : names)
            circuit(s, "connects", name);
        if (names.size() != 2)
            s.wrong("connects", "two circuits are expected; twice the same is within it");
        return look;
    }
    auto t = s.section("look");
    constexpr std::string_view ways[]{"task", "scan", "response", "eeg"};
    look.at = t.text("at");
    if (one_of(t, "at", look.at, ways, "way to look called") == std::size(ways))
        return look;
    if (look.at == "task" || look.at == "response") {
        std::vector<std::string_view> known;
        for (const auto& a : model.activities)
            known.push_back(a.name);
        look.activity = one_of(t, "activity", t.text("activity"), known, "activity");
    }
    if (look.at == "scan" || look.at == "eeg")
        look.what = t.text("what");
    if (t.told("what")) { // whether a circuit belongs to it hangs on it
        t.keys();
        return look;
    }
    if (look.at == "scan")
        one_of(t, "what", look.what, scan_quantities, "quantity of a scan called");
    if (look.at == "eeg")
        one_of(t, "what", look.what, eeg_quantities, "quantity of an EEG called");
    const bool whole =
        look.at == "eeg" || look.what == "metastability" || look.what == "synchrony" || look.what == "dynamics";
    if (!whole)
        circuit(t, "circuit", t.text("circuit"));
    t.finish();
    return look;
}

Instrument::Outcome read_outcome(scenario::Section& instrument, const Instrument& i) {
    auto s = instrument.section("outcome");
    Instrument::Outcome o;
    const auto share = [&](const char* key) {
        const double v = s.number(key);
        if (!(v > 0 && v <= 1))
            s.wrong(key, "a share above 0 and up to 1 is expected, for example 0.5");
        return v;
    };
    o.response = share("response");
    o.relapse = share("relapse");
    if (s.has("remission"))
        o.remission = s.number("remission");
    if (o.remission && !(*o.remission >= i.low && *o.remission <= i.high))
        s.wrong("remission", "the cut-off lies between the lowest and the highest reading");
    const double days = s.number("relapse_days");
    if (days >= 1 && days <= 365 && days == std::floor(days))
        o.relapse_days = static_cast<int>(days);
    else
        s.wrong("relapse_days", "a whole number of days from 1 to 365 is expected, for example 14");
    o.source = s.text("source");
    if (!i.daily())
        instrument.wrong("outcome", "a relapse is told from day to day, and nobody is scanned every day");
    s.finish();
    return o;
}

// Ranges of a scale that have a name, by the score each begins with: [bands] source = "...", mild = 5, moderate = 10.
void read_bands(scenario::Section& s, Instrument& i) {
    auto t = s.section("bands");
    for (const auto& name : t.keys())
        if (name != "source")
            i.bands.push_back({name, t.number(name)});
    if (!i.bands.empty())
        i.bands_source = t.text("source");
    std::ranges::sort(i.bands, {}, &Instrument::Band::from);
    for (std::size_t k = 0; k < i.bands.size(); ++k)
        if (const auto& b = i.bands[k]; !(b.from > i.low && b.from <= i.high))
            t.wrong(b.name, fmt::format("a band begins above {} and at most at {}, the ends of the scale",
                                        format_number(i.low), format_number(i.high)));
        else if (k > 0 && b.from == i.bands[k - 1].from)
            t.wrong(b.name, fmt::format("\"{}\" begins at the same score", i.bands[k - 1].name));
    t.finish();
}

Instrument read_instrument(MedicineReader& reader, const life::LifeModel& model, scenario::Section& s) {
    Instrument i;
    about(s, i);
    i.unit = s.text("unit");
    i.unit_says = s.text("unit_says", i.unit == "1" ? "no unit" : i.unit);
    i.method = s.text("method", "other");
    i.procedure = s.text("procedure", "");
    i.licence = s.text("licence", "");
    i.between = s.number("between", 0);
    i.site = s.number("site", 0);
    i.noise = s.number("noise", 0);
    i.least_change = s.number("least_change", 0);
    i.awaits = s.text("awaits", "");
    for (const auto& [key, value] :
         {std::pair{"between", i.between}, {"site", i.site}, {"noise", i.noise}, {"least_change", i.least_change}})
        if (!(value >= 0))
            s.wrong(key, "a spread is 0 or more");
    if (s.has("connects") || s.has("look")) {
        i.look = read_look(model, s);
    } else if (s.has("product")) {
        i.product = true;
        i.signals = reader.amounts(s, "product", MedicineReader::Use::read);
    } else if (s.has("sum")) {
        i.signals = reader.amounts(s, "sum", MedicineReader::Use::read);
    } else if (s.has("level")) {
        i.level = s.text("level");
        i.product = true; // what an assay errs by goes with the level
        reader.known_molecule(s, "level", i.level);
    } else if (s.has("occupied")) {
        const auto name = s.text("occupied");
        i.occupied = reader.known_target(s, "occupied", name);
    } else if (i.awaits.empty() && !s.told("awaits")) {
        const auto name = s.text("signal");
        reader.known_signal(s, "signal", name);
        i.signals = {{name, s.number("scale", 1)}};
    }
    if (i.set_point = s.text("set_point", ""); !i.set_point.empty()) {
        if (i.between == 0 && !s.told("between"))
            s.wrong("set_point", "does nothing without between: say how far people differ, or leave it out");
        if (std::ranges::find(i.signals, i.set_point, &Amounts::value_type::first) == i.signals.end())
            s.wrong("set_point", fmt::format("name a signal that this instrument reads, not \"{}\"", i.set_point));
    }
    i.offset = s.number("offset", 0);
    i.low = s.number("low");
    i.high = s.number("high");
    if (s.told("low") || s.told("high")) { // nothing lies outside of what nobody knows
        i.low = -std::numeric_limits<double>::infinity();
        i.high = std::numeric_limits<double>::infinity();
    }
    if (i.product && i.level.empty())
        i.scale = s.number("scale", 1);
    if (!(i.low < i.high))
        s.wrong("high", "the highest reading is above the lowest");
    i.whole = s.flag("whole", false);
    if (i.whole && (i.low != std::floor(i.low) || i.high != std::floor(i.high)))
        s.wrong("whole", "a scale of whole points reaches from one whole number to another");
    if (s.has("outcome"))
        i.outcome = read_outcome(s, i);
    read_bands(s, i);
    return i;
}

Condition read_condition(const MedicineReader& reader, scenario::Section& s) {
    Condition c;
    about(s, c);
    c.file = reader.file();
    c.like = s.located_text("like", "");
    c.life = s.text("life", "");
    if (s.has("people")) {
        auto people = s.section("people");
        c.ages = scenario::read_ages(people);
        if (c.women = people.find_number("women"); people.has("women") && !(c.women >= 0.0 && c.women <= 1.0))
            people.wrong("women", fmt::format("women is a share from 0 to 1, not {}", people.as_written("women")));
        people.text("source");
        people.finish();
    }
    auto traits = s.section("traits");
    for (const auto& name : traits.keys()) {
        auto t = traits.section(name);
        c.traits.push_back({name, t.number("mean", 0), t.number("spread", 1)});
        constexpr double most = 6; // sd: as a scenario's own
        if (!(std::abs(c.traits.back().mean) <= most))
            t.wrong("mean", fmt::format("nobody is so far from the mean; from -{0} to {0} sd is expected", most));
        if (!(c.traits.back().spread >= 0 && c.traits.back().spread <= most))
            t.wrong("spread",
                    fmt::format("a spread from 0 to {} is expected, as a share of that between people", most));
        t.finish();
    }
    for (const auto& t : s.located("history")) {
        c.history.push_back(scenario::parse_phrase(t, s, scenario::PhraseOf::life));
        if (!c.history.back().main.duration && !c.history.back().main.lengthy)
            s.wrong_at(t, 0, "a part of a life has a length, for example \"ordinary for 52 weeks\"");
    }
    auto inclusion = s.section("inclusion");
    for (const auto& name : inclusion.keys()) {
        const auto range = inclusion.numbers(name);
        if (range.size() == 2 && range[0] <= range[1])
            c.inclusion.push_back({name, range[0], range[1]});
        else
            inclusion.wrong(name, "two numbers are expected, the lower one first: [10, 21]");
    }
    return c;
}

// What a condition does not say is as in the one it is like.
void fill_in(MedicineReader& reader, std::vector<Condition>& all) {
    std::vector<int> mark(all.size(), 0); // 1: being filled in, 2: done
    std::vector<std::string> path;
    const auto fill = [&](auto&& self, std::size_t k) -> void {
        auto& c = all[k];
        if (mark[k] == 2)
            return;
        path.push_back(c.name);
        if (mark[k] == 1) {
            const auto from = std::ranges::find(path, c.name);
            reader.problem(
                c.file, c.like,
                fmt::format("these conditions are each like the next, in a ring: {}; one of them must stand on its own",
                            fmt::join(std::vector<std::string>(from, path.end()), " -> ")));
            return;
        }
        mark[k] = 1;
        if (!c.like.value.empty()) {
            const auto other = std::ranges::find(all, c.like.value, &Condition::name);
            if (other == all.end()) {
                std::vector<std::string_view> known;
                for (const auto& o : all)
                    known.push_back(o.name);
                reader.problem(c.file, c.like,
                               mended(c.like.value, known, fmt::format("there is no condition \"{}\"", c.like.value)));
            } else {
                self(self, static_cast<std::size_t>(other - all.begin()));
                for (const auto& t : other->traits)
                    if (std::ranges::find(c.traits, t.name, &Condition::Trait::name) == c.traits.end())
                        c.traits.push_back(t);
                if (!c.ages)
                    c.ages = other->ages;
                if (!c.women)
                    c.women = other->women;
                if (c.history.empty())
                    c.history = other->history;
                if (c.life.empty())
                    c.life = other->life;
                if (c.inclusion.empty())
                    c.inclusion = other->inclusion;
            }
        }
        if (c.life.empty())
            c.life = "ordinary";
        mark[k] = 2;
        path.pop_back();
    };
    for (std::size_t k = 0; k < all.size(); ++k) {
        path.clear();
        fill(fill, k);
    }
}

} // namespace

double Instrument::rated(double value, int day, const Luck& luck, const AgeAndSex* who, double rater) const {
    const auto place = static_cast<std::uint64_t>(luck.uniform("site") * sites);
    // Sites are the same places for everyone, so their bias is nobody's own luck.
    const double z = (who ? by.of(*who) : 0) + rater +
                     (between == 0 ? 0 : between * luck.normal("own " + (set_point.empty() ? name : set_point))) +
                     (site == 0 ? 0 : site * Luck(0, 0).normal("site " + name, place)) +
                     (noise == 0 ? 0 : noise * luck.normal("rater " + name, static_cast<std::uint64_t>(day + 100000)));
    const double noted = z == 0 ? value : std::clamp(product ? value * std::exp(z) : value + z, low, high);
    return whole ? std::round(noted) : noted;
}
double Instrument::rating_sd() const {
    constexpr double rounding = 0.28867513459481287; // sqrt(1/12): of what lies evenly within a point
    return std::hypot(std::hypot(between, site, noise), whole ? rounding : 0);
}
double Instrument::read(life::Life& life, const Exposure& drugs, int day) const {
    if (!level.empty())
        return std::clamp(drugs.before(day, level) / find_unit(unit)->si, low, high);
    if (occupied)
        return std::clamp(drugs.held_before(day, *occupied), low, high);
    double value = product ? scale : offset;
    for (const auto& [from, weight] : signals) {
        const double x = life.at(from);
        if (product)
            value *= std::pow(x, weight);
        else
            value += weight * x;
    }
    return std::clamp(value, low, high);
}

Medicine read_medicine(const life::LifeModel& model, const MedicineFiles& files) {
    MedicineReader reader(model);
    Medicine m;
    reader.each(files.traits,
                [&](scenario::Section& s) { reader.put(m.traits, read_trait(reader, model, s), "trait"); });
    if (reader.fine())
        expect_companions(reader, m.traits);
    reader.each(files.events,
                [&](scenario::Section& s) { reader.put(m.events, read_event(reader, m.traits, s), "event"); });
    reader.each(files.lives, [&](scenario::Section& s) {
        NamedLife l;
        about(s, l);
        l.signals = reader.amounts(s, "signals");
        l.events = s.number("events", 0);
        auto met = s.section("met");
        for (const auto& name : met.keys()) {
            if (!m.events.empty() && std::ranges::find(m.events, name, &LifeEvent::name) == m.events.end())
                met.wrong(name, unknown("event", name, names_in(m.events)));
            if (const double share = met.number(name); share >= 0 && share <= 20)
                l.met.emplace_back(name, share);
            else
                met.wrong(name, "a share from 0 (never) by 1 (as its file says) to 20 is expected");
        }
        if (s.has("passes"))
            if (l.passes = s.quantity("passes", "d") / day_length; !(l.passes >= 1 && l.passes <= 36525))
                s.wrong("passes", "a mean time from a day to 100 years is expected; leave it out where nothing passes");
        reader.put(m.lives, std::move(l), "life");
    });
    reader.each(files.circumstances, [&](scenario::Section& s) {
        reader.put(m.circumstances, read_circumstance(reader, s), "circumstance");
    });
    reader.each(files.drugs, [&](scenario::Section& s) { reader.put(m.drugs, read_drug(s), "drug"); });
    reader.know(m.drugs);
    reader.each(files.treatments,
                [&](scenario::Section& s) { reader.put(m.treatments, read_treatment(reader, s), "treatment"); });
    reader.each(files.instruments, [&](scenario::Section& s) {
        if (s.has("battery")) {
            s.text("says");
            s.text("source");
            const auto name = scenario::read_name(s);
            m.batteries.emplace_back(name, s.texts("battery"));
        } else
            reader.put(m.instruments, read_instrument(reader, model, s), "instrument");
    });
    reader.each(files.slopes,
                [&](scenario::Section& s) { reader.put(m.slopes, read_slope(model, m.instruments, s), "slope"); });
    reader.each(files.conditions,
                [&](scenario::Section& s) { reader.put(m.conditions, read_condition(reader, s), "condition"); });
    fill_in(reader, m.conditions);
    m.brains = read_brain_sizes(reader, files.brains);
    reader.raise();
    m.notes = reader.take_notes();
    return m;
}

} // namespace rewire::model
