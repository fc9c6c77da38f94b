#include "equations/all.hpp"

#include "equations/list.hpp"
#include "mechanism/entry.hpp"

namespace rewire {
namespace {
template <class... M>
Catalogue catalogue_of(TypeList<M...>) {
    std::vector<Entry> entries;
    (entries.push_back(make_entry<M>()), ...);
    return Catalogue(std::move(entries));
}
} // namespace

Catalogue all_mechanisms() { return catalogue_of(AllMechanisms{}); }

} // namespace rewire
