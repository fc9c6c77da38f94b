// The report of a life, from made-up people with known answers: page, dataset, tables, outcomes.
// To look at one with FC and circuits nobody has placed: REWIRE_LIFE_PAGE=page.html build/tests/test_report
#include "report/life_report.hpp"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/file.hpp"
#include "brain/scaling.hpp"
#include "brain/template_brain.hpp"
#include "equations/all.hpp"
#include "report/csv.hpp"
#include "report/life_figures.hpp"
#include "report/life_numbers.hpp"
#include "report/life_sources.hpp"
#include "report/netcdf.hpp"

namespace rewire {
namespace {

namespace fs = std::filesystem;

const Catalogue& entries() {
    static const Catalogue c = all_mechanisms();
    return c;
}
const Connectome& brain() {
    static const Connectome b = template_brain();
    return b;
}
const LifeModel& model() {
    static const LifeModel m = life_model(brain().labels, scaled(brain()), {}, entries());
    return m;
}

const char* const scenario_text = R"([person]
age = 34
sex = "female"
traits = { self_confirmation = "+1 sd" }
[history]
life = ["ordinary for 4 weeks", "chronic_stress for 4 weeks"]
[plan]
life = "mild_stress"
treatments = ["cbt 50 min weekly for 4 weeks", "mindfulness 30 min daily for 4 weeks", "escitalopram 10 mg daily for 6 weeks, taper 2 weeks"]
adherence = 0.8
[visits]
weeks = [-6, 0, 4, 8]
instruments = ["gad7", "cortisol_diurnal", "prefrontal_volume"]
)";

// A person whose every number says where it stands: the anxiety score is `scores` at the visits.
Person made_up(const Calendar& c, std::size_t signals, std::size_t k, std::vector<double> scores) {
    const std::size_t days = days_of(c), activities = model().activities.size(), regions = model().network.size(), paths = model().pathways.size();
    Person p{.visits = Matrix(c.visits.size(), c.instruments.size()),
             .days = Matrix(days, c.instruments.size()),
             .signals = Recording(days, signals),
             .pathways = Recording(days, paths),
             .hours = Recording(days, activities),
             .rates = Recording(c.visits.size() * activities, regions, std::nanf("")),
             .failure = {}};
    for (std::size_t v = 0; v < c.visits.size(); ++v)
        for (std::size_t i = 0; i < c.instruments.size(); ++i) p.visits(v, i) = i == 0 ? scores[v] : static_cast<double>(v + 10 * i);
    for (std::size_t t = 0; t < days; ++t) {
        for (std::size_t i = 0; i < c.instruments.size(); ++i) p.days(t, i) = static_cast<double>(t) + 0.25 * static_cast<double>(k);
        for (std::size_t s = 0; s < signals; ++s)
            p.signals(t, s) = static_cast<float>(1 + 0.01 * static_cast<double>(k) + 0.001 * static_cast<double>(t * (s % 7)));
        for (std::size_t w = 0; w < paths; ++w) p.pathways(t, w) = w == 0 ? std::log(1.1F) : w == 1 ? std::log(0.8F) : 0.F;
        for (std::size_t a = 0; a < activities; ++a) p.hours(t, a) = a == 0 ? 14.F : a == 1 ? 2.F : 0.F;
    }
    for (std::size_t v = 0; v < c.visits.size(); ++v)
        for (std::size_t a = 0; a < 2; ++a)
            for (std::size_t i = 0; i < regions; ++i)
                p.rates(v * activities + a, i) = static_cast<float>(3 + static_cast<double>(v) + 0.01 * static_cast<double>(i));
    for (std::size_t v = 0; v < c.visits.size(); ++v)
        for (std::size_t i = 0; i < regions; ++i)
            p.rates(v * activities + model().threat, i) = static_cast<float>(5 + static_cast<double>(v) + 0.01 * static_cast<double>(i));
    return p;
}

struct Made {
    Scenario scenario;
    Calendar calendar;
    std::vector<Person> people;
    LifeReport report;
    explicit Made(std::vector<std::vector<double>> scores, const std::string& file = "made_up.toml", std::string text = scenario_text)
        : scenario(parse_scenario(text, file)), calendar(make_calendar(scenario, model())) {
        report.signals = signals_of(model());
        for (std::size_t k = 0; k < scores.size(); ++k) people.push_back(made_up(calendar, report.signals.size(), k, scores[k]));
        report.scenario = &scenario, report.calendar = &calendar, report.model = &model(), report.connectome = &brain(), report.people = &people;
        report.files = files_of_life();
        report.seed = 7, report.command = "rewire run made_up.toml", report.hash = "00ff";
    }
    Made(const Made&) = delete;
};
const std::vector<std::vector<double>> four_scores{{2, 12, 6, 4}, {2, 12, 5, 9}, {2, 12, 11, 10}, {2, 12, 6.5, 5}};

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
    return n;
}
std::vector<std::string> names(const Table& t) {
    std::vector<std::string> out;
    for (const auto& c : t.columns) out.push_back(c.name);
    return out;
}
double number(const Cell& c) { return std::get<double>(c); }
const std::string& text(const Cell& c) { return std::get<std::string>(c); }

