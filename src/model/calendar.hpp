// The calendar of a life: what each day brings, from a scenario and the catalogue's medicine.
#pragma once
#include <string>
#include <vector>

#include "model/dosing_table.hpp"
#include "model/medicine.hpp"
#include "model/raters.hpp"

namespace rewire::model {

// "daily", "2× daily", "weekly", "4× weekly", "every 2 weeks"
std::string how_often(double per_week);
// How many sessions, or intakes of a drug, fall on day t of a course: the first one on day 0.
int sessions_on(int t, double per_week);

struct Course {
    std::size_t treatment = 0, target = 0;
    int start = 0, end = 0;       // days
    double amount = 0, usual = 1; // SI: s of a session, kg of a dose
    double per_week = 1;
    double homework = 0; // s a day
    int taper = 0;       // days after the end, down to nothing
    double bend = 0;     // of the taper: the drug's level over the one that half occupies, where what it occupies is to
                         // fall evenly; 0: the dose falls evenly
    double strength = 1; // by intensity, 1 = the usual one
    std::size_t phrase = 0; // of the scenario's treatments: steps of one phrase follow each other
    int before = 0;         // days since the first step of its phrase began
    int seen = 0; // days before its start on which its visits went on already: of another name for the same treatment
    double ramped = 0;                  // s of its ramp that went by in the steps before, as usual sessions fill it
    std::optional<std::size_t> table{}; // of the calendar: instead of amount and how often
};
// Doses as a file tells them, for one course.
struct DoseTable {
    std::string file, text; // as the scenario names it; what stands in it
    std::vector<DosedPerson> people;
    std::vector<std::uint32_t> of; // whose luck each is; empty: there is one, and all do as they did
    const DosedPerson* doses_of(const Luck& luck) const; // null: takes none
    bool lasts(int day, const Luck& luck) const;         // from that person's first dose to the last one
};
struct Era {
    std::string life;
    int start = 0, end = 0; // days
    Amounts signals;
    double events = 0;   // share of the catalogue's events that this life meets
    Amounts met = {};    // the same of single events
    bool shared = false; // as hard for everyone
    double passes = 0;   // d in the mean, exponential, each person's own: until its signals are those of ordinary days;
                         // 0: never. What passes is the burden of the era before, and as hard.
};
// Who is enrolled: on day 0 the score, as it is rated (what a trial reads), is from low to high.
struct Inclusion {
    Instrument instrument;
    double low = 0, high = 0;
};
struct ParameterSetting {
    std::string mechanism, parameter;
    double si = 0;
};

// Somebody takes no more of what a phrase of the plan says after that day.
struct Stop {
    std::uint32_t phrase = 0;
    int day = 0;
};
using Stops = std::vector<Stop>;
// What a life has come to that its plan follows.
struct SoFar {
    Stops stops;
    double reach = 1; // of magnetic stimulation in this brain, over that in the brain that all share
};

struct Calendar {
    std::string population; // empty: one kind of person
    std::vector<Era> eras;
    std::vector<Treatment> treatments;
    std::vector<Course> courses;
    std::vector<DoseTable> tables;       // that courses follow
    std::vector<Instrument> instruments; // those of the visits
    std::vector<TraitTarget> traits;
    std::vector<Inclusion> inclusion;
    std::vector<ParameterSetting> settings;
    std::vector<int> visits;               // days
    std::optional<Instrument::Look> reach; // what tells how deep magnetic stimulation reaches; none: alike in all
    int stimulated = 0;                    // the first day of it
    double adherence = 1, engagement = 1;
    int led_in = 0; // days from day 0 on, with an adherence of their own
    double adherence_led_in = 1;
    bool stopping = true; // drugs are stopped for their side effects
    Raters raters;
    int first = 0, last = 0;
    PersonSpread spread;
    BrainSizes brains;                   // how far brains differ from the one that all share
    std::vector<Matrix> given_brains;    // [person] weights of their own, scaled; empty: nobody's
    std::vector<life::DailyNoise> noise; // of the model
    std::vector<LifeEvent> events;       // that may befall
    Amounts alone;                       // signals as they are in a life of which nothing is said
    std::vector<std::string> warnings;
    std::vector<Drug> drugs;
    Demography demography;
    std::vector<SlopeTarget> slopes;  // of age and sex
    Facts facts;                      // that are the same of everyone, for drugs; age and sex are each person's own
    std::vector<std::size_t> acts_on; // targets of drugs that some mechanism reads
    bool minds_pills = false;         // some mechanism reads whether one is taken

    Facts facts_of(const Luck& luck) const;
    // Share of days on which somebody of this luck keeps to the plan, as it is on that day.
    double kept(const Luck& luck, int day) const;
    // A reading as it is noted, by whoever rates that person.
    double rated(const Instrument& i, double value, int day, const Luck& luck, const AgeAndSex* who) const {
        return i.rated(value, day, luck, who, raters.bias(i, luck));
    }
    // All that somebody of this luck swallows, lived through once.
    Exposure exposure(const Luck& luck, const Stops& stops = {}) const;
    life::DayPlan day(int day, const Luck& luck, const Exposure& drugs_in, const SoFar& so_far = {}) const;
    life::DayPlan day(int day, const Luck& luck) const { return this->day(day, luck, exposure(luck)); }
    // Sets parameters, then traits and spread, which are then to be settled.
    void make(life::Life& life, const Luck& luck) const;
};

// InputError with everything in the scenario that is wrong, what the text says wrongly and what the catalogue does not
// know: lives, treatments, instruments, traits, doses without a unit of mass, two courses of one drug at once, visits
// outside the life.
Calendar make_calendar(const scenario::Scenario& scenario, const life::LifeModel& model,
                       const MedicineFiles& files = {});

} // namespace rewire::model
