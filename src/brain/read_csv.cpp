#include "brain/read_csv.hpp"

#include "base/error.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace rewire {
namespace {

constexpr std::size_t most_told = 20; // problems; the rest is of the same kind

// The line itself is shown when it fits a screen.
Problem problem(const std::string& file, const TextRow& row, const TextCell* cell, std::string what) {
    const bool fits = row.source.size() <= 100;
    return {file, row.line, cell ? cell->column : 0, std::move(what), fits ? std::string(row.source) : std::string{}};
}

bool has_words(const TextRow& row) {
    return std::any_of(row.cells.begin(), row.cells.end(), [](const TextCell& c) { return !parse_number(c.text); });
}

std::string shown(std::string_view text) {
    return fmt::format("\"{}{}\"", text.substr(0, 60), text.size() > 60 ? "..." : "");
}

// The numbers of a row from cell `first` on, into `out`; problems name row and column labels when there are any.
void parse_row(const TextRow& row, std::size_t first, std::span<double> out, const std::vector<std::string>& labels,
               std::size_t index, const std::string& file, Problems& problems) {
    if (row.cells.size() - first != out.size()) {
        problems.add(problem(file, row, nullptr,
                             fmt::format("the row has {} numbers; {} are expected, one a region",
                                         row.cells.size() - first, out.size())));
        return;
    }
    for (std::size_t c = 0; c < out.size() && problems.count() < most_told; ++c) {
        const TextCell& cell = row.cells[first + c];
        if (const auto value = parse_number(cell.text)) {
            out[c] = *value;
            continue;
        }
        const auto where =
            labels.empty() ? std::string{} : fmt::format(" (row {}, column {})", labels[index], labels[c]);
        problems.add(problem(file, row, &cell,
                             cell.text.empty()
                                 ? fmt::format("an empty cell{}; write a number, 0 for no connection", where)
                             : cell.text.find(',') != std::string_view::npos
                                 ? fmt::format("{} is not a number{}; write a point, not a comma, before decimals",
                                               shown(cell.text), where)
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

} // namespace

MatrixFile read_csv(std::string_view text, const std::string& file) {
    const auto rows = split_rows(text, find_delimiter(text), file);
    if (rows.empty())
        throw InputError(file, "is empty; a square matrix of numbers is expected");
    const bool header = has_words(rows.front());
    const std::size_t first_row = header ? 1 : 0;
    if (rows.size() == first_row)
        throw InputError(file, "has labels but no numbers below them");

    const auto& top = rows.front().cells;
    const auto& second = rows[first_row].cells;
    const bool row_labels = header && (top.front().text.empty() || !parse_number(second.front().text));
    const std::size_t first_cell = row_labels ? 1 : 0;

    MatrixFile out;
    out.path = file;
    out.format = "CSV";
    if (header) // R writes no cell above the row labels: then the header is one shorter
        for (std::size_t c = row_labels && top.size() == second.size() ? 1 : 0; c < top.size(); ++c)
            out.labels.emplace_back(top[c].text);
    const std::size_t n = header ? out.labels.size() : rows.front().cells.size();
    const std::size_t found = rows.size() - first_row;
    if (n > most_regions || found > most_regions)
        throw InputError(file, fmt::format("has {} x {} numbers; at most {} regions are read", found, n, most_regions));
    if (n < 2)
        throw InputError(file,
                         "has fewer than two columns; a square matrix of numbers, delimited by commas, tabs, "
                         "semicolons or blanks, is expected");

    Problems problems;
    if (found != n)
        problems.add({file, 0, 0, fmt::format("is not square: {} rows, {} columns", found, n), {}});
    if (row_labels)
        check_labels(rows, out.labels, file, problems);
    out.values = Matrix(n, n);
    std::vector<double> beyond(n);
    for (std::size_t r = 0; r < found && problems.count() < most_told; ++r) {
        out.lines.push_back(rows[first_row + r].line);
        const bool inside = r < n;
        parse_row(rows[first_row + r], first_cell, inside ? out.values.row(r) : std::span(beyond),
                  inside ? out.labels : std::vector<std::string>{}, r, file, problems);
    }
    if (problems.count() >= most_told)
        problems.add(
            {file, rows.back().line + 1, 0, fmt::format("more may follow; these are the first {}", most_told), {}});
    problems.raise_if_any();
    return out;
}

Matrix read_numbers(std::string_view text, const std::string& file, std::size_t first_number) {
    const auto rows = split_rows(text, find_delimiter(text), file);
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
            parse_row(rows[r], first_number, out.row(r), {}, r, file, problems);
    problems.raise_if_any();
    return out;
}

} // namespace rewire
