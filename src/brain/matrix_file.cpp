#include "brain/matrix_file.hpp"

#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text_encoding.hpp"
#include "brain/atlas.hpp"
#include "brain/region_labels.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace rewire::brain {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

} // namespace

bool is_text(std::string_view bytes) { return bytes.substr(0, 1 << 16).find('\0') == std::string_view::npos; }

MatrixFile read_matrix(const MatrixSource& source) {
    try {
        auto file = read_matrix_file(source.path, source.variable);
        settle_labels(file, source);
        return file;
    } catch (const InputError& e) {
        if (source.options == "--")
            throw;
        // The readers do not know whose matrix they read, and name the connectome's options.
        auto problems = e.problems();
        for (auto& p : problems)
            for (const char* option : {"variable", "labels"})
                replace_all(p.what, fmt::format(" --{} ", option), fmt::format(" {}{} ", source.options, option));
        throw InputError(std::move(problems));
    }
}

MatrixFile read_labelled_matrix(const MatrixSource& source) {
    auto file = read_matrix(source);
    canonical_labels(file.labels, file.path);
    check_finite(file);
    return file;
}

void check_finite(const MatrixFile& file) {
    FaultyNumbers faults;
    for (std::size_t r = 0; r < file.values.rows(); ++r)
        for (std::size_t c = 0; c < file.values.cols(); ++c)
            if (const double v = file.values(r, c); r != c && !std::isfinite(v)) {
                const auto place = place_of(file, r, c), what = not_finite(file, v);
                faults.add(what, line_of(file, r), place, fmt::format("{} {}", place, what));
            }
    faults.raise(file.path);
}

void FaultyNumbers::add(std::string_view kind, int line, std::string place, const std::string& what) {
    constexpr std::size_t most_places = 3;
    auto at = std::ranges::find(faults_, kind, &Fault::kind);
    if (at == faults_.end()) {
        faults_.push_back({std::string(kind), what, line, 0, {}});
        at = faults_.end() - 1;
    } else if (at->next.size() < most_places)
        at->next.push_back(std::move(place));
    ++at->count;
}

void FaultyNumbers::raise(const std::string& path) const {
    Problems problems;
    for (const auto& f : faults_) {
        const auto more = f.count - 1;
        problems.add({path,
                      f.line,
                      0,
                      more == 0
                          ? f.what
                          : fmt::format("{}; {}, {}{}", f.what, counted(more, "more such number", "more such numbers"),
                                        more > f.next.size() ? "the next in " : "in ", fmt::join(f.next, "; ")),
                      {}});
    }
    problems.raise_if_any();
}

std::string not_finite(const MatrixFile& file, double v) {
    return file.missing.empty() || !std::isnan(v) ? fmt::format("is not a number ({})", v)
                                                  : fmt::format("is missing ({})", file.missing);
}

std::string place_of(const MatrixFile& file, std::size_t row, std::size_t column) {
    auto name = [&](std::size_t i) { return file.labels.empty() ? std::to_string(i + 1) : file.labels[i]; };
    return fmt::format("row {}, column {}", name(row), name(column));
}

int line_of(const MatrixFile& file, std::size_t row) { return row < file.lines.size() ? file.lines[row] : 0; }

} // namespace rewire::brain
