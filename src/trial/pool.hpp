// People who each live every arm, from whom many trials are drawn: lives are dear, trials of them are not.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "trial/conduct.hpp"

namespace rewire::trial {

// A pool stands for the population: what its finite size adds to an answer is told apart from what chance adds to a
// replicate (pool_facts.hpp).
class Pool {
public:
    // Of a cohort in which everyone lives every arm of the design. People whose numbers broke in some arm are left out
    // of all of them, and counted. InputError where fewer than 20 are left.
    Pool(const Design& d, const TrialCohort& cohort);
    std::size_t people() const { return lives_.size() / arms_; }
    std::size_t failed() const { return failed_; }
    const Participant& life(std::size_t person, std::size_t arm) const { return lives_[person * arms_ + arm]; }

private:
    std::size_t arms_ = 0, failed_ = 0;
    std::vector<Participant> lives_; // person x arm
};

// People of a pool as one more trial meets them: the same lives, read anew. A person's own bias, that of their site,
// the days of their visits, stops and rescue stay as they were lived; the noise of every reading, who rates them and
// who comes no more are by a luck of the trial's. Whoever stands twice in a trial is so not measured twice alike.
//
// Stops and rescue stay since a life without them would have to be lived: people are drawn with theirs, so that how
// many have one differs from trial to trial as it does between trials. A stop hangs on no rating. Rescue does: scores,
// and who comes no more, are drawn again until they would have brought what was lived (the pool's own where 64 draws do
// not), which is how scores lie in people of whom that much is known.
//
// The score of week 0 is what enrols: where the file screens by it, it is drawn again until it would enrol (the pool's
// own where 64 draws do not), which is how such scores lie in people of whom that much is known. One that a lead-in's
// rule went by stays as it was.
class Reading {
public:
    Reading(const Design& d, const Pool& pool); // both must stay where they are
    // Scores of week 0, instrument by instrument.
    void start(std::size_t person, const model::Luck& luck, std::span<double> scores) const;
    // The rest of the life under an arm. `out` is written over; its arm is that of the life.
    void course(std::size_t person, std::size_t arm, std::span<const double> start, const model::Luck& luck,
                Participant& out) const;

private:
    struct Range {
        double low, high;
        bool holds(double score) const { return score >= low && score <= high; }
    };
    bool as_lived(std::size_t arm, const Participant& p) const;
    double rated(std::size_t instrument, const Participant& p, std::size_t visit, int noise,
                 const model::Luck& luck) const;

    const Design& d_;
    const Pool& pool_;
    std::vector<model::Instrument> noiseless_;
    std::vector<std::optional<Range>> enrols_; // of each instrument; none: its scores of week 0 stay
    std::vector<Conduct> conduct_;             // of each arm
};

// The number that the k-th person of a trial is known by to luck: centre by centre, as candidates are.
std::uint32_t number_of(const Design& d, std::size_t k);

} // namespace rewire::trial
