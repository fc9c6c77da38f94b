// How alike the two scans of a person are beside those of others, where a run has two of each.
#pragma once
#include <string>
#include <vector>

#include "model/calendar.hpp"
#include "observe/reliability.hpp"
#include "simulate/year.hpp"

namespace rewire::simulate {

// Of the people of whom both scans are recorded: connectivity of week 0 and of the last visit, maps of a resting scan
// at the first and the last visit. What happened to people between the two lowers all of them.
struct ScanReliability {
    std::size_t people = 0;     // whose connectivity is recorded twice; 0 or 1: nothing is told
    double identification = 0;  // of connectivity, share of scans
    observe::Reliability edges; // ICC of Fisher's z
    struct OfMap {
        std::string name;
        std::size_t people = 0;
        observe::Reliability regions;
    };
    std::vector<OfMap> maps; // of those that differ between people
};
ScanReliability scan_reliability(const std::vector<Person>& people, const model::Calendar& calendar,
                                 const life::LifeModel& model);

} // namespace rewire::simulate
