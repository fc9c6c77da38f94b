// Files of the catalogue as what they tell people: names, what each is, and every value with its note and source. What
// a file means to a life is read elsewhere (model/); this is for lists, descriptions and tables of sources.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rewire::scenario {

struct FileValue {
    std::string key;   // "dose.ssri_dose"
    std::string value; // as the file writes it, with its unit where it has one there
    std::string note;  // the comment behind it
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

// Every item of a file: the file itself, or each table of its lists, [[pathway]]. InputError when it is no TOML.
std::vector<FileItem> catalogue_items(std::string_view text, const std::string& file);

// "assumed", "from the literature", "partly assumed" or "not told": as far as the note of a value, or else the source
// of its file, says it.
std::string_view status_of(std::string_view note, std::string_view source);

} // namespace rewire::scenario
