// A scenario file as plain facts: a person, the life before, a plan, visits. What names mean is known to the catalogue, not here.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/document.hpp"

namespace rewire {

// "cbt 50 min weekly for 12 weeks" or "taper 4 weeks": a name with what is said of it.
struct Clause {
    std::string name;
    std::string amount = {};             // "50 min", "10 mg": a number with its unit, as written
    std::optional<double> per_week = {}; // daily: 7
    std::optional<double> duration = {}; // s
    std::optional<double> start = {};    // s after the start of the plan: "from week 4"
};
struct Phrase {
    Clause main;
    std::vector<Clause> further; // after commas
    int line = 0, column = 0;
};
// What cannot be read is noted at its place in the section.
Phrase parse_phrase(const Section::Text& text, Section& section);

struct Trait {
    std::string name;
    double sd = 0; // from the mean
};

struct Scenario {
    std::string file;
    double age = 40;
    std::string sex = "any";
    std::vector<Trait> traits;
    std::vector<Phrase> history;   // before week 0, in order
    std::string life = "ordinary"; // from week 0 on
    std::vector<Phrase> treatments;
    double adherence = 1;
    std::vector<double> weeks; // of visits, rising
    std::vector<std::string> instruments;
};

// InputError with everything that is wrong with the text. What the catalogue knows is checked by model/calendar.hpp.
Scenario parse_scenario(std::string_view text, const std::string& file);

} // namespace rewire
