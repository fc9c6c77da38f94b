// The picture of a wiring: every box once, one arrow for two boxes, nothing beside the paper.
#include "report/wiring_svg.hpp"

#include <array>
#include <gtest/gtest.h>
#include <regex>

#include "base/error.hpp"
#include "report/page_parts.hpp"

namespace rewire {
using namespace report;
using namespace page_parts;
namespace {

WiringPicture ring_of(std::size_t n) { // in one layer, each telling the next
    WiringPicture w;
    w.layers = {"first", "second"};
    w.boxes.push_back({"top", "", 0});
    for (std::size_t k = 0; k < n; ++k)
        w.boxes.push_back({"box" + std::to_string(k), "", 1});
    for (std::size_t k = 0; k < n; ++k)
        w.arrows.push_back({"box" + std::to_string(k), "box" + std::to_string((k + 1) % n), "s" + std::to_string(k)});
    w.arrows.push_back({"top", "box0", "a"});
    w.arrows.push_back({"top", "box0", "b<c"});
    w.arrows.push_back({"top", "box0", "a"});
    return w;
}

TEST(WiringSvg, DrawsEveryBoxAndOneArrowForTwoBoxes) {
    const auto svg = wiring_svg(ring_of(13));
    EXPECT_EQ(count(svg, "<rect class=\"box\""), 14u);
    EXPECT_EQ(count(svg, "<path class=\"down ") + count(svg, "<path class=\"up "), 14u);
    EXPECT_EQ(count(svg, "<title>top to box0: a, b&lt;c</title>"), 2u) << "on its arrow and in its cell of the table";
    EXPECT_NE(svg.find(">a, b&lt;c</text>"), std::string::npos) << "what it tells is in small print";
    EXPECT_EQ(svg, wiring_svg(ring_of(13)));
}
TEST(WiringSvg, WhoTellsLiesAboveWhoListens) {
    WiringPicture w;
    w.layers = {"one"};
    for (int k = 0; k < 6; ++k) { // listeners first, so that the order of the list is of no help
        w.boxes.push_back({"listens" + std::to_string(k), "", 0});
        w.boxes.push_back({"tells" + std::to_string(k), "", 0});
    }
    for (int k = 0; k < 6; ++k)
        for (const int other : {k, (k + 1) % 6})
            w.arrows.push_back({"tells" + std::to_string(k), "listens" + std::to_string(other), "s"});
    const auto svg = wiring_svg(w);
    EXPECT_EQ(count(svg, "<path class=\"down "), 12u);
    EXPECT_EQ(count(svg, "<path class=\"up "), 0u);
}
TEST(WiringSvg, BoxesStayOnThePaperAndApart) {
    const auto svg = wiring_svg(ring_of(23));
    const std::regex rect(
        "<rect class=\"box\" x=\"([-0-9.]+)\" y=\"([-0-9.]+)\" width=\"([0-9.]+)\" height=\"([0-9.]+)\"");
    std::vector<std::array<double, 4>> boxes;
    for (std::sregex_iterator at(svg.begin(), svg.end(), rect), end; at != end; ++at)
        boxes.push_back({std::stod((*at)[1]), std::stod((*at)[2]), std::stod((*at)[3]), std::stod((*at)[4])});
    ASSERT_EQ(boxes.size(), 24u);
    for (std::size_t k = 0; k < boxes.size(); ++k) {
        const auto [x, y, width, height] = boxes[k];
        EXPECT_TRUE(x >= 0 && x + width <= 1300 && y >= 0) << k;
        for (std::size_t j = 0; j < k; ++j) {
            const auto [u, v, w, h] = boxes[j];
            EXPECT_TRUE(x >= u + w || u >= x + width || y >= v + h || v >= y + height) << j << " and " << k;
        }
    }
}
TEST(WiringSvg, ArrowsHaveTheHeadOfTheirSign) {
    WiringPicture w;
    w.layers = {"one", "two"};
    w.boxes = {{"a", "", 0}, {"b", "", 1}, {"c", "", 1}, {"d", "", 1}};
    w.arrows = {{"a", "b", "s", 1}, {"a", "b", "t", 1}, {"a", "c", "s", -1}, {"a", "d", "s", 1}, {"a", "d", "t", -1}};
    const auto svg = wiring_svg(w);
    for (const char* kind : {"raises", "lowers", "both"}) {
        EXPECT_EQ(count(svg, std::string("<path class=\"down ") + kind + "\""), 1u) << kind;
        EXPECT_EQ(count(svg, std::string("url(#") + kind + "-head)"), 1u) << kind;
        EXPECT_EQ(count(svg, std::string("<g class=\"") + kind + "\"><path class=\"head\""), 1u) << "in the table";
    }
}
TEST(WiringSvg, RefusesArrowsToNowhere) {
    WiringPicture w;
    w.layers = {"one"};
    w.boxes = {{"a", "", 0}};
    w.arrows = {{"a", "b", "s"}};
    EXPECT_THROW(wiring_svg(w), Defect);
    w.arrows.clear();
    EXPECT_NE(wiring_svg(w).find(">a</text>"), std::string::npos);
}

} // namespace
} // namespace rewire
