#include "equations/entries.hpp"
#include "equations/blood/list.hpp"
#include "mechanism/entry.hpp"

namespace rewire::equations {

void add_blood(std::vector<Entry>& to) { add_entries(to, BloodMechanisms{}); }

} // namespace rewire::equations
