#include "equations/entries.hpp"
#include "equations/region/list.hpp"
#include "mechanism/entry.hpp"

namespace rewire::equations {

void add_region_others(std::vector<Entry>& to) { add_entries(to, OtherRegions{}); }

} // namespace rewire::equations
