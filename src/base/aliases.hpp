// What things are called in other tongues: catalog/aliases.zh.tsv, one place that can be reviewed. A protocol may name
// a thing by any of them (scenario/chinese.hpp).
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rewire {

struct Alias {
    std::string_view kind; // "treatment", "life" ...; "grammar": a word of phrases; "value": the whole of a text
    std::string_view name; // in English, as files and results have it
    std::string alias;     // as the table writes it
    std::string key;       // as it is looked for: alias_key()
};

// All of them, in the table's order. A Defect where a line has not its four columns.
const std::vector<Alias>& aliases();
// Plain signs, small letters, no spaces: two ways to write one alias.
std::string alias_key(std::string_view text);
// What has the alias; null: nothing.
const Alias* find_alias(std::string_view text);
// The first alias of a thing of the kind; empty: it has none.
std::string_view alias_of(std::string_view kind, std::string_view name);

// Does a text hold a Chinese sign?
bool has_han(std::string_view text);
bool is_han(char32_t sign);

} // namespace rewire
