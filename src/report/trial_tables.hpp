// Tables of a trial as CDISC's ADaM names their variables (no conformance is claimed): a row a subject, a score, an
// event. Where everyone lives every arm a subject stands once an arm.
#pragma once
#include "report/table.hpp"
#include "trial/analysis.hpp"

namespace rewire::report {

// STUDYID USUBJID SITEID TRT01P AGE AGEU SEX STRATA RANDFL DCSREAS (why visits are missing) STOPDY (study day of a drug
// stopped for its side effects) RESCDY (the first of rescue) FAILED.
Table trial_subjects(const trial::Design& d, const trial::TrialCohort& c);
// STUDYID USUBJID TRT01P PARAMCD PARAM AVISIT AVISITN (week) ADY (study day) AVAL AVALU BASE CHG ABLFL; visits that
// were missed have no row.
Table trial_scores(const trial::Design& d, const trial::TrialCohort& c);
// STUDYID USUBJID TRT01P PARAMCD PARAM AVAL (weeks) CNSR (1: until then it had not come about); of endpoints of time.
Table trial_events(const trial::Design& d, const trial::TrialCohort& c);
// Endpoints of time: their PARAMCD, in their order.
std::vector<std::string> event_codes(const trial::Design& d);

} // namespace rewire::report
