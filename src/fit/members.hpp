// The members of a calibration's ensemble, read back: parameter sets that all agree with the evidence.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/matrix.hpp"
#include "model/life_model.hpp"
#include "scenario/scenario.hpp"

namespace rewire::fit {

struct Members {
    std::vector<std::string> names, units; // of the parameters
    Matrix values;                         // parameter set x parameter
};
// A table as `rewire calibrate` writes ensemble.csv: a column a parameter, "anxiety.a_A" or "practice.e_P [1/h]", a
// line a set. InputError with every parameter that the model has not or in another unit, every value it cannot have,
// each with its line.
Members read_members(std::string_view text, const std::string& file, const life::LifeModel& model);
// Leaves those parameters out of every set.
void leave_out(Members& members, const std::vector<std::string>& names);
// The k-th set, begun again behind the last, as settings of a scenario.
std::vector<scenario::Setting> settings_of(const Members& members, std::size_t k);

} // namespace rewire::fit
