// What a life is made of: a brain, what people do with it, how its pathways learn, what is read off it.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/matrix.hpp"
#include "integrate/equilibria.hpp"
#include "life/body.hpp"

namespace rewire::life {

struct CircuitPlaces { // where a circuit lies in the network
    std::string name;
    std::vector<std::size_t> places;
};

// Something a person does for a while, and what it teaches.
struct Activity {
    std::string name;
    std::vector<std::pair<std::size_t, double>> drive; // circuit, A
    std::string hours = {};   // the signal that tells how long a day; empty: as the plan says (or what is left: rest)
    double healthy_hours = 0; // where no signal tells
    bool life = true;         // of every life; else only on a plan
    std::optional<double> outcome =
        {}; // what happens where a threat is expected, 1 = as in health; none: nothing is expected
    std::string outcome_signal = {}; // instead of the number
    bool confirming = false;         // expectation can confirm itself
    std::string unbidden = {};       // the signal that tells how long a day it is done unasked, once practised; a skill
    bool safe = false;               // nothing worse than expected happens
    std::vector<std::pair<std::size_t, double>> taught = {}; // pathway, 0 to 1
};

struct Pathway {
    enum class Kind { excites, inhibits, channel }; // channel: what a drive brings to the circuit it reaches
    std::string name;
    std::size_t from = 0, to = 0, with = 0; // circuits; learning reads `with` for the second one (mostly `to`)
    Kind kind = Kind::excites;
    double weight = 0; // added to every pair of regions of one hemisphere
    const mechanism::Entry* rule = nullptr;
    std::string gate = {};      // a signal; empty: always open
    std::string retrieved = {}; // the signal of the share at which what is above health is called up; empty: all
    double rate = 0;            // of rules that differ by pathway, 1/s; 0: the rule's own
    std::vector<std::string> only = {}; // of a channel: activities in which it carries anything; empty: all
    bool ceiling = true;                // growth by use ends at the soft ceiling
};

// What differs from one ordinary day to the next.
struct DailyNoise {
    std::string signal;
    double alone = 1, sd = 0; // of the signal, or of its logarithm; its mean is that of a life without noise
    bool log = false;
    double days = 1; // over which it stays alike
};
// `value` as it is on a day whose luck is z, a standard normal number.
double noisy(const DailyNoise& noise, double value, double z);

// A signal that is read off the network's answer, over what it is in the person's healthy day.
//   response  rates in an activity above those at rest
//   level     rates in an activity
//   load      logarithm of the hours of a life, each counted by the rates in it
//   use       hours, each counted by how far rates are above those of healthy rest (as the rules of learning see it)
struct Readout {
    enum class Kind { response, level, load, use };
    std::string name, title; // title: as a curve is called, "amygdala under threat"
    Kind kind = Kind::response;
    std::size_t activity = 0;          // of a response or a level
    std::vector<std::size_t> circuits; // their rates are added
    double alone() const { return kind == Kind::load ? 0 : 1; }
};

struct Wiring;

struct LifeModel {
    integrate::Network network; // tracts: [X] excites, [Y] inhibits, both with the pathways' added weights; rested by
                                // inhibition control
    std::vector<double> shares; // of a connectome's tract that each input of the network takes
    Matrix rest;                // place x state, SI, without drive
    std::vector<char> hemispheres;
    std::vector<CircuitPlaces> circuits;
    std::vector<Activity> activities; // [0] is rest
    std::vector<Pathway> pathways;
    std::vector<Readout> readouts;
    std::vector<const mechanism::Entry*> body;
    const mechanism::Entry* blood = nullptr; // what a scanner sees of activity
    const mechanism::Entry *expectation = nullptr, *use_dependence = nullptr, *consolidation = nullptr;
    std::size_t expecting = 0;                            // the circuit whose response is what a person expects
    double waking = 16 * 3600.0, least_rest = 2 * 3600.0; // s a day
    double life_saturation = 6 * 3600.0, bout_saturation = 0.6 * 3600.0; // s: use beyond teaches less
    std::vector<DailyNoise> noise; // the healthy day that weights are kept by is the mean over it
    int steps_a_day = 1;           // of the body, between two nights
    double tolerance = 0.03; // of log weights and log gains, beyond which an activity is solved anew; 0: every day
    std::vector<std::pair<std::size_t, std::string>> gains; // circuit, the signal of its log gain
    std::vector<const mechanism::Entry*> alternatives;      // those that take or could take the place of another
    std::vector<const mechanism::Entry*> without;           // mechanisms of the catalogue that are switched off
    // Of all that is above, made last by wire(): the same for everyone.
    std::shared_ptr<const integrate::Equilibria> equilibria;
    std::shared_ptr<const Wiring> wiring;

    std::vector<const mechanism::Entry*> mechanisms() const;        // that act: of the body, rules, synapses
    const mechanism::Entry* find(std::string_view mechanism) const; // null when none of that name acts in this life
    std::size_t circuit(std::string_view name) const;               // Defect when there is none
    bool left_out(std::string_view mechanism) const;
    bool replaced(std::string_view mechanism) const;                 // by one that stands in its place
    const mechanism::Entry* silenced(std::string_view signal) const; // who would make it, were it not left out; or null
    const mechanism::Entry* unheard(std::string_view signal) const;  // of those left out, who alone would be told of it
};
// Adds the pathways' weights to the tracts: where from, to in one hemisphere.
void add_pathways(LifeModel& model);
// The networks a life may come to have: its keys are the log weights of the pathways, then the log gains.
integrate::Family family_of(const LifeModel& model);

} // namespace rewire::life
