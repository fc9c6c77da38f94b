#include "base/aliases.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/known.hpp"

namespace rewire {
namespace {

std::vector<Alias> read_table() {
    std::vector<Alias> out;
    const auto text = embedded("aliases.zh.tsv");
    for (std::size_t at = text.find('\n') + 1; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = text.substr(at, end - at);
        std::vector<std::string_view> cells;
        for (std::size_t from = 0; from <= line.size();) {
            const auto to = std::min(line.find('\t', from), line.size());
            cells.push_back(line.substr(from, to - from));
            from = to + 1;
        }
        expects(cells.size() == 4, fmt::format("a line of aliases has four columns: {}", line));
        out.push_back({cells[0], cells[1], std::string(cells[2]), alias_key(cells[2])});
        at = end + 1;
    }
    return out;
}

} // namespace

const std::vector<Alias>& aliases() {
    static const auto all = read_table();
    return all;
}

std::string alias_key(std::string_view text) {
    auto out = lowered(plain(text));
    std::erase_if(out, [](char c) { return c == ' ' || c == '\t'; });
    return out;
}

const Alias* find_alias(std::string_view text) {
    static const auto by_key = [] {
        std::unordered_map<std::string_view, const Alias*> out;
        for (const auto& a : aliases())
            out.emplace(a.key, &a);
        return out;
    }();
    const auto at = by_key.find(alias_key(text));
    return at == by_key.end() ? nullptr : at->second;
}

std::string_view alias_of(std::string_view kind, std::string_view name) {
    const auto& all = aliases();
    const auto at = std::ranges::find_if(all, [&](const Alias& a) { return a.kind == kind && a.name == name; });
    return at == all.end() ? std::string_view() : at->alias;
}

bool is_han(char32_t sign) { return (sign >= 0x4e00 && sign <= 0x9fff) || (sign >= 0x3400 && sign <= 0x4dbf); }

bool has_han(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (is_han(next_sign(text, at)))
            return true;
    return false;
}

} // namespace rewire
