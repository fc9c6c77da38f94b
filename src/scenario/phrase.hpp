// A phrase of a protocol: "cbt 50 min weekly for 12 weeks, homework 20 min daily".
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/document.hpp"

namespace rewire::scenario {

// A name with what is said of it.
struct Clause {
    std::string name;
    std::string amount = {};             // "50 min", "10 mg", "-1 h": a number with its unit, as written
    std::string level = {};              // "low", a target, how a dose is tapered: what a further clause says in a word
    std::string intensity = {};          // "at 65 %HRR"
    std::optional<double> per_week = {}; // daily: 7
    std::optional<double> duration = {}; // s
    std::optional<double> start = {};    // s after the start of the plan: "from week 4", "from 2026-04-01"
    std::string table = {};              // "as doses.csv": a file beside the scenario
    bool lengthy = false;                // it says "for": what is wrong with the length is told there
    bool shared = false;                 // "shared control low": the same for all who live it
    std::size_t at = 0;                  // where it stands in the phrase, in signs
};
struct Phrase {
    Clause main;
    std::vector<Clause> further = {}; // after commas; without those of which something is told already
    int line = 0, column = 0;
};
using Date = std::chrono::sys_days;

// Days of the calendar as "2026-03-02"; none when there is no such day.
std::optional<Date> parse_date(std::string_view text);
// A treatment, or a part of a life: of that the length is told, and circumstances.
enum class PhraseOf { treatment, life };
// What cannot be read, is said twice or would say nothing is noted at its place in the section. `plan`: the date of
// week 0, where one is given.
Phrase parse_phrase(const Section::Text& text, Section& section, PhraseOf of, std::optional<Date> plan = {});

} // namespace rewire::scenario
