// A scenario file as plain facts: a person or a population, the life before, a plan, visits. What names mean is known
// to the catalogue, not here.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/ages.hpp"
#include "scenario/phrase.hpp"

namespace rewire::scenario {

struct Trait {
    std::string name;
    double sd = 0; // from the mean
    int line = 0, column = 0;
};
struct Setting {       // of a mechanism's parameter
    std::string name;  // "gains.g_C"
    std::string value; // "0.12 1", or a number in the parameter's own unit
    int line = 0, column = 0;
};

// One of the plans that the same people live, each in a life of its own.
struct Arm {
    Section::Text name;
    std::vector<Phrase> treatments;
    std::optional<double> adherence; // otherwise that of all arms
};

struct Scenario {
    std::string file;
    struct Said { // whether the text says it
        bool adherence = false, engagement = false;
    } said;
    double age = 40;
    std::string sex = "any";
    std::vector<std::pair<std::string, std::string>> enzymes; // that are known: CYP2D6, poor
    std::vector<Trait> traits;
    std::optional<std::size_t> people; // of a population
    Section::Text population = {};     // a condition of the catalogue; empty: a person
    std::optional<Ages> ages;          // of a population, where the text says it; otherwise the condition's, or `age`
    std::optional<double> women;       // share of it
    std::vector<Phrase> history;       // before week 0, in order
    Section::Text life = {};           // from week 0 on; empty: as the population lives, or ordinary
    std::optional<Date> start;         // of the plan
    std::vector<Phrase> treatments;
    double adherence = 1, engagement = 1;
    std::vector<Arm> arms;     // two or more, beside which `treatments` is empty; none: there is one plan
    std::optional<double> end; // week, of the plan; otherwise that of the last visit
    enum class LastDay { of_plan, of_trial, of_question } last_day = LastDay::of_plan; // where a text says how long
    std::vector<double> weeks;                                                         // of visits, rising
    Section::Text weeks_at = {};
    std::vector<Section::Text> instruments;
    std::vector<Section::Text> without; // mechanisms switched off
    std::vector<Section::Text> instead; // mechanisms in the place of others
    std::vector<Setting> settings;
    double spread = -1;            // of every parameter, evenly: 0.2 is +-20 %; negative: the usual spread
    std::vector<Problem> problems; // what is wrong with the text
    Lines lines = {};
    std::string note; // of a file that was in another encoding; usually empty

    Problem problem(int line, int column, std::string what) const;
    Scenario of_arm(std::size_t arm) const; // what its people live: the same scenario with one plan
};

// Alike of scenarios whose people live alike. Where the words stand, how they are put, what is wrong with them, and
// what is read of people and when, is no part of it.
std::uint64_t key_of(const Scenario& s);
// In what two scenarios do not say the same of who lives, how they lived before week 0, and by which model: "age in
// [person]", ...; none where the people are the same under two plans, as far as the texts say it.
std::vector<std::string> differences_of_people(const Scenario& a, const Scenario& b);

// Everything that can be read; what is wrong is in Scenario::problems, to be told together with what the catalogue does
// not know.
Scenario read_scenario(std::string_view text, const std::string& file);
// The same, InputError with all of it. What the catalogue knows is checked by model/calendar.hpp.
Scenario parse_scenario(std::string_view text, const std::string& file);

} // namespace rewire::scenario
