// Whether an arm does as much in some people as in others: its difference from the first arm in each of two levels, and
// the test of whether the two differ (interaction). Few people stand in each level and many levels are looked at: what
// is found here is a question for the next trial (Wang 2007, NEJM 357:2189).
#pragma once
#include <array>
#include <span>
#include <string>
#include <vector>

#include "trial/analysis.hpp"

namespace rewire::trial {

struct LevelEffect {                     // of an arm minus the first, among the people of one level
    std::size_t people = 0, control = 0; // used, in the arm and in the first; of pairs, the same people
    double difference = 0, error = 0;
    Interval interval = {}; // 95 %
};
struct ArmInteraction {
    std::string arm = {};
    std::array<LevelEffect, 2> levels = {};
    double difference = 0, error = 0, df = 0; // the second level's effect minus the first's
    Interval interval = {};                   // 95 %
    double t = 0, p = 0;                      // two-sided
};
struct Subgroup {
    std::string name = {};
    std::array<std::string, 2> levels = {};
    std::vector<ArmInteraction> arms = {}; // every arm but the first
    std::string failure = {};              // why there is no answer; there are then no arms
};

// outcome ~ arm * level + covariates, by least squares; the reference is the first arm. `level` of each person: 0 or 1,
// below 0 where it is not known.
Subgroup interaction(const AncovaData& data, std::span<const int> level);
// Of the same people under every arm: `differences` of each further arm, one a person; NaN: not known. Their means by
// level, of one spread.
Subgroup paired_interaction(const std::vector<std::string>& arms, const std::vector<std::vector<double>>& differences,
                            std::span<const int> level);

// Of the first endpoint that is a score, as its estimand has it, adjusted as it is (baseline, strata). Levels: each
// stratifier of the allocation, sex, age and the score in week 0, these two below their median against the others.
// Where everyone lives every arm: the differences in each person, as they are in them, by level.
struct Subgroups {
    const Endpoint* endpoint = nullptr;    // null: no endpoint is a score, and nothing else is told
    std::vector<LevelEffect> overall = {}; // of each further arm in everybody; none where there is no answer
    std::vector<Subgroup> all = {};
};
// `found` is of the same design and people; both must stay where they are.
Subgroups subgroups_of(const Design& d, const TrialCohort& c, const std::vector<Found>& found);

// What whoever reads them must know.
std::string subgroup_caution(const Subgroups& s);

} // namespace rewire::trial
