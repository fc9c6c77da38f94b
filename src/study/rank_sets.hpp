// The doubt in parameters of `rewire rank`: its virtual people live the candidates again under sets of parameters that
// agree with the evidence.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "study/life_job.hpp"
#include "trial/rank.hpp"

namespace rewire::study {

struct RankSets {
    std::size_t sets = 0;               // 0: none is asked
    std::vector<std::string> ensembles; // as in evidence_draws.hpp; empty: house
};
// InputError for numbers that make no sense.
void check(const RankSets& o);
// Days that are lived for it, of all virtual people, about.
double days_of(const RankSets& o, const trial::RankDesign& d);
// Adds RankDoubt to each ranking of the file's persons, in their order. Only those who hold weight live the candidates.
// `done` is told the share that is ready; false: it was stopped, and nothing was added.
bool add_doubt(std::vector<trial::Ranking>& rankings, const RankSets& o, const scenario::PersonFile& file,
               const LifeJob& job, int threads, const std::function<bool(double)>& done);

} // namespace rewire::study
