// Where the numbers of a life come from: parameters, catalogue files, what is contested, methods, citations.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "report/life_report.hpp"

namespace rewire::report {

std::vector<const mechanism::Entry*> mechanisms_of(const life::LifeModel& model);
TableFigure life_parameters(const LifeReport& r); // of every mechanism, one table
TableFigure life_catalogue(const LifeReport& r);  // what the files used say, value by value

struct Dispute {
    std::string what, why;
};
std::vector<Dispute> disputes_of(const LifeReport& r);

std::string life_methods(const LifeReport& r);
std::vector<std::string_view> life_cites(const LifeReport& r);

} // namespace rewire::report
