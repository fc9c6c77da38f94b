// What a person has in the blood, and what it occupies, day by day.
#pragma once
#include <string>
#include <vector>

#include "base/matrix.hpp"
#include "model/dosing_table.hpp"
#include "model/drug.hpp"

namespace rewire::model {

// Taken by somebody, as it was: a day has its doses evenly, the first at its beginning.
struct Intakes {
    const Drug* drug = nullptr;
    Kinetics kinetics;            // of that person
    std::vector<double> kg;       // of each dose of a day, from `first` on
    std::vector<int> times;       // a day
    std::vector<Given> further{}; // others; s after the beginning of `first`, rising
};

class Exposure {
public:
    Exposure() = default;
    // Days `first` to `last`. `samples`: of a day, even; occupancy is averaged over it by Simpson's rule.
    Exposure(const std::vector<Intakes>& taken, int first, int last, int samples = 24);
    double occupancy(int day, std::size_t target) const; // mean over the day, 0 to 1
    // What a visit finds, which is as the day begins, before its dose: nothing of a drug whose first dose is that
    // day's.
    double before(int day, std::string_view molecule) const; // kg/m3 in plasma
    double held_before(int day, std::size_t target) const;   // mean over the 24 h that end then, 0 to 1
    double mean(int day, std::string_view molecule) const;   // kg/m3, over the day
    bool knows(std::string_view molecule) const;

private:
    struct Level {
        std::string molecule;
        std::vector<double> before, mean;
    };
    const Level* find(std::string_view molecule) const;
    int first_ = 0;
    Matrix occupied_; // day x target
    std::vector<Level> levels_;
};

} // namespace rewire::model
