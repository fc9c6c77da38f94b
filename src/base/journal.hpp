// One file for everything that goes on after a stop or a kill: people, points of a sweep, checkpoints, answers,
// evaluations.
//
// A mark, the identity of the run, then records: length, hash, bytes. A record that is torn (the machine stopped while
// it was written) and what stands behind it is dropped. A record is with the operating system when add() returns, so
// that a killed program loses nothing; it is forced onto the disk at the latest five seconds later and at the end, so
// that a power cut loses at most that.
#pragma once
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>

#include "base/identity.hpp"

namespace rewire {

// A journal of others, read record by record and left as it is.
class JournalReader {
public:
    explicit JournalReader(const std::filesystem::path& file); // InputError when there is none or it cannot be read
    bool is_one() const { return is_one_; }                    // false: this version can read nothing of it
    const Identity& run() const { return run_; }
    bool next(std::string& record);                    // false at the end, or where the next one is torn
    std::uintmax_t whole() const { return whole_; }    // bytes up to the end of the last whole record
    bool torn() const { return is_one_ && left_ > 0; } // after the last record: something stands behind it

private:
    std::ifstream in_;
    std::uintmax_t left_ = 0, whole_ = 0;
    Identity run_;
    bool is_one_ = false;
};

class Journal {
public:
    // `resume`: goes on behind what the file holds, after `take` was told each whole record; a file that is not there
    // is begun. InputError naming what differs when the file belongs to another run. Otherwise the file is begun anew.
    Journal(std::filesystem::path file, const Identity& run, bool resume,
            const std::function<void(std::string_view)>& take = {});
    ~Journal();
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    // What a file of another run holds, looked at alone: the identity of that run. InputError where it is no journal.
    static Identity read(const std::filesystem::path& file, const std::function<void(std::string_view)>& take);

    std::size_t taken() const { return taken_; } // records that were there
    void add(std::string_view record);           // InputError naming the file when it cannot be written; one at a time
    void replace(std::string_view record);       // all records by this one, whole or not at all
    void drop();                                 // the file goes: all of it has become results

private:
    void open(std::uintmax_t whole);
    void close();

    std::filesystem::path file_;
    std::string head_;
    int fd_ = -1;
    std::size_t taken_ = 0;
    std::chrono::steady_clock::time_point synced_;
};

} // namespace rewire
