// The glass brain and its colours.
#include "report/glass_brain.hpp"

#include <cmath>
#include <cstdlib>
#include <gtest/gtest.h>
#include <regex>

#include "base/error.hpp"
#include "report/brain_outline.hpp"
#include "report/demo.hpp"
#include "report/page_parts.hpp"

namespace rewire {
using namespace report;
using namespace page_parts;
namespace {

BrainPicture three_regions() {
    return {"Rates",
            "Rate",
            "Hz",
            {{"left", -40, 20, 30, 1, 'L'}, {"right", 40, 20, 30, 3, 'R'}, {"raphe", 0, -28, -18, not_there, 'B'}}};
}

TEST(GlassBrain, each_side_shows_its_own_regions_and_the_midline) {
    const auto p = three_regions();
    EXPECT_EQ(count(brain_view_svg(p, BrainView::left), "<circle"), 2u);
    EXPECT_EQ(count(brain_view_svg(p, BrainView::right), "<circle"), 2u);
    EXPECT_EQ(count(brain_view_svg(p, BrainView::top), "<circle"), 3u);
    EXPECT_EQ(brain_view_svg(p, BrainView::left).find("right: 3"), std::string::npos);
}

TEST(GlassBrain, left_is_left_and_front_of_the_left_view_is_left) {
    auto cx = [](const std::string& svg, const std::string& tip) {
        std::smatch m;
        EXPECT_TRUE(std::regex_search(svg, m, std::regex(tip + R"re([^>]*cx="(-?[\d.]+)")re")));
        return std::stod(m[1]);
    };
    const auto p = three_regions();
    EXPECT_EQ(cx(brain_view_svg(p, BrainView::top), "left: 1 Hz"), -40);
    EXPECT_EQ(cx(brain_view_svg(p, BrainView::front), "right: 3 Hz"), 40);
    EXPECT_EQ(cx(brain_view_svg(p, BrainView::left), "left: 1 Hz"), -20);
    EXPECT_EQ(cx(brain_view_svg(p, BrainView::right), "right: 3 Hz"), 20);
}

TEST(GlassBrain, a_missing_value_is_an_empty_dot) {
    const auto svg = brain_view_svg(three_regions(), BrainView::top);
    EXPECT_EQ(count(svg, "class=\"region none\""), 1u);
    EXPECT_NE(svg.find("raphe: n/a"), std::string::npos);
}

// Dots of a change grow with it, from 1.7 to 4.6; those of a quantity are all alike.
TEST(GlassBrain, what_hardly_changed_is_a_small_dot) {
    auto p = three_regions();
    const auto radii = [&] {
        std::vector<double> out;
        for (const auto& dot : parts(brain_view_svg(p, BrainView::top), "<circle", "/>"))
            out.push_back(std::stod(dot.substr(dot.find(" r=\"") + 4)));
        return out;
    };
    EXPECT_EQ(radii(), (std::vector<double>{3.7, 3.7, 3.7}));
    p.palette = Palette::diverging;
    p.range = std::pair{-4.0, 4.0};
    p.regions[0].value = -2; // half of the range
    p.regions[1].value = 9;  // beyond it
    p.regions[2].value = 0;
    EXPECT_EQ(radii(), (std::vector<double>{1.7, 3.1, 4.6})) << "from the lowest region, drawn first, to the highest";
}
TEST(GlassBrain, what_is_nearer_to_the_eye_is_painted_later) {
    BrainPicture p{
        "t", "q", "", {{"mid", 1, 1, 1, 1, 'B'}, {"near", 30, 30, 30, 1, 'B'}, {"far", -30, -30, -30, 1, 'B'}}};
    for (const auto view : {BrainView::right, BrainView::top, BrainView::front, BrainView::left}) {
        const auto dots = parts(brain_view_svg(p, view), "data-tip=\"", ":");
        ASSERT_EQ(dots.size(), 3u);
        EXPECT_NE(dots[1].find("mid"), std::string::npos);
        EXPECT_NE(dots[view == BrainView::left ? 0 : 2].find("near"), std::string::npos) << static_cast<int>(view);
    }
}
TEST(GlassBrain, edges_are_wide_by_their_share_of_the_strongest_and_join_what_is_seen) {
    auto p = three_regions();
    p.edges = {{0, 1, -8}, {0, 2, 4}};
    const auto widths = [&](BrainView view) {
        std::vector<std::string> out;
        for (const auto& edge : parts(brain_view_svg(p, view), "<path class=\"edge\"", "/>"))
            out.push_back(edge.substr(edge.find("stroke-width=") + 14, 4));
        return out;
    };
    EXPECT_EQ(widths(BrainView::top), (std::vector<std::string>{"1.20", "0.75"}));
    EXPECT_EQ(widths(BrainView::left), (std::vector<std::string>{"0.75"})) << "the right region is not seen from there";
    EXPECT_EQ(widths(BrainView::right).size(), 0u);
    EXPECT_NE(brain_view_svg(p, BrainView::top).find("M-40.0 -20.0L40.0 -20.0"), std::string::npos);
    p.edges.push_back({0, 3, 1});
    EXPECT_THROW(brain_view_svg(p, BrainView::top), Defect);
}
TEST(GlassBrain, sides_have_letters_only_where_both_are_seen) {
    const auto p = three_regions();
    for (const auto view : {BrainView::left, BrainView::right, BrainView::top, BrainView::front}) {
        const auto svg = brain_view_svg(p, view);
        const bool both = view == BrainView::top || view == BrainView::front;
        EXPECT_EQ(count(svg, "class=\"letter\""), both ? 2u : 0u);
        if (both) {
            EXPECT_NE(svg.find(R"(x="-62" y=)"), std::string::npos) << "L on the left";
            EXPECT_LT(svg.find(">L</text>"), svg.find(">R</text>"));
        }
    }
}

// Ray casting over the drawn points: every cortical centroid of the atlas must lie inside the drawing.
bool inside(std::span<const OutlinePoint> polygon, double x, double y) {
    bool in = false;
    for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++)
        if ((polygon[i].y > y) != (polygon[j].y > y) &&
            x < (polygon[j].x - polygon[i].x) * (y - polygon[i].y) / (polygon[j].y - polygon[i].y) + polygon[i].x)
            in = !in;
    return in;
}

TEST(GlassBrain, the_outline_holds_every_region_of_the_atlas) {
    auto cortex = [](std::span<const Stroke> strokes) {
        for (const auto& s : strokes)
            if (s.kind == Stroke::Kind::cortex)
                return s.points;
        return std::vector<OutlinePoint>{};
    };
    const auto side = cortex(side_strokes()), top = cortex(top_strokes()), front = cortex(front_strokes());
    int outside = 0;
    for (const auto& r : demo::brain().regions) {
        EXPECT_TRUE(inside(top, std::abs(r.x), r.y)) << r.label;
        EXPECT_TRUE(inside(front, std::abs(r.x), r.z)) << r.label;
        if (!inside(side, r.y, r.z))
            ++outside;
    }
    EXPECT_LE(outside, 4) << "orbitofrontal centroids may touch the lower edge";
}

TEST(GlassBrain, strongest_edges_by_size_then_position) {
    Matrix w(3, 3);
    w(0, 1) = w(1, 0) = 0.2;
    w(0, 2) = w(2, 0) = -0.9;
    w(1, 2) = w(2, 1) = NAN;
    const auto edges = strongest_edges(w, 5);
    ASSERT_EQ(edges.size(), 2u);
    EXPECT_EQ(edges[0].b, 2u);
    EXPECT_EQ(edges[0].weight, -0.9);
    EXPECT_EQ(strongest_edges(w, 1).size(), 1u);
}

TEST(GlassBrain, the_standalone_picture_is_one_document) {
    const auto b = demo::brain();
    Matrix ring(82, 82);
    for (std::size_t k = 0; k < 81; ++k)
        ring(k, k + 1) = 0.3;
    const auto svg = glass_brain_svg(demo::brain_picture(b, ring));
    EXPECT_TRUE(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    EXPECT_EQ(count(svg, "<svg"), count(svg, "</svg>"));
    EXPECT_EQ(count(svg, "<circle"), 82u * 3);
    EXPECT_NE(svg.find("Mean firing rate (Hz)"), std::string::npos);
    EXPECT_LT(svg.size(), 120u << 10);
    if (const char* keep = std::getenv("REWIRE_DEMO_SVG"))
        write_file(keep, svg);
}

TEST(ColourMap, ends_middle_and_nothing) {
    const ColourScale s{Palette::sequential, 0, 1};
    EXPECT_EQ(s.colour(0), "#440154");
    EXPECT_EQ(s.colour(1), "#fde725");
    EXPECT_EQ(s.colour(7), "#fde725");
    EXPECT_EQ(s.colour(NAN), "");
    EXPECT_EQ((ColourScale{Palette::diverging, -2, 2}.colour(0)), "#f5f5f5");
}

// CIE L* of "#rrggbb".
double lightness(const std::string& c) {
    double y = 0;
    const double weight[] = {0.2126, 0.7152, 0.0722};
    for (std::size_t k = 0; k < 3; ++k) {
        const double v = std::stoi(c.substr(1 + 2 * k, 2), nullptr, 16) / 255.0;
        y += weight[k] * (v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4));
    }
    return y > 0.008856 ? 116 * std::cbrt(y) - 16 : 903.3 * y;
}

TEST(ColourMap, lightness_rises_evenly) {
    const ColourScale even{Palette::sequential, 0, 16}, two{Palette::diverging, -16, 16};
    for (int k = 0; k < 16; ++k) {
        const double step = lightness(even.colour(k + 1)) - lightness(even.colour(k));
        EXPECT_GT(step, 2) << k;
        EXPECT_LT(step, 8) << k;
        for (const int sign : {-1, 1})
            EXPECT_GT(lightness(two.colour(sign * k)) - lightness(two.colour(sign * (k + 1))), 1.5) << sign * k;
        EXPECT_NEAR(lightness(two.colour(k)), lightness(two.colour(-k)), 5) << "both sides weigh the same";
    }
}

TEST(ColourMap, a_scale_is_never_empty) {
    const std::vector<double> none{NAN}, one{3, 3}, spread{-1, 4, NAN};
    EXPECT_LT(colour_scale(Palette::sequential, none).low, colour_scale(Palette::sequential, none).high);
    EXPECT_LT(colour_scale(Palette::sequential, one).low, 3);
    EXPECT_EQ(colour_scale(Palette::diverging, spread).low, -4);
    EXPECT_EQ(colour_scale(Palette::sequential, spread).low, -1);
}

TEST(ColourMap, ticks_are_round) {
    EXPECT_EQ(round_ticks(0, 1, 5), (std::vector<double>{0, 0.2, 0.4, 0.6000000000000001, 0.8, 1}));
    EXPECT_EQ(round_ticks(-1, 1, 4), (std::vector<double>{-1, -0.5, 0, 0.5, 1}));
    EXPECT_EQ(round_ticks(0.1, 949, 4).back(), 750);
}

} // namespace
} // namespace rewire
