// What a pool knows of itself: the truth that its trials look for, the power that formulas promise of it, and how far
// another pool of as many people would answer otherwise.
#pragma once
#include <cstdint>
#include <vector>

#include "trial/contrasts.hpp"
#include "trial/pool.hpp"

namespace rewire::trial {

struct PoolNumber {
    double value = 0;
    double error = 0; // by the pool's finite size: a delete-a-group jackknife of 20 groups of people
};

// Of one endpoint in one arm and in the first, everybody living both.
//
// The truth is what an endpoint would come to if nobody came no more: in the scale of Compared::estimate, of scores as
// they are rated. Composite: who comes no more has gained nothing, so that the truth holds the dropout too.
// Hypothetical: of people who stop nothing and get no rescue under either arm, which is the nearest that lives tell.
struct PoolFact {
    double truth = 0;
    double in_them = 0;                    // of a score: the difference as it is in people, without rating; else NaN
    double sd = 0, rho = 0;                // of a score: within the arms, and its correlation with that of week 0
    double treated = 0, control = 0;       // of shares: those with it; of events: those who are seen to have it
    double treated_in = 1, control_in = 1; // shares that are analysed, the others having come no more
};

class PoolFacts {
public:
    // Everyone is read so often under every arm, by lucks of the pool's own.
    static constexpr std::size_t draws = 8;
    // At work on as many threads as tbb::global_control allows; the same bits by any.
    PoolFacts(const Design& d, const Pool& pool);
    const PoolFact& of(std::size_t endpoint, std::size_t arm) const { return at(0, endpoint, arm); }
    PoolNumber truth(std::size_t endpoint, std::size_t arm) const;
    // In closed form, of so many people who are allocated over all arms; NaN where no formula holds. Of scores by the
    // non-central t (ANCOVA with the pool's own correlation), of shares by the normal approximation, of events by
    // Schoenfeld's.
    PoolNumber power(std::size_t endpoint, std::size_t arm, std::size_t people, double alpha) const;

private:
    static constexpr std::size_t groups = 20;
    struct Lived; // what was read of everybody
    const PoolFact& at(std::size_t left_out, std::size_t endpoint, std::size_t arm) const {
        return facts_[(left_out * d_.endpoints.size() + endpoint) * (d_.arms.size() - 1) + arm - 1];
    }
    PoolFact fact(const Lived& l, std::size_t left_out, std::size_t endpoint, std::size_t arm) const;
    void score(const Lived& l, std::size_t left_out, std::size_t endpoint, std::size_t arm, PoolFact& out) const;
    void event(const Lived& l, std::size_t left_out, std::size_t endpoint, std::size_t arm, PoolFact& out) const;
    double closed(const PoolFact& f, std::size_t endpoint, std::size_t arm, std::size_t people, double alpha) const;

    const Design& d_;
    std::vector<PoolFact> facts_; // group left out (0: none) x endpoint x further arm
};

} // namespace rewire::trial
