#include "brain/read_tvb_zip.hpp"

#include "base/error.hpp"
#include "brain/named_arrays.hpp"
#include "brain/read_csv.hpp"
#include "brain/read_npy.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <memory>
#include <optional>

namespace rewire {
namespace {

constexpr std::size_t most_members = 1000;
constexpr std::size_t ratio_from = 16u << 20, most_ratio = 200; // small files of zeros shrink well without being bombs

struct Member {
    std::string path;  // inside the zip
    std::string name;  // its last part, in lower case
    std::string bytes; // unpacked
};

using Archive = std::unique_ptr<archive, int (*)(archive*)>;

// How much may still be unpacked from one file, over all its members.
struct Allowance {
    std::size_t packed = 0, unpacked = 0;
    void spend(std::size_t bytes, const std::string& file) {
        unpacked += bytes;
        if (unpacked > most_file_bytes)
            throw InputError(file,
                             fmt::format("unpacks to more than {} MB, the most that is read", most_file_bytes >> 20));
        if (unpacked > ratio_from && unpacked / most_ratio > packed)
            throw InputError(
                file, fmt::format("unpacks to more than {} times its size; that is not a connectome", most_ratio));
    }
};

std::string unpack(archive* from, Allowance& allowance, const std::string& file) {
    std::string out;
    char block[1 << 16];
    for (la_ssize_t got; (got = archive_read_data(from, block, sizeof block)) != 0;) {
        if (got < 0)
            throw InputError(file,
                             fmt::format("cannot be unpacked: {}",
                                         archive_error_string(from) ? archive_error_string(from) : "it is damaged"));
        allowance.spend(static_cast<std::size_t>(got), file);
        out.append(block, static_cast<std::size_t>(got));
    }
    return out;
}

std::string unpack_bz2(const std::string& packed, Allowance& allowance, const std::string& file) {
    Archive reader(archive_read_new(), archive_read_free);
    archive_read_support_filter_bzip2(reader.get());
    archive_read_support_format_raw(reader.get());
    archive_entry* entry = nullptr;
    if (archive_read_open_memory(reader.get(), packed.data(), packed.size()) != ARCHIVE_OK ||
        archive_read_next_header(reader.get(), &entry) != ARCHIVE_OK)
        throw InputError(file, "is not a bzip2 file");
    return unpack(reader.get(), allowance, file);
}

bool leaves_its_folder(std::string_view path) {
    if (path.starts_with('/') || path.find('\\') != std::string_view::npos || path.find('\0') != std::string_view::npos)
        return true;
    while (!path.empty()) {
        const auto end = std::min(path.find('/'), path.size());
        if (path.substr(0, end) == "..")
            return true;
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return false;
}

bool is_hidden(std::string_view path) {
    const auto name = path.substr(path.rfind('/') + 1);
    return name.empty() || name.front() == '.' || name.front() == '_' ||
           path.find("__MACOSX") != std::string_view::npos;
}

std::vector<Member> read_members(std::string_view bytes, const std::string& file) {
    Archive reader(archive_read_new(), archive_read_free);
    archive_read_support_format_zip(reader.get());
    auto damaged = [&] {
        const char* why = archive_error_string(reader.get());
        return InputError(file, fmt::format("is not a zip that can be read: {}", why ? why : "it is damaged"));
    };
    if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
        throw damaged();
    Allowance allowance{bytes.size(), 0};
    std::vector<Member> members;
    archive_entry* entry = nullptr;
    for (std::size_t count = 0;; ++count) {
        const int status = archive_read_next_header(reader.get(), &entry);
        if (status == ARCHIVE_EOF)
            return members;
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
            throw damaged();
        if (count == most_members)
            throw InputError(file, fmt::format("has more than {} members; that is not a connectome", most_members));
        const char* name = archive_entry_pathname_utf8(entry);
        if (!name)
            name = archive_entry_pathname(entry);
        const std::string path = name ? name : "";
        if (leaves_its_folder(path))
            throw InputError(file, fmt::format("has a member \"{}\" that points out of the zip; it is not read", path));
        if (archive_entry_filetype(entry) != AE_IFREG || is_hidden(path))
            continue;
        Member m{path, lower(path.substr(path.rfind('/') + 1)), unpack(reader.get(), allowance, file)};
        if (m.name.ends_with(".bz2")) {
            m.name.resize(m.name.size() - 4);
            m.bytes = unpack_bz2(m.bytes, allowance, file + "/" + path);
        }
        members.push_back(std::move(m));
    }
}

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
    for (const auto& row : split_rows(m.bytes, find_delimiter(m.bytes), place)) {
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

MatrixFile read_tvb_zip(std::string_view bytes, const std::string& file) {
    const auto members = read_members(bytes, file);
    auto find = [&](std::string_view word) { return find_member(members, word, file); };
    const Member* weights = find("weights");
    const Member* centres = find("centres") ? find("centres") : find("centers");
    if (!weights || !centres) {
        std::string names;
        for (const auto& m : members)
            names += (names.empty() ? "" : ", ") + m.path;
        if (names.size() > 300)
            names = names.substr(0, 300) + "...";
        throw InputError(file, fmt::format("has no member named {}, which a TVB connectivity zip needs; it holds {}",
                                           weights ? "centres" : "weights", names.empty() ? "nothing" : names));
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
    auto out = assemble(std::move(arrays), file, "TVB zip", "weights");
    if (const auto* info = find("info"))
        for (const auto& row : split_rows(info->bytes, '=', file + "/" + info->path))
            if (row.cells.size() == 2 && lower(row.cells[0].text) == "synthetic" && row.cells[1].text == "1")
                out.synthetic = true;
    return out;
}

} // namespace rewire
