// The table of files inside the binary, as the build writes it.
#pragma once
#include <span>
#include <string_view>

namespace rewire::detail {
struct Embedded {
    std::string_view name;
    const char* begin;
    const char* end;
};
std::span<const Embedded> embedded_table();
} // namespace rewire::detail
