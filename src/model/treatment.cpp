// A treatment as its file tells it.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <span>

#include "base/day.hpp"
#include "model/medicine_reader.hpp"

namespace rewire::model {
namespace {

// A week, of drugs and of what is done at home, as trials see people; two or three in six weeks are usual in practice
// (Posternak 2007, checked).
constexpr double usual_visits = 1;

// "key = [usual from, to, at most possible]" as texts of a quantity, or as numbers.
Treatment::Range read_range(scenario::Section& s, const char* key, const Treatment* measured) {
    std::vector<double> v;
    if (!s.has(key))
        return {};
    if (!measured)
        v = s.numbers(key);
    else
        for (const auto& text : s.texts(key)) {
            const auto q = measured->measure(text);
            if (!q.problem.empty())
                s.wrong(key, q.problem);
            v.push_back(q.si);
        }
    if (v.size() == 3 && v[0] >= 0 && v[0] <= v[1] && v[1] <= v[2] && v[2] > 0)
        return {v[0], v[1], v[2]};
    s.wrong(key, "three values that rise are expected: what is usual from, to, and what is possible at most");
    return {};
}
void read_ranges(scenario::Section& s, Treatment& t) {
    auto r = s.section("range");
    t.range_source = r.text("source");
    t.amounts = read_range(r, "amount", &t);
    t.often = read_range(r, "per_week", nullptr);
    t.homeworks = read_range(r, "homework", &t);
    t.intensities = read_range(r, "intensity", nullptr);
    if (t.homeworks.known() && !t.practised())
        r.wrong("homework", "homework needs [activities], [hours] or [weekly_hours]: what else could be done at home");
    const auto usual = t.measure(t.amount).si;
    if (t.amounts.known() && !(usual >= t.amounts.low && usual <= t.amounts.high))
        s.wrong("amount", "the usual amount lies within the usual [range]");
    if (t.often.known() && !(t.per_week >= t.often.low && t.per_week <= t.often.high))
        s.wrong("per_week", "how often lies within the usual [range]");
    r.finish();
}

Treatment::Pulses read_pulses(scenario::Section& s) {
    auto p = s.section("pulses");
    Treatment::Pulses out;
    const auto name = p.text("pattern");
    const auto known = names_in(pulse_patterns());
    const auto at = std::ranges::find(known, name);
    if (at == known.end())
        p.wrong("pattern", known_instead(name, known, fmt::format("no pattern of pulses is called \"{}\"", name)));
    else
        out.pattern = static_cast<std::size_t>(at - known.begin());
    out.a_minute = p.number("a_minute");
    if (p.has("a_minute") && !(out.a_minute > 0 && out.a_minute <= 3000))
        p.wrong("a_minute", "above 0 and up to 3000 pulses a minute are expected");
    p.finish();
    return out;
}

// What a session's time goes into is a part of it, and so is all of it together.
void check_shares(scenario::Section& s, const char* key, std::span<const double> shares, bool together) {
    double sum = 0;
    for (const double share : shares) {
        sum += share;
        if (!(share >= 0 && share <= 1))
            return s.wrong(
                key, fmt::format("each of [{}] is a share of the time from 0 to 1, not {}", key, format_number(share)));
    }
    if (together && !(sum <= 1 + 1e-9))
        s.wrong(key, fmt::format("the shares of [{}] are 1 together at most, not {}", key, format_number(sum)));
}
template <class List>
std::vector<double> numbers_of(const List& list) {
    std::vector<double> out;
    for (const auto& [what, value] : list)
        out.push_back(value);
    return out;
}
// Numbers that no treatment can have, whatever it is.
void check_possible(scenario::Section& s, const Treatment& t) {
    const auto from_to = [&](const char* key, double value, double above, double most, std::string_view told) {
        if (s.has(key) && !(value > above && value <= most))
            s.wrong(key, std::string(told));
    };
    from_to("per_week", t.per_week, 0, 168, "above 0 and up to 168 times a week is expected: once an hour");
    from_to("amount", t.measure(t.amount).si, 0, t.drug ? 1 : day_length,
            t.drug ? "a dose above nothing and up to 1 kg is expected"
                   : "a session above nothing and up to a day is expected");
    from_to("ramp", t.ramp, 0, 3653 * day_length, "a time above nothing and up to ten years is expected");
    check_shares(s, "activities", numbers_of(t.activities), true);
    check_shares(s, "hours", numbers_of(t.hours), false);
    check_shares(s, "weekly_hours", numbers_of(t.weekly_hours), false);
}

} // namespace

Treatment read_treatment(MedicineReader& reader, scenario::Section& s) {
    Treatment t;
    about(s, t);
    t.contested = s.flag("contested", false);
    if (s.has("drug"))
        t.substance = reader.known_drug(s, "drug", s.text("drug"));
    t.drug = s.has("drug") || s.flag("pill", false);
    if (s.told("drug") || s.told("pill")) { // units and doses hang on it
        s.keys();
        return t;
    }
    t.amount = s.text("amount");
    t.per_week = s.number("per_week");
    t.ramp = s.quantity("ramp", "d", 0);
    t.contact = s.number("contact", 0);
    if (!(t.contact >= 0 && t.contact <= 1))
        s.wrong("contact", "contact is from 0 to 1");
    t.visits = s.number("visits_per_week", t.drug || t.per_week >= 7 ? usual_visits : t.per_week);
    if (!(t.visits >= 0 && t.visits <= 70))
        s.wrong("visits_per_week", "visits are from 0 to 70 a week");
    if (s.has("intensity")) {
        auto i = s.section("intensity");
        t.intensity = i.text("unit");
        t.usual_intensity = i.number("usual");
        t.no_intensity = i.number("none");
        if (!(t.usual_intensity > t.no_intensity))
            i.wrong("usual", "must be above \"none\", the intensity that does nothing");
        i.finish();
    }
    if (s.has("pulses"))
        t.pulses = read_pulses(s);
    t.activities = reader.activities(s);
    t.signals = reader.amounts(s, "signals");
    t.hours = reader.amounts(s, "hours");
    t.weekly_hours = reader.amounts(s, "weekly_hours");
    for (const char* moved : {"dose", "half_life"}) // what one may take for a matter of this file
        if (s.has(moved))
            s.wrong(moved,
                    "leave this out, and name what is swallowed, drug = \"escitalopram\": how long it stays and "
                    "what it acts on stand in its own file, drugs/escitalopram.toml");
    if (const auto q = t.measure(t.amount); !t.amount.empty() && !q.problem.empty())
        s.wrong("amount", q.problem);
    else
        check_possible(s, t);
    for (auto& target : s.sections("target")) {
        Treatment::Target x;
        x.name = scenario::read_name(target);
        x.activities = reader.activities(target);
        x.signals = reader.amounts(target, "signals");
        x.reach = target.text("reach", "");
        if (!x.reach.empty() && !target.told("reach")) {
            reader.known_circuit(target, "reach", x.reach);
            reader.known_circuit(target, "name", x.name);
        }
        target.finish();
        t.targets.push_back(std::move(x));
    }
    if (s.has("range"))
        read_ranges(s, t);
    return t;
}

bool Treatment::practised() const { return !drug && (!activities.empty() || !hours.empty() || !weekly_hours.empty()); }
bool Treatment::acts() const { return practised() || !signals.empty() || !targets.empty(); }
std::string Treatment::told(double si) const {
    const double v = drug ? si * 1e6 : si / 60;
    const auto n = format_number(v >= 1 ? std::round(v * 100) / 100 : v); // 20 min a week are 2.86 a day
    return n + (!drug ? " min" : substance ? " mg" : n == "1" ? " pill" : " pills");
}
Quantity Treatment::measure(std::string_view text) const {
    const auto blank = text.find(' ');
    const auto counted = blank == std::string_view::npos ? "" : text.substr(blank + 1);
    if (drug && !substance && (counted == "pill" || counted == "pills"))
        return parse_quantity(fmt::format("{} mg", text.substr(0, blank)), unit("mg"));
    return parse_quantity(text, drug ? unit("mg") : unit("min"));
}

} // namespace rewire::model
