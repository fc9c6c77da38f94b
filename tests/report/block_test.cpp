// Blocks that need no script: where bars, whiskers and shares lie, how cells are set, what is left out when there is no
// number.
#include "report/block.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <set>

#include "base/error.hpp"
#include "report/markup.hpp"
#include "report/page_parts.hpp"

namespace rewire {
using namespace report;
namespace {

using namespace page_parts;
constexpr double none = std::numeric_limits<double>::quiet_NaN();

// From -2 to 2: zero is in the middle, a unit a quarter of the track.
TEST(Bars, lie_from_zero_to_their_value_and_whiskers_over_their_interval) {
    const auto html =
        bars_block({{}, "Effect", "sd", {{"a & b", 2}, {"c", -1, -2, 0.5}, {"d", none}, {"e", 1, 0, none}}});
    const auto bars = parts(html, "<div><dt>", "</div>");
    ASSERT_EQ(bars.size(), 4u);
    EXPECT_NE(html.find(R"(<p class="quantity">Effect (sd)</p>)"), std::string::npos);
    for (const auto& bar : bars)
        EXPECT_NE(bar.find(R"(class="zero" style="left:50.00%")"), std::string::npos) << bar;
    EXPECT_NE(bars[0].find(R"(<dt>a &amp; b</dt><dd data-tip="a &amp; b: 2 sd">)"), std::string::npos) << bars[0];
    EXPECT_NE(bars[0].find(R"(class="bar" style="left:50.00%;width:50.00%")"), std::string::npos) << bars[0];
    EXPECT_NE(bars[1].find(R"(class="bar negative" style="left:25.00%;width:25.00%")"), std::string::npos) << bars[1];
    EXPECT_NE(bars[1].find(R"(class="whisker" style="left:0.00%;width:62.50%")"), std::string::npos) << bars[1];
    EXPECT_NE(bars[1].find("c: −1 sd (−2 to 0.5)"), std::string::npos) << bars[1];
    EXPECT_NE(bars[1].find(">−1</span>"), std::string::npos) << bars[1];
    EXPECT_EQ(bars[2].find("class=\"bar"), std::string::npos) << "no number has no bar";
    EXPECT_NE(bars[2].find(R"(data-tip="d: n/a")"), std::string::npos) << bars[2];
    EXPECT_NE(bars[2].find(">n/a</span>"), std::string::npos) << bars[2];
    EXPECT_EQ(bars[3].find("whisker"), std::string::npos) << "half an interval is none";
}
TEST(Bars, share_a_range_when_one_is_given_and_are_there_when_all_are_zero) {
    BarChart b{{}, "q", "1", {{"a", 1}}, std::pair{-1.0, 3.0}};
    EXPECT_NE(bars_block(b).find(R"(class="bar" style="left:25.00%;width:25.00%")"), std::string::npos)
        << bars_block(b);
    b.range.reset();
    b.bars = {{"a", 0}};
    const auto html = bars_block(b);
    EXPECT_NE(html.find(R"(class="bar" style="left:0.00%;width:0.00%")"), std::string::npos) << html;
    EXPECT_EQ(html.find("nan"), std::string::npos);
    EXPECT_EQ(range_of({{}, "", "", {{"a", 2, 1, 3}, {"b", none, none, 9}}}), (std::pair{0.0, 9.0})) << "zero is in it";
    EXPECT_EQ(range_of({{}, "", "", {}}), (std::pair{0.0, 0.0}));
}
// The longest row is the whole width, so that rows can be compared.
TEST(StackedBars, have_widths_in_proportion_and_leave_out_what_is_not_there) {
    StackedBars b{{}, "Hours", "h", {"work", "rest", "none"}, {"Week 0", "Week 8"}, Matrix(2, 3)};
    b.values(0, 0) = 16;
    b.values(0, 1) = 8;
    b.values(0, 2) = none;
    b.values(1, 0) = 1;
    b.values(1, 1) = 11;
    b.values(1, 2) = 0;
    const auto html = stacked_block(b);
    const auto rows = parts(html, "<dt>", "</dd>");
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(count(rows[0], "<span"), 2u);
    EXPECT_NE(rows[0].find("width:66.667%"), std::string::npos) << rows[0];
    EXPECT_NE(rows[0].find(R"(data-tip="Week 0, work: 16 h">16.0</span>)"), std::string::npos) << rows[0];
    EXPECT_EQ(count(rows[1], "<span"), 2u);
    EXPECT_NE(rows[1].find("width:4.167%"), std::string::npos) << rows[1];
    EXPECT_NE(rows[1].find(R"(work: 1 h"></span>)"), std::string::npos) << "a narrow part has no number in it";
    EXPECT_EQ(count(html.substr(html.find("class=\"keys\"")), "<i style"), 3u) << "all parts are in the key";
    b.values = Matrix(2, 3, 0.0);
    EXPECT_EQ(stacked_block(b).find("nan"), std::string::npos);
    b.parts.pop_back();
    EXPECT_THROW(stacked_block(b), Defect);
}
TEST(StackedBars, parts_beyond_the_colours_are_told_from_the_first_ones) {
    StackedBars b{{}, "q", "", {}, {"r"}, Matrix(1, 10, 1.0)};
    for (int k = 0; k < 10; ++k)
        b.parts.push_back("p" + std::to_string(k));
    const auto keys = parts(stacked_block(b), "<i style=\"", "\"></i>");
    ASSERT_EQ(keys.size(), 10u);
    EXPECT_EQ(std::set<std::string>(keys.begin(), keys.end()).size(), 10u) << "no two look alike";
    EXPECT_EQ(keys[8], keys[0] + ";--pale:45%");
}
TEST(TableBlock, cells_are_set_by_what_they_hold) {
    const auto html = table_block({{"T <1>"},
                                   {{{"name"}, {"size", "mm"}, {"source"}},
                                    {{std::string("a<b"), 1234.5678, std::string("assumed: as in x")},
                                     {std::string("assumed too"), none, std::string("Deco 2014")},
                                     {std::string("zero"), -0.5, std::string("not assumed")}}},
                                   2});
    EXPECT_NE(html.find(R"(aria-label="T &lt;1&gt;")"), std::string::npos);
    EXPECT_NE(html.find(R"(<th scope="col" class="number">size <span class="unit">mm</span></th>)"), std::string::npos)
        << html;
    EXPECT_NE(html.find(R"(<th scope="col" style="--room:11">name</th>)"), std::string::npos) << "its longest cell";
    EXPECT_NE(html.find(R"(<th scope="col" style="--room:16">source</th>)"), std::string::npos) << "no more than 16";
    EXPECT_NE(html.find(R"(<td class="number" data-value="1234.5678">1234.6</td>)"), std::string::npos)
        << "it is sorted by the number and not by what is shown";
    EXPECT_NE(html.find(R"(<td class="number" data-value="">n/a</td>)"), std::string::npos);
    EXPECT_NE(html.find(R"(<td class="number" data-value="-0.5">−0.5</td>)"), std::string::npos);
    EXPECT_EQ(count(html, "class=\"badge\""), 1u) << "only in the column of sources, and only at its start";
    EXPECT_NE(html.find(R"(<td>a&lt;b</td>)"), std::string::npos);
}
TEST(TableBlock, long_and_wide_tables_say_so_to_their_style) {
    const auto of = [](std::size_t rows, std::size_t columns) {
        TableFigure t;
        t.table.columns.assign(columns, {"c"});
        t.table.rows.assign(rows, std::vector<Cell>(columns, 1.0));
        const auto html = table_block(t);
        return std::pair{count(html, "scroll long"), count(html, "<table class=\"wide\">")};
    };
    EXPECT_EQ(of(14, 8), (std::pair<std::size_t, std::size_t>{0, 0}));
    EXPECT_EQ(of(15, 8), (std::pair<std::size_t, std::size_t>{1, 0}));
    EXPECT_EQ(of(14, 9), (std::pair<std::size_t, std::size_t>{0, 1}));
    EXPECT_EQ(of(0, 0), (std::pair<std::size_t, std::size_t>{0, 0})) << "an empty table is one";
}
TEST(TableBlock, columns_that_say_nothing_are_left_out_and_zero_says_something) {
    const auto t = without_empty_columns({{{"zero", "Hz"}, {"nan"}, {"empty"}, {"mixed"}},
                                          {{0.0, none, std::string(), std::string()},
                                           {0.0, none, std::string(), none},
                                           {0.0, none, std::string(), std::string("x")}}});
    ASSERT_EQ(t.columns.size(), 2u);
    EXPECT_EQ(t.columns[0].unit, "Hz");
    EXPECT_EQ(t.columns[1].name, "mixed");
    ASSERT_EQ(t.rows.size(), 3u);
    EXPECT_EQ(std::get<std::string>(t.rows[2][1]), "x");
    EXPECT_TRUE(without_empty_columns({{{"a"}}, {}}).columns.empty()) << "nobody says anything";
}
TEST(Facts, have_a_note_only_where_one_is) {
    const auto html = facts_block({{"n", "1 < 2", "note"}, {"m", "3"}});
    EXPECT_EQ(html, R"(<dl class="facts"><div><dt>n</dt><dd>1 &lt; 2</dd><dd class="note">note</dd></div>)"
                    R"(<div><dt>m</dt><dd>3</dd></div></dl>)");
}
TEST(Citations, have_links_that_lead_to_doi_org_and_bibtex_parted_by_blank_lines) {
    const auto html = citations_block({{"A & B 2001.", "10.1/x(y)<z>", "@a{1}\n"}, {"C 2002.", "", "@b{2}"}});
    EXPECT_NE(
        html.find(
            R"(<li>A &amp; B 2001. <a href="https://doi.org/10.1/x%28y%29%3Cz%3E">doi:10.1/x(y)&lt;z&gt;</a></li>)"),
        std::string::npos)
        << html;
    EXPECT_NE(html.find("<li>C 2002.</li>"), std::string::npos) << "none has no link";
    EXPECT_NE(html.find(R"(<pre class="copied">@a{1}

@b{2}</pre>)"),
              std::string::npos)
        << html;
    EXPECT_EQ(relative_link("a//b.csv"), "a//b.csv");
    EXPECT_EQ(relative_link("Précis.csv"), "Pr%C3%A9cis.csv");
}

TEST(PageOrder, figures_have_numbers_files_and_rows_that_must_be_full) {
    Page p("T", "S");
    p.section("One & only");
    p.side_by_side(2);
    p.add(BarChart{{"left", "text", {"a b.csv", "c.csv"}}, "q", "", {}});
    EXPECT_THROW(p.section("too early"), Defect);
    EXPECT_THROW(p.side_by_side(2), Defect);
    EXPECT_THROW(p.html({}), Defect) << "half a row";
    p.add(BarChart{{"right"}, "q", "", {}});
    EXPECT_THROW(p.side_by_side(0), Defect);
    p.section("Two");
    const auto html = p.html({});
    EXPECT_NE(html.find(R"(<li><a href="#section-1">One &amp; only</a></li><li><a href="#section-2">Two</a></li>)"),
              std::string::npos);
    EXPECT_EQ(count(html, "<section id=\"section-"), 2u);
    EXPECT_LT(html.find("id=\"figure-1\""), html.find("id=\"figure-2\""));
    EXPECT_NE(html.find(R"(<a href="a%20b.csv">Data: a b.csv</a> <a href="c.csv">Data: c.csv</a>)"), std::string::npos);
    const auto row = html.substr(html.find("<div class=\"row\">"));
    EXPECT_LT(row.find("id=\"figure-2\""), row.find("</figure></div>")) << "both stand in the row";
}
TEST(PageOrder, notes_begin_with_a_capital_unless_they_begin_with_a_name) {
    Page p("T", "");
    p.notes({"two words.", "dt is 0.1 ms", "cortical_thickness is known", "S_E drives", "élan is kept"});
    const auto html = p.html({});
    for (const char* said :
         {"<p>Two words.</p>", "<p>cortical_thickness is known.</p>", "<p>S_E drives.</p>", "<p>élan is kept.</p>"})
        EXPECT_NE(html.find(said), std::string::npos) << said;
}
TEST(PageOrder, the_footer_leaves_out_what_is_not_known) {
    const auto html = Page("T", "").html({.version = "1 <2>", .command = "rewire run \"a & b.toml\""});
    const auto footer = html.substr(html.find("<footer>"));
    EXPECT_NE(footer.find("<div><dt>rewire</dt><dd>1 &lt;2&gt;</dd></div>"), std::string::npos)
        << footer.substr(0, 400);
    EXPECT_NE(footer.find(R"(<div class="command"><dt>Made by</dt><dd>rewire run &quot;a &amp; b.toml&quot;</dd>)"),
              std::string::npos);
    EXPECT_EQ(footer.find("<dt>Seed"), std::string::npos);
}

TEST(ColourScale, parts_of_a_scale_are_mixed_in_proportion) {
    const ColourScale s{Palette::diverging, -1, 1};
    EXPECT_EQ(s.colour(-5), s.colour(-1)) << "beyond its ends a scale has the colour of the end";
    EXPECT_NE(s.colour(-1), s.colour(1));
    const auto part = [](const std::string& c, std::size_t at) { return std::stoi(c.substr(at, 2), nullptr, 16); };
    const ColourScale even{Palette::sequential, 0, 1};
    for (const std::size_t at : {1u, 3u, 5u}) { // halfway between two colours near each other lies their mean
        const int low = part(even.colour(0.400), at), high = part(even.colour(0.401), at);
        EXPECT_LE(std::abs(part(even.colour(0.4005), at) * 2 - low - high), 2);
    }
    EXPECT_EQ(category_colour(0), category_colour(8));
    EXPECT_NE(category_colour(0), category_colour(7));
    EXPECT_EQ(fill_of(s, none), "");
}
TEST(ColourScale, values_that_differ_by_rounding_are_one_colour) {
    const std::vector<double> same{0.16475721, 0.16475721 * (1 + 3e-9), 0.16475721 * (1 - 2e-9)};
    const auto s = colour_scale(Palette::sequential, same);
    EXPECT_GT(s.high - s.low, 0.1) << "as wide as for one value, so that they have one colour";
    EXPECT_NEAR((same[0] - s.low) / (s.high - s.low), 0.5, 1e-6);
    const std::vector<double> others{1.0, 1.001};
    EXPECT_EQ(colour_scale(Palette::sequential, others).low, 1.0) << "what one can read apart is told apart";
}

TEST(ColourScale, the_bar_has_round_ticks_where_their_numbers_lie) {
    const auto svg = colour_bar_svg({Palette::sequential, 0, 10}, "Rate <Hz>");
    EXPECT_NE(svg.find(R"(aria-label="Colour scale: Rate &lt;Hz&gt;, from 0 to 10")"), std::string::npos);
    for (const char* tick : {R"(<text x="15.0" y="37">0</text>)", R"(<text x="69.0" y="37">2</text>)",
                             R"(<text x="285.0" y="37">10</text>)"})
        EXPECT_NE(svg.find(tick), std::string::npos) << tick << "\n" << svg.substr(svg.size() - 900);
    EXPECT_EQ(round_ticks(0, 10, 5), (std::vector<double>{0, 2, 4, 6, 8, 10}));
    EXPECT_EQ(round_ticks(0, 12, 5), (std::vector<double>{0, 2.5, 5, 7.5, 10}));
    EXPECT_EQ(round_ticks(3, 23, 5), (std::vector<double>{5, 10, 15, 20}));
}

} // namespace
} // namespace rewire
