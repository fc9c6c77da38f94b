#include "brain/read_npy.hpp"

#include "base/error.hpp"
#include "brain/text_table.hpp"
#include <bit>
#include <charconv>
#include <cstring>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace rewire {
namespace {

static_assert(std::endian::native == std::endian::little);

template <class T>
double number_at(const char* p) {
    T value;
    std::memcpy(&value, p, sizeof value);
    return static_cast<double>(value);
}

struct Element {
    std::string_view code;
    std::size_t size;
    double (*read)(const char*);
};
constexpr Element elements[] = {
    {"<f8", 8, number_at<double>},        {"<f4", 4, number_at<float>},         {"<i8", 8, number_at<std::int64_t>},
    {"<i4", 4, number_at<std::int32_t>},  {"<i2", 2, number_at<std::int16_t>},  {"|i1", 1, number_at<std::int8_t>},
    {"<u8", 8, number_at<std::uint64_t>}, {"<u4", 4, number_at<std::uint32_t>}, {"<u2", 2, number_at<std::uint16_t>},
    {"|u1", 1, number_at<std::uint8_t>},  {"|b1", 1, number_at<std::uint8_t>},
};

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
    const Element* element = nullptr;
    for (const auto& e : elements)
        if (type.size() == e.code.size() + 2 && type.substr(1, e.code.size()) == e.code)
            element = &e;
    if (!element)
        throw refuse(fmt::format("holds elements of type {}, which are not read", type.substr(0, 40)));
    bool good = true;
    NamedArray out{name, parse_shape(value_of(header, "'shape'"), good), {}, {}};
    if (!good)
        throw refuse("has a shape that cannot be understood");
    if (!is_wanted(out.shape))
        throw refuse(fmt::format("has the shape {}; at most {} x {} is read", fmt::join(out.shape, " x "), most_regions,
                                 most_regions));

    std::size_t count = 1;
    for (auto n : out.shape)
        count *= n;
    const char* data = bytes.data() + start + length;
    if (bytes.size() - start - length < count * element->size)
        throw refuse("ends before its numbers do");
    const bool columns_first = value_of(header, "'fortran_order'") == "True" && out.shape.size() == 2;
    out.numbers.resize(count);
    for (std::size_t k = 0; k < count; ++k) {
        const auto from = columns_first ? (k % out.shape[1]) * out.shape[0] + k / out.shape[1] : k;
        out.numbers[k] = element->read(data + from * element->size);
    }
    return out;
}

} // namespace rewire
