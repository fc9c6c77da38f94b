#include "report/glass_brain.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "report/brain_outline.hpp"
#include "report/markup.hpp"

namespace rewire::report {
namespace {

constexpr double dot_radius = 3.7; // mm

// What a view shows: the box it fills (in mm, y up), which way x runs, and how a region falls on it.
struct Projection {
    const char* name;
    double left, top, width, height; // of the viewBox, SVG's y down
    double mirror;                   // -1 draws +x to the left
    std::span<const Stroke> strokes;
};

Projection projection(BrainView view) {
    switch (view) {
        case BrainView::left:
            return {"Left", -78, -86, 189, 166, -1, side_strokes()};
        case BrainView::right:
            return {"Right", -111, -86, 189, 166, 1, side_strokes()};
        case BrainView::top:
            return {"Top", -76, -78, 152, 189, 1, top_strokes()};
        case BrainView::front:
            return {"Front", -76, -86, 152, 166, 1, front_strokes()};
    }
    throw Defect("a brain is seen from one of four sides");
}

OutlinePoint place(const BrainRegion& r, BrainView view) {
    switch (view) {
        case BrainView::left:
            return {-r.y, -r.z};
        case BrainView::right:
            return {r.y, -r.z};
        case BrainView::top:
            return {r.x, -r.y};
        default:
            return {r.x, -r.z};
    }
}

// How near a region is to the eye: what is near is painted last.
double nearness(const BrainRegion& r, BrainView view) {
    switch (view) {
        case BrainView::left:
            return -r.x;
        case BrainView::right:
            return r.x;
        case BrainView::top:
            return r.z;
        default:
            return r.y;
    }
}

bool seen(const BrainRegion& r, BrainView view) {
    return !(view == BrainView::left && r.hemisphere == 'R') && !(view == BrainView::right && r.hemisphere == 'L');
}

// A Catmull-Rom curve through the points, as SVG path data.
std::string smooth_path(std::span<const OutlinePoint> p, bool closed) {
    const auto n = static_cast<long>(p.size());
    auto at = [&](long k) { return p[static_cast<std::size_t>(closed ? (k + n) % n : std::clamp(k, 0L, n - 1))]; };
    auto out = fmt::format("M{:.1f} {:.1f}", p[0].x, p[0].y);
    for (long k = 0; k < (closed ? n : n - 1); ++k) {
        const OutlinePoint a = at(k - 1), b = at(k), c = at(k + 1), d = at(k + 2);
        out += fmt::format("C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}", b.x + (c.x - a.x) / 6, b.y + (c.y - a.y) / 6,
                           c.x - (d.x - b.x) / 6, c.y - (d.y - b.y) / 6, c.x, c.y);
    }
    return closed ? out + "Z" : out;
}

std::string stroke_path(const char* kind, std::span<const OutlinePoint> points, bool closed) {
    return fmt::format(R"(<path class="{}" d="{}"/>)", kind, smooth_path(points, closed));
}

std::string draw(const Stroke& s, double mirror) {
    const bool line = s.kind == Stroke::Kind::sulcus;
    const char* kind = line ? "sulcus" : s.kind == Stroke::Kind::cortex ? "cortex" : "below";
    std::vector<OutlinePoint> points, other;
    for (const auto& p : s.points)
        points.push_back({mirror * p.x, -p.y});
    if (s.mirrored)
        for (const auto& p : points)
            other.push_back({-p.x, p.y});
    if (line)
        return stroke_path(kind, points, false) + (s.mirrored ? stroke_path(kind, other, false) : "");
    if (s.mirrored)
        points.insert(points.end(), other.rbegin() + 1, other.rend() - 1); // the ends lie on the midline
    return stroke_path(kind, points, true);
}

std::string draw_edges(const BrainPicture& p, BrainView view) {
    double strongest = 0;
    for (const auto& e : p.edges)
        strongest = std::max(strongest, std::abs(e.weight));
    std::string out;
    for (const auto& e : p.edges) {
        expects(e.a < p.regions.size() && e.b < p.regions.size(), "an edge joins two regions of the picture");
        const auto &a = p.regions[e.a], &b = p.regions[e.b];
        if (!seen(a, view) || !seen(b, view))
            continue;
        const OutlinePoint from = place(a, view), to = place(b, view);
        out += fmt::format(R"(<path class="edge" d="M{:.1f} {:.1f}L{:.1f} {:.1f}" stroke-width="{:.2f}"/>)", from.x,
                           from.y, to.x, to.y, 0.3 + 0.9 * std::abs(e.weight) / strongest);
    }
    return out;
}

std::string draw_regions(const BrainPicture& p, BrainView view) {
    const auto scale = colour_scale(p);
    std::vector<std::size_t> order;
    for (std::size_t k = 0; k < p.regions.size(); ++k)
        if (seen(p.regions[k], view))
            order.push_back(k);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return nearness(p.regions[a], view) < nearness(p.regions[b], view);
    });
    std::string out;
    for (const auto k : order) {
        const auto& r = p.regions[k];
        const OutlinePoint at = place(r, view);
        const auto colour = scale.colour(r.value);
        // What hardly differs stays small.
        const bool differs = p.palette == Palette::diverging && !colour.empty();
        const double size =
            differs ? std::min(1.0, std::abs(r.value) / std::max(std::abs(scale.low), std::abs(scale.high))) : 1;
        const double radius = differs ? 1.7 + 2.9 * size : dot_radius;
        const char* kind = colour.empty() ? " none" : "";
        const auto tip = fmt::format("{}: {}", r.label, shown_quantity(r.value, p.unit));
        out += fmt::format(
            R"(<circle class="region{}" data-region="{}" data-tip="{}" cx="{:.1f}" cy="{:.1f}" r="{:.1f}"{}/>)", kind,
            k, words_plain(tip), at.x, at.y, radius, fill_of(scale, r.value));
    }
    return out;
}

