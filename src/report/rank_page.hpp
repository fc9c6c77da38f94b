// The page of a ranking: for each person what is expected under every candidate, how probable it is that one is best,
// whom the answer rests on, and the gates beside it.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "report/page.hpp"
#include "trial/rank.hpp"

namespace rewire::report {

struct RankReport {
    const trial::RankDesign* design = nullptr;
    const std::vector<trial::RankLives>* lives = nullptr; // of each group
    const std::vector<trial::Ranking>* rankings = nullptr;
    std::string brain;
    std::vector<std::string> warnings = {};
    Provenance provenance = {};
};
Page rank_page(const RankReport& r);
// report.html into a folder that exists.
void write_rank_report(const RankReport& r, const std::filesystem::path& folder);

// Figures and tables of one person.
EffectForest outcome_forest(const RankReport& r, const trial::Ranking& k); // expected scores, against the score now
BarChart best_bars(const RankReport& r, const trial::Ranking& k);          // for how many such people each is best
BarChart first_bars(const RankReport& r, const trial::Ranking& k);         // how often each one's mean is
TableFigure candidate_table(const RankReport& r, const trial::Ranking& k);
TableFigure lead_table(const RankReport& r, const trial::Ranking& k); // the first less others, in the same people
TableFigure reading_table(const RankReport& r, const trial::Ranking& k);
BarChart people_bars(const RankReport& r, const trial::Ranking& k);            // whom the answer rests on
TableFigure shuffle_table(const RankReport& r, const trial::Ranking& k);       // the gate; it must have been asked
EffectForest variability_forest(const RankReport& r, const trial::Ranking& k); // no groups where nothing is known
TableFigure doubt_table(const RankReport& r, const trial::Ranking& k);         // of parameters; it must have been asked

} // namespace rewire::report
