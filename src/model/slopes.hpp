// What of a person or of a reading goes with age and sex, as the catalogue's slopes tell it.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "model/people.hpp"

namespace rewire::model {

// Of one number: 0 for somebody of 40 half way between the sexes, so that the mean person stays what they are.
//   women (1/2 of a woman, -1/2 of a man) + decade (age - 40)/10
struct Slope {
    double women = 0, decade = 0; // added, or of the logarithm
    double of(const AgeAndSex& who) const { return women * (who.woman ? 0.5 : -0.5) + decade * (who.age - 40) / 10; }
};
struct SlopeTarget {
    std::string name;
    bool log = false; // the number is multiplied; otherwise it is added to, in its own unit
    Slope slope;
    std::vector<std::pair<std::string, std::string>> parameters = {}; // mechanism, parameter
    std::vector<std::string> instruments = {};
};
// Moves the parameters of somebody, which are then to be settled.
void age_person(life::Life& life, const std::vector<SlopeTarget>& slopes, const AgeAndSex& who);

} // namespace rewire::model
