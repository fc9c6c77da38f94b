// Medicine as the catalogue's files tell it: lives, circumstances, treatments, conditions, instruments, traits, events.
#pragma once
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.hpp"
#include "model/exposure.hpp"
#include "model/life_model.hpp"
#include "model/own_brain.hpp"
#include "model/people.hpp"
#include "model/pulses.hpp"
#include "model/slopes.hpp"
#include "scenario/scenario.hpp"

namespace rewire::model {

struct MedicineFiles {
    std::vector<CatalogFile> lives = built_in("lives/"), circumstances = built_in("circumstances/"),
                             treatments = built_in("treatments/"), conditions = built_in("conditions/"),
                             instruments = built_in("instruments/"), traits = built_in("traits/"),
                             events = built_in("events/"), brains = built_in("brains/"), drugs = built_in("drugs/"),
                             slopes = built_in("slopes/");
};

struct NamedLife { // what differs from an ordinary day
    std::string name, says, source;
    Amounts signals;
    double events = 0; // share of the catalogue's events that this life meets
    Amounts met = {};  // the same of single events, by name
    double passes = 0; // d, mean of the time its signals last; 0: as long as the life
};

// Said of a part of a life: "control low", "sleep -1 h".
struct Circumstance {
    struct Level {
        std::string name;
        Amounts added, times;
    };
    std::string name, says, source;
    std::vector<Level> levels;
    std::string unit;                        // instead of levels: an amount in this unit
    Amounts per_unit{};                      // added for each
    std::vector<double> usual{}, possible{}; // from, to, in the unit; empty: not known
};

// Reads signals of the body, or looks at the network of a visit.
//   linear: offset + sum of weight x signal;  a product (as blood and volumes are, whose spread is of the logarithm):
//   scale x product of signal^weight
struct Instrument {
    std::string name, says, unit, source;
    std::string unit_says; // of a number without a unit: "over health", "share", "Pearson r"
    std::string method;    // of measuring: "scale", "blood", "fMRI" ...
    std::string procedure; // how and when a visit takes it, for the methods paragraph
    std::string licence;   // of a scale
    std::string awaits;    // the mechanism that is still missing; then nothing can be read
    Amounts signals;       // and what each weighs
    bool product = false;
    std::string level;                   // instead: of this molecule in plasma, before the day's dose
    std::optional<std::size_t> occupied; // instead: of this target of drugs, the mean over the day before
    struct Look {                        // at the network of a visit (simulate/visit.hpp)
        std::string at,
            what; // "connectivity", "task", "scan", "response", "eeg"; the quantity, where there are several
        std::size_t activity = 0;                       // of a task or a response
        std::vector<std::vector<std::size_t>> circuits; // places
    };
    Look look;
    double offset = 0, scale = 1, low = 0, high = 0;
    Slope by;                   // of what is noted, by age and sex; of its logarithm where it is a product
    double between = 0;         // sd of people in health that no mechanism makes: size of a head, a gene of CRP
    std::string set_point = {}; // the signal whose own level it is: one luck for all that read it; empty: its own
    double site = 0;            // sd of the bias of one scanner, laboratory or rater's school
    double noise =
        0; // sd of one reading: rater, assay, test and retest. All three are of the logarithm where it is a product
    double least_change = 0; // minimal clinically important difference; 0: none is agreed
    bool whole = false;      // noted in whole points, as the items of a scale are; the truth stays continuous
    struct Outcome {         // who is better, well, ill again: the one definition of simulate/outcomes.hpp
        double response = 0; // share of the score of week 0 that is gone
        std::optional<double> remission; // the score is this or less; none: no cut-off is agreed
        double relapse = 0;              // share of the gain of a responder that is lost
        int relapse_days = 0;            // on end
        std::string source;
    };
    std::optional<Outcome> outcome; // none: such shares mean nothing here
    struct Band {
        std::string name; // "moderate": from here up to the next one
        double from = 0;
    };
    std::vector<Band> bands; // of severity, rising; none where no cut-offs are agreed
    std::string bands_source;
    bool daily() const { return look.at.empty(); }
    // The truth, as it would be in a person of the usual size.
    double read(life::Life& life, const Exposure& drugs = {}, int day = 0) const;
    // As it is noted: with the person's own size, site and noise, in whole points where it is a scale of them; `rater`:
    // how far the one who rates is off.
    double rated(double value, int day, const Luck& luck, const AgeAndSex* who = nullptr, double rater = 0) const;
    bool by_clinician() const { return procedure.starts_with("rated by"); } // not by the person, nor by a device
    double rating_sd() const; // of what that adds to the truth; of the logarithm where it is a product
};
// What may be looked at in a scan (those before metastability in one circuit) and in an EEG; simulate/visit.hpp answers
// each.
inline constexpr std::string_view scan_quantities[]{
    "alff", "falff", "slow_5", "slow_4", "local_coherence", "amygdala_seed", "metastability", "synchrony", "dynamics"};
inline constexpr std::string_view eeg_quantities[]{"delta",           "theta",
                                                   "alpha",           "beta",
                                                   "alpha_peak",      "theta_excess",
                                                   "theta_power",     "alpha_power",
                                                   "early_potential", "magnetic_potential"};
inline constexpr int sites = 8; // people come to so many, evenly

struct Treatment {
    struct Pulses {
        std::size_t pattern = 0; // of pulse_patterns()
        double a_minute = 0;     // of a session
        double of(double seconds) const { return seconds / 60 * a_minute; }
    };
    // What is usual, from low to high, and what is possible at most. None is known where `most` is 0.
    struct Range {
        double low = 0, high = 0, most = 0;
        bool known() const { return most > 0; }
    };
    struct Target {
        std::string name;
        std::vector<std::pair<std::size_t, double>> activities;
        Amounts signals;
        std::string reach; // a circuit: the less this target goes with it in a brain, the deeper stimulation reaches
    };
    std::string name, says, source, amount; // the usual amount of a session, or the usual dose
    bool contested = false, drug = false;
    double per_week = 1, ramp = 0;        // ramp in s
    double contact = 0;                   // credibility and attention, 0 to 1
    double visits = 0;                    // meetings a week at its usual frequency
    std::optional<std::size_t> substance; // of Medicine's drugs; none: a pill without a drug, or no pill
    std::optional<Pulses> pulses;         // of magnetic stimulation: what a session does follows from them
    std::string intensity;                // its unit; empty: none is said
    double usual_intensity = 0, no_intensity = 0;
    std::vector<std::pair<std::size_t, double>> activities; // share of the time
    Amounts signals, hours, weekly_hours;
    std::vector<Target> targets;                  // the first one is meant where none is named
    Range amounts, often, homeworks, intensities; // SI of a session, or of a drug's day; a week; s a day; of its unit
    std::string range_source;
    bool practised() const; // it teaches by hours, so that it can be done at home
    // An amount of it, SI: minutes of a session, or mg of a drug. Pills without a drug in them may be counted instead,
    // "1 pill", and stand as 1 mg.
    Quantity measure(std::string_view text) const;
    std::string told(double si) const; // "50 min", "10 mg", "2 pills"
    bool acts() const;                 // by its sessions
};

// Patients (or the healthy) as traits and a history, never as symptoms.
struct Condition {
    struct Trait {
        std::string name;
        double mean = 0, spread = 1; // sd
    };
    struct Range {
        std::string instrument;
        double low = 0, high = 0; // of the score as it is rated
    };
    std::string name, says, source, life = "ordinary";
    scenario::Section::Text like = {}; // another condition; empty: it stands on its own
    std::string file;
    std::optional<scenario::Ages> ages; // none: 40 years
    std::optional<double> women;        // share; none: a half
    std::vector<Trait> traits;
    std::vector<scenario::Phrase> history;
    std::vector<Range> inclusion; // on the day of enrolment
};

struct Medicine {
    std::vector<NamedLife> lives;
    std::vector<Circumstance> circumstances;
    std::vector<Treatment> treatments;
    std::vector<Condition> conditions; // what they are like is filled in
    std::vector<Instrument> instruments;
    std::vector<std::pair<std::string, std::vector<std::string>>> batteries; // an instrument that is several
    std::vector<TraitTarget> traits;
    std::vector<SlopeTarget> slopes;
    std::vector<LifeEvent> events;
    std::vector<Drug> drugs;
    BrainSizes brains;
    std::vector<std::string> notes; // whose place one's own files have taken
};

// InputError with everything that is wrong with the files: what is missing, signals nobody knows, a ring of conditions
// that are like each other.
Medicine read_medicine(const life::LifeModel& model, const MedicineFiles& files);

} // namespace rewire::model
