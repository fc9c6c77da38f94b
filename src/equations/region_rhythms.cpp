#include "equations/entries.hpp"
#include "equations/region/list.hpp"
#include "mechanism/entry.hpp"

namespace rewire::equations {

void add_region_rhythms(std::vector<Entry>& to) { add_entries(to, RhythmRegions{}); }

} // namespace rewire::equations
