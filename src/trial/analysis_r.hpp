// The analyses of a trial once more in R, for whoever trusts no program but their own: a script that reads the tables
// beside it (names and columns as in CDISC's ADaM) and needs nothing of rewire.
//
//   ADSL.csv   a row a person: STUDYID USUBJID TRT01P SEX AGE STRATA
//   ADQS.csv   a row a person, score and visit: USUBJID PARAMCD AVISITN AVAL BASE CHG; visits after baseline are above
//   0 ADTTE.csv  a row a person and event: USUBJID PARAMCD AVAL (weeks) CNSR (1 = censored)
//
// Of each score: analysis of covariance at each visit (lm), and of all visits together the mixed model of repeated
// measures (nlme::gls, any correlation between visits, a variance for each; t with as many degrees of freedom as rows
// less coefficients, as gls has it: no Kenward-Roger). Of each event: Kaplan-Meier, log-rank test and Cox's model
// (survival). It prints the results and leaves them in analysis_r.csv.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace rewire::trial {

struct RScript {
    std::string reference = {};           // the arm (TRT01P) the others are held against; must not be empty
    std::vector<std::string> scores = {}; // PARAMCD of ADQS; empty: every one in it
    std::vector<std::string> events = {}; // PARAMCD of ADTTE; empty: every one in it
    bool strata = true;                   // STRATA is adjusted for, and the log-rank test and Cox's model are by it
};
std::string analysis_r(const RScript& script);
// As analysis.R in a folder. InputError where it cannot be written.
void write_analysis_r(const RScript& script, const std::filesystem::path& folder);

} // namespace rewire::trial
