#include "report/circuit_diagram.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "base/error.hpp"
#include "base/words.hpp"
#include "report/markup.hpp"
#include "report/text_width.hpp"

namespace rewire::report {
namespace {

struct Spot {
    double x = 0, y = 0;
};
struct Known {
    std::string_view name;
    Spot at;
};
// As a midline cut would show them, the forehead on the left.
constexpr Known places[]{{"dlPFC", {74, 46}},          {"dACC", {248, 40}},         {"PCC", {424, 60}},
                         {"vmPFC", {66, 204}},         {"amygdala", {250, 236}},    {"insula", {420, 196}},
                         {"NAcc", {92, 388}},          {"thalamus", {264, 392}},    {"accumbens", {84, 388}},
                         {"cue", {300, 396}},          {"dopamine", {196, 428}},    {"sgACC", {66, 296}},
                         {"subgenual", {66, 296}},     {"hippocampus", {414, 326}}, {"brainstem", {400, 418}},
                         {"hypothalamus", {180, 312}}, {"striatum", {168, 434}}};
constexpr double width = 490, height = 450, half_box = 16, letter = 8.2, font_size = 14.5;

// As its name is shown: in Chinese in signs of another width.
double half_width(std::string_view name) {
    const auto said = in_words(name);
    return 12 + (said == name ? letter * static_cast<double>(name.size()) : text_width(said, font_size, true)) / 2;
}

struct Layout {
    std::vector<Spot> at;
    double left = 0, top = 0, width = report::width, height = report::height;
};

Layout laid_out(const std::vector<std::string>& nodes) {
    Layout l;
    std::vector<std::size_t> strangers;
    double widest = 0;
    for (std::size_t k = 0; k < nodes.size(); ++k) {
        const auto* known = std::ranges::find(places, std::string_view(nodes[k]), &Known::name);
        l.at.push_back(known == std::end(places) ? Spot{} : known->at);
        if (known != std::end(places))
            continue;
        strangers.push_back(k);
        widest = std::max(widest, half_width(nodes[k]));
    }
    if (strangers.empty())
        return l;
    // Far enough out to clear the known ones, and wide enough that neighbours on the ring do not touch.
    const double n = static_cast<double>(strangers.size()), around = n * (2 * widest + 20) / (2 * std::numbers::pi);
    const double rx = std::max(width / 2 + 30 + widest, around), ry = std::max(height / 2 + 50, around * 0.8);
    for (std::size_t k = 0; k < strangers.size(); ++k) {
        const double angle =
            std::numbers::pi / 2 + 2 * std::numbers::pi * static_cast<double>(k) / n; // the first one below
        l.at[strangers[k]] = {width / 2 + rx * std::cos(angle), height / 2 + ry * std::sin(angle)};
    }
    l.left = l.top = 1e9;
    double right = -1e9, bottom = -1e9;
    for (std::size_t k = 0; k < nodes.size(); ++k) {
        l.left = std::min(l.left, l.at[k].x - half_width(nodes[k]) - 10);
        right = std::max(right, l.at[k].x + half_width(nodes[k]) + 10);
        l.top = std::min(l.top, l.at[k].y - half_box - 10);
        bottom = std::max(bottom, l.at[k].y + half_box + 10);
    }
    l.width = right - l.left;
    l.height = bottom - l.top;
    return l;
}

double width_of(double change, double most) {
    return 1.3 + 6.7 * (most > 0 ? std::min(1.0, std::abs(change) / most) : 0);
}
const char* kind_of(double change) { return !(std::abs(change) >= unchanged) ? "same" : change > 0 ? "more" : "less"; }

// What ends an arrow at `tip`, which points along the unit vector (dx, dy).
std::string head_of(DiagramArrow::Head head, Spot tip, double dx, double dy, double size) {
    if (head == DiagramArrow::Head::inhibits)
        return fmt::format(R"(<path class="bar" d="M{:.1f} {:.1f}L{:.1f} {:.1f}"/>)", tip.x - dy * size,
                           tip.y + dx * size, tip.x + dy * size, tip.y - dx * size);
    if (head == DiagramArrow::Head::channel)
        return fmt::format(R"(<circle class="ring" cx="{:.1f}" cy="{:.1f}" r="{:.1f}"/>)", tip.x - dx * size * 0.7,
                           tip.y - dy * size * 0.7, size * 0.7);
    const Spot back{tip.x - dx * size * 1.6, tip.y - dy * size * 1.6};
    return fmt::format(R"(<path class="point" d="M{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}Z"/>)", tip.x, tip.y,
                       back.x - dy * size, back.y + dx * size, back.x + dy * size, back.y - dx * size);
}
double head_length(DiagramArrow::Head head, double size) {
    return head == DiagramArrow::Head::excites ? size * 1.5 : head == DiagramArrow::Head::channel ? size * 1.4 : 0;
}

struct Curve { // quadratic
    Spot a, c, b;
    Spot at(double t) const {
        const double s = 1 - t;
        return {s * s * a.x + 2 * s * t * c.x + t * t * b.x, s * s * a.y + 2 * s * t * c.y + t * t * b.y};
    }
    Curve until(double t) const { // the first part, by de Casteljau
        return {a, {a.x + t * (c.x - a.x), a.y + t * (c.y - a.y)}, at(t)};
    }
    Curve reversed() const { return {b, c, a}; }
};
bool inside(Spot p, Spot box, double half, double edge) {
    return std::abs(p.x - box.x) < half + edge && std::abs(p.y - box.y) < half_box + edge;
}
// The last t at which the curve is not yet in the box around its end.
double reach(const Curve& q, double half, double edge) {
    for (double t = 1; t > 0; t -= 0.004)
        if (!inside(q.at(t), q.b, half, edge))
            return t;
    return 1;
}

std::string arrow_svg(const Diagram& d, const Layout& l, std::size_t k, double most) {
    const auto& w = d.arrows[k];
    expects(w.from < d.nodes.size() && w.to < d.nodes.size(), "an arrow of a diagram joins two of its nodes");
    std::size_t twins = 0; // earlier arrows the same way
    for (std::size_t j = 0; j < k; ++j)
        twins += d.arrows[j].from == w.from && d.arrows[j].to == w.to;
    Spot a = l.at[w.from], b = l.at[w.to];
    const double stroke = width_of(w.change, most), size = 4.5 + stroke * 0.75;
    const double dx = b.x - a.x, dy = b.y - a.y;
    std::string shape;
    const auto name = fmt::format("{}: {}", w.name, w.tip);
    if (w.from == w.to) { // a loop above the box
        const double x = a.x, y = a.y - half_box - 3;
        shape = fmt::format(R"(<path class="line" d="M{:.1f} {:.1f}C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}" )"
                            R"(stroke-width="{:.1f}"/>)",
                            x - 9, y, x - 24, y - 30, x + 24, y - 30, x + 9, y - size, stroke) +
                head_of(w.head, {x + 9, y}, 0, 1, size);
    } else {
        // A bend to the left of the way keeps there and back apart; twins bend further.
        const double bend = 0.09 + 0.13 * static_cast<double>(twins);
        Curve q{a, {(a.x + b.x) / 2 + bend * dy, (a.y + b.y) / 2 - bend * dx}, b};
        q = q.until(reach(q, half_width(d.nodes[w.to]), 4));
        q = Curve{q.b, q.c, q.a}; // away from the start's box, too
        Curve back = q;
        back.b = a;
        q = back.until(reach(back, half_width(d.nodes[w.from]), 2)).reversed();
        const double length = std::hypot(q.b.x - q.c.x, q.b.y - q.c.y), ux = length > 0 ? (q.b.x - q.c.x) / length : 1,
                     uy = length > 0 ? (q.b.y - q.c.y) / length : 0;
        const double cut = head_length(w.head, size);
        shape =
            fmt::format(R"(<path class="line" d="M{:.1f} {:.1f}Q{:.1f} {:.1f} {:.1f} {:.1f}" stroke-width="{:.1f}"/>)",
                        q.a.x, q.a.y, q.c.x, q.c.y, q.b.x - ux * cut, q.b.y - uy * cut, stroke) +
            head_of(w.head, q.b, ux, uy, size);
    }
    return fmt::format(R"(<g class="arrow {}" data-tip="{}"><title>{}</title>{}</g>)", kind_of(w.change),
                       words_plain(name), words_plain(name), shape);
}

} // namespace

