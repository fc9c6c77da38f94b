// Centres of a trial that have lived, in a journal as they finish: what goes on after a kill, and what is put together
// when parts of a trial were lived apart.
//
// The first record tells which part of the trial it is and how the trial was given; each further one is a centre, in
// the order of their numbers.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/journal.hpp"
#include "trial/participants.hpp"

namespace rewire::trial {

std::string_view sources_hash(); // of this folder: what a trial does with people hangs on it

// A part of a trial, shard `number` of `of` (1 of 1: all of it), and how the trial was given, in words of the caller.
struct Part {
    std::size_t number = 1, of = 1;
    Shard shard;
    std::string given = {};
    std::string told() const; // "shard 2/7, centres 3 to 4", "all 12 centres"
};

class CentreStore {
public:
    // `trial`: all that decides what its people live, but not which part of them. `resume`: `take` is handed what has
    // lived already; InputError when the file belongs to another trial or another part. Otherwise the file is begun
    // anew.
    CentreStore(const std::filesystem::path& file, const Identity& trial, const Part& part, bool resume,
                const CentreSink& take);

    std::size_t known() const { return known_; } // centres, the first ones of the part
    Shard rest() const;                          // those that have not lived yet
    void add(const CentreLives& centre);         // the next one

private:
    Shard shard_;
    std::size_t known_ = 0;
    bool begun_ = false; // the first record was there
    Journal journal_;
};

// A store of others, read centre by centre and left as it is.
class CentreReader {
public:
    // InputError where it holds nothing that can be read: "is no part of a trial ...".
    explicit CentreReader(std::filesystem::path file);
    const std::filesystem::path& file() const { return file_; }
    const Identity& trial() const { return journal_.run(); }
    const Part& part() const { return part_; }
    std::optional<CentreLives> next(); // none at the end, or where the next one is torn or is not the next
    std::size_t read() const { return read_; }
    bool damaged() const { return stray_ || journal_.torn(); } // when next() gave none

private:
    std::filesystem::path file_;
    JournalReader journal_;
    Part part_;
    std::size_t read_ = 0;
    bool stray_ = false;
};

} // namespace rewire::trial
