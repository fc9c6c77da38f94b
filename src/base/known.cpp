#include "base/known.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace rewire {

std::string known_instead(std::string_view given, const Names& known) {
    return fmt::format("{}; known: {}", did_you_mean(given, known), fmt::join(known, ", "));
}
std::string unknown(std::string_view kind, std::string_view given, const Names& known) {
    return fmt::format("there is no {} \"{}\"{}", kind, given, known_instead(given, known));
}

} // namespace rewire
