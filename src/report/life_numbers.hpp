// What many people's days come to: spreads over people, and the moments of a life that are compared.
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "report/life_report.hpp"

namespace rewire::report {

// A number of a person on a day (row) of a kind (column); NaN where the person has none.
using PersonNumber = std::function<double(const simulate::Person&, std::size_t row, std::size_t column)>;
PersonNumber instrument_reading();
PersonNumber signal_reading();
PersonNumber weight_reading(); // log weights
PersonNumber hours_reading();
PersonNumber rate_reading();
PersonNumber map_reading(std::size_t kind, std::size_t kinds); // row: visit

struct Spreads { // row x column
    Matrix mean, sd, p05, p95;
};
Spreads over_people(const std::vector<simulate::Person>& people, std::size_t rows, std::size_t columns,
                    const PersonNumber& read);

// Of every day: of the instruments, and of the signals as the day began. Several parts of a report show them.
struct DailySpreads {
    Spreads instruments, signals;
};
DailySpreads daily_spreads(const LifeReport& r);
// life_dataset() and life_page() with what was reckoned already.
LifeNumbers life_dataset(const LifeReport& r, std::size_t most, const DailySpreads& daily);
Page life_page(const LifeReport& r, const DailySpreads& daily);

std::size_t days_of(const model::Calendar& c);
simulate::KeptDays kept_days(const LifeReport& r);            // rows of what is recorded day by day
std::size_t kept_row(const LifeReport& r, int day);           // behind the last where that day is not kept
std::vector<double> weeks_of_days(std::span<const int> days); // near_week() of each
std::vector<double> weeks_of_days(const model::Calendar& c);  // of every day

struct Moment { // before the plan, its start, the last visit: those that the calendar has
    std::string label;
    int day = 0;
    std::optional<std::size_t> visit;
};
std::vector<Moment> moments_of(const model::Calendar& c);
using simulate::week_before;
// The file beside the page that holds everybody's ratings.
const char* answers_file(const LifeReport& r);

// Who somebody is in result.nc, in every table and in a BIDS dataset: "sub-000004", by whose luck it is.
std::string subject_of(const simulate::Person& p);
// What is on the plan: "cbt + escitalopram", or "no treatment".
std::string arm_of(const model::Calendar& c);
// A mean over people of an instrument's readings: a decimal of a point where it is of whole points.
std::string reading_text(const model::Instrument& i, double value);
// A percentile over people: whole points where it is of whole points (simulate::score_quantile_of).
std::string quantile_text(const model::Instrument& i, double value);
std::string mean_and_sd(const model::Instrument& i, const simulate::Spread& s); // "12.3 ± 4.1"

// Connectivity at rest before and after, of the people of whom it was recorded both times.
struct MeanConnectivity {
    std::optional<Matrix> before, after; // region x region, mean over people
    std::optional<Matrix> change_error;  // standard error over people of the mean change; with two people or more
    std::size_t people = 0;              // of `before`; of `after` where there is no `before`
};
MeanConnectivity mean_connectivity(const std::vector<simulate::Person>& people, std::size_t regions);

// "GAD-7" of "GAD-7, anxiety of the last two weeks ...": what an instrument says of itself up to the first comma.
std::string title_of(const model::Instrument& i);
std::string words_of(std::string name); // "chronic_stress" -> "chronic stress"
double near_week(double week);       // to a hundredth, as a reader points at it and every page, table and text names it
std::string week_label(double week); // "Week −24"
// "cbt 50 min weekly, homework 20 min daily"
std::string course_label(const model::Calendar& c, const model::Course& course);

} // namespace rewire::report
