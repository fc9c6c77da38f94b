// What `evidence`, `calibrate` and `disputed` share: the model, the ledgers, the questions they make.
#pragma once
#include <string>
#include <vector>

#include "app/life_job.hpp"
#include "simulate/evidence.hpp"

namespace rewire::app {

struct EvidenceOptions {
    std::string ledger; // a folder with ledger/*.tsv and experiments/*.toml of one's own; empty: those of the house
    std::vector<std::string> set;
    std::size_t people = 100;
    std::uint64_t seed = 1;
    int threads = 0;
    LifeOptions life;
};
void declare(cli::App& command, EvidenceOptions& o);

struct EvidenceJob {
    LifeJob life;
    std::vector<scenario::Setting> settings;
    std::vector<simulate::Question> questions;
    // `further` goes before the settings; `arm` is told the share of an arm that has lived. Ctrl-C stops.
    simulate::Experiments experiments(const EvidenceOptions& o, const std::vector<scenario::Setting>& further = {},
                                      std::function<void(double)> arm = {}) const;
};
// InputError with everything that is wrong with the ledgers and their experiments.
EvidenceJob evidence_job(const EvidenceOptions& o);

// "mechanism.parameter=value" as settings; InputError naming `option` where one sets nothing, what no mechanism of the
// model has, what cannot be its value, or what another one sets. Unusual values are warned of.
std::vector<scenario::Setting> settings_of(const std::vector<std::string>& set, const life::LifeModel& model,
                                           const char* option);

} // namespace rewire::app
