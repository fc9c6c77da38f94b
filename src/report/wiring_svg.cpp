#include "report/wiring_svg.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "base/error.hpp"
#include "report/markup.hpp"

namespace rewire {
namespace {

constexpr double width = 1180, box_height = 34, layer_gap = 140, top = 70, margin = 20;

struct Placed {
    double x = 0, y = 0, half = 0; // centre, half the width
};

// Boxes of a layer are ordered by where what they are joined to lies (the mean of neighbours), a few times over, so that arrows cross less.
std::vector<std::vector<std::size_t>> ordered(const Wiring& w, const std::vector<std::pair<std::size_t, std::size_t>>& joins) {
    std::vector<std::vector<std::size_t>> rows(w.layers.size());
    for (std::size_t k = 0; k < w.boxes.size(); ++k) rows[w.boxes[k].layer].push_back(k);
    std::vector<double> at(w.boxes.size());
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) at[row[i]] = (static_cast<double>(i) + 0.5) / static_cast<double>(row.size());
    for (int pass = 0; pass < 12; ++pass)
        for (auto& row : rows) {
            std::vector<double> wish(w.boxes.size());
            for (const auto k : row) {
                double sum = at[k], n = 1;
                for (const auto& [a, b] : joins) {
                    if (a == k && w.boxes[b].layer != w.boxes[k].layer) sum += at[b], n += 1;
                    if (b == k && w.boxes[a].layer != w.boxes[k].layer) sum += at[a], n += 1;
                }
                wish[k] = sum / n;
            }
            std::ranges::stable_sort(row, {}, [&](std::size_t k) { return wish[k]; });
            for (std::size_t i = 0; i < row.size(); ++i) at[row[i]] = (static_cast<double>(i) + 0.5) / static_cast<double>(row.size());
        }
    return rows;
}

} // namespace

std::string wiring_svg(const Wiring& w) {
    std::map<std::string, std::size_t> index;
    for (std::size_t k = 0; k < w.boxes.size(); ++k) index.emplace(w.boxes[k].name, k);
    std::map<std::pair<std::size_t, std::size_t>, std::vector<std::string>> arrows;
    for (const auto& a : w.arrows) {
        expects(index.contains(a.from) && index.contains(a.to), fmt::format("an arrow from {} to {} joins boxes", a.from, a.to));
        auto& signals = arrows[{index[a.from], index[a.to]}];
        if (std::ranges::find(signals, a.signal) == signals.end()) signals.push_back(a.signal);
    }
    std::vector<std::pair<std::size_t, std::size_t>> joins;
    for (const auto& [ends, signals] : arrows) joins.push_back(ends);
    const auto rows = ordered(w, joins);

    // A layer that is too wide for one line takes more of them.
    std::vector<Placed> at(w.boxes.size());
    std::string titles;
    double y = top;
    for (std::size_t l = 0; l < rows.size(); ++l) {
        titles += fmt::format("<text class=\"layer\" x=\"{}\" y=\"{:.0f}\">{}</text>", margin, y - box_height / 2 - 10, escape_markup(w.layers[l]));
        const std::size_t per_line = 7, lines = (rows[l].size() + per_line - 1) / per_line;
        for (std::size_t i = 0; i < rows[l].size(); ++i) {
            const std::size_t line = lines == 0 ? 0 : i % lines, column = i / std::max<std::size_t>(lines, 1),
                              columns = (rows[l].size() + lines - 1 - line) / std::max<std::size_t>(lines, 1);
            auto& p = at[rows[l][i]];
            const double room = (width - 2 * margin) / static_cast<double>(columns);
            p = {margin + (static_cast<double>(column) + 0.5) * room + (line % 2 ? room * 0.08 : 0), y + static_cast<double>(line) * (box_height + 26),
                 std::min(
                     room / 2 - 4,
                     std::max(4.5 * static_cast<double>(w.boxes[rows[l][i]].name.size()), 2.9 * static_cast<double>(w.boxes[rows[l][i]].note.size())) + 10)};
        }
        y += static_cast<double>(std::max<std::size_t>(lines, 1) - 1) * (box_height + 26) + layer_gap;
    }
    const double height = y - layer_gap + box_height + margin;

    std::string lines, boxes;
    for (const auto& [ends, signals] : arrows) {
        const auto [a, b] = ends;
        const auto& p = at[a];
        const auto& q = at[b];
        const double down = q.y > p.y ? 1 : -1, from = p.y + down * box_height / 2, to = q.y - down * (box_height / 2 + 3),
                     bend = std::max(40.0, std::abs(to - from) / 2);
        const bool level = std::abs(q.y - p.y) < 1;
        const double arc = level ? 46 : 0; // arrows within a line bow above it
        const auto path =
            level ? fmt::format("M{:.1f} {:.1f}C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}", p.x, p.y - box_height / 2, p.x, p.y - box_height / 2 - arc, q.x,
                                q.y - box_height / 2 - arc, q.x, q.y - box_height / 2 - 3)
                  : fmt::format("M{:.1f} {:.1f}C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}", p.x, from, p.x, from + down * bend, q.x, to - down * bend, q.x, to);
        lines += fmt::format("<path class=\"{}\" d=\"{}\" marker-end=\"url(#tip)\"><title>{} to {}: {}</title></path>", down > 0 ? "down" : "up", path,
                             escape_markup(w.boxes[a].name), escape_markup(w.boxes[b].name), escape_markup(fmt::format("{}", fmt::join(signals, ", "))));
    }
    for (std::size_t k = 0; k < w.boxes.size(); ++k) {
        const auto& p = at[k];
        const auto& b = w.boxes[k];
        boxes += fmt::format("<g><rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{}\" rx=\"6\"/><text x=\"{:.1f}\" y=\"{:.1f}\">{}</text>",
                             p.x - p.half, p.y - box_height / 2, 2 * p.half, box_height, p.x, p.y + (b.note.empty() ? 4 : -1), escape_markup(b.name));
        if (!b.note.empty()) boxes += fmt::format("<text class=\"note\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", p.x, p.y + 11, escape_markup(b.note));
        boxes += "</g>";
    }
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"Wiring of a day\"><style>"
        "svg{{background:#fff;font:600 13px "
        "system-ui,sans-serif}}text{{text-anchor:middle;fill:#1c2530}}.layer{{text-anchor:start;fill:#5b6675;font-weight:400}}"
        ".note{{font-size:10px;font-weight:400;fill:#5b6675}}rect{{fill:#eef2f7;stroke:#5b6675}}path.down{{fill:none;stroke:#3b6ea8;opacity:.45}}"
        "path.up{{fill:none;stroke:#b0552f;opacity:.45}}path:hover{{opacity:1;stroke-width:2.5}}#tip path{{fill:#5b6675}}"
        "@media(prefers-color-scheme:dark){{svg{{background:#12161c}}text{{fill:#e6eaf0}}.layer,.note{{fill:#9aa5b4}}rect{{fill:#1e2630;stroke:#9aa5b4}}"
        "path.down{{stroke:#7fb0e6}}path.up{{stroke:#e6946b}}}}</style>"
        "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 "
        "8z\"/></marker></defs>"
        "{}{}{}</svg>\n",
        width, height, titles, lines, boxes);
}

} // namespace rewire
