// The draws of `rewire evidence`: each asks other people, and a member of the parameter ensemble where there is one;
// and the answers that are kept.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "study/evidence_job.hpp"
#include "base/journal.hpp"
#include "fit/members.hpp"

namespace rewire::study {

struct DrawOptions {
    std::size_t seeds = 1;
    std::vector<std::string> ensembles; // files as `rewire calibrate` writes, "house" or "none"; empty: house of
                                        // several seeds, none of one
};

// The ensembles of the recorded calibrations, each parameter in one of them.
std::vector<fit::Members> house_members(const life::LifeModel& model);

struct Draw {
    std::uint64_t seed = 1;
    std::vector<scenario::Setting> settings; // of the ensemble's member; what --set says is not among them
    std::uint64_t key_of(const simulate::Experiment& e) const; // of one seed without ensemble the experiment's own
    bool first = true;
};
// One a seed, from o.seed on. InputError for what is no ensemble, or a parameter that two of them vary.
std::vector<Draw> draws_of(const DrawOptions& draws, const EvidenceOptions& o, const EvidenceJob& job);
// "parameters as they are", or which ensembles they are drawn from.
std::string told_of_ensembles(const DrawOptions& draws);

// Answers that are known.
class AnswerStore {
public:
    AnswerStore(const std::filesystem::path& file, const Identity& identity, bool resume);
    const simulate::Estimate* find(std::uint64_t key) const;
    void add(std::uint64_t key, const simulate::Estimate& e);

private:
    void take(std::string_view record);
    std::map<std::uint64_t, simulate::Estimate> known_;
    Journal journal_; // last: it fills what stands above
};

} // namespace rewire::study
