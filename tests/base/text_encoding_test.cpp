#include "base/text_encoding.hpp"

#include "brain/made_files.hpp"
#include "brain/region_labels.hpp"
#include "brain/matrix_file.hpp"

using namespace rewire;
using namespace rewire::brain;
using namespace std::string_literals;
using Labels = std::vector<std::string>;

namespace {
const std::string plain = "x,G\xC3\xA4,b\nG\xC3\xA4,0,1\nb,2,0\n"; // UTF-8

std::string utf16(bool big, bool mark) {
    std::string out = !mark ? "" : big ? "\xFE\xFF" : "\xFF\xFE";
    for (std::size_t k = 0; k < plain.size(); ++k) {
        unsigned code = static_cast<unsigned char>(plain[k]);
        if (code == 0xC3)
            code = 0x40 + static_cast<unsigned char>(plain[++k]);
        const char bytes[] = {static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
        out += bytes[big ? 0 : 1];
        out += bytes[big ? 1 : 0];
    }
    return out;
}
} // namespace

TEST(TextEncoding, FilesOfEveryEncodingGiveTheSameMatrix) {
    std::string latin;
    for (char c : plain)
        if (c != '\xC3')
            latin += c == '\xA4' ? '\xE4' : c;
    const std::pair<std::string, std::string> files[] = {
        {plain, ""},
        {"\xEF\xBB\xBF" + plain, ""},
        {utf16(false, true), "the text is UTF-16 and was converted"},
        {utf16(true, true), "the text is UTF-16 and was converted"},
        {utf16(false, false), "the text is UTF-16 and was converted"},
        {utf16(true, false), "the text is UTF-16 and was converted"},
        {latin, "the text is not UTF-8; it was read as Windows-1252 (Latin-1): look at its letters"}};
    for (const auto& [bytes, note] : files) {
        const auto m = read_matrix_file(made::text("m.csv", bytes));
        EXPECT_EQ(m.labels, (Labels{"G\xC3\xA4", "b"}));
        EXPECT_EQ(m.values(1, 0), 2);
        EXPECT_EQ(m.notes, note.empty() ? Labels{} : Labels{note});
    }
    EXPECT_EQ(read_labels(made::text("l.txt", utf16(true, true).substr(0, 14)))[1], "G\xC3\xA4");
}

TEST(TextEncoding, EveryCodePoint) {
    EXPECT_EQ(to_utf8("\xFF\xFE\x3D\xD8\x00\xDE"s).text, "\xF0\x9F\x98\x80"); // a surrogate pair
    EXPECT_EQ(to_utf8("\xFF\xFE\x00\xDE\x41\x00"s).text,
              "\xEF\xBF\xBD"
              "A");                                                           // half of one
    EXPECT_EQ(to_utf8("\xFF\xFE\0\0A\0\0\0"s).text, "A");                     // UTF-32
    EXPECT_EQ(to_utf8("a\x80\x93z"s).text, "a\xE2\x82\xAC\xE2\x80\x9Cz");     // Windows' euro and quote
    EXPECT_EQ(to_utf8("\xED\xA0\x80"s).text, "\xC3\xAD\xC2\xA0\xE2\x82\xAC"); // no surrogates in UTF-8
    EXPECT_EQ(to_utf8("\0\1\0\2\0\3\0\4\0\5\0\6\0\7\0\b\1\0"s).note, "");     // zeros on both sides: no text
    EXPECT_EQ(to_utf8("").text, "");
}
