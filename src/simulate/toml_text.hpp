// Texts as TOML writes them.
#pragma once
#include <fmt/format.h>
#include <string>
#include <string_view>

namespace rewire::simulate {

// In quotes, whatever the text holds.
inline std::string toml_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text)
        if (c == '"' || c == '\\')
            out += {'\\', c};
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            out += fmt::format("\\u{:04x}", c);
        else
            out += c;
    return out + '"';
}
std::string toml_list(const auto& list) {
    std::string all;
    for (const auto& t : list)
        all += (all.empty() ? "" : ", ") + toml_text(t);
    return '[' + all + ']';
}

} // namespace rewire::simulate
