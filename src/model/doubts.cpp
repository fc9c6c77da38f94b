#include "model/doubts.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/day.hpp"
#include "model/parameter_range.hpp"

namespace rewire::model {
namespace {

std::string weeks(int days) { return format_number(std::round(days / 7.0 * 100) / 100); }
constexpr double waking = 16 * 3600; // s a day

} // namespace

void Doubts::add(Doubts other) {
    warnings.insert(warnings.end(), other.warnings.begin(), other.warnings.end());
    refusals.insert(refusals.end(), other.refusals.begin(), other.refusals.end());
}

Doubts unreadable(const Instrument& i, const life::LifeModel& model) {
    Doubts d;
    if (!i.awaits.empty())
        d.refusals.push_back(
            fmt::format("{} cannot be read yet: it awaits {}, which no mechanism makes", i.name, i.awaits));
    for (const auto& [signal, weight] : i.signals)
        if (const auto* maker = model.silenced(signal))
            d.refusals.push_back(
                fmt::format("leave out {}, or {}: it reads \"{}\", which nothing makes without that mechanism", i.name,
                            maker->in_place_of.empty() ? fmt::format("keep {}", maker->name)
                                                       : fmt::format("take instead = [\"{}\"] in [model]", maker->name),
                            signal));
    return d;
}

Doubts beside(const std::string& what, double value, const Treatment::Range& range, const std::string& source,
              const std::function<std::string(double)>& told) {
    constexpr double rounding = 1e-9;
    if (!range.known())
        return {};
    if (value > range.most * (1 + rounding))
        return {{}, {fmt::format("{}: {} is more than is possible; at most {}", what, told(value), told(range.most))}};
    if (value < range.low * (1 - rounding) || value > range.high * (1 + rounding))
        return {{fmt::format("{}: {} is {} what is usual, {} to {} ({}).", what, told(value),
                             value > range.high ? "above" : "below", told(range.low), told(range.high), source)},
                {}};
    return {};
}

Doubts doubts_of(const Course& course, const Treatment& t, double intensity) {
    Doubts d;
    const auto amount = [&](double si) { return t.told(si); };
    // Of a drug the amount of a day it is taken on counts.
    const double times = std::max(1.0, course.per_week / 7), in_a_day = course.amount * times;
    d.add(beside(t.name, t.drug ? in_a_day : course.amount, t.amounts, t.range_source,
                 [&](double si) { return amount(si) + (t.drug ? " a day" : ""); }));
    d.add(beside(t.name, course.per_week, t.often, t.range_source, how_often));
    if (course.homework > 0)
        d.add(beside(t.name + ", homework", course.homework, t.homeworks, t.range_source,
                     [&](double si) { return amount(si) + " a day"; }));
    if (!std::isnan(intensity)) {
        d.add(beside(t.name, intensity, t.intensities, t.range_source,
                     [&](double v) { return fmt::format("{} {}", format_number(v), t.intensity); }));
        if (intensity <= t.no_intensity)
            d.warnings.push_back(fmt::format("{} at {} {} does nothing: what counts begins above {} {}.", t.name,
                                             format_number(intensity), t.intensity, format_number(t.no_intensity),
                                             t.intensity));
    }
    if (!t.amounts.known())
        d.warnings.push_back(fmt::format("{}: nobody checks {}; its file has no [range] with what is usual.", t.name,
                                         amount(course.amount)));
    double occupied = 0; // s of a day that count as activities of it: stimulation teaches faster than time passes
    for (const auto* list : {&t.activities, t.targets.empty() ? nullptr : &t.targets[course.target].activities})
        for (std::size_t k = 0; list && k < list->size(); ++k)
            occupied += (*list)[k].second * (in_a_day + course.homework);
    if (d.refusals.empty() && occupied > day_length * (1 + 1e-9))
        d.refusals.push_back(
            fmt::format("{} would count for {} h of activities a day, of 24", t.name, format_number(occupied / 3600)));
    if (d.refusals.empty() && !t.drug && in_a_day + course.homework > waking)
        d.refusals.push_back(fmt::format("{} would take {} of a day; at most the 16 h that people are awake", t.name,
                                         t.told(in_a_day + course.homework)));
    return d;
}

Doubts doubts_of(const scenario::Trait& t) {
    constexpr double usual = 4, most = 6; // sd
    if (std::abs(t.sd) > most)
        return {{}, {fmt::format("{:+g} sd of {} is nobody: at most {} sd from the mean", t.sd, t.name, most)}};
    if (std::abs(t.sd) > usual)
        return {{fmt::format("The trait {} is {:+g} sd from the mean: beyond {} sd stand fewer than one in ten "
                             "thousand.",
                             t.name, t.sd, usual)},
                {}};
    return {};
}

Doubts doubts_of(const Circumstance& c, double amount) {
    const auto outside = [&](const std::vector<double>& range) {
        return range.size() == 2 && !(amount >= range[0] && amount <= range[1]);
    };
    const auto told = [&](double v) { return fmt::format("{:+.7g} {}", v, c.unit); };
    if (outside(c.possible))
        return {{},
                {fmt::format("{} {} is impossible; from {} to {} is expected", c.name, told(amount),
                             told(c.possible[0]), told(c.possible[1]))}};
    if (outside(c.usual))
        return {{fmt::format("{} {} is beyond what is usual, {} to {}.", c.name, told(amount), told(c.usual[0]),
                             told(c.usual[1]))},
                {}};
    return {};
}

Doubts doubts_of(const std::string& name, double value, const mechanism::Entry& e, const mechanism::RowInfo& row) {
    const double own = row.si();
    const auto told = [&](double si) { return format_quantity(si, row.unit); };
    const auto range = range_of(e, row);
    if (row.unit.dim == unit("s").dim && !(value > 0))
        return {{}, {fmt::format("{}: a time is above 0; the model has {}", name, told(own))}};
    if (!range.has(value))
        return {{},
                {fmt::format("{}: {} is no value of it; from {} to {} is possible, and the model has {}", name,
                             told(value), told(range.low), told(range.high), told(own))}};
    if (value == 0) // switches a term off
        return {};
    if (own == 0 && (value < range.usual_low || value > range.usual_high))
        return {{fmt::format("{}: {} is beyond what is usual, {} to {}.", name, told(value), told(range.usual_low),
                             told(range.usual_high))},
                {}};
    if (own * value < 0)
        return {{fmt::format("{}: {} is of the other sign than the model's {}.", name, told(value), told(own))}, {}};
    if (own != 0 && (value < range.usual_low || value > range.usual_high))
        return {{fmt::format("{}: {} is more than {} times {} than the model's {}.", name, told(value),
                             format_number(usual_times), std::abs(value) > std::abs(own) ? "larger" : "smaller",
                             told(own))},
                {}};
    return {};
}

std::string fault_of_bounds(const NamedParameter& p, std::string_view name, double low, double high) {
    for (const double end : {low, high})
        if (auto d = doubts_of(std::string(name), end * p.row->unit.si, *p.mechanism, *p.row); !d.refusals.empty())
            return d.refusals.front();
    return {};
}

namespace {

// What a life or a treatment sets and only mechanisms that are left out would read.
std::vector<std::string> said_to_nobody(const Calendar& c, const life::LifeModel& model) {
    std::vector<std::string> out;
    const auto tell = [&](std::string_view who, const Amounts& amounts) {
        for (const auto& [name, value] : amounts) {
            const auto* gone = model.unheard(name);
            if (!gone)
                continue;
            auto text = fmt::format("{} of {} changes nothing: {} is left out.", name, who, gone->name);
            if (std::ranges::find(out, text) == out.end())
                out.push_back(std::move(text));
        }
    };
    for (const auto& era : c.eras)
        tell("life", era.signals);
    for (const auto& course : c.courses) {
        const auto& t = c.treatments[course.treatment];
        for (const auto* list : {&t.signals, &t.hours, &t.weekly_hours})
            tell(t.name, *list);
        if (!t.targets.empty())
            tell(t.name, t.targets[course.target].signals);
    }
    return out;
}

} // namespace

std::vector<std::string> never_lived(const Course& course, const Treatment& t, int last,
                                     scenario::Scenario::LastDay said) {
    using enum scenario::Scenario::LastDay;
    std::vector<std::string> out;
    const int ends = course.end + course.taper;
    const auto mend =
        said == of_trial ? std::string("See people for longer (a later week in [visits]), or let it end earlier.")
        : said == of_question
            ? fmt::format("Ask for a later week (week = {} in [rank]), or let it end earlier.", weeks(ends))
            : fmt::format("End the plan later (weeks = {} in [plan]), or let it end earlier.", weeks(ends));
    if (course.end == course.start)
        out.push_back(
            fmt::format("{} never happens: it is shorter than half a day, and plans are lived in whole days.", t.name));
    else if (course.start > last)
        out.push_back(fmt::format("{} never happens: it begins in week {}, and the last day is in week {}. {}", t.name,
                                  weeks(course.start), weeks(last), mend));
    else if (course.end - 1 > last)
        out.push_back(
            fmt::format("{} is planned to week {}{}, but the last day is in week {}: the rest never happens. {}",
                        t.name, weeks(course.end), course.taper > 0 ? " with a taper" : "", weeks(last), mend));
    else if (course.taper > 0 && ends - 1 > last)
        out.push_back(fmt::format(
            "The taper of {} is planned for weeks {} to {}, but the last day is in week {}: {} of its {} days never "
            "happen. {}",
            t.name, weeks(course.end), weeks(ends), weeks(last), ends - 1 - last, course.taper, mend));
    return out;
}

std::vector<std::string> idle_words(const Calendar& c, const life::LifeModel& model,
                                    const scenario::Scenario::Said& said) {
    auto out = said_to_nobody(c, model);
    for (const auto& course : c.courses) {
        const auto& t = c.treatments[course.treatment];
        if (t.substance && std::ranges::none_of(c.acts_on, [&](auto k) { return c.drugs[*t.substance].binds(k); })) {
            std::string held;
            for (std::size_t k = 0; k < targets().size(); ++k)
                if (c.drugs[*t.substance].binds(k))
                    held += fmt::format("{}{}", held.empty() ? "" : " and ", targets()[k].name);
            const std::string why = held.empty() ? "binds to nothing that its file names"
                                                 : "binds to " + held + ", which no mechanism of this life reads";
            out.push_back(fmt::format("{} {}: beyond hope, nothing follows from it.", t.name, why));
        }
        if (t.acts() || t.substance)
            continue;
        if (t.contact == 0)
            out.push_back(fmt::format("{} gives nothing: people live on as without it.", t.name));
        else if (course.amount != course.usual ||
                 (t.visits < t.per_week && course.per_week != t.per_week && c.adherence >= 1))
            out.push_back(
                fmt::format("{} acts by hope alone, of which meetings are the measure: how much{} changes "
                            "nothing while every day is kept.",
                            t.name, t.visits < t.per_week ? " and how often" : ""));
    }
    if (said.adherence && c.courses.empty())
        out.emplace_back("Adherence changes nothing: no treatment is planned.");
    if (said.engagement &&
        std::ranges::none_of(c.courses, [&](const Course& k) { return c.treatments[k.treatment].acts(); }))
        out.emplace_back("Engagement changes nothing: no session is planned.");
    const auto of_drugs = [&](auto known) { // does the body of some drug of the plan know it?
        return std::ranges::any_of(c.courses, [&](const Course& k) {
            const auto& t = c.treatments[k.treatment];
            return t.substance && known(c.drugs[*t.substance]);
        });
    };
    for (const auto& fact : c.facts.enzymes)
        if (!of_drugs([&](const Drug& d) {
                return std::ranges::any_of(d.by,
                                           [&](const auto& by) { return enzymes()[by.first].name == fact.first; });
            }))
            out.push_back(fmt::format(
                "{} changes nothing: no drug of the plan is cleared by {}.",
                fact.first == "CYP1A2" ? "Whether somebody smokes" : fact.first + " " + fact.second, fact.first));
    for (const auto& t : c.traits)
        if (t.given && t.parameters.empty())
            out.push_back(fmt::format("The trait {} changes nothing: its mechanisms are left out.", t.name));
    return out;
}

} // namespace rewire::model
