// What commands will take, found by doing a little of it: time and memory, "about".
#pragma once
#include <vector>

#include "simulate/kept_days.hpp"
#include "study/estimate.hpp"

namespace rewire::simulate {
struct Axis1D;
struct SweepPlan;
} // namespace rewire::simulate

namespace rewire::study {

struct Job;
struct LifeJob;

Demand demand_of(const Job& job);                                                                             // a scan
Demand demand_of(const Job& job, const std::vector<simulate::Axis1D>& axes, const simulate::SweepPlan& plan); // a sweep
// The life of its calendar.
Demand demand_of(const LifeJob& job, std::size_t people, int threads, simulate::Keep keep = simulate::Keep::days);
// So many days of people, of whom readings alone are kept; all of it so many times, one after the other.
Demand demand_of(const LifeJob& job, double person_days, double times, int threads);

} // namespace rewire::study
