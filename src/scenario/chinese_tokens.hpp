// A Chinese text cut into words. Included only by the step that puts them in English.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rewire::scenario {

enum class TokenIs {
    name,    // of the catalogue
    grammar, // of phrases, by the table's English name
    number,
    comma,
    other // as it is written
};
struct Token {
    TokenIs is;
    std::string text;
    std::size_t from, to; // signs as written
    bool is_word(std::string_view word) const { return is == TokenIs::grammar && text == word; }
};
// The longest alias first; Chinese numerals are numbers before a word that counts.
std::vector<Token> tokens_of(std::string_view written);

} // namespace rewire::scenario
