#include "brain/unpack.hpp"

#include "base/error.hpp"
#include "brain/matrix_file.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <memory>

namespace rewire::brain {
namespace {

constexpr std::size_t most_members = 1000;
constexpr std::size_t ratio_from = 16u << 20, most_ratio = 200; // small files of zeros shrink well without being bombs

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

std::string unpack_one(std::string_view packed, Allowance& allowance, const std::string& file) {
    Archive reader(archive_read_new(), archive_read_free);
    archive_read_support_filter_gzip(reader.get());
    archive_read_support_filter_bzip2(reader.get());
    archive_read_support_filter_xz(reader.get());
    archive_read_support_filter_zstd(reader.get());
    archive_read_support_format_raw(reader.get());
    archive_entry* entry = nullptr;
    if (archive_read_open_memory(reader.get(), packed.data(), packed.size()) != ARCHIVE_OK ||
        archive_read_next_header(reader.get(), &entry) != ARCHIVE_OK)
        throw InputError(file, "cannot be unpacked: it is damaged or cut short");
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

} // namespace

std::vector<Member> read_zip(std::string_view bytes, const std::string& file) {
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
            m.bytes = unpack_one(m.bytes, allowance, file + "/" + path);
        }
        members.push_back(std::move(m));
    }
}

bool is_zip(std::string_view bytes) { return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"); }

std::string_view packing(std::string_view bytes) {
    using namespace std::string_view_literals;
    constexpr std::pair<std::string_view, std::string_view> kinds[] = {{"\x1F\x8B"sv, "gzip"},
                                                                       {"BZh"sv, "bzip2"},
                                                                       {"\xFD"
                                                                        "7zXZ\0"sv,
                                                                        "xz"},
                                                                       {"\x28\xB5\x2F\xFD"sv, "zstd"}};
    for (const auto& [signature, name] : kinds)
        if (bytes.starts_with(signature))
            return name;
    return {};
}

std::string unpacked(std::string_view bytes, const std::string& file) {
    Allowance allowance{bytes.size(), 0};
    return unpack_one(bytes, allowance, file);
}

std::string names_of(const std::vector<Member>& members) {
    std::string names;
    for (const auto& m : members)
        names += (names.empty() ? "" : ", ") + m.path;
    if (names.size() > 300)
        names = names.substr(0, 300) + "...";
    return names.empty() ? "nothing" : names;
}

} // namespace rewire::brain
