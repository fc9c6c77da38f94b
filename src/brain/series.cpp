#include "brain/functional.hpp"

#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/known.hpp"
#include "brain/array_file.hpp"
#include "brain/atlas.hpp"
#include "brain/region_labels.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace rewire::brain {
namespace {

constexpr std::size_t most_told = 20;

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

Series read_text(const ArrayFile& file, const MatrixSource& source) {
    Series out{file.path, {}, {}, {}};
    if (!is_text(file.text))
        throw InputError(
            out.path,
            "is of a kind that no series is read from; give it as CSV or TSV (one column a region, one row "
            "a volume), .npy, .npz, .mat, HDF5 or netCDF; of CIFTI: wb_command -cifti-convert -to-text");
    if (!source.variable.empty())
        throw InputError(out.path, fmt::format("is text that holds one series; leave out {}variable", source.options));
    const auto table = read_delimited(file.text, out.path);
    const auto& rows = table.rows;
    if (rows.empty())
        throw InputError(out.path, "is empty; a column for each region is expected, a row for each volume");
    for (const auto& note : table.notes)
        out.notes.push_back(out.path + ": " + note);
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
    return out;
}

bool is_series(const NamedArray& a) {
    return a.text.empty() && !a.numbers.empty() && a.shape.size() == 2 && a.shape[0] > 1 && a.shape[1] > 1;
}

// Which array is meant: the named one, or the only one that fits the labels (any, where these are not known yet).
const NamedArray& choose(const ArrayFile& file, const MatrixSource& source, std::size_t regions) {
    auto refuse = [&](const std::string& what) {
        return InputError(file.path, fmt::format("{}; it holds {}", what, list_of(file.arrays)));
    };
    std::vector<const NamedArray*> fitting;
    std::vector<std::string_view> names;
    for (const auto& a : file.arrays) {
        names.push_back(a.name);
        if (source.variable == a.name) {
            if (!is_series(a))
                throw refuse(fmt::format("choose a series of regions and volumes; {} is none", a.name));
            return a;
        }
        if (is_series(a) && (regions == 0 || a.shape[0] == regions || a.shape[1] == regions))
            fitting.push_back(&a);
    }
    if (!source.variable.empty())
        throw refuse(
            known_instead(source.variable, names, fmt::format("there is no variable \"{}\"", source.variable)));
    if (fitting.empty())
        throw refuse(regions == 0
                         ? std::string("save one series of numbers, regions x volumes; there is none")
                         : fmt::format("save one series of numbers, {} regions x volumes; there is none", regions));
    if (fitting.size() > 1)
        throw refuse(fmt::format("choose one with {}variable NAME; there are several series", source.options));
    return *fitting.front();
}

// Which side of the array are the regions: the one that has as many as there are labels.
Series read_binary(ArrayFile file, const MatrixSource& source) {
    Series out{file.path, {}, {}, {}};
    tidy(file.arrays);
    std::vector<std::string> labels;
    if (!source.labels_file.empty())
        labels = read_labels(source.labels_file);
    const auto& chosen = choose(file, source, labels.size());
    const auto rows = chosen.shape[0], columns = chosen.shape[1];
    if (rows == columns)
        throw InputError(file.path,
                         fmt::format("leave out a volume, or write the series as text with a column for each "
                                     "region: {} is {} x {}, and its regions may be either side",
                                     chosen.name, rows, columns));
    if (labels.empty()) {
        auto by_rows = find_labels(file.arrays, chosen, rows, out.notes);
        labels = find_labels(file.arrays, chosen, columns, out.notes);
        if (!by_rows.empty() && !labels.empty())
            throw InputError(file.path,
                             fmt::format("say which side of {} ({} x {}) are its regions with {}labels FILE; "
                                         "it has names for both",
                                         chosen.name, rows, columns, source.options));
        if (labels.empty())
            labels = std::move(by_rows);
        if (labels.empty())
            throw InputError(file.path, fmt::format("give the names of its regions with {}labels FILE (one a line, in "
                                                    "the order of {}, {} x {}); it has none",
                                                    source.options, chosen.name, rows, columns));
    } else if (labels.size() != rows && labels.size() != columns) {
        throw InputError(
            source.labels_file.string(),
            fmt::format("lists {} regions; {} in {} is {} x {}", labels.size(), chosen.name, file.path, rows, columns));
    }
    const bool regions_first = labels.size() == rows;
    out.notes.push_back(fmt::format("{} ({} x {}) was read as {}", chosen.name, rows, columns,
                                    regions_first ? "regions x volumes" : "volumes x regions"));
    out.notes.insert(out.notes.end(), chosen.notes.begin(), chosen.notes.end());
    out.values = Matrix(regions_first ? columns : rows, labels.size());
    Problems problems;
    for (std::size_t v = 0; v < out.values.rows() && problems.count() < most_told; ++v)
        for (std::size_t r = 0; r < labels.size() && problems.count() < most_told; ++r) {
            const double value = chosen.numbers[regions_first ? r * columns + v : v * columns + r];
            out.values(v, r) = value;
            if (!std::isfinite(value))
                problems.add(
                    {file.path,
                     0,
                     0,
                     fmt::format("{}, region {}, volume {}: {} is no number; leave out the whole region or the "
                                 "whole volume",
                                 chosen.name, labels[r], v + 1,
                                 chosen.missing.empty() ? fmt::format("{}", value) : chosen.missing),
                     {}});
        }
    problems.raise_if_any();
    out.labels = std::move(labels);
    return out;
}

} // namespace

Series read_series(const MatrixSource& source) {
    auto file = read_array_file(source.path);
    const auto notes = file.notes;
    auto out = file.format.empty() ? read_text(file, source) : read_binary(std::move(file), source);
    for (const auto& note : notes)
        out.notes.push_back(note);
    for (auto& note : out.notes)
        if (!note.starts_with(out.path))
            note = out.path + ": " + note;
    canonical_labels(out.labels, out.path);
    return out;
}

} // namespace rewire::brain
