#include "report/wiring_svg.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <map>

#include "base/error.hpp"
#include "report/markup.hpp"

namespace rewire::report {
namespace {

constexpr double width = 1300, margin = 24, band_title = 30, row_gap = 62, band_gap = 22;
constexpr double name_height = 30, note_height = 13, letter = 8.2, small_letter = 5.7;
constexpr std::size_t most_in_row = 6;

struct Placed {
    double x = 0, y = 0, half = 0, height = name_height; // centre of the top edge, half the width
    std::vector<std::string> notes;
};
using Join = std::pair<std::size_t, std::size_t>; // boxes: from, to

// Boxes of one layer in an order in which most arrows point onward: what only tells comes first, what only listens last
// (Eades, Lin and Smyth 1993).
std::vector<std::size_t> onward(std::vector<std::size_t> left, const std::vector<Join>& joins) {
    std::vector<std::size_t> first, last;
    while (!left.empty()) {
        const auto count = [&](std::size_t k, bool out) {
            return std::ranges::count_if(joins, [&](const Join& j) {
                const auto [one, other] = out ? j : Join{j.second, j.first};
                return one == k && other != k && std::ranges::find(left, other) != left.end();
            });
        };
        const auto take = [&](bool out,
                              std::vector<std::size_t>& to) { // all at once, so that they come to lie in one row
            std::vector<std::size_t> ends;
            std::ranges::copy_if(left, std::back_inserter(ends), [&](auto k) { return count(k, out) == 0; });
            std::erase_if(left, [&](auto k) { return std::ranges::find(ends, k) != ends.end(); });
            to.insert(to.end(), ends.begin(), ends.end());
            return !ends.empty();
        };
        if (take(true, last) || take(false, first))
            continue;
        const auto most = std::ranges::max_element(left, {}, [&](auto k) { return count(k, true) - count(k, false); });
        first.push_back(*most);
        left.erase(most);
    }
    first.insert(first.end(), last.rbegin(), last.rend());
    return first;
}

// Within its row a box lies where what it is joined to lies (the mean of neighbours in other rows), a few times over,
// so that arrows cross less.
void untangle(std::vector<std::vector<std::size_t>>& rows, std::size_t boxes, const std::vector<Join>& joins) {
    std::vector<double> at(boxes);
    std::vector<std::size_t> row_of(boxes);
    const auto spread = [&](const std::vector<std::size_t>& row) {
        for (std::size_t i = 0; i < row.size(); ++i)
            at[row[i]] = (static_cast<double>(i) + 0.5) / static_cast<double>(row.size());
    };
    for (std::size_t r = 0; r < rows.size(); ++r) {
        spread(rows[r]);
        for (const auto k : rows[r])
            row_of[k] = r;
    }
    for (int pass = 0; pass < 16; ++pass)
        for (auto& row : rows) {
            std::vector<double> wish(boxes);
            for (const auto k : row) {
                double sum = at[k], n = 1;
                for (const auto& [a, b] : joins)
                    if (const auto other = a == k ? b : a; (a == k || b == k) && row_of[other] != row_of[k]) {
                        sum += at[other];
                        n += 1;
                    }
                wish[k] = sum / n;
            }
            std::ranges::stable_sort(row, {}, [&](std::size_t k) { return wish[k]; });
            spread(row);
        }
}

// Words in lines of at most so many letters.
std::vector<std::string> wrapped(const std::vector<std::string>& words, std::size_t letters) {
    std::vector<std::string> lines;
    for (std::size_t k = 0; k < words.size(); ++k) {
        const auto word = words[k] + (k + 1 < words.size() ? "," : "");
        if (lines.empty() || lines.back().size() + 1 + word.size() > letters)
            lines.push_back(word);
        else
            lines.back() += " " + word;
    }
    return lines;
}

// Where on the edges of their boxes arrows begin and end: side by side, in the order of what they lead to.
class Ports {
public:
    Ports(const std::vector<Placed>& at, const std::vector<Join>& joins) : at_(at) {
        for (const auto& j : joins)
            for (const auto& [box, other] : {j, Join{j.second, j.first}})
                sides_[{box, below(box, other)}].push_back({j, other});
        for (auto& [side, ends] : sides_)
            std::ranges::stable_sort(ends, {}, [&](const auto& e) { return at_[e.second].x; });
    }
    bool below(std::size_t box, std::size_t other) const {
        return at_[other].y > at_[box].y;
    } // arrows within a row leave above it
    double x(std::size_t box, const Join& join, std::size_t other) const {
        const auto& ends = sides_.at({box, below(box, other)});
        const auto k = std::ranges::find_if(ends, [&](const auto& e) { return e.first == join; }) - ends.begin();
        const double room = std::min(2 * at_[box].half - 20, 16.0 * static_cast<double>(ends.size() - 1));
        return at_[box].x +
               (ends.size() < 2 ? 0 : room * (static_cast<double>(k) / static_cast<double>(ends.size() - 1) - 0.5));
    }

private:
    const std::vector<Placed>& at_;
    std::map<std::pair<std::size_t, bool>, std::vector<std::pair<Join, std::size_t>>> sides_;
};

constexpr std::string_view style =
    "svg{background:#fff;font:600 13px system-ui,sans-serif}text{text-anchor:middle;fill:#1c2530}"
    ".title{font-size:19px;text-anchor:start}.part{font-size:15px;text-anchor:start}"
    ".layer,.legend,.row,.column{fill:#4a5563;font-weight:400}.layer,.legend,.column{text-anchor:start}"
    ".layer{stroke:#f5f7fa;stroke-width:5px;paint-order:stroke}.legend{font-size:12.5px}"
    ".row{text-anchor:end;font-size:12px}.column{font-size:12px}"
    ".note{font-size:10px;font-weight:400;fill:#4a5563}.band{fill:#f5f7fa}.box{fill:#fff;stroke:#5b6675}"
    ".treatment{stroke:#1d6a86;stroke-width:2}.cell{fill:none;stroke:#e1e6ec}"
    "path.raises,path.lowers,path.both{fill:none;stroke-width:1.3;opacity:.62}"
    "path.lowers{stroke-dasharray:6 2.5}path:hover{opacity:1!important;stroke-width:3!important}"
    "path.raises{stroke:#b5472c}path.lowers{stroke:#2a6fb5}path.both{stroke:#7a8594}"
    ".raises .head{fill:#b5472c}.lowers .head{fill:#2a6fb5}.both .head{fill:#7a8594}"
    "@media(prefers-color-scheme:dark){svg{background:#12161c}text{fill:#e6eaf0}"
    ".layer,.note,.legend,.row,.column{fill:#a8b2c0}.band{fill:#181e26}.layer{stroke:#181e26}"
    ".box{fill:#222b36;stroke:#9aa5b4}.treatment{stroke:#6cc0d8}.cell{stroke:#2a333f}"
    "path.raises{stroke:#ee8f6e}path.lowers{stroke:#6eb1e7}path.both{stroke:#9aa6b4}"
    ".raises .head{fill:#ee8f6e}.lowers .head{fill:#6eb1e7}.both .head{fill:#9aa6b4}}";

struct Sign {
    std::string_view kind, says, head; // the head points right at (8, 5)
};
constexpr Sign signs[]{{"raises", "raises what it reaches", R"(<path class="head" d="M1 1L8 5L1 9z"/>)"},
                       {"lowers", "lowers it", R"(<path class="head" d="M6.4 0.5h1.6v9h-1.6z"/>)"},
                       {"both", "raises some and lowers some, or acts only away from health",
                        R"(<path class="head" d="M0.5 5L4.2 1.2L8 5L4.2 8.8z"/>)"}};
const Sign& sign_of(const std::vector<int>& all) {
    const bool up = std::ranges::find(all, 1) != all.end(), down = std::ranges::find(all, -1) != all.end(),
               neither = std::ranges::find(all, 0) != all.end();
    return neither || up == down ? signs[2] : up ? signs[0] : signs[1];
}
// What a cell of the table holds: a triangle up or down, a diamond.
std::string glyph(const Sign& sign, double x, double y, const std::string& tip) {
    const char* shape = sign.kind == "raises"   ? "M{0:.1f} {1:.1f}m0 -6l6.5 11h-13z"
                        : sign.kind == "lowers" ? "M{0:.1f} {1:.1f}m0 6l6.5 -11h-13z"
                                                : "M{0:.1f} {1:.1f}m0 -6l6 6l-6 6l-6 -6z";
    return fmt::format(R"(<g class="{}"><path class="head" d="{}"><title>{}</title></path></g>)", sign.kind,
                       fmt::format(fmt::runtime(shape), x, y), tip);
}

struct Joined { // all arrows from one box to another
    std::vector<std::string> signals;
    std::vector<int> signs;
};

// Who (row) acts on whom (column).
std::string table_of(const WiringPicture& w, const std::map<Join, Joined>& arrows, double& y) {
    constexpr double cell = 22, heading = 130, names = 200;
    std::vector<std::size_t> rows, columns;
    for (std::size_t layer = 0; layer < w.layers.size(); ++layer)
        for (std::size_t k = 0; k < w.boxes.size(); ++k) {
            if (w.boxes[k].layer != layer)
                continue;
            if (std::ranges::any_of(arrows, [&](const auto& a) { return a.first.first == k; }))
                rows.push_back(k);
            if (std::ranges::any_of(arrows, [&](const auto& a) { return a.first.second == k; }))
                columns.push_back(k);
        }
    if (rows.empty())
        return {};
    auto out = fmt::format(
        R"(<text class="part" x="{}" y="{:.0f}">The same as a table: who (row) acts on whom (column)</text>)", margin,
        y + 16);
    y += 30 + heading;
    const double left = margin + names,
                 wide = std::min(cell * 1.4, (width - left - 90) / static_cast<double>(columns.size()));
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const double x = left + (static_cast<double>(c) + 0.5) * wide;
        out += fmt::format(R"-(<text class="column" transform="translate({:.1f} {:.1f}) rotate(-55)">{}</text>)-",
                           x + 4, y - 6, escape_markup(w.boxes[columns[c]].name));
    }
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const double top = y + static_cast<double>(r) * cell;
        out += fmt::format(R"(<text class="row" x="{:.1f}" y="{:.1f}">{}</text>)", left - 8, top + cell / 2 + 4,
                           escape_markup(w.boxes[rows[r]].name));
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const double x = left + static_cast<double>(c) * wide;
            out += fmt::format(R"(<rect class="cell" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{}"/>)", x, top, wide,
                               cell);
            if (const auto at = arrows.find({rows[r], columns[c]}); at != arrows.end())
                out += glyph(sign_of(at->second.signs), x + wide / 2, top + cell / 2,
                             escape_markup(fmt::format("{} to {}: {}", w.boxes[rows[r]].name, w.boxes[columns[c]].name,
                                                       fmt::join(at->second.signals, ", "))));
        }
    }
    y += static_cast<double>(rows.size()) * cell + 20;
    return out;
}

