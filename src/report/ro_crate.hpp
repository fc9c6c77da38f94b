// ro-crate-metadata.json: what stands in a folder of results and how it came about, as linked data (JSON-LD) that
// repositories and workflow tools read. RO-Crate 1.3, https://w3id.org/ro/crate/1.3.
//
// Two runs of one command on one day write the same bytes: the day is told and no hour, and files that differ between
// such runs (summary.json holds the seconds it took; what a run goes on writing to) stand there without size and hash.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rewire::report {

inline constexpr const char* crate_file = "ro-crate-metadata.json";

struct CrateFile {
    std::string name;  // its path in the folder
    bool stays = true; // false: it goes on being written to
};

// Which file stood under a name: one that is written anew is another.
struct FileSeen {
    std::uint64_t inode = 0;
    std::int64_t seconds = 0, nanoseconds = 0;
    bool operator==(const FileSeen&) const = default;
};
using FilesSeen = std::map<std::string, FileSeen>; // by their path in the folder
FilesSeen files_seen(const std::filesystem::path& folder);

// What is known of a file that a command writes.
struct FileWords {
    std::string_view name; // "adsl.csv"; "people-*.bin": any between
    std::string_view title, says;
};
const FileWords* words_of_file(std::string_view name); // nothing for a user's own
std::string media_type_of(std::string_view name);      // "text/csv"

// Describes `files` of `folder`, written by `command` ("rewire run ..."; empty: as its summary.json says): seed and
// hash from its summary.json where there is one. `folder` keeps the day of a description that is there already where
// `again`. The day of SOURCE_DATE_EPOCH (seconds) where that is set. InputError where it cannot be written or a file
// cannot be read.
void write_crate(const std::filesystem::path& folder, const std::vector<CrateFile>& files, const std::string& command,
                 bool again = false);
// What `write()` writes into `folder`, described.
template <class Write>
void write_described(const std::filesystem::path& folder, const std::string& command, Write write) {
    const auto before = files_seen(folder);
    write();
    std::vector<CrateFile> files;
    for (const auto& [name, seen] : files_seen(folder))
        if (const auto at = before.find(name); at == before.end() || at->second != seen)
            files.push_back({name});
    write_crate(folder, files, command);
}

} // namespace rewire::report
