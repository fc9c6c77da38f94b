// A claim about people as an experiment of two arms, and what the model answers: the same people with and without what is claimed.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "simulate/year.hpp"

namespace rewire {

struct Claim {
    std::string name, says, source;
    std::string treated, control; // scenarios; control may be empty
    std::string part, other_part; // of a combination
    std::string measure;          // an instrument
    std::string statistic;        // see `statistics()`
    double week = 12, from = 0;   // read in this week; change since that one
    double threshold = 0;         // of statistics that count people
    double low = 0, high = 0;     // where the answer should lie
    std::string unit;             // of the answer
    int line = 0;                 // in its file
};
// Names with what they mean:
//   hedges_g            difference of the arms over their pooled sd, of ratings with their noise
//   difference          of the arms' means; percent_of_control the same in per cent of the control's mean
//   percent_change      mean over people of the treated arm since `from`; ..._against_control: minus that of the control arm
//   mean, sd            of the treated arm
//   share_above         per cent of the treated arm above the threshold; share_below
//   response            per cent whose score fell by half since week 0; remission: per cent at or below the threshold
//   relapse             per cent of those who had responded in week `from` and have lost half of the gain in any fortnight until `week`
//   share_of_sum        what a combination does against control, over the sum of what its two parts do against it
//   worst_change        largest change over people since `from`, per cent of the healthy value
std::vector<std::pair<std::string_view, std::string_view>> statistics();

struct Verdict {
    double value = 0, error = 0; // standard error over people (bootstrap, 200 resamples with fixed seeds)
    std::size_t people = 0;
    bool inside = false;
    std::string failure; // why it could not be answered
};

// InputError with everything that is wrong with the file.
std::vector<Claim> read_claims(std::string_view text, const std::string& file);

// Arms that claims share are lived once. Scenario text becomes a calendar by `calendar_of`.
class Experiments {
public:
    Experiments(const LifeModel& model, std::function<Calendar(const std::string&)> calendar_of, std::size_t people, std::uint64_t seed, int threads);
    Verdict judge(const Claim& claim);

private:
    struct Arm {
        Calendar calendar;
        std::vector<Person> people;
    };
    const Arm& arm(const std::string& scenario);

    const LifeModel& model_;
    std::function<Calendar(const std::string&)> calendar_of_;
    std::size_t people_;
    std::uint64_t seed_;
    int threads_;
    std::map<std::string, Arm> arms_;
};

} // namespace rewire
