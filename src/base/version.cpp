#include "base/version.hpp"

namespace rewire {
std::string_view version() { return REWIRE_VERSION; }
std::string_view instruction_set() { return REWIRE_ISA_NAME; }
bool reference_bits() {
#if defined(__FMA__)
    return true;
#else
    return false;
#endif
}
} // namespace rewire