TEST(Outcomes, people_with_known_scores_get_better_well_and_worse) {
    const Made m(four_scores);
    const auto o = outcomes_of(m.people, m.calendar);
    EXPECT_EQ(o.instrument, "gad7");
    ASSERT_EQ(o.visits.size(), 2u);
    // Week 4: 6 and 5 have halved 12; nobody could relapse yet; 5 alone is at most 5.
    EXPECT_EQ(o.visits[0].week, 4);
    EXPECT_EQ(o.visits[0].response.count, 2u);
    EXPECT_EQ(o.visits[0].response.of, 4u);
    EXPECT_EQ(o.visits[0].relapse.of, 0u);
    EXPECT_TRUE(std::isnan(o.visits[0].relapse.rate));
    ASSERT_TRUE(o.visits[0].remission);
    EXPECT_EQ(o.visits[0].remission->count, 1u);
    // Week 8: 4 and 5 have halved; of the two responders of week 4 one is at 9 again.
    EXPECT_EQ(o.visits[1].response.count, 2u);
    EXPECT_EQ(o.visits[1].relapse.count, 1u);
    EXPECT_EQ(o.visits[1].relapse.of, 2u);
    EXPECT_EQ(o.visits[1].remission->count, 2u);
}
TEST(Outcomes, who_is_not_measured_does_not_count) {
    Made m({{2, 12, 6, 4}, {2, 12, NAN, NAN}, {0, 0, 0, 0}, {2, NAN, 3, 3}});
    const auto o = outcomes_of(m.people, m.calendar);
    EXPECT_EQ(o.visits[0].response.of, 1u) << "a score of zero cannot halve, one that is missing neither";
    EXPECT_EQ(o.visits[0].remission->of, 3u);
    EXPECT_EQ(o.visits[0].remission->count, 2u);
    m.calendar.visits[1] = 7;
    EXPECT_TRUE(outcomes_of(m.people, m.calendar).visits.empty()) << "no score of week 0";
    m.calendar.instruments.clear();
    EXPECT_TRUE(outcomes_of(m.people, m.calendar).instrument.empty());
}
TEST(Outcomes, intervals_are_wilsons) {
    const auto s = share_of(8, 10); // R: prop.test(8, 10, correct = FALSE)
    EXPECT_NEAR(s.low, 0.4901625, 1e-6);
    EXPECT_NEAR(s.high, 0.9433178, 1e-6);
    EXPECT_EQ(share_of(0, 10).low, 0);
    EXPECT_NEAR(share_of(0, 10).high, 0.2775328, 1e-6);
    EXPECT_EQ(share_of(10, 10).high, 1);
    EXPECT_TRUE(std::isnan(share_of(0, 0).rate));
}
TEST(Outcomes, a_phq9_of_five_is_not_yet_remission_and_a_gad7_of_five_is) {
    EXPECT_TRUE(remission_cutoff("gad7")->met(5));
    EXPECT_FALSE(remission_cutoff("gad7")->met(5.01));
    EXPECT_FALSE(remission_cutoff("phq9")->met(5));
    EXPECT_TRUE(remission_cutoff("phq9")->met(4.99));
    EXPECT_TRUE(remission_cutoff("hama")->met(7));
    EXPECT_TRUE(remission_cutoff("hamd")->met(7));
    EXPECT_FALSE(remission_cutoff("bdnf_serum"));
}

