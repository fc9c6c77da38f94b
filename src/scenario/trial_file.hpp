// A trial as its file tells it: who is asked, which arms, visits, conduct and endpoints. What names mean is known to
// the catalogue, not here; trial/design.hpp puts the two together.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/scenario.hpp"
#include "scenario/trial_conduct.hpp"

namespace rewire::scenario {

struct TrialArm : Arm {
    bool placebo = false; // after its drug a pill without one
    Section::Text placebo_at = {};
};
struct TrialEndpoint {
    enum class Kind { score, response, remission, time_to_event };
    // What becomes of a score after an intercurrent event (a drug stopped for its side effects): ICH E9 (R1).
    enum class Estimand { treatment_policy, hypothetical, composite, while_on_treatment };
    static const Names& kinds(); // as a file and a result call them
    static const Names& estimands();
    Section::Text name, measure; // measure: empty, the first instrument
    std::optional<double> week;  // of a score or a share; none: the last visit
    Kind kind = Kind::score;
    Estimand estimand = Estimand::treatment_policy;
    std::optional<Rule> event; // of time to event
};
struct TrialFile {
    std::string file, name;
    std::size_t people = 0; // enrolled, over all arms (each arm's own where everyone lives every arm)
    std::uint64_t seed = 1;
    std::optional<Date> start = {}; // the day of week 0
    Section::Text from = {}, life = {};
    bool counterfactual = false; // everyone lives every arm
    std::vector<int> ratio;      // of the arms; empty: alike
    std::vector<Section::Text> strata;
    std::size_t centre = 32; // people enrolled at each centre
    std::vector<TrialArm> arms;
    std::vector<double> weeks;
    Section::Text weeks_at = {};
    double window = 0; // s, to either side of a visit's day
    std::vector<Section::Text> instruments;
    std::optional<TrialLeadIn> lead_in;
    TrialConduct conduct;
    std::vector<TrialEndpoint> endpoints;
    std::vector<Setting> settings; // of mechanisms' parameters
    std::vector<Problem> problems; // what is wrong with the text
    Lines lines;
    std::string note; // of a file that was in another encoding; usually empty

    Problem problem(const Section::Text& at, std::string what) const;
    // What one arm's people live: a scenario that the same places of the file tell.
    Scenario scenario(std::size_t arm) const;
};

// Nothing of another file; of a trial everything that can be read: what is wrong is in TrialFile::problems.
std::optional<TrialFile> trial_in(std::string_view text, const std::string& file);
// Of a text that should be one.
TrialFile read_trial(std::string_view text, const std::string& file);

} // namespace rewire::scenario
