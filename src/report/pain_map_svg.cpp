#include "report/pain_map.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "base/error.hpp"
#include "report/circuit_diagram.hpp"
#include "report/markup.hpp"

namespace rewire::report {
namespace {

constexpr double width = 482, height = 844, half_box = 16, corner = 12;

// Above health, below it, as in health; a tenth of the widest line's hundredth is nothing.
const char* kind_of(double change) { return !(std::abs(change) >= unchanged) ? "same" : change > 0 ? "more" : "less"; }

struct Direction {
    double x = 0, y = 0;
};
Direction from_to(MapSpot a, MapSpot b) {
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    return length > 0 ? Direction{(b.x - a.x) / length, (b.y - a.y) / length} : Direction{0, 1};
}
MapSpot along(MapSpot a, Direction d, double far) { return {a.x + far * d.x, a.y + far * d.y}; }

std::string head_of(int sign, MapSpot tip, Direction d, double size) {
    if (sign < 0)
        return fmt::format(R"(<path class="bar" d="M{:.1f} {:.1f}L{:.1f} {:.1f}"/>)", tip.x - d.y * size,
                           tip.y + d.x * size, tip.x + d.y * size, tip.y - d.x * size);
    const auto back = along(tip, d, -1.6 * size);
    return fmt::format(R"(<path class="point" d="M{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}Z"/>)", tip.x, tip.y,
                       back.x - d.y * size, back.y + d.x * size, back.x + d.y * size, back.y - d.x * size);
}
double head_size(double stroke) { return 3.4 + 0.8 * stroke; }

std::string way_of(std::vector<MapSpot> p, bool bent) {
    const auto spot = [](MapSpot s) { return fmt::format("{:.1f} {:.1f}", s.x, s.y); };
    if (bent)
        return fmt::format("M{}Q{} {}", spot(p[0]), spot(p[1]), spot(p[2]));
    auto out = "M" + spot(p[0]);
    for (std::size_t k = 1; k + 1 < p.size(); ++k) { // round corners
        const double room = std::min({corner, std::hypot(p[k].x - p[k - 1].x, p[k].y - p[k - 1].y) / 2,
                                      std::hypot(p[k + 1].x - p[k].x, p[k + 1].y - p[k].y) / 2});
        out += fmt::format("L{}Q{} {}", spot(along(p[k], from_to(p[k], p[k - 1]), room)), spot(p[k]),
                           spot(along(p[k], from_to(p[k], p[k + 1]), room)));
    }
    return out + "L" + spot(p.back());
}

std::string line_svg(const MapLine& line, const MapValue& value) {
    if (std::isnan(value.change))
        return {};
    const double stroke = map_line_width(value.change), size = head_size(stroke);
    std::vector<MapSpot> way(line.path().begin(), line.path().end());
    const auto tip = way.back();
    const auto towards = from_to(way[way.size() - 2], tip);
    if (line.sign > 0)
        way.back() = along(tip, towards, -1.4 * size);
    const auto said = words_plain(value.tip);
    return fmt::format(
        R"(<g class="arrow {}" data-tip="{}"><title>{}</title><path class="line" d="{}" stroke-width="{:.1f}"/>{}</g>)",
        kind_of(value.change), said, said, way_of(way, line.spots == 3), stroke,
        head_of(line.sign, tip, towards, size));
}

std::string box_svg(const MapBox& box, const MapValue& value) {
    const double half = box.group ? 76 : half_box;
    const auto rect = [&](const std::string& looks) {
        return fmt::format(R"(<rect {} x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="8"/>)", looks,
                           box.at.x - box.width / 2, box.at.y - half, box.width, 2 * half);
    };
    const auto text = [&](std::string_view words, double y, const char* looks) {
        return fmt::format(R"(<text{} x="{:.1f}" y="{:.1f}">{}</text>)", looks, box.at.x + (box.group ? 66 : 0), y,
                           words_plain(words));
    };
    const auto said = words_plain(value.tip);
    auto out = fmt::format(R"(<g class="state {}" data-tip="{}"><title>{}</title>)",
                           std::isnan(value.change) ? "gone" : kind_of(value.change), said, said);
    out += rect(box.group ? R"(class="node frame")" : R"(class="node")");
    if (!std::isnan(value.change))
        out += rect(fmt::format(R"(class="shade" fill-opacity="{:.2f}")",
                                (box.group ? 0.4 : 0.7) * std::min(1.0, std::abs(value.change))));
    if (box.group)
        out += text(box.title, box.at.y + half - 9, R"( class="small")");
    else if (box.more.empty())
        out += text(box.title, box.at.y + 4.5, "");
    else
        out += text(box.title, box.at.y - 2.5, "") + text(box.more, box.at.y + 10, R"( class="second")");
    return out + "</g>";
}

} // namespace

double map_line_width(double change) { return 1 + 9 * (std::isfinite(change) ? std::min(1.0, std::abs(change)) : 0); }

std::string pain_map_svg(const PainMap& m) {
    const auto boxes = map_boxes();
    const auto lines = map_lines();
    expects(m.boxes.size() == boxes.size() && m.lines.size() == lines.size(), "every box and line has its value");
    auto out = fmt::format(R"(<svg class="circuit body" viewBox="0 0 {} {}" role="img" aria-label="{}">)", width,
                           height, words_plain("From body to brain, " + m.title));
    for (const auto& l : map_levels())
        out += fmt::format(R"(<rect class="level" x="0" y="{:.0f}" width="{}" height="{:.0f}" rx="10"/>)"
                           R"(<text class="small level-name" x="16" y="{:.0f}">{}</text>)",
                           l.top, width, l.bottom - l.top, l.top + 13, words_plain(l.name));
    for (std::size_t k = 0; k < boxes.size(); ++k)
        if (boxes[k].group)
            out += box_svg(boxes[k], m.boxes[k]);
    std::vector<std::size_t> order(lines.size());
    for (std::size_t k = 0; k < order.size(); ++k)
        order[k] = k;
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { // what is furthest from health lies on top
        return map_line_width(m.lines[a].change) < map_line_width(m.lines[b].change);
    });
    for (const auto k : order)
        out += line_svg(lines[k], m.lines[k]);
    for (std::size_t k = 0; k < boxes.size(); ++k)
        if (!boxes[k].group)
            out += box_svg(boxes[k], m.boxes[k]);
    return out + "</svg>";
}

std::string pain_map_legend() {
    const auto line = [](const char* kind, int sign, double change, const char* text) {
        const double stroke = map_line_width(change), size = head_size(std::min(stroke, 5.0));
        return fmt::format(
            R"(<span><svg class="circuit sample" viewBox="0 0 46 18" aria-hidden="true"><g class="arrow {}">)"
            R"(<path class="line" d="M3 9L{:.1f} 9" stroke-width="{:.1f}"/>{}</g></svg>{}</span>)",
            kind, 40 - (sign > 0 ? 1.4 * size : 0), stroke, head_of(sign, {40, 9}, {1, 0}, size), words_markup(text));
    };
    return R"(<div class="diagram-legend">)" + line("more", 1, 0.3, "above health, 30 % of the widest") +
           line("less", 1, 0.3, "below health, 30 %") + line("same", 1, 0, "as in health") +
           line("more", 1, 1, "as far as it goes: 100 %") + line("same", 1, 0, "raises") +
           line("same", -1, 0, "lowers") + "<span>" + words_markup("A box is shaded as a line is wide.") +
           "</span></div>";
}

} // namespace rewire::report
