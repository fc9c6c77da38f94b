#include "brain/atlas.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/known.hpp"
#include "brain/parcellation.hpp"
#include "brain/text_table.hpp"
#include <fmt/format.h>
#include <map>

namespace rewire::brain {
namespace {

std::vector<Region> read_regions() {
    const NamedTable table(embedded("template/regions.tsv"));
    std::vector<Region> regions;
    for (std::size_t r = 0; r < table.size(); ++r)
        regions.push_back({std::string(table.text(r, "label")),
                           std::string(table.text(r, "enigma_label")),
                           table.text(r, "hemisphere") == "L" ? 'L' : 'R',
                           table.text(r, "kind") == "cortex",
                           std::string(table.text(r, "lobe")),
                           std::string(table.text(r, "network")),
                           {table.number(r, "x_mni152"), table.number(r, "y_mni152"), table.number(r, "z_mni152")},
                           table.number(r, "size_log"),
                           table.text(r, "low_snr") == "1"});
    return regions;
}

// One spelling for "ctx-lh-X", "CTX_LH_X" and "ctx lh X".
std::string key_of(std::string_view label) {
    std::string key = lower(trimmed(label));
    for (char& c : key)
        if (c == '-' || c == '.' || c == ' ')
            c = '_';
    return key;
}

// Names without side: "bankssts"; "accumbens_area", "accumbens".
std::vector<std::string> names_of(const Region& region) {
    std::vector<std::string> names{key_of(region.label).substr(region.cortex ? 7 : region.hemisphere == 'L' ? 5 : 6)};
    if (names[0] == "accumbens_area")
        names.push_back("accumbens");
    if (names[0] == "thalamus")
        names.push_back("thalamus_proper");
    return names;
}

// "ctx-lh-insula", "lh_insula", "Left-Amygdala", "Lamyg", "L_insula": nobody else writes so. "Insula_L" many do.
bool is_freesurfer_spelling(std::string_view label) {
    const std::string key = key_of(label);
    for (const char* start : {"ctx_", "lh_", "rh_", "left_", "right_", "l_", "r_"})
        if (key.starts_with(start))
            return true;
    return key.find('_') == std::string::npos; // ENIGMA's short names
}

std::map<std::string, std::size_t, std::less<>> build_aliases() {
    std::map<std::string, std::size_t, std::less<>> aliases;
    for (std::size_t i = 0; i < atlas().size(); ++i) {
        const Region& region = atlas()[i];
        auto add = [&](const std::string& alias) {
            const bool fresh = aliases.try_emplace(alias, i).second;
            expects(fresh || aliases.at(alias) == i, fmt::format("\"{}\" names one region", alias));
        };
        add(key_of(region.label));
        add(key_of(region.enigma));
        const bool left = region.hemisphere == 'L';
        for (const auto& name : names_of(region))
            for (const char* side : left ? std::array{"lh", "l", "left"} : std::array{"rh", "r", "right"}) {
                add(fmt::format("{}_{}", side, name));
                add(fmt::format("{}_{}", name, side));
            }
    }
    return aliases;
}

} // namespace

std::span<const Region> atlas() {
    static const std::vector<Region> regions = read_regions();
    return regions;
}

std::optional<std::size_t> resolve(std::string_view label) {
    static const auto aliases = build_aliases();
    if (label.size() > 100)
        return std::nullopt;
    const auto found = aliases.find(key_of(label));
    return found == aliases.end() ? std::nullopt : std::optional(found->second);
}

std::size_t region_index(std::string_view label, const std::string& file) {
    if (const auto found = resolve(label))
        return *found;
    std::vector<std::string_view> known;
    for (const auto& region : atlas())
        known.push_back(region.label);
    throw InputError(file,
                     mended(label, known, fmt::format("there is no region \"{}\" in the 82-region atlas", label)));
}

std::vector<std::string> canonical_labels(const std::vector<std::string>& labels, const std::string& file) {
    std::vector<std::string> canonical;
    std::map<std::string, std::size_t> first;
    Problems problems;
    const auto whole = recognise(labels);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        auto known = resolve(labels[i]);
        if (whole ? !whole->built_in : !is_freesurfer_spelling(labels[i]))
            known.reset();
        canonical.push_back(known ? atlas()[*known].label : labels[i]);
        const auto [at, fresh] = first.try_emplace(canonical.back(), i);
        if (fresh)
            continue;
        const auto& other = labels[at->second];
        problems.add({file,
                      0,
                      0,
                      other == labels[i]
                          ? fmt::format("region \"{}\" stands twice (numbers {} and {}); each region stands once",
                                        other, at->second + 1, i + 1)
                          : fmt::format("\"{}\" (number {}) and \"{}\" (number {}) both name the region {}; keep one",
                                        other, at->second + 1, labels[i], i + 1, canonical.back()),
                      {}});
    }
    problems.raise_if_any();
    return canonical;
}

} // namespace rewire::brain
