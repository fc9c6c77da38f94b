#include "base/text_encoding.hpp"

#include <algorithm>
#include <cstdint>

namespace rewire {
namespace {

constexpr char32_t replacement = 0xFFFD;

// Windows-1252 where it differs from Latin-1: 0x80 to 0x9F. Source: WHATWG Encoding Standard, index windows-1252.
constexpr char16_t windows_1252[32] = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                       0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
                                       0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                       0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

unsigned byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

// The length of the UTF-8 sequence at `at`, 0 when it is none.
std::size_t sequence_at(std::string_view bytes, std::size_t at) {
    const unsigned first = byte_at(bytes, at);
    if (first < 0x80)
        return 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + length > bytes.size())
        return 0;
    for (std::size_t k = 1; k < length; ++k)
        if ((byte_at(bytes, at + k) & 0xC0) != 0x80)
            return 0;
    const unsigned second = byte_at(bytes, at + 1);
    const bool over_long = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool beyond = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
    return over_long || beyond ? 0 : length;
}

bool is_utf8(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const auto length = sequence_at(bytes, at);
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

std::string from_utf32(std::string_view bytes, bool big) {
    std::string out;
    for (std::size_t at = 0; at + 3 < bytes.size(); at += 4) {
        char32_t code = 0;
        for (std::size_t k = 0; k < 4; ++k)
            code = code << 8 | byte_at(bytes, at + (big ? k : 3 - k));
        append_utf8(out, code);
    }
    return out;
}

std::string from_windows_1252(std::string_view bytes) {
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        const unsigned b = byte_at(bytes, at);
        append_utf8(out, b >= 0x80 && b < 0xA0 ? windows_1252[b - 0x80] : b);
    }
    return out;
}

// Which of the two bytes of a unit is zero in plain text without a mark: 0 (big-endian), 1 (little-endian) or -1.
int zeros_at(std::string_view bytes) {
    const auto head = bytes.substr(0, 4096);
    std::size_t zeros[2] = {0, 0};
    for (std::size_t at = 0; at < head.size(); ++at)
        zeros[at % 2] += head[at] == '\0';
    const auto most = head.size() / 2;
    if (most < 4 || bytes.size() % 2 != 0)
        return -1;
    for (int k : {0, 1})
        if (zeros[k] * 10 >= most * 9 && zeros[1 - k] == 0)
            return k;
    return -1;
}

} // namespace

std::string from_utf16(std::string_view bytes, bool big) {
    auto unit = [&](std::size_t at) -> char32_t {
        return byte_at(bytes, at + (big ? 0 : 1)) << 8 | byte_at(bytes, at + (big ? 1 : 0));
    };
    std::string out;
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        char32_t code = unit(at);
        const bool pair = code >= 0xD800 && code < 0xDC00 && at + 3 < bytes.size() && (unit(at + 2) & 0xFC00) == 0xDC00;
        if (pair) {
            code = 0x10000 + ((code & 0x3FF) << 10) + (unit(at + 2) & 0x3FF);
            at += 2;
        }
        append_utf8(out, code);
    }
    return out;
}

void append_utf8(std::string& out, char32_t code) {
    if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        code = replacement;
    auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80)
        return put(code);
    if (code < 0x800) {
        put(0xC0 | code >> 6);
    } else if (code < 0x10000) {
        put(0xE0 | code >> 12);
        put(0x80 | (code >> 6 & 0x3F));
    } else {
        put(0xF0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3F));
        put(0x80 | (code >> 6 & 0x3F));
    }
    put(0x80 | (code & 0x3F));
}

DecodedText to_utf8(std::string bytes) {
    using namespace std::string_view_literals;
    const std::string_view all(bytes);
    if (all.starts_with("\xFF\xFE\0\0"sv))
        return {from_utf32(all.substr(4), false), "the text is UTF-32 and was converted"};
    if (all.starts_with("\0\0\xFE\xFF"sv))
        return {from_utf32(all.substr(4), true), "the text is UTF-32 and was converted"};
    if (all.starts_with("\xFF\xFE"sv) || all.starts_with("\xFE\xFF"sv))
        return {from_utf16(all.substr(2), all.front() == '\xFE'), "the text is UTF-16 and was converted"};
    if (all.find('\0') != std::string_view::npos) {
        const int zeros = zeros_at(all);
        if (zeros < 0)
            return {std::move(bytes), {}};
        return {from_utf16(all, zeros == 0), "the text is UTF-16 and was converted"};
    }
    if (is_utf8(all))
        return {std::move(bytes), {}};
    return {from_windows_1252(all),
            "the text is not UTF-8; it was read as Windows-1252 (Latin-1): look at its letters"};
}

} // namespace rewire
