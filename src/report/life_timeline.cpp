// The plan above the curves: symptoms, circuits, body, structure over weeks.
#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"
#include "report/life_figures.hpp"
#include "report/life_numbers.hpp"
#include "report/markup.hpp"

namespace rewire {
namespace {

constexpr std::size_t most_sessions = 60; // drawn as ticks; more become a solid bar

struct Curve {
    std::string_view signal, label;
    bool shown = true;
};
struct Group {
    std::string_view title;
    std::vector<Curve> curves;
};
// Signals that a brain without them simply lacks; new ones are in days.csv and result.nc at once, and here when they
// are worth a look.
const std::vector<Group>& groups() {
    static const std::vector<Group> all{{"Circuits, over health",
                                         {{"amygdala_reactivity", "amygdala under threat"},
                                          {"vmPFC_response", "vmPFC under threat"},
                                          {"control_response", "dlPFC in effort"},
                                          {"reward_response", "accumbens in reward"},
                                          {"default_mode", "default mode at rest"}}},
                                        {"Body, over health",
                                         {{"cortisol", "cortisol"},
                                          {"sleep", "sleep"},
                                          {"bdnf", "BDNF"},
                                          {"inflammation", "inflammation", false},
                                          {"arousal", "noradrenergic arousal", false},
                                          {"fitness", "fitness", false}}},
                                        {"Structure, over health",
                                         {{"hippocampal_structure", "hippocampal volume"},
                                          {"prefrontal_structure", "prefrontal volume"},
                                          {"neurogenesis", "immature dentate neurons", false}}},
                                        {"Serotonin and openness to change",
                                         {{"occupancy", "transporter occupancy"},
                                          {"serotonin_tone", "serotonergic transmission"},
                                          {"plasticity_window", "plasticity window", false}}}};
    return all;
}

// One line of a reading with its band over people.
Line line_of(std::string label, const Spreads& s, std::size_t k) {
    Line l{.label = std::move(label), .values = {}};
    for (std::size_t t = 0; t < s.mean.rows(); ++t) {
        l.values.push_back(s.mean(t, k));
        l.low.push_back(s.p05(t, k));
        l.high.push_back(s.p95(t, k));
    }
    return l;
}
std::vector<Line> lines_of(const LifeReport& r, const std::vector<std::size_t>& columns,
                           const std::vector<std::string>& labels, const Reading& read) {
    const auto s = over_people(*r.people, days_of(*r.calendar), columns.size(),
                               [&](const Person& p, std::size_t t, std::size_t k) { return read(p, t, columns[k]); });
    std::vector<Line> out;
    for (std::size_t k = 0; k < columns.size(); ++k)
        out.push_back(line_of(labels[k], s, k));
    return out;
}

std::vector<PlanBar> plan_of(const LifeReport& r) {
    const auto& c = *r.calendar;
    std::vector<PlanBar> out;
    const auto between = [](double from, double to) {
        return fmt::format("weeks {} to {}", shown_number(from), shown_number(to));
    };
    for (std::size_t k = 0; k < c.eras.size(); ++k) { // the eras of the history in its order, then the life from week 0
        const auto& name = c.eras[k].life;
        const double from = c.eras[k].start / 7.0, to = std::min(c.eras[k].end, c.last) / 7.0;
        out.push_back({.label = words_of(name),
                       .detail = "life, " + between(from, to),
                       .from = from,
                       .to = std::max(from, to),
                       .era = true});
    }
    for (const auto& course : c.courses) {
        const auto& t = c.treatments[course.treatment];
        // What is lived of it; the last day is a whole one.
        const int end = std::min(course.end, c.last + 1), faded = std::min(course.end + course.taper, c.last + 1);
        if (course.start >= end)
            continue;
        PlanBar bar{.label = course_label(c, course),
                    .detail = between(course.start / 7.0, end / 7.0) + ". " + t.says,
                    .from = course.start / 7.0,
                    .to = end / 7.0,
                    .fade = (faded - end) / 7.0};
        if (t.contested)
            bar.label += " (contested)";
        const double weeks = (end - course.start) / 7.0;
        if (!t.drug && course.per_week > 0 && course.per_week * weeks <= static_cast<double>(most_sessions))
            for (double at = 0; at < weeks - 1e-9; at += 1 / course.per_week)
                bar.sessions.push_back(course.start / 7.0 + at);
        out.push_back(std::move(bar));
    }
    return out;
}

} // namespace

Timeline life_timeline(const LifeReport& r) {
    const auto& c = *r.calendar;
    Timeline t;
    t.caption = {
        "Plan and curves",
        "Lines are means over virtual people, bands their 5th to 95th percentile. Week 0 is the start of the plan.",
        {"days.csv", "adqs.csv"}};
    t.x = {"Week"};
    t.at = weeks_of_days(c);
    t.plan = plan_of(r);
    for (const int v : c.visits)
        t.visits.push_back(v / 7.0);

    // Instruments in points are symptoms; others are shown unless they only repeat a signal that has its curve.
    std::vector<std::size_t> symptoms, others;
    const auto repeats = [&](const Instrument& i) {
        return i.offset == 0 && i.scale == 1 && i.signals.size() == 1 && i.signals[0].second == 1 &&
               std::ranges::any_of(groups(), [&](const Group& g) {
                   return std::ranges::any_of(g.curves,
                                              [&](const Curve& one) { return one.signal == i.signals[0].first; });
               });
    };
    for (std::size_t i = 0; i < c.instruments.size(); ++i)
        if (c.instruments[i].unit == "points")
            symptoms.push_back(i);
        else if (c.instruments[i].daily() &&
                 !repeats(c.instruments[i])) // what is read at visits alone stands in their table
            others.push_back(i);
    const auto instruments = [&](const char* title, const std::string& unit, const std::vector<std::size_t>& which) {
        if (which.empty())
            return;
        std::vector<std::string> labels;
        for (const auto i : which)
            labels.push_back(title_of(c.instruments[i]));
        t.panels.push_back({title, {title, unit}, lines_of(r, which, labels, instrument_reading())});
    };
    instruments("Symptoms", "points", symptoms);
    for (const auto& g : groups()) {
        std::vector<std::size_t> columns;
        std::vector<std::string> labels;
        std::vector<bool> shown;
        for (const auto& curve : g.curves) {
            const auto at =
                std::ranges::find(r.signals, curve.signal, [](const auto& s) { return std::string_view(s.first); });
            if (at == r.signals.end())
                continue;
            columns.push_back(static_cast<std::size_t>(at - r.signals.begin()));
            labels.emplace_back(curve.label);
            shown.push_back(curve.shown);
        }
        if (columns.empty())
            continue;
        auto lines = lines_of(r, columns, labels, signal_reading());
        for (std::size_t k = 0; k < lines.size(); ++k)
            lines[k].shown = shown[k];
        t.panels.push_back({std::string(g.title), {std::string(g.title)}, std::move(lines)});
    }
    std::vector<std::string> units;
    for (const auto i : others)
        if (std::ranges::find(units, c.instruments[i].unit) == units.end())
            units.push_back(c.instruments[i].unit);
    for (const auto& unit : units) {
        std::vector<std::size_t> same;
        for (const auto i : others)
            if (c.instruments[i].unit == unit)
                same.push_back(i);
        instruments("Other instruments", unit, same);
    }
    expects(!t.panels.empty(), "a life has a signal or an instrument to draw");
    return t;
}

TableFigure plan_table(const LifeReport& r) {
    TableFigure t;
    t.caption = {"The plan in words", "", {}};
    t.table.columns = {{"what"}, {"from", "week"}, {"to", "week"}, {"about"}};
    for (const auto& b : plan_of(r))
        t.table.rows.push_back({b.label, b.from, b.to, b.era ? "life" : b.detail.substr(b.detail.find(". ") + 2)});
    return t;
}

LineChart gate_chart(const LifeReport& r) {
    LineChart chart;
    chart.caption = {"Gates of learning",
                     "How open pathways are to change, over health; a gate multiplies the rate of learning. Bands: 5th "
                     "to 95th percentile.",
                     {"days.csv"}};
    chart.x = {"Week"};
    chart.y = {"Gate, over health"};
    chart.at = weeks_of_days(*r.calendar);
    std::vector<std::size_t> columns;
    std::vector<std::string> labels;
    for (std::size_t k = 0; k < r.signals.size(); ++k)
        if (r.signals[k].first.starts_with("gate_")) {
            columns.push_back(k);
            labels.push_back(words_of(r.signals[k].first.substr(5)));
        }
    if (!columns.empty())
        chart.lines = lines_of(r, columns, labels, signal_reading());
    return chart;
}

} // namespace rewire
