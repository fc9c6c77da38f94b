// What every page owes its reader, whatever is on it: titles, units, axis titles, pictures to keep, tables that say
// that they scroll, paper that loses nothing, one name for one thing.
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <functional>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <unistd.h>

#include "base/file.hpp"
#include "report/circuit_diagram.hpp"
#include "report/demo.hpp"
#include "report/figure.hpp"
#include "report/life_figures.hpp"
#include "report/life_wiring.hpp"
#include "report/made_up_fit.hpp"
#include "report/made_up_life.hpp"
#include "report/made_up_arms.hpp"
#include "report/markup.hpp"
#include "report/names.hpp"
#include "report/network_report.hpp"
#include "report/page_parts.hpp"

namespace rewire {
using namespace integrate;
using namespace life;
using namespace report;
namespace {

using namespace made_up_life;
using namespace page_parts;
using nlohmann::json;

std::string life_html() {
    Made m(four_scores);
    Matrix fc(82, 82, 0.1);
    for (std::size_t i = 0; i < 82; ++i)
        fc(i, i) = 1;
    m.report.fc_before = fc;
    fc(3, 4) = fc(4, 3) = 0.3;
    m.report.fc_after = fc;
    m.report.pain = made_up_pain(m.people.size());
    return life_page(m.report).html({});
}
std::string written(const std::function<void(const std::filesystem::path&)>& write) {
    const auto folder = std::filesystem::temp_directory_path() / fmt::format("rewire_look_{}", ::getpid());
    make_folder(folder);
    write(folder);
    const auto html = read_file(folder / "report.html");
    std::filesystem::remove_all(folder);
    return html;
}
// A page of each kind, by name: all figures, all tables of the reports stand on one of them.
// Axes whose numbers are wide: thirds, thousandths, below zero.
std::string awkward_numbers() {
    Page page("Awkward numbers", "");
    page.section("Planes");
    for (const double size : {1.0, 1e-3, -250.0}) {
        const std::vector<double> thirds{0.2 * size, 0.533333333 * size, 0.866666667 * size, 1.2 * size};
        HeatMaps h;
        h.caption = {fmt::format("Plane {}", size), "Of two numbers.", {}};
        h.quantity = "Mean r_E";
        h.unit = "Hz";
        h.maps.push_back({"",
                          {.label = "Global coupling G", .unit = "", .at = thirds},
                          {.label = "sigma", .unit = "1/sqrt(ms)", .at = thirds},
                          Matrix(4, 4, 1.0)});
        page.add(h);
        LineChart c;
        c.caption = {fmt::format("Line {}", size), "Of one number.", {}};
        c.x = {"sigma", "1/sqrt(ms)"};
        c.y = {"Mean S_E", "Hz"};
        c.at = thirds;
        c.lines.push_back({.label = "S_E", .values = {0.123456 * size, 0.1237 * size, 0.12389 * size, 0.124 * size}});
        page.add(c);
    }
    page.section("Table");
    TableFigure t;
    t.caption = {"Table", "", {}};
    t.table = {{{"a"}}, {{1.0}}};
    page.add(t);
    return page.html({});
}

const std::vector<std::pair<std::string, std::string>>& pages() {
    static const std::vector<std::pair<std::string, std::string>> all{
        {"demo", demo::page().html(demo::provenance())},
        {"life", life_html()},
        {"trial", made_up_arms::MadeTrial({"waiting", "sertraline", "CBT"}).html()},
        {"sensitivity", written([](const auto& folder) { write_sensitivity_report(made_up_fit::morris(), folder); })},
        {"calibration", written([](const auto& folder) {
             const made_up_fit::Calibrated made;
             write_calibration_report(made.report(), folder);
         })},
        {"evidence", evidence_page(made_up_fit::evidence()).html({})},
        {"awkward", awkward_numbers()}};
    return all;
}

TEST(Look, every_figure_has_a_title_and_can_be_kept_as_svg_and_png) {
    for (const auto& [name, html] : pages()) {
        const auto list = parts(html, "<figure", "</figure>");
        ASSERT_GT(list.size(), 2u) << name;
        std::size_t pictures = 0;
        for (const auto& figure : list) {
            EXPECT_TRUE(std::regex_search(figure, std::regex("<h3>[^<]+</h3>"))) << name << "\n"
                                                                                 << figure.substr(0, 200);
            if (figure.find(R"(class="card table")") != std::string::npos)
                continue;
            ++pictures;
            for (const char* kind : {"svg", "png"})
                EXPECT_EQ(count(figure, fmt::format(R"(data-save="{}")", kind)), 1u) << name << figure.substr(0, 200);
        }
        EXPECT_GT(pictures, 0u) << name;
    }
}
TEST(Look, every_axis_every_colour_scale_and_every_bar_says_what_it_shows) {
    for (const auto& [name, html] : pages()) {
        const auto titled = [&, who = name](const json& axis) {
            EXPECT_FALSE(axis["label"].get<std::string>().empty()) << who << axis;
        };
        for (const auto& f : figures(html)) {
            if (f["kind"] == "heat") {
                EXPECT_FALSE(f["quantity"].get<std::string>().empty()) << name;
                for (const auto& map : f["maps"]) {
                    titled(map["rows"]);
                    titled(map["columns"]);
                }
                continue;
            }
            titled(f["x"]);
            if (f["kind"] != "timeline")
                titled(f["y"]);
            for (const auto& panel : f.value("panels", json::array())) {
                titled(panel["y"]);
                EXPECT_FALSE(panel["title"].get<std::string>().empty());
                const auto label = panel["y"]["label"].get<std::string>(), unit = panel["y"]["unit"].get<std::string>();
                EXPECT_TRUE((!unit.empty() && unit != "1") || label.find("health") != std::string::npos ||
                            label.find("share") != std::string::npos || label.find("no unit") != std::string::npos)
                    << "a number has a unit or is over health: " << panel["title"] << ", " << label;
            }
        }
        for (const auto& bar : parts(html, R"(<p class="quantity">)", "</p>"))
            EXPECT_GT(bar.size(), std::string(R"(<p class="quantity">)").size()) << name;
    }
}
TEST(Look, every_table_stands_in_a_frame_that_says_that_it_scrolls) {
    for (const auto& [name, html] : pages()) {
        const auto tables = count(html, "<table");
        ASSERT_GT(tables, 0u);
        EXPECT_EQ(count(html, R"(<div class="table-frame">)"), tables) << name;
        EXPECT_EQ(count(html, R"(<p class="scroll-hint">)"), tables) << name;
        EXPECT_EQ(count(html, R"(<span class="edge right">)"), tables) << name;
    }
}
TEST(Look, paper_shows_whole_tables_with_headings_and_drawn_figures_at_its_own_width) {
    const auto css = std::string(embedded("report.css"));
    const auto paper = css.substr(css.find("@media print"));
    for (const char* rule :
         {"thead { display: table-header-group; }", ".wide th, .wide td {", "overflow: visible; max-height: none",
          ".paper { display: block; }", ".plot > :not(.paper) { display: none", "white-space: normal",
          ".paper svg { display: block; width: 100%;", "print-color-adjust: exact"})
        EXPECT_NE(paper.find(rule), std::string::npos) << rule;
    EXPECT_NE(css.substr(css.find("@page {"), 60).find("size: A4"), std::string::npos);
    EXPECT_NE(paper.find("footer { break-inside: avoid;"), std::string::npos);
    EXPECT_NE(paper.find(".wide th { min-width: calc(min(var(--room, 0), 10) * 1ch)"), std::string::npos)
        << "short words of a heading stay whole";
    EXPECT_NE(embedded("forest.css").find(".forest .axis { break-after: avoid; }"), std::string_view::npos);
    EXPECT_NE(paper.find("th button { display: contents; }"), std::string::npos) << "or headings are not repeated";
    const auto script = std::string(embedded("report.js"));
    EXPECT_NE(script.find("beforeprint"), std::string::npos);
    EXPECT_NE(script.find("toPaper(inks)"), std::string::npos);
}
TEST(Look, changes_have_colours_for_dark_pages_whose_middle_is_dark) {
    const ColourScale scale{Palette::diverging, -1, 1};
    const auto brightness = [](const std::string& hex) {
        int sum = 0;
        for (const std::size_t at : {1u, 3u, 5u})
            sum += std::stoi(hex.substr(at, 2), nullptr, 16);
        return sum / 3;
    };
    EXPECT_GT(brightness(scale.colour(0)), 220);
    EXPECT_LT(brightness(scale.colour(0, true)), 70);
    for (const double end : {-1.0, 1.0})
        EXPECT_GT(brightness(scale.colour(end, true)), 150);
    EXPECT_NE(fill_of(scale, 0.5).find("--dark:#"), std::string::npos);
    EXPECT_EQ(fill_of({Palette::sequential, 0, 1}, 0.5).find("--dark"), std::string::npos);
    EXPECT_NE(embedded("glass_brain.css").find("fill: var(--dark)"), std::string_view::npos);
    EXPECT_NE(embedded("heat.js").find("_dark"), std::string_view::npos);
    for (const auto& [name, html] : pages())
        for (const auto& bar : parts(html, R"(<svg class="colour-bar")", "</svg>"))
            if (bar.find("from −") != std::string::npos && bar.find("hange") != std::string::npos) {
                EXPECT_NE(bar.find("--dark"), std::string::npos) << name;
            }
}

TEST(Look, scales_of_different_range_have_panels_of_their_own_with_bands_of_severity) {
    std::string text = scenario_text;
    const auto at = text.find("instruments = [");
    text.replace(
        at, text.find(']', at) + 1 - at,
        R"(instruments = ["gad7", "phq9", "hama", "hamd", "sert_occupancy", "crp", "heart_rate", "insomnia"])");
    Made m({{1, 1, 1, 1}}, "scales.toml", text);
    const auto& c = m.calendar;
    const auto t = life_timeline(m.report);
    std::size_t scales = 0;
    for (const auto& panel : t.panels) {
        std::set<std::pair<double, double>> ranges;
        for (const auto& line : panel.lines)
            for (const auto& i : c.instruments)
                if (title_of(i) == line.label)
                    ranges.emplace(i.low, i.high);
        EXPECT_LE(ranges.size(), 1u) << panel.title;
        if (panel.range)
            ++scales;
    }
    EXPECT_EQ(scales, 5u) << "one a scale in points";
    ASSERT_EQ(t.panels[0].title, "GAD-7");
    EXPECT_EQ(t.panels[0].range, (std::pair{0.0, 21.0}));
    ASSERT_EQ(t.panels[0].bands.size(), 3u);
    EXPECT_EQ(t.panels[0].bands[1].label, "moderate");
    EXPECT_EQ(t.panels[0].bands[1].from, 10);
    EXPECT_EQ(t.panels[0].bands[1].to, 15);
    EXPECT_EQ(t.panels[0].bands[2].to, 21);
    EXPECT_EQ(t.panels[0].note, "Shaded: bands of severity (Spitzer 2006).");
    EXPECT_EQ(t.panels[1].bands.size(), 4u);
    EXPECT_EQ(t.panels[2].bands[2].from, 24);
    EXPECT_EQ(t.panels[3].bands[1].from, 17);
}
TEST(Look, the_plan_is_drawn_as_far_as_it_is_lived) {
    Made m(four_scores); // up to week 8
    auto& courses = m.calendar.courses;
    courses[0].start = 7 * 60; // after the last day
    courses[0].end = 7 * 70;
    courses[1].end = 7 * 20; // beyond it
    courses[2].end = 7 * 7;
    courses[2].taper = 7 * 4;
    const auto t = life_timeline(m.report);
    ASSERT_EQ(t.plan.size(), 5u) << "a course that is never lived is not drawn";
    for (const auto& bar : t.plan) {
        EXPECT_LE(bar.to + bar.fade, 8 + 1e-9) << bar.label;
        EXPECT_LE(bar.from, bar.to) << bar.label;
        for (const double s : bar.sessions)
            EXPECT_LT(s, 8) << bar.label;
    }
    std::string words;
    const auto table = plan_table(m.report).table;
    ASSERT_EQ(table.rows.size(), 6u) << "but it is told";
    for (const auto& row : table.rows)
        words += std::get<std::string>(row[3]) + "\n";
    EXPECT_NE(words.find("not lived: it begins after the last day"), std::string::npos) << words;
    EXPECT_NE(words.find("lived up to week 8, the last day"), std::string::npos) << words;
    EXPECT_NE(words.find("tapering ends with week 8, the last day"), std::string::npos) << words;
    courses[2].end = courses[2].start - 3; // a plan that ends before it begins is no fault of ours
    EXPECT_NO_THROW(life_page(m.report).html({}));
}

TEST(Look, a_number_beside_a_bar_is_short_and_bars_that_are_compared_share_an_axis) {
    for (const auto& [name, html] : pages())
        for (const auto& amount : parts(html, R"(<span class="amount">)", "</span>"))
            EXPECT_LE(
                std::ranges::count_if(amount.substr(amount.find('>') + 1), [](char c) { return c >= '0' && c <= '9'; }),
                8)
                << name << amount;
    EXPECT_EQ(shown_short(-0.081186), "−0.0812");
    EXPECT_EQ(shown_short(1234.5), "1230");
    EXPECT_EQ(shown_short(0), "0");
    EXPECT_EQ(shown_short(-3.5519, "points"), "−3.55 points");
    EXPECT_EQ(range_of({{}, "", "", {{"a", -2}, {"b", 1, 0.5, 3}}}), (std::pair{-2.0, 3.0}));
}
TEST(Look, a_beyond_of_a_forest_has_its_key_and_conditions_are_spelled_out) {
    const auto html = evidence_page(made_up_fit::evidence()).html({});
    for (const char* said :
         {"beyond the axis", "major depression treatment-naive", "Validation rows inside", "20 people an arm"})
        EXPECT_NE(html.find(said), std::string::npos) << said;
    EXPECT_EQ(html.find(">mdd"), std::string::npos);
    EXPECT_EQ(condition_title("np_diabetic"), "neuropathic pain diabetic");
    EXPECT_EQ(condition_title("gad/mdd"), "generalised anxiety disorder/major depression");
    EXPECT_EQ(condition_title(""), "");
}
TEST(Look, few_points_of_a_sweep_have_a_tick_each_and_empty_columns_are_left_out) {
    HeatMaps h{{"title"},
               "rate",
               "Hz",
               {{"", {.label = "a", .at = {1, 2, 3}}, {.label = "b", .at = {0.5, 0.75}}, Matrix(3, 2, 1.0)}}};
    Page page("", "");
    page.add(h);
    const auto html = page.html({});
    EXPECT_NE(html.find(R"("ticks":[0.5,0.75])"), std::string::npos);
    EXPECT_NE(std::string(embedded("heat.js")).find("axis.ticks"), std::string::npos);
    const auto t = without_empty_columns({{{"a"}, {"fc_r"}, {"failure"}, {"b"}},
                                          {{1.0, std::nan(""), std::string(), std::string("x")},
                                           {std::nan(""), std::nan(""), std::string(), std::string()}}});
    ASSERT_EQ(t.columns.size(), 2u);
    EXPECT_EQ(t.columns[1].name, "b");
    EXPECT_EQ(t.rows[0].size(), 2u);
}
TEST(Look, notes_are_sentences_and_none_stands_twice) {
    Page page("", "");
    page.notes({"tract lengths are estimates", "J_I is set", "tract lengths are estimates", ""});
    const auto html = page.html({});
    EXPECT_EQ(count(html, "<p>Tract lengths are estimates.</p>"), 1u);
    EXPECT_EQ(count(html, "<p>J_I is set.</p>"), 1u);
    EXPECT_EQ(count(html, "<p>.</p>"), 0u);
}
TEST(Look, sources_are_named_by_author_and_year) {
    EXPECT_EQ(keys_as_names("deco2014; set by feedback inhibition control"),
              "Deco 2014; set by feedback inhibition control");
    EXPECT_EQ(keys_as_names("wilson1972 sanzleon2015"), "Wilson 1972 Sanz-Leon 2015");
    EXPECT_EQ(keys_as_names("assumed; nobody2099, 1 for a unit drive"), "assumed; nobody2099, 1 for a unit drive");
    for (const auto& [name, html] : pages())
        for (const auto& cell : parts(html, "<td>", "</td>"))
            EXPECT_EQ(keys_as_names(cell), cell) << name;
}

TEST(Look, networks_are_spelled_out) {
    EXPECT_EQ(network_title("DMN"), "default mode");
    EXPECT_EQ(network_title("my own"), "my own");
    EXPECT_EQ(network_title(""), "other");
    std::set<std::string> codes(made_up_brain().networks.begin(), made_up_brain().networks.end());
    ASSERT_GT(codes.size(), 5u);
    for (const auto& code : codes)
        EXPECT_NE(network_title(code), code) << "has no name";
    for (const auto& [name, html] : pages())
        for (const auto& f : figures(html))
            for (const auto& map : f.value("maps", json::array())) {
                for (const auto& g : map["rows"].value("groups", json::array()))
                    EXPECT_FALSE(codes.contains(g["name"])) << name << g;
                for (const auto& one : map["rows"].value("names", json::array()))
                    EXPECT_FALSE(codes.contains(one)) << name << one;
            }
}
TEST(Look, a_pathway_has_one_name_in_diagram_and_table_and_dopamine_comes_from_no_thalamus) {
    const Made m(four_scores);
    const auto d = pathway_diagrams(m.report);
    const auto t = pathway_changes(m.report).table;
    const auto& arrows = d.diagrams[0].arrows;
    const auto& nodes = d.diagrams[0].nodes;
    ASSERT_EQ(arrows.size(), t.rows.size());
    for (std::size_t k = 0; k < arrows.size(); ++k) {
        EXPECT_EQ(arrows[k].name, std::get<std::string>(t.rows[k][0]));
        EXPECT_EQ(arrows[k].name, nodes[arrows[k].from] + " → " + nodes[arrows[k].to]) << "the boxes it joins";
        if (arrows[k].name.find("dopamine") != std::string::npos) {
            EXPECT_EQ(nodes[arrows[k].from], "dopamine");
        }
    }
    for (const char* gone : {"NAcc", "thalamus", "salience"})
        EXPECT_EQ(std::ranges::find(nodes, gone), nodes.end()) << gone;
    for (const char* there : {"dopamine", "cue", "accumbens", "dACC"}) {
        EXPECT_NE(std::ranges::find(nodes, there), nodes.end()) << there;
        EXPECT_NE(diagram_svg(d.diagrams[0], 1).find(fmt::format(">{}</text>", there)), std::string::npos);
    }
    EXPECT_NE(d.caption.text.find("dACC: dorsal anterior cingulate cortex"), std::string::npos);
}

TEST(Look, a_wiring_has_treatments_and_signs) {
    const Made m(four_scores);
    const auto w = life_wiring(made_up_model(), m.calendar);
    const auto sign = [&](const char* from, const char* to) {
        const auto at = std::ranges::find_if(w.arrows, [&](const auto& a) { return a.from == from && a.to == to; });
        EXPECT_NE(at, w.arrows.end()) << from << " to " << to;
        return at == w.arrows.end() ? 99 : at->sign;
    };
    for (const char* treatment : {"cbt", "escitalopram"})
        EXPECT_NE(std::ranges::find(w.boxes, treatment, &WiringPicture::Box::name), w.boxes.end()) << treatment;
    EXPECT_EQ(sign("escitalopram", "serotonin"), 1);
    EXPECT_EQ(sign("cortisol", "hippocampal structure"), -1);
    EXPECT_EQ(sign("neurogenesis", "hippocampal structure"), 1);
    EXPECT_EQ(sign("cbt", "network"), 1);
    const auto svg = wiring_svg(w);
    for (const char* part : {"raises what it reaches", "lowers it", "id=\"raises-head\"", "id=\"lowers-head\"",
                             "class=\"box treatment\"", "The same as a table"})
        EXPECT_NE(svg.find(part), std::string::npos) << part;
    EXPECT_EQ(svg.find("nan"), std::string::npos);
}

// The page's own scripts draw what is saved and printed; node runs them without a screen.
TEST(Look, what_is_saved_and_printed_is_whole_svg_with_titles_units_and_legends) {
    if (std::system("node --version > /dev/null 2>&1") != 0)
        GTEST_SKIP() << "node is not installed, so the scripts of the page are not run";
    namespace fs = std::filesystem;
    const auto folder = fs::temp_directory_path() / "rewire_look_test";
    fs::remove_all(folder);
    make_folder(folder);
    for (const auto& [name, html] : pages()) {
        write_file(folder / (name + ".html"), html);
        const auto command =
            fmt::format(R"(node "{0}/tests/report/page_script.mjs" "{1}/{2}.html" "{0}/src/report/page" )"
                        R"(> "{1}/said" 2>&1)",
                        REWIRE_SOURCE_DIR, folder.string(), name);
        EXPECT_EQ(std::system(command.c_str()), 0) << name << "\n" << read_file(folder / "said");
    }
    fs::remove_all(folder);
}

} // namespace
} // namespace rewire
