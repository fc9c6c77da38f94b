#include "equations/entries.hpp"
#include "equations/pain/list.hpp"
#include "mechanism/entry.hpp"

namespace rewire::equations {

void add_pain(std::vector<Entry>& to) { add_entries(to, PainMechanisms{}); }

} // namespace rewire::equations
