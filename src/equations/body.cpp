#include "equations/entries.hpp"
#include "equations/body/list.hpp"
#include "mechanism/entry.hpp"

namespace rewire::equations {

void add_body(std::vector<Entry>& to) { add_entries(to, BodyMechanisms{}); }

} // namespace rewire::equations
