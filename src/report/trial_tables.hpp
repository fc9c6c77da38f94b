// Tables of a trial as CDISC's ADaM names their variables (no conformance is claimed), with what a dictionary says of
// each column. Where everyone lives every arm a subject stands once an arm.
#pragma once
#include <string>
#include <vector>

#include "report/study_table.hpp"
#include "trial/analysis.hpp"

namespace rewire::report {

// ADSL a row a subject; ADQS a row a score that was seen; ADEFF a row an endpoint of a score or a share, under its
// estimand; ADTTE a row an endpoint of time; ADAE a row a drug whose side effects were felt. Both must stay
// where they are.
std::vector<StudyTable> trial_tables(const trial::Design& d, const trial::TrialCohort& c);

// USUBJID: by whose luck it is, so that the same person of another trial with the same seed has the same one.
std::string subject_of(const trial::Participant& p);
std::string study_of(const trial::TrialCohort& c);
// "2000-01-03" of a day of the plan, its first being 0.
std::string date_of(const trial::Design& d, int day);
// Days of the first and of the last treatment that somebody took; -1, -1 where the arm has none. A drug that was
// stopped ends then.
struct TreatedDays {
    int first = -1, last = -1;
};
TreatedDays treated_days(const model::Calendar& arm, const model::Stops& stops);

} // namespace rewire::report
