// Many virtual people live one calendar: what instruments read at visits and every day.
#pragma once
#include <cmath>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "simulate/kept_days.hpp"

namespace rewire::simulate {

// How many people's whole connectivity is recorded, 54 kB each: a mean needs no more, and identification is told of 20.
inline constexpr std::uint32_t with_connectivity = 20;
// The same of rates of every region, up to 40 kB each, where the days of visits alone are kept.
inline constexpr std::uint32_t with_rates = 100;

// Where somebody stood in the evening of a day: what any calendar that is the same up to then can go on from.
struct Past {
    int day = 0;
    life::PersonParameters parameters;
    life::LifeState state;
};
// What somebody felt of side effects while a drug was taken, once a drug; days of the calendar. The burden is one of
// all drugs that are in the body on a day (mechanism side_effects), so that drugs taken together each have it.
struct Felt {
    static constexpr double least = 1.0 / 12; // burden, 0 to 1, from which on it is noted; see trial/adverse.hpp
    std::uint32_t phrase = 0;                 // of the plan
    int from = 0, to = 0;                     // the first and the last day on which it was noted
    int days = 0;                             // of them: so many
    int worst_day = 0;
    int stopped = 0;   // 1: the drug was, for them
    double worst = 0;  // the highest burden
    double feared = 0; // share of that which is felt because it is feared
};
struct Person {
    std::uint32_t index = 0; // whose luck it is
    Matrix visits;           // visit x instrument, in the instrument's unit
    Matrix days;             // day x instrument; days: those of KeptDays
    Recording signals;       // day x signal of the body (BodyWiring::signals()), in its unit, as the day began
    Recording pathways;      // day x pathway: log weight after the night
    Recording hours;         // day x activity, h
    Recording rates; // (visit * activities + activity) x region, Hz: what the network answers on that day; NaN where
                     // the activity was not in use
    Recording connectivity =
        {};         // at rest, region x region: in week 0, then (below) at the last visit; empty where not recorded
    Recording maps; // (visit * kinds + kind) x region, as maps_of() names them; empty where not recorded
    double screened_out = std::nan(""); // the score that kept them out; NaN: enrolled
    std::size_t screened_by = 0;        // the rule of enrolment (Calendar::inclusion) it was held against
    std::string failure;    // empty: lived to the end; else why the numbers broke, and the rows not reached are NaN
    std::size_t solved = 0; // network equilibria
    model::Stops stops;     // drugs that were stopped for their side effects
    std::vector<Felt> felt = {};           // of each drug whose side effects were felt, or for which it was stopped
    std::shared_ptr<const Past> past = {}; // of the evening that was asked for (LiveOptions::keep); else null
    std::uint64_t hash = 0;                // of what instruments read on every day, and at the visits
    bool hurt = false;                     // on any day
    // Where the days of visits alone are kept (Keep::visits), what needs the others; else empty.
    std::vector<std::uint8_t> relapsed = {}; // [visit] see relapses_of()
    Matrix weeks = {};                       // day x activity: hours a day over the week before
};

struct Spread {
    double mean = 0, sd = 0, p05 = 0, p95 = 0;
};
// Over people who have the number.
Spread spread_of(std::vector<double> values, bool whole = false);
// The same without a copy: the values are left in another order.
Spread spread_in(std::span<double> values, bool whole = false);
// Linear between order statistics, as numpy.quantile; NaN of none.
double quantile_of(std::span<const double> sorted, double q);
// Of scores in whole points: the lowest score at or below which that share of people lies, so that it is one; as
// numpy.quantile with method "inverted_cdf".
double score_quantile_of(std::span<const double> sorted, double q);

// Somebody who was not enrolled: outside the range of an instrument on day 0.
struct ScreenFailure {
    std::uint32_t index = 0;
    double score = 0;
};
struct Cohort {
    std::vector<Person> people; // the first who may be enrolled, in the order of their numbers
    std::vector<ScreenFailure> screened_out;
    std::size_t tried = 0;
};
// So many candidates at most are tried for so many people.
std::size_t most_candidates(std::size_t people);
// How many of them to try next, by how many were enrolled of those tried before: none where nobody is missing.
std::size_t candidates_next(std::size_t people, std::size_t enrolled, std::size_t tried, std::size_t most);

struct LiveOptions {
    std::size_t people = 50;
    std::uint64_t seed = 1;
    int threads = 1;
    bool record = true;           // signals, pathways, hours and rates too, not the readings alone
    Keep of_days = Keep::days;    // with `record`: the days of which all this is kept
    std::optional<int> keep = {}; // the day whose evening is kept of everyone who is not sent home before: Person::past
    std::function<bool(double)> done = {};                  // told the share that is ready; false stops early
    std::function<const Person*(std::uint32_t)> known = {}; // people who have lived already; may be empty
    std::function<void(const Person&)> finished =
        {}; // told of everyone else who has lived, screen failures too, one at a time
};
// The same people and bits for any number of threads. Numbers that break end one person (Person::failure); InputError
// and Defect end it all. Where people must be screened, at most 20 times as many and 100
// are tried.
Cohort live(const life::LifeModel& model, const model::Calendar& calendar, const LiveOptions& options);
// Those people, by their numbers and in that order: the same bits as in any crowd. `done` and `finished` as above; the
// rest of the options but people and known holds too. Those not reached when `done` says stop have no visits.
// `pasts`: empty, or one of each, who go on from there: days before have no readings. Up to then the calendar must be
// the one that they lived, and none of its courses may have begun.
std::vector<Person> live_these(const life::LifeModel& model, const model::Calendar& calendar,
                               std::span<const std::uint32_t> who, const LiveOptions& options,
                               std::span<const std::shared_ptr<const Past>> pasts = {});
// The same with a calendar of each person's own, over the same days: people of small groups are lanes of one batch.
std::vector<Person> live_these(const life::LifeModel& model, std::span<const model::Calendar* const> plans,
                               std::span<const std::uint32_t> who, const LiveOptions& options,
                               std::span<const std::shared_ptr<const Past>> pasts = {});
std::uint64_t hash_of(const std::vector<Person>& people);

} // namespace rewire::simulate
