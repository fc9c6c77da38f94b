// What becomes of people on the way of a trial: when they come, what is read of them, when they leave.
#pragma once
#include <cstdint>
#include <vector>

#include "simulate/year.hpp"
#include "trial/participants.hpp"

namespace rewire::trial {

struct Candidate {
    std::uint32_t index = 0;
    std::vector<double> scores; // at screening
};

// Of one arm. Design and arm must stay where they are.
class Conduct {
public:
    Conduct(const Design& d, const Arm& arm) : d_(d), c_(arm.calendar) {}

    // A life as the trial knows it; the one who lived it was enrolled with the candidate's scores.
    Participant of(const simulate::Person& p, const Candidate& candidate, std::size_t centre, int arm,
                   int stratum) const;

    // Visits that are attended before somebody with those scores and that luck comes no more.
    std::size_t seen(const Participant& p, const model::Luck& luck) const;

private:
    std::size_t row(int day) const;
    int jitter(const model::Luck& luck, std::size_t visit) const;

    const Design& d_;
    const model::Calendar& c_;
};

} // namespace rewire::trial
