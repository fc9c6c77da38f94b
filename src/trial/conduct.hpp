// What becomes of people on the way of a trial: when they come, what is read of them, when they leave.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "simulate/year.hpp"
#include "trial/participants.hpp"

namespace rewire::trial {

struct Candidate {
    std::uint32_t index = 0;
    std::vector<double> scores;                      // at screening, or at the end of the lead-in
    std::shared_ptr<const simulate::Past> past = {}; // of the evening before enrolment
};

// Whether somebody who has lived the lead-in is randomised, and why not.
enum class AfterLeadIn { goes_on, unmet, stopped, broke };
AfterLeadIn after_lead_in(const Design& d, const simulate::Person& p);

// Of one arm: what its calendar says, as somebody kept it. Design and calendar must stay where they are.
class Conduct {
public:
    Conduct(const Design& d, const model::Calendar& plan) : d_(d), c_(plan) {}

    // A life as the trial knows it; the one who lived it was enrolled with the candidate's scores. `rescued`: the day
    // of the visit that brought the rescue that the plan has; -1: it has none.
    Participant of(const simulate::Person& p, const Candidate& candidate, std::size_t centre, int arm, int stratum,
                   int rescued = -1) const;
    // The day after which somebody gets rescue; nothing where scores do not bring it, or too late.
    std::optional<int> rescue_day(const Participant& p) const;

    // Visits that are attended before somebody with those scores and that luck comes no more. `draw`: of that luck,
    // where it is drawn again.
    std::size_t seen(const Participant& p, const model::Luck& luck, std::size_t draw = 0) const;

private:
    std::size_t row(int day) const;
    int jitter(const model::Luck& luck, std::size_t visit) const;

    const Design& d_;
    const model::Calendar& c_;
};

} // namespace rewire::trial
