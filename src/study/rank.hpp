// Which treatment for whom: what `rewire rank` does, for whoever asks.
#pragma once
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "scenario/person_file.hpp"
#include "study/estimate.hpp"
#include "study/life_job.hpp"
#include "study/rank_sets.hpp"
#include "study/told.hpp"
#include "study/watch.hpp"
#include "trial/rank.hpp"

namespace rewire::study {

struct RankRequest {
    std::string file = {}, candidates = {}; // of the person; with [[candidate]] tables, empty: they stand in the file
    std::optional<std::string> text = {};   // of the person's file, where it has been read
    std::optional<std::size_t> people = {};
    std::optional<std::uint64_t> seed = {};
    int threads = 0;   // 0: all
    int shuffles = 20; // others' readings in place of the person's; 0: no gate
    LifeOptions life = {};
    RankSets sets = {}; // of parameters, for the doubt in them
    bool gate() const { return shuffles > 0; }
};
struct RankJob {
    LifeJob job;
    scenario::PersonFile file;
    trial::RankDesign design;
    std::vector<std::string> warnings;
    double days() const; // that are lived, about
    bool gate = true;
};
// InputError with everything that is wrong with the person's file and the candidates.
RankJob rank_job(const RankRequest& request);
RankJob rank_job(scenario::PersonFile file, const RankRequest& request); // of a file that is understood
Demand demand_of(const RankJob& job, const RankRequest& request);

struct RankResult {
    bool whole = true;                                // false: it was stopped, and nothing else is known
    std::optional<std::size_t> broken = {};           // the group of too many whose numbers broke: nobody is ranked
    std::vector<trial::RankLives> lives;              // of each group
    std::vector<trial::Ranking> rankings;             // of each person
    std::vector<std::string> notes, doubts, warnings; // doubts: what came up; warnings: the job's, and these
    std::uint64_t hash = 0;
};
RankResult rank(const RankJob& job, const RankRequest& request, const Watch& watch = {});

nlohmann::ordered_json summary_of(const RankJob& job, const RankResult& result, const Told& told);
// report.html, rank.csv, weights.csv, summary.json into a folder that exists.
void write(const RankJob& job, const RankResult& result, const Told& told, const std::filesystem::path& folder);

} // namespace rewire::study
