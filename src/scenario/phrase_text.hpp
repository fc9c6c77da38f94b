// Words, numbers and lengths of time in a phrase's text.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/document.hpp"

namespace rewire::scenario {

struct Word {
    std::string text;
    std::size_t at; // in the phrase
};
std::vector<Word> words_of(std::string_view text, std::size_t from);
// Before a byte of a text: columns count signs.
std::size_t signs_before(std::string_view text, std::size_t at);
// The whole word as a finite number.
std::optional<double> number_of(std::string_view word);
// What a unit of lives and plans lasts, s: "days", "weeks", "months", "years".
std::optional<double> span_of(std::string_view unit);
// "12 weeks" for "12weeks"; empty when the word is not a number and a unit in one.
std::string set_apart(std::string_view word);
// Signs that only look like plain ones as plain ones, and a tab as a space. "7,5" is told and read as 7.5: a comma
// between digits ends no clause. What stands behind a semicolon is left out, which is told.
Section::Text plain_text(const Section::Text& text, Section& section);

} // namespace rewire::scenario
