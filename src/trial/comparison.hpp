// Lives of the same people under two or more plans, held against one another person by person: whoever has the same
// number has the same luck, so that what differs is what the plans make.
//
// A difference is always the arm's number less the reference's, which is the first arm. People who lack a number in
// either are left out of that difference and counted nowhere else.
#pragma once
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "simulate/year.hpp"

namespace rewire::trial {

inline constexpr double none = std::numeric_limits<double>::quiet_NaN();

// A difference in standard deviations, with its 95 % interval; NaN where nobody differs from anybody.
struct Effect {
    double d = none, low = none, high = none;
};
// Of each person: an arm's number less the reference's.
struct Difference {
    std::size_t people = 0;
    double mean = none, sd = none;  // sd: over people
    double low = none, high = none; // 95 % interval of the mean (Student's t); of two people or more
    double p05 = none, p95 = none;  // over people
};
// What the two arms read, and how they differ.
struct PairedScores : Difference {
    double arm = none, arm_sd = none, reference = none, reference_sd = none; // of those people
    Effect by_difference; // over the sd of the differences: d of the paired difference, which grows as people are alike
    Effect by_pooled;     // over sqrt((arm_sd^2 + reference_sd^2) / 2): as two separate groups would be compared
};
// Of as many numbers each, person by person. Intervals of effects from the non-central t (Algina and Keselman 2003).
Difference difference(std::span<const double> arm, std::span<const double> reference);
PairedScores paired(std::span<const double> arm, std::span<const double> reference);

// One plan as the people lived it; what is pointed at outlives it.
struct LivedArm {
    std::string name, source; // as tables call it; as the user gave it: a scenario's file, a run's folder
    const scenario::Scenario* scenario = nullptr;
    const model::Calendar* calendar = nullptr;
    const std::vector<simulate::Person>* people = nullptr; // recorded whole; null before they have lived
    std::uint64_t seed = 1;
};

// Of what every arm has.
struct Frame {
    std::vector<std::string> instruments; // in the reference's order
    std::vector<int> visits;              // days
    int first = 0, last = 0;              // days that are lived
    std::vector<std::string> notes;       // what only some have, and what differs beside the plan
};
// Before anybody lives, or after. InputError, naming the arm that is not as the reference is, what differs and how to
// mend it: other people, another history, another seed, another model; no instrument or no visit in common.
Frame frame_of(std::span<const LivedArm> arms);

struct Comparison {
    std::vector<std::string> arms; // [0] is the reference
    Frame frame;
    std::vector<std::uint32_t> people; // whose luck: those who live in every arm
    std::vector<std::size_t> alone;    // of each arm: how many it has that some other has not
    std::vector<std::size_t> failed;   // of each arm: of the people above, whose numbers broke

    // [arm][person * visits + visit, instrument] as rated at the visit
    std::vector<Matrix> readings;
    double reading(std::size_t arm, std::size_t person, std::size_t visit, std::size_t instrument) const {
        return readings[arm](person * frame.visits.size() + visit, instrument);
    }
    std::vector<std::vector<PairedScores>> at_visits; // [arm - 1][visit * instruments + instrument]
    const PairedScores& at(std::size_t arm, std::size_t visit, std::size_t instrument) const {
        return at_visits[arm - 1][visit * frame.instruments.size() + instrument];
    }

    struct Days { // of one instrument that is read every day, in the person, before it is rated
        std::size_t instrument = 0;
        std::vector<std::vector<simulate::Spread>> arms;  // [arm][day]
        std::vector<std::vector<Difference>> differences; // [arm - 1][day]
    };
    std::vector<Days> days;

    // At the last visit that all have: [arm - 1][...].
    std::vector<std::vector<Difference>> pathways;             // of log weights, in the model's order
    std::vector<std::pair<std::string, std::string>> circuits; // signal and title of what is read off circuits
    std::vector<std::vector<PairedScores>> answers;            // of these, over health
    std::size_t activity = 0;                                  // of the model: in which regions are compared
    std::vector<std::vector<Difference>> regions;              // rates, Hz

    bool alike(std::size_t arm) const; // every number of it is that of the reference
    std::uint64_t hash = 0;            // of what all people of all arms read, in the order of arms
};
// The same bits for any number of threads. InputError as frame_of(), or where nobody lived every arm.
Comparison compare(const life::LifeModel& model, std::span<const LivedArm> arms);

} // namespace rewire::trial
