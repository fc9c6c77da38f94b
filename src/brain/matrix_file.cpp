#include "brain/matrix_file.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "brain/atlas.hpp"
#include "brain/text_encoding.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace rewire {
namespace {

// Binary bytes stand in no text file.
bool is_text(std::string_view bytes) { return bytes.substr(0, 1 << 16).find('\0') == std::string_view::npos; }

} // namespace

std::vector<std::string> read_labels(const std::filesystem::path& path) {
    const std::string bytes = to_utf8(read_file(path, most_file_bytes)).text, name = path.string();
    if (!is_text(bytes))
        throw InputError(name, "is not text; a list of region labels is expected, one a line");
    const char delimiter = find_delimiter(bytes);
    const auto rows = split_rows(bytes, delimiter == ' ' ? '\n' : delimiter, name); // a label may hold blanks
    std::vector<std::string> labels;
    const bool one_line = rows.size() == 1;
    for (const auto& row : rows) {
        if (!one_line && row.cells.size() != 1)
            throw InputError(
                {Problem{name, row.line, 0, "one region label a line, or all of them in one line, is expected", {}}});
        for (const auto& cell : row.cells)
            labels.emplace_back(cell.text);
    }
    if (labels.empty())
        throw InputError(name, "is empty; a list of region labels is expected, one a line");
    return labels;
}

void settle_labels(MatrixFile& file, const std::filesystem::path& labels_file) {
    const auto n = file.values.rows();
    if (!labels_file.empty()) {
        auto given = read_labels(labels_file);
        if (given.size() != n)
            throw InputError(labels_file.string(),
                             fmt::format("lists {} regions; {} has {}", given.size(), file.path, n));
        for (std::size_t i = 0; i < file.labels.size(); ++i)
            if (file.labels[i] != given[i] &&
                (!resolve(file.labels[i]) || resolve(file.labels[i]) != resolve(given[i])))
                throw InputError(labels_file.string(),
                                 fmt::format("says region {} is \"{}\", {} says \"{}\"; give the labels once", i + 1,
                                             given[i], file.path, file.labels[i]));
        file.labels = std::move(given);
    }
    if (file.labels.empty())
        throw InputError(file.path,
                         fmt::format("names no regions; add a first line with their labels or give them with --labels "
                                     "FILE (one a line, in the order of the rows){}{}",
                                     file.notes.empty() ? "" : "; ", fmt::join(file.notes, "; ")));
    Problems problems;
    for (std::size_t i = 0; i < n; ++i)
        if (file.labels[i].empty())
            problems.add({file.path, line_of(file, i), 0, fmt::format("region {} has no label", i + 1), {}});
    problems.raise_if_any();
}

MatrixFile read_labelled_matrix(const std::filesystem::path& path, const std::string& variable,
                                const std::filesystem::path& labels_file) {
    MatrixFile file = read_matrix_file(path, variable);
    settle_labels(file, labels_file);
    canonical_labels(file.labels, file.path);
    Problems problems;
    for (std::size_t r = 0; r < file.values.rows() && problems.count() < 20; ++r)
        for (std::size_t c = 0; c < file.values.cols() && problems.count() < 20; ++c)
            if (r != c && !std::isfinite(file.values(r, c)))
                problems.add({file.path,
                              line_of(file, r),
                              0,
                              fmt::format("{} is not a number ({})", place_of(file, r, c), file.values(r, c)),
                              {}});
    problems.raise_if_any();
    return file;
}

std::string place_of(const MatrixFile& file, std::size_t row, std::size_t column) {
    auto name = [&](std::size_t i) { return file.labels.empty() ? std::to_string(i + 1) : file.labels[i]; };
    return fmt::format("row {}, column {}", name(row), name(column));
}

int line_of(const MatrixFile& file, std::size_t row) { return row < file.lines.size() ? file.lines[row] : 0; }

} // namespace rewire
