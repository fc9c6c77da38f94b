#include "equations/entries.hpp"
#include "equations/learning/list.hpp"
#include "mechanism/entry.hpp"

namespace rewire::equations {

void add_learning(std::vector<Entry>& to) { add_entries(to, LearningMechanisms{}); }

} // namespace rewire::equations
