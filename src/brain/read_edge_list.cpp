#include "brain/read_edge_list.hpp"

#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/known.hpp"
#include "brain/edges.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <set>

namespace rewire::brain {
namespace {

constexpr std::size_t most_edges_told = 20;

// A region's number: whole and not negative.
std::optional<std::size_t> index_of(std::string_view text) {
    const auto v = parse_number(text);
    if (!v || *v < 0 || *v > 1e9 || *v != std::floor(*v))
        return std::nullopt;
    return static_cast<std::size_t>(*v);
}

bool names_ends(const TextRow& header) {
    constexpr std::pair<std::string_view, std::string_view> ends[] = {
        {"source", "target"}, {"from", "to"},       {"i", "j"},        {"node1", "node2"},       {"region1", "region2"},
        {"roi1", "roi2"},     {"node_1", "node_2"}, {"row", "col"},    {"region_1", "region_2"}, {"row", "column"},
        {"seed", "target"},   {"node_i", "node_j"}, {"roi_1", "roi_2"}};
    if (header.cells.size() < 2)
        return false;
    const std::pair<std::string, std::string> given{lower(header.cells[0].text), lower(header.cells[1].text)};
    return std::any_of(std::begin(ends), std::end(ends),
                       [&](const auto& e) { return given == std::pair<std::string, std::string>(e); });
}

bool has_number(const TextRow& row) {
    return std::any_of(row.cells.begin(), row.cells.end(),
                       [](const TextCell& c) { return parse_number(c.text).has_value(); });
}

bool has_header(const DelimitedTable& t) {
    const TextRow& top = t.rows.front();
    return names_ends(top) || (!has_number(top) && t.rows.size() > 1 && has_number(t.rows[1]));
}

// The column of the weights and of the lengths; 0 when there is none.
struct Columns {
    std::size_t weight = 0, length = 0;
};

Columns find_columns(const DelimitedTable& t, bool header, const std::string& file, const std::string& variable) {
    const auto& top = t.rows.front().cells;
    Columns out{top.size() > 2 ? std::size_t{2} : 0, 0};
    if (!header) {
        if (!variable.empty())
            throw InputError(file, fmt::format("names no columns, so there is no \"{}\"; leave out --variable or add a "
                                               "first line such as \"source,target,{}\"",
                                               variable, variable));
        return out;
    }
    std::vector<std::string_view> names;
    for (std::size_t c = top.size(); c-- > 2;) {
        names.push_back(top[c].text);
        if (is_length_name(top[c].text))
            out.length = c;
        else if (is_weight_name(top[c].text))
            out.weight = c;
    }
    if (out.weight == out.length)
        out.weight = top.size() > 3 ? 5 - out.length : 0; // of the third and fourth column the other one
    if (variable.empty())
        return out;
    for (std::size_t c = 2; c < top.size(); ++c)
        if (top[c].text == variable) {
            out.weight = c;
            return out;
        }
    throw InputError(file, known_instead(variable, names, fmt::format("there is no column \"{}\"", variable)));
}

// The regions' labels, and where each stands.
struct Regions {
    std::vector<std::string> labels; // empty when they are numbered
    std::map<std::string_view, std::size_t> by_name;
    std::size_t first = 0, count = 0; // of numbered ones
    std::size_t at(std::string_view name) const {
        return labels.empty() && by_name.empty() ? *index_of(name) - first : by_name.at(name);
    }
};

Regions find_regions(const DelimitedTable& t, std::size_t first_row, const std::string& file) {
    Regions out;
    std::set<std::size_t> numbers;
    bool numbered = true;
    for (std::size_t r = first_row; r < t.rows.size(); ++r)
        for (std::size_t c = 0; c < 2; ++c) {
            const auto k = index_of(t.rows[r].cells[c].text);
            numbered = numbered && k;
            if (k)
                numbers.insert(*k);
        }
    if (numbered && *numbers.begin() <= 1 && *numbers.rbegin() <= most_regions) {
        out.first = *numbers.begin();
        out.count = *numbers.rbegin() - out.first + 1;
        return out;
    }
    for (std::size_t r = first_row; r < t.rows.size(); ++r)
        for (std::size_t c = 0; c < 2; ++c) {
            const auto name = t.rows[r].cells[c].text;
            if (out.by_name.emplace(name, out.labels.size()).second)
                out.labels.emplace_back(name);
        }
    out.count = out.labels.size();
    if (out.count > most_regions)
        throw InputError(file, fmt::format("has {} regions; at most {} are read", out.count, most_regions));
    if (!numbered)
        return out;
    out.labels.clear(); // an atlas's own numbers, in their order
    for (auto k : numbers)
        out.labels.push_back(std::to_string(k));
    for (auto& [name, at] : out.by_name)
        at = static_cast<std::size_t>(std::distance(numbers.begin(), numbers.find(*index_of(name))));
    return out;
}

// A square below one row: numbered columns above a matrix whose diagonal is of one number.
bool has_numbered_columns(const DelimitedTable& t) {
    const auto width = t.rows.front().cells.size();
    if (t.rows.size() != width + 1)
        return false;
    for (std::size_t r = 0; r < width; ++r)
        if (t.rows[r + 1].cells.size() != width || t.rows[r + 1].cells[r].text != t.rows[1].cells[0].text)
            return false;
    return true;
}

} // namespace

bool is_edge_list(const DelimitedTable& t) {
    if (t.rows.empty() || t.rows.front().cells.size() < 2)
        return false;
    const bool header = has_header(t);
    if (t.rows.size() == (header ? 1u : 0u))
        return false;
    if (names_ends(t.rows.front()))
        return true;
    const std::size_t first = header ? 1 : 0, width = t.rows[first].cells.size();
    const std::size_t found = t.rows.size() - first;
    if (width > 3 || found == width || t.rows.front().cells.size() != width)
        return false;
    bool words = width == 3, numbers = found > 1 && found + 1 != width && !has_numbered_columns(t);
    for (std::size_t r = first; r < t.rows.size(); ++r) {
        const auto& cells = t.rows[r].cells;
        if (cells.size() != width || cells[0].text.empty() || cells[1].text.empty())
            return false;
        const auto from = parse_number(cells[0].text), to = parse_number(cells[1].text);
        words = words && !from && !to && t.number(cells[2]);
        numbers = numbers && index_of(cells[0].text) && index_of(cells[1].text) && (width == 2 || t.number(cells[2]));
    }
    return words || numbers;
}

MatrixFile read_edge_list(const DelimitedTable& t, const std::string& file, const std::string& variable) {
    const bool header = has_header(t);
    const std::size_t first_row = header ? 1 : 0, width = t.rows.front().cells.size();
    const auto columns = find_columns(t, header, file, variable);
    Problems problems;
    auto say = [&](const TextRow& row, int column, std::string what) {
        if (problems.count() < most_edges_told)
            problems.add({file, row.line, column, std::move(what), std::string(row.source.substr(0, 100))});
    };
    for (std::size_t r = first_row; r < t.rows.size(); ++r)
        if (t.rows[r].cells.size() != width)
            say(t.rows[r], 0,
                fmt::format("the row has {} cells; {} are expected, as in the first", t.rows[r].cells.size(), width));
    problems.raise_if_any();
    const auto regions = find_regions(t, first_row, file);
    std::vector<ListedTract> edges;
    for (std::size_t r = first_row; r < t.rows.size(); ++r) {
        const auto& row = t.rows[r];
        ListedTract e{regions.at(row.cells[0].text), regions.at(row.cells[1].text), 1, std::nan(""), row.line};
        auto take = [&](std::size_t column, double& into) {
            if (const auto v = column > 0 ? t.number(row.cells[column]) : std::optional(into))
                into = *v;
            else
                say(row, row.cells[column].column,
                    fmt::format("\"{}\" is not a number; write a number for every edge",
                                row.cells[column].text.substr(0, 60)));
        };
        take(columns.weight, e.weight);
        take(columns.length, e.length_mm);
        edges.push_back(e);
    }
    problems.raise_if_any();
    MatrixFile out;
    out.path = file;
    out.format = "edge list";
    out.labels = regions.labels;
    out.notes = t.notes;
    if (header && columns.weight > 0)
        out.variable = std::string(t.rows.front().cells[columns.weight].text);
    out.notes.push_back(fmt::format("{} between {}{}", counted(edges.size(), "edge"), counted(regions.count, "region"),
                                    regions.labels.empty() ? fmt::format(", numbered from {}", regions.first) : ""));
    if (columns.weight == 0)
        out.notes.push_back("the list has no weights: each edge has weight 1");
    fill_from_edges(out, regions.count, edges, Edges::unsaid);
    return out;
}

} // namespace rewire::brain
