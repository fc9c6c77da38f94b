// A comparison's numbers as tables and with names and units.
#include <fmt/format.h>

#include "base/counted.hpp"
#include "base/version.hpp"
#include "report/comparison_page.hpp"
#include "report/life_numbers.hpp"
#include "report/names.hpp"

namespace rewire::report {
namespace {

void put(std::vector<Cell>& row, std::initializer_list<double> numbers) {
    for (const double v : numbers)
        row.emplace_back(v);
}
void put(std::vector<Cell>& row, const trial::Difference& d) { put(row, {d.mean, d.sd, d.low, d.high, d.p05, d.p95}); }

// [arm, ...]: the reference, which does not differ from itself, then the others.
template <class Of>
std::vector<double> over_arms(const trial::Comparison& c, std::size_t each, const Of& of) {
    std::vector<double> out(each, 0);
    for (std::size_t a = 1; a < c.arms.size(); ++a)
        for (std::size_t k = 0; k < each; ++k)
            out.push_back(of(a, k));
    return out;
}

// What people are, along `subject`.
void add_subjects(Dataset& d, const ComparisonReport& r) {
    const auto& calendar = *r.arms.front().calendar;
    std::vector<std::string> subject, sex;
    std::vector<double> luck, age;
    for (const auto index : r.comparison->people) {
        subject.push_back(fmt::format("sub-{:06}", index + 1));
        luck.push_back(index);
        const auto who = calendar.demography.of(model::Luck(r.arms.front().seed, index));
        age.push_back(who.age);
        sex.emplace_back(who.woman ? "female" : "male");
    }
    const std::vector<std::string> dims{"subject"};
    d.coordinates.push_back(
        {.name = "subject", .dims = dims, .text = std::move(subject), .long_name = "USUBJID of the tables of a run"});
    d.coordinates.push_back({.name = "luck",
                             .dims = dims,
                             .values = std::move(luck),
                             .units = "1",
                             .long_name = "whose luck it is: the same person in every arm",
                             .whole = true});
    d.coordinates.push_back({.name = "age",
                             .dims = dims,
                             .values = std::move(age),
                             .units = "year",
                             .long_name = "age at the start of the plan"});
    d.coordinates.push_back({.name = "sex", .dims = dims, .text = std::move(sex), .long_name = "sex"});
    for (const auto& t : calendar.traits) {
        Variable trait{.name = "trait_" + t.name,
                       .dims = dims,
                       .units = "1",
                       .long_name = "trait, in standard deviations from the mean of people"};
        for (const auto index : r.comparison->people)
            trait.values.push_back(t.of(model::Luck(r.arms.front().seed, index)));
        d.coordinates.push_back(std::move(trait));
    }
}
void labels(Dataset& d, const std::string& name, std::vector<std::string> text, std::string says) {
    d.coordinates.push_back({.name = name, .dims = {name}, .text = std::move(text), .long_name = std::move(says)});
}
void numbers(Dataset& d, const std::string& name, std::vector<double> values, std::string unit, std::string says) {
    d.coordinates.push_back({.name = name,
                             .dims = {name},
                             .values = std::move(values),
                             .units = std::move(unit),
                             .long_name = std::move(says)});
}

// What was read of everyone, and how arms differ at visits.
void add_visits(Dataset& d, const trial::Comparison& c) {
    Variable reading{.name = "reading",
                     .dims = {"arm", "subject", "visit", "instrument"},
                     .long_name = "as rated at the visit, each in its instrument_unit"};
    for (const auto& m : c.readings)
        reading.values.insert(reading.values.end(), m.values().begin(), m.values().end());
    d.variables.push_back(std::move(reading));
    const std::size_t each = c.frame.visits.size() * c.frame.instruments.size();
    const auto add = [&](const char* name, const char* unit, const char* says, auto member) {
        d.variables.push_back(
            {.name = name,
             .dims = {"arm", "visit", "instrument"},
             .values = over_arms(c, each, [&](auto a, auto k) { return member(c.at_visits[a - 1][k]); }),
             .units = unit,
             .long_name = says});
    };
    using trial::PairedScores;
    add("difference", "", "arm less reference, mean over people, in instrument_unit",
        [](const PairedScores& p) { return p.mean; });
    add("difference_sd", "", "standard deviation of the differences over people",
        [](const PairedScores& p) { return p.sd; });
    add("difference_low", "", "95 % interval of the mean difference, lower end",
        [](const PairedScores& p) { return p.low; });
    add("difference_high", "", "95 % interval of the mean difference, upper end",
        [](const PairedScores& p) { return p.high; });
    add("d_paired", "1", "difference over the sd of the differences",
        [](const PairedScores& p) { return p.by_difference.d; });
    add("d_paired_low", "1", "its 95 % interval, lower end", [](const PairedScores& p) { return p.by_difference.low; });
    add("d_paired_high", "1", "its 95 % interval, upper end",
        [](const PairedScores& p) { return p.by_difference.high; });
    add("d_pooled", "1", "difference over the pooled sd of the two arms",
        [](const PairedScores& p) { return p.by_pooled.d; });
    add("d_pooled_low", "1", "its 95 % interval, lower end", [](const PairedScores& p) { return p.by_pooled.low; });
    add("d_pooled_high", "1", "its 95 % interval, upper end", [](const PairedScores& p) { return p.by_pooled.high; });
}
void add_days(Dataset& d, const trial::Comparison& c) {
    const auto days = static_cast<std::size_t>(c.frame.last - c.frame.first + 1);
    for (const auto& course : c.days) {
        const auto& name = c.frame.instruments[course.instrument];
        Variable mean{.name = name + "_mean",
                      .dims = {"arm", "day"},
                      .long_name = "mean over people, before it is rated, in instrument_unit"};
        for (const auto& arm : course.arms)
            for (const auto& s : arm)
                mean.values.push_back(s.mean);
        d.variables.push_back(std::move(mean));
        const auto add = [&](const char* what, const char* says, auto member) {
            d.variables.push_back(
                {.name = name + what,
                 .dims = {"arm", "day"},
                 .values = over_arms(c, days, [&](auto a, auto t) { return member(course.differences[a - 1][t]); }),
                 .long_name = says});
        };
        using trial::Difference;
        add("_difference", "arm less reference, mean over people", [](const Difference& x) { return x.mean; });
        add("_difference_low", "95 % interval of the mean difference, lower end",
            [](const Difference& x) { return x.low; });
        add("_difference_high", "95 % interval of the mean difference, upper end",
            [](const Difference& x) { return x.high; });
        add("_difference_p05", "5th percentile of the differences over people",
            [](const Difference& x) { return x.p05; });
        add("_difference_p95", "95th percentile of the differences over people",
            [](const Difference& x) { return x.p95; });
    }
}
void add_brain(Dataset& d, const trial::Comparison& c, const std::string& activity) {
    const auto add = [&](const char* name, const char* along, const std::vector<std::vector<trial::Difference>>& of,
                         const char* unit, const std::string& says) {
        d.variables.push_back(
            {.name = name,
             .dims = {"arm", along},
             .values = over_arms(c, of.front().size(), [&](auto a, auto k) { return of[a - 1][k].mean; }),
             .units = unit,
             .long_name = says});
        d.variables.push_back(
            {.name = std::string(name) + "_sd",
             .dims = {"arm", along},
             .values = over_arms(c, of.front().size(), [&](auto a, auto k) { return of[a - 1][k].sd; }),
             .units = unit,
             .long_name = "its standard deviation over people"});
    };
    if (!c.pathways.front().empty())
        add("log_weight_difference", "pathway", c.pathways, "1",
            "log weight at the last visit, arm less reference, mean over people");
    add("rate_difference", "region", c.regions, "Hz",
        fmt::format("mean rate in {} at the last visit, arm less reference, mean over people", words_of(activity)));
}

} // namespace

const model::Instrument& instrument_of(const ComparisonReport& r, std::size_t i) {
    const auto& all = r.arms.front().calendar->instruments;
    return *std::ranges::find(all, r.comparison->frame.instruments[i], &model::Instrument::name);
}

Table comparison_table(const ComparisonReport& r) {
    const auto& c = *r.comparison;
    Table t{{{"arm"},
             {"reference"},
             {"week"},
             {"measure"},
             {"unit"},
             {"people"},
             {"mean"},
             {"sd"},
             {"reference_mean"},
             {"reference_sd"},
             {"difference"},
             {"difference_sd"},
             {"difference_low"},
             {"difference_high"},
             {"difference_p05"},
             {"difference_p95"},
             {"d_paired"},
             {"d_paired_low"},
             {"d_paired_high"},
             {"d_pooled"},
             {"d_pooled_low"},
             {"d_pooled_high"}},
            {}};
    for (std::size_t a = 1; a < c.arms.size(); ++a)
        for (std::size_t v = 0; v < c.frame.visits.size(); ++v)
            for (std::size_t i = 0; i < c.frame.instruments.size(); ++i) {
                const auto& in = instrument_of(r, i);
                const auto& p = c.at(a, v, i);
                auto& row = t.rows.emplace_back();
                row = {c.arms[a], c.arms[0], near_week(c.frame.visits[v] / 7.0),
                       in.name,   in.unit,   static_cast<double>(p.people)};
                put(row, {p.arm, p.arm_sd, p.reference, p.reference_sd});
                put(row, p);
                put(row, {p.by_difference.d, p.by_difference.low, p.by_difference.high});
                put(row, {p.by_pooled.d, p.by_pooled.low, p.by_pooled.high});
            }
    return t;
}

Table comparison_days_table(const ComparisonReport& r) {
    const auto& c = *r.comparison;
    Table t{{{"measure"},
             {"unit"},
             {"arm"},
             {"day"},
             {"mean"},
             {"sd"},
             {"p05"},
             {"p95"},
             {"difference"},
             {"difference_sd"},
             {"difference_low"},
             {"difference_high"},
             {"difference_p05"},
             {"difference_p95"}},
            {}};
    for (const auto& course : c.days) {
        const auto& in = instrument_of(r, course.instrument);
        for (std::size_t a = 0; a < c.arms.size(); ++a)
            for (std::size_t k = 0; k < course.arms[a].size(); ++k) {
                const auto& s = course.arms[a][k];
                auto& row = t.rows.emplace_back();
                row = {in.name, in.unit, c.arms[a], static_cast<double>(c.frame.first) + static_cast<double>(k)};
                put(row, {s.mean, s.sd, s.p05, s.p95});
                put(row, a == 0 ? trial::Difference() : course.differences[a - 1][k]);
            }
    }
    return t;
}

Table comparison_brain_table(const ComparisonReport& r) {
    const auto& c = *r.comparison;
    const auto& m = *r.model;
    Table t{{{"kind"},
             {"name"},
             {"arm"},
             {"reference"},
             {"unit"},
             {"people"},
             {"difference"},
             {"difference_sd"},
             {"difference_low"},
             {"difference_high"},
             {"difference_p05"},
             {"difference_p95"}},
            {}};
    const auto add = [&](const char* kind, const std::string& name, std::size_t a, const char* unit,
                         const trial::Difference& d) {
        auto& row = t.rows.emplace_back();
        row = {std::string(kind), name, c.arms[a], c.arms[0], std::string(unit), static_cast<double>(d.people)};
        put(row, d);
    };
    for (std::size_t a = 1; a < c.arms.size(); ++a) {
        for (std::size_t k = 0; k < c.circuits.size(); ++k)
            add("circuit", c.circuits[k].first, a, "over health", c.answers[a - 1][k]);
        for (std::size_t k = 0; k < m.pathways.size(); ++k)
            add("pathway", m.pathways[k].name, a, "log weight", c.pathways[a - 1][k]);
        for (std::size_t k = 0; k < m.network.size(); ++k)
            add("region", m.network.places[k], a, "Hz", c.regions[a - 1][k]);
    }
    return t;
}

Dataset comparison_dataset(const ComparisonReport& r) {
    const auto& c = *r.comparison;
    Dataset d;
    d.title = r.title;
    d.version = version();
    d.attributes = {{"command", r.command},
                    {"seed", r.arms.front().seed},
                    {"hash", r.hash},
                    {"connectome", r.connectome->source},
                    {"synthetic_connectome", std::string(r.connectome->synthetic ? "yes" : "no")},
                    {"reference", c.arms.front()}};
    labels(d, "arm", c.arms, "plan; the first is the one the others are held against");
    std::vector<std::string> plans, units, pathways;
    for (const auto& arm : r.arms)
        plans.push_back(arm_of(*arm.calendar));
    d.coordinates.push_back(
        {.name = "plan", .dims = {"arm"}, .text = std::move(plans), .long_name = "what is on the plan"});
    add_subjects(d, r);
    std::vector<double> weeks, days;
    for (const int v : c.frame.visits)
        weeks.push_back(v / 7.0);
    for (int t = c.frame.first; t <= c.frame.last; ++t)
        days.push_back(t);
    numbers(d, "visit", std::move(weeks), "week", "week of the visit, 0 is the start of the plan");
    labels(d, "instrument", c.frame.instruments, "what is read");
    for (std::size_t i = 0; i < c.frame.instruments.size(); ++i)
        units.push_back(instrument_of(r, i).unit);
    d.coordinates.push_back({.name = "instrument_unit",
                             .dims = {"instrument"},
                             .text = std::move(units),
                             .long_name = "unit of its readings"});
    numbers(d, "day", std::move(days), "d", "day, 0 is the start of the plan");
    labels(d, "region", r.model->network.places, "region");
    for (const auto& p : r.model->pathways)
        pathways.push_back(p.name);
    labels(d, "pathway", std::move(pathways), "pathway that learns");
    add_visits(d, c);
    add_days(d, c);
    add_brain(d, c, r.model->activities[c.activity].name);
    return d;
}

} // namespace rewire::report