std::string view_body(const BrainPicture& p, BrainView view) {
    const auto side = projection(view);
    std::string out;
    for (const auto& s : side.strokes)
        out += draw(s, side.mirror);
    out += draw_edges(p, view) + draw_regions(p, view);
    if (view == BrainView::top || view == BrainView::front)
        out +=
            fmt::format(R"(<text class="letter" x="{0}" y="{2}">L</text><text class="letter" x="{1}" y="{2}">R</text>)",
                        side.left + 14, -side.left - 14, side.top + side.height - 8);
    return out;
}

} // namespace

std::vector<BrainEdge> strongest_edges(const Matrix& weights, std::size_t n) {
    std::vector<BrainEdge> all;
    for (std::size_t a = 0; a < weights.rows(); ++a)
        for (std::size_t b = a + 1; b < weights.cols(); ++b)
            if (std::abs(weights(a, b)) > 0)
                all.push_back({a, b, weights(a, b)});
    std::stable_sort(all.begin(), all.end(),
                     [](const BrainEdge& x, const BrainEdge& y) { return std::abs(x.weight) > std::abs(y.weight); });
    all.resize(std::min(n, all.size()));
    return all;
}

ColourScale colour_scale(const BrainPicture& p) {
    if (p.range)
        return {p.palette, p.range->first, p.range->second};
    std::vector<double> values;
    for (const auto& r : p.regions)
        values.push_back(r.value);
    return colour_scale(p.palette, values);
}

std::string brain_view_svg(const BrainPicture& p, BrainView view) {
    const auto side = projection(view);
    return fmt::format(R"(<svg class="brain" viewBox="{} {} {} {}" role="img" aria-label="{}">{}</svg>)", side.left,
                       side.top, side.width, side.height, words_plain(fmt::format("{}, {} view", p.title, side.name)),
                       view_body(p, view));
}

std::string glass_brain_svg(const BrainPicture& p) {
    struct Place {
        BrainView view;
        double x, width;
    };
    constexpr double height = 260, name_height = 26, bar_height = 62;
    const Place row[]{{BrainView::left, 10, 296},
                      {BrainView::top, 322, 209},
                      {BrainView::front, 547, 238},
                      {BrainView::right, 801, 296}};
    std::string out = fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" class="brain" viewBox="0 0 1107 {}" role="img" aria-label="{}">)"
        R"(<title>{}</title><style>{}</style>)",
        name_height + height + bar_height, words_plain(p.title), words_plain(p.title), embedded("glass_brain.css"));
    for (const auto& place : row) {
        const auto side = projection(place.view);
        out += fmt::format(
            R"(<text class="view" x="{:.0f}" y="18">{}</text><svg x="{}" y="{}" width="{}" height="{}" viewBox="{} )"
            R"({} {} {}">{}</svg>)",
            place.x + place.width / 2, words_plain(side.name), place.x, name_height, place.width, height, side.left,
            side.top, side.width, side.height, view_body(p, place.view));
    }
    const auto bar = colour_bar_svg(colour_scale(p), shown_label(p.quantity, p.unit));
    return out +
           fmt::format(R"(<svg x="363" y="{}" width="380" height="56">{}</svg></svg>)", name_height + height + 4, bar);
}

} // namespace rewire::report
