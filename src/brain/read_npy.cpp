#include "brain/read_npy.hpp"

#include "base/error.hpp"
#include "base/text_encoding.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>
#include <optional>

namespace rewire::brain {
namespace {

static_assert(std::endian::native == std::endian::little);

// The kind of an element, as NumPy writes it: byte order, letter, bytes.
struct Element {
    char order = '<', letter = 'f';
    std::size_t size = 0; // in bytes
};

template <class T>
double number_at(const char* p) {
    T value;
    std::memcpy(&value, p, sizeof value);
    return static_cast<double>(value);
}

double half_at(const char* p) { // IEEE 754 binary16
    std::uint16_t bits;
    std::memcpy(&bits, p, sizeof bits);
    const int exponent = bits >> 10 & 0x1F, fraction = bits & 0x3FF;
    const double size = exponent == 31  ? (fraction ? std::nan("") : std::numeric_limits<double>::infinity())
                        : exponent == 0 ? std::ldexp(fraction, -24)
                                        : std::ldexp(fraction + 1024, exponent - 25);
    return bits & 0x8000 ? -size : size;
}

using Read = double (*)(const char*);
Read reader_of(const Element& e) {
    struct Kind {
        char letter;
        std::size_t size;
        Read read;
    };
    constexpr Kind kinds[] = {
        {'f', 8, number_at<double>},        {'f', 4, number_at<float>},         {'f', 2, half_at},
        {'i', 8, number_at<std::int64_t>},  {'i', 4, number_at<std::int32_t>},  {'i', 2, number_at<std::int16_t>},
        {'i', 1, number_at<std::int8_t>},   {'u', 8, number_at<std::uint64_t>}, {'u', 4, number_at<std::uint32_t>},
        {'u', 2, number_at<std::uint16_t>}, {'u', 1, number_at<std::uint8_t>},  {'b', 1, number_at<std::uint8_t>}};
    for (const auto& k : kinds)
        if (k.letter == e.letter && k.size == e.size)
            return k.read;
    return nullptr;
}

// '<f8' with its quotes; nothing when it is not understood.
std::optional<Element> parse_type(std::string_view text) {
    if (text.size() < 4 || (text.front() != '\'' && text.front() != '"') || text.back() != text.front())
        return std::nullopt;
    text = text.substr(1, text.size() - 2);
    Element e{text[0], text[1], 0};
    const auto [end, status] = std::from_chars(text.data() + 2, text.data() + text.size(), e.size);
    const bool whole = status == std::errc{} && end == text.data() + text.size();
    if ((e.order != '<' && e.order != '>' && e.order != '|' && e.order != '=') || (!whole && e.letter != 'O') ||
        e.size > (1u << 14))
        return std::nullopt;
    if (e.letter == 'U')
        e.size *= 4; // UTF-32
    return e;
}

std::string text_at(const char* p, const Element& e) {
    if (e.letter == 'S')
        return std::string(trimmed(std::string_view(p, e.size).substr(0, std::string_view(p, e.size).find('\0'))));
    std::string out;
    for (std::size_t at = 0; at < e.size; at += 4) {
        std::uint32_t code = 0;
        for (std::size_t k = 0; k < 4; ++k)
            code = code << 8 | static_cast<unsigned char>(p[at + (e.order == '>' ? k : 3 - k)]);
        if (code == 0)
            break;
        append_utf8(out, code);
    }
    return std::string(trimmed(out));
}

// Where element k in the order of rows stands in an array stored column by column.
std::size_t column_place(std::size_t k, const std::vector<std::size_t>& shape) {
    std::size_t place = 0, stride = 1;
    for (auto n : shape)
        stride *= n;
    for (std::size_t d = shape.size(); d-- > 0;) {
        stride /= shape[d];
        place += k % shape[d] * stride;
        k /= shape[d];
    }
    return place;
}

// The text of a key's value in the header, a Python dictionary such as {'descr': '<f8', 'fortran_order': False,
// 'shape': (3, 4), }.
std::string_view value_of(std::string_view header, std::string_view key) {
    const auto at = header.find(key);
    if (at == std::string_view::npos)
        return {};
    const auto colon = header.find(':', at);
    if (colon == std::string_view::npos)
        return {};
    auto rest = trimmed(header.substr(colon + 1));
    const char close = rest.starts_with('(') ? ')' : ',';
    rest = rest.substr(0, rest.find(close));
    return trimmed(rest);
}

std::vector<std::size_t> parse_shape(std::string_view text, bool& good) {
    std::vector<std::size_t> shape;
    good = text.starts_with('(');
    if (good)
        text.remove_prefix(1);
    while (good && !(text = trimmed(text)).empty()) {
        std::size_t n = 0;
        const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), n);
        good = status == std::errc{} && shape.size() < 8;
        shape.push_back(n);
        text = trimmed(text.substr(static_cast<std::size_t>(end - text.data())));
        if (text.empty())
            break;
        good = good && text.front() == ',';
        text.remove_prefix(1);
    }
    return shape;
}

} // namespace

NamedArray read_npy(std::string_view bytes, const std::string& file, const std::string& name) {
    auto refuse = [&](const std::string& what) {
        return InputError(file, what + "; a NumPy file with one array of plain numbers is expected");
    };
    if (!bytes.starts_with("\x93NUMPY") || bytes.size() < 12)
        throw refuse("does not begin like a NumPy file");
    const bool wide = bytes[6] >= 2; // the header's length takes four bytes since version 2
    std::uint32_t length = 0;
    std::memcpy(&length, bytes.data() + 8, wide ? 4 : 2);
    const std::size_t start = wide ? 12 : 10;
    if (length > bytes.size() - start)
        throw refuse("ends within its header");
    const auto header = bytes.substr(start, length);

    const auto type = value_of(header, "'descr'");
    const auto element = parse_type(type);
    if (element && element->letter == 'O')
        return {name, {}, {}, {}, "Python objects, not read; save it with dtype=float, labels with dtype=str"};
    const bool text = element && (element->letter == 'U' || element->letter == 'S') && element->size > 0;
    const auto read = element ? reader_of(*element) : nullptr;
    if (!text && !read)
        throw refuse(fmt::format("holds elements of type {}, which are not read", type.substr(0, 40)));
    bool good = true;
    NamedArray out{name, parse_shape(value_of(header, "'shape'"), good), {}, {}};
    if (!good)
        throw refuse("has a shape that cannot be understood");
    if (!is_wanted(out.shape) || (text && out.shape.size() > 2))
        throw refuse(fmt::format("has the shape {}; at most {} x {} is read", fmt::join(out.shape, " x "), most_regions,
                                 most_regions));

    std::size_t count = 1;
    for (auto n : out.shape)
        count *= n;
    const char* data = bytes.data() + start + length;
    if ((bytes.size() - start - length) / element->size < count)
        throw refuse("ends before its numbers do");
    const bool columns_first = value_of(header, "'fortran_order'") == "True" && out.shape.size() > 1;
    const bool turn = element->order == '>';
    for (std::size_t k = 0; k < count; ++k) {
        const char* at = data + (columns_first ? column_place(k, out.shape) : k) * element->size;
        if (text) {
            out.text.push_back(text_at(at, *element));
            continue;
        }
        char native[8];
        std::copy(at, at + element->size, native);
        if (turn)
            std::reverse(native, native + element->size);
        out.numbers.push_back(read(native));
    }
    return out;
}

} // namespace rewire::brain
