#include "brain/functional.hpp"

#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "brain/atlas.hpp"
#include "brain/region_labels.hpp"
#include "brain/symmetry.hpp"
#include "base/text_encoding.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace rewire::brain {
namespace {

constexpr std::size_t most_told = 20;

// Off the diagonal.
bool is_same_everywhere(const Matrix& m) {
    for (std::size_t r = 0; r < m.rows(); ++r)
        for (std::size_t c = 0; c < m.cols(); ++c)
            if (r != c && m(r, c) != m(0, 1))
                return false;
    return true;
}

// The names in the first line; none when it holds numbers.
std::vector<std::string> header_of(const DelimitedTable& table) {
    std::vector<std::string> labels;
    bool words = false;
    for (const auto& cell : table.rows.front().cells) {
        labels.emplace_back(cell.text);
        words = words || !table.number(cell);
    }
    return words ? labels : std::vector<std::string>{};
}

std::string shown(std::string_view text) {
    return text.empty() ? "an empty cell" : fmt::format("\"{}{}\"", text.substr(0, 60), text.size() > 60 ? "..." : "");
}

} // namespace

MatrixFile read_correlations(const MatrixSource& source, bool symmetrise_asked) {
    auto file = read_matrix(source);
    const auto found = symmetry_of(file.values);
    if (is_triangle(found.kind)) {
        file.notes.push_back(
            fmt::format("{} fills only its {} triangle; it was mirrored", file.path, side_of(found.kind)));
    } else if (found.kind == Symmetry::none) {
        if (!symmetrise_asked)
            throw InputError(
                file.path,
                fmt::format("is not symmetric ({} is {:.6g}, the other way {:.6g}), as correlations are; say "
                            "--fc-symmetrise to use the mean of both",
                            place_of(file, found.row, found.column), file.values(found.row, found.column),
                            file.values(found.column, found.row)));
        file.notes.push_back(
            fmt::format("{}: its two directions differed; both are their mean (--fc-symmetrise)", file.path));
    }
    symmetrise(file.values, found.kind);
    check_finite(file);
    canonical_labels(file.labels, file.path);
    if (is_same_everywhere(file.values))
        throw InputError(file.path, fmt::format("holds {:.6g} between all regions; there is nothing to compare with",
                                                file.values(0, 1)));
    return file;
}

Series read_series(const MatrixSource& source) {
    Series out{source.path.string(), {}, {}, {}};
    const auto decoded = to_utf8(read_file(source.path, most_file_bytes));
    if (!is_text(decoded.text))
        throw InputError(out.path,
                         "is not text; write the series as CSV or TSV, one column a region, one row a volume");
    const auto table = read_delimited(decoded.text, out.path);
    const auto& rows = table.rows;
    if (rows.empty())
        throw InputError(out.path, "is empty; a column for each region is expected, a row for each volume");
    for (const auto& note : table.notes)
        out.notes.push_back(out.path + ": " + note);
    if (!decoded.note.empty())
        out.notes.push_back(out.path + ": " + decoded.note);
    out.labels = header_of(table);
    const std::size_t first = out.labels.empty() ? 0 : 1;
    if (!source.labels_file.empty()) {
        if (!out.labels.empty())
            out.notes.push_back(fmt::format("{}: its columns are named by {}, not by its first line", out.path,
                                            source.labels_file.string()));
        out.labels = read_labels(source.labels_file);
    }
    const std::size_t width = rows.front().cells.size();
    if (out.labels.empty())
        throw InputError(out.path,
                         fmt::format("names no regions; give them with {}labels FILE (one a line, in the order "
                                     "of the columns), or add a first line with them",
                                     source.options));
    if (out.labels.size() != width)
        throw InputError(source.labels_file.string(),
                         fmt::format("lists {}; {} has {}", counted(out.labels.size(), "region"), out.path,
                                     counted(width, "column")));
    if (rows.size() == first)
        throw InputError(out.path, "has no rows below its header");
    out.values = Matrix(rows.size() - first, width);
    Problems problems;
    for (std::size_t r = first; r < rows.size() && problems.count() < most_told; ++r) {
        const auto& cells = rows[r].cells;
        if (cells.size() != width)
            problems.add({out.path,
                          rows[r].line,
                          0,
                          fmt::format("the row has {} cells; {} are expected, one a region", cells.size(), width),
                          {}});
        for (std::size_t k = 0; k < width && cells.size() == width && problems.count() < most_told; ++k) {
            const auto value = table.number(cells[k]);
            if (value && std::isfinite(*value))
                out.values(r - first, k) = *value;
            else
                problems.add({out.path,
                              rows[r].line,
                              cells[k].column,
                              fmt::format("{} is no number (region {}); leave out the whole region or the whole volume",
                                          shown(cells[k].text), out.labels[k]),
                              {}});
        }
    }
    if (problems.count() >= most_told)
        problems.add(
            {out.path, rows.back().line + 1, 0, fmt::format("more may follow; these are the first {}", most_told), {}});
    problems.raise_if_any();
    canonical_labels(out.labels, out.path);
    return out;
}

} // namespace rewire::brain
