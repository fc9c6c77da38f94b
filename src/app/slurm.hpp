// A trial on many machines: scripts that live its parts, each by itself, and put them together; for Slurm, and for
// anything else that can start a shell script once for each number.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "app/options.hpp"
#include "study/given_trial.hpp"

namespace rewire::app {

struct SlurmOptions {
    bool slurm = false;
    std::optional<std::uint64_t> shards = {};
    std::string partition = {};
    std::vector<std::string> sbatch = {}; // further options of sbatch
    // InputError when some are given that say nothing without others.
    bool asked(const std::string& shard) const;
};
void declare(cli::App& command, SlurmOptions& o);

struct SlurmPlan {
    std::string out;
    int threads = 0; // of each part; 0: one
    bool resume = false;
};
// Writes the scripts into the folder OUT-parts, and hands them to sbatch where it is. The exit code.
int write_slurm(const GivenTrial& given, const TrialJob& trial, const SlurmOptions& o, const SlurmPlan& plan);

} // namespace rewire::app
