// The calendar of a life: what each day brings, from a scenario and the catalogue's lives and treatments; and the people who live it.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "model/life_model.hpp"
#include "model/people.hpp"
#include "scenario/scenario.hpp"

namespace rewire {

struct CalendarData {
    std::vector<CatalogFile> lives = built_in("lives/"), treatments = built_in("treatments/"), instruments = built_in("instruments/"),
                             traits = built_in("traits/"), events = built_in("events/");
};

struct Instrument { // a linear reading of one signal
    std::string name, says, unit, source, signal;
    double offset = 0, scale = 1, low = 0, high = 0;
    double noise = 0; // sd of one reading: rater, assay, test and retest
    double read(Life& life) const;
    double rated(double value, int day, const Luck& luck) const; // as it is noted, with that noise
};

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
    double events = 0; // share of the catalogue's blows of fate that this life meets
};
// Who is enrolled: on day 0 the instrument reads, without the noise of rating, from low to high.
struct Inclusion {
    Instrument instrument;
    double low = 0, high = 0;
};

struct Calendar {
    std::vector<Inclusion> inclusion;
    std::vector<Era> eras;
    std::vector<Treatment> treatments;
    std::vector<Course> courses;
    std::vector<Instrument> instruments; // those of the visits
    std::vector<TraitTarget> traits;
    std::vector<int> visits; // days
    double adherence = 1;
    int first = 0, last = 0;

    std::vector<DailyNoise> noise; // of the model
    std::vector<LifeEvent> events; // that may befall
    PersonSpread spread;
    Amounts alone; // signals as they are in a life of which nothing is said

    DayPlan day(int day, const Luck& luck) const;
};

// InputError with everything in the scenario that the catalogue does not know: lives, treatments, instruments, traits, doses without a unit of mass,
// two courses of one drug at once, visits after the end.
Calendar make_calendar(const Scenario& scenario, const LifeModel& model, const CalendarData& data = {});

} // namespace rewire
