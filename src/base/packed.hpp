// Bytes made few: matrices of a store, chunks of result.nc and tables that are handed out as .gz, by zlib.
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/bytes.hpp"
#include "base/file.hpp"

namespace rewire {

// Words of `size` bytes byte by place: all first bytes, all second ones, ..., as HDF5's shuffle has it.
std::string shuffled(std::string_view words, std::size_t size);
// zlib's format at its fastest. `runs`: looks only for bytes that repeat the one before, in half the time; in one
// signal day after day, shuffled, there is little else to find. Any reader unpacks it.
std::string deflated(std::string_view bytes, bool runs);

// What is handed on as one .gz file, bit for bit the same of the same pieces: no clock time, no name.
class Gzip {
public:
    explicit Gzip(Pieces out);
    ~Gzip();
    Gzip(const Gzip&) = delete;
    Gzip& operator=(const Gzip&) = delete;
    void add(std::string_view piece);
    void finish(); // hands on what is left; nothing comes after it

private:
    struct Stream;
    void pack(std::string_view piece, bool last);
    Pieces out_;
    std::unique_ptr<Stream> stream_;
};

// Words of `size` bytes, 4 or 8, in rows: columns that stay as they begin are kept once; of the others the change of
// the bits from row to row, whose first bytes are mostly zero where numbers move slowly, and packed; what is left of
// each is noise, and kept as it is.
void put_columns(std::string& to, std::string_view words, std::size_t columns, std::size_t size);
std::string take_columns(std::string_view& from, std::size_t rows, std::size_t columns, std::size_t size);

inline constexpr std::size_t most_packed = 1ull << 32; // numbers of a matrix; more would be damage
// `together`: so many rows follow one another again and again, and each is like the same one of the next time.
template <class T>
void put_packed(std::string& to, const MatrixOf<T>& m, std::size_t together = 1) {
    static_assert(std::is_trivially_copyable_v<T> && (sizeof(T) == 4 || sizeof(T) == 8));
    expects(together > 0 && m.rows() % together == 0, "rows that follow one another do so again and again");
    put_bytes(to, m.rows());
    put_bytes(to, m.cols());
    put_bytes(to, together);
    const auto values = m.values();
    put_columns(to, {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)}, together * m.cols(),
                sizeof(T));
}
template <class T>
void take_packed(std::string_view& from, MatrixOf<T>& m) {
    std::size_t rows = 0, columns = 0, together = 0;
    take_bytes(from, rows);
    take_bytes(from, columns);
    take_bytes(from, together);
    if (together == 0 || rows % together != 0 || (columns > 0 && rows > most_packed / columns))
        damaged_bytes();
    const auto words = take_columns(from, rows / together, together * columns, sizeof(T));
    std::vector<T> values(words.size() / sizeof(T));
    if (!values.empty())
        std::memcpy(values.data(), words.data(), words.size());
    m = MatrixOf<T>(rows, columns, std::move(values));
}

} // namespace rewire