std::string legend_of(double y) {
    std::string out;
    double x = margin;
    for (const auto& s : signs) {
        out += fmt::format(
            R"-(<g class="{0}"><path class="{0}" d="M{1:.0f} {2:.0f}h34"/><g transform="translate({3:.0f} {4:.0f})">)-"
            R"-({5}</g></g>)-"
            R"(<text class="legend" x="{6:.0f}" y="{7:.0f}">{8}</text>)",
            s.kind, x, y, x + 30, y - 5, s.head, x + 46, y + 4.5, s.says);
        x += 46 + 6.6 * static_cast<double>(s.says.size()) + 34;
    }
    return out;
}

} // namespace

std::string wiring_svg(const WiringPicture& w) {
    std::map<std::string, std::size_t> index;
    for (std::size_t k = 0; k < w.boxes.size(); ++k)
        index.emplace(w.boxes[k].name, k);
    std::map<Join, Joined> arrows;
    std::vector<std::vector<std::string>> tells(w.boxes.size()); // signals that are not named as their box is
    const auto once = [](std::vector<std::string>& list, const std::string& item) {
        if (std::ranges::find(list, item) == list.end())
            list.push_back(item);
    };
    for (const auto& a : w.arrows) {
        expects(index.contains(a.from) && index.contains(a.to),
                fmt::format("an arrow from {} to {} joins boxes", a.from, a.to));
        auto& joined = arrows[{index[a.from], index[a.to]}];
        once(joined.signals, a.signal);
        joined.signs.push_back(a.sign);
        if (a.signal != a.from)
            once(tells[index[a.from]], a.signal);
    }
    std::vector<Join> joins;
    for (const auto& [ends, joined] : arrows)
        joins.push_back(ends);

    // A layer that is too wide for one row takes more of them.
    std::vector<std::vector<std::size_t>> rows;
    std::vector<std::size_t> layer_of;
    for (std::size_t l = 0; l < w.layers.size(); ++l) {
        std::vector<std::size_t> in;
        for (std::size_t k = 0; k < w.boxes.size(); ++k)
            if (w.boxes[k].layer == l)
                in.push_back(k);
        in = onward(std::move(in), joins);
        const std::size_t lines = (in.size() + most_in_row - 1) / most_in_row;
        for (std::size_t i = 0, line = 0; line < lines; ++line) {
            const std::size_t n = in.size() / lines + (line < in.size() % lines ? 1 : 0);
            rows.emplace_back(in.begin() + static_cast<std::ptrdiff_t>(i),
                              in.begin() + static_cast<std::ptrdiff_t>(i + n));
            layer_of.push_back(l);
            i += n;
        }
    }
    untangle(rows, w.boxes.size(), joins);

    std::vector<Placed> at(w.boxes.size());
    std::string bands, titles, lines, boxes;
    double y = margin + 58;
    for (std::size_t r = 0; r < rows.size();) {
        const double top = y;
        const auto l = layer_of[r];
        y += band_title;
        for (; r < rows.size() && layer_of[r] == l; ++r) {
            const double room = (width - 2 * margin) / static_cast<double>(rows[r].size());
            double tallest = name_height;
            for (std::size_t i = 0; i < rows[r].size(); ++i) {
                const auto& box = w.boxes[rows[r][i]];
                auto& p = at[rows[r][i]];
                const double widest = std::min(room - 16, 420.0);
                auto words = tells[rows[r][i]];
                if (!box.note.empty())
                    p.notes.push_back(box.note);
                for (auto& line : wrapped(words, static_cast<std::size_t>((widest - 14) / small_letter)))
                    p.notes.push_back(std::move(line));
                double wide = letter * static_cast<double>(box.name.size());
                for (const auto& n : p.notes)
                    wide = std::max(wide, small_letter * static_cast<double>(n.size()));
                p.half = std::min(widest, wide + 18) / 2;
                p.x = margin + (static_cast<double>(i) + 0.5) * room;
                p.y = y;
                p.height = name_height + note_height * static_cast<double>(p.notes.size());
                tallest = std::max(tallest, p.height);
            }
            y += tallest + (r + 1 < rows.size() && layer_of[r + 1] == l ? row_gap : 20);
        }
        bands += fmt::format("<rect class=\"band\" x=\"8\" y=\"{:.0f}\" width=\"{:.0f}\" height=\"{:.0f}\" rx=\"8\"/>",
                             top, width - 16, y - top);
        titles += fmt::format("<text class=\"layer\" x=\"{}\" y=\"{:.0f}\">{}</text>", margin, top + 19,
                              escape_markup(w.layers[l]));
        y += band_gap + 24;
    }
    const Ports ports(at, joins);
    for (const auto& [ends, joined] : arrows) {
        const auto [a, b] = ends;
        const bool down = ports.below(a, b), level = at[a].y == at[b].y;
        const double x = ports.x(a, ends, b), to_x = ports.x(b, ends, a);
        const double from = down ? at[a].y + at[a].height : at[a].y, to = down    ? at[b].y - 2
                                                                          : level ? at[b].y - 2
                                                                                  : at[b].y + at[b].height + 2;
        const double bend = level ? -44 : (down ? 1 : -1) * std::max(34.0, std::abs(to - from) * 0.45);
        lines += fmt::format(
            "<path class=\"{0} {10}\" d=\"M{1:.1f} {2:.1f}C{1:.1f} {3:.1f} {4:.1f} {5:.1f} {4:.1f} {6:.1f}\" "
            "marker-end=\"url(#{10}-head)\">"
            "<title>{7} to {8}: {9}</title></path>",
            down ? "down" : "up", x, from, from + bend, to_x, level ? to + bend : to - bend, to,
            escape_markup(w.boxes[a].name), escape_markup(w.boxes[b].name),
            escape_markup(fmt::format("{}", fmt::join(joined.signals, ", "))), sign_of(joined.signs).kind);
    }
    for (std::size_t k = 0; k < w.boxes.size(); ++k) {
        const auto& p = at[k];
        boxes += fmt::format(
            "<rect class=\"box{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"6\"/><text "
            "x=\"{:.1f}\" y=\"{:.1f}\">{}</text>",
            w.boxes[k].note == "treatment" ? " treatment" : "", p.x - p.half, p.y, 2 * p.half, p.height, p.x, p.y + 20,
            escape_markup(w.boxes[k].name));
        for (std::size_t n = 0; n < p.notes.size(); ++n)
            boxes += fmt::format("<text class=\"note\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", p.x,
                                 p.y + 33 + note_height * static_cast<double>(n), escape_markup(p.notes[n]));
    }
    std::string heads;
    for (const auto& sign : signs)
        heads += fmt::format(
            "<marker id=\"{0}-head\" class=\"{0}\" viewBox=\"0 0 9 10\" refX=\"8\" refY=\"5\" "
            "markerUnits=\"userSpaceOnUse\" markerWidth=\"9\" markerHeight=\"10\" orient=\"auto\">{1}</marker>",
            sign.kind, sign.head);
    const auto table = table_of(w, arrows, y);
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" role=\"img\" aria-label=\"Wiring of "
        "a day\"><style>{2}</style><defs>{3}</defs>"
        "<text class=\"title\" x=\"{4}\" y=\"30\">Wiring of a day: what tells what to what</text>{5}"
        "<text class=\"legend\" x=\"{4}\" y=\"74\">Small print in a box: the signals it puts out, where they are not "
        "named as it is. What moves overnight is read the next day. Hover an arrow for what it carries.</text>"
        "{6}{7}{8}{9}</svg>\n",
        width, y + 8, style, heads, margin, legend_of(52), bands, lines, titles + boxes, table);
}

} // namespace rewire::report
