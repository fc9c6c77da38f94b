#include "simulate/people_store.hpp"

#include <fmt/format.h>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"

namespace rewire {
namespace {

constexpr std::uint64_t mark = 0x33656c706f657077; // "wpeople3"

template <class T>
void put_matrix(std::string& to, const MatrixOf<T>& m) {
    put_bytes(to, m.rows());
    put_bytes(to, m.cols());
    put_bytes(to, std::vector<T>(m.values().begin(), m.values().end()));
}
template <class T>
void take_matrix(std::string_view& from, MatrixOf<T>& m) {
    std::size_t rows = 0, cols = 0;
    std::vector<T> values;
    take_bytes(from, rows);
    take_bytes(from, cols);
    take_bytes(from, values);
    if (values.size() != rows * cols)
        throw InputError("", "the checkpoint is damaged; delete it and run again from the start");
    m = MatrixOf<T>(rows, cols, std::move(values));
}
std::string bytes_of(const Person& p) {
    std::string s;
    put_bytes(s, p.index);
    put_bytes(s, p.screened_out);
    put_bytes(s, p.solved);
    put_bytes(s, std::vector<char>(p.failure.begin(), p.failure.end()));
    put_matrix(s, p.visits);
    put_matrix(s, p.days);
    put_matrix(s, p.signals);
    put_matrix(s, p.pathways);
    put_matrix(s, p.hours);
    put_matrix(s, p.rates);
    put_matrix(s, p.connectivity);
    put_matrix(s, p.maps);
    return s;
}
Person person_of(std::string_view s) {
    Person p;
    std::vector<char> failure;
    take_bytes(s, p.index);
    take_bytes(s, p.screened_out);
    take_bytes(s, p.solved);
    take_bytes(s, failure);
    p.failure.assign(failure.begin(), failure.end());
    take_matrix(s, p.visits);
    take_matrix(s, p.days);
    take_matrix(s, p.signals);
    take_matrix(s, p.pathways);
    take_matrix(s, p.hours);
    take_matrix(s, p.rates);
    take_matrix(s, p.connectivity);
    take_matrix(s, p.maps);
    return p;
}

} // namespace

PeopleStore::PeopleStore(const std::filesystem::path& file, std::uint64_t run, bool resume) {
    std::uintmax_t whole = 0; // bytes that hold whole records
    if (resume && std::filesystem::exists(file)) {
        const auto bytes = read_file(file, std::uintmax_t{1} << 36);
        std::string_view left = bytes;
        std::uint64_t first = 0, of = 0;
        if (left.size() >= 16) {
            take_bytes(left, first);
            take_bytes(left, of);
        }
        if (first != mark || of != run)
            throw InputError(file.string(),
                             "holds people of another scenario, catalogue, seed or version; run without --resume, or "
                             "into another --out");
        whole = 16;
        while (left.size() >= 16) {
            std::uint64_t length = 0, hash = 0;
            take_bytes(left, length);
            take_bytes(left, hash);
            if (length > left.size() || hash_of_bytes(left.substr(0, length)) != hash)
                break;
            auto p = person_of(left.substr(0, length));
            left.remove_prefix(length);
            whole += 16 + length;
            people_.insert_or_assign(p.index, std::move(p));
        }
    }
    if (whole > 0)
        std::filesystem::resize_file(file, whole);
    else { // whole or not at all, so that a run killed here can be resumed too
        std::string head;
        put_bytes(head, mark);
        put_bytes(head, run);
        write_file(file, head);
    }
    out_.open(file, std::ios::binary | std::ios::app);
    if (!out_)
        throw InputError(file.string(), "cannot be written");
}
const Person* PeopleStore::find(std::uint32_t index) const {
    const auto at = people_.find(index);
    return at == people_.end() ? nullptr : &at->second;
}
void PeopleStore::add(const Person& person) {
    const auto body = bytes_of(person);
    std::string record;
    put_bytes(record, std::uint64_t{body.size()});
    put_bytes(record, hash_of_bytes(body));
    record += body;
    out_.write(record.data(), static_cast<std::streamsize>(record.size())).flush();
    if (!out_)
        throw InputError("people.bin", "could not be written: is the disk full?");
}

} // namespace rewire
