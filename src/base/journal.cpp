#include "base/journal.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <optional>
#include <unistd.h>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"

namespace rewire {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view mark = "rewire journal 1\n";
constexpr std::size_t frame = 16; // bytes of length and hash before a record

void put_record(std::string& to, std::string_view record) {
    put_bytes(to, std::uint64_t{record.size()});
    put_bytes(to, hash_of_bytes(record));
    to += record;
}

// The next whole record of `in`, of which `left` bytes are not read yet; false at a torn one or the end.
bool take_record(std::istream& in, std::uintmax_t& left, std::string& record) {
    char words[frame];
    if (left < frame || !in.read(words, frame))
        return false;
    std::string_view at(words, frame);
    std::uint64_t length = 0, hash = 0;
    take_bytes(at, length);
    take_bytes(at, hash);
    if (length > left - frame)
        return false;
    record.resize(length);
    if (!in.read(record.data(), static_cast<std::streamsize>(length)) || hash_of_bytes(record) != hash)
        return false;
    left -= frame + length;
    return true;
}

struct Held {
    std::uintmax_t whole = 0; // bytes that hold whole records
    std::size_t records = 0;
};
// What a file holds: `run` is told of its identity, then `take` of each whole record; nothing where it is no journal.
std::optional<Held> read_all(const fs::path& file, const std::function<void(const Identity&)>& run,
                             const std::function<void(std::string_view)>& take) {
    const auto size = fs::file_size(file);
    std::ifstream in(file, std::ios::binary);
    std::string record(mark.size(), ' ');
    auto left = size - std::min<std::uintmax_t>(size, mark.size());
    if (!in.read(record.data(), static_cast<std::streamsize>(mark.size())) || record != mark ||
        !take_record(in, left, record))
        return {};
    run(Identity::of_bytes(record));
    Held held{size - left, 0};
    while (take_record(in, left, record)) {
        try {
            if (take)
                take(record);
        } catch (const InputError& e) {
            throw InputError(file.string(), e.problems().front().what);
        }
        ++held.records;
        held.whole = size - left;
    }
    return held;
}

} // namespace

Journal::Journal(fs::path file, const Identity& run, bool resume, const std::function<void(std::string_view)>& take)
    : file_(std::move(file)), head_(mark) {
    put_record(head_, run.bytes());
    std::error_code none;
    Held held;
    if (resume && fs::exists(file_, none)) {
        const auto same = [&](const Identity& kept) {
            const auto differs = run.difference(kept);
            if (!differs.empty())
                throw InputError(file_.string(),
                                 fmt::format("belongs to another run, which differs in: {}; give the same "
                                             "ones, leave out --resume, or choose another --out",
                                             differs));
        };
        const auto found = read_all(file_, same, take);
        if (!found)
            throw InputError(file_.string(),
                             "holds nothing that this version of rewire can go on from; delete it, or "
                             "leave out --resume");
        held = *found;
        taken_ = held.records;
    }
    open(held.whole);
}

Identity Journal::read(const fs::path& file, const std::function<void(std::string_view)>& take) {
    Identity run;
    if (!read_all(
            file, [&](const Identity& kept) { run = kept; }, take))
        throw InputError(file.string(), "holds nothing that this version of rewire can read");
    return run;
}

void Journal::open(std::uintmax_t whole) {
    if (whole == 0)
        write_file(file_, head_); // whole or not at all, so that a run killed here can be resumed too
    fd_ = ::open(file_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (fd_ < 0 || (whole > 0 && ::ftruncate(fd_, static_cast<off_t>(whole)) != 0))
        cannot_write(file_, errno);
    synced_ = std::chrono::steady_clock::now();
}
void Journal::close() {
    if (fd_ < 0)
        return;
    ::fdatasync(fd_);
    ::close(fd_);
    fd_ = -1;
}
Journal::~Journal() { close(); }

void Journal::add(std::string_view record) {
    expects(fd_ >= 0, "a journal is open while records come");
    std::string bytes;
    bytes.reserve(frame + record.size());
    put_record(bytes, record);
    write_all(fd_, bytes, file_);
    if (const auto now = std::chrono::steady_clock::now(); now - synced_ > std::chrono::seconds(5)) {
        if (::fdatasync(fd_) != 0)
            cannot_write(file_, errno);
        synced_ = now;
    }
}

void Journal::replace(std::string_view record) {
    close(); // the file that it holds goes
    write_file(file_, [&](const Pieces& out) {
        out(head_);
        std::string words;
        put_bytes(words, std::uint64_t{record.size()});
        put_bytes(words, hash_of_bytes(record));
        out(words);
        out(record);
    });
}

void Journal::drop() {
    close();
    std::error_code none;
    fs::remove(file_, none);
}

} // namespace rewire
