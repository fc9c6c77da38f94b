// The plan above the curves: symptoms, circuits, body, structure over weeks.
#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <optional>

#include "base/error.hpp"
#include "report/life_figures.hpp"
#include "report/life_numbers.hpp"
#include "report/markup.hpp"

namespace rewire::report {
namespace {

constexpr std::size_t most_sessions = 60; // drawn as ticks; more become a solid bar

struct Curve {
    std::string signal, label;
    bool shown = true;
};
struct Group { // of curves on one scale
    std::string_view title, scale;
    std::vector<Curve> curves;
};
// Read-outs that have a title, and signals of the body: what a brain without them lacks is left out. New signals are in
// days.csv and result.nc at once, and here when they are worth a look.
std::vector<Group> groups_of(const life::LifeModel& model) {
    std::vector<Curve> circuits;
    for (const auto& out : model.readouts)
        if (!out.title.empty())
            circuits.push_back({out.name, out.title});
    return {{"Response of circuits", "over health", std::move(circuits)},
            {"Body",
             "over health",
             {{"cortisol", "cortisol"},
              {"sleep", "sleep (1 = eight good hours)"},
              {"bdnf", "BDNF"},
              {"inflammation", "inflammation", false},
              {"arousal", "noradrenergic arousal", false},
              {"fitness", "aerobic fitness", false}}},
            {"Volumes",
             "over health",
             {{"hippocampal_structure", "hippocampus"}, {"prefrontal_structure", "prefrontal cortex"}}},
            {"Growth and openness to change",
             "over health",
             {{"plasticity_window", "plasticity window"}, {"neurogenesis", "immature dentate neurons"}}},
            {"Serotonin transporter", "occupied share", {{"occupancy", "occupancy"}}},
            {"Serotonergic transmission", "above health", {{"serotonin_tone", "serotonergic transmission"}}}};
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
std::vector<Line> lines_of(const Spreads& s, const std::vector<std::size_t>& columns,
                           const std::vector<std::string>& labels) {
    std::vector<Line> out;
    for (std::size_t k = 0; k < columns.size(); ++k)
        out.push_back(line_of(labels[k], s, columns[k]));
    return out;
}

// As it was planned; lived() cuts it, unlived() tells the rest.
std::vector<PlanBar> plan_of(const model::Calendar& c) {
    std::vector<PlanBar> out;
    const auto between = [](double from, double to) {
        return fmt::format("weeks {} to {}", shown_number(near_week(from)), shown_number(near_week(to)));
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
        PlanBar bar{.label = course_label(c, course),
                    .detail = between(course.start / 7.0, course.end / 7.0) + ". " + t.says,
                    .from = course.start / 7.0,
                    .to = course.end / 7.0,
                    .fade = course.taper / 7.0};
        if (t.contested)
            bar.label += " (contested)";
        const double weeks = (course.end - course.start) / 7.0;
        if (!t.drug && course.per_week > 0 && course.per_week * weeks <= static_cast<double>(most_sessions))
            for (double at = 0; at < weeks - 1e-9; at += 1 / course.per_week)
                bar.sessions.push_back(course.start / 7.0 + at);
        out.push_back(std::move(bar));
    }
    return out;
}

// What of a bar is lived, up to the last day; nothing where it begins later.
std::optional<PlanBar> lived(PlanBar bar, double last) {
    if (bar.from >= last || (bar.to <= bar.from && !bar.era))
        return {};
    if (bar.to + bar.fade > last + 1e-9 && !bar.era)
        bar.label += " (the rest is not lived)";
    bar.to = std::min(bar.to, last);
    bar.fade = std::min(bar.fade, last - bar.to);
    std::erase_if(bar.sessions, [&](double at) { return at >= last; });
    return bar;
}
// How far what was planned was not lived, in words; empty when all of it was.
std::string unlived(const PlanBar& bar, double last) {
    const auto part = lived(bar, last);
    if (!part)
        return bar.era ? "" : "not lived: it begins after the last day";
    if (part->to < bar.to)
        return fmt::format("lived up to week {}, the last day", shown_number(near_week(last)));
    return part->fade < bar.fade
               ? fmt::format("tapering ends with week {}, the last day", shown_number(near_week(last)))
               : "";
}

} // namespace

std::vector<PlanBar> lived_plan(const model::Calendar& c) {
    std::vector<PlanBar> out;
    for (auto& bar : plan_of(c))
        if (auto part = lived(std::move(bar), c.last / 7.0))
            out.push_back(std::move(*part));
    return out;
}

void add_bands(Panel& p, const model::Instrument& i) {
    p.range = {i.low, i.high};
    for (std::size_t k = 0; k < i.bands.size(); ++k)
        p.bands.push_back({i.bands[k].name, i.bands[k].from, k + 1 < i.bands.size() ? i.bands[k + 1].from : i.high});
    if (!p.bands.empty())
        p.note = fmt::format("Shaded: bands of severity ({}).", i.bands_source);
}

Timeline life_timeline(const LifeReport& r) { return life_timeline(r, daily_spreads(r)); }
Timeline life_timeline(const LifeReport& r, const DailySpreads& daily) {
    const auto& c = *r.calendar;
    Timeline t;
    t.caption = {"Plan and curves",
                 "Lines are means over virtual people, bands their 5th to 95th percentile over people. Week 0 is the "
                 "start of the "
                 "plan; only what was lived is drawn.",
                 {"days.csv", answers_file(r)}};
    t.x = {"Week"};
    t.at = weeks_of_days(kept_days(r).days());
    t.plan = lived_plan(c);
    for (const int v : c.visits)
        t.visits.push_back(v / 7.0);

    // A scale of symptoms has a panel of its own: no two share their range. Other instruments come last, those of one
    // unit and range together, unless they only repeat a signal that has its curve.
    const auto groups = groups_of(*r.model);
    std::vector<std::size_t> others;
    const auto repeats = [&](const model::Instrument& i) {
        return i.offset == 0 && i.scale == 1 && i.signals.size() == 1 && i.signals[0].second == 1 &&
               std::ranges::any_of(groups, [&](const Group& g) {
                   return std::ranges::any_of(g.curves,
                                              [&](const Curve& one) { return one.signal == i.signals[0].first; });
               });
    };
    const auto instruments = [&](const std::string& title, const Axis& y, const std::vector<std::size_t>& which) {
        std::vector<std::string> labels;
        for (const auto i : which)
            labels.push_back(title_of(c.instruments[i]));
        t.panels.push_back({title, y, lines_of(daily.instruments, which, labels)});
    };
    for (std::size_t i = 0; i < c.instruments.size(); ++i) {
        const auto& one = c.instruments[i];
        if (one.unit == "points") {
            instruments(title_of(one), {"score", "points"}, {i});
            add_bands(t.panels.back(), one);
        } else if (one.daily() && !repeats(one)) // what is read at visits alone stands in their table
            others.push_back(i);
    }
    for (const auto& g : groups) {
        std::vector<std::size_t> columns;
        std::vector<std::string> labels;
        std::vector<bool> shown;
        for (const auto& curve : g.curves) {
            const auto at = std::ranges::find(r.signals, curve.signal, &std::pair<std::string, std::string>::first);
            if (at == r.signals.end())
                continue;
            columns.push_back(static_cast<std::size_t>(at - r.signals.begin()));
            labels.push_back(curve.label);
            shown.push_back(curve.shown);
        }
        if (columns.empty())
            continue;
        auto lines = lines_of(daily.signals, columns, labels);
        for (std::size_t k = 0; k < lines.size(); ++k)
            lines[k].shown = shown[k];
        t.panels.push_back({std::string(g.title), {std::string(g.scale)}, std::move(lines)});
    }
    const auto alike = [&](std::size_t a, std::size_t b) {
        const auto &one = c.instruments[a], &other = c.instruments[b];
        return one.unit == other.unit && one.low == other.low && one.high == other.high;
    };
    while (!others.empty()) {
        std::vector<std::size_t> same;
        std::ranges::copy_if(others, std::back_inserter(same), [&](auto i) { return alike(i, others.front()); });
        std::erase_if(others, [&](auto i) { return std::ranges::find(same, i) != same.end(); });
        const auto& first = c.instruments[same.front()];
        const bool plain = first.unit == "1";
        instruments(same.size() == 1 ? title_of(first) : fmt::format("Instruments, {}", plain ? "no unit" : first.unit),
                    {plain ? "reading, no unit" : "reading", first.unit}, same);
    }
    expects(!t.panels.empty(), "a life has a signal or an instrument to draw");
    return t;
}

TableFigure plan_table(const LifeReport& r) {
    TableFigure t;
    t.caption = {"The plan in words", "", {}};
    t.table.columns = {{"what"}, {"from", "week"}, {"to", "week"}, {"about"}};
    const double last = r.calendar->last / 7.0;
    for (const auto& b : plan_of(*r.calendar)) {
        const auto rest = unlived(b, last);
        const auto about = b.era ? std::string("life") : b.detail.substr(b.detail.find(". ") + 2);
        t.table.rows.push_back(
            {b.label, near_week(b.from), near_week(b.to), rest.empty() ? about : fmt::format("{}; {}", rest, about)});
    }
    return t;
}

LineChart gate_chart(const LifeReport& r, const DailySpreads& daily) {
    LineChart chart;
    chart.caption = {"Gates of learning",
                     "How open pathways are to change, over health; a gate multiplies the rate of learning. Bands: 5th "
                     "to 95th percentile.",
                     {"days.csv"}};
    chart.x = {"Week"};
    chart.y = {"Openness, over health"};
    chart.at = weeks_of_days(kept_days(r).days());
    std::vector<std::size_t> columns;
    std::vector<std::string> labels;
    for (std::size_t k = 0; k < r.signals.size(); ++k)
        if (r.signals[k].first.starts_with("gate_")) {
            columns.push_back(k);
            labels.push_back(words_of(r.signals[k].first.substr(5)));
        }
    if (!columns.empty())
        chart.lines = lines_of(daily.signals, columns, labels);
    return chart;
}

} // namespace rewire::report
