#include "brain/read_tvb_zip.hpp"

#include "base/error.hpp"
#include "base/text_encoding.hpp"
#include "brain/named_arrays.hpp"
#include "brain/read_csv.hpp"
#include "brain/read_npy.hpp"
#include "brain/text_table.hpp"
#include "brain/unpack.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace rewire::brain {
namespace {

// The member that a word names: exactly (word.txt, word.npy) or else as part of its name.
const Member* find_member(const std::vector<Member>& members, std::string_view word, const std::string& file) {
    const Member* found = nullptr;
    for (bool exact : {true, false}) {
        for (const auto& m : members) {
            if (exact ? m.name.substr(0, m.name.rfind('.')) != word : m.name.find(word) == std::string::npos)
                continue;
            if (found)
                throw InputError(file, fmt::format("has two members for {}: \"{}\" and \"{}\"; keep one", word,
                                                   found->path, m.path));
            found = &m;
        }
        if (found)
            return found;
    }
    return nullptr;
}

NamedArray numbers_of(const Member& m, const std::string& name, const std::string& file) {
    const std::string place = file + "/" + m.path;
    if (m.name.ends_with(".npy"))
        return read_npy(m.bytes, place, name);
    if (!m.name.ends_with(".txt") && m.name.find('.') != std::string::npos)
        throw InputError(place, "is neither .txt, .txt.bz2 nor .npy; write it as text");
    const Matrix numbers = read_numbers(m.bytes, place);
    return {name, {numbers.rows(), numbers.cols()}, {numbers.values().begin(), numbers.values().end()}, {}};
}

// Lines of "label x y z"; further columns are passed over, as TVB does.
void add_centres(const Member& m, const std::string& file, std::vector<NamedArray>& arrays) {
    const std::string place = file + "/" + m.path;
    if (m.name.ends_with(".npy"))
        throw InputError(place, "is .npy, which cannot hold labels; write lines of \"label x y z\" as text");
    NamedArray labels{"region_labels", {}, {}, {}}, centres{"centres", {}, {}, {}};
    Problems problems;
    const auto text = to_utf8(m.bytes).text;
    for (const auto& row : split_rows(text, find_delimiter(text), place)) {
        std::array<std::optional<double>, 3> xyz;
        for (std::size_t k = 0; k < 3 && k + 1 < row.cells.size(); ++k)
            xyz[k] = parse_number(row.cells[k + 1].text);
        if (!xyz[0] || !xyz[1] || !xyz[2])
            problems.add({place, row.line, 0,
                          "\"label x y z\" is expected, with a label without blanks and three numbers in mm",
                          std::string(row.source.substr(0, 100))});
        labels.text.emplace_back(row.cells.front().text);
        for (const auto& v : xyz)
            centres.numbers.push_back(v.value_or(0));
        if (problems.count() == 20)
            break;
    }
    problems.raise_if_any();
    labels.shape = {labels.text.size()};
    centres.shape = {labels.text.size(), 3};
    arrays.push_back(std::move(labels));
    arrays.push_back(std::move(centres));
}

} // namespace

MatrixFile read_tvb_zip(std::string_view bytes, const std::string& file, const std::string& variable) {
    return read_tvb_zip(read_zip(bytes, file), file, variable);
}

MatrixFile read_tvb_zip(const std::vector<Member>& members, const std::string& file, const std::string& variable) {
    auto find = [&](std::string_view word) { return find_member(members, word, file); };
    const Member* weights = find("weights");
    const Member* centres = find("centres") ? find("centres") : find("centers");
    if (!weights || !centres) {
        throw InputError(file, fmt::format("has no member named {}, which a TVB connectivity zip needs; it holds {}",
                                           weights ? "centres" : "weights", names_of(members)));
    }
    std::vector<NamedArray> arrays{numbers_of(*weights, "weights", file)};
    add_centres(*centres, file, arrays);
    for (const char* name : {"tract_lengths", "cortical", "hemispheres"})
        if (const auto* m = find(name))
            arrays.push_back(numbers_of(*m, name, file));
    const auto n = arrays.front().shape;
    if (n.size() == 2 && n[0] == n[1] && arrays[1].text.size() != n[0])
        throw InputError(file, fmt::format("{} lists {} regions but {} is {} x {}", centres->path,
                                           arrays[1].text.size(), weights->path, n[0], n[1]));
    for (auto& a : arrays)
        if (!is_wanted(a.shape))
            throw InputError(file,
                             fmt::format("{} has more than {} regions, the most that is read", a.name, most_regions));
    auto out = assemble(std::move(arrays), file, "TVB zip", variable.empty() ? "weights" : variable);
    if (const auto* info = find("info"))
        for (const auto& row : split_rows(info->bytes, '=', file + "/" + info->path))
            if (row.cells.size() == 2 && lower(row.cells[0].text) == "synthetic" && row.cells[1].text == "1")
                out.synthetic = true;
    return out;
}

} // namespace rewire::brain
