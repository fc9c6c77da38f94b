// What a life that hurts shows of it: the picture from body to brain, before and after, and why people hurt.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

#include "base/error.hpp"
#include "report/life_figures.hpp"
#include "report/life_numbers.hpp"
#include "report/markup.hpp"

namespace rewire::report {
namespace {

constexpr std::size_t most_people = 8; // named one by one

// The first visit and the last, or the first day of the plan and the last.
std::vector<Moment> before_and_after(const model::Calendar& c) {
    const auto at = [&](int day) {
        const auto v = std::ranges::find(c.visits, day);
        return Moment{
            week_label(day / 7.0), day,
            v == c.visits.end() ? std::nullopt : std::optional(static_cast<std::size_t>(v - c.visits.begin()))};
    };
    const int first = c.visits.empty() ? std::max(c.first, 0) : c.visits.front(),
              last = c.visits.size() > 1 ? c.visits.back() : c.last;
    return first == last ? std::vector{at(last)} : std::vector{at(first), at(last)};
}

class Values {
public:
    Values(const LifeReport& r, std::span<const simulate::Person* const> people, const Moment& moment)
        : r_(r), people_(people), moment_(moment), healthy_(simulate::healthy_signals(*r.model)) {}

    MapValue of(std::span<const std::string_view> signals) const { // the one that is further from health
        MapValue out;
        for (const auto name : signals)
            if (!name.empty()) {
                const auto one = signal(name);
                if (std::isnan(out.change) || std::abs(one.change) > std::abs(out.change))
                    out.change = one.change;
                out.tip += (out.tip.empty() ? "" : "; ") + one.tip;
            }
        return out;
    }
    // How strongly circuits answer to a volley of pain over the brain that all share, as it was found at the visit.
    MapValue answer(std::span<const std::string_view> circuits) const {
        const auto& m = *r_.model;
        const auto pain = std::ranges::find(m.activities, "pain", &life::Activity::name);
        MapValue out{0, "not recorded on that day"};
        if (pain == m.activities.end() || !moment_.visit)
            return out;
        const auto use = static_cast<std::size_t>(pain - m.activities.begin());
        const auto read = rate_reading();
        const auto& busy = *m.equilibria->healthy(use);
        const auto& calm = *m.equilibria->healthy(0);
        const std::size_t row = *moment_.visit * m.activities.size();
        std::vector<double> all; // of those who hurt on that day: rates of what is not in use are not there
        for (const auto* p : people_) {
            double sum = 0, healthy = 0;
            for (const auto& c : m.circuits)
                if (std::ranges::find(circuits, std::string_view(c.name)) != circuits.end())
                    for (const auto i : c.places) {
                        sum += read(*p, row + use, i) - read(*p, row, i);
                        healthy += busy.output[i] - calm.output[i];
                    }
            all.push_back(sum / healthy - 1);
        }
        const auto s = simulate::spread_of(std::move(all));
        if (std::isnan(s.mean))
            return out;
        return {s.mean / widest_answer,
                fmt::format("answer to a volley of pain {:.3g} times the healthy one{}", 1 + s.mean,
                            between(shown_short(1 + s.p05), shown_short(1 + s.p95)))};
    }

private:
    MapValue signal(std::string_view name) const {
        const auto& body = *r_.model->wiring->body;
        const auto k = body.find(name);
        if (k == life::nowhere || (body.signals()[k].source == "nobody" && r_.model->silenced(name)))
            return {std::nan(""), fmt::format("{}: left out", words_of(std::string(name)))};
        const auto read = signal_reading();
        const auto row = kept_row(r_, moment_.day);
        std::vector<double> all;
        for (const auto* p : people_)
            all.push_back(read(*p, row, k));
        const auto s = simulate::spread_of(std::move(all));
        const double healthy = healthy_[k] / body.signals()[k].unit.si;
        const auto scale = std::ranges::find(map_scales(), name, &MapScale::signal);
        expects(scale != map_scales().end(), "a signal that is drawn has its widest line");
        const auto& unit = r_.signals[k].second;
        return {(s.mean - healthy) / scale->widest,
                fmt::format("{} {}{}, in health {}; widest at {} from it", words_of(std::string(name)),
                            shown_short(s.mean, unit), between(shown_short(s.p05), shown_short(s.p95)),
                            shown_short(healthy, unit), shown_short(scale->widest, unit))};
    }
    std::string between(const std::string& low, const std::string& high) const {
        return people_.size() > 1 ? fmt::format(" ({} to {})", low, high) : "";
    }
    const LifeReport& r_;
    std::span<const simulate::Person* const> people_;
    Moment moment_;
    std::vector<double> healthy_;
};

// Whether something in the box is told the signal: a mechanism of this life, or circuits, by a pathway or as hours of
// what drives them.
bool hears(const life::LifeModel& m, const MapBox& box, std::string_view signal) {
    return std::ranges::any_of(m.body,
                               [&](const mechanism::Entry* e) {
                                   return std::ranges::find(box.mechanisms, e->name) != box.mechanisms.end() &&
                                          mechanism::find_row(e->inputs, signal) != life::nowhere;
                               }) ||
           (!box.circuits[0].empty() &&
            (std::ranges::find(m.pathways, signal, &life::Pathway::name) != m.pathways.end() ||
             std::ranges::find(m.activities, signal, &life::Activity::hours) != m.activities.end()));
}

double whole_percent(double share) { return std::round(100 * share) + 0.0; }

} // namespace

PainMapFigure pain_map(const LifeReport& r, std::optional<std::size_t> person) {
    std::vector<const simulate::Person*> people;
    for (std::size_t k = 0; k < r.people->size(); ++k)
        if (!person || *person == k)
            people.push_back(&(*r.people)[k]);
    PainMapFigure f;
    f.caption = {"From body to brain",
                 fmt::format("{} at the first visit and at the last, on one scale: the wider a line and the darker a "
                             "box, the further is what it says from its healthy value; the widest stands for the "
                             "most its equations allow or severe illness brings (assumed). Lines are signals that one "
                             "mechanism of the model gives another: a choice of them, rewire plan names all. Point at "
                             "one for its numbers{}.",
                             people.size() > 1 ? "Mean over people" : "One person",
                             people.size() > 1 ? ", with the 5th and 95th percentile over people" : ""),
                 {"days.csv"}};
    if (person)
        f.caption = {fmt::format("From body to brain: {}", subject_of(*people[0])),
                     fmt::format("Who hurts most on the last day ({:.0f} of 100), on the same scale.",
                                 100 * r.pain[*person].pain),
                     {}};
    for (const auto& moment : before_and_after(*r.calendar)) {
        const Values values(r, people, moment);
        auto& map = f.maps.emplace_back();
        map.title = moment.label;
        for (const auto& box : map_boxes()) {
            auto v = values.of(box.signals);
            if (std::isnan(v.change) && !box.circuits[0].empty())
                v = values.answer(box.circuits);
            v.tip = fmt::format("{}{}{}: {}", box.title, box.more.empty() ? "" : " ", box.more, v.tip);
            map.boxes.push_back(std::move(v));
        }
        for (const auto& line : map_lines()) {
            const auto& to = *std::ranges::find(map_boxes(), line.to, &MapBox::name);
            const bool heard = std::ranges::any_of(
                line.signals, [&](std::string_view s) { return !s.empty() && hears(*r.model, to, s); });
            map.lines.push_back(heard ? values.of(line.signals) : MapValue{});
        }
    }
    return f;
}

TableFigure pain_causes_table(const LifeReport& r) {
    const auto s = simulate::spread_of(r.pain);
    TableFigure t;
    t.caption = {
        "Why it hurts at the end",
        fmt::format(
            "Pain of the last day: {:.1f} of 100 in the mean; {} of {} people hurt (5 of 100 or more). Each row: the "
            "pain that the same day's signals would come to with this one group as in health and everything else as it "
            "was lived. It is no life lived anew: what a cause has done to others before stays (lost sleep that has "
            "opened the medulla's gate counts as sensitisation). Causes multiply, so that shares do not add up to all; "
            "below zero: it protects.",
            s.pain, s.hurting, s.people),
        {"pain_causes.csv"}};
    t.table.columns = {{"if it were as in health"},
                       {"pain gone", "of 100"},
                       {"share of all pain", "%"},
                       {"median over those who hurt", "%"},
                       {"quartiles", "%"}};
    for (std::size_t k = 0; k < s.causes.size(); ++k) {
        const auto& c = s.causes[k];
        if (std::ranges::all_of(r.pain, [&](const auto& p) { return !(std::abs(p.pain - p.without[k]) > 1e-6); }))
            continue; // of no account in anybody
        const auto tenth = [](double v) { return std::round(10 * v) / 10 + 0.0; };
        t.table.rows.push_back({simulate::pain_causes()[k].title, tenth(c.points), tenth(100 * c.share),
                                tenth(100 * c.median),
                                std::isnan(c.p25) ? std::string("n/a")
                                                  : fmt::format("{}\u00a0to\u00a0{}", shown_number(tenth(100 * c.p25)),
                                                                shown_number(tenth(100 * c.p75)))});
    }
    return t;
}

std::vector<std::size_t> people_by_pain(const LifeReport& r) {
    std::vector<std::size_t> order(r.pain.size());
    std::iota(order.begin(), order.end(), 0U);
    std::erase_if(order, [&](std::size_t k) { return !(r.pain[k].pain >= simulate::hurts); });
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return r.pain[a].pain > r.pain[b].pain; });
    return order;
}

