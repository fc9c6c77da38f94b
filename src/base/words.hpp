// The words of pages and of tables in the reader's language: titles, heads, labels, captions. Like messages
// (base/translation.hpp) they are composed in English and put in Chinese where they leave the program, by
// catalog/i18n/words.zh.tsv, then the messages, the aliases of the catalogue and docs/glossary.zh.tsv. Data never
// passes through here: files, hashes and names in them are the same in every language.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "base/translation.hpp"

namespace rewire {

// Of a text whatever it is made of: a known word or sentence, several sentences, a list, a name with an amount, a
// number with its unit. What nobody has put in Chinese stays as it is; English is never changed.
std::string in_words(std::string_view text, Language to = language());

// Of what a command prints, line by line: a line with two blanks in it is one of a table, whose fields are told each
// for itself and stay below one another.
std::string in_words_by_line(std::string_view text, Language to = language());
// What can be told whole in the language, as it is otherwise: never half of a sentence.
std::string in_words_or_english(std::string_view text, Language to = language());

// By a line of its own in the tables, whole or on either side of a colon; by no pattern, as nobody needs one for a
// quotation, of which there are many.
std::string in_exact_words(std::string_view text, Language to = language());
// Of what stands beside each other, "assumed; from a label": each part that has such a line.
std::string in_words_by_part(std::string_view text, Language to = language());
// What is told under a heading, "Source: a label"; `said` is in the reader's language already.
std::string headed(std::string_view heading, std::string_view said, Language to = language());
// With what is said of it in brackets, which is put in words: "cbt (treatment)".
std::string bracketed(std::string_view name, std::string_view said, Language to = language());
// What a person types, and what it is called where they read Chinese: "cbt（认知行为治疗）"; else the name alone.
std::string with_term(std::string_view name, Language to = language());
// Of a name alone, as files have it; a pathway, "vmPFC>amygdala", by its ends.
std::string term(std::string_view name, Language to = language());
// What a mechanism is called: its name may be a word of another meaning elsewhere ("hours").
std::string mechanism_term(std::string_view name, Language to = language());

// As a terminal draws it: a Chinese sign is two wide.
std::size_t width_in_columns(std::string_view text);

// Is there English that a reader would have to read: two words side by side that are no names, numbers or units?
bool has_english(std::string_view text);

} // namespace rewire
