// Tidy tables of a life, with the column names that analysts of trials know from ADaM.
#pragma once
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.hpp"
#include "report/life_numbers.hpp"
#include "report/study_table.hpp"

namespace rewire::report {

// One row a person. Days are study days as in ADaM: the first day of the plan is 1, the day before it -1, there is no
// 0.
Table subjects_table(const LifeReport& r);
// One row a person, visit and instrument: ADQS.
Table answers_table(const LifeReport& r);
void write_answers(const LifeReport& r, const Pieces& out); // the same as CSV, row by row: of many people it is long
// day, measure, unit, mean, sd, p05, p95: instruments and signals.
Table days_table(const LifeReport& r);
Table days_table(const LifeReport& r, const DailySpreads& daily); // with what was reckoned already
// day, pathway, mean, sd, p05, p95 of log weights; the same of hours.
Table pathways_table(const LifeReport& r);
Table hours_table(const LifeReport& r);
// week, outcome, count, of, rate, low, high (95 %, Wilson), definition of the three outcomes.
Table outcomes_table(const simulate::Outcomes& o);

// A score of somebody, and what every table says of it: PARAMCD PARAM AVISIT AVISITN ADY AVAL AVALU BASE CHG PCHG
// ABLFL.
struct ScoreRow {
    const model::Instrument* instrument = nullptr;
    std::string_view code, title; // param_codes(), param_titles()
    double week = 0;              // planned
    int day = 0;                  // on which it was read
    double value = 0, base = 0;   // NaN: not read
    double change() const { return week > 0 ? value - base : std::nan(""); }
};
StudyFields<ScoreRow> score_fields();
// STUDYID: "REWIRE" and the first eight digits of the results' hash, which tells studies apart in pooled tables;
// letters and digits alone, and nothing of a file's name.
std::string study_of(std::string_view hash); // sixteen digits
std::string study_of(const LifeReport& r);
double study_day(int day);
// What a page is headed by: the scenario's file without folder and ending.
std::string scenario_title(const scenario::Scenario& s);

} // namespace rewire::report
