#include "equations/entries.hpp"
#include "equations/mind/list.hpp"
#include "mechanism/entry.hpp"

namespace rewire::equations {

void add_mind(std::vector<Entry>& to) { add_entries(to, MindMechanisms{}); }

} // namespace rewire::equations
