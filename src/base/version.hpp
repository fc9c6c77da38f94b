// Which rewire this is.
#pragma once
#include <string_view>

namespace rewire {
std::string_view version(); // "0.1.0"
// Of the sources that numbers flow through: tells other equations under the same version number.
std::string_view sources_hash();
std::string_view instruction_set(); // what it was built for: "x86-64-v3"
bool reference_bits();              // false on builds without fused multiply-add, whose hashes differ from all others
} // namespace rewire
