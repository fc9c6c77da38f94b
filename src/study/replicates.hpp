// Many trials drawn from a pool of people who live every arm: what the design would find, and how often.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "study/given_trial.hpp"
#include "study/watch.hpp"
#include "trial/replicates.hpp"

namespace rewire::study {

struct ReplicatesRequest {
    std::optional<std::size_t> replicates = {}, pool = {}; // none: not asked; 400 people, or those of the trial
    std::optional<std::size_t> sets = {};    // of parameters, that power is taken the mean over: assurance
    std::vector<std::string> ensembles = {}; // as in evidence_draws.hpp; empty: house
};
// InputError for numbers no trial has, for what needs replicates that are not asked for, and for a trial of which
// nobody is allocated.
void check(const ReplicatesRequest& r, const trial::Design& d);
// Days that are lived for them.
double days_of(const ReplicatesRequest& r, const trial::Design& d);
// What makes the errors dishonest: a pool that is smaller than the trial.
std::vector<std::string> warnings_of(const ReplicatesRequest& r, const trial::Design& d);
// Lives the pool, draws from it, and lives a small pool with every parameter set, by the same luck: how far effects are
// off moves the estimates. Replicates::whole is false where it was stopped.
trial::Replicates replicates(const TrialJob& job, const ReplicatesRequest& r, int threads, const Watch& watch = {});

} // namespace rewire::study
