#include "equations/entries.hpp"
#include "equations/cord/list.hpp"
#include "mechanism/entry.hpp"

namespace rewire::equations {

void add_cord(std::vector<Entry>& to) { add_entries(to, CordMechanisms{}); }

} // namespace rewire::equations
