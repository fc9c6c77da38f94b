// The circuit diagram: arrows end at the edges of their boxes, their width is their change, their head what they do.
#include "report/circuit_diagram.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <regex>

#include "report/page_parts.hpp"

namespace rewire {
using namespace report;
namespace {

using namespace page_parts;
using Head = DiagramArrow::Head;

struct Box {
    double x = 0, y = 0, width = 0, height = 0;
    bool holds(double px, double py, double edge = 0) const {
        return px > x - edge && px < x + width + edge && py > y - edge && py < y + height + edge;
    }
};
std::vector<double> numbers(const std::string& text) {
    static const std::regex number("-?[0-9]+(\\.[0-9]+)?");
    std::vector<double> out;
    for (std::sregex_iterator at(text.begin(), text.end(), number), end; at != end; ++at)
        out.push_back(std::stod(at->str()));
    return out;
}
std::string attribute(const std::string& text, const std::string& name) {
    const auto open = name + "=\"";
    const auto from = text.find(open) + open.size();
    return text.substr(from, text.find('"', from) - from);
}
std::vector<Box> boxes(const std::string& svg) {
    std::vector<Box> out;
    for (const auto& rect : parts(svg, "<rect class=\"node\"", "/>"))
        out.push_back({std::stod(attribute(rect, " x")), std::stod(attribute(rect, " y")),
                       std::stod(attribute(rect, "width")), std::stod(attribute(rect, "height"))});
    return out;
}
std::vector<std::string> arrows(const std::string& svg) { return parts(svg, "<g class=\"arrow", "</g>"); }
double stroke(const std::string& arrow) { return std::stod(attribute(arrow, "stroke-width")); }

Diagram two(Head head, double change) {
    return {.title = "T",
            .nodes = {"vmPFC", "amygdala"},
            .arrows = {{.name = "a → b", .from = 0, .to = 1, .head = head, .change = change, .tip = "+1 %"}}};
}

TEST(CircuitDiagram, an_arrow_runs_from_box_to_box_and_into_neither) {
    for (const auto head : {Head::excites, Head::inhibits, Head::channel}) {
        const auto svg = diagram_svg(two(head, 0.5), 0.5);
        const auto b = boxes(svg);
        ASSERT_EQ(b.size(), 2u);
        const auto d = numbers(attribute(arrows(svg).at(0), " d")); // M x y Q x y x y
        ASSERT_EQ(d.size(), 6u);
        EXPECT_TRUE(b[0].holds(d[0], d[1], 6)) << "it begins beside the box it leaves";
        EXPECT_FALSE(b[0].holds(d[0], d[1]));
        EXPECT_TRUE(b[1].holds(d[4], d[5], 25)) << "it ends beside the box it reaches, short of its head";
        EXPECT_FALSE(b[1].holds(d[4], d[5]));
    }
}
TEST(CircuitDiagram, heads_tell_what_an_arrow_does) {
    const std::pair<Head, const char*> all[]{
        {Head::excites, "class=\"point\""}, {Head::inhibits, "class=\"bar\""}, {Head::channel, "class=\"ring\""}};
    for (const auto& [head, shape] : all) {
        const auto svg = diagram_svg(two(head, 0.5), 1);
        for (const auto& [other, mark] : all)
            EXPECT_EQ(count(svg, mark), other == head ? 1u : 0u) << shape << " " << mark;
    }
}
TEST(CircuitDiagram, widths_are_in_proportion_to_the_change_on_the_scale_of_the_page) {
    const auto width = [](double change, double most) {
        return stroke(arrows(diagram_svg(two(Head::excites, change), most)).at(0));
    };
    EXPECT_DOUBLE_EQ(width(0, 1), 1.3);
    EXPECT_DOUBLE_EQ(width(1, 1), 8.0);
    EXPECT_DOUBLE_EQ(width(-1, 1), 8.0);
    EXPECT_NEAR(width(0.5, 1), (1.3 + 8.0) / 2, 0.051);
    EXPECT_DOUBLE_EQ(width(3, 1), 8.0) << "no wider than the widest";
    EXPECT_DOUBLE_EQ(width(0, 0), 1.3) << "where nothing changed anywhere";
}
TEST(CircuitDiagram, colours_begin_where_a_change_is_one) {
    const std::pair<double, const char*> all[]{{0.0049, "arrow same"},  {0.005, "arrow more"}, {-0.005, "arrow less"},
                                               {-0.0049, "arrow same"}, {NAN, "arrow same"},   {2, "arrow more"}};
    for (const auto& [change, kind] : all)
        EXPECT_NE(diagram_svg(two(Head::excites, change), 1).find(kind), std::string::npos) << change;
    auto d = two(Head::excites, -0.4);
    d.arrows.push_back(d.arrows[0]);
    d.arrows[1].change = NAN;
    EXPECT_EQ(widest_change(d), 0.4);
    d.arrows.clear();
    EXPECT_EQ(widest_change(d), 0);
}
TEST(CircuitDiagram, what_changed_most_lies_on_top_and_twins_bend_apart) {
    auto d = two(Head::excites, 0.9);
    d.arrows.push_back({.name = "small", .from = 0, .to = 1, .change = -0.1, .tip = ""});
    d.arrows.push_back({.name = "back", .from = 1, .to = 0, .change = NAN, .tip = ""});
    const auto all = arrows(diagram_svg(d, 1));
    ASSERT_EQ(all.size(), 3u);
    EXPECT_NE(all[0].find("back"), std::string::npos) << "unknown is least";
    EXPECT_NE(all[2].find("a → b: +1 %"), std::string::npos);
    const auto big = numbers(attribute(all[2], " d")), small = numbers(attribute(all[1], " d")),
               back = numbers(attribute(all[0], " d"));
    // The side of a bend: of the straight way from vmPFC (66, 204) to amygdala (250, 236).
    const auto side = [](const std::vector<double>& q) {
        return (250 - 66) * (q[3] - 204) - (236 - 204) * (q[2] - 66);
    };
    EXPECT_GT(std::abs(side(small)), std::abs(side(big)) * 1.5) << "a twin bends further";
    EXPECT_LT(side(back) * side(big), 0) << "there and back do not lie on each other";
}
TEST(CircuitDiagram, a_loop_stands_above_its_box) {
    const Diagram d{.title = "T",
                    .nodes = {"amygdala"},
                    .arrows = {{.name = "self", .from = 0, .to = 0, .change = 0.1, .tip = ""}}};
    const auto svg = diagram_svg(d, 1);
    const auto path = numbers(attribute(arrows(svg).at(0), " d"));
    ASSERT_EQ(path.size(), 8u);
    EXPECT_LT(path[1], boxes(svg).at(0).y);
    EXPECT_LT(path[3], path[1]) << "up and round";
    EXPECT_LT(path[0], path[6]) << "from the left to the right of it";
}
TEST(CircuitDiagram, strangers_stand_on_the_paper_and_apart_from_all_others) {
    Diagram d{.title = "T <1>", .nodes = {"vmPFC", "amygdala", "PCC", "dlPFC"}, .arrows = {}};
    for (int k = 0; k < 9; ++k)
        d.nodes.push_back("a rather long name of circuit " + std::to_string(k));
    const auto svg = diagram_svg(d, 1);
    EXPECT_NE(svg.find("aria-label=\"Circuit diagram, T &lt;1&gt;\""), std::string::npos);
    const auto view = numbers(attribute(svg, "viewBox"));
    const auto all = boxes(svg);
    ASSERT_EQ(all.size(), 13u);
    for (std::size_t a = 0; a < all.size(); ++a) {
        EXPECT_GE(all[a].x, view[0]) << a;
        EXPECT_GE(all[a].y, view[1]) << a;
        EXPECT_LE(all[a].x + all[a].width, view[0] + view[2]) << a;
        EXPECT_LE(all[a].y + all[a].height, view[1] + view[3]) << a;
        for (std::size_t b = 0; b < a; ++b)
            EXPECT_TRUE(all[a].x >= all[b].x + all[b].width || all[b].x >= all[a].x + all[a].width ||
                        all[a].y >= all[b].y + all[b].height || all[b].y >= all[a].y + all[a].height)
                << d.nodes[a] << " and " << d.nodes[b];
    }
}
TEST(CircuitDiagram, the_legend_tells_colours_heads_and_the_widest_change_in_percent) {
    const auto html = diagram_legend(0.254);
    for (const char* said : {"stronger than in health", "weaker than in health", "unchanged", "inhibits",
                             "brings a cue or a drive", "Widest line: 25 %"})
        EXPECT_NE(html.find(said), std::string::npos) << said;
    EXPECT_EQ(count(html, "class=\"bar\""), 1u);
    EXPECT_EQ(count(html, "class=\"ring\""), 1u);
    const auto other = diagram_legend(0.254, "under <b>");
    EXPECT_NE(other.find("weaker than under &lt;b&gt;"), std::string::npos);
    EXPECT_EQ(other.find("health"), std::string::npos);
}

} // namespace
} // namespace rewire
