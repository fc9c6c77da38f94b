#include "report/block.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/words.hpp"
#include "report/markup.hpp"
#include "scenario/catalogue_file.hpp"

namespace rewire::report {
namespace {

constexpr std::size_t long_table = 14; // rows; beyond it the table scrolls in its own box and has a filter

constexpr std::size_t most_on_paper = 8; // columns; beyond them paper breaks words rather than lose a column

bool is_assumed(const Cell& cell) {
    const auto* text = std::get_if<std::string>(&cell);
    return text && scenario::is_assumed(*text);
}

// What a source says is put in another language part by part; one that nobody has put in it is a quotation.
std::string source_markup(std::string_view text) {
    if (language() == Language::english)
        return escape_markup(text);
    std::string out;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find("; ", at), text.size());
        const auto part = text.substr(at, end - at);
        const auto told = in_exact_words(part);
        out += out.empty() ? "" : "；";
        out += told != part ? escape_markup(told) : fmt::format(R"(<span lang="en">{}</span>)", escape_markup(part));
        at = end + 2;
    }
    return out;
}

std::string cell_markup(const Cell& cell, const Column& column, bool source) {
    if (const auto* number = std::get_if<double>(&cell))
        return fmt::format(R"(<td class="number" data-value="{}">{}</td>)",
                           std::isnan(*number) ? "" : fmt::format("{}", *number), shown_number(*number));
    const auto& said = std::get<std::string>(cell);
    const auto text = column.names                        ? escape_markup(said)
                      : source || column.name == "source" ? source_markup(said)
                                                          : words_markup(said);
    return source && is_assumed(cell) ? fmt::format(R"(<td><span class="badge">{}</span></td>)", text)
                                      : fmt::format("<td>{}</td>", text);
}

// A column is set as numbers when any of its cells is one.
bool is_numeric(const Table& t, std::size_t column) {
    return std::any_of(t.rows.begin(), t.rows.end(),
                       [&](const auto& row) { return std::holds_alternative<double>(row[column]); });
}

bool says_nothing(const Cell& cell) {
    const auto* number = std::get_if<double>(&cell);
    return number ? std::isnan(*number) : std::get<std::string>(cell).empty();
}

// How many letters a column of text is given before its words are folded: those of its longest cell, up to 16.
std::size_t room_of(const Table& t, std::size_t column) {
    std::size_t room = t.columns[column].name.size();
    for (const auto& row : t.rows)
        if (const auto* text = std::get_if<std::string>(&row[column]))
            room = std::max(room, text->size());
    return std::min<std::size_t>(room, 16);
}

} // namespace

Table without_empty_columns(const Table& t) {
    Table out{{}, std::vector<std::vector<Cell>>(t.rows.size())};
    for (std::size_t k = 0; k < t.columns.size(); ++k) {
        if (std::ranges::all_of(t.rows, [&](const auto& row) { return says_nothing(row[k]); }))
            continue;
        out.columns.push_back(t.columns[k]);
        for (std::size_t r = 0; r < t.rows.size(); ++r)
            out.rows[r].push_back(t.rows[r][k]);
    }
    return out;
}

std::string facts_block(const std::vector<Fact>& facts) {
    std::string out = R"(<dl class="facts">)";
    for (const auto& f : facts) {
        out += fmt::format("<div><dt>{}</dt><dd>{}</dd>", words_markup(f.name), words_markup(f.value));
        if (!f.note.empty())
            out += fmt::format(R"(<dd class="note">{}</dd>)", words_markup(f.note));
        out += "</div>";
    }
    return out + "</dl>";
}

std::size_t count_assumed(const TableFigure& t) {
    if (t.source_column < 0)
        return 0;
    const auto column = static_cast<std::size_t>(t.source_column);
    return static_cast<std::size_t>(std::count_if(t.table.rows.begin(), t.table.rows.end(),
                                                  [&](const auto& row) { return is_assumed(row.at(column)); }));
}

