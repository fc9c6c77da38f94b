#include "brain/read_csv.hpp"

#include "base/error.hpp"
#include "brain/read_edge_list.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>
#include <span>

namespace rewire::brain {
namespace {

constexpr std::size_t most_told = 20; // problems; the rest is of the same kind

// The line itself is shown when it fits a screen.
Problem problem(const std::string& file, const TextRow& row, const TextCell* cell, std::string what) {
    const bool fits = row.source.size() <= 100;
    return {file, row.line, cell ? cell->column : 0, std::move(what), fits ? std::string(row.source) : std::string{}};
}

// What stands for "no number" in BIDS, R, MATLAB and spreadsheets.
bool is_missing(std::string_view text) {
    const auto word = lower(text);
    return word == "n/a" || word == "na" || word == "null" || word == "-";
}

bool is_word(const TextCell& cell) {
    const bool misspelt = cell.text.find_first_of("0123456789") != std::string_view::npos &&
                          cell.text.find_first_not_of("0123456789+-,.eE") == std::string_view::npos;
    return !cell.text.empty() && !parse_number(cell.text) && !is_missing(cell.text) && !misspelt;
}

// Whole numbers 0, 1, 2 ... or 1, 2, 3 ...: a count, not names.
bool is_count(const std::vector<std::string>& names) {
    const auto first = names.empty() ? std::nullopt : parse_number(names.front());
    if (!first || (*first != 0 && *first != 1))
        return false;
    for (std::size_t k = 0; k < names.size(); ++k)
        if (parse_number(names[k]) != *first + static_cast<double>(k))
            return false;
    return true;
}

// Different whole numbers, such as an atlas's ids.
bool are_ids(const TextRow& row) {
    std::set<double> ids;
    for (const auto& cell : row.cells) {
        const auto v = parse_number(cell.text);
        if (!v || *v != std::floor(*v) || *v < 0 || !ids.insert(*v).second)
            return false;
    }
    return true;
}

std::string shown(std::string_view text) {
    return fmt::format("\"{}{}\"", text.substr(0, 60), text.size() > 60 ? "..." : "");
}

// The numbers of a row from cell `first` on, into `out`; problems name row and column labels when there are any.
void parse_row(const DelimitedTable& table, const TextRow& row, std::size_t first, std::span<double> out,
               const std::vector<std::string>& labels, std::size_t index, const std::string& file, Problems& problems) {
    if (row.cells.size() - first != out.size()) {
        problems.add(problem(file, row, nullptr,
                             fmt::format("the row has {} numbers; {} are expected, one a region",
                                         row.cells.size() - first, out.size())));
        return;
    }
    for (std::size_t c = 0; c < out.size() && problems.count() < most_told; ++c) {
        const TextCell& cell = row.cells[first + c];
        if (const auto value = table.number(cell)) {
            out[c] = *value;
            continue;
        }
        if (c == index && (cell.text.empty() || is_missing(cell.text))) {
            out[c] = std::nan("");
            continue;
        }
        const auto where =
            labels.empty() ? std::string{} : fmt::format(" (row {}, column {})", labels[index], labels[c]);
        problems.add(problem(
            file, row, &cell,
            cell.text.empty() ? fmt::format("an empty cell{}; write a number, 0 for no connection", where)
            : is_missing(cell.text)
                ? fmt::format("{} off the diagonal{}; write a number, 0 for no connection", shown(cell.text), where)
            : cell.text.find(',') != std::string_view::npos
                ? fmt::format("{} is not a number{}; write a point, not a comma, before decimals", shown(cell.text),
                              where)
                : fmt::format("{} is not a number{}", shown(cell.text), where)));
    }
}

void check_labels(const std::vector<TextRow>& rows, const std::vector<std::string>& labels, const std::string& file,
                  Problems& problems) {
    for (std::size_t r = 0; r < labels.size() && r + 1 < rows.size() && problems.count() < most_told; ++r) {
        const TextCell& cell = rows[r + 1].cells.front();
        if (cell.text == labels[r])
            continue;
        problems.add(problem(
            file, rows[r + 1], &cell,
            fmt::format("row {} is {}, column {} is {}; rows and columns must list the same regions in the same order",
                        r + 1, shown(cell.text), r + 1, shown(labels[r]))));
    }
}

// Where the numbers stand.
struct Layout {
    bool header = false, row_labels = false;
};

// The first cell is empty and the others name the columns: no row of numbers with its diagonal left empty.
bool has_empty_corner(const std::vector<TextRow>& rows) {
    const auto& top = rows.front().cells;
    if (!top.front().text.empty() || top.size() < 2)
        return false;
    std::vector<std::string> others;
    for (std::size_t c = 1; c < top.size(); ++c)
        others.emplace_back(top[c].text);
    return is_count(others) || rows.size() == 1 || rows[1].cells.size() < 2 || !rows[1].cells[1].text.empty();
}

std::vector<std::string> first_column(const std::vector<TextRow>& rows, std::size_t first_row) {
    std::vector<std::string> out;
    for (std::size_t r = first_row; r < rows.size(); ++r)
        out.emplace_back(rows[r].cells.front().text);
    return out;
}

Layout find_layout(const DelimitedTable& table) {
    const auto& rows = table.rows;
    const auto& top = rows.front().cells;
    const auto words = std::count_if(top.begin(), top.end(), is_word);
    Layout out;
    if (words == 1 && is_word(top.front()) && rows.size() > 1 && rows[1].cells.size() == top.size() &&
        top.size() == rows.size() + 1 && is_word(rows[1].cells.front())) {
        out.row_labels = true; // labels in the first column alone
        return out;
    }
    out.header = words > 0 || has_empty_corner(rows) ||
                 (rows.size() == top.size() + 1 && top.size() > 1 && are_ids(rows.front()));
    if (rows.size() == (out.header ? 1u : 0u))
        return out;
    const auto& first = rows[out.header ? 1 : 0].cells;
    const std::size_t found = rows.size() - (out.header ? 1 : 0);
    out.row_labels = is_word(first.front()) || (out.header && top.front().text.empty() && top.size() == first.size()) ||
                     (first.size() == found + 1 && is_count(first_column(rows, out.header ? 1 : 0)));
    return out;
}

// The labels, of which a plain count of rows or columns is none.
std::vector<std::string> find_labels(const DelimitedTable& table, const Layout& layout, std::size_t width,
                                     const std::string& file, std::vector<std::string>& notes, Problems& problems) {
    std::vector<std::string> columns, rows;
    const auto& top = table.rows.front().cells;
    if (layout.header) // R writes no cell above the row labels: then the header is one shorter
        for (std::size_t c = layout.row_labels && top.size() == width + 1 ? 1 : 0; c < top.size(); ++c)
            columns.emplace_back(top[c].text);
    if (layout.row_labels)
        rows = first_column(table.rows, layout.header ? 1 : 0);
    if (is_count(columns)) {
        notes.push_back(fmt::format("the first row ({} to {}) numbers the columns and was not taken for labels",
                                    columns.front(), columns.back()));
        columns.clear();
    }
    if (is_count(rows)) {
        notes.push_back(fmt::format("the first column ({} to {}) numbers the rows and was not taken for labels",
                                    rows.front(), rows.back()));
        rows.clear();
    }
    if (columns.empty())
        return rows;
    if (!rows.empty())
        check_labels(table.rows, columns, file, problems);
    return columns;
}

// numpy.savetxt(header = "a, b, c") writes its labels as a comment.
void take_comment(const DelimitedTable& table, std::size_t count, const std::string& file, MatrixFile& out) {
    if (table.comment.empty() || table.comment.find('"') != std::string_view::npos)
        return;
    const auto row = split_line(table.comment, 0, table.delimiter, file);
    if (row.cells.size() != count || !std::all_of(row.cells.begin(), row.cells.end(), is_word))
        return;
    for (const auto& cell : row.cells)
        out.labels.emplace_back(cell.text);
    out.notes.push_back("the labels were read from the comment above the numbers");
}

// DSI Studio's connectogram text: two lines that begin with "data data", of sums and of names, then rows that begin
// with a sum and a name. Source: ConnectivityMatrix::save_to_connectogram of DSI Studio.
bool is_connectogram(const std::vector<TextRow>& rows) {
    auto is_head = [](const TextRow& row) { return row.cells[0].text == "data" && row.cells[1].text == "data"; };
    return rows.size() > 3 &&
           std::all_of(rows.begin(), rows.end(), [](const TextRow& r) { return r.cells.size() > 3; }) &&
           is_head(rows[0]) && is_head(rows[1]);
}

void drop_sums(std::vector<TextRow>& rows) {
    rows.erase(rows.begin());
    for (auto& row : rows)
        row.cells.erase(row.cells.begin());
    rows.front().cells.front().text = {};
}

} // namespace

MatrixFile read_csv(std::string_view text, const std::string& file, const std::string& variable) {
    auto table = read_delimited(text, file);
    const auto& rows = table.rows;
    if (rows.empty())
        throw InputError(file, "is empty; a square matrix of numbers is expected");
    const bool connectogram = is_connectogram(rows);
    if (connectogram)
        drop_sums(table.rows);
    else if (is_edge_list(table))
        return read_edge_list(table, file, variable);
    if (!variable.empty())
        throw InputError(file, fmt::format("is text that holds one matrix; leave out the choice of \"{}\"", variable));
    const auto layout = find_layout(table);
    const std::size_t first_row = layout.header ? 1 : 0, first_cell = layout.row_labels ? 1 : 0;
    if (rows.size() == first_row)
        throw InputError(file, "has labels but no numbers below them");

    MatrixFile out;
    out.path = file;
    out.format = connectogram ? "DSI Studio connectogram" : "CSV";
    out.notes = table.notes;
    Problems problems;
    const std::size_t width = rows[first_row].cells.size() - first_cell;
    out.labels = find_labels(table, layout, width, file, out.notes, problems);
    if (!layout.header && out.labels.empty())
        take_comment(table, width, file, out);
    const std::size_t n = out.labels.empty() ? width : out.labels.size();
    const std::size_t found = rows.size() - first_row;
    if (n > most_regions || found > most_regions)
        throw InputError(file, fmt::format("has {} x {} numbers; at most {} regions are read", found, n, most_regions));
    if (n < 2)
        throw InputError(file,
                         "has fewer than two columns; a square matrix of numbers, delimited by commas, tabs, "
                         "semicolons or blanks, is expected");
    if (found != n)
        problems.add({file, 0, 0, fmt::format("is not square: {} rows, {} columns", found, n), {}});
    out.values = Matrix(n, n);
    std::vector<double> beyond(n);
    for (std::size_t r = 0; r < found && problems.count() < most_told; ++r) {
        out.lines.push_back(rows[first_row + r].line);
        const bool inside = r < n;
        parse_row(table, rows[first_row + r], first_cell, inside ? out.values.row(r) : std::span(beyond),
                  inside ? out.labels : std::vector<std::string>{}, r, file, problems);
    }
    if (problems.count() >= most_told)
        problems.add(
            {file, rows.back().line + 1, 0, fmt::format("more may follow; these are the first {}", most_told), {}});
    problems.raise_if_any();
    if (std::isnan(out.values(0, 0)))
        out.notes.push_back("the diagonal says \"not available\", which is no connection of a region with itself");
    return out;
}

Matrix read_numbers(std::string_view text, const std::string& file, std::size_t first_number) {
    const auto table = read_delimited(text, file);
    const auto& rows = table.rows;
    if (rows.empty())
        return {};
    const auto width = rows.front().cells.size();
    if (width <= first_number)
        throw InputError(file, fmt::format("has {} columns; at least {} are expected", width, first_number + 1));
    Matrix out(rows.size(), width - first_number);
    Problems problems;
    for (std::size_t r = 0; r < rows.size() && problems.count() < most_told; ++r)
        if (rows[r].cells.size() != width)
            problems.add(problem(
                file, rows[r], nullptr,
                fmt::format("the row has {} cells; {} are expected, as in the first", rows[r].cells.size(), width)));
        else
            parse_row(table, rows[r], first_number, out.row(r), {}, ~std::size_t{0}, file, problems);
    problems.raise_if_any();
    return out;
}

} // namespace rewire::brain
