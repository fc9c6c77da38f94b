// What differs between the moments of a life: brains, pathways, hours, connectivity.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "observe/rest_maps.hpp"
#include "report/life_figures.hpp"
#include "report/life_numbers.hpp"
#include "report/markup.hpp"
#include "report/names.hpp"

namespace rewire::report {
namespace {

// Mean over people, one row a moment with a visit: rate of every region in an activity; NaN where nobody did it.
Matrix rates_at(const LifeReport& r, const std::vector<Moment>& moments, std::size_t activity) {
    const auto& m = *r.model;
    const auto read = rate_reading();
    return over_people(*r.people, moments.size(), m.network.size(),
                       [&](const simulate::Person& p, std::size_t k, std::size_t region) {
                           return read(p, *moments[k].visit * m.activities.size() + activity, region);
                       })
        .mean;
}

BrainPicture picture_of(const LifeReport& r, const std::string& title, const std::vector<double>& values,
                        std::pair<double, double> range, Palette palette) {
    return brain_picture(*r.connectome, title, palette == Palette::diverging ? "Change of mean rate" : "Mean rate",
                         values, range, palette);
}

// "−3.5 to 4.7", kept on one line; zero has no sign.
std::string range_text(double low, double high) {
    if (std::isnan(low))
        return "n/a";
    const auto one = [](double v) { return shown_number(std::round(v * 10) / 10 + 0.0); };
    return fmt::format("{}\u00a0to\u00a0{}", one(low), one(high));
}
std::string lower(std::string label) { // "Week 12" within a sentence
    if (!label.empty() && label[0] == 'W')
        label[0] = 'w';
    return label;
}

// Of each person, their mean over the week before each of the days.
Spreads week_hours(const LifeReport& r, const std::vector<int>& days) {
    const bool all = r.keep == simulate::Keep::days;
    std::vector<std::size_t> rows; // where the weeks are kept
    for (const int day : days)
        rows.push_back(kept_row(r, day));
    return over_people(*r.people, days.size(), r.model->activities.size(),
                       [&](const simulate::Person& p, std::size_t k, std::size_t activity) {
                           return all ? simulate::mean_hours(p.hours, week_before(*r.calendar, days[k]), activity)
                                  : rows[k] < p.weeks.rows() ? p.weeks(rows[k], activity)
                                                             : std::nan("");
                       });
}

std::vector<std::size_t> rows_of(const LifeReport& r, const std::vector<Moment>& moments) { // what is kept of days
    std::vector<std::size_t> out;
    for (const auto& moment : moments)
        out.push_back(kept_row(r, moment.day));
    return out;
}

double weight_change(const simulate::Person& p, std::size_t day, std::size_t pathway) {
    return 100 * std::expm1(weight_reading()(p, day, pathway));
}

} // namespace

BrainPicture brain_picture(const brain::Connectome& b, const std::string& title, const std::string& quantity,
                           const std::vector<double>& values, std::pair<double, double> range, Palette palette) {
    BrainPicture p{.title = title,
                   .quantity = quantity,
                   .unit = "Hz",
                   .regions = {},
                   .edges = {},
                   .palette = palette,
                   .range = range};
    for (std::size_t i = 0; i < values.size(); ++i) {
        const char h = b.hemispheres[i];
        p.regions.push_back({b.labels[i], b.centres_mm[i][0], b.centres_mm[i][1], b.centres_mm[i][2], values[i],
                             h == 'L' || h == 'R' ? h : 'B'});
    }
    return p;
}

std::vector<BrainFigure> brain_figures(const LifeReport& r) {
    std::vector<Moment> moments;
    for (const auto& m : moments_of(*r.calendar))
        if (m.visit)
            moments.push_back(m);
    std::vector<BrainFigure> out;
    if (moments.empty())
        return out;
    // The activity of the first response that is read off, or rest.
    const auto response = std::ranges::find(r.model->readouts, life::Readout::Kind::response, &life::Readout::kind);
    const std::size_t drawn = response == r.model->readouts.end() ? 0 : response->activity;
    const auto& name = r.model->activities[drawn].name;
    const auto rates = rates_at(r, moments, drawn);
    const auto row = [](const Matrix& m, std::size_t k) {
        return std::vector<double>(m.row(k).begin(), m.row(k).end());
    };
    const auto scale = colour_scale(Palette::sequential, rates.values());
    for (std::size_t k = 0; k < moments.size(); ++k) {
        const auto title = fmt::format("Mean rate in {}: {}", words_of(name), lower(moments[k].label));
        const auto text =
            k == 0
                ? fmt::format("Excitatory rate of every region in {}, mean over people; the same scale at every visit.",
                              words_of(name))
                : "";
        out.push_back(
            {{title, text, {}}, picture_of(r, title, row(rates, k), {scale.low, scale.high}, Palette::sequential)});
    }
    // Differences of each step, on one scale; then those of the other activity that changed most, unless that is next
    // to nothing.
    const auto steps_of = [&](std::size_t activity) {
        const auto now = activity == drawn ? rates : rates_at(r, moments, activity);
        Matrix steps(moments.size() - 1, now.cols());
        for (std::size_t k = 0; k < steps.rows(); ++k)
            for (std::size_t i = 0; i < now.cols(); ++i)
                steps(k, i) = now(k + 1, i) - now(k, i);
        return steps;
    };
    const auto largest = [](const Matrix& m) {
        double most = 0;
        for (const double v : m.values())
            if (std::isfinite(v))
                most = std::max(most, std::abs(v));
        return most;
    };
    std::vector<std::size_t> shown{drawn};
    double most = 0.2 * largest(steps_of(drawn));
    for (std::size_t a = 0; a < r.model->activities.size(); ++a)
        if (const double change = largest(steps_of(a)); a != drawn && change > most) {
            shown.resize(1);
            shown.push_back(a);
            most = change;
        }
    for (const auto activity : shown) {
        const auto what = words_of(r.model->activities[activity].name);
        const auto steps = steps_of(activity);
        const auto range = colour_scale(Palette::diverging, steps.values());
        const auto now = activity == drawn ? rates : rates_at(r, moments, activity);
        const auto gone = [&](std::size_t k) { // nobody did it then, so that the network has no rate in it
            return std::ranges::all_of(row(now, k), [](double v) { return std::isnan(v); });
        };
        for (std::size_t k = 0; k < steps.rows(); ++k) {
            const auto title = fmt::format("Change of rate in {}: {} minus {}", what, lower(moments[k + 1].label),
                                           lower(moments[k].label));
            auto text = k == 0 ? fmt::format(
                                     "Mean over people; larger dots changed more; one scale for all changes in "
                                     "{}.",
                                     what)
                               : std::string();
            for (const auto at : {k, k + 1})
                if (gone(at))
                    text += fmt::format("{}Nobody spent time in {} on the day of {}, so there is no change to show.",
                                        text.empty() ? "" : " ", what, lower(moments[at].label));
            out.push_back(
                {{title, text, {}}, picture_of(r, title, row(steps, k), {range.low, range.high}, Palette::diverging)});
        }
    }
    return out;
}

Diagram pathway_diagram(const life::LifeModel& m, const std::string& title) {
    Diagram d{.title = title, .nodes = {}, .arrows = {}};
    const auto node = [&](const std::string& name) { // what a pathway joins
        const auto at = std::ranges::find(d.nodes, name);
        if (at != d.nodes.end())
            return static_cast<std::size_t>(at - d.nodes.begin());
        d.nodes.push_back(name);
        return d.nodes.size() - 1;
    };
    for (const auto& path : m.pathways) {
        const auto from = node(origin_title(m, path)), to = node(circuit_title(m.circuits[path.to].name));
        d.arrows.push_back({.name = pathway_title(m, path),
                            .from = from,
                            .to = to,
                            .head = static_cast<DiagramArrow::Head>(path.kind),
                            .change = 0,
                            .tip = {}});
    }
    return d;
}

DiagramFigure pathway_diagrams(const LifeReport& r) {
    const auto& m = *r.model;
    auto moments = moments_of(*r.calendar);
    if (moments.size() > 2)
        moments.erase(moments.begin()); // week 0 and the last visit
    const auto read = weight_reading();
    const auto rows = rows_of(r, moments);
    const auto logs =
        over_people(*r.people, moments.size(), m.pathways.size(),
                    [&](const simulate::Person& p, std::size_t k, std::size_t path) { return read(p, rows[k], path); });
    const auto nodes = pathway_diagram(m, "").nodes;
    DiagramFigure f;
    f.caption = {"Circuit diagram",
                 "Change of each pathway's weight over health, in %, from the mean log weight over people; wider lines "
                 "changed more. Point at a line for its name. " +
                     spelled_out(nodes) + (spelled_out(nodes).empty() ? "" : "."),
                 {"pathways.csv"}};
    for (std::size_t k = 0; k < moments.size(); ++k) {
        auto d = pathway_diagram(m, moments[k].label);
        for (std::size_t p = 0; p < m.pathways.size(); ++p) {
            const auto percent = [](double log) { return 100 * std::expm1(log); };
            const double mean = percent(logs.mean(k, p));
            d.arrows[p].change = mean / 100;
            d.arrows[p].tip = std::isnan(mean) ? std::string("n/a")
                                               : fmt::format("{:+.1f} % ({:+.1f} to {:+.1f} %)", mean,
                                                             percent(logs.p05(k, p)), percent(logs.p95(k, p)));
        }
        f.diagrams.push_back(std::move(d));
    }
    return f;
}

TableFigure pathway_changes(const LifeReport& r) {
    const auto& m = *r.model;
    const auto moments = moments_of(*r.calendar);
    const auto rows = rows_of(r, moments);
    const auto s = over_people(
        *r.people, moments.size(), m.pathways.size(),
        [&](const simulate::Person& p, std::size_t k, std::size_t path) { return weight_change(p, rows[k], path); });
    TableFigure t;
    t.caption = {
        "Change of pathways over health",
        "In percent of the healthy weight: mean over people, and their 5th to 95th percentile. The name in files "
        "is that of pathways.csv, result.nc and the catalogue.",
        {"pathways.csv"}};
    t.table.columns = {{"pathway"}, {"name in files", "", true}, {"what it does"}};
    for (const auto& moment : moments) {
        t.table.columns.push_back({lower(moment.label), "%"});
        t.table.columns.push_back({"5th to 95th", "%"});
    }
    for (std::size_t p = 0; p < m.pathways.size(); ++p) {
        const auto& path = m.pathways[p];
        auto& row = t.table.rows.emplace_back();
        row = {pathway_title(m, path), path.name, std::string(pathway_kind(path.kind))};
        for (std::size_t k = 0; k < moments.size(); ++k) {
            row.emplace_back(std::isnan(s.mean(k, p)) ? s.mean(k, p) : std::round(s.mean(k, p) * 10) / 10 + 0.0);
            row.emplace_back(range_text(s.p05(k, p), s.p95(k, p)));
        }
    }
    return t;
}

StackedBars hours_bars(const LifeReport& r) {
    const auto& c = *r.calendar;
    StackedBars b;
    b.caption = {"How life itself changed",
                 "Hours of each activity: mean over people and over the week before each visit. Sleep is not shown.",
                 {"hours.csv"}};
    b.quantity = "Hours of the day";
    b.unit = "h";
    std::vector<int> days = c.visits;
    if (days.empty())
        for (const auto& m : moments_of(c))
            days.push_back(m.day);
    for (const int day : days)
        b.rows.push_back(week_label(day / 7.0));
    const auto s = week_hours(r, days);
    std::vector<std::size_t> done; // by anybody
    for (std::size_t a = 0; a < r.model->activities.size(); ++a)
        for (std::size_t k = 0; k < days.size(); ++k)
            if (s.mean(k, a) > 0) {
                done.push_back(a);
                break;
            }
    b.values = Matrix(days.size(), done.size());
    for (std::size_t j = 0; j < done.size(); ++j) {
        b.parts.push_back(words_of(r.model->activities[done[j]].name));
        for (std::size_t k = 0; k < days.size(); ++k)
            b.values(k, j) = s.mean(k, done[j]);
    }
    return b;
}

TableFigure hours_changes(const LifeReport& r) {
    const auto moments = moments_of(*r.calendar);
    std::vector<int> days;
    for (const auto& m : moments)
        days.push_back(m.day);
    const auto s = week_hours(r, days);
    TableFigure t;
    t.caption = {"Hours a day",
                 "Mean over people and over the week before; in brackets the 5th to 95th percentile over people.",
                 {"hours.csv"}};
    t.table.columns = {{"activity"}};
    for (const auto& m : moments)
        t.table.columns.push_back({lower(m.label), "h"});
    for (std::size_t a = 0; a < r.model->activities.size(); ++a) {
        double most = 0;
        for (std::size_t k = 0; k < moments.size(); ++k)
            most = std::max(most, s.p95(k, a));
        if (!(most > 0))
            continue; // nobody does it at any of them
        auto& row = t.table.rows.emplace_back();
        row.emplace_back(words_of(r.model->activities[a].name));
        for (std::size_t k = 0; k < moments.size(); ++k)
            row.emplace_back(std::isnan(s.mean(k, a)) ? std::string("n/a")
                                                      : fmt::format("{:.2f} ({:.2f}\u00a0to\u00a0{:.2f})", s.mean(k, a),
                                                                    s.p05(k, a), s.p95(k, a)));
    }
    return t;
}

std::vector<HeatMaps> connectivity_figures(const LifeReport& r) {
    const auto& places = r.model->network.places;
    const auto n = places.size();
    const auto group = network_titles(r.connectome->networks);
    const auto bare = [&](Matrix fc) { // a region with itself says nothing, and would set the scale
        for (std::size_t i = 0; i < n; ++i)
            fc(i, i) = std::nan("");
        return fc;
    };
    const auto less = [](Matrix a, const Matrix& b) {
        for (std::size_t k = 0; k < a.values().size(); ++k)
            a.values()[k] -= b.values()[k];
        return a;
    };
    for (const auto* fc : {&r.fc_before, &r.fc_after})
        expects(!*fc || ((*fc)->rows() == n && (*fc)->cols() == n), "functional connectivity has the model's regions");
    const auto last = moments_of(*r.calendar).back().label;
    std::vector<HeatMaps> out;
    const auto figure = [&](const char* title, const char* text, bool networks_only, bool difference) {
        HeatMaps h;
        h.caption = {title, text, {}};
        h.quantity = difference ? "Change of correlation" : "Correlation";
        h.palette = Palette::diverging;
        const auto map = [&](const std::string& name, const Matrix& fc) {
            if (!networks_only)
                return h.maps.push_back(square_map(name, places, group, bare(fc)));
            auto means = observe::network_means(fc, group);
            h.maps.push_back(square_map(name, std::move(means.names), {}, std::move(means.mean), "Network"));
        };
        if (difference)
            map(fmt::format("{} minus week 0", last), less(*r.fc_after, *r.fc_before));
        else {
            if (r.fc_before)
                map("Week 0", *r.fc_before);
            if (r.fc_after)
                map(last, *r.fc_after);
        }
        out.push_back(std::move(h));
    };
    const bool both = r.fc_before && r.fc_after;
    figure("Functional networks", "Mean Pearson correlation over pairs of regions, mean over people.", true, false);
    if (both)
        figure("Change of functional networks", "Mean over pairs of regions.", true, true);
    figure("Regions", "Pearson correlation between regions, ordered by network, mean over people.", false, false);
    if (both)
        figure("Change between regions", "Ordered by network.", false, true);
    return out;
}

} // namespace rewire::report
