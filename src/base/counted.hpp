// "1 region", "3 regions", "1 person", "2 people": a number with the word that fits it.
#pragma once
#include <concepts>
#include <fmt/format.h>
#include <string>
#include <string_view>

namespace rewire {

// `many` where it is not `one` with an s.
std::string counted(std::integral auto n, std::string_view one, std::string_view many = {}) {
    return n == 1         ? fmt::format("{} {}", n, one)
           : many.empty() ? fmt::format("{} {}s", n, one)
                          : fmt::format("{} {}", n, many);
}

} // namespace rewire
