// People who stop a drug early for its side effects: when, and how many.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "life/lives.hpp"
#include "simulate/year.hpp"

namespace rewire::simulate {

// One person on the way through a calendar. A drug is stopped on the day on which the chance that the mechanism
// side_effects gives each day has added up to a number that is the person's own luck with that drug; of several drugs
// each takes its part of the blame. A life without that mechanism stops nothing, and no other luck is touched. What a
// table of doses tells has been taken. What is felt while a drug is taken is noted beside, whether it is stopped or
// not.
class Stopping {
public:
    Stopping(const life::LifeModel& model, const model::Calendar& calendar, const model::Luck& luck);
    bool day(life::Life life, int day); // after it was lived; whether something is stopped from the next day on
    const model::Stops& stops() const { return stops_; }
    std::vector<Felt> felt() const; // by the day it began, of one day by phrase

private:
    struct Drug {
        std::uint32_t phrase = 0;
        int start = 0, end = 0; // days; all its steps, and its taper
        double bears = 0;       // so much
        std::optional<Felt> felt = {};
    };
    void feel(Drug& d, double burden, double feared, int day) const;
    std::size_t hazard_, burden_, feared_;
    bool stops_some_;
    std::vector<Drug> drugs_;
    model::Stops stops_;
};

struct StopCount { // of one drug of the plan
    std::string treatment;
    std::size_t count = 0, of = 0;
    std::vector<double> weeks; // since its start, of those who stopped, rising
    std::string told() const;  // "escitalopram: 3 of 50 people, after 0.7 to 6 weeks (median 2)"
};
std::vector<StopCount> stop_counts(const std::vector<Person>& people, const model::Calendar& calendar);

} // namespace rewire::simulate
