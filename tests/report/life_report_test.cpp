// The page of a life, from made-up people with known answers: sections, figures, sources.
// To look at one with FC and circuits nobody has placed: REWIRE_LIFE_PAGE=page.html build/tests/test_report
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <gtest/gtest.h>
#include <map>
#include <regex>

#include "base/error.hpp"
#include "report/life_figures.hpp"
#include "report/life_sources.hpp"
#include "report/made_up_life.hpp"
#include "report/page_parts.hpp"

namespace rewire {
using namespace integrate;
using namespace life;
using namespace report;
namespace {

using namespace made_up_life;
using namespace page_parts;

TEST(LifePage, holds_every_section_and_stays_small) {
    Made m(four_scores);
    Matrix before(82, 82), after(82, 82);
    for (std::size_t i = 0; i < 82; ++i)
        for (std::size_t j = 0; j < 82; ++j) {
            before(i, j) = i == j ? 1 : 0.5 * std::cos(0.08 * (static_cast<double>(i) - static_cast<double>(j)));
            after(i, j) = before(i, j) + (made_up_brain().networks[i] == made_up_brain().networks[j] ? 0.1 : -0.02);
        }
    m.report.fc_before = before;
    m.report.fc_after = after;
    const auto html = life_page(m.report).html({});
    for (const char* section :
         {"Findings", "Timeline", "Brain", "Pathways", "Hours of the day", "Gates", "Functional connectivity",
          "What is contested", "Sources of numbers", "Methods", "Citations"})
        EXPECT_NE(html.find("<h2>" + std::string(section)), std::string::npos) << section;
    EXPECT_LT(html.size(), 3'000'000u);
    EXPECT_EQ(count(html, "<svg class=\"circuit\""), 2u) << "week 0 and the last visit";
    EXPECT_NE(html.find("2 of 4; 95 % interval"), std::string::npos);
    EXPECT_NE(html.find("vmPFC&gt;amygdala"), std::string::npos);
    if (const char* path = std::getenv("REWIRE_LIFE_PAGE")) {
        LifeModel strange = made_up_model();
        strange.circuits[strange.circuit("PCC")].name = "locus coeruleus";
        strange.circuits[strange.circuit("dlPFC")].name = "habenula";
        m.report.model = &strange;
        life_page(m.report).write(path, {.version = "test"});
        m.report.model = &made_up_model();
    }
    m.report.fc_before = m.report.fc_after = {};
    EXPECT_EQ(life_page(m.report).html({}).find("<h2>Functional connectivity"), std::string::npos);
}
TEST(LifePage, two_years_stay_below_three_megabytes) {
    std::string text = scenario_text;
    text.replace(text.find("ordinary for 4"), 14, "ordinary for 48");
    text.replace(text.find("0, 4, 8]"), 8, "0, 4, 52]");
    Made m(four_scores, "two_years.toml", text);
    unsigned noise = 1; // digits that do not compress into round numbers
    for (auto& p : m.people)
        for (float& v : p.signals.values()) {
            noise = noise * 1664525u + 1013904223u;
            v = static_cast<float>(noise) / 4.0e9F;
        }
    m.report.fc_before = Matrix(82, 82);
    m.report.fc_after = Matrix(82, 82);
    for (auto* fc : {&*m.report.fc_before, &*m.report.fc_after})
        for (double& v : fc->values()) {
            noise = noise * 1664525u + 1013904223u;
            v = static_cast<double>(noise) / 4294967296.0;
        }
    EXPECT_LT(life_page(m.report).html({}).size(), 3'000'000u);
}
TEST(LifePage, what_names_hold_is_shown_and_never_run) {
    const std::string evil = "</script><script>alert(1)</script><img src=x onerror=\"alert(2)\">";
    Made m(four_scores);
    const auto calm = life_page(m.report).html({});
    for (auto& e : m.calendar.eras)
        e.life = evil;
    m.calendar.population = evil;
    m.scenario.file = evil + ".toml";
    m.scenario.sex = evil;
    for (auto& t : m.calendar.treatments)
        t.name = t.says = t.source = evil;
    for (auto& i : m.calendar.instruments)
        i.name = i.says = i.source = evil;
    for (auto& s : m.report.signals)
        s.first = s.second = evil;
    m.report.signals[0].first = "gate_" + evil;
    m.report.warnings = m.report.notes = {evil};
    LifeModel changed = made_up_model();
    for (auto& p : changed.pathways)
        p.name = evil;
    for (auto& c : changed.circuits)
        c.name = evil;
    for (auto& a : changed.activities)
        a.name = evil;
    m.report.model = &changed;
    const auto html = life_page(m.report).html({});
    EXPECT_EQ(count(html, "<script"), count(calm, "<script"));
    EXPECT_EQ(count(html, "</script"), count(calm, "</script"));
    EXPECT_EQ(count(html, "<img"), 0u);
    EXPECT_EQ(html.find("onerror=\""), std::string::npos);
}
TEST(LifePage, a_life_without_visits_treatments_or_history_has_a_page) {
    Made m({{1}, {1}}, "bare.toml", "[plan]\nlife = \"ordinary\"\n[visits]\nweeks = [4]\ninstruments = [\"gad7\"]\n");
    m.calendar.visits.clear();
    m.calendar.instruments.clear();
    for (auto& p : m.people)
        p = made_up(m.calendar, m.report.signals.size(), 0, {});
    const auto html = life_page(m.report).html({});
    EXPECT_NE(html.find("<h2>Timeline"), std::string::npos);
    EXPECT_EQ(html.find("<h2>Brain"), std::string::npos) << "no visit, no rates";
    const auto kept = life_dataset(m.report);
    kept.dataset.check();
    EXPECT_EQ(kept.dataset.find("visit"), nullptr);
}

TEST(LifeFigures, the_plan_lies_over_the_weeks_it_covers) {
    const Made m(four_scores);
    const auto t = life_timeline(m.report);
    ASSERT_EQ(t.plan.size(), 6u); // three eras, three courses
    EXPECT_EQ(t.plan[1].label, "chronic stress");
    EXPECT_EQ(t.plan[1].from, -4);
    EXPECT_EQ(t.plan[1].to, 0);
    EXPECT_EQ(t.plan[2].to, 8) << "the life of the plan ends with the last day";
    EXPECT_EQ(t.plan[3].label, "cbt 50 min weekly");
    EXPECT_EQ(t.plan[3].sessions, (std::vector<double>{0, 1, 2, 3}));
    EXPECT_EQ(t.plan[4].sessions.size(), 28u);
    EXPECT_TRUE(t.plan[4].label.ends_with("(contested)"));
    EXPECT_EQ(t.plan[5].label, "escitalopram 10 mg daily, tapered over 2 weeks");
    EXPECT_TRUE(t.plan[5].sessions.empty());
    EXPECT_EQ(t.plan[5].fade, 2);
    EXPECT_EQ(t.at.front(), -8);
    EXPECT_EQ(t.at.back(), 8);
    EXPECT_EQ(t.panels[0].title, "GAD-7");
    EXPECT_NEAR(t.panels[0].lines[0].values[10], 10.375, 1e-12);
}
TEST(LifeFigures, the_plan_shows_nothing_that_is_not_lived) {
    Made m(four_scores);
    auto& c = m.calendar;
    c.courses.push_back(c.courses[2]);
    c.courses.back().start = c.last + 1; // after the last day
    c.courses.back().end = c.last + 8;
    c.courses[0].end = c.last + 100; // beyond it
    c.courses[2].end = c.last - 6;   // a taper that is cut
    c.courses[2].taper = 28;
    const auto t = life_timeline(m.report);
    ASSERT_EQ(t.plan.size(), 6u) << "a course after the last day has no bar";
    for (const auto& bar : t.plan) {
        EXPECT_LE(bar.from, bar.to) << bar.label;
        EXPECT_LE(bar.to + bar.fade, (c.last + 1) / 7.0 + 1e-9) << bar.label;
        for (const double session : bar.sessions)
            EXPECT_LE(session, c.last / 7.0 + 1e-9) << bar.label;
    }
    EXPECT_NEAR(t.plan[5].fade, 6 / 7.0, 1e-9) << "the six of its 28 days that come before the last one";
}
TEST(LifeFigures, arrows_and_tables_tell_the_same_change) {
    const Made m(four_scores);
    const auto f = pathway_diagrams(m.report);
    ASSERT_EQ(f.diagrams.size(), 2u);
    EXPECT_EQ(f.diagrams[0].title, "Week 0");
    EXPECT_EQ(f.diagrams[1].title, "Week 8");
    EXPECT_NEAR(f.diagrams[1].arrows[0].change, 0.1, 1e-6);
    EXPECT_NEAR(f.diagrams[1].arrows[1].change, -0.2, 1e-6);
    EXPECT_EQ(f.diagrams[1].arrows[1].head, DiagramArrow::Head::inhibits);
    const auto t = pathway_changes(m.report).table;
    EXPECT_EQ(number(t.rows[0][3]), 10);
    EXPECT_EQ(number(t.rows[1][7]), -20);
    EXPECT_EQ(text(t.rows[1][8]), "−20\u00a0to\u00a0−20");
}
TEST(LifeFigures, a_circuit_nobody_has_placed_stands_on_the_ring) {
    Diagram d{.title = "T",
              .nodes = {"amygdala", "nowhere known", "nor <this>"},
              .arrows = {{.name = "a", .from = 0, .to = 1, .change = 0.2, .tip = "t"}}};
    d.arrows.push_back(
        {.name = "self", .from = 1, .to = 1, .head = DiagramArrow::Head::inhibits, .change = -0.1, .tip = "t"});
    const auto svg = diagram_svg(d, widest_change(d));
    EXPECT_NE(svg.find("nor &lt;this&gt;"), std::string::npos);
    EXPECT_EQ(count(svg, "<rect class=\"node\""), 3u);
    EXPECT_EQ(svg.find("nan"), std::string::npos);
    EXPECT_NE(svg.find("class=\"arrow more\""), std::string::npos);
    EXPECT_NE(svg.find("class=\"arrow less\""), std::string::npos);
    d.arrows[0].change = NAN;
    EXPECT_NE(diagram_svg(d, widest_change(d)).find("class=\"arrow same\""), std::string::npos);
    d.arrows[0].to = 3;
    EXPECT_THROW(diagram_svg(d, 1), Defect);
}
TEST(LifeFigures, brains_show_means_and_differences_on_common_scales) {
    const Made m(four_scores);
    const auto f = brain_figures(m.report);
    ASSERT_EQ(f.size(), 7u); // three moments, two changes under threat, two of what changed as much
    EXPECT_EQ(f[0].caption.title, "Mean rate in threat: week −6");
    EXPECT_NEAR(f[0].picture.regions[10].value, 5.1, 1e-6);
    EXPECT_EQ(f[0].picture.range, f[2].picture.range);
    EXPECT_EQ(f[4].caption.title, "Change of rate in threat: week 8 minus week 0");
    EXPECT_NEAR(f[4].picture.regions[10].value, 2, 1e-6);
}
// Dots that are drawn otherwise than the colours say are told, with the reason.
TEST(LifeFigures, brains_of_which_nothing_is_known_say_so_and_why) {
    Made m(four_scores);
    for (auto& p : m.people)
        for (std::size_t i = 0; i < p.rates.cols(); ++i)
            p.rates(threat(), i) = std::nanf(""); // nobody felt a threat at the first visit
    std::size_t told = 0;
    for (const auto& f : brain_figures(m.report)) {
        const auto blank = std::ranges::count_if(f.picture.regions, [](const auto& r) { return std::isnan(r.value); });
        Page page("", "");
        page.add(f);
        const auto html = page.html({});
        EXPECT_EQ(html.find("dots are empty and dashed: no number is known there.") != html.npos, blank > 0);
        const bool change = f.caption.title.starts_with("Change of rate in threat: week 0 minus");
        EXPECT_EQ(f.caption.text.find("Nobody spent time in threat on the day of week −6, so there is no change") !=
                      f.caption.text.npos,
                  change)
            << f.caption.title << ": " << f.caption.text;
        told += change && blank > 0;
    }
    EXPECT_EQ(told, 1u);
}
TEST(LifeFigures, hours_are_means_of_the_week_before) {
    const Made m(four_scores);
    const auto b = hours_bars(m.report);
    EXPECT_EQ(b.rows, (std::vector<std::string>{"Week −6", "Week 0", "Week 4", "Week 8"}));
    ASSERT_EQ(b.parts.size(), 2u) << "what nobody does is left out";
    EXPECT_NEAR(b.values(3, 0), 14, 1e-6);
    EXPECT_NEAR(b.values(3, 1), 2, 1e-6);
}

TEST(LifeSources, every_parameter_and_file_value_is_listed_once) {
    const Made m(four_scores);
    std::size_t parameters = 0, assumed = 0;
    for (const auto* e : mechanisms_of(made_up_model())) {
        parameters += e->params.size();
        for (const auto& p : e->params)
            assumed += p.note.starts_with("assumed");
    }
    Page page("", "");
    page.add(life_parameters(m.report));
    EXPECT_EQ(life_parameters(m.report).table.rows.size(), parameters);
    EXPECT_EQ(page.assumed(), assumed);
    const auto files = life_catalogue(m.report).table;
    std::size_t drive = 0, absent = 0, weight = 0;
    for (const auto& row : files.rows) {
        drive += text(row[1]) == "threat" && text(row[2]) == "drive.amygdala";
        absent += text(row[1]) == "sertraline" || text(row[1]) == "phq9" || text(row[1]) == "isolation";
        weight += text(row[1]) == "vmPFC>amygdala" && text(row[2]) == "weight";
        EXPECT_NE(text(row[2]), "signal") << "a name is no value";
    }
    EXPECT_EQ(drive, 1u);
    EXPECT_EQ(weight, 1u);
    EXPECT_EQ(absent, 0u) << "what the scenario does not name is not used";
}
// Of every file that is listed: the comment behind a value is its source where it says how the value is known.
TEST(LifeSources, a_value_of_the_catalogue_has_the_source_of_its_own_line) {
    const Made m(four_scores);
    const auto catalogue = life_catalogue(m.report);
    const auto status = static_cast<std::size_t>(catalogue.source_column);
    std::map<std::string, std::vector<std::string>> drugs;
    std::size_t assumed = 0;
    for (const auto& row : catalogue.table.rows) {
        if (text(row[0]) == "drugs")
            drugs[text(row[1])].push_back(text(row[2]));
        assumed += text(row[status]) == "assumed" || text(row[status]) == "set by hand";
    }
    Page page("", "");
    page.add(catalogue);
    EXPECT_EQ(page.assumed(), assumed);
    ASSERT_EQ(drugs.size(), 1u) << "drugs that the plan does not give are not of this life";
    EXPECT_EQ(drugs.begin()->first, "escitalopram");
    std::size_t lines = 0;
    for (const auto& f : m.report.files) {
        const std::regex line("(?:^|\n)(\\w+) = [^#\n]*# (assumed|set by hand|cited from memory)[^\n]*");
        for (std::sregex_iterator at(f.text.begin(), f.text.end(), line), end; at != end; ++at)
            for (const auto& row : catalogue.table.rows)
                if (f.name.ends_with("/" + text(row[0]) + "/" + text(row[1]) + ".toml") &&
                    ("." + text(row[2])).ends_with("." + (*at)[1].str()) &&
                    f.text.find((*at)[1].str() + " = ") == f.text.rfind((*at)[1].str() + " = ")) {
                    ++lines;
                    EXPECT_TRUE(text(row[5]).starts_with((*at)[2].str())) << f.name << " " << text(row[2]);
                    EXPECT_NE(text(row[status]), "from the literature") << f.name << " " << text(row[2]);
                }
    }
    EXPECT_GE(lines, 3u);
    const auto told = [&](const std::string& key) {
        for (const auto& row : catalogue.table.rows)
            if (text(row[0]) == "drugs" && text(row[2]) == key)
                return text(row[status]);
        return std::string();
    };
    for (const auto& [key, how] : {std::pair("kinetics.clearance", "from the literature"),
                                   {"enzymes.CYP2C19", "assumed"},
                                   {"between.volume", "assumed"},
                                   {"people.decade", "cited from memory"},
                                   {"affinity.SERT", "set by hand"}})
        EXPECT_EQ(told(key), how) << key;
}
TEST(LifeSources, contested_treatments_and_mechanisms_are_told) {
    const Made m(four_scores);
    std::vector<std::string> what;
    for (const auto& d : disputes_of(m.report))
        what.push_back(d.what);
    EXPECT_NE(std::ranges::find(what, "mindfulness"), what.end());
    EXPECT_NE(std::ranges::find(what, "neurogenesis"), what.end());
    EXPECT_NE(std::ranges::find(what, "prefrontal structure"), what.end());
    EXPECT_EQ(std::ranges::find(what, "cbt"), what.end());
}
TEST(LifeSources, methods_tell_what_ran) {
    const Made m(four_scores);
    const auto words = life_methods(m.report);
    for (const char* part : {"4 virtual people", "aged 34, 100 % women", "threat confirmation +1 sd", "seed 7",
                             "82 regions", "chronic stress for 4 weeks", "from week 0 mild stress",
                             "escitalopram 10 mg daily", "adherence", "Visits in weeks -6, 0, 4, 8", "0.03"})
        EXPECT_NE(words.find(part), std::string::npos) << part << "\n" << words;
}

} // namespace
} // namespace rewire
