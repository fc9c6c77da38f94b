#include "app/columns.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace rewire::app {

void print_columns(const std::vector<std::vector<std::string>>& lines) {
    std::vector<std::size_t> wide(lines.front().size(), 0);
    const auto signs = [](const std::string& text) {
        return static_cast<std::size_t>(
            std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
    };
    for (const auto& line : lines)
        for (std::size_t k = 0; k < wide.size(); ++k)
            wide[k] = std::max(wide[k], signs(line[k]));
    for (const auto& line : lines) {
        for (std::size_t k = 0; k < line.size(); ++k) {
            const auto blanks = k < wide.size() ? std::string(wide[k] - signs(line[k]), ' ') : std::string();
            fmt::print("{}{}", k == 0 ? "" : "  ", k == 0 ? line[k] + blanks : blanks + line[k]);
        }
        fmt::print("\n");
    }
}

} // namespace rewire::app