std::string table_block(const TableFigure& t) {
    const auto& columns = t.table.columns;
    for (const auto& row : t.table.rows)
        expects(row.size() == columns.size(), "a table's row has one cell a column");
    std::string out = fmt::format(
        R"(<div class="table-frame"><div class="scroll{}" tabindex="0" role="region" aria-label="{}"><table{}><thead>)"
        R"(<tr>)",
        t.table.rows.size() > long_table ? " long" : "", words_plain(t.caption.title),
        columns.size() > most_on_paper ? R"( class="wide")" : "");
    for (std::size_t k = 0; k < columns.size(); ++k) {
        const auto& unit = columns[k].unit;
        out += fmt::format(R"(<th scope="col"{}>{}{}</th>)",
                           is_numeric(t.table, k) ? std::string(R"( class="number")")
                                                  : fmt::format(R"( style="--room:{}")", room_of(t.table, k)),
                           words_markup(columns[k].name),
                           unit.empty() ? "" : fmt::format(R"( <span class="unit">{}</span>)", words_markup(unit)));
    }
    out += "</tr></thead><tbody>";
    for (const auto& row : t.table.rows) {
        out += "<tr>";
        for (std::size_t k = 0; k < row.size(); ++k)
            out += cell_markup(row[k], columns[k], static_cast<int>(k) == t.source_column);
        out += "</tr>";
    }
    // Scripts say in the hint where the table goes on; without them it always stands.
    return out +
           R"(</tbody></table></div><span class="edge right"></span><span class="edge down"></span>)"
           R"(<p class="scroll-hint">)" +
           words_markup("A wide or long table scrolls.") + "</p></div>";
}

std::string bars_block(const BarChart& b) {
    const auto [low, high] = b.range.value_or(range_of(b));
    const double range = high > low ? high - low : 1;
    const auto percent = [low = low, range](double v) { return 100 * (v - low) / range; };
    std::string out = fmt::format(R"(<p class="quantity">{}</p><dl class="bar-list">)",
                                  words_markup(shown_label(b.quantity, b.unit)));
    for (const auto& bar : b.bars) {
        const bool whiskers = std::isfinite(bar.low) && std::isfinite(bar.high), there = std::isfinite(bar.value);
        const auto interval = whiskers ? fmt::format(" ({} to {})", shown_number(bar.low), shown_number(bar.high)) : "";
        out += fmt::format(
            R"(<div><dt>{}</dt><dd data-tip="{}"><span class="track"><span class="zero" style="left:{:.2f}%"></span>)",
            words_markup(bar.label),
            words_plain(fmt::format("{}: {}{}", bar.label, shown_quantity(bar.value, b.unit), interval)), percent(0));
        if (there)
            out += fmt::format(R"(<span class="bar{}" style="left:{:.2f}%;width:{:.2f}%"></span>)",
                               bar.value < 0 ? " negative" : "", percent(std::min(0.0, bar.value)),
                               100 * std::abs(bar.value) / range);
        if (whiskers)
            out += fmt::format(R"(<span class="whisker" style="left:{:.2f}%;width:{:.2f}%"><i></i></span>)",
                               percent(bar.low), percent(bar.high) - percent(bar.low));
        out += fmt::format(R"(</span><span class="amount">{}</span></dd></div>)", shown_short(bar.value));
    }
    return out + "</dl>";
}

