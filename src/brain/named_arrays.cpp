#include "brain/named_arrays.hpp"

#include "base/error.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <span>

namespace rewire {
namespace {

using Names = std::span<const std::string_view>;
constexpr std::string_view weight_names[] = {"weights"}, length_names[] = {"tract_lengths", "lengths"},
                           centre_names[] = {"centres", "centers"},
                           label_names[] = {"region_labels", "labels", "region_names", "names", "regions", "region"},
                           hemisphere_names[] = {"hemispheres"}, cortical_names[] = {"cortical"};

const NamedArray* find(const std::vector<NamedArray>& arrays, Names names) {
    for (auto name : names)
        for (const auto& a : arrays)
            if (lower(a.name) == name)
                return &a;
    return nullptr;
}

bool is_square(const NamedArray& a) {
    return a.text.empty() && a.shape.size() == 2 && a.shape[0] == a.shape[1] && a.shape[0] >= 2;
}

std::string told(const NamedArray& a) {
    return fmt::format("{} ({}{})", a.name, fmt::join(a.shape, " x "), a.text.empty() ? "" : ", text");
}

std::string list_of(const std::vector<NamedArray>& arrays) {
    std::string out;
    for (std::size_t i = 0; i < std::min<std::size_t>(arrays.size(), 20); ++i)
        out += (out.empty() ? "" : ", ") + told(arrays[i]);
    if (arrays.size() > 20)
        out += fmt::format(" and {} more", arrays.size() - 20);
    return out.empty() ? "nothing that can be read" : out;
}

const NamedArray& choose(const std::vector<NamedArray>& arrays, const std::string& path, const std::string& variable) {
    auto refuse = [&](const std::string& what) {
        return InputError(path, fmt::format("{}; it holds {}", what, list_of(arrays)));
    };
    if (!variable.empty()) {
        for (const auto& a : arrays)
            if (a.name == variable) {
                if (!is_square(a))
                    throw refuse(fmt::format("the variable {} is not a square matrix of numbers", told(a)));
                return a;
            }
        std::vector<std::string_view> known;
        for (const auto& a : arrays)
            known.push_back(a.name);
        throw refuse(fmt::format("has no variable \"{}\"{}", variable, did_you_mean(variable, known)));
    }
    if (const auto* weights = find(arrays, weight_names)) {
        if (!is_square(*weights))
            throw refuse(fmt::format("{} is not a square matrix of numbers", told(*weights)));
        return *weights;
    }
    std::vector<const NamedArray*> squares;
    for (const auto& a : arrays)
        if (is_square(a) && &a != find(arrays, length_names))
            squares.push_back(&a);
    if (squares.empty())
        throw refuse("has no square matrix of numbers");
    if (squares.size() > 1)
        throw refuse("has several square matrices; choose one with --variable NAME");
    return *squares.front();
}

Matrix to_matrix(const NamedArray& a, std::size_t rows, std::size_t columns, const std::string& path) {
    if (!a.text.empty() || a.shape != std::vector{rows, columns})
        throw InputError(path, fmt::format("{} does not fit {} regions; {} x {} numbers are expected", told(a), rows,
                                           rows, columns));
    Matrix m(rows, columns);
    std::copy(a.numbers.begin(), a.numbers.end(), m.values().begin());
    return m;
}

// One number a region; a row or a column of them.
std::vector<double> to_flags(const NamedArray& a, std::size_t count, const std::string& path) {
    if (a.numbers.size() != count)
        throw InputError(path, fmt::format("{} does not fit {} regions; {} numbers, each 0 or 1, are expected", told(a),
                                           count, count));
    for (double v : a.numbers)
        if (v != 0 && v != 1)
            throw InputError(path, fmt::format("{} holds {}; 0 or 1 is expected", a.name, v));
    return a.numbers;
}

} // namespace

bool is_wanted(const std::vector<std::size_t>& shape) {
    return shape.size() <= 2 &&
           std::all_of(shape.begin(), shape.end(), [](std::size_t n) { return n <= most_regions; });
}

MatrixFile assemble(std::vector<NamedArray> arrays, const std::string& path, const std::string& format,
                    const std::string& variable) {
    const NamedArray& chosen = choose(arrays, path, variable);
    const auto n = chosen.shape[0];
    MatrixFile out;
    out.path = path;
    out.format = format;
    out.variable = chosen.name;
    out.values = to_matrix(chosen, n, n, path);
    out.missing = chosen.missing;
    out.notes = chosen.notes;
    auto take = [&](Names names, auto use) {
        if (const auto* a = find(arrays, names); a && a != &chosen && a->numbers.size() + a->text.size() > 0)
            use(*a);
    };
    take(length_names, [&](const NamedArray& a) {
        out.lengths_mm = to_matrix(a, n, n, path);
        out.notes.insert(out.notes.end(), a.notes.begin(), a.notes.end());
    });
    take(centre_names, [&](const NamedArray& a) { out.centres_mm = to_matrix(a, n, 3, path); });
    take(hemisphere_names, [&](const NamedArray& a) { out.hemispheres = to_flags(a, n, path); });
    take(cortical_names, [&](const NamedArray& a) { out.cortical = to_flags(a, n, path); });
    std::vector<const NamedArray*> lists; // that name every region
    for (const auto& a : arrays)
        if (a.text.size() == n)
            lists.push_back(&a);
    for (auto name : label_names)
        for (const auto* a : lists)
            if (out.labels.empty() && lower(a->name) == name)
                out.labels = a->text;
    if (out.labels.empty() && lists.size() == 1) {
        out.labels = lists.front()->text;
        out.notes.push_back(fmt::format("the region labels were read from \"{}\"", lists.front()->name));
    }
    return out;
}

} // namespace rewire
