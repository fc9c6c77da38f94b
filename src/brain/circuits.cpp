#include "brain/circuits.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/known.hpp"
#include "brain/atlas.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace rewire::brain {
namespace {

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(';'), text.size());
        if (const auto part = trimmed(text.substr(0, end)); !part.empty())
            parts.emplace_back(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::vector<Circuit> read_circuits() {
    const NamedTable table(embedded("template/circuits.tsv"));
    std::vector<Circuit> list;
    for (std::size_t r = 0; r < table.size(); ++r) {
        Circuit c{std::string(table.text(r, "name")),
                  split_list(table.text(r, "aliases")),
                  std::string(table.text(r, "kind")),
                  {},
                  {},
                  std::string(table.text(r, "note")),
                  table.text(r, "checked").starts_with("seen"),
                  std::string(table.text(r, "checked"))};
        for (const auto& member : split_list(table.text(r, "regions"))) {
            const auto known = resolve(member);
            (known ? c.regions : c.outside).push_back(known ? atlas()[*known].label : member);
        }
        list.push_back(std::move(c));
    }
    return list;
}

std::map<std::string, const Circuit*> build_names() {
    std::map<std::string, const Circuit*> names;
    auto add = [&](const std::string& name, const Circuit& c) {
        expects(names.try_emplace(lower(name), &c).first->second == &c,
                fmt::format("one circuit is called \"{}\"", name));
    };
    for (const auto& c : circuits()) {
        add(c.name, c);
        for (const auto& alias : c.aliases)
            add(alias, c);
    }
    return names;
}

} // namespace

std::span<const Circuit> circuits() {
    static const std::vector<Circuit> list = read_circuits();
    return list;
}

const Circuit* find_circuit(std::string_view name) {
    static const auto names = build_names();
    const auto found = names.find(lower(trimmed(name)));
    return found == names.end() ? nullptr : found->second;
}

const Circuit& circuit(std::string_view name, const std::string& file) {
    if (const auto* found = find_circuit(name))
        return *found;
    std::vector<std::string_view> known;
    for (const auto& c : circuits()) {
        known.push_back(c.name);
        known.insert(known.end(), c.aliases.begin(), c.aliases.end());
    }
    throw InputError(file, mended(name, known, fmt::format("there is no circuit \"{}\"", name)));
}

std::vector<std::size_t> regions_named(std::string_view name, const std::string& file) {
    if (const auto region = resolve(name))
        return {*region};
    std::vector<std::size_t> indices;
    if (const auto* found = find_circuit(name)) {
        for (const auto& label : found->regions)
            indices.push_back(*resolve(label));
        return indices;
    }
    std::vector<std::string_view> known;
    for (const auto& c : circuits())
        known.push_back(c.name);
    for (const auto& region : atlas())
        known.push_back(region.label);
    throw InputError(
        file,
        mended(name, known, fmt::format("\"{}\" is neither a region of the 82-region atlas nor a circuit", name)));
}

} // namespace rewire::brain
