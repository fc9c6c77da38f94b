#include "report/text_width.hpp"

#include <algorithm>
#include <array>

namespace rewire::report {
namespace {

// From the space to the tilde, in hundredths of the font's height, rounded up.
constexpr std::array<unsigned char, 95> plain{
    32, 41, 46, 84, 64, 96, 78, 28, 40,  40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79,
    61, 79, 70, 64, 62, 74, 69, 99, 69,  62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64,
    64, 28, 28, 58, 28, 98, 64, 62, 64,  64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84};
constexpr std::array<unsigned char, 95> bold_face{
    35, 46, 53, 84, 70, 101, 88, 31,  46,  46, 53, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70,  70, 70,
    70, 70, 40, 40, 84, 84,  84, 59,  100, 78, 77, 74, 84, 69, 69, 83, 84, 38, 38, 78, 64, 100, 84, 86,
    74, 86, 78, 73, 69, 82,  78, 111, 78,  73, 73, 46, 37, 46, 84, 50, 50, 68, 72, 60, 72, 68,  44, 72,
    72, 35, 35, 67, 35, 105, 72, 69,  72,  72, 50, 60, 48, 72, 66, 93, 65, 66, 59, 72, 37, 72,  84};

struct Letter {
    std::string_view bytes;
    unsigned code = 0;
};
// The first letter of a text; a byte that is no UTF-8 stands for itself.
Letter first_of(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length == 1 || text.size() < length)
        return {text.substr(0, 1), lead < 0x80 ? lead : 0xFFFDU};
    unsigned code = lead & (0x7FU >> length);
    for (std::size_t k = 1; k < length; ++k) {
        const auto next = static_cast<unsigned char>(text[k]);
        if ((next & 0xC0U) != 0x80U)
            return {text.substr(0, 1), 0xFFFDU};
        code = code << 6U | (next & 0x3FU);
    }
    return {text.substr(0, length), code};
}

double width_of(unsigned code, bool bold) {
    constexpr unsigned no_break_space = 0xA0, end_of_latin = 0x250, pictures = 0x1F000;
    const auto& face = bold ? bold_face : plain;
    if (code < ' ')
        return 0.01 * face.front();
    if (code < ' ' + face.size())
        return 0.01 * face[code - ' '];
    if (code == no_break_space)
        return 0.01 * face.front();
    return code < end_of_latin ? 0.95 : code < pictures ? 1.12 : 1.5;
}

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

// A word that is wider than a line, in pieces that are not; a letter at least each.
void put_pieces(std::string_view word, double size, bool bold, double width, std::vector<std::string>& lines) {
    std::string piece;
    double used = 0;
    while (!word.empty()) {
        const auto letter = first_of(word);
        const double wide = size * width_of(letter.code, bold);
        if (!piece.empty() && used + wide > width) {
            lines.push_back(piece);
            piece.clear();
            used = 0;
        }
        piece += letter.bytes;
        used += wide;
        word.remove_prefix(letter.bytes.size());
    }
    lines.push_back(piece);
}

} // namespace

double text_width(std::string_view text, double size, bool bold) {
    double sum = 0;
    while (!text.empty()) {
        const auto letter = first_of(text);
        sum += width_of(letter.code, bold);
        text.remove_prefix(letter.bytes.size());
    }
    return size * sum;
}

std::vector<std::string> wrapped_text(std::string_view text, double size, bool bold, double width) {
    std::vector<std::string> lines;
    const double space = text_width(" ", size, bold);
    double used = 0;
    while (!text.empty()) {
        const auto end = static_cast<std::size_t>(std::ranges::find_if(text, is_space) - text.begin());
        const auto word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty())
            continue;
        const double wide = text_width(word, size, bold);
        if (!lines.empty() && used + space + wide <= width) {
            lines.back() += ' ';
            lines.back() += word;
            used += space + wide;
            continue;
        }
        if (wide <= width)
            lines.emplace_back(word);
        else
            put_pieces(word, size, bold, width, lines);
        used = text_width(lines.back(), size, bold);
    }
    if (lines.empty())
        lines.emplace_back();
    return lines;
}

} // namespace rewire::report