double widest_change(const Diagram& d) {
    double most = 0;
    for (const auto& a : d.arrows)
        if (std::isfinite(a.change))
            most = std::max(most, std::abs(a.change));
    return most;
}

std::string diagram_svg(const Diagram& d, double most) {
    const auto l = laid_out(d.nodes);
    auto out = fmt::format(R"(<svg class="circuit" viewBox="{:.0f} {:.0f} {:.0f} {:.0f}" role="img" aria-label="{}">)",
                           l.left, l.top, l.width, l.height, words_plain("Circuit diagram, " + d.title));
    std::vector<std::size_t> order(d.arrows.size());
    for (std::size_t k = 0; k < order.size(); ++k)
        order[k] = k;
    const auto size = [&](std::size_t k) { return std::isnan(d.arrows[k].change) ? 0 : std::abs(d.arrows[k].change); };
    std::ranges::stable_sort(
        order, [&](std::size_t a, std::size_t b) { return size(a) < size(b); }); // what changed most lies on top
    for (const auto k : order)
        out += arrow_svg(d, l, k, most);
    for (std::size_t k = 0; k < d.nodes.size(); ++k) {
        const double half = half_width(d.nodes[k]);
        out += fmt::format(R"(<rect class="node" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.0f}" rx="9"/>)"
                           R"(<text x="{:.1f}" y="{:.1f}">{}</text>)",
                           l.at[k].x - half, l.at[k].y - half_box, 2 * half, 2 * half_box, l.at[k].x, l.at[k].y + 5,
                           words_plain(d.nodes[k]));
    }
    return out + "</svg>";
}

std::string diagram_legend(double most, std::string_view than) {
    const auto sample = [](const char* kind, DiagramArrow::Head head, double stroke, const std::string& text) {
        const double size = 4.5 + std::min(stroke, 3.0) * 0.75;
        return fmt::format(
            R"(<span><svg class="circuit sample" viewBox="0 0 46 18" aria-hidden="true"><g class="arrow {}">)"
            R"(<path class="line" d="M3 9L{:.1f} 9" stroke-width="{:.1f}"/>{}</g></svg>{}</span>)",
            kind, 40 - head_length(head, size), stroke, head_of(head, {40, 9}, 1, 0, size), words_markup(text));
    };
    using Head = DiagramArrow::Head;
    return R"(<div class="diagram-legend">)" + sample("more", Head::excites, 3, fmt::format("stronger than {}", than)) +
           sample("less", Head::excites, 3, fmt::format("weaker than {}", than)) +
           sample("same", Head::excites, 1.5, "unchanged") + sample("same", Head::inhibits, 1.5, "inhibits") +
           sample("same", Head::channel, 1.5, "brings a cue or a drive") +
           fmt::format("<span>{}</span></div>", words_markup(fmt::format("Widest line: {:.0f} %", most * 100)));
}

} // namespace rewire::report
