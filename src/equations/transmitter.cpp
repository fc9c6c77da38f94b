#include "equations/entries.hpp"
#include "equations/transmitter/list.hpp"
#include "mechanism/entry.hpp"

namespace rewire::equations {

void add_transmitter(std::vector<Entry>& to) { add_entries(to, TransmitterMechanisms{}); }

} // namespace rewire::equations
