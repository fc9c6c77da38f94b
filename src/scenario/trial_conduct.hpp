// What a trial's file says of its conduct: who leaves, the lead-in, rescue, raters.
#pragma once
#include <optional>
#include <vector>

#include "scenario/scenario.hpp"
#include "scenario/score_rule.hpp"

namespace rewire::scenario {

// People who come no more, between visits.
struct Dropout {
    enum class Missing { MCAR, MAR, MNAR };
    double share = 0, week = 0; // of those who are as likely to leave as everybody, gone by then
    Missing missing = Missing::MCAR;
};
// What everybody lives between enrolment and randomisation.
struct TrialLeadIn {
    double weeks = 0; // whole
    std::vector<Phrase> treatments;
    double adherence = 1;
    Section::Text place = {};       // of its weeks
    Section::Text continue_if = {}; // "responder", "remitter", a rule; empty: everybody goes on
    std::optional<Rule> rule = {};  // where it is one
};
// What somebody is given whose scores meet a rule, from the day after the visit on.
struct TrialRescue {
    Section::Text text; // as it stands in the file
    Phrase treatment;   // without a length where it goes on to the end
    Rule rule;
};
struct TrialConduct {
    std::optional<Dropout> dropout;
    std::optional<TrialRescue> rescue;
    bool stopping = true; // drugs are stopped for their side effects
    int raters = 0;       // at each centre; 0: as everywhere else, without a bias of their own
    Section::Text raters_at = {};
};

// [lead_in]; nothing where there is none.
std::optional<TrialLeadIn> read_lead_in(Section root);
TrialConduct read_conduct(Section root);
// The plan of an arm after a lead-in: that one's treatments, then the arm's, which begin where the lead-in ends. What
// the arm goes on with at once is not tapered.
std::vector<Phrase> after_lead_in(const TrialLeadIn& lead_in, std::vector<Phrase> arm);

} // namespace rewire::scenario
