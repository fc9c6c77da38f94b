// The page: whole, small, offline, safe from what labels hold; and the blocks in it.
#include "report/page.hpp"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <regex>

#include "base/error.hpp"
#include "report/block.hpp"
#include "report/demo.hpp"
#include "report/page_parts.hpp"

namespace rewire {
using namespace report;
namespace {

namespace fs = std::filesystem;
using namespace page_parts;

const std::string& demo_html() {
    static const std::string html = demo::page().html(demo::provenance());
    return html;
}

TEST(Page, ten_minutes_of_82_regions_fit_in_two_megabytes) {
    EXPECT_LT(demo_html().size(), 2u << 20);
    EXPECT_GT(demo_html().size(), 300u << 10);
}

TEST(Page, loads_nothing_from_anywhere) {
    // Addresses may stand in reference links, in the third-party licence comment and as SVG's own namespace; nothing
    // may load one.
    const std::regex loading(
        R"re((?:src|srcset|data|action|poster|xlink:href)\s*=\s*["']|@import|url\((?!#)|<link|<iframe|<object|)re"
        R"re(<embed|fetch\(|XMLHttpRequest|WebSocket|import\()re");
    const auto& html = demo_html();
    for (std::sregex_iterator at(html.begin(), html.end(), loading), end; at != end; ++at)
        ADD_FAILURE() << "loads: " << html.substr(static_cast<std::size_t>(at->position()), 80);
    EXPECT_NE(html.find("default-src 'none'"), std::string::npos);
    const std::regex address(R"re(.{40}https?://[^\s"'<]+)re");
    for (std::sregex_iterator at(html.begin(), html.end(), address), end; at != end; ++at) {
        const auto text = at->str();
        EXPECT_TRUE(text.find("<a href=\"https://doi.org/") != std::string::npos ||
                    text.find("github.com/leeoniya/uPlot") != std::string::npos)
            << text;
    }
}

TEST(Page, warnings_stand_before_everything_else_however_late_they_come) {
    Page p("T", "");
    p.section("Findings");
    p.text("first words");
    p.warn("late but loud");
    const auto html = p.html({});
    ASSERT_NE(html.find("late but loud"), std::string::npos);
    EXPECT_LT(html.find("late but loud"), html.find("first words"));
    EXPECT_NE(html.find("1 warning<"), std::string::npos);
    EXPECT_NE(Page("T", "").html({}).find("No warnings."), std::string::npos);
}

TEST(Page, what_a_label_holds_is_shown_and_never_run) {
    const std::string evil = R"evil(</script><script>alert(1)</script><img src=x onerror="alert(2)">' {{figures}} )evil"
                             "\x01\xff";
    Page p(evil, evil);
    p.warn(evil);
    p.section(evil);
    p.text(evil);
    p.facts({{evil, evil, evil}});
    p.add(TableFigure{{evil, evil, {evil}}, {{{evil, evil}}, {{evil}, {std::string("assumed") + evil}}}, 0});
    p.add(BrainFigure{{evil}, {evil, evil, evil, {{evil, 1, 2, 3, 4, 'L'}}}});
    p.add(LineChart{{evil},
                    {evil, evil},
                    {evil, evil},
                    {0, 1},
                    {{.label = evil, .values = {1, 2}, .group = evil}},
                    {{0, 1, evil}}});
    p.add(HeatMaps{{evil}, evil, evil, {square_map(evil, {evil}, {evil}, Matrix(1, 1, 1))}});
    p.add(scatter_of_pairs({evil}, {evil}, {evil}, Matrix(2, 2, 1), Matrix(2, 2, 1), {evil, evil}));
    p.add(BarChart{{evil}, evil, evil, {{evil, 1}}});
    p.methods(evil);
    p.citations({{evil, evil, evil}});
    const auto html = p.html({evil, evil, evil, evil, evil});
    const auto calm = Page("", "").html({});
    EXPECT_EQ(count(html, "<script"), count(calm, "<script"));
    EXPECT_EQ(count(html, "</script"), count(calm, "</script"));
    EXPECT_EQ(count(html, "<img"), 0u);
    EXPECT_EQ(html.find("onerror=\""), std::string::npos);
    EXPECT_EQ(html.find('\x01'), std::string::npos);
    EXPECT_EQ(html.find('\xff'), std::string::npos);
    EXPECT_NE(html.find("&lt;script&gt;alert(1)"), std::string::npos);
    const auto data = figures(html);
    EXPECT_EQ(data[0]["lines"][0]["label"].get<std::string>().substr(0, 17), "</script><script>");
}

TEST(Page, a_data_link_cannot_leave_the_folder) {
    EXPECT_EQ(relative_link("out/fc simulated.csv"), "out/fc%20simulated.csv");
    EXPECT_EQ(relative_link("javascript:alert(1)"), "javascript%3Aalert%281%29");
    EXPECT_EQ(relative_link("//evil.example/x"), "%2F/evil.example/x");
    EXPECT_EQ(relative_link("a?b#c%.csv"), "a%3Fb%23c%25.csv");
}

TEST(Page, assumed_sources_are_counted_and_marked) {
    Page p("T", "");
    p.add(demo::parameter_table());
    EXPECT_EQ(p.assumed(), 2u);
    const auto html = p.html({});
    EXPECT_NE(html.find("2 of 11 values are assumed."), std::string::npos);
    EXPECT_EQ(count(html, R"(<span class="badge">)"), 2u);
}

TEST(Page, figures_arrive_in_order_with_their_numbers_rounded) {
    Page p("T", "");
    p.add(LineChart{{"L"},
                    {"t", "s"},
                    {"y"},
                    {0, 0.72, 1.44},
                    {{.label = "a", .values = {0, 1.0 / 3, NAN}},
                     {.label = "b", .values = {1, 2, 1}, .low = {0, 1, 0}, .high = {2, 3, 2}}}});
    p.add(LineChart{{"S"},
                    {"f", "Hz", true},
                    {"power", "", true},
                    {0.001, 0.0123456789},
                    {{.label = "a", .values = {1234.5678, 1.23456789e-5}}}});
    const auto data = figures(p.html({}));
    ASSERT_EQ(data.size(), 2u);
    EXPECT_EQ(data[0]["at"], nlohmann::json({0, 0.72, 1.44}));
    EXPECT_EQ(data[0]["lines"][0]["values"], nlohmann::json({0, 0.3333, nullptr}));
    EXPECT_EQ(data[0]["lines"][1]["high"], nlohmann::json({2, 3, 2}));
    EXPECT_EQ(data[1]["at"], nlohmann::json({0.001, 0.012346}));
    EXPECT_EQ(data[1]["lines"][0]["values"], nlohmann::json({1234.6, 1.2346e-05}));
}

TEST(Page, long_lines_are_thinned_and_keep_their_extremes) {
    LineChart c{{"L"}, {"t", "s"}, {"y"}, {}, {{.label = "a", .values = {}}}};
    for (int k = 0; k < 100000; ++k) {
        c.at.push_back(k);
        c.lines[0].values.push_back(k == 54321 ? 9 : k == 54322 ? -7 : 0.5);
    }
    Page p("T", "");
    p.add(c);
    const auto line = figures(p.html({}))[0];
    ASSERT_EQ(line["at"].size(), 2000u);
    EXPECT_EQ(line["thinned"], 100000);
    const auto values = line["lines"][0]["values"].get<std::vector<double>>();
    const auto high = std::max_element(values.begin(), values.end()),
               low = std::min_element(values.begin(), values.end());
    EXPECT_EQ(*high, 9);
    EXPECT_EQ(*low, -7);
    EXPECT_EQ(low - high, 1) << "in the order they came";
    EXPECT_EQ(line["at"][static_cast<std::size_t>(high - values.begin())], 54300);
}

TEST(Page, a_matrix_is_gathered_by_network) {
    Matrix m(4, 4);
    for (std::size_t r = 0; r < 4; ++r)
        for (std::size_t c = 0; c < 4; ++c)
            m(r, c) = static_cast<double>(10 * r + c);
    Page p("T", "");
    p.add(HeatMaps{{"FC"},
                   "FC",
                   "r",
                   {square_map("", {"a", "b", "c", "d"}, {"DMN", "VIS", "DMN", "VIS"}, m)},
                   Palette::diverging});
    const auto figure = figures(p.html({}))[0], map = figure["maps"][0];
    EXPECT_EQ(map["rows"]["names"], nlohmann::json({"a", "c", "b", "d"}));
    EXPECT_EQ(map["columns"]["groups"],
              nlohmann::json({{{"count", 2}, {"name", "DMN"}}, {{"count", 2}, {"name", "VIS"}}}));
    EXPECT_EQ(map["values"], nlohmann::json({0, 2, 1, 3, 20, 22, 21, 23, 10, 12, 11, 13, 30, 32, 31, 33}));
    EXPECT_EQ(figure["low"], -33);
    EXPECT_EQ(figure["high"], 33);
}

TEST(Page, misfitting_lengths_are_our_fault) {
    Page p("T", "");
    EXPECT_THROW(p.add(LineChart{{"L"}, {"t"}, {"y"}, {0, 1}, {{.label = "a", .values = {1}}}}), Defect);
    EXPECT_THROW(p.add(TableFigure{{"T"}, {{{"a"}, {"b"}}, {{1.0}}}}), Defect);
    EXPECT_THROW(p.add(HeatMaps{{"H"}, "", "", {square_map("", {"a"}, {}, Matrix(2, 2))}}), Defect);
}

TEST(Page, written_whole_or_not_at_all) {
    const auto folder = fs::temp_directory_path() / "rewire_page_test";
    fs::remove_all(folder);
    make_folder(folder);
    demo::page().write(folder / "report.html", demo::provenance());
    EXPECT_EQ(read_file(folder / "report.html"), demo_html()) << "the same run gives the same page";
    EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 1);
    EXPECT_THROW(Page("T", "").write(folder / "absent" / "report.html", {}), InputError);
    if (const char* keep = std::getenv("REWIRE_DEMO_PAGE"))
        fs::copy_file(folder / "report.html", keep, fs::copy_options::overwrite_existing);
    fs::remove_all(folder);
}

TEST(Page, provenance_and_notice_close_it) {
    const auto& html = demo_html();
    const auto footer = html.substr(html.find("<footer>"));
    for (const char* part :
         {"0.1.0", "42", "9f2c4be1a0d37755", "Apache-2.0", "Research software, not a medical device."})
        EXPECT_NE(footer.find(part), std::string::npos) << part;
    EXPECT_NE(html.find("Copyright (c) 2022 Leon Sorokin"), std::string::npos)
        << "the chart library's licence travels with it";
}

} // namespace
} // namespace rewire
