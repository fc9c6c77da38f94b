// The calendar of a life: what each day brings, from a scenario and the catalogue's lives and treatments; and the people who live it.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "model/life_model.hpp"
#include "scenario/scenario.hpp"

namespace rewire {

struct CalendarData {
    std::vector<CatalogFile> lives = built_in("lives/"), treatments = built_in("treatments/"), instruments = built_in("instruments/"),
                             traits = built_in("traits/");
};

// Luck of one virtual person: the same for every plan, thread and machine.
class Luck {
public:
    Luck(std::uint64_t seed, std::uint32_t person) : seed_(seed), person_(person) {}
    double uniform(std::string_view what, std::uint64_t k = 0) const; // in (0, 1)
    double normal(std::string_view what, std::uint64_t k = 0) const;

private:
    std::uint64_t seed_;
    std::uint32_t person_;
};

struct Instrument { // a linear reading of one signal
    std::string name, says, unit, source, signal;
    double offset = 0, scale = 1, low = 0, high = 0;
    double read(Life& life) const;
};

using Amounts = std::vector<std::pair<std::string, double>>; // signal, value in its unit

struct Treatment {
    std::string name, says, source, amount;
    bool contested = false, drug = false;
    double per_week = 1, ramp = 0;                          // ramp in s
    std::vector<std::pair<std::size_t, double>> activities; // share of the time
    Amounts signals, hours, weekly_hours, dose;
};
struct Course {
    std::size_t treatment = 0;
    int start = 0, end = 0;       // days
    double amount = 0, usual = 1; // SI: s of a session, kg of a dose
    double per_week = 1;
    double homework = 0; // s a day
    int taper = 0;       // days after the end, down to nothing
};
struct Era {
    int start = 0, end = 0; // days
    Amounts signals;
};
struct TraitTarget {
    std::string name;
    double sd = 0;
    bool log = false;
    std::vector<std::pair<std::string, std::string>> parameters; // mechanism, parameter
    std::optional<double> given;                                 // sd from the mean, when the scenario says
};

struct Calendar {
    std::vector<Era> eras;
    std::vector<Treatment> treatments;
    std::vector<Course> courses;
    std::vector<Instrument> instruments; // those of the visits
    std::vector<TraitTarget> traits;
    std::vector<int> visits; // days
    double adherence = 1;
    int first = 0, last = 0;

    DayPlan day(int day, const Luck& luck) const;
    // Gives a person's mechanisms their traits and 8 % of spread on every parameter (assumed); settles them.
    void make_person(Life& life, const Luck& luck) const;
};

// InputError with everything in the scenario that the catalogue does not know: lives, treatments, instruments, traits, doses without a unit of mass,
// two courses of one drug at once, visits after the end.
Calendar make_calendar(const Scenario& scenario, const LifeModel& model, const CalendarData& data = {});

} // namespace rewire
