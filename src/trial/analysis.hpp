// What a trial comes to: who was analysed, how alike the arms were, and each endpoint by its estimand.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "trial/ancova.hpp"
#include "trial/binary.hpp"
#include "trial/participants.hpp"
#include "trial/survival.hpp"

namespace rewire::trial {

// Of one arm, on the way of a trial (CONSORT 2010).
struct ArmFlow {
    std::size_t allocated = 0, failed = 0; // failed: their numbers broke on the way
    std::size_t stopped = 0;               // a drug, for its side effects; they come on to their visits
    std::size_t rescued = 0;               // got rescue; they come on to their visits
    std::size_t rescue_stopped = 0;        // of them, who stopped it for its side effects
    std::size_t dropped = 0;               // came no more
    std::size_t finished = 0;              // were seen at the last visit
};
std::vector<ArmFlow> flow_of(const Design& d, const TrialCohort& c);

// At the start, by arm; and the largest standardised difference from the first arm.
struct Characteristic {
    std::string name, unit;
    bool share = false; // else a mean with its standard deviation
    struct Value {
        double mean = 0, sd = 0;
        std::size_t people = 0;
    };
    std::vector<Value> arms;
    double difference = 0;
};
std::vector<Characteristic> baseline_of(const Design& d, const TrialCohort& c);

// An endpoint's value of one person under its estimand; NaN: missing.
//
// Intercurrent events are a drug that is stopped for its side effects, and rescue. Treatment policy: what was observed,
// whatever was taken. Hypothetical: what was observed before the event. Composite: who had one or came no more is no
// responder, and has gained nothing: the score of week 0. While on treatment: the last visit up to the day of the
// event.
double value_of(const Design& d, const Endpoint& e, const Participant& p);
// Of an event: weeks until the first visit of those that hold it, or until the last visit that was attended. By the
// hypothetical estimand and while on treatment the intercurrent event ends what is looked at. Composite: where scores
// at or above a number are the event (somebody is ill again), the intercurrent event is one too; where scores at or
// below are (somebody is well), who had the one never has the other, and is followed to the end.
struct TimeTo {
    double weeks = 0;
    bool event = false;
};
TimeTo time_to(const Design& d, const Endpoint& e, const Participant& p);

// What is found in two arms, the first of the design being the one that is held against.
struct Paired { // everyone lives both: the arm minus the first, in the same people, as it is in them (unrated)
    double difference = 0, error = 0;
    Interval interval = {}; // 95 %, normal
    std::size_t people = 0;
};
struct Found {
    const Endpoint* endpoint = nullptr;
    std::size_t analysed = 0, missing = 0;
    Ancova ancova = {};                           // of a score
    std::vector<StandardisedEffect> effects = {}; // of each further arm
    std::vector<simulate::Share> shares = {};     // of response and remission, each arm
    std::vector<TwoProportions> proportions = {}; // of each further arm
    std::vector<KaplanMeier> curves = {};         // of each arm
    LogRank log_rank = {};
    Cox cox = {};
    std::vector<Paired> truth = {}; // of a score where everyone lives every arm: of each further arm
};
// The design must stay where it is.
std::vector<Found> analyse(const Design& d, const TrialCohort& c);

using People = std::vector<const Participant*>;
// A score under its estimand as analysis of covariance is given it: `data` looks into the others.
struct ScoreData {
    std::vector<double> outcome;
    std::vector<int> arm;
    AncovaData data;
    ScoreData(const Design& d, const Endpoint& e, const People& people);
    ScoreData(const Design& d, const Endpoint& e, const TrialCohort& c);
    ScoreData(const ScoreData&) = delete;
};
// Of each further arm: what differs from the first in each person who lived both, as it is in them (unrated), in the
// order of their index.
std::vector<std::vector<double>> true_differences(const Design& d, const Endpoint& e, const TrialCohort& c);

} // namespace rewire::trial
