// What `evidence`, `calibrate` and `disputed` share: the model, the ledgers, the questions they make.
#pragma once
#include <string>
#include <vector>

#include "study/life_job.hpp"
#include "simulate/evidence.hpp"

namespace rewire::study {

struct EvidenceOptions {
    std::string ledger; // a folder with ledger/*.tsv and experiments/*.toml of one's own; empty: those of the house
    std::vector<std::string> set;
    std::size_t people = 100;
    std::uint64_t seed = 1;
    int threads = 0;
    LifeOptions life;
};

struct EvidenceJob {
    LifeJob life;
    std::vector<scenario::Setting> settings;
    std::vector<simulate::Question> questions;
    std::vector<std::string> warnings; // of the settings
    // `further` goes before the settings; `goes_on` is told the share of an arm that has lived, and false stops.
    simulate::Experiments experiments(const EvidenceOptions& o, std::function<bool(double)> goes_on,
                                      const std::vector<scenario::Setting>& further = {}) const;
};
// InputError with everything that is wrong with the ledgers and their experiments.
EvidenceJob evidence_job(const EvidenceOptions& o);

// "mechanism.parameter=value" as settings; InputError naming `option` where one sets nothing, what no mechanism of the
// model has, what cannot be its value, or what another one sets. Unusual values are told in `warnings`.
std::vector<scenario::Setting> settings_of(const std::vector<std::string>& set, const life::LifeModel& model,
                                           const char* option, std::vector<std::string>& warnings);

} // namespace rewire::study
