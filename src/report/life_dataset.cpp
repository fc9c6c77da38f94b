// A life's numbers with names and units: what result.nc holds.
#include <fmt/format.h>

#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/version.hpp"
#include "observe/rest_maps.hpp"
#include "report/life_numbers.hpp"
#include "report/life_tables.hpp"
#include "simulate/visit.hpp"

namespace rewire::report {
namespace {

class Builder {
public:
    Builder(const LifeReport& r, std::size_t most) : r_(r), most_(r.keep == simulate::Keep::days ? most : 0) {}

    void labels(const std::string& name, std::vector<std::string> text, std::string long_name) {
        data_.dataset.coordinates.push_back(
            {.name = name, .dims = {name}, .text = std::move(text), .long_name = std::move(long_name)});
    }
    void along(const std::string& name, const std::string& dim, std::vector<std::string> text, std::string long_name) {
        data_.dataset.coordinates.push_back(
            {.name = name, .dims = {dim}, .text = std::move(text), .long_name = std::move(long_name)});
    }
    void numbers(const std::string& name, std::vector<double> values, std::string units, std::string long_name) {
        data_.dataset.coordinates.push_back({.name = name,
                                             .dims = {name},
                                             .values = std::move(values),
                                             .units = std::move(units),
                                             .long_name = std::move(long_name)});
    }
    // [draw, dims], or [stat, dims] when that would be too much.
    void over_draws(const std::string& name, std::vector<std::string> dims, std::size_t rows, std::size_t columns,
                    const PersonNumber& read, std::string units, std::string long_name,
                    const Spreads* reckoned = nullptr) {
        if (rows * columns == 0)
            return; // nothing has such numbers
        std::vector<float> values;
        const bool whole = r_.people->size() * rows * columns * sizeof(float) <= most_;
        if (whole) {
            values.reserve(r_.people->size() * rows * columns);
            for (const auto& p : *r_.people)
                for (std::size_t t = 0; t < rows; ++t)
                    for (std::size_t k = 0; k < columns; ++k)
                        values.push_back(static_cast<float>(read(p, t, k)));
        } else {
            const auto s = reckoned ? *reckoned : over_people(*r_.people, rows, columns, read);
            for (const auto* m : {&s.mean, &s.p05, &s.p95})
                for (const double v : m->values())
                    values.push_back(static_cast<float>(v));
            if (summarised_.empty())
                labels("stat", {"mean", "p05", "p95"}, "over virtual people: mean, 5th and 95th percentile");
            summarised_ += (summarised_.empty() ? "" : " ") + name;
        }
        dims.insert(dims.begin(), whole ? "draw" : "stat");
        data_.kept.push_back(std::move(values));
        data_.dataset.variables.push_back({.name = name,
                                           .dims = std::move(dims),
                                           .floats = data_.kept.back(),
                                           .units = std::move(units),
                                           .long_name = std::move(long_name)});
    }
    void add(Variable v) { data_.dataset.variables.push_back(std::move(v)); }
    Dataset& dataset() { return data_.dataset; }
    LifeNumbers done() {
        if (!summarised_.empty())
            data_.dataset.attributes.emplace_back("summarised", summarised_);
        return std::move(data_);
    }

private:
    const LifeReport& r_;
    std::size_t most_;
    std::string summarised_;
    LifeNumbers data_;
};

LifeNumbers numbers_of(const LifeReport& r, std::size_t most, const DailySpreads* daily) {
    const auto& c = *r.calendar;
    const auto& m = *r.model;
    const auto kept = kept_days(r);
    const std::size_t days = kept.size(), visits = c.visits.size(), activities = m.activities.size();
    Builder b(r, most);
    auto& d = b.dataset();
    d.title = fmt::format("{}: {}", words_of(scenario_title(*r.scenario)),
                          counted(r.people->size(), "virtual person", "virtual people"));
    d.version = version();
    d.attributes = {{"command", r.command},
                    {"seed", r.seed},
                    {"hash", r.hash},
                    {"connectome", r.connectome->source},
                    {"synthetic_connectome", std::string(r.connectome->synthetic ? "yes" : "no")}};

    std::vector<double> draw, week, day, failed;
    std::vector<std::string> subject;
    for (const auto& p : *r.people) {
        draw.push_back(static_cast<double>(p.index));
        subject.push_back(subject_of(p));
        failed.push_back(p.failure.empty() ? 0 : 1);
    }
    for (const int v : c.visits)
        week.push_back(v / 7.0);
    for (const int t : kept.days())
        day.push_back(t);
    std::vector<std::string> pathway, state, unit_of, epoch;
    for (const auto& p : m.pathways)
        pathway.push_back(p.name);
    for (const auto& [name, u] : r.signals) {
        state.push_back(name);
        unit_of.push_back(u);
    }
    for (const auto& a : m.activities)
        epoch.push_back(a.name);
    auto& along_draw = d.coordinates;
    along_draw.push_back({.name = "draw",
                          .dims = {"draw"},
                          .values = draw,
                          .units = "1",
                          .long_name = "number of the virtual person",
                          .whole = true});
    b.along("subject", "draw", subject, "USUBJID of adsl.csv and adqs.csv, participant_id of BIDS");
    b.along("arm", "draw", std::vector<std::string>(subject.size(), arm_of(c)), "what is on the plan");
    along_draw.push_back({.name = "luck",
                          .dims = {"draw"},
                          .values = draw,
                          .units = "1",
                          .long_name = "whose luck it is: the same number is the same person wherever the seed is",
                          .whole = true});
    std::vector<double> age;
    std::vector<std::string> sex;
    for (const auto& p : *r.people) {
        const auto who = c.demography.of(model::Luck(r.seed, p.index));
        age.push_back(who.age);
        sex.emplace_back(who.woman ? "female" : "male");
    }
    along_draw.push_back({.name = "age",
                          .dims = {"draw"},
                          .values = std::move(age),
                          .units = "year",
                          .long_name = "age at the start of the plan"});
    b.along("sex", "draw", sex, "sex");
    for (const auto& t : c.traits) {
        Variable trait{.name = "trait_" + t.name,
                       .dims = {"draw"},
                       .units = "1",
                       .long_name = "trait, in standard deviations from the mean of people"};
        for (const auto& p : *r.people)
            trait.values.push_back(t.of(model::Luck(r.seed, p.index)));
        along_draw.push_back(std::move(trait));
    }
    if (visits > 0)
        b.numbers("visit", week, "week", "week of the visit, 0 is the start of the plan");
    b.numbers("day", day, "d", "day, 0 is the start of the plan");
    b.labels("region", m.network.places, "region");
    b.along("network", "region", r.connectome->networks, "functional network");
    b.labels("pathway", pathway, "pathway that learns");
    b.labels("state", state, "signal of body, mind or network");
    b.along("state_unit", "state", unit_of, "unit of the signal");
    b.labels("epoch", epoch, "what a person does for a while");

    for (std::size_t i = 0; i < c.instruments.size(); ++i) {
        const auto& in = c.instruments[i];
        Variable at_visits{.name = in.name,
                           .dims = {"draw", "visit"},
                           .values = {},
                           .units = in.unit,
                           .long_name = in.says + (in.unit == "1" ? " (" + in.unit_says + ")" : ""),
                           .source = in.source};
        for (const auto& p : *r.people)
            for (std::size_t v = 0; v < visits; ++v)
                at_visits.values.push_back(p.visits(v, i));
        if (visits > 0)
            b.add(std::move(at_visits));
        if (!in.daily())
            continue; // nobody is scanned every day
        const auto read = instrument_reading();
        b.over_draws(
            in.name + "_daily", {"day"}, days, 1,
            [&](const simulate::Person& p, std::size_t t, std::size_t) { return read(p, t, i); }, in.unit, in.says);
    }
    b.over_draws("states", {"day", "state"}, days, state.size(), signal_reading(), "",
                 "signals as the day began, each in its state_unit", daily ? &daily->signals : nullptr);
    b.over_draws("log_weight", {"day", "pathway"}, days, pathway.size(), weight_reading(), "1",
                 "log weight of the pathway over health, after the night");
    b.over_draws("hours", {"day", "epoch"}, days, activities, hours_reading(), "h", "hours of the day");
    const auto rate = rate_reading();
    const std::size_t regions = m.network.size();
    b.over_draws(
        "rate", {"visit", "epoch", "region"}, visits * activities, regions, rate, "Hz",
        std::string("excitatory rate on the day of the visit; missing where the person did not do it") +
            (r.keep == simulate::Keep::days
                 ? ""
                 : fmt::format("; of {} people at most, those with the lowest numbers", simulate::with_rates)));
    const auto maps = simulate::maps_of(c.instruments, m);
    for (std::size_t k = 0; k < maps.size(); ++k)
        b.over_draws(maps[k].name, {"visit", "region"}, visits, regions, map_reading(k, maps.size()), maps[k].unit,
                     maps[k].says);
    b.add({.name = "failed",
           .dims = {"draw"},
           .values = failed,
           .units = "1",
           .long_name = "1: the person's life could not be computed to its end",
           .whole = true});
    const auto fc = [&](const char* name, const std::optional<Matrix>& values, const std::string& what) {
        if (!values)
            return;
        if (!d.find("region_2"))
            b.labels("region_2", m.network.places, "region");
        b.add({.name = name,
               .dims = {"region", "region_2"},
               .values = {values->values().begin(), values->values().end()},
               .units = "1",
               .long_name = what,
               .single = true});
    };
    const auto who = r.fc_people == 1 ? std::string("of one person") : fmt::format("mean over {} people", r.fc_people);
    fc("fc_before", r.fc_before, "functional connectivity in week 0, Pearson r, " + who);
    fc("fc_after", r.fc_after, "functional connectivity at the last visit, Pearson r, " + who);
    fc("fc_change_se", r.fc_change_error,
       fmt::format("standard error over {} people of the mean change of functional connectivity, Pearson r",
                   r.fc_people));
    const auto networks = [&](const char* name, const std::optional<Matrix>& values, const char* when) {
        if (!values || r.connectome->networks.size() != regions)
            return;
        const auto means = observe::network_means(*values, r.connectome->networks);
        if (!d.find("network_1")) {
            b.labels("network_1", means.names, "functional network");
            b.labels("network_2", means.names, "functional network");
        }
        b.add({.name = name,
               .dims = {"network_1", "network_2"},
               .values = {means.mean.values().begin(), means.mean.values().end()},
               .units = "1",
               .long_name = fmt::format(
                   "functional connectivity {} within and between networks, mean of Pearson r over pairs", when),
               .single = true});
    };
    networks("network_fc_before", r.fc_before, "in week 0");
    networks("network_fc_after", r.fc_after, "at the last visit");
    return b.done();
}

} // namespace

LifeNumbers life_dataset(const LifeReport& r, std::size_t most) { return numbers_of(r, most, nullptr); }
LifeNumbers life_dataset(const LifeReport& r, std::size_t most, const DailySpreads& daily) {
    return numbers_of(r, most, &daily);
}

void check_names(const scenario::Scenario& scenario, const model::Calendar& calendar, const life::LifeModel& model,
                 const brain::Connectome& brain) {
    const std::vector<simulate::Person> nobody;
    LifeReport r;
    r.scenario = &scenario;
    r.calendar = &calendar;
    r.model = &model;
    r.connectome = &brain;
    r.people = &nobody;
    r.signals = signals_of(model);
    std::vector<Problem> problems;
    for (const auto& fault : life_dataset(r).dataset.faults_of_names())
        problems.push_back(scenario.problem(
            0, 0,
            "give the instrument or activity of your own another name: result.nc holds a variable for each, and " +
                fault));
    if (!problems.empty())
        throw InputError(std::move(problems));
}

} // namespace rewire::report
