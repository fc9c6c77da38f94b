// Parts of a page, for tests of what stands on it.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "report/table.hpp"

namespace rewire::page_parts {

// A table's cell.
inline double number(const report::Cell& c) { return std::get<double>(c); }
inline const std::string& text(const report::Cell& c) { return std::get<std::string>(c); }

inline std::size_t count(const std::string& text, std::string_view part) {
    std::size_t n = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++n;
    return n;
}
// The data of the figures that scripts draw, in their order.
inline nlohmann::json figures(const std::string& html) {
    const std::string open = R"(<script type="application/json" id="figures">)";
    const auto from = html.find(open) + open.size();
    return nlohmann::json::parse(html.substr(from, html.find("</script>", from) - from));
}
// Each `open` with what follows it up to the next `close`.
inline std::vector<std::string> parts(const std::string& html, const std::string& open, const std::string& close) {
    std::vector<std::string> out;
    for (auto at = html.find(open); at != std::string::npos; at = html.find(open, at + 1))
        out.push_back(html.substr(at, html.find(close, at) - at));
    return out;
}

} // namespace rewire::page_parts
