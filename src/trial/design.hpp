// The design of a trial, as values: who is asked, arms, allocation, visits, conduct, endpoints. Checked and wired;
// nobody has lived yet.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
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
// What everybody lives from enrolment on, before chance gives them an arm.
struct LeadIn {
    enum class GoesOn { everybody, responder, remitter, rule };
    int days = 0; // the first day of the arms; the day before is the visit of week 0
    GoesOn goes_on = GoesOn::everybody;
    std::size_t measure = 0; // place of the instrument that decides
    std::optional<scenario::Rule> rule;
    std::string told; // the rule as the file has it; empty: everybody goes on
};
// Given from the day after the visit at which scores meet the rule, visits after week 0 counted.
struct Rescue {
    std::string told; // as the file has it
    ScoreRule rule;
    model::Calendar calendar; // its courses, from day 0 on
};
// Whether an instrument says who responded, or who is in remission.
bool defines(const model::Instrument& i, scenario::TrialEndpoint::Kind what);
struct Design {
    std::string name;
    std::size_t people = 0, centre = 32; // enrolled over all; at each centre
    std::uint64_t seed = 1;
    scenario::Date start = epoch; // of everybody's week 0
    bool counterfactual = false;
    std::vector<int> ratio; // of the arms
    std::vector<Stratifier> strata;
    model::Calendar screening; // the life before, the visit that enrols, and the lead-in where there is one
    std::vector<Arm> arms;     // the first is the one the others are held against
    std::vector<double> weeks; // of visits; the first is 0
    int window = 0;            // days to either side
    std::optional<scenario::Dropout> dropout;
    std::optional<LeadIn> lead_in;
    std::optional<Rescue> rescue;
    std::size_t main = 0; // place of the instrument that dropout and the lead-in go by: that of the first endpoint of a
                          // score, or the first of the visits
    Problem asked;        // where the file says who is asked
    std::vector<Endpoint> endpoints;

    const std::vector<model::Instrument>& instruments() const { return arms.front().calendar.instruments; }
    int begins() const { return lead_in ? lead_in->days : 0; } // the day of an arm's calendar on which arms begin
    std::size_t centres() const { return (people + centre - 1) / centre; }
    std::size_t enrolled_at(std::size_t which) const; // by that centre; the last one may need fewer
    std::vector<std::string> stratum_names() const;   // "female, phq9 >= 20"; one, "all", where there are no strata
};
// InputError with everything that is wrong with the file and with what the catalogue knows of it, each told once.
Design design_of(const scenario::TrialFile& file, const life::LifeModel& model, const model::MedicineFiles& medicine);

// What its calendars warn of, each once.
std::vector<std::string> warnings_of(const Design& d);

} // namespace rewire::trial
