// The picture from body to brain: it shows what the model has, joins what the model joins, and is wide where signals
// are far from health.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <set>

#include "base/file.hpp"
#include "report/life_figures.hpp"
#include "report/made_up_life.hpp"
#include "report/page_parts.hpp"
#include "report/pain_map.hpp"

namespace rewire {
namespace {
using namespace made_up_life;
using namespace page_parts;

const MapBox& box(std::string_view name) {
    const auto at = std::ranges::find(map_boxes(), name, &MapBox::name);
    if (at == map_boxes().end())
        throw std::out_of_range(std::string(name));
    return *at;
}
bool has(std::span<const std::string_view> list, std::string_view name) {
    return !name.empty() && std::ranges::find(list, name) != list.end();
}
const Pathway* pathway(std::string_view name) {
    const auto& all = made_up_model().pathways;
    const auto at = std::ranges::find(all, name, &Pathway::name);
    return at == all.end() ? nullptr : &*at;
}
std::string_view circuit(std::size_t k) { return made_up_model().circuits[k].name; }

bool makes(const MapBox& b, std::string_view signal) {
    const auto& m = made_up_model();
    const auto& body = *m.wiring->body;
    if (const auto* p = pathway(signal))
        return has(b.circuits, circuit(p->from));
    const auto readout = std::ranges::find(m.readouts, signal, &Readout::name);
    if (readout != m.readouts.end())
        return static_cast<std::size_t>(std::ranges::count_if(b.circuits, [](auto c) { return !c.empty(); })) ==
                   readout->circuits.size() &&
               std::ranges::all_of(readout->circuits, [&](std::size_t c) { return has(b.circuits, circuit(c)); });
    return has(b.mechanisms, body.signals()[body.place(signal)].source);
}
// The mechanism of the box that reads the signal; null where circuits do.
const Entry* reader(const MapBox& b, std::string_view signal) {
    for (const auto* e : made_up_model().body)
        if (has(b.mechanisms, e->name) && find_row(e->inputs, signal) != nowhere)
            return e;
    return nullptr;
}
bool reads(const MapBox& b, std::string_view signal) {
    const auto& m = made_up_model();
    if (const auto* p = pathway(signal); p && has(b.circuits, circuit(p->to)))
        return true;
    for (const auto& a : m.activities) // hours drive circuits
        if (a.hours == signal &&
            std::ranges::any_of(a.drive, [&](const auto& d) { return has(b.circuits, circuit(d.first)); }))
            return true;
    return reader(b, signal) != nullptr;
}

TEST(PainMap, names_what_the_model_has) {
    const auto& m = made_up_model();
    std::set<std::string_view> names;
    for (const auto& b : map_boxes()) {
        EXPECT_TRUE(names.insert(b.name).second) << b.name;
        EXPECT_TRUE(!b.signals[0].empty() || !b.circuits[0].empty()) << b.name << " is shaded by something";
        for (const auto s : b.signals)
            if (!s.empty()) {
                EXPECT_NE(m.wiring->body->find(s), nowhere) << b.name << ": " << s;
            }
        for (const auto e : b.mechanisms)
            if (!e.empty()) {
                EXPECT_NE(m.find(e), nullptr) << b.name << ": " << e;
            }
        for (const auto c : b.circuits)
            if (!c.empty()) {
                EXPECT_TRUE(std::ranges::any_of(m.circuits, [&](const auto& known) { return known.name == c; })) << c;
            }
        for (const auto s : b.signals) // what shades a box is its own
            if (!s.empty() && b.circuits[0].empty()) {
                EXPECT_TRUE(makes(b, s)) << b.name << ": " << s;
            }
    }
}
TEST(PainMap, joins_what_the_model_joins) {
    for (const auto& line : map_lines())
        for (const auto s : line.signals)
            if (!s.empty()) {
                EXPECT_TRUE(makes(box(line.from), s)) << line.from << " does not put out " << s;
                EXPECT_TRUE(reads(box(line.to), s)) << line.to << " does not read " << s;
            }
}
TEST(PainMap, every_signal_has_its_widest_line_and_none_is_idle) {
    std::set<std::string_view> drawn;
    for (const auto& b : map_boxes())
        drawn.insert(b.signals.begin(), b.signals.end());
    for (const auto& l : map_lines())
        drawn.insert(l.signals.begin(), l.signals.end());
    drawn.erase("");
    std::set<std::string_view> scaled;
    for (const auto& s : map_scales()) {
        EXPECT_GT(s.widest, 0);
        EXPECT_TRUE(scaled.insert(s.signal).second) << s.signal;
    }
    EXPECT_EQ(scaled, drawn);
}
// In a back and a nerve that hurt, and are relieved in the end: a little more of the signal, and what it reaches is
// higher or lower days later, as the head of its line says.
TEST(PainMap, heads_say_what_signals_do) {
    const auto& m = made_up_model();
    Life life(m);
    std::vector<int> found(map_lines().size(), 0);
    for (int day = 0; day < 150; ++day) {
        life.day(
            day == 0 || day == 30
                ? DayPlan{.signals = {{"back_strain", 1.2}, {"nerve_lesion", 0.4}, {"stress", 2}}, .activities = {}}
                : DayPlan{.signals = {{"stress", 2}, {"mor_occupancy", day < 100 ? 0.0 : 1.0}}, .activities = {}});
        if (day != 4 && day % 10 != 0)
            continue;
        for (std::size_t k = 0; k < map_lines().size(); ++k) {
            const auto& line = map_lines()[k];
            for (const auto signal : line.signals) {
                if (signal.empty())
                    continue;
                const auto& to = box(line.to);
                const auto* e = reader(to, signal);
                if (!e) { // circuits: by the pathway's kind, and hours drive
                    const auto* p = pathway(signal);
                    EXPECT_EQ(line.sign, p && p->kind == Pathway::Kind::inhibits ? -1 : 1) << line.from << signal;
                    found[k] = 1;
                    continue;
                }
                Cellful cells(*e, 2);
                auto own = life.mechanism(e->name);
                for (std::size_t c = 0; c < 2; ++c) {
                    for (std::size_t s = 0; s < e->states.size(); ++s)
                        cells.state(s, c) = own.state(s, 0);
                    for (std::size_t u = 0; u < e->inputs.size(); ++u)
                        cells.input(u, c) = life.at(e->inputs[u].name);
                }
                const auto in = find_row(e->inputs, signal);
                cells.input(in, 1) += 0.05 * e->inputs[in].unit.si * (e->inputs[in].unit.text == "Hz" ? 20 : 1);
                for (int later = 0; later < 3 && !e->states.empty(); ++later)
                    cells.step(86400);
                cells.emit();
                auto out = find_row(e->outputs, to.signals[0]);
                if (out == nowhere)
                    out = 0;
                const double effect = (cells.output(out, 1) - cells.output(out, 0)) * line.sign;
                EXPECT_GE(effect, -1e-9) << line.from << " to " << line.to << ", " << signal;
                found[k] += effect > 1e-7 ? 1 : 0;
            }
        }
    }
    for (std::size_t k = 0; k < found.size(); ++k)
        EXPECT_GT(found[k], 0) << map_lines()[k].from << " does nothing to " << map_lines()[k].to;
}
TEST(PainMap, lines_begin_and_end_at_their_boxes_and_boxes_stand_apart_on_their_levels) {
    const auto high = [](const MapBox& b) { return b.group ? 76.0 : 16.0; };
    const auto off = [&](const MapBox& b, MapSpot s) { // from its edge
        const double x = std::abs(s.x - b.at.x) - b.width / 2, y = std::abs(s.y - b.at.y) - high(b);
        return std::abs(std::max(x, y));
    };
    for (const auto& l : map_lines()) {
        EXPECT_LE(off(box(l.from), l.path().front()), 4) << l.from << " to " << l.to;
        EXPECT_LE(off(box(l.to), l.path().back()), 6) << l.from << " to " << l.to;
    }
    for (const auto& a : map_boxes()) {
        EXPECT_GE(a.at.x - a.width / 2, 12) << a.name;
        EXPECT_LE(a.at.x + a.width / 2, 470) << a.name;
        EXPECT_EQ(std::ranges::count_if(map_levels(),
                                        [&](const MapLevel& l) {
                                            return a.at.y - high(a) >= l.top + 2 && a.at.y + high(a) <= l.bottom - 2;
                                        }),
                  1)
            << a.name;
        for (const auto& b : map_boxes())
            if (&a != &b && !a.group && !b.group) {
                EXPECT_TRUE(std::abs(a.at.x - b.at.x) >= (a.width + b.width) / 2 + 4 || std::abs(a.at.y - b.at.y) >= 36)
                    << a.name << " and " << b.name;
            }
        EXPECT_LE(7.4 * static_cast<double>(a.title.size()), a.width + 4) << a.title << " does not fit";
        EXPECT_LE(6.4 * static_cast<double>(a.more.size()), a.width + 4) << a.more << " does not fit";
    }
}

PainMap drawn(double change) {
    PainMap m{.title = "Week 0", .boxes = {}, .lines = {}};
    for (std::size_t k = 0; k < map_boxes().size(); ++k)
        m.boxes.push_back({change, "box"});
    for (std::size_t k = 0; k < map_lines().size(); ++k)
        m.lines.push_back({change, "line"});
    return m;
}
TEST(PainMap, a_signal_twice_as_far_from_health_has_a_wider_line) {
    EXPECT_EQ(map_line_width(0), 1);
    EXPECT_NEAR(map_line_width(0.4) - 1, 2 * (map_line_width(0.2) - 1), 1e-12);
    EXPECT_EQ(map_line_width(-0.4), map_line_width(0.4));
    EXPECT_EQ(map_line_width(3), map_line_width(1)) << "no wider than the widest";
    const auto svg = pain_map_svg(drawn(0.2));
    EXPECT_NE(svg.find(R"(stroke-width="2.8")"), std::string::npos);
    EXPECT_NE(pain_map_svg(drawn(-0.4)).find(R"(<g class="arrow less")"), std::string::npos);
    EXPECT_EQ(count(svg, R"(class="arrow more")"), map_lines().size());
    EXPECT_EQ(count(svg, R"(class="shade")"), map_boxes().size());
    const auto gone = pain_map_svg(drawn(std::nan("")));
    EXPECT_EQ(count(gone, R"(class="arrow)"), 0u) << "what is left out of a model is not drawn";
    EXPECT_EQ(gone.find("nan"), std::string::npos);
}

TEST(PainMap, stands_in_the_report_of_a_life_that_hurts_and_in_no_other) {
    Made m(four_scores);
    const auto without = life_page(m.report).html({});
    for (const char* part : {"From body to brain", "Why it hurts", "svg class=\"circuit body\""})
        EXPECT_EQ(without.find(part), std::string::npos) << part;
    m.report.pain = made_up_pain(m.people.size());
    const auto html = life_page(m.report).html({});
    EXPECT_EQ(count(html, "svg class=\"circuit body\""), 4u) << "before and after, of all and of who hurts most";
    for (const char* part : {"Pain, from body to brain", "From body to brain: sub-000004", "Why it hurts at the end",
                             "Why this person hurts", "4 of 4 people hurt", "pain_causes.csv", "30 % of the widest",
                             "sub-000004", "Causes of pain: for each person"})
        EXPECT_NE(html.find(part), std::string::npos) << part;
    const auto rows = pain_causes_rows(m.report);
    EXPECT_EQ(rows.rows.size(), 4 * simulate::pain_causes().size());
    const auto people = pain_people_table(m.report).table;
    EXPECT_EQ(std::get<std::string>(people.rows[0][0]), "sub-000004") << "who hurts most comes first";
    EXPECT_EQ(std::get<double>(people.rows[0][2]), 70);
}
// Side by side where there is room for two, one below the other where there is not, two on a sheet of paper.
TEST(PainMap, fits_screens_and_paper) {
    const auto css = std::string(embedded("life.css"));
    EXPECT_NE(css.find(".maps.body { grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); }"),
              std::string::npos);
    for (const char* whole : {"@media print { .maps.body { grid-template-columns: 1fr 1fr;",
                              "\n.stage .maps.body { grid-template-columns: 1fr 1fr;"})
        EXPECT_NE(css.find(whole), std::string::npos) << whole;
}
// scripts/pain_figure.py makes it of a report; where this fails, docs/pain.md says how.
TEST(PainMap, is_in_the_guide_as_it_is_drawn_today) {
    const auto svg = read_file(REWIRE_SOURCE_DIR "/docs/images/pain.svg");
    EXPECT_LT(svg.size(), 60'000u);
    for (const auto& b : map_boxes()) {
        EXPECT_GE(count(svg, fmt::format(">{}</text>", b.title)), 2u) << b.title;
        if (!b.group) {
            EXPECT_GE(count(svg, fmt::format(R"(x="{:.1f}" y="{:.1f}" width="{:.1f}")", b.at.x - b.width / 2,
                                             b.at.y - 16, b.width)),
                      2u)
                << b.name;
        }
    }
}
// Without fear of moving there is no line from it and none to it.
TEST(PainMap, draws_nothing_to_or_from_what_is_left_out) {
    Made m(four_scores);
    const auto without = life_model(made_up_brain().labels, scaled(made_up_brain()), {}, entries(), {},
                                    {"movement_fear", "central_disinhibition"});
    m.report.model = &without;
    m.report.signals = signals_of(without);
    m.report.pain = made_up_pain(m.people.size());
    for (auto& p : m.people)
        p.signals = Recording(p.signals.rows(), m.report.signals.size(), 0.5F);
    const auto f = pain_map(m.report);
    std::size_t drawn = 0;
    for (std::size_t k = 0; k < map_lines().size(); ++k) {
        const auto& l = map_lines()[k];
        const bool gone = l.from == "fear" || l.to == "fear" || (l.from == "nerve" && l.to == "thalamus");
        EXPECT_EQ(std::isnan(f.maps[0].lines[k].change), gone) << l.from << " to " << l.to;
        drawn += gone ? 0 : 1;
    }
    EXPECT_GT(drawn, 30u);
    const auto value = [&](std::string_view name) {
        return f.maps[0].boxes[static_cast<std::size_t>(&box(name) - map_boxes().data())].change;
    };
    EXPECT_TRUE(std::isnan(value("fear")));
    EXPECT_FALSE(std::isnan(value("thalamus"))) << "its circuit answers all the same";
}
TEST(PainMap, shows_the_mean_over_people_at_the_first_visit_and_the_last) {
    Made m(four_scores);
    m.report.pain = made_up_pain(m.people.size());
    const auto k = made_up_model().wiring->body->place("pain");
    const auto first = static_cast<std::size_t>(m.calendar.visits.front() - m.calendar.first);
    for (std::size_t p = 0; p < m.people.size(); ++p) {
        m.people[p].signals(first, k) = 0.1F * static_cast<float>(p); // 0 to 0.3
        m.people[p].signals(m.people[p].signals.rows() - 1, k) = 0.4F;
    }
    const auto f = pain_map(m.report);
    ASSERT_EQ(f.maps.size(), 2u);
    EXPECT_EQ(f.maps[0].title, "Week \u22126");
    EXPECT_EQ(f.maps[1].title, "Week 8");
    const auto at = static_cast<std::size_t>(&box("pain") - map_boxes().data());
    EXPECT_NEAR(f.maps[0].boxes[at].change, 0.15, 1e-6);
    EXPECT_NEAR(f.maps[1].boxes[at].change, 0.4, 1e-6);
    EXPECT_NE(f.maps[1].boxes[at].tip.find("in health 0"), std::string::npos) << f.maps[1].boxes[at].tip;
}

} // namespace
} // namespace rewire
