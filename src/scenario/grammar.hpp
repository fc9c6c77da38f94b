// The grammar of a scenario file as a table: sections, keys, what each takes. The reader reads by it, and the reference
// (scenario/reference.hpp) is printed from it.
#pragma once
#include <limits>
#include <span>
#include <string>
#include <string_view>

namespace rewire {

enum class Takes { number, whole, word, name, day, texts, numbers, days, phrases, traits, values };

struct KeyRow {
    std::string_view key; // "*": names of the user's own choice
    Takes takes;
    std::string_view says;       // what it is, for the reference
    std::string_view example;    // as it stands in a file
    std::string_view of = {};    // of a number: "a share", "a number of years"; of a name: its kind
    std::string_view usual = {}; // what holds where nothing is said; empty: it is needed
    double low = -std::numeric_limits<double>::infinity(), high = std::numeric_limits<double>::infinity();
    bool above_low = false, below_high = false; // the bounds themselves are out
    std::string_view note = {};                 // behind a refusal
};
struct SectionRow {
    std::string_view name, says;
    std::span<const KeyRow> keys;
    bool needed = false;
};

std::span<const SectionRow> scenario_sections();
// A row that is there; a Defect otherwise.
const SectionRow& section_row(std::string_view section);
const KeyRow& key_row(const SectionRow& section, std::string_view key);

// "a share from 0 to 1", "one of any, female, male", "a list of numbers": what the reference promises and a refusal
// repeats.
std::string expected(const KeyRow& row);

} // namespace rewire
