// The analyses of a trial once more in R, for whoever trusts no program but their own: a script that reads the tables
// beside it (names and columns as in CDISC's ADaM) and needs nothing of rewire.
//
//   ADSL.csv   a row a person: USUBJID TRT01P STRATAR, and AGE and SEX for the baseline
//   ADQS.csv   a row a person, score and visit: USUBJID PARAMCD AVISITN AVAL BASE CHG; visits after baseline are above
//   0 ADEFF.csv  a row a person and endpoint: USUBJID PARAMCD PARAM PARCAT1 (kind) PARCAT2 (estimand) AVISITN AVAL BASE
//   ADTTE.csv  a row a person and event: USUBJID PARAMCD AVAL (weeks) CNSR (1 = censored)
//
// Of ADSL and ADQS: means at baseline and standardised differences. Of each score: analysis of covariance at each visit
// (lm), and of all visits together the mixed model of repeated measures (nlme::gls, any correlation between visits, a
// variance for each; t with as many degrees of freedom as rows less coefficients, as gls has it: no Kenward-Roger). Of
// each endpoint under its estimand: adjusted means, differences and Hedges' g, or shares with Wilson's interval,
// Newcombe's of their difference and people to treat for one more. Of each event: Kaplan-Meier with its estimates at
// visits, log-rank test and Cox's model (survival). Where somebody stands in ADSL once an arm the arms are compared
// within people alone, by TRUTH of ADEFF. It prints the results and leaves them in analysis_r.csv.
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
