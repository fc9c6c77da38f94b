#include "base/known.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <utility>

#include "base/error.hpp"

namespace rewire {

std::string lowered(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}
bool holds(std::string_view text, std::string_view part) {
    return lowered(text).find(lowered(part)) != std::string::npos;
}
std::string_view found_in(const Names& known, std::string_view given) {
    if (std::ranges::find(known, given) != known.end())
        return *std::ranges::find(known, given);
    const auto at = std::ranges::find_if(known, [&](auto name) { return lowered(name) == lowered(given); });
    return at == known.end() ? "" : *at;
}
std::string mended(std::string_view given, const Names& known, const std::string& fault) {
    const auto mend = did_you_mean(given, known);
    return mend.empty() ? fault : fmt::format("{} {}", std::string_view(mend).substr(2), fault);
}
std::string known_instead(std::string_view given, const Names& known, const std::string& fault) {
    const auto told = mended(given, known, fault);
    return told != fault || known.empty() ? told : fmt::format("{}; known: {}", fault, fmt::join(known, ", "));
}
std::string unknown(std::string_view kind, std::string_view given, const Names& known) {
    constexpr std::size_t many = 12;
    const auto fault = fmt::format("there is no {} \"{}\"", kind, given);
    const auto list = list_of(kind);
    if (known.size() <= many || list.empty())
        return known_instead(given, known, fault);
    const auto told = mended(given, known, fault);
    return told != fault ? told : fmt::format("{}; `rewire list {}` shows all {}", fault, list, known.size());
}
std::string_view list_of(std::string_view kind) {
    constexpr std::pair<std::string_view, std::string_view> lists[]{{"treatment", "treatments"},
                                                                    {"life", "lives"},
                                                                    {"condition", "conditions"},
                                                                    {"circumstance", "circumstances"},
                                                                    {"instrument", "instruments"},
                                                                    {"trait", "traits"},
                                                                    {"activity", "activities"},
                                                                    {"pathway", "pathways"},
                                                                    {"circuit", "circuits"},
                                                                    {"mechanism", "mechanisms"},
                                                                    {"claim", "claims"}};
    const auto at = std::ranges::find(lists, kind, &std::pair<std::string_view, std::string_view>::first);
    return at == std::end(lists) ? "" : at->second;
}

} // namespace rewire
