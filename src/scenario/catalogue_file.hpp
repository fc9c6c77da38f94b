// Files of the catalogue as what they tell people: names, what each is, and every value with its note and source. What
// a file means to a life is read elsewhere (model/); this is for lists, descriptions and tables of sources.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenario/document.hpp"

namespace rewire::scenario {

struct FileValue {
    std::string key;    // "dose.ssri_dose"
    std::string value;  // as the file writes it, with its unit where it has one there
    std::string note;   // the comment behind it
    std::string source; // of the table it stands in, or else of the item
};
struct FileItem {
    std::string name;   // of a noise, the signal it moves
    std::string says;   // or the comment behind its heading
    std::string source; // empty: not told
    std::string awaits; // the mechanism that is still missing
    bool contested = false, drug = false;
    std::vector<FileValue> values;                          // numbers and quantities
    std::vector<std::pair<std::string, std::string>> facts; // what else it says: names, lists, flags
};

// The name of an item, or of a part of one, as its file tells it; what a phrase or a list could not name is told.
std::string read_name(Section& s);
// What is wrong with a name, the mend first; empty when nothing is.
std::string fault_of_name(std::string_view name);

// Every item of a file: the file itself, or each table of its lists, [[pathway]]. InputError when it is no TOML.
std::vector<FileItem> catalogue_items(std::string_view text, const std::string& file);

// "assumed", "from the literature", "cited from memory", "partly assumed" or "set by hand": as far as the note of a
// value, or else its source, says it. Of a source that tells of several things, "range: Spitzer 2006; weights assumed",
// what it says of this one: "see the source" where that cannot be told apart. "not told" where there is neither.
std::string_view status_of(const FileValue& value);
// The words that tell it: the note behind the value where that says how it is known, else the source.
const std::string& source_of(const FileValue& value);
// A source, or a status, of what nobody has measured. One rule for what is counted as assumed, in pages and lists.
bool is_assumed(std::string_view told);

} // namespace rewire::scenario
