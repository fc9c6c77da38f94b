#include "base/journal.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
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

// Tells of each whole record, and counts them; what is wrong with one is said of the file.
std::size_t read_all(JournalReader& in, const fs::path& file, const std::function<void(std::string_view)>& take) {
    std::size_t records = 0;
    for (std::string record; in.next(record); ++records) {
        try {
            if (take)
                take(record);
        } catch (const InputError& e) {
            throw InputError(file.string(), e.problems().front().what);
        }
    }
    return records;
}

} // namespace

JournalReader::JournalReader(const fs::path& file) : in_(file, std::ios::binary) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (error || !in_)
        throw InputError(file.string(), fs::exists(file, error) ? "cannot be read" : "no such file");
    std::string record(mark.size(), ' ');
    left_ = size - std::min<std::uintmax_t>(size, mark.size());
    if (!in_.read(record.data(), static_cast<std::streamsize>(mark.size())) || record != mark ||
        !take_record(in_, left_, record))
        return;
    run_ = Identity::of_bytes(record);
    is_one_ = true;
    whole_ = size - left_;
}
bool JournalReader::next(std::string& record) {
    const auto before = left_;
    if (!is_one_ || !take_record(in_, left_, record))
        return false;
    whole_ += before - left_;
    return true;
}

Journal::Journal(fs::path file, const Identity& run, bool resume, const std::function<void(std::string_view)>& take)
    : file_(std::move(file)), head_(mark) {
    put_record(head_, run.bytes());
    std::error_code none;
    std::uintmax_t whole = 0; // bytes that hold whole records
    if (resume && fs::exists(file_, none)) {
        JournalReader in(file_);
        if (!in.is_one())
            throw InputError(file_.string(),
                             "holds nothing that this version of rewire can go on from; delete it, or "
                             "leave out --resume");
        const auto differs = run.difference(in.run());
        if (!differs.empty())
            throw InputError(file_.string(), fmt::format("belongs to another run, which differs in: {}; give the same "
                                                         "ones, leave out --resume, or choose another --out",
                                                         differs));
        taken_ = read_all(in, file_, take);
        whole = in.whole();
    }
    open(whole);
}

Identity Journal::read(const fs::path& file, const std::function<void(std::string_view)>& take) {
    JournalReader in(file);
    if (!in.is_one())
        throw InputError(file.string(), "holds nothing that this version of rewire can read");
    read_all(in, file, take);
    return in.run();
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
