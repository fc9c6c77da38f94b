// Text in any of the encodings that spreadsheets and editors write, as UTF-8.
#pragma once
#include <string>
#include <string_view>

namespace rewire {

struct DecodedText {
    std::string text; // UTF-8
    std::string note; // what was converted, for the user; empty when nothing was
};

// UTF-16 and UTF-32 (by their byte order mark, or by the zeros that plain text has in UTF-16), and Windows-1252, the
// superset of Latin-1, where the bytes are no UTF-8. Bytes with zeros in other places are no text and pass unchanged.
DecodedText to_utf8(std::string bytes);

// UTF-16 of either byte order; half a unit at the end is passed over.
std::string from_utf16(std::string_view bytes, bool big);

// One code point behind `out`; surrogates and numbers beyond Unicode become U+FFFD.
void append_utf8(std::string& out, char32_t code);

} // namespace rewire