TEST(LifeDataset, dimensions_and_numbers_are_the_peoples) {
    const Made m(four_scores);
    const auto kept = life_dataset(m.report);
    const auto& d = kept.dataset;
    d.check();
    EXPECT_EQ(d.size("draw"), 4u);
    EXPECT_EQ(d.size("visit"), 4u);
    EXPECT_EQ(d.size("day"), 113u);
    EXPECT_EQ(d.size("region"), 82u);
    EXPECT_EQ(d.size("pathway"), model().pathways.size());
    EXPECT_EQ(d.size("state"), m.report.signals.size());
    EXPECT_EQ(d.size("epoch"), model().activities.size());
    EXPECT_EQ(d.find("visit")->values, (std::vector<double>{-6, 0, 4, 8}));
    EXPECT_EQ(d.find("gad7")->dims, (std::vector<std::string>{"draw", "visit"}));
    EXPECT_EQ(d.find("gad7")->values[1 * 4 + 3], 9);
    const auto at = [&](const char* name, std::size_t k) { return d.find(name)->floats[k]; };
    EXPECT_FLOAT_EQ(at("gad7_daily", 2 * 113 + 5), 5.5F);
    const std::size_t states = m.report.signals.size(), paths = model().pathways.size(), epochs = model().activities.size();
    EXPECT_EQ(d.find("states")->dims, (std::vector<std::string>{"draw", "day", "state"}));
    EXPECT_FLOAT_EQ(at("states", (3 * 113 + 100) * states + 6), m.people[3].signals(100, 6));
    EXPECT_FLOAT_EQ(at("log_weight", (1 * 113 + 50) * paths + 1), std::log(0.8F));
    EXPECT_FLOAT_EQ(at("hours", (2 * 113 + 7) * epochs), 14);
    EXPECT_EQ(d.find("rate")->dims, (std::vector<std::string>{"draw", "visit", "epoch", "region"}));
    EXPECT_FLOAT_EQ(at("rate", ((1 * 4 + 2) * epochs + model().threat) * 82 + 40), 5 + 2 + 0.4F);
    EXPECT_EQ(d.find("state_unit")->text.size(), states);
    EXPECT_EQ(d.find("failed")->values, (std::vector<double>{0, 0, 0, 0}));
    EXPECT_EQ(d.find("fc_before"), nullptr);
}
TEST(LifeDataset, what_would_be_too_large_is_kept_as_mean_and_percentiles) {
    const Made m(four_scores);
    const auto kept = life_dataset(m.report, 100'000);
    const auto& d = kept.dataset;
    d.check();
    EXPECT_EQ(d.find("states")->dims, (std::vector<std::string>{"stat", "day", "state"}));
    EXPECT_EQ(d.find("stat")->text, (std::vector<std::string>{"mean", "p05", "p95"}));
    EXPECT_EQ(d.find("gad7_daily")->dims[0], "draw") << "small enough as it is";
    const std::size_t states = m.report.signals.size();
    EXPECT_NEAR(d.find("states")->floats[10 * states], 1.015, 1e-6) << "mean of 1, 1.01, 1.02, 1.03";
    EXPECT_NEAR(d.find("states")->floats[(113 + 10) * states], 1.0015, 1e-6);
    EXPECT_NEAR(d.find("states")->floats[(226 + 10) * states], 1.0285, 1e-6);
    const auto told = std::ranges::find(d.attributes, "summarised", [](const auto& a) { return a.first; });
    ASSERT_NE(told, d.attributes.end());
    EXPECT_NE(std::get<std::string>(told->second).find("states"), std::string::npos);
}
TEST(LifeDataset, a_person_who_failed_at_once_is_missing_and_counted) {
    Made m(four_scores);
    m.people[2].signals = {}, m.people[2].failure = "no rest";
    for (double& v : m.people[2].visits.values()) v = NAN;
    const auto kept = life_dataset(m.report);
    kept.dataset.check();
    EXPECT_EQ(kept.dataset.find("failed")->values, (std::vector<double>{0, 0, 1, 0}));
    EXPECT_TRUE(std::isnan(kept.dataset.find("states")->floats[2 * 113 * m.report.signals.size()]));
    EXPECT_EQ(text(subjects_table(m.report).rows[2].end()[-2]), "Y");
    EXPECT_EQ(text(subjects_table(m.report).rows[2].end()[-1]), "no rest");
    EXPECT_NE(life_page(m.report).html({}).find("1 failed"), std::string::npos);
}

TEST(LifeTables, columns_are_those_of_adam) {
    const Made m(four_scores);
    const auto subjects = subjects_table(m.report);
    auto expected = std::vector<std::string>{"STUDYID", "USUBJID", "AGE", "SEX", "ARM", "ACTARM", "TRTSDT"};
    for (const auto& t : m.calendar.traits) expected.push_back("TRAIT_" + t.name);
    expected.insert(expected.end(), {"FAILED", "REASON"});
    EXPECT_EQ(names(subjects), expected);
    ASSERT_EQ(subjects.rows.size(), 4u);
    EXPECT_EQ(text(subjects.rows[3][1]), "made_up-000004");
    EXPECT_EQ(text(subjects.rows[0][3]), "F");
    EXPECT_EQ(text(subjects.rows[0][4]), "cbt + mindfulness + escitalopram");
    EXPECT_EQ(number(subjects.rows[0][6]), 1) << "the first day of the plan is study day 1";
    for (std::size_t k = 0; k < m.calendar.traits.size(); ++k) {
        const auto& t = m.calendar.traits[k];
        EXPECT_EQ(number(subjects.rows[2][7 + k]), t.given ? *t.given : Luck(7, 2).normal(t.name));
    }

    const auto answers = answers_table(m.report);
    EXPECT_EQ(names(answers), (std::vector<std::string>{"STUDYID", "USUBJID", "PARAMCD", "PARAM", "AVISIT", "AVISITN", "ADY", "AVAL", "AVALU", "BASE", "CHG",
                                                        "PCHG", "ABLFL"}));
    ASSERT_EQ(answers.rows.size(), 4u * 3 * 4);
    const auto& last = answers.rows[1 * 12 + 3]; // the second person's GAD-7 in week 8
    EXPECT_EQ(text(last[2]), "GAD7");
    EXPECT_EQ(text(last[3]), "GAD-7");
    EXPECT_EQ(text(last[4]), "Week 8");
    EXPECT_EQ(number(last[6]), 57);
    EXPECT_EQ(number(last[7]), 9);
    EXPECT_EQ(text(last[8]), "points");
    EXPECT_EQ(number(last[9]), 12);
    EXPECT_EQ(number(last[10]), -3);
    EXPECT_EQ(number(last[11]), -25);
    EXPECT_EQ(text(last[12]), "");
    const auto& first = answers.rows[0];
    EXPECT_EQ(number(first[6]), -42);
    EXPECT_TRUE(std::isnan(number(first[10]))) << "there is no change before the baseline";
    EXPECT_EQ(text(answers.rows[1][12]), "Y");
    EXPECT_EQ(number(answers.rows[1][6]), 1);
}
TEST(LifeTables, codes_are_short_and_never_alike) {
    std::vector<Instrument> list(4);
    list[0].name = "cortisol_diurnal", list[1].name = "cortisol_morning", list[2].name = "gad7", list[3].name = "___";
    EXPECT_EQ(param_codes(list), (std::vector<std::string>{"CORTISOL", "CORTISO2", "GAD7", "PARAM"}));
}
TEST(LifeTables, days_hold_the_spread_over_people) {
    const Made m(four_scores);
    const auto t = days_table(m.report);
    EXPECT_EQ(names(t), (std::vector<std::string>{"day", "measure", "unit", "mean", "sd", "p05", "p95"}));
    const std::size_t measures = 3 + m.report.signals.size();
    ASSERT_EQ(t.rows.size(), 113 * measures);
    const auto& row = t.rows[56 * measures]; // day 0
    EXPECT_EQ(number(row[0]), 0);
    EXPECT_EQ(text(row[1]), "gad7");
    EXPECT_NEAR(number(row[3]), 56.375, 1e-5);
    EXPECT_NEAR(number(row[4]), std::sqrt(5.0 / 3) * 0.25, 1e-6);
    EXPECT_EQ(pathways_table(m.report).rows.size(), 113 * model().pathways.size());
    EXPECT_EQ(hours_table(m.report).rows.size(), 113 * model().activities.size());
    EXPECT_NEAR(number(hours_table(m.report).rows[0][2]), 14, 1e-6);
    EXPECT_EQ(outcomes_table(outcomes_of(m.people, m.calendar)).rows.size(), 6u);
}

TEST(LifePage, holds_every_section_and_stays_small) {
    Made m(four_scores);
    Matrix before(82, 82), after(82, 82);
    for (std::size_t i = 0; i < 82; ++i)
        for (std::size_t j = 0; j < 82; ++j) {
            before(i, j) = i == j ? 1 : 0.5 * std::cos(0.08 * (static_cast<double>(i) - static_cast<double>(j)));
            after(i, j) = before(i, j) + (brain().networks[i] == brain().networks[j] ? 0.1 : -0.02);
        }
    m.report.fc_before = before, m.report.fc_after = after;
    const auto html = life_page(m.report).html({});
    for (const char* section : {"Findings", "Timeline", "Brain", "Pathways", "Hours of the day", "Gates", "Functional connectivity", "What is contested",
                                "Sources of numbers", "Methods", "Citations"})
        EXPECT_NE(html.find("<h2>" + std::string(section)), std::string::npos) << section;
    EXPECT_LT(html.size(), 3'000'000u);
    EXPECT_EQ(count(html, "<svg class=\"circuit\""), 2u) << "week 0 and the last visit";
    EXPECT_NE(html.find("2 of 4; 95 % interval"), std::string::npos);
    EXPECT_NE(html.find("vmPFC&gt;amygdala"), std::string::npos);
    if (const char* path = std::getenv("REWIRE_LIFE_PAGE")) {
        LifeModel strange = model();
        strange.circuits[strange.default_mode].name = "locus coeruleus", strange.circuits[strange.dlPFC].name = "habenula";
        m.report.model = &strange;
        life_page(m.report).write(path, {.version = "test"});
        m.report.model = &model();
    }
    m.report.fc_before = m.report.fc_after = {};
    EXPECT_EQ(life_page(m.report).html({}).find("<h2>Functional connectivity"), std::string::npos);
}
TEST(LifePage, two_years_stay_below_three_megabytes) {
    std::string text = scenario_text;
    text.replace(text.find("ordinary for 4"), 14, "ordinary for 48"), text.replace(text.find("0, 4, 8]"), 8, "0, 4, 52]");
    Made m(four_scores, "two_years.toml", text);
    unsigned noise = 1; // digits that do not compress into round numbers
    for (auto& p : m.people)
        for (float& v : p.signals.values()) noise = noise * 1664525u + 1013904223u, v = static_cast<float>(noise) / 4.0e9F;
    m.report.fc_before = Matrix(82, 82), m.report.fc_after = Matrix(82, 82);
    for (auto* fc : {&*m.report.fc_before, &*m.report.fc_after})
        for (double& v : fc->values()) noise = noise * 1664525u + 1013904223u, v = static_cast<double>(noise) / 4294967296.0;
    EXPECT_LT(life_page(m.report).html({}).size(), 3'000'000u);
}
TEST(LifePage, what_names_hold_is_shown_and_never_run) {
    const std::string evil = "</script><script>alert(1)</script><img src=x onerror=\"alert(2)\">";
    Made m(four_scores);
    const auto calm = life_page(m.report).html({});
    m.scenario.history[0].main.name = m.scenario.life = evil, m.scenario.file = evil + ".toml", m.scenario.sex = evil;
    for (auto& t : m.calendar.treatments) t.name = t.says = t.source = evil;
    for (auto& i : m.calendar.instruments) i.name = i.says = i.source = evil;
    for (auto& s : m.report.signals) s.first = s.second = evil;
    m.report.signals[0].first = "gate_" + evil;
    m.report.warnings = m.report.notes = {evil};
    LifeModel changed = model();
    for (auto& p : changed.pathways) p.name = evil;
    for (auto& c : changed.circuits) c.name = evil;
    for (auto& a : changed.activities) a.name = evil;
    m.report.model = &changed;
    const auto html = life_page(m.report).html({});
    EXPECT_EQ(count(html, "<script"), count(calm, "<script"));
    EXPECT_EQ(count(html, "</script"), count(calm, "</script"));
    EXPECT_EQ(count(html, "<img"), 0u);
    EXPECT_EQ(html.find("onerror=\""), std::string::npos);
}
TEST(LifePage, a_life_without_visits_treatments_or_history_has_a_page) {
    Made m({{1}, {1}}, "bare.toml", "[plan]\nlife = \"ordinary\"\n[visits]\nweeks = [4]\ninstruments = [\"gad7\"]\n");
    m.calendar.visits.clear(), m.calendar.instruments.clear();
    for (auto& p : m.people) p = made_up(m.calendar, m.report.signals.size(), 0, {});
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
    EXPECT_EQ(t.panels[0].title, "Symptoms");
    EXPECT_NEAR(t.panels[0].lines[0].values[10], 10.375, 1e-12);
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
    EXPECT_EQ(number(t.rows[0][2]), 10);
    EXPECT_EQ(number(t.rows[1][6]), -20);
    EXPECT_EQ(text(t.rows[1][7]), "−20\u00a0to\u00a0−20");
}
TEST(LifeFigures, a_circuit_nobody_has_placed_stands_on_the_ring) {
    Diagram d{.title = "T", .nodes = {"amygdala", "nowhere known", "nor <this>"}, .arrows = {{.name = "a", .from = 0, .to = 1, .change = 0.2, .tip = "t"}}};
    d.arrows.push_back({.name = "self", .from = 1, .to = 1, .head = DiagramArrow::Head::inhibits, .change = -0.1, .tip = "t"});
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
    EXPECT_EQ(f[0].caption.title, "Week −6, threat");
    EXPECT_NEAR(f[0].picture.regions[10].value, 5.1, 1e-6);
    EXPECT_EQ(f[0].picture.range, f[2].picture.range);
    EXPECT_EQ(f[4].caption.title, "Week 8 minus week 0, threat");
    EXPECT_NEAR(f[4].picture.regions[10].value, 2, 1e-6);
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
    for (const auto* e : mechanisms_of(model())) {
        parameters += e->params.size();
        for (const auto& p : e->params) assumed += p.note.starts_with("assumed");
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
    }
    EXPECT_EQ(drive, 1u);
    EXPECT_EQ(weight, 1u);
    EXPECT_EQ(absent, 0u) << "what the scenario does not name is not used";
}
TEST(LifeSources, contested_treatments_and_mechanisms_are_told) {
    const Made m(four_scores);
    std::vector<std::string> what;
    for (const auto& d : disputes_of(m.report)) what.push_back(d.what);
    EXPECT_NE(std::ranges::find(what, "mindfulness"), what.end());
    EXPECT_NE(std::ranges::find(what, "neurogenesis"), what.end());
    EXPECT_NE(std::ranges::find(what, "prefrontal structure"), what.end());
    EXPECT_EQ(std::ranges::find(what, "cbt"), what.end());
}
TEST(LifeSources, methods_tell_what_ran) {
    const Made m(four_scores);
    const auto words = life_methods(m.report);
    for (const char* part : {"4 virtual people", "age 34", "female", "self confirmation +1 sd", "seed 7", "82 regions", "chronic stress for 4 weeks",
                             "from week 0 mild stress", "escitalopram 10 mg daily", "adherence", "Visits in weeks -6, 0, 4, 8", "0.03"})
        EXPECT_NE(words.find(part), std::string::npos) << part << "\n" << words;
}

TEST(LifeReport, writes_files_that_xarray_and_pandas_open) {
    const fs::path folder = fs::temp_directory_path() / ("rewire_life_" + std::to_string(::getpid()));
    make_folder(folder);
    const Made m(four_scores);
    write_life_report(m.report, folder);
    for (const char* file : {"result.nc", "report.html", "adsl.csv", "adqs.csv", "days.csv", "pathways.csv", "hours.csv", "outcomes.csv"})
        EXPECT_GT(fs::file_size(folder / file), 100u) << file;
    EXPECT_TRUE(read_file(folder / "adqs.csv").starts_with("STUDYID,USUBJID,PARAMCD,PARAM,AVISIT,AVISITN,ADY,AVAL,AVALU,BASE,CHG,PCHG,ABLFL\n"));
    const int status = std::system("/usr/bin/python3 -c 'import xarray, netCDF4' 2>/dev/null") == 0
                           ? std::system(("/usr/bin/python3 " REWIRE_SOURCE_DIR "/tests/report/check_life_xarray.py " + folder.string()).c_str())
                           : 0;
    EXPECT_EQ(status, 0);
    fs::remove_all(folder);
}

} // namespace
} // namespace rewire
