#include "equations/all.hpp"

#include "equations/entries.hpp"

namespace rewire::equations {

Catalogue all_mechanisms() {
    std::vector<Entry> entries;
    for (const auto add :
         {add_region_pools, add_region_rhythms, add_region_others, add_blood, add_body, add_transmitter, add_growth,
          add_mind, add_synapse, add_learning, add_periphery, add_cord, add_pain})
        add(entries);
    return Catalogue(std::move(entries));
}

} // namespace rewire::equations
