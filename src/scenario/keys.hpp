// A section read by its row of the grammar: what is of another kind or out of its bounds is told once, with what is
// expected first. Included only by those who read scenarios.
#pragma once
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/document.hpp"
#include "scenario/grammar.hpp"

namespace rewire::scenario {

class Keys {
public:
    Keys(Section& root, std::string_view name);
    // Keys that stand in a section of another name, or in none.
    Keys(std::string_view row, const Section& section);

    bool there() const { return there_; }
    bool has(std::string_view key) const { return section_.has(key); }
    Section& section() { return section_; }

    std::optional<double> number(std::string_view key); // nothing when the key is absent or wrong
    double number_or_usual(std::string_view key);
    Section::Text name(std::string_view key);
    std::string word(std::string_view key);
    std::vector<Section::Text> texts(std::string_view key); // of a list, with their places
    std::vector<double> numbers(std::string_view key);
    // Told together: what is not there at all, or an empty list.
    void need(std::initializer_list<std::string_view> keys);
    void refuse(const KeyRow& row, std::string_view mend, std::string_view why = {});
    void finish(); // tells of keys that the grammar does not know here

private:
    const SectionRow& row_;
    bool there_;
    Section section_;
};

} // namespace rewire::scenario
