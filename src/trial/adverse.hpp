// Adverse events of a trial: what its people felt of side effects while they took a drug.
//
// The model has one burden for all side effects of all drugs of a day (mechanism side_effects). So an event is the
// burden while one drug was taken, it has no name beyond the drug's, and drugs that are taken together each have it.
#pragma once
#include <string>
#include <vector>

#include "trial/participants.hpp"

namespace rewire::trial {

// By the highest burden, 0 to 1, spread evenly over the seven points of the FIBSER's burden (Wisniewski 2006, from
// memory: none; minimal, mild; moderate, marked; severe, unable to function), which are taken together by two as its
// authors do. That the model's burden lies evenly on those points is assumed. From 1/12 on an event is noted at all
// (simulate::Felt::least); a drug that is stopped for less has a mild one.
enum class Severity { mild, moderate, severe };
inline constexpr double moderate_from = 5.0 / 12, severe_from = 9.0 / 12;
Severity severity_of(const simulate::Felt& event);

// The name of the treatment that was taken when it began.
const std::string& treatment_of(const Design& d, const Participant& p, const simulate::Felt& event);

struct AdverseCount { // in one arm, of one treatment
    std::string treatment;
    std::size_t people = 0;                         // who had an event; nobody has two of one drug
    std::size_t mild = 0, moderate = 0, severe = 0; // of them, by the worst
    std::size_t stopped = 0;                        // of them, who stopped the drug for it
    std::size_t feared = 0; // of them, more than half of whose worst burden was fear of the drug
};
struct ArmAdverse {
    std::size_t people = 0;                    // in the arm
    std::size_t any = 0;                       // who had an event of any treatment
    std::vector<AdverseCount> treatments = {}; // in the order of their names
};
std::vector<ArmAdverse> adverse_of(const Design& d, const TrialCohort& c); // arm by arm

} // namespace rewire::trial
