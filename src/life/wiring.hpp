// Names of a model as numbers, found once: what a day of anybody's life reads and sets.
#pragma once
#include "life/life_model.hpp"

namespace rewire::life {

// One rule of learning at all pathways that learn by it, in every activity.
struct RuleCell {
    std::size_t pathway, activity;
    double taught; // 0 to 1, by the activity's file
};
struct RuleWiring {
    enum class From { signal, pre, post, gate, error, taught };
    struct Input {
        From from;
        std::size_t signal; // of From::signal
    };
    const mechanism::Entry* mechanism;
    std::vector<RuleCell> cells; // of one person
    std::vector<Input> inputs;
};

struct Wiring {
    std::shared_ptr<const BodyWiring> body;
    std::vector<std::size_t> ordinary;                  // signals that a day begins alone with
    std::vector<std::size_t> pathways, gains;           // signals of log weights; of log gains
    std::vector<std::vector<unsigned char>> moved;      // [activity][key], a byte each: whether it counts there
    std::vector<std::vector<std::size_t>> moving;       // [activity] the keys that do
    std::vector<std::size_t> gates;                     // [pathway] nowhere: always open
    std::vector<std::size_t> retrieved;                 // [pathway] nowhere: always all of it
    std::vector<std::size_t> hours, outcomes, unbidden; // [activity] nowhere: none tells
    std::size_t practised;                    // signal of the hours of skills on the plan; nowhere: nobody reads it
    std::vector<std::size_t> readouts, noise; // [read-out], [daily noise]
    std::vector<RuleWiring> rules;            // in the order in which pathways name them
    std::size_t self_confirmation, sleep;     // what expectation and the night are told
    struct {                                  // inputs of the mechanism of that name
        std::size_t outcome, expectation, confirming, self_confirmation;
    } expectation;
    struct {
        std::size_t use, reference_use, log_weight;
    } use_dependence;
    struct {
        std::size_t change, sleep;
    } consolidation;
};

// Gives a model its wiring and its equilibria, when all else is in place. InputError where mechanisms do not fit
// together (BodyWiring), or a pathway is of an activity that nobody knows; a Defect where a signal, or what a rule asks
// for, is nobody's.
void wire(LifeModel& model);

} // namespace rewire::life
