#include "equations/all.hpp"

#include "equations/region/wong_wang.hpp"
#include "mechanism/entry.hpp"

namespace rewire {

Catalogue all_mechanisms() {
    return Catalogue({
        make_entry<WongWang>(),
    });
}

}  // namespace rewire
