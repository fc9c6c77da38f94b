// Many virtual people live one calendar: what instruments read at visits and every day.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "model/calendar.hpp"

namespace rewire {

struct Person {
    Matrix visits;          // visit x instrument, in the instrument's unit
    Matrix days;            // day x instrument
    Recording signals;      // day x signal of the body (Body::signals()), in its unit, as the day began
    Recording pathways;     // day x pathway: log weight after the night
    Recording hours;        // day x activity, h
    Recording rates;        // (visit * activities + activity) x region, Hz: what the network answers on that day; NaN where the activity was not in use
    std::string failure;    // empty: lived to the end; else why not, and the rows not reached are NaN
    std::size_t solved = 0; // network equilibria
};

struct Spread {
    double mean = 0, sd = 0, p05 = 0, p95 = 0;
};
// Over people who have the number.
Spread spread_of(std::vector<double> values);

// `done(share)` is told after every few people, who live side by side; false stops early. The same bits for any number of threads.
std::vector<Person> live(const LifeModel& model, const Calendar& calendar, std::size_t people, std::uint64_t seed, int threads,
                         const std::function<bool(double)>& done = {});
std::uint64_t hash_of(const std::vector<Person>& people);

} // namespace rewire
