#include "base/embedded_table.hpp"
#include "base/error.hpp"
#include "base/file.hpp"

#include <fmt/format.h>

namespace rewire {

std::string_view embedded(std::string_view path) {
    for (const auto& e : detail::embedded_table())
        if (e.name == path)
            return {e.begin, static_cast<std::size_t>(e.end - e.begin)};
    throw Defect(fmt::format("no file \"{}\" is embedded in this binary", path));
}

std::vector<std::string_view> embedded_under(std::string_view folder) {
    std::vector<std::string_view> out;
    for (const auto& e : detail::embedded_table())
        if (e.name.starts_with(folder))
            out.push_back(e.name);
    return out;
}

} // namespace rewire
