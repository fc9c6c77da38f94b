// The design of a trial, as values: who is asked, arms, allocation, visits, conduct, endpoints. Checked and wired;
// nobody has lived yet.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "model/calendar.hpp"
#include "scenario/trial_file.hpp"

namespace rewire::trial {

struct Arm {
    std::string name;
    model::Calendar calendar; // enrols nobody by itself
};
// A rule about the scores of a visit, with the place of its instrument among the calendar's.
struct ScoreRule {
    std::size_t measure = 0;
    scenario::Rule rule;
};
struct Stratifier { // a person is of its first level, or of its second
    std::string first, second;
    std::optional<ScoreRule> rule; // of the score at screening; none: by sex
};
struct Endpoint {
    std::string name;
    scenario::TrialEndpoint::Kind kind = scenario::TrialEndpoint::Kind::score;
    scenario::TrialEndpoint::Estimand estimand = scenario::TrialEndpoint::Estimand::treatment_policy;
    std::size_t measure = 0, visit = 0; // places among instruments and visits; of an event the rule's instrument alone
    std::optional<ScoreRule> event;
};
// The day that week 0 is told as where a trial says none: a Monday, and no claim of a calendar.
inline constexpr scenario::Date epoch{std::chrono::year(2000) / 1 / 3};
struct Design {
    std::string name;
    std::size_t people = 0, centre = 32; // enrolled over all; at each centre
    std::uint64_t seed = 1;
    scenario::Date start = epoch; // of everybody's week 0
    bool counterfactual = false;
    std::vector<int> ratio; // of the arms
    std::vector<Stratifier> strata;
    model::Calendar screening; // the life before, and the visit that enrols
    std::vector<Arm> arms;     // the first is the one the others are held against
    std::vector<double> weeks; // of visits; the first is 0
    int window = 0;            // days to either side
    std::optional<scenario::Dropout> dropout;
    std::vector<Endpoint> endpoints;

    const std::vector<model::Instrument>& instruments() const { return arms.front().calendar.instruments; }
    std::size_t centres() const { return (people + centre - 1) / centre; }
    std::size_t enrolled_at(std::size_t which) const; // by that centre; the last one may need fewer
    std::vector<std::string> stratum_names() const;   // "female, phq9 >= 20"; one, "all", where there are no strata
};
// InputError with everything that is wrong with the file and with what the catalogue knows of it, each told once.
Design design_of(const scenario::TrialFile& file, const life::LifeModel& model, const model::MedicineFiles& medicine);

} // namespace rewire::trial
