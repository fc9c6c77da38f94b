// Benches keep what they free, as the program does.
#include "base/memory.hpp"

[[maybe_unused]] static const bool kept = (rewire::keep_freed_memory(), true);
