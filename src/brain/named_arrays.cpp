#include "brain/named_arrays.hpp"

#include "base/error.hpp"
#include "base/known.hpp"
#include "brain/edges.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>
#include <span>

namespace rewire::brain {
namespace {

using Names = std::span<const std::string_view>;
constexpr std::string_view weight_names[] = {"weights"}, centre_names[] = {"centres", "centers"},
                           label_names[] = {"region_labels", "labels",    "region_names", "names",
                                            "regions",       "region",    "name",         "label",
                                            "node_labels",   "roi_names", "roi_labels",   "rois"},
                           hemisphere_names[] = {"hemispheres"}, cortical_names[] = {"cortical"};

// The last part of "group/sc" or "data.sc", in lower case, and what stands before it.
std::string base_of(const NamedArray& a) { return lower(a.name.substr(a.name.find_last_of("/.") + 1)); }
std::string_view group_of(const NamedArray& a) {
    return std::string_view(a.name).substr(0, a.name.find_last_of("/.") + 1);
}

bool has_name(const NamedArray& a, Names names) {
    return std::find(names.begin(), names.end(), base_of(a)) != names.end();
}
bool is_length(const NamedArray& a) { return is_length_name(base_of(a)); }

bool is_square(const NamedArray& a) {
    return a.text.empty() && a.shape.size() == 2 && a.shape[0] == a.shape[1] && a.shape[0] >= 2;
}

// The axis along which a stack holds its matrices; nothing when it is no stack, or all three sides are equal.
std::optional<std::size_t> stack_axis(const NamedArray& a) {
    if (!a.text.empty() || a.shape.size() != 3)
        return std::nullopt;
    const auto& s = a.shape;
    if (s[0] == s[1] && s[1] != s[2] && s[0] >= 2)
        return 2;
    if (s[1] == s[2] && s[0] != s[1] && s[1] >= 2)
        return 0;
    return std::nullopt;
}

bool is_cube(const NamedArray& a) {
    return a.text.empty() && a.shape.size() == 3 && a.shape[0] >= 2 && a.shape[0] == a.shape[1] &&
           a.shape[1] == a.shape[2];
}

std::string told_of(const NamedArray& a) {
    if (!a.remark.empty())
        return fmt::format("{} ({})", a.name, a.remark);
    return fmt::format("{} ({}{})", a.name, fmt::join(a.shape, " x "), a.text.empty() ? "" : ", text");
}

// Which matrix is meant.
struct Choice {
    const NamedArray* array = nullptr;
    std::string part = {}; // of a stack: "3" or "mean"
};

class Chooser {
public:
    Chooser(const std::vector<NamedArray>& arrays, const std::string& path, const std::string& variable)
        : arrays_(arrays), path_(path), name_(variable) {
        const auto colon = name_.rfind(':');
        if (colon == std::string::npos ||
            std::any_of(arrays.begin(), arrays.end(), [&](const NamedArray& a) { return a.name == name_; }))
            return;
        const auto tail = name_.substr(colon + 1);
        if (tail == "mean" || (!tail.empty() && tail.find_first_not_of("0123456789") == std::string::npos)) {
            part_ = tail;
            name_.resize(colon);
        }
    }
    Choice choose() const {
        const NamedArray& a = name_.empty() ? the_only_one() : by_name();
        if (is_square(a)) {
            if (!part_.empty())
                throw refuse(fmt::format("{} is one matrix; choose it without \":{}\"", told_of(a), part_));
            return {&a, {}};
        }
        const auto axis = stack_axis(a);
        if (!axis)
            throw refuse(
                is_cube(a) ? fmt::format("{} has three equal sides: save one matrix, or their mean, alone", told_of(a))
                           : fmt::format("the variable {} is not a square matrix of numbers", told_of(a)));
        const auto count = a.shape[*axis];
        if (part_.empty())
            throw refuse(
                fmt::format("choose one of the {0} matrices in {1} with --variable {1}:1 (to {1}:{0}), or "
                            "their mean with --variable {1}:mean",
                            count, a.name));
        return {&a, part_};
    }

private:
    InputError refuse(const std::string& what) const {
        return InputError(path_, fmt::format("{}; it holds {}", what, list_of(arrays_)));
    }
    const NamedArray& by_name() const {
        std::vector<const NamedArray*> found;
        std::vector<std::string_view> known;
        const auto wanted = name_.starts_with('/') ? name_.substr(1) : name_;
        for (const auto& a : arrays_) {
            if (a.name == wanted)
                return a;
            if (base_of(a) == lower(wanted) && (is_square(a) || stack_axis(a)))
                found.push_back(&a);
            known.push_back(a.name);
        }
        if (found.size() == 1)
            return *found.front();
        if (found.size() > 1)
            throw refuse(
                fmt::format("has several \"{}\"; give its whole name, such as {}", name_, found.front()->name));
        throw refuse(known_instead(name_, known, fmt::format("there is no variable \"{}\"", name_)));
    }
    const NamedArray& the_only_one() const {
        std::vector<const NamedArray*> weights, lengths, others;
        for (const auto& a : arrays_) {
            if (!is_square(a) && !stack_axis(a) && !is_cube(a)) {
                if (has_name(a, weight_names) && a.remark.empty())
                    throw refuse(fmt::format("{} is not a square matrix of numbers", told_of(a)));
                continue;
            }
            (has_name(a, weight_names) ? weights : is_length(a) ? lengths : others).push_back(&a);
        }
        for (const auto* list : {&weights, &others, &lengths}) {
            if (list->size() == 1)
                return *list->front();
            if (!list->empty())
                throw refuse("has several square matrices; choose one with --variable NAME");
        }
        throw refuse("has no square matrix of numbers");
    }
    const std::vector<NamedArray>& arrays_;
    const std::string& path_;
    std::string name_, part_;
};

Matrix to_matrix(const NamedArray& a, std::size_t rows, std::size_t columns, const std::string& path) {
    if (!a.text.empty() || a.shape != std::vector{rows, columns})
        throw InputError(path, fmt::format("{} does not fit {} regions; {} x {} numbers are expected", told_of(a), rows,
                                           rows, columns));
    Matrix m(rows, columns);
    std::copy(a.numbers.begin(), a.numbers.end(), m.values().begin());
    return m;
}

// One matrix of a stack, or the mean of all of them.
Matrix part_of(const NamedArray& a, const std::string& part, const std::string& path, std::string& note) {
    const auto axis = *stack_axis(a), count = a.shape[axis], n = a.shape[1];
    auto at = [&](std::size_t k, std::size_t r, std::size_t c) {
        return a.numbers[axis == 0 ? (k * n + r) * n + c : (r * n + c) * count + k];
    };
    Matrix m(n, n);
    auto fill = [&](std::size_t first, std::size_t last) {
        for (std::size_t r = 0; r < n; ++r)
            for (std::size_t c = 0; c < n; ++c) {
                double sum = 0;
                for (std::size_t k = first; k < last; ++k)
                    sum += at(k, r, c);
                m(r, c) = sum / static_cast<double>(last - first);
            }
    };
    if (part == "mean") {
        fill(0, count);
        note = fmt::format("the mean of the {} matrices in {}", count, a.name);
        return m;
    }
    std::size_t number = 0;
    const auto status = std::from_chars(part.data(), part.data() + part.size(), number).ec;
    if (status != std::errc{} || number < 1 || number > count)
        throw InputError(
            path, fmt::format("choose one of the matrices 1 to {} of {}, or its mean with {}:mean; there is no {}",
                              count, a.name, a.name, part));
    fill(number - 1, number);
    note = fmt::format("matrix {} of the {} in {}", number, count, a.name);
    return m;
}

// One number a region; a row or a column of them.
std::vector<double> to_flags(const NamedArray& a, std::size_t count, const std::string& path) {
    if (a.numbers.size() != count)
        throw InputError(path, fmt::format("{} does not fit {} regions; {} numbers, each 0 or 1, are expected",
                                           told_of(a), count, count));
    for (double v : a.numbers)
        if (v != 0 && v != 1)
            throw InputError(path, fmt::format("{} holds {}; 0 or 1 is expected", a.name, v));
    return a.numbers;
}

// A third side of one is none.
void squeeze(NamedArray& a) {
    if (a.shape.size() == 3 && a.text.empty())
        if (const auto one = std::find(a.shape.begin(), a.shape.end(), 1u); one != a.shape.end())
            a.shape.erase(one);
}

// DSI Studio writes its names as one row of bytes, or of characters, with an end of line behind each.
void split_names(NamedArray& a) {
    std::string bytes;
    if (a.text.size() == 1)
        bytes = a.text.front();
    else if (a.text.empty() && has_name(a, label_names))
        for (double v : a.numbers)
            bytes += v >= 1 && v < 256 && v == std::floor(v) ? static_cast<char>(static_cast<unsigned char>(v)) : '\0';
    if (bytes.find('\n') == std::string::npos || bytes.find('\0') != std::string::npos)
        return;
    a.text.clear();
    a.numbers.clear();
    for (std::string_view rest(bytes); !rest.empty();) {
        const auto end = std::min(rest.find('\n'), rest.size());
        a.text.emplace_back(trimmed(rest.substr(0, end)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    a.shape = {a.text.size()};
}

const NamedArray* find_exactly(const std::vector<NamedArray>& arrays, std::string_view name) {
    for (const auto& a : arrays)
        if (a.name == name)
            return &a;
    return nullptr;
}

// The CONN toolbox keeps sources x targets (x subjects) of Fisher's z in Z; its first targets are its sources.
bool settle_conn(std::vector<NamedArray>& arrays) {
    const auto* z = find_exactly(arrays, "Z");
    const auto *sources = find_exactly(arrays, "names"), *targets = find_exactly(arrays, "names2");
    if (!z || !sources || !targets || z->shape.size() < 2 || !z->text.empty() || sources->text.empty() ||
        targets->text.size() < sources->text.size() || z->shape[0] != sources->text.size() ||
        z->shape[1] != targets->text.size() ||
        !std::equal(sources->text.begin(), sources->text.end(), targets->text.begin()))
        return false;
    const auto n = z->shape[0], m = z->shape[1], depth = z->shape.size() == 3 ? z->shape[2] : 1;
    if (m > n) {
        NamedArray cut{"Z", z->shape, {}, {}};
        cut.shape[1] = n;
        for (std::size_t r = 0; r < n; ++r) {
            const auto row = z->numbers.begin() + static_cast<std::ptrdiff_t>(r * m * depth);
            cut.numbers.insert(cut.numbers.end(), row, row + static_cast<std::ptrdiff_t>(n * depth));
        }
        arrays[static_cast<std::size_t>(z - arrays.data())] = std::move(cut);
    }
    return true;
}

} // namespace

std::string list_of(const std::vector<NamedArray>& arrays) {
    std::string out;
    for (std::size_t i = 0; i < std::min<std::size_t>(arrays.size(), 20); ++i)
        out += (out.empty() ? "" : ", ") + told_of(arrays[i]);
    if (arrays.size() > 20)
        out += fmt::format(" and {} more", arrays.size() - 20);
    return out.empty() ? "nothing that can be read" : out;
}

std::vector<std::string> find_labels(const std::vector<NamedArray>& arrays, const NamedArray& chosen, std::size_t n,
                                     std::vector<std::string>& notes) {
    std::vector<const NamedArray*> lists;
    for (const auto& a : arrays)
        if (a.text.size() == n)
            lists.push_back(&a);
    const auto group = group_of(chosen);
    for (const bool own : {true, false})
        for (auto name : label_names)
            for (const auto* a : lists)
                if (base_of(*a) == name && (own ? group_of(*a) == group : group.starts_with(group_of(*a))))
                    return a->text;
    if (std::any_of(lists.begin(), lists.end(), [&](const NamedArray* a) { return group_of(*a) == group; }))
        std::erase_if(lists, [&](const NamedArray* a) { return group_of(*a) != group; });
    const bool agree =
        std::all_of(lists.begin(), lists.end(), [&](const NamedArray* a) { return a->text == lists[0]->text; });
    if (lists.empty() || !agree)
        return {};
    notes.push_back(fmt::format("the region labels were read from \"{}\"", lists.front()->name));
    return lists.front()->text;
}

void tidy(std::vector<NamedArray>& arrays) {
    for (auto& a : arrays) {
        squeeze(a);
        split_names(a);
    }
}

bool is_wanted(const std::vector<std::size_t>& shape) {
    std::size_t large = 0, room = most_file_bytes / sizeof(double);
    for (auto n : shape) {
        large += n > most_regions;
        if (n > 0)
            room /= n;
    }
    return shape.size() <= 3 && room > 0 && large <= (shape.size() >= 2 ? 1u : 0u);
}

MatrixFile assemble(std::vector<NamedArray> arrays, const std::string& path, const std::string& format,
                    const std::string& variable) {
    tidy(arrays);
    const bool conn = settle_conn(arrays);
    const auto choice = Chooser(arrays, path, variable).choose();
    const NamedArray& chosen = *choice.array;
    MatrixFile out;
    out.path = path;
    out.format = format;
    out.variable = chosen.name;
    out.missing = chosen.missing;
    out.notes = chosen.notes;
    const std::size_t n = chosen.shape[1];
    if (choice.part.empty()) {
        out.values = to_matrix(chosen, n, n, path);
    } else {
        std::string note;
        out.values = part_of(chosen, choice.part, path, note);
        out.notes.push_back(std::move(note));
    }
    auto take = [&](auto is_it, auto use) {
        for (const bool own : {true, false})
            for (const auto& a : arrays)
                if (&a != &chosen && is_it(a) && a.numbers.size() + a.text.size() > 0 &&
                    (own ? group_of(a) == group_of(chosen) : group_of(chosen).starts_with(group_of(a))))
                    return use(a);
    };
    auto named = [](Names names) { return [names](const NamedArray& a) { return has_name(a, names); }; };
    if (!is_length(chosen))
        take([&](const NamedArray& a) { return is_length(a) && (a.shape.size() == 2 && a.shape[1] > 1); },
             [&](const NamedArray& a) {
                 out.lengths_mm = to_matrix(a, n, n, path);
                 out.notes.insert(out.notes.end(), a.notes.begin(), a.notes.end());
             });
    take(named(centre_names), [&](const NamedArray& a) { out.centres_mm = to_matrix(a, n, 3, path); });
    if (out.centres_mm.empty())
        take(
            [&](const NamedArray& a) {
                return base_of(a) == "xyz" && a.shape == std::vector<std::size_t>{n, 3};
            },
            [&](const NamedArray& a) { out.centres_mm = to_matrix(a, n, 3, path); });
    take(named(hemisphere_names), [&](const NamedArray& a) { out.hemispheres = to_flags(a, n, path); });
    take(named(cortical_names), [&](const NamedArray& a) { out.cortical = to_flags(a, n, path); });
    out.labels = find_labels(arrays, chosen, n, out.notes);
    if (conn && chosen.name == "Z")
        out.notes.push_back("CONN keeps Fisher's z of correlations in Z (--fc-values z)");
    for (const auto& a : arrays)
        if (!a.remark.empty() && out.labels.empty())
            out.notes.push_back(told_of(a));
    return out;
}

} // namespace rewire::brain