TableFigure pain_people_table(const LifeReport& r) {
    auto order = people_by_pain(r);
    if (order.size() > most_people)
        order.resize(most_people);
    TableFigure t;
    t.caption = {
        "Why this person hurts",
        "Those who hurt most on the last day, and the share of their pain that would be gone with one cause as "
        "in health, as above. Everybody is in the file.",
        {"pain_causes.csv"}};
    t.table.columns = {{"virtual person"}, {"pain", "of 100"}};
    for (const auto& c : simulate::pain_causes())
        t.table.columns.push_back({words_of(c.name)});
    for (const auto k : order) {
        auto& row = t.table.rows.emplace_back();
        row = {subject_of((*r.people)[k]), std::round(100 * r.pain[k].pain)};
        for (std::size_t c = 0; c < r.pain[k].without.size(); ++c)
            row.emplace_back(whole_percent(r.pain[k].share(c)));
    }
    return t;
}

Table pain_causes_rows(const LifeReport& r) {
    Table t{{{"USUBJID"}, {"pain", "1"}, {"cause"}, {"without", "1"}, {"share", "1"}}, {}};
    for (std::size_t k = 0; k < r.pain.size(); ++k)
        for (std::size_t c = 0; c < r.pain[k].without.size(); ++c)
            t.rows.push_back({subject_of((*r.people)[k]), r.pain[k].pain, simulate::pain_causes()[c].name,
                              r.pain[k].without[c],
                              r.pain[k].pain >= simulate::hurts ? r.pain[k].share(c) : std::nan("")});
    return t;
}

} // namespace rewire::report
