// Text as files bring it: which encoding it is in, and signs that look like plain ones.
#pragma once
#include <string>
#include <string_view>

namespace rewire {

// A text file's bytes as UTF-8, whatever encoding they are in (base/text_encoding.hpp).
struct Decoded {
    std::string text;
    std::string note; // what was converted, with the file's name; empty: it was UTF-8
};
// InputError naming `file` when it is no text: bytes of zero.
Decoded decoded(std::string_view bytes, const std::string& file);

// A sign that another keyboard or a word processor writes for a plain one: a non-breaking space, curly quotes,
// full-width digits.
struct LookAlike {
    char plain = 0;        // 0: it is none
    std::string_view name; // "a curly quotation mark"
};
LookAlike look_alike(char32_t sign);

// The code point at `at`, and `at` moves behind it. Text is UTF-8; a stray byte counts as itself.
char32_t next_sign(std::string_view text, std::size_t& at);

// What so many signs of a text take in a terminal: Chinese ones and full-width ones two columns each; signs behind the
// end of the text take one.
std::size_t columns_before(std::string_view text, std::size_t signs);

// Look-alikes as plain signs; zero-width ones go.
std::string plain(std::string_view text);

} // namespace rewire
