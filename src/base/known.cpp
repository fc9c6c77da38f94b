#include "base/known.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace rewire {

std::string mended(std::string_view given, const Names& known, const std::string& fault) {
    const auto mend = did_you_mean(given, known);
    return mend.empty() ? fault : fmt::format("{} {}", std::string_view(mend).substr(2), fault);
}
std::string known_instead(std::string_view given, const Names& known, const std::string& fault) {
    return fmt::format("{}; known: {}", mended(given, known, fault), fmt::join(known, ", "));
}
std::string unknown(std::string_view kind, std::string_view given, const Names& known) {
    return known_instead(given, known, fmt::format("there is no {} \"{}\"", kind, given));
}

} // namespace rewire
