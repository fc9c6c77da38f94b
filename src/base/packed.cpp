#include "base/packed.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>
#include <zlib.h>

namespace rewire {
namespace {

constexpr int window = 15, memory = 9;
constexpr std::size_t packed_bytes = 2;  // of a word, those that seldom change
constexpr std::size_t beside = 16;       // columns that are gone through together: a line of the cache has them
constexpr std::size_t little = 1u << 14; // bytes: of so few more than runs is looked for

Bytef* bytes_of(std::string_view bytes) { // zlib does not write there
    return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
}
std::string inflated(std::string_view bytes, std::size_t size) {
    std::string out(size, '\0');
    auto there = static_cast<uLongf>(size);
    if (::uncompress(reinterpret_cast<Bytef*>(out.data()), &there, bytes_of(bytes), static_cast<uLong>(bytes.size())) !=
            Z_OK ||
        there != size)
        damaged_bytes();
    return out;
}
std::string_view take_front(std::string_view& from, std::size_t size) {
    if (size > from.size())
        damaged_bytes();
    const auto front = from.substr(0, size);
    from.remove_prefix(size);
    return front;
}

template <class Word>
Word word_at(std::string_view words, std::size_t number) {
    Word w;
    std::memcpy(&w, words.data() + number * sizeof(Word), sizeof w);
    return w;
}

// The columns that ever differ from their first row.
template <class Word>
std::vector<std::size_t> moving(std::string_view words, std::size_t rows, std::size_t columns) {
    std::vector<Word> moved(columns, 0);
    for (std::size_t r = 1; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c)
            moved[c] |= static_cast<Word>(word_at<Word>(words, r * columns + c) ^ word_at<Word>(words, c));
    std::vector<std::size_t> out;
    for (std::size_t c = 0; c < columns; ++c)
        if (moved[c] != 0)
            out.push_back(c);
    return out;
}

template <class Word>
void put_columns_of(std::string& to, std::string_view words, std::size_t rows, std::size_t columns) {
    const auto which = moving<Word>(words, rows, columns);
    std::string marks((columns + 7) / 8, '\0');
    for (const auto c : which)
        marks[c / 8] = static_cast<char>(marks[c / 8] | 1 << c % 8);
    to += marks;
    const std::size_t steps = rows - 1, count = which.size() * steps;
    std::string places(count * sizeof(Word), '\0'); // by their place in the word
    std::vector<Word> changes(beside * steps);
    for (std::size_t first = 0; first < which.size(); first += beside) {
        const auto n = std::min(beside, which.size() - first);
        for (std::size_t r = 0; r < steps; ++r)
            for (std::size_t k = 0; k < n; ++k) {
                const auto at = r * columns + which[first + k];
                changes[k * steps + r] =
                    static_cast<Word>(word_at<Word>(words, at) ^ word_at<Word>(words, at + columns));
            }
        for (std::size_t b = 0; b < sizeof(Word); ++b) {
            auto* place = places.data() + b * count + first * steps;
            for (std::size_t k = 0; k < n * steps; ++k)
                place[k] = static_cast<char>(changes[k] >> (8 * b));
        }
    }
    const auto plain = count * (sizeof(Word) - packed_bytes);
    to += std::string_view(places).substr(0, plain);
    places.erase(0, plain);
    places += shuffled(words.substr(0, columns * sizeof(Word)), sizeof(Word));
    const auto packed = deflated(places, places.size() > little);
    put_bytes(to, packed.size());
    to += packed;
}

template <class Word>
std::string take_columns_of(std::string_view& from, std::size_t rows, std::size_t columns) {
    const auto marks = take_front(from, (columns + 7) / 8);
    std::vector<std::size_t> which;
    for (std::size_t c = 0; c < columns; ++c)
        if (marks[c / 8] >> c % 8 & 1)
            which.push_back(c);
    const std::size_t steps = rows - 1, count = which.size() * steps;
    const auto plain = take_front(from, count * (sizeof(Word) - packed_bytes));
    std::size_t size = 0;
    take_bytes(from, size);
    const auto packed = inflated(take_front(from, size), count * packed_bytes + columns * sizeof(Word));
    // Words by place, taken as words of one byte a column, are rows of words again.
    const auto first = shuffled(std::string_view(packed).substr(count * packed_bytes), columns);
    std::string out;
    out.reserve(rows * first.size());
    for (std::size_t r = 0; r < rows; ++r)
        out += first;
    for (std::size_t k = 0; k < which.size(); ++k) {
        auto now = word_at<Word>(first, which[k]);
        for (std::size_t r = 0; r < steps; ++r) {
            Word change = 0;
            for (std::size_t b = 0; b < sizeof(Word); ++b) {
                const auto at = b * count + k * steps + r;
                const auto byte = static_cast<unsigned char>(at < plain.size() ? plain[at] : packed[at - plain.size()]);
                change |= static_cast<Word>(static_cast<Word>(byte) << (8 * b));
            }
            now ^= change;
            std::memcpy(out.data() + ((r + 1) * columns + which[k]) * sizeof(Word), &now, sizeof now);
        }
    }
    return out;
}

} // namespace

std::string shuffled(std::string_view words, std::size_t size) {
    const auto count = words.size() / size;
    std::string out(words.size(), '\0');
    for (std::size_t b = 0; b < size; ++b)
        for (std::size_t k = 0; k < count; ++k)
            out[b * count + k] = words[k * size + b];
    return out;
}

std::string deflated(std::string_view bytes, bool runs) {
    z_stream z{};
    expects(deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, window, memory, runs ? Z_RLE : Z_DEFAULT_STRATEGY) == Z_OK,
            "zlib begins");
    std::string out(deflateBound(&z, static_cast<uLong>(bytes.size())), '\0');
    z.next_in = bytes_of(bytes);
    z.avail_in = static_cast<uInt>(bytes.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    const int status = deflate(&z, Z_FINISH);
    out.resize(z.total_out);
    deflateEnd(&z);
    expects(status == Z_STREAM_END, "what is packed is packed whole");
    return out;
}

struct Gzip::Stream {
    z_stream z{};
};
Gzip::Gzip(Pieces out) : out_(std::move(out)), stream_(std::make_unique<Stream>()) {
    constexpr int with_its_header = 16;
    expects(deflateInit2(&stream_->z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window + with_its_header, memory,
                         Z_DEFAULT_STRATEGY) == Z_OK,
            "zlib begins");
}
Gzip::~Gzip() { deflateEnd(&stream_->z); }
void Gzip::add(std::string_view piece) { pack(piece, false); }
void Gzip::finish() { pack({}, true); }
void Gzip::pack(std::string_view piece, bool last) {
    auto& z = stream_->z;
    z.next_in = bytes_of(piece);
    z.avail_in = static_cast<uInt>(piece.size());
    std::array<char, 1 << 16> room;
    do {
        z.next_out = reinterpret_cast<Bytef*>(room.data());
        z.avail_out = static_cast<uInt>(room.size());
        deflate(&z, last ? Z_FINISH : Z_NO_FLUSH);
        if (z.avail_out < room.size())
            out_(std::string_view(room.data(), room.size() - z.avail_out));
    } while (z.avail_out == 0);
}

void put_columns(std::string& to, std::string_view words, std::size_t columns, std::size_t size) {
    if (words.empty())
        return;
    const auto rows = words.size() / size / columns;
    size == sizeof(std::uint32_t) ? put_columns_of<std::uint32_t>(to, words, rows, columns)
                                  : put_columns_of<std::uint64_t>(to, words, rows, columns);
}
std::string take_columns(std::string_view& from, std::size_t rows, std::size_t columns, std::size_t size) {
    if (rows == 0 || columns == 0)
        return {};
    if (columns / 8 > from.size())
        damaged_bytes();
    return size == sizeof(std::uint32_t) ? take_columns_of<std::uint32_t>(from, rows, columns)
                                         : take_columns_of<std::uint64_t>(from, rows, columns);
}

} // namespace rewire
