// The grammar of a scenario file as a table: sections, keys, what each takes. The reader reads by it, and the reference
// (scenario/reference.hpp) is printed from it.
#pragma once
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rewire::scenario {

enum class Takes { number, whole, word, name, text, day, texts, numbers, days, phrases, traits, ages, values };

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

// What a phrase may say: "cbt 50 min weekly for 12 weeks, homework 20 min daily".
struct WordRow {
    std::string_view word; // that begins it; empty: a number does
    std::string_view form, says, example;
    bool further = false; // a clause of its own, after a comma
};

std::span<const SectionRow> scenario_sections(); // each stands once, as [name]
const SectionRow& arm_row();                     // the one that may stand several times, as [[arm]]
std::span<const WordRow> phrase_words();
// Those that begin something in a clause, as the reader knows them.
std::vector<std::string_view> clause_words();
// A row that is there; a Defect otherwise.
const SectionRow& section_row(std::string_view section);
const KeyRow& key_row(const SectionRow& section, std::string_view key);

// Is a number within the bounds of its key?
bool within_bounds(const KeyRow& row, double value);
// "a share from 0 to 1", "one of any, female, male", "a list of numbers": what the reference promises and a refusal
// repeats.
std::string expected(const KeyRow& row);

} // namespace rewire::scenario
