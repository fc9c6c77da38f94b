// `rewire trial --assurance`: power in the mean over parameter sets that all agree with the evidence.
#pragma once
#include <string>
#include <vector>

#include "app/command_line.hpp"
#include "study/life_job.hpp"
#include "trial/replicates.hpp"

namespace rewire::app {

struct AssuranceAsked {
    std::optional<std::size_t> sets;
    std::vector<std::string> ensembles; // as in evidence_draws.hpp; empty: house
};
void declare(cli::App& command, AssuranceAsked& o);
// InputError for numbers that make no sense, and for what needs replicates that are not asked for.
void check(const AssuranceAsked& o, bool replicates);
// Days that are lived; 0 where nothing is asked for.
double assurance_days(const AssuranceAsked& o, const trial::Design& d);
// A small pool lives every arm with the parameters as they are and with each set, by the same luck: how far effects are
// off moves the estimates of the replicates. False where it was stopped.
bool add_assurance(trial::Replicates& r, const AssuranceAsked& o, const scenario::TrialFile& file,
                   const study::LifeJob& job, int threads);

} // namespace rewire::app
