#include "app/columns.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "app/output.hpp"
#include "base/encoding.hpp"

namespace rewire::app {

void print_columns(std::vector<std::vector<std::string>> lines) {
    std::vector<std::size_t> wide(lines.front().size(), 0);
    const auto signs = [](const std::string& text) {
        std::size_t count = 0;
        for (std::size_t k = 0; k < text.size(); ++count)
            next_sign(text, k);
        return columns_before(text, count);
    };
    for (auto& line : lines)
        for (auto& cell : line)
            cell = told_cell(cell);
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
