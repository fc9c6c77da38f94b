#include "base/encoding.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text_encoding.hpp"

namespace rewire {
namespace {

struct Row {
    char32_t first, last;
    char plain; // '\0': nothing stands for it
    std::string_view name;
};
constexpr Row table[] = {
    {0x00a0, 0x00a0, ' ', "a non-breaking space"},
    {0x00ab, 0x00ab, '"', "a French quotation mark"},
    {0x00bb, 0x00bb, '"', "a French quotation mark"},
    {0x00d7, 0x00d7, 'x', "a multiplication sign"},
    {0x2000, 0x200a, ' ', "a typographic space"},
    {0x200b, 0x200d, '\0', "an invisible sign of no width"},
    {0x2010, 0x2015, '-', "a long dash"},
    {0x2018, 0x201b, '\'', "a curly quotation mark"},
    {0x201c, 0x201f, '"', "a curly quotation mark"},
    {0x202f, 0x202f, ' ', "a non-breaking space"},
    {0x205f, 0x205f, ' ', "a typographic space"},
    {0x2212, 0x2212, '-', "a typographic minus sign"},
    {0x3000, 0x3000, ' ', "a full-width space"},
    {0x3001, 0x3001, ',', "a full-width comma"},
    {0x3002, 0x3002, '.', "a full-width full stop"},
    {0x300c, 0x300f, '"', "a corner quotation mark"},
    {0xfeff, 0xfeff, '\0', "an invisible sign of no width"},
};
std::string_view name_of_wide(char plain) {
    if (plain >= '0' && plain <= '9')
        return "a full-width digit";
    if (plain == ',')
        return "a full-width comma";
    if (plain == ':')
        return "a full-width colon";
    return "a full-width sign";
}

} // namespace

Decoded decoded(std::string_view bytes, const std::string& file) {
    auto found = to_utf8(std::string(bytes));
    if (found.text.find('\0') != std::string::npos)
        throw InputError(file, "give a text file; this one holds bytes of zero");
    return {std::move(found.text), found.note.empty() ? "" : fmt::format("{}: {}.", file, found.note)};
}

LookAlike look_alike(char32_t sign) {
    for (const auto& row : table)
        if (sign >= row.first && sign <= row.last)
            return {row.plain, row.name};
    if (sign >= 0xff01 && sign <= 0xff5e) { // the whole of ASCII stands there once more
        const char plain = static_cast<char>(sign - 0xfee0);
        return {plain, name_of_wide(plain)};
    }
    return {};
}

char32_t next_sign(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(k < text.size() ? text[k] : 0); };
    const auto first = byte(at);
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
    char32_t sign = length == 1 ? first : first & (0xff >> (length + 1));
    for (std::size_t k = 1; k < length; ++k)
        sign = sign << 6 | (byte(at + k) & 0x3f);
    at += length;
    return sign;
}

std::size_t columns_before(std::string_view text, std::size_t signs) {
    struct Wide {
        char32_t first, last;
    };
    constexpr Wide wide[] = {{0x1100, 0x115f},   {0x2e80, 0x303e},  {0x3041, 0xa4cf}, {0xac00, 0xd7a3},
                             {0xf900, 0xfaff},   {0xfe30, 0xfe6f},  {0xff00, 0xff60}, {0xffe0, 0xffe6},
                             {0x1f300, 0x1faff}, {0x20000, 0x3fffd}};
    std::size_t columns = 0, at = 0;
    for (; signs > 0 && at < text.size(); --signs) {
        const auto sign = next_sign(text, at);
        columns += std::ranges::any_of(wide, [&](const Wide& w) { return sign >= w.first && sign <= w.last; }) ? 2 : 1;
    }
    return columns + signs;
}

std::string plain(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto from = at;
        const auto found = look_alike(next_sign(text, at));
        if (found.plain)
            out += found.plain;
        else if (found.name.empty())
            out += text.substr(from, at - from);
    }
    return out;
}

} // namespace rewire
