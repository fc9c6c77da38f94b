#include "base/encoding.hpp"

#include <cerrno>
#include <fmt/format.h>
#include <iconv.h>
#include <optional>

#include "base/error.hpp"

namespace rewire {
namespace {

// None: the bytes are not in that encoding.
std::optional<std::string> converted(std::string_view bytes, const char* from, const char* to = "UTF-8") {
    const auto converter = iconv_open(to, from);
    if (converter == reinterpret_cast<iconv_t>(-1))
        return {};
    std::string out;
    std::string in(bytes);
    char* at = in.data();
    std::size_t left = in.size();
    char block[4096];
    bool sound = true;
    while (left > 0 && sound) {
        char* end = block;
        std::size_t room = sizeof block;
        if (iconv(converter, &at, &left, &end, &room) == static_cast<std::size_t>(-1) && errno != E2BIG)
            sound = false;
        out.append(block, static_cast<std::size_t>(end - block));
    }
    iconv_close(converter);
    if (!sound)
        return {};
    return out;
}

// Plain text in UTF-16 has a zero in every other byte, and none in between.
const char* utf16_of(std::string_view bytes) {
    if (bytes.starts_with("\xff\xfe"))
        return "UTF-16LE";
    if (bytes.starts_with("\xfe\xff"))
        return "UTF-16BE";
    const auto some = bytes.substr(0, 2048);
    if (some.size() < 4 || bytes.size() % 2 != 0)
        return nullptr;
    std::size_t zeros[2]{0, 0};
    for (std::size_t k = 0; k < some.size(); ++k)
        zeros[k % 2] += some[k] == 0;
    if (zeros[1] * 4 > some.size() && zeros[0] == 0)
        return "UTF-16LE";
    return zeros[0] * 4 > some.size() && zeros[1] == 0 ? "UTF-16BE" : nullptr;
}

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
    if (bytes.starts_with(std::string_view("\xff\xfe\0\0", 4)) ||
        bytes.starts_with(std::string_view("\0\0\xfe\xff", 4)))
        throw InputError(file, "save it as UTF-8; it is UTF-32");
    if (const auto* from = utf16_of(bytes)) {
        auto text = converted(bytes, from);
        if (!text)
            throw InputError(file, "save it as UTF-8; it looks like UTF-16, and some of it is none");
        if (text->starts_with("\xef\xbb\xbf"))
            text->erase(0, 3);
        return {std::move(*text),
                fmt::format("{} is in UTF-16 and was converted; rewire writes and expects UTF-8.", file)};
    }
    if (bytes.find('\0') != bytes.npos)
        throw InputError(file, "give a text file; this one holds bytes of zero");
    if (converted(bytes, "UTF-8", "UTF-16LE"))
        return {std::string(bytes), {}};
    auto text = converted(bytes, "CP1252");
    if (!text)
        text = converted(bytes, "ISO-8859-1");
    if (!text)
        throw InputError(file, "save it as UTF-8; it is in an encoding that rewire does not know");
    return {
        std::move(*text),
        fmt::format("{} is no UTF-8 and was read as Latin-1 (Windows-1252); save it as UTF-8 where letters come out "
                    "wrong.",
                    file)};
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
