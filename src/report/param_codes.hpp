// PARAMCD and PARAM of instruments, as tables of studies name what was measured.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "model/medicine.hpp"

namespace rewire::report {

// A code of at most eight capitals and digits, by the name alone: the same whatever else is measured. A name of more
// letters gives those of its words one after another in turn, as many of each as there is room for: "hamd" HAMD,
// "cortisol_evening" CORTEVEN, "amygdala_default_mode_fc" AMDEMOFC. Within the catalogue no two are alike.
std::string param_code(std::string_view name);
// Of one's own instruments some may be: the later one of a list is then told by a number in the place of its last
// letters, CORTEVE2.
std::vector<std::string> param_codes(const std::vector<model::Instrument>& instruments);
// What each is called, no two alike: title_of(), and its name in brackets where another has that title.
std::vector<std::string> param_titles(const std::vector<model::Instrument>& instruments);

} // namespace rewire::report
