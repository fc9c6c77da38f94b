#include "brain/region_labels.hpp"

#include "base/counted.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/known.hpp"
#include "brain/atlas.hpp"
#include "brain/match.hpp"
#include "base/text_encoding.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <set>

namespace rewire::brain {
namespace {

// How often each label stands.
std::map<std::string, std::size_t> counts_of(const std::vector<std::string>& labels) {
    std::map<std::string, std::size_t> counts;
    for (const auto& label : labels)
        ++counts[label];
    return counts;
}

std::vector<std::string> repeated(const std::vector<std::string>& labels) {
    std::vector<std::string> out;
    for (const auto& [label, count] : counts_of(labels))
        if (count > 1)
            out.push_back(label);
    return out;
}

bool tell_apart(const std::vector<std::string>& labels) {
    return std::ranges::find(labels, "") == labels.end() && repeated(labels).empty();
}

// "V1", "V1" become "V1_1", "V1_2": none of them is the whole of V1.
void number(std::vector<std::string>& labels) {
    const auto counts = counts_of(labels);
    std::set<std::string> taken(labels.begin(), labels.end());
    std::map<std::string, std::size_t> next;
    for (auto& label : labels) {
        if (counts.at(label) == 1)
            continue;
        const std::string base = label;
        do
            label = fmt::format("{}_{}", base, ++next[base]);
        while (!taken.insert(label).second);
    }
}

void take_given(MatrixFile& file, const MatrixSource& source) {
    auto given = read_labels(source.labels_file);
    const auto n = file.values.rows();
    if (given.size() != n)
        throw InputError(source.labels_file.string(),
                         fmt::format("lists {}; {} has {}", counted(given.size(), "region"), file.path, n));
    if (!file.labels.empty() && !tell_apart(file.labels)) {
        file.notes.push_back(fmt::format("region labels are those of {}; the file's own repeat or are empty",
                                         source.labels_file.string()));
        file.labels.clear();
    }
    for (std::size_t i = 0; i < file.labels.size(); ++i)
        if (file.labels[i] != given[i] && (!resolve(file.labels[i]) || resolve(file.labels[i]) != resolve(given[i])))
            throw InputError(source.labels_file.string(),
                             fmt::format("says region {} is \"{}\", {} says \"{}\"; leave out {}labels to use those "
                                         "of the file",
                                         i + 1, given[i], file.path, file.labels[i], source.options));
    file.labels = std::move(given);
}

// The members that are kept, in order; nothing for what the file does not say.
template <class T>
void keep(std::vector<T>& list, const std::vector<std::size_t>& kept) {
    if (list.empty())
        return;
    std::vector<T> out;
    for (auto i : kept)
        out.push_back(list[i]);
    list = std::move(out);
}

void keep(Matrix& m, const std::vector<std::size_t>& kept, bool columns_too) {
    if (m.empty())
        return;
    Matrix out(kept.size(), columns_too ? kept.size() : m.cols());
    for (std::size_t r = 0; r < out.rows(); ++r)
        for (std::size_t c = 0; c < out.cols(); ++c)
            out(r, c) = m(kept[r], columns_too ? kept[c] : c);
    m = std::move(out);
}

bool is_unconnected(const Matrix& m, std::size_t i) {
    for (std::size_t j = 0; j < m.rows(); ++j)
        if (j != i && (m(i, j) != 0 || m(j, i) != 0))
            return false;
    return true;
}

std::vector<std::string> split_names(const MatrixFile& file, const std::vector<std::string>& texts) {
    std::vector<std::string> names;
    for (const auto& text : texts) {
        if (std::ranges::find(file.labels, text) != file.labels.end()) {
            names.push_back(text);
            continue;
        }
        for (std::string_view rest = text; !rest.empty();) {
            const auto end = std::min(rest.find(','), rest.size());
            if (const auto name = trimmed(rest.substr(0, end)); !name.empty())
                names.emplace_back(name);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return names;
}

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

void settle_labels(MatrixFile& file, const MatrixSource& source) {
    if (!source.labels_file.empty())
        take_given(file, source);
    if (file.labels.empty())
        throw InputError(file.path,
                         fmt::format("names no regions; give their labels with {}labels FILE (one a line, in the order "
                                     "of the rows), or add a first line with them{}{}",
                                     source.options, file.notes.empty() ? "" : "; ", fmt::join(file.notes, "; ")));
    Problems problems;
    for (std::size_t i = 0; i < file.labels.size(); ++i)
        if (file.labels[i].empty())
            problems.add({file.path,
                          line_of(file, i),
                          0,
                          fmt::format("region {} has no label; write one, or give all with {}labels FILE", i + 1,
                                      source.options),
                          {}});
    problems.raise_if_any();
    const auto twice = repeated(file.labels);
    if (twice.empty())
        return;
    if (!source.number_labels)
        throw InputError(source.labels_file.empty() ? file.path : source.labels_file.string(),
                         fmt::format("gives one label to several regions ({}); say --number-labels to tell them apart "
                                     "by numbers, or give labels of your own with {}labels FILE",
                                     told(twice), source.options));
    number(file.labels);
    file.notes.push_back(fmt::format("regions that share a label are numbered (asked for): {}", told(twice)));
}

void drop_regions(MatrixFile& file, const std::vector<std::string>& names) {
    const auto n = file.labels.size();
    std::vector<bool> dropped(n, false);
    Problems problems;
    for (const auto& name : split_names(file, names)) {
        bool found = name == "unconnected";
        for (std::size_t i = 0; i < n; ++i) {
            const bool hit = name == "unconnected" ? is_unconnected(file.values, i)
                                                   : file.labels[i] == name ||
                                                         (resolve(name) && resolve(file.labels[i]) == resolve(name));
            dropped[i] = dropped[i] || hit;
            found = found || hit;
        }
        if (!found)
            problems.add({"--drop-regions",
                          0,
                          0,
                          mended(name, {file.labels.begin(), file.labels.end()},
                                 fmt::format("{} has no region \"{}\"", file.path, name)),
                          {}});
    }
    problems.raise_if_any();
    std::vector<std::size_t> kept;
    std::vector<std::string> gone;
    for (std::size_t i = 0; i < n; ++i)
        if (dropped[i])
            gone.push_back(file.labels[i]);
        else
            kept.push_back(i);
    if (gone.empty())
        return;
    if (kept.size() < 2)
        throw InputError("--drop-regions", fmt::format("leaves {} of {} regions of {}; at least two must remain",
                                                       kept.size(), n, file.path));
    keep(file.labels, kept);
    keep(file.lines, kept);
    keep(file.hemispheres, kept);
    keep(file.cortical, kept);
    keep(file.values, kept, true);
    keep(file.lengths_mm, kept, true);
    keep(file.centres_mm, kept, false);
    file.notes.push_back(fmt::format("{} of {} regions were dropped (asked for): {}", gone.size(), n, told(gone)));
}

} // namespace rewire::brain