std::string stacked_block(const StackedBars& b) {
    expects(b.values.rows() == b.rows.size() && b.values.cols() == b.parts.size(),
            "a stacked bar has one value a part");
    // Parts beyond the colours take them again, paler.
    const auto swatch = [](std::size_t k) {
        return fmt::format("--swatch:{}{}", category_colour(k), k / 8 % 2 ? ";--pale:45%" : "");
    };
    double whole = 0;
    for (std::size_t r = 0; r < b.rows.size(); ++r) {
        double sum = 0;
        for (const double v : b.values.row(r))
            sum += std::isfinite(v) ? v : 0;
        whole = std::max(whole, sum);
    }
    std::string out =
        fmt::format(R"(<p class="quantity">{}</p><dl class="stacks">)", words_markup(shown_label(b.quantity, b.unit)));
    for (std::size_t r = 0; r < b.rows.size(); ++r) {
        out += fmt::format(R"(<div><dt>{}</dt><dd>)", words_markup(b.rows[r]));
        for (std::size_t k = 0; k < b.parts.size(); ++k) {
            const double v = b.values(r, k), share = whole > 0 ? 100 * v / whole : 0;
            if (!(v > 0))
                continue;
            const auto tip = words_plain(fmt::format("{}, {}: {}", b.rows[r], b.parts[k], shown_quantity(v, b.unit)));
            out += fmt::format(R"(<span style="width:{:.3f}%;{}" data-tip="{}">{}</span>)", share, swatch(k), tip,
                               share >= 9 ? fmt::format("{:.1f}", v) : "");
        }
        out += "</dd></div>";
    }
    out += R"(</dl><div class="keys">)";
    for (std::size_t k = 0; k < b.parts.size(); ++k)
        out += fmt::format(R"(<span><i style="{}"></i>{}</span>)", swatch(k), words_markup(b.parts[k]));
    return out + "</div>";
}

std::string diagrams_block(const DiagramFigure& d, double most) {
    std::string out = R"(<div class="maps">)";
    for (const auto& one : d.diagrams)
        out += fmt::format(R"(<div class="map"><h4>{}</h4>{}</div>)", words_markup(one.title), diagram_svg(one, most));
    return out + "</div>";
}

std::string pain_maps_block(const PainMapFigure& m) {
    std::string out = R"(<div class="maps body">)";
    for (const auto& one : m.maps)
        out += fmt::format(R"(<div class="map"><h4>{}</h4>{}</div>)", words_markup(one.title), pain_map_svg(one));
    return out + "</div>";
}

std::string brain_block(const BrainPicture& p) {
    std::string out = R"(<div class="views">)";
    const std::pair<BrainView, const char*> views[]{
        {BrainView::left, "Left"}, {BrainView::top, "Top"}, {BrainView::front, "Front"}, {BrainView::right, "Right"}};
    for (const auto& [view, name] : views)
        out += fmt::format(R"(<div class="view {}"><span>{}</span>{}</div>)", name, words_markup(name),
                           brain_view_svg(p, view));
    return out + "</div>";
}

std::string methods_block(std::string_view paragraph) {
    return fmt::format(
        R"(<div class="card methods"><p class="copied">{}</p><button type="button" class="copy">{}</button>)"
        R"(</div>)",
        words_markup(paragraph), words_markup("Copy text"));
}

std::string citations_block(const std::vector<Citation>& list) {
    std::string items, bibtex;
    for (const auto& c : list) {
        items += fmt::format("<li>{}", escape_markup(c.text));
        if (!c.doi.empty())
            items +=
                fmt::format(R"( <a href="https://doi.org/{}">doi:{}</a>)", relative_link(c.doi), escape_markup(c.doi));
        items += "</li>";
        bibtex += c.bibtex + (c.bibtex.ends_with('\n') ? "\n" : "\n\n");
    }
    while (bibtex.ends_with('\n'))
        bibtex.pop_back();
    return fmt::format(R"(<div class="card citations"><ol class="copied">{}</ol><button type="button" class="copy">)"
                       R"({}</button></div>)"
                       R"(<details class="card citations"><summary>BibTeX</summary><pre class="copied">{}</pre>)"
                       R"(<button type="button" class="copy">{}</button></details>)",
                       items, words_markup("Copy references"), escape_markup(bibtex), words_markup("Copy BibTeX"));
}

std::string relative_link(std::string_view path) {
    std::string out;
    for (const char c : path) {
        const bool plain =
            std::isalnum(static_cast<unsigned char>(c)) || std::string_view("-_.~").find(c) != std::string_view::npos;
        const bool below = c == '/' && !out.empty(); // a leading slash would leave the folder, two of them the machine
        out += plain || below ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

} // namespace rewire::report
