// A drug as its file tells it: how a body takes it up and clears it, and what it binds to.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/kinetics.hpp"
#include "model/people.hpp"
#include "scenario/document.hpp"

namespace rewire::model {

// What drugs bind to. Of every target the occupied share is
//   most sum_m c_m/K_m / (1 + sum_m c_m/K_m),   c unbound in plasma, K in the brain; m: all molecules in the body
// so that what a drug does follows from its level and its affinity alone.
struct Target {
    std::string_view name;   // in files: SERT
    std::string_view signal; // told every day, as the mean over the day
    double most;             // share that can be occupied
    std::string_view source; // of `most`
};
std::span<const Target> targets();
constexpr std::size_t target_count = 10;
std::vector<std::size_t> read_by(const life::BodyWiring& body); // targets whose signal some mechanism reads

// Enzymes whose work differs between people: by genotype, or by a habit.
struct Enzyme {
    struct Class {
        std::string_view name;
        double share;    // of people
        double activity; // over the usual class
    };
    std::string_view name, source;
    std::span<const Class> classes; // their shares sum to 1
};
std::span<const Enzyme> enzymes();

struct Drug {
    struct Molecule {
        std::string name;
        double molar_mass = 0;           // kg/mol
        double unbound = 0;              // share in plasma
        double affinity[target_count]{}; // mol/m3, half occupies; 0: does not bind
    };
    std::string name, says, source;
    std::vector<Molecule> molecules;                           // what is swallowed, then its metabolite
    Kinetics kinetics;                                         // of the typical person
    double infusion = 0;                                       // s, of a drug that goes into a vein
    double clearance_cv = 0, volume_cv = 0, absorption_cv = 0; // between people, of a log-normal
    double women = 1, decade = 1;                              // times clearance: of women over men, of each after 40
    std::vector<std::pair<std::size_t, double>> by;            // enzyme, share of clearance through it
    std::optional<std::size_t> forms;                          // the enzyme that makes the metabolite
    double besides = 0;                                        // share of that which others make
    bool binds(std::size_t target) const;
};

std::vector<std::string_view> both_bind(const Drug& a, const Drug& b); // names of the targets they share

// What is known of a person whom a drug meets; the rest is drawn by luck as people have it.
struct Facts {
    double age = 40;
    std::string sex = "any";                                       // or female, male
    std::vector<std::pair<std::string, std::string>> enzymes = {}; // CYP2D6: poor
};

// The kinetics of one person: sex, age, enzymes, and what else differs, each as a factor whose geometric mean over
// people is 1.
Kinetics kinetics_of(const Drug& drug, const Facts& facts, const Luck& luck);

Drug read_drug(scenario::Section& s);

} // namespace rewire::model
