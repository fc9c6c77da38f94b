// Which candidate is best for a person, over virtual people weighted by how well they agree with what is known of them
// (trial/weights.hpp); and whether that can be told at all.
//
// All is of the score as it is in people on the asked day, without rating, but for response and variability, which are
// of scores as rated, as trials report them. Less is better.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "trial/rank_lives.hpp"

namespace rewire::trial {

// Spread of the change in people under a candidate over that of the same people under its control.
struct Variability {
    double ratio = 0, low = 0, high = 0; // 95 %
    std::size_t people = 0;
};
// What trials found.
struct PublishedVariability {
    double ratio = 0;
    std::optional<double> low, high; // 95 %, where it is given
    std::string source;
};
PublishedVariability published_variability(bool drug);
bool outside(const Variability& found, const PublishedVariability& published);

struct CandidateAnswer {
    std::size_t arm = 0;
    WeightedMean outcome, change; // change: from now
    double low = 0, high = 0;     // 95 % of such people have an outcome between
    WeightedMean response;        // chance of it: less than its share of the score of week 0 is left
    WeightedMean best;            // share of such people in whom no other candidate does more
    double first = 0;             // chance that its mean is the best one, by the people who were drawn (bootstrap)
    double population = 0;        // mean of the outcome over everybody who was enrolled
    std::optional<Variability> variability; // in everybody who was enrolled; none: not asked, or it is the control
};
// The first candidate less another one, in the same people.
struct Lead {
    std::size_t first = 0, second = 0; // arms
    WeightedMean difference;
    double low = 0, high = 0; // 95 % of such people
    WeightedMean others;      // share of such people who do better under the second
};
struct ShuffleGate {
    std::size_t shuffles = 0, same = 0; // readings of so many others in their place, and so often the same came first
    std::size_t population_first = 0;   // arm
    double moved = 0;             // by the readings: root mean square of what they do to differences of candidates
    double moved_shuffled = 0;    // the same by readings of others, median
    bool readings_matter() const; // fewer than 95 % of the shuffles put the same first
};
// How far the answer hangs on what is not known of the parameters: each of several sets of them that agree with the
// evidence lets the same virtual people live again, weighs them by the readings and ranks the candidates. Sets count
// alike; what they do not vary is not in it.
struct CandidateDoubt {
    std::size_t arm = 0;
    double mean = 0, sd = 0;  // over sets, of the expected outcome
    double low = 0, high = 0; // 95 % of such people over all sets: what people differ by and what sets do
    double parameters = 0;    // share of that variance which is between sets
    double best = 0;          // share of such people in whom no other candidate does more, mean over sets
    double first = 0;         // chance that its mean is the best one, by sets and by the people who were drawn
};
struct RankDoubt {
    std::size_t sets = 0, unanswered = 0;   // that answered; in which nobody could have been read so, or many broke
    std::size_t same = 0;                   // sets that put the same candidate first
    std::vector<CandidateDoubt> candidates; // as the file has them
    Lead lead;                              // the first one less the one that does best against it in such people, over
                                            // sets; its errors are those between sets
    bool same_first() const;                // in 95 % of the sets
    bool holds() const; // 95 % of the sets put the same first, and 95 % of such people over all sets do best under it
};
enum class Verdict {
    cannot_tell,   // the first one's difference to some other has an interval that holds 0
    for_everybody, // the first is that of the population, whatever the readings
    for_person     // the readings decide, too
};
struct Ranking {
    std::size_t person = 0;
    Weights weights;
    std::vector<CandidateAnswer> candidates; // as the file has them
    std::vector<std::size_t> order;          // of these, the best first
    Lead lead;                               // over the second one
    Lead rival;                              // over the one that does best in some of these people, maybe the same
    std::optional<ShuffleGate> gate;         // none: not asked
    std::optional<RankDoubt> doubt = {};     // of parameters; none: not asked
    Verdict verdict = Verdict::cannot_tell;
    bool chance_alone = false;                // some interval of chance holds 0: more virtual people could tell
    bool differs_by_person = false;           // some interval of such people does
    bool hangs_on_parameters() const;         // it was asked, and sets put others first or alone leave it open
    std::vector<std::vector<double>> typical; // of each reading: 2.5 %, 50 % and 97.5 % of what the population reads
};
// Those who hold weight for some person of the group: who must live the candidates where nobody else is asked about.
std::vector<std::size_t> who_carry(const RankDesign& design, std::size_t group, const RankLives& lives);
// So many people must count: 100, or a quarter of them.
double effective_floor(std::size_t people);
// Agreement of each person of the group with the readings; those who failed are impossible.
std::vector<double> agreements(const RankDesign& design, const RankLives& lives, std::size_t group,
                               const std::vector<KnownReading>& readings);
// `shuffles`: 0, and there is no gate, nor what everybody would do. Those who have not lived a candidate must hold next
// to no weight; they are left out.
Ranking rank(const RankDesign& design, const RankLives& lives, std::size_t person, std::size_t shuffles);

} // namespace rewire::trial
