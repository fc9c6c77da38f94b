// The figures and tables of a life, from people whose differences are known: what is drawn where, means with their
// bands, changes with their signs.
#include "report/life_figures.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <set>

#include "base/error.hpp"
#include "report/life_numbers.hpp"
#include "report/made_up_life.hpp"
#include "report/names.hpp"
#include "report/page_parts.hpp"

namespace rewire {
using namespace report;
using namespace model;
namespace {

using namespace made_up_life;

using page_parts::number;
using page_parts::text;
const Panel* panel_of(const Timeline& t, const std::string& title) {
    const auto at = std::ranges::find(t.panels, title, &Panel::title);
    return at == t.panels.end() ? nullptr : &*at;
}
Instrument instrument(const char* name, const char* unit, double high) {
    Instrument i;
    i.name = i.says = name;
    i.unit = unit;
    i.high = high;
    return i;
}

// Person k reads t + k/4 on day t: on day 10 mean 10.375, and 0.15 and 2.85 steps of 0.25 above the first.
TEST(LifeTimeline, lines_are_means_between_their_percentiles_and_visits_are_in_weeks) {
    const Made m(four_scores);
    const auto t = life_timeline(m.report);
    const auto& line = t.panels.at(0).lines.at(0);
    EXPECT_NEAR(line.values[10], 10.375, 1e-12);
    EXPECT_NEAR(line.low[10], 10.0375, 1e-12);
    EXPECT_NEAR(line.high[10], 10.7125, 1e-12);
    EXPECT_EQ(t.visits, (std::vector<double>{-6, 0, 4, 8}));
    const auto* body = panel_of(t, "Body");
    ASSERT_TRUE(body);
    EXPECT_EQ(body->y.label, "over health");
    for (const auto& l : body->lines)
        EXPECT_EQ(l.shown, l.label == "cortisol" || l.label.starts_with("sleep") || l.label == "BDNF") << l.label;
    // A curve is of its own signal: signal s on day t is 1.015 + 0.001 t (s mod 7) in the mean.
    for (const auto& [signal, label] : {std::pair{"cortisol", "cortisol"}, {"fitness", "aerobic fitness"}}) {
        const auto s = std::ranges::find(m.report.signals, signal, [](const auto& one) { return one.first; }) -
                       m.report.signals.begin();
        const auto at = std::ranges::find(body->lines, label, &Line::label);
        ASSERT_NE(at, body->lines.end()) << label;
        EXPECT_NEAR(at->values[100], 1.015 + 0.1 * static_cast<double>(s % 7), 1e-6) << label;
    }
}
TEST(LifeTimeline, instruments_share_a_panel_only_where_unit_and_range_are_alike) {
    Made m(four_scores);
    auto& list = m.calendar.instruments;
    list = {instrument("Scale", "points", 21), instrument("Length A", "mm", 5), instrument("Length B", "mm", 5),
            instrument("Longer", "mm", 9),     instrument("Ratio", "1", 5),     instrument("Scanned", "mm", 5),
            instrument("Repeats", "1", 5),     instrument("Halved", "1", 7)};
    list[5].look.at = "scan";              // not read every day
    list[6].signals = {{"cortisol", 1}};   // has its curve already
    list[7].signals = {{"cortisol", 0.5}}; // is another number
    const auto t = life_timeline(m.report);
    std::vector<std::string> titles;
    for (const auto& p : t.panels)
        titles.push_back(p.title);
    EXPECT_EQ(titles.front(), "Scale");
    EXPECT_EQ((std::vector<std::string>(titles.end() - 4, titles.end())),
              (std::vector<std::string>{"Instruments, mm", "Longer", "Ratio", "Halved"}));
    const auto* both = panel_of(t, "Instruments, mm");
    ASSERT_EQ(both->lines.size(), 2u);
    EXPECT_EQ(both->lines[1].label, "Length B");
    EXPECT_EQ(panel_of(t, "Ratio")->y.label, "reading, no unit");
    for (const char* absent : {"Scanned", "Repeats"})
        for (const auto& p : t.panels)
            EXPECT_EQ(std::ranges::find(p.lines, absent, &Line::label), p.lines.end()) << absent;
    list[2].low = -1; // another range
    EXPECT_FALSE(panel_of(life_timeline(m.report), "Instruments, mm"));
    EXPECT_TRUE(panel_of(life_timeline(m.report), "Length A") && panel_of(life_timeline(m.report), "Length B"));
    list[7].high = 5; // now like Ratio
    EXPECT_TRUE(panel_of(life_timeline(m.report), "Instruments, no unit"));
    list[6].offset = 1; // says more than its signal
    EXPECT_EQ(panel_of(life_timeline(m.report), "Instruments, no unit")->lines.size(), 3u);
}
TEST(LifeTimeline, sessions_are_ticks_up_to_sixty_and_none_lies_beyond_the_last_day) {
    Made m(four_scores); // up to week 8
    auto& courses = m.calendar.courses;
    courses.resize(1); // cbt
    auto& c = courses[0];
    c.per_week = 1;
    c.end = 7 * 20;
    const auto bars = [&] { return life_timeline(m.report).plan; };
    EXPECT_EQ(bars().back().sessions, (std::vector<double>{0, 1, 2, 3, 4, 5, 6, 7})) << "the ninth is not lived";
    EXPECT_TRUE(bars().back().label.ends_with(" (the rest is not lived)"));
    EXPECT_EQ(bars().back().to, 8);
    for (std::size_t k = 0; k < 3; ++k)
        EXPECT_EQ(bars()[k].label.find("not lived"), std::string::npos) << "life itself goes on";
    c.end = 7 * 60;
    EXPECT_EQ(bars().back().sessions.size(), 8u) << "sixty are planned";
    c.end = 7 * 61;
    EXPECT_TRUE(bars().back().sessions.empty()) << "more are a solid bar";
    c.per_week = 2;
    c.start = -7;
    c.end = 0;
    EXPECT_EQ(bars().back().sessions, (std::vector<double>{-1, -0.5}));
    EXPECT_TRUE(bars().back().detail.starts_with("weeks −1 to 0. ")) << bars().back().detail;
    EXPECT_EQ(bars()[0].detail, "life, weeks −8 to −4");
    EXPECT_TRUE(bars()[0].era);
    EXPECT_FALSE(bars().back().era);
}
TEST(LifeTimeline, a_stretch_of_life_after_the_last_day_is_no_broken_promise) {
    Made m(four_scores);
    m.calendar.eras.push_back({.life = "ordinary", .start = 7 * 9, .end = 7 * 20, .signals = {}});
    const auto table = plan_table(m.report).table;
    ASSERT_EQ(table.rows.size(), 7u);
    EXPECT_EQ(text(table.rows[3][3]), "life");
    EXPECT_EQ(life_timeline(m.report).plan.size(), 6u) << "nor is it drawn";
}
TEST(LifeTimeline, gates_are_named_without_their_prefix) {
    Made m(four_scores);
    m.report.signals[3].first = "gate_of_<learning>";
    const auto chart = gate_chart(m.report, daily_spreads(m.report));
    const auto at = std::ranges::find(chart.lines, "of <learning>", &Line::label);
    ASSERT_NE(at, chart.lines.end());
    EXPECT_NEAR(at->values[100], 1.315, 1e-6);
    EXPECT_EQ(chart.at.size(), 113u);
    for (auto& s : m.report.signals)
        s.first = "other";
    EXPECT_TRUE(gate_chart(m.report, daily_spreads(m.report)).lines.empty());
}

// Pathway 2 of person k has a weight of 1 + k/10: changes of 0, 10, 20, 30 %. Their mean is 15 %, and 1.5 to 28.5 %;
// the mean logarithm, which the diagram shows, is that of (1 x 1.1 x 1.2 x 1.3)^(1/4) = 1.1445.
TEST(LifeChanges, tables_show_the_mean_change_and_diagrams_that_of_the_mean_logarithm) {
    Made m(four_scores);
    for (std::size_t k = 0; k < 4; ++k)
        for (std::size_t t = 0; t < 113; ++t)
            m.people[k].pathways(t, 2) = t < 56 ? 0 : std::log1p(0.1F * static_cast<float>(k));
    const auto t = pathway_changes(m.report).table;
    std::vector<std::string> heads;
    for (const auto& c : t.columns)
        heads.push_back(c.name + (c.unit.empty() ? "" : " " + c.unit));
    EXPECT_EQ(heads, (std::vector<std::string>{"pathway", "name in files", "what it does", "week −6 %", "5th to 95th %",
                                               "week 0 %", "5th to 95th %", "week 8 %", "5th to 95th %"}));
    const auto& row = t.rows[2];
    EXPECT_EQ(text(row[1]), made_up_model().pathways[2].name);
    EXPECT_EQ(text(row[2]), pathway_kind(made_up_model().pathways[2].kind));
    EXPECT_EQ(number(row[3]), 0);
    EXPECT_EQ(text(row[4]), "0\u00a0to\u00a00");
    EXPECT_EQ(number(row[7]), 15);
    EXPECT_EQ(text(row[8]), "1.5\u00a0to\u00a028.5");
    const auto diagrams = pathway_diagrams(m.report).diagrams;
    const auto& arrow = diagrams.at(1).arrows.at(2);
    EXPECT_NEAR(arrow.change, 0.1445, 1e-4);
    EXPECT_EQ(arrow.tip, "+14.5 % (+1.4 to +28.4 %)");
    EXPECT_NEAR(diagrams.at(0).arrows.at(2).change, 0.1445, 1e-4) << "week 0 is day 56, after whose night it had moved";
}
// Activity 1 takes person k 2 + k hours in the week before week 8: mean 3.5, 2.15 to 4.85; at other times nothing.
TEST(LifeChanges, hours_are_of_the_week_before_and_what_nobody_does_is_left_out) {
    Made m(four_scores);
    for (std::size_t k = 0; k < 4; ++k)
        for (std::size_t t = 0; t < 113; ++t) {
            m.people[k].hours(t, 1) = t >= 105 && t < 112 ? 2 + static_cast<float>(k) : 0;
            m.people[k].hours(t, 0) = t == 105 ? 7.F : 0; // a single day of the seven
        }
    const auto t = hours_changes(m.report).table;
    ASSERT_EQ(t.rows.size(), 2u);
    EXPECT_EQ(t.columns[3].name, "week 8");
    EXPECT_EQ(t.columns[3].unit, "h");
    EXPECT_EQ(text(t.rows[1][0]), words_of(made_up_model().activities[1].name));
    EXPECT_EQ(text(t.rows[1][1]), "0.00 (0.00\u00a0to\u00a00.00)");
    EXPECT_EQ(text(t.rows[1][3]), "3.50 (2.15\u00a0to\u00a04.85)");
    EXPECT_EQ(text(t.rows[0][3]), "1.00 (1.00\u00a0to\u00a01.00)") << "seven hours on one of seven days";
    const auto b = hours_bars(m.report);
    ASSERT_EQ(b.parts.size(), 2u);
    EXPECT_EQ(b.values(2, 1), 0) << "in week 4 it had not begun";
    EXPECT_NEAR(b.values(3, 1), 3.5, 1e-6);
    EXPECT_NEAR(b.values(3, 0), 1, 1e-6);
    m.calendar.visits.clear();
    EXPECT_EQ(hours_bars(m.report).rows, (std::vector<std::string>{"Week −8", "Week 0", "Week 8"}))
        << "without visits its moments are compared";
    for (auto& p : m.people)
        p.hours(0, 0) = 5;
    EXPECT_NEAR(hours_bars(m.report).values(0, 0), 5, 1e-6) << "of the first day, which has no week before it";
}
TEST(LifeChanges, brains_of_another_activity_are_shown_only_where_it_changed_enough) {
    Made m(four_scores);
    const auto& model = made_up_model();
    const std::size_t activities = model.activities.size();
    // Under threat a step is 6 at most, by visits 0, 1, 3; activity 1 moves by `share` of that.
    const auto titles = [&](double share) {
        for (auto& p : m.people)
            for (std::size_t v = 0; v < 4; ++v)
                for (std::size_t i = 0; i < 82; ++i) {
                    p.rates(v * activities, i) = 3;
                    p.rates(v * activities + 1, i) = static_cast<float>(3 + share * static_cast<double>(v));
                    p.rates(v * activities + threat(), i) = static_cast<float>(5 + static_cast<double>(v));
                }
        std::vector<std::string> out;
        for (const auto& f : brain_figures(m.report))
            out.push_back(f.caption.title);
        return out;
    };
    EXPECT_EQ(titles(0.19).size(), 5u) << "next to nothing";
    const auto all = titles(0.21);
    ASSERT_EQ(all.size(), 7u);
    EXPECT_EQ(all[6], "Change of rate in " + words_of(model.activities[1].name) + ": week 8 minus week 0");
    const auto figures = brain_figures(m.report);
    EXPECT_NEAR(figures[5].picture.regions[0].value, 0.21, 1e-6) << "from week −6 to week 0";
    EXPECT_NEAR(figures[6].picture.regions[0].value, 0.42, 1e-6);
    EXPECT_EQ(figures[5].picture.range, figures[6].picture.range);
    EXPECT_NEAR(figures[6].picture.range->second, 0.42, 1e-6);
    EXPECT_NEAR(figures[6].picture.range->first, -0.42, 1e-6) << "as far down as up";
    EXPECT_EQ(figures[6].picture.quantity, "Change of mean rate");
    EXPECT_EQ(figures[0].picture.quantity, "Mean rate");
    brain::Connectome unknown = made_up_brain();
    unknown.hemispheres[7] = '?';
    m.report.connectome = &unknown;
    const auto seen = brain_figures(m.report)[0].picture.regions;
    EXPECT_EQ(seen[7].hemisphere, 'B') << "not known: seen from both sides";
    EXPECT_EQ(seen[8].hemisphere, unknown.hemispheres[8]);
}
// Within a network 0.5, between 0.1; afterwards 0.2 more everywhere. The diagonal counts in no mean and has no colour.
TEST(LifeChanges, connectivity_is_shown_before_after_and_as_what_became_of_it) {
    Made m(four_scores);
    const auto& networks = made_up_brain().networks;
    Matrix before(82, 82), after(82, 82);
    for (std::size_t i = 0; i < 82; ++i)
        for (std::size_t j = 0; j < 82; ++j) {
            before(i, j) = i == j ? 1 : networks[i] == networks[j] ? 0.5 : 0.1;
            after(i, j) = i == j ? 1 : before(i, j) + 0.2;
        }
    m.report.fc_before = before;
    m.report.fc_after = after;
    const auto all = connectivity_figures(m.report);
    ASSERT_EQ(all.size(), 4u);
    const auto& means = all[0];
    ASSERT_EQ(means.maps.size(), 2u);
    EXPECT_EQ(means.maps[0].title, "Week 0");
    EXPECT_EQ(means.maps[1].title, "Week 8");
    EXPECT_EQ(means.maps[0].rows.label, "Network");
    const auto n = std::set<std::string>(networks.begin(), networks.end()).size();
    ASSERT_EQ(means.maps[0].values.rows(), n);
    EXPECT_NEAR(means.maps[0].values(0, 0), 0.5, 1e-12);
    EXPECT_NEAR(means.maps[0].values(0, 1), 0.1, 1e-12);
    EXPECT_NEAR(means.maps[1].values(0, 0), 0.7, 1e-12);
    EXPECT_EQ(all[1].maps.at(0).title, "Week 8 minus week 0");
    EXPECT_NEAR(all[1].maps[0].values(0, 1), 0.2, 1e-12);
    EXPECT_EQ(all[1].quantity, "Change of correlation");
    EXPECT_TRUE(std::isnan(all[2].maps[0].values(5, 5)));
    EXPECT_EQ(all[2].maps[0].values(5, 6), before(5, 6));
    EXPECT_NEAR(all[3].maps[0].values(5, 6), 0.2, 1e-12);
    m.report.fc_after.reset();
    EXPECT_EQ(connectivity_figures(m.report).size(), 2u);
    EXPECT_EQ(connectivity_figures(m.report)[0].maps.size(), 1u);
    before(3, 4) = before(4, 3) = std::nan(""); // a pair that is not known counts in no mean
    m.report.fc_after = before;
    m.report.fc_before.reset();
    const auto late = connectivity_figures(m.report);
    EXPECT_EQ(late[0].maps.at(0).title, "Week 8");
    for (const double v : late[0].maps[0].values.values())
        EXPECT_TRUE(std::isnan(v) || std::abs(v - 0.5) < 1e-12 || std::abs(v - 0.1) < 1e-12) << v;
    m.report.fc_after = Matrix(3, 3);
    EXPECT_THROW(connectivity_figures(m.report), Defect);
}

} // namespace
} // namespace rewire
