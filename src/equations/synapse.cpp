#include "equations/entries.hpp"
#include "equations/synapse/list.hpp"
#include "mechanism/entry.hpp"

namespace rewire::equations {

void add_synapse(std::vector<Entry>& to) { add_entries(to, SynapseMechanisms{}); }

} // namespace rewire::equations
