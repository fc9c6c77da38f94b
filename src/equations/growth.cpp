#include "equations/entries.hpp"
#include "equations/growth/list.hpp"
#include "mechanism/entry.hpp"

namespace rewire::equations {

void add_growth(std::vector<Entry>& to) { add_entries(to, GrowthMechanisms{}); }

} // namespace rewire::equations
