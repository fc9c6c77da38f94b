// People: their luck, their traits, what befalls them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "life/lives.hpp"
#include "scenario/ages.hpp"
#include "scenario/document.hpp"

namespace rewire::model {

// Luck of one virtual person: the same for every plan, thread and machine.
class Luck {
public:
    Luck(std::uint64_t seed, std::uint32_t person) : seed_(seed), person_(person) {}
    double uniform(std::string_view what, std::uint64_t k = 0) const; // in (0, 1)
    double normal(std::string_view what, std::uint64_t k = 0) const;
    std::uint32_t person() const { return person_; }                // counted from 0
    Luck of(std::uint32_t person) const { return {seed_, person}; } // of another one, or of what many share

private:
    std::uint64_t seed_;
    std::uint32_t person_;
};

// How old somebody is, and of which sex.
struct AgeAndSex {
    double age = 40; // years
    bool woman = false;
};
// Of many people: drawn by the luck of "age" and of "sex", so that nothing else a person draws depends on them.
struct Demography {
    scenario::Ages ages;
    double women = 0.5; // share
    AgeAndSex of(const Luck& luck) const;
    std::string told() const; // "aged 42 ± 12 (18 to 75), 67 % women"
};

using Amounts = std::vector<std::pair<std::string, double>>; // signal, value in its unit

struct TraitTarget {
    std::string name;
    double sd = 0;
    double mean = 0, spread = 1;     // of a population, in sd
    bool log = false, share = false; // sd is of the logarithm; of the value itself, which may so pass 0; else added
    std::vector<std::pair<std::string, std::string>> parameters = {}; // mechanism, parameter
    std::string file = {};                                            // of the catalogue
    scenario::Section::Text with = {};                                // another trait that it comes with, or ""
    double correlation = 0;                                           // with that one, in people as they come
    double of(const Luck& luck) const;                                // sd from the mean
    std::optional<double> given = {};                                 // sd from the mean, when the scenario says
};

// A blow of fate: weeks in which life is harder, at times that are each person's own and the same under every plan.
struct LifeEvent {
    std::string name;
    double per_year = 0;
    double shortest = 7, longest = 28; // d
    double severity_sd = 0;            // of its logarithm
    double between_sd = 0;             // of the logarithm of how often it befalls one person or another
    std::string with = {};             // a trait that goes with it, or ""
    double correlation = 0;            // of that logarithm with the trait
    bool named = false;                // met only in lives that name it
    Amounts times = {},
            added = {}; // signals that are multiplied (by value^severity), and added to (value times severity)
};

struct PersonSpread {
    double parameters = 0.08; // sd of the logarithm of every parameter, assumed
    bool uniform = false;     // instead: evenly within +- that share
};
// Gives a person's mechanisms their traits and a spread on every parameter, which is then to be settled.
void make_person(life::Life& life, const std::vector<TraitTarget>& traits, const PersonSpread& spread,
                 const Luck& luck);

// How hard one part of a person's life is beside the same part of others' lives: the logarithm of what it changes is
// multiplied by so much. Log-normal, assumed.
inline constexpr double adversity_sd = 0.5;
double adversity(const Luck& luck, std::size_t era);

// How many times as often an event befalls this person as others, 1 in the mean of people as they come.
double proneness(const LifeEvent& event, const std::vector<TraitTarget>& traits, const Luck& luck);

// What chance does to a day of a life: its noise, and the events that have begun and not yet ended. `share`: of events
// that this life meets.
// `met`: events by name, and the share of them that is met; the others are met by `share`, unless they wait to be
// named.
void befall(life::DayPlan& plan, int day, double share, const Amounts& met, const std::vector<life::DailyNoise>& noise,
            const std::vector<LifeEvent>& events, const std::vector<TraitTarget>& traits, const Luck& luck);

} // namespace rewire::model
