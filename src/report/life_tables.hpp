// Tidy tables of a life, with the column names that analysts of trials know from ADaM.
#pragma once
#include <string>
#include <vector>

#include "report/life_report.hpp"
#include "report/table.hpp"

namespace rewire::report {

// One row a person. Days are study days as in ADaM: the first day of the plan is 1, the day before it -1, there is no
// 0.
Table subjects_table(const LifeReport& r);
// One row a person, visit and instrument: ADQS.
Table answers_table(const LifeReport& r);
// day, measure, unit, mean, sd, p05, p95: instruments and signals.
Table days_table(const LifeReport& r);
// day, pathway, mean, sd, p05, p95 of log weights; the same of hours.
Table pathways_table(const LifeReport& r);
Table hours_table(const LifeReport& r);
// week, outcome, count, of, rate, low, high (95 %, Wilson), definition of the three outcomes.
Table outcomes_table(const simulate::Outcomes& o);

// Codes of at most eight capital letters and digits, no two alike.
std::vector<std::string> param_codes(const std::vector<model::Instrument>& instruments);
// STUDYID: "REWIRE" and the first eight digits of the results' hash, which tells studies apart in pooled tables;
// letters and digits alone, and nothing of a file's name.
std::string study_of(std::string_view hash); // sixteen digits
std::string study_of(const LifeReport& r);
double study_day(int day);
// What a page is headed by: the scenario's file without folder and ending.
std::string scenario_title(const scenario::Scenario& s);

} // namespace rewire::report
