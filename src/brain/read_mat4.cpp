#include "brain/read_mat4.hpp"

#include "brain/byte_cursor.hpp"
#include "brain/text_table.hpp"
#include <bit>
#include <cmath>

namespace rewire::brain {
namespace {

enum Kind : unsigned { full = 0, text = 1, sparse = 2 };
constexpr std::size_t sizes[] = {8, 4, 4, 2, 2, 1}; // double, float, int32, int16, uint16, uint8

struct Header {
    unsigned precision = 0, kind = full;
    bool big = false;
    std::uint32_t rows = 0, columns = 0, imaginary = 0, name_length = 0;
};

// The first number, MOPT in decimal digits: byte order, 0, precision, kind.
bool split_type(std::uint32_t type, bool big, Header& h) {
    h.big = big;
    h.precision = type / 10 % 10;
    h.kind = type % 10;
    return type / 1000 == (big ? 1u : 0u) && type / 100 % 10 == 0 && h.precision < 6 && h.kind <= sparse;
}

bool read_type(std::string_view bytes, Header& h) {
    if (bytes.size() < 20)
        return false;
    const std::string none;
    return split_type(ByteCursor(bytes, none).little32(), false, h) ||
           split_type(ByteCursor(bytes, none).big32(), true, h);
}

double number_at(std::string_view bytes, const Header& h) {
    std::uint64_t bits = 0;
    for (std::size_t k = 0; k < bytes.size(); ++k)
        bits = bits << 8 | static_cast<unsigned char>(bytes[h.big ? k : bytes.size() - 1 - k]);
    switch (h.precision) {
        case 0:
            return std::bit_cast<double>(bits);
        case 1:
            return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
        case 2:
            return static_cast<std::int32_t>(static_cast<std::uint32_t>(bits));
        case 3:
            return static_cast<std::int16_t>(static_cast<std::uint16_t>(bits));
        default:
            return static_cast<double>(bits);
    }
}

// Rows of "row, column, value", of which the last says the shape.
NamedArray unfold(const NamedArray& triplets, ByteCursor& in) {
    const auto count = triplets.shape[0];
    in.require(triplets.shape[1] == 3 && count >= 1);
    auto at = [&](std::size_t r, std::size_t c) { return triplets.numbers[r * 3 + c]; };
    auto whole = [&](double v) {
        in.require(v >= 0 && v <= 1e9 && v == std::floor(v));
        return static_cast<std::size_t>(v);
    };
    NamedArray out{triplets.name, {whole(at(count - 1, 0)), whole(at(count - 1, 1))}, {}, {}};
    if (!is_wanted(out.shape))
        return out;
    out.numbers.resize(out.shape[0] * out.shape[1]);
    for (std::size_t k = 0; k + 1 < count; ++k) {
        const auto r = whole(at(k, 0)), c = whole(at(k, 1));
        in.require(r >= 1 && r <= out.shape[0] && c >= 1 && c <= out.shape[1]);
        out.numbers[(r - 1) * out.shape[1] + c - 1] += at(k, 2);
    }
    return out;
}

void to_text(NamedArray& a) {
    for (std::size_t r = 0; r < a.shape[0]; ++r) {
        std::string row;
        for (std::size_t c = 0; c < a.shape[1]; ++c) {
            const double v = a.numbers[r * a.shape[1] + c];
            row += v >= 1 && v < 256 ? static_cast<char>(static_cast<unsigned char>(v)) : ' ';
        }
        a.text.emplace_back(trimmed(row));
    }
    a.numbers.clear();
    a.shape = {a.text.size()};
}

} // namespace

bool is_mat4(std::string_view bytes) {
    Header h;
    return read_type(bytes, h);
}

std::vector<NamedArray> read_mat4(std::string_view bytes, const std::string& file) {
    std::vector<NamedArray> arrays;
    std::size_t total = 0;
    for (ByteCursor in(bytes, file); in.left() >= 20;) {
        Header h;
        const auto head = in.take(20);
        in.require(read_type(head, h));
        ByteCursor fields(head.substr(4), file);
        for (auto* field : {&h.rows, &h.columns, &h.imaginary, &h.name_length})
            *field = h.big ? fields.big32() : fields.little32();
        in.require(h.imaginary <= 1 && h.name_length >= 1 && h.name_length <= 1024 && arrays.size() < 1000);
        const auto name = in.take(h.name_length);
        const std::uint64_t count = std::uint64_t{h.rows} * h.columns, size = sizes[h.precision];
        in.require(count <= in.left() / size);
        const auto data = in.take(count * size);
        if (h.imaginary) {
            in.take(count * size);
            continue;
        }
        NamedArray a{std::string(name.substr(0, name.find('\0'))), {h.rows, h.columns}, {}, {}};
        // A list of names is one long row; a sparse matrix a long column of triplets.
        const bool list = h.rows == 1 || h.columns == 1 || h.kind == sparse;
        if (!is_wanted(a.shape) && !(list && count <= 8u * most_regions * most_regions))
            continue;
        total += count * sizeof(double);
        in.require(total <= most_file_bytes);
        a.numbers.reserve(count);
        for (std::size_t r = 0; r < h.rows; ++r)
            for (std::size_t c = 0; c < h.columns; ++c)
                a.numbers.push_back(number_at(data.substr((c * h.rows + r) * size, size), h));
        if (h.kind == sparse)
            a = unfold(a, in);
        else if (h.kind == text)
            to_text(a);
        if (a.numbers.size() + a.text.size() > 0)
            arrays.push_back(std::move(a));
    }
    return arrays;
}

} // namespace rewire::brain
