// People live a trial: candidates are screened centre by centre until each has enrolled its people, who are allocated
// and live their arm. A centre is the same whichever others are lived beside it, and by however many threads.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/matrix.hpp"
#include "simulate/year.hpp"
#include "trial/design.hpp"

namespace rewire::trial {

struct Participant {
    std::uint32_t index = 0; // whose luck it is
    std::size_t centre = 0;
    int arm = 0, stratum = 0;
    model::AgeAndSex who;
    Matrix scores;           // visit x instrument, as rated on the day of the visit; that of week 0 at screening, or
                             // at the end of the lead-in
    Matrix truth;            // the same as they are in the person on the planned day, without rating
    Matrix read;             // what the scores are ratings of: as it is in them on the day of the visit
    std::vector<int> days;   // of the visits, as they came about, from the first day of the arms on
    std::size_t seen = 0;    // visits that were attended, from the first on; the rest is missing
    model::Stops stops = {}; // of the arm's calendar: each drug that was, and its last day
    std::vector<simulate::Felt> felt = {}; // of side effects: of each drug, of rescue too, in days of the arms
    int rescued = -1;           // the day of the visit that brought rescue, the last one without it; -1: none did
    std::string failure;        // empty: lived to the end
    std::uint64_t hash() const; // of everything that was lived and read
    double score(std::size_t visit, std::size_t instrument) const; // as observed: NaN where the visit was missed
    int stopped() const; // the last day of the first drug that was stopped for its side effects; -1: none was
    // The last day on the arm as it was planned: up to the first intercurrent event. The largest int: there was none.
    int on_plan_until() const;
};
// Which of its levels somebody of those scores at screening is of, over all strata: the order of
// Design::stratum_names().
int stratum_of(const Design& d, const model::AgeAndSex& who, std::span<const double> scores);
struct Flow {                                           // how many people, up to allocation
    std::size_t assessed = 0, enrolled = 0, failed = 0; // failed: their numbers broke before
    std::vector<std::size_t> excluded = {};             // by each rule of enrolment, the first that kept them out
    Flow& operator+=(const Flow& other);
    // Of those enrolled into a lead-in, who was not randomised: did not meet its rule, stopped a drug, numbers broke.
    std::size_t unmet = 0, stopped = 0, broke = 0;
    std::size_t not_randomised() const { return unmet + stopped + broke; }
};
// Centres of a trial, a range of them: they can be lived apart from all the others.
struct Shard {
    std::size_t first = 0, count = 0;
    std::size_t end() const { return first + count; }
    bool operator==(const Shard&) const = default;
};
// Part `number` (from 1) of `of`, of so many centres: as even as can be.
Shard shard_of(std::size_t centres, std::size_t number, std::size_t of);

// What is known of one centre when all its people have lived.
struct CentreLives {
    std::size_t centre = 0;
    std::vector<Participant> people; // as enrolled, then by arm
    Flow flow;
    std::uint64_t hash() const; // a sum over people
};
// Is handed centres in the order of their numbers.
using CentreSink = std::function<void(CentreLives&&)>;

struct TrialCohort {
    std::vector<Participant> people; // by centre, then as enrolled, then by arm
    Flow flow;
    bool whole = true; // false: it was stopped
    // Of the people of the same trial who are not here, where this is a part of its cohort.
    std::uint64_t others = 0;
    void take(CentreLives&& centre); // the whole cohort is one sink
    // A sum over people, so that parts can be put together in any order.
    std::uint64_t hash() const;
};
struct TrialLiving {
    int threads = 1;
    std::function<bool(double)> done = {}; // told the share of people that is ready; false stops early
};
// Each centre is handed over when it and all before it have been lived; the memory taken does not grow with how many
// they are. false: stopped early. InputError where a centre cannot enrol its people.
bool live(const Design& design, const life::LifeModel& model, Shard shard, const TrialLiving& options,
          const CentreSink& sink);
TrialCohort live(const Design& design, const life::LifeModel& model, const TrialLiving& options); // everybody

} // namespace rewire::trial
