// Numbers of figures on their way to the page: as exact as an eye can tell and no longer, thinned without losing what
// stands out, holes kept.
#include "report/figure_data.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"

namespace rewire {
using namespace report;
namespace {

using nlohmann::json;
constexpr double none = std::numeric_limits<double>::quiet_NaN(), endless = std::numeric_limits<double>::infinity();

LineChart chart_of(std::vector<double> at, std::vector<double> values, bool log_x = false, bool log_y = false) {
    return {
        {"title"}, {"x", "s", log_x}, {"y", "Hz", log_y}, std::move(at), {{.label = "a", .values = std::move(values)}}};
}
json data_of(const auto& figure) { return json::parse(figure_data(figure)); }

// On a linear axis whatever is drawn is within half of 1/5000 of the range of what was computed, for large and small
// ranges far from zero too; on a logarithmic one five digits stay.
TEST(FigureData, rounding_is_below_what_an_eye_can_tell_on_any_range) {
    const std::pair<double, double> ranges[]{{0, 1}, {-3e-7, 2e-7}, {1e6, 1e6 + 0.5}, {-4e9, 7e9}, {273.15, 273.16}};
    for (const auto& [low, high] : ranges) {
        std::vector<double> at, values;
        for (int k = 0; k <= 100; ++k) {
            at.push_back(k);
            values.push_back(low + (high - low) * (k * 37 % 101) / 100.0);
        }
        const auto drawn = data_of(chart_of(at, values))["lines"][0]["values"];
        for (std::size_t k = 0; k < values.size(); ++k)
            EXPECT_LE(std::abs(drawn[k].get<double>() - values[k]), (high - low) / 5000 / 2 * 1.0001)
                << low << " " << k;
    }
    const auto drawn = data_of(chart_of({1, 2, 3}, {1.23456e-9, 12345.678, 1}, false, true))["lines"][0]["values"];
    EXPECT_EQ(drawn, json({1.2346e-9, 12346, 1}));
}
TEST(FigureData, what_is_rounded_is_short) {
    const auto text = figure_data(chart_of({0, 1, 2}, {1 / 3.0, 2 / 3.0, 1 / 7.0}));
    EXPECT_NE(text.find("[0.3333,0.6667,0.1429]"), std::string::npos) << text;
    const auto whole = figure_data(chart_of({0, 1}, {12345678.9, -87654321.2}));
    EXPECT_NE(whole.find("[12350000,-87650000]"), std::string::npos) << "no .0: " << whole;
    EXPECT_EQ(data_of(chart_of({0, 1}, {-1e-9, 1}))["lines"][0]["values"].dump(), "[0,1]") << "no minus zero";
}
TEST(FigureData, what_is_no_number_is_a_hole_and_sets_no_range) {
    const auto line = data_of(chart_of({0, 1, 2, 3}, {none, endless, 0.123456, -endless}))["lines"][0]["values"];
    EXPECT_EQ(line[0], nullptr);
    EXPECT_EQ(line[1], nullptr);
    EXPECT_EQ(line[3], nullptr);
    EXPECT_EQ(line[2], 0.12346) << "alone it has five digits";
}
TEST(FigureData, lines_say_what_they_are_and_nothing_more) {
    auto c = chart_of({0, 1}, {1, 2});
    c.lines[0].group = "g";
    c.lines[0].shown = false;
    c.lines[0].dashed = true;
    c.lines.push_back({.label = "b", .values = {0, 0}, .low = {-1, -1}, .high = {1, 1}});
    c.marks = {{1, 2, "best"}};
    const auto data = data_of(c);
    EXPECT_EQ(data["kind"], "lines");
    EXPECT_EQ(data["x"], json({{"label", "x"}, {"unit", "s"}, {"log", false}, {"whole", false}}));
    EXPECT_EQ(data["lines"][0],
              json({{"label", "a"}, {"values", {1, 2}}, {"shown", false}, {"group", "g"}, {"dashed", true}}));
    EXPECT_EQ(data["lines"][1],
              json({{"label", "b"}, {"values", {0, 0}}, {"shown", true}, {"low", {-1, -1}}, {"high", {1, 1}}}));
    EXPECT_EQ(data["marks"], json::array({{{"x", 1.0}, {"y", 2.0}, {"label", "best"}}}));
    EXPECT_FALSE(data.contains("thinned"));
}
TEST(FigureData, a_band_is_as_long_as_its_line_and_has_two_sides) {
    for (const auto& [low, high] : {std::pair<std::vector<double>, std::vector<double>>{{0}, {1}},
                                    {{0, 0}, {1}},
                                    {{}, {1, 1}},
                                    {{0, 0, 0}, {1, 1, 1}}}) {
        auto c = chart_of({0, 1}, {1, 2});
        c.lines[0].low = low;
        c.lines[0].high = high;
        EXPECT_THROW(figure_data(c), Defect) << low.size() << " " << high.size();
    }
}
// 2000 points are kept as they are, one more is thinned; of a stretch the smallest and the largest stay, in their
// order.
TEST(FigureData, thinning_begins_beyond_what_a_screen_shows_and_loses_no_peak_of_any_line_or_band) {
    const auto ramp = [](std::size_t n) {
        std::vector<double> v;
        for (std::size_t k = 0; k < n; ++k)
            v.push_back(static_cast<double>(k));
        return v;
    };
    EXPECT_FALSE(data_of(chart_of(ramp(2000), ramp(2000))).contains("thinned"));
    auto c = chart_of(ramp(4001), std::vector<double>(4001, 0));
    c.lines[0].values[1234] = 5;
    c.lines[0].values[1235] = -5;
    c.lines[0].low.assign(4001, -6);
    c.lines[0].high.assign(4001, 6);
    c.lines[0].high[4000] = 60; // the very last
    c.lines[0].low[0] = -60;
    c.lines.push_back({.label = "hole", .values = std::vector<double>(4001, 1)});
    for (std::size_t k = 0; k < 400; ++k)
        c.lines[1].values[k] = none;
    c.lines[1].values[5] = 3; // in a stretch of holes
    const auto data = data_of(c);
    EXPECT_EQ(data["thinned"], 4001);
    ASSERT_EQ(data["at"].size(), 2000u);
    const auto& line = data["lines"][0];
    std::size_t peak = 0, dip = 0;
    for (std::size_t k = 0; k < 2000; ++k) {
        peak = line["values"][k] == 5 ? k : peak;
        dip = line["values"][k] == -5 ? k : dip;
    }
    EXPECT_GT(peak, 0u);
    EXPECT_EQ(dip, peak + 1) << "in the order they came";
    EXPECT_NEAR(data["at"][peak].get<double>(), 1234, 4) << "within its stretch";
    EXPECT_EQ(line["high"][1999], 60);
    EXPECT_EQ(line["low"][0], -60);
    const auto& hole = data["lines"][1]["values"];
    EXPECT_EQ(std::ranges::count(hole, json(3)), 2) << "the only number of its stretch";
    EXPECT_EQ(hole[10], nullptr) << "a stretch of holes stays one";
    EXPECT_EQ(hole[1999], 1);
    for (std::size_t k = 1; k < 2000; ++k)
        ASSERT_GT(data["at"][k].get<double>(), data["at"][k - 1].get<double>()) << "x rises";
}
TEST(FigureData, a_timeline_says_when_what_was_done) {
    Timeline t{{"title"}, {"Week"}, {-1, 0, 1}, {}, {0, 0.5}, {}};
    t.plan.push_back({.label = "life </script>", .detail = "", .from = -1, .to = 1, .era = true});
    t.plan.push_back({.label = "cbt", .detail = "d", .from = 0, .to = 0.5, .fade = 0.25, .sessions = {0, 0.25}});
    Panel p{"GAD-7", {"score", "points"}, {{.label = "GAD-7", .values = {1, 2, 3}}}};
    p.bands = {{"mild", 5, 10}};
    p.range = std::pair{0.0, 21.0};
    p.note = "source";
    t.panels = {p, {"plain", {"y"}, {{.label = "l", .values = {0, none, 1}}}}};
    EXPECT_EQ(figure_data(t).find("</script>"), std::string::npos);
    const auto data = data_of(t);
    EXPECT_EQ(data["kind"], "timeline");
    EXPECT_EQ(data["visits"], json({0, 0.5}));
    EXPECT_EQ(data["plan"][0],
              json({{"label", "life </script>"}, {"detail", ""}, {"from", -1}, {"to", 1}, {"era", true}}));
    EXPECT_EQ(data["plan"][1]["fade"], 0.25);
    EXPECT_EQ(data["plan"][1]["sessions"], json({0, 0.25}));
    EXPECT_EQ(data["panels"][0]["bands"], json::array({{{"label", "mild"}, {"from", 5.0}, {"to", 10.0}}}));
    EXPECT_EQ(data["panels"][0]["range"], json({0.0, 21.0}));
    EXPECT_EQ(data["panels"][0]["note"], "source");
    for (const char* absent : {"bands", "range", "note"})
        EXPECT_FALSE(data["panels"][1].contains(absent)) << absent;
    EXPECT_EQ(data["panels"][1]["lines"][0]["values"], json({0, nullptr, 1}));
    t.plan[1].to = -0.5;
    EXPECT_THROW(figure_data(t), Defect) << "a bar that ends before it begins";
    t.plan[1].to = 0.5;
    t.plan[1].fade = -1;
    EXPECT_THROW(figure_data(t), Defect);
    t.plan[1].fade = 0;
    t.panels[0].lines[0].values.pop_back();
    EXPECT_THROW(figure_data(t), Defect) << "a panel's line has a value a day";
}
TEST(FigureData, points_of_two_matrices_are_the_pairs_above_the_diagonal_in_their_order) {
    Matrix along(3, 3), up(3, 3);
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) {
            along(i, j) = static_cast<double>(10 * i + j);
            up(i, j) = -along(i, j);
        }
    const auto s = scatter_of_pairs({}, {"x"}, {"y"}, along, up, {"a", "b", "c"});
    EXPECT_EQ(s.at, (std::vector<double>{1, 2, 12}));
    EXPECT_EQ(s.values, (std::vector<double>{-1, -2, -12}));
    EXPECT_EQ(s.ends, (std::vector<std::pair<std::size_t, std::size_t>>{{0, 1}, {0, 2}, {1, 2}}));
    const auto data = data_of(s);
    EXPECT_EQ(data["ends"], json({{0, 1}, {0, 2}, {1, 2}}));
    EXPECT_EQ(data["identity"], true);
    EXPECT_EQ(data["named"], false);
    EXPECT_THROW(scatter_of_pairs({}, {}, {}, along, Matrix(2, 2), {"a", "b", "c"}), Defect);
    EXPECT_THROW(scatter_of_pairs({}, {}, {}, along, up, {"a", "b"}), Defect);
    EXPECT_THROW(scatter_of_pairs({}, {}, {}, Matrix(2, 3), Matrix(2, 3), {"a", "b"}), Defect);
    Scatter bad{{}, {}, {}, {1, 2}, {1}};
    EXPECT_THROW(figure_data(bad), Defect);
    bad.values = {1, 2};
    bad.ends = {{0, 0}};
    EXPECT_THROW(figure_data(bad), Defect) << "every point has a name or none has";
}
TEST(FigureData, a_heat_map_keeps_rows_rows_and_leaves_holes) {
    HeatMaps h{
        {}, "rate", "Hz", {{"t", {.label = "r", .unit = "nA", .at = {}}, {.label = "c", .at = {}}, Matrix(2, 13)}}};
    auto& m = h.maps[0];
    m.rows.at = {0.1, 0.2};
    for (std::size_t c = 0; c < 13; ++c) {
        m.columns.at.push_back(static_cast<double>(c) / 3);
        m.values(0, c) = static_cast<double>(c);
        m.values(1, c) = 100 + static_cast<double>(c);
    }
    m.values(1, 0) = none;
    h.marks = {{1, 0.2, "best"}};
    const auto data = data_of(h);
    EXPECT_EQ(data["low"], 0);
    EXPECT_EQ(data["high"], 112);
    EXPECT_EQ(data["palette"], "sequential");
    const auto map = data["maps"][0];
    EXPECT_EQ(map["size"], json({2, 13}));
    EXPECT_EQ(map["values"][12], 12);
    EXPECT_EQ(map["values"][13], nullptr);
    EXPECT_EQ(map["values"][14], 101);
    EXPECT_EQ(map["rows"]["ticks"], json({0.1, 0.2}));
    EXPECT_EQ(map["columns"]["at"], json({0, 4}));
    EXPECT_FALSE(map["columns"].contains("ticks")) << "thirteen would not be readable";
    h.range = std::pair{-1.0, 1.0};
    EXPECT_EQ(data_of(h)["low"], -1);
    m.columns.names = {"both"};
    EXPECT_THROW(figure_data(h), Defect) << "names or numbers, never both";
    m.columns.names.clear();
    m.columns.at.pop_back();
    EXPECT_THROW(figure_data(h), Defect);
}

} // namespace
} // namespace rewire
