// What is known of a person, and what could be done next, as files tell it: readings at visits, treatments so far,
// candidates. What names mean is known to the catalogue, not here; trial/rank_design.hpp puts the two together.
//
// Weeks of visits, of `now` and of the asked outcome are counted from the visit that enrolled the person; those of a
// candidate's treatments from now.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenario/scenario.hpp"

namespace rewire::scenario {

struct Reading {
    Section::Text instrument; // place of its value
    double value = 0;         // in the instrument's unit
};
struct KnownVisit {
    double week = 0;
    Section::Text at;
    std::vector<Reading> readings;
};
struct KnownPerson {
    Section::Text name;
    std::optional<double> age; // years; none: as in the population
    std::string sex = "any";
    std::vector<std::pair<std::string, std::string>> enzymes; // that are known
    std::vector<KnownVisit> visits;                           // weeks rise
    // Whether virtual people who stand for the one may stand for the other.
    bool alike(const KnownPerson& other) const;
};
struct Candidate {
    Section::Text name;
    std::vector<Phrase> treatments; // from now on
    std::optional<double> adherence;
    bool keeps = false; // the treatments so far go on as they were planned; otherwise they end now
};
struct PersonFile {
    std::string file, name;
    std::size_t people = 2000; // virtual ones
    std::uint64_t seed = 1;
    Section::Text from = {}, life = {}, instrument = {}; // instrument: what the candidates are ranked by
    double week = 0;                                     // and when
    double now = 0;                                      // week
    std::vector<Phrase> history;                         // before week 0; none: the condition's own
    std::vector<Phrase> so_far;                          // treatments since week 0
    std::optional<double> adherence;                     // to them
    std::vector<KnownPerson> persons;
    std::vector<Candidate> candidates;
    std::string candidates_file; // where they stand
    Lines candidates_lines;
    std::vector<Setting> settings; // of mechanisms' parameters
    std::vector<Problem> problems; // what is wrong with the texts
    Lines lines;
    std::string note; // of a file that was in another encoding; usually empty

    Problem problem(const Section::Text& at, std::string what) const;
    // The life until now, with visits in those weeks and such instruments.
    Scenario known_life(const KnownPerson& of, std::vector<double> weeks, std::vector<Section::Text> read) const;
    // The same life and, from now on, a candidate, read in the week that is asked.
    Scenario candidate_life(const KnownPerson& of, const Candidate& candidate) const;
};

// Whether a text tells a person for whom treatments are ranked. InputError when it is no TOML.
bool is_person(std::string_view text, const std::string& file = "");
// Everything that can be read; what is wrong is in PersonFile::problems. `candidates`: of a file of their own, where
// there is one: its text and its name.
struct CandidatesText {
    std::string text, file;
};
PersonFile read_person_file(std::string_view text, const std::string& file,
                            const std::optional<CandidatesText>& candidates = {});

} // namespace rewire::scenario
