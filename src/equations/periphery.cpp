#include "equations/entries.hpp"
#include "equations/periphery/list.hpp"
#include "mechanism/entry.hpp"

namespace rewire::equations {

void add_periphery(std::vector<Entry>& to) { add_entries(to, PeripheryMechanisms{}); }

} // namespace rewire::equations
