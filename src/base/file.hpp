// Files read whole with a limit, written whole or not at all.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rewire {

// The bytes of a file. InputError when it is absent, a folder, unreadable, or larger than `limit` bytes.
std::string read_file(const std::filesystem::path& path, std::uint64_t limit = 1ull << 30);

// Writes to a temporary file beside `path`, syncs, and renames over it: a reader sees the old file or the new one.
void write_file(const std::filesystem::path& path, std::string_view bytes);

// The same in pieces, for what is better not held whole: `write(out)` calls `out(bytes)` as often as it likes.
using Pieces = std::function<void(std::string_view)>;
void write_file(const std::filesystem::path& path, const std::function<void(const Pieces&)>& write);

// All bytes into an open file. InputError naming `path` when they cannot be written (a full disk is the user's world).
void write_all(int fd, std::string_view bytes, const std::filesystem::path& path);
[[noreturn]] void cannot_write(const std::filesystem::path& path, int error); // errno

// A folder that exists afterwards; InputError naming it when it cannot.
void make_folder(const std::filesystem::path& path);
// InputError when a file, or a folder, cannot be written there: told before the work, not after it. Nothing is left
// behind. Empty: none is asked for.
void expect_writable(const std::filesystem::path& file);
void expect_folder_writable(const std::filesystem::path& folder);

// A file embedded in the binary from catalog/ or src/report/page/ (path below it, e.g. "template/regions.tsv"). Defect
// when absent.
std::string_view embedded(std::string_view path);
// The paths of all embedded files below a folder ("activities/"), in order.
std::vector<std::string_view> embedded_under(std::string_view folder);

} // namespace rewire
