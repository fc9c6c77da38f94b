#include "brain/parcellation.hpp"

#include "base/file.hpp"
#include "brain/atlas.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <array>
#include <functional>
#include <map>

namespace rewire::brain {
namespace {

struct Named {
    bool sides;
    char cortex;
    std::string network;
};
using NamedPlaces = std::map<std::string, Named, std::less<>>;

// atlas -> name -> what is known. AAL is told apart by its capitals, the others' names in any case.
const std::map<std::string, NamedPlaces, std::less<>>& tables() {
    static const auto all = [] {
        std::map<std::string, NamedPlaces, std::less<>> out;
        const NamedTable table(embedded("template/parcellations.tsv"));
        for (std::size_t r = 0; r < table.size(); ++r) {
            std::string_view atlases = table.text(r, "atlas");
            while (!atlases.empty()) {
                const auto end = std::min(atlases.find(';'), atlases.size());
                const std::string atlas(atlases.substr(0, end));
                const auto name = table.text(r, "name");
                out[atlas].emplace(atlas.starts_with("AAL") ? std::string(name) : lower(name),
                                   Named{table.text(r, "sides") == "LR", table.text(r, "kind") == "cortex" ? 'y' : 'n',
                                         std::string(table.text(r, "network"))});
                atlases.remove_prefix(std::min(end + 1, atlases.size()));
            }
        }
        return out;
    }();
    return all;
}

using Known = std::optional<RegionPlace>;

Known place_in(const NamedPlaces& names, std::string_view name, char side) {
    const auto at = names.find(name);
    if (at == names.end() || at->second.sides != (side != '?'))
        return {};
    return RegionPlace{side, at->second.cortex, at->second.network};
}

bool takes(std::string_view& text, std::string_view start) {
    if (!text.starts_with(start))
        return false;
    text.remove_prefix(start.size());
    return true;
}
bool loses(std::string_view& text, std::string_view end) {
    if (!text.ends_with(end))
        return false;
    text.remove_suffix(end.size());
    return true;
}

// "Insula_L", "Vermis_3".
Known in_aal(const NamedPlaces& names, std::string_view label) {
    if (loses(label, "_L"))
        return place_in(names, label, 'L');
    if (loses(label, "_R"))
        return place_in(names, label, 'R');
    return place_in(names, label, '?');
}

// "17Networks_LH_VisCent_ExStr_1", "LH_Vis_1": network, perhaps a part, number.
Known in_schaefer(const NamedPlaces& names, std::string_view prefix, std::string_view label) {
    const std::string text = lower(label);
    std::string_view rest = text;
    takes(rest, prefix);
    char side = '?';
    if (takes(rest, "lh_"))
        side = 'L';
    else if (takes(rest, "rh_"))
        side = 'R';
    const auto number = rest.rfind('_');
    if (side == '?' || number == std::string_view::npos || number + 1 == rest.size() ||
        rest.find_first_not_of("0123456789", number + 1) != std::string_view::npos)
        return {};
    return place_in(names, rest.substr(0, std::min(rest.find('_'), number)), side);
}

// The label without what FreeSurfer, MRtrix, nilearn and MNE put around a surface atlas's names, and the side that
// told.
std::pair<std::string, char> bare(std::string_view label) {
    const std::string text = lower(trimmed(label));
    std::string_view rest = text;
    char side = '?';
    for (const auto* separator : {"-", "_", ".", " "})
        takes(rest, std::string("ctx") + separator);
    for (const auto& [mark, is] :
         {std::pair{"lh", 'L'}, {"rh", 'R'}, {"l", 'L'}, {"r", 'R'}, {"left", 'L'}, {"right", 'R'}})
        for (const auto* separator : {"-", "_", ".", " "}) {
            if (takes(rest, std::string(mark) + separator) || loses(rest, std::string(separator) + mark))
                side = side == '?' || side == is ? is : 'X'; // L_V1_ROI-lh tells twice
        }
    std::string name(rest);
    for (auto at = name.find('&'); at != std::string::npos; at = name.find('&', at))
        name.replace(at, 1, "_and_");
    return {name, side};
}

Known in_surface(const NamedPlaces& names, std::string_view label, std::string_view suffix, bool suffix_needed) {
    auto [name, side] = bare(label);
    std::string_view rest = name;
    if (!suffix.empty() && !loses(rest, suffix) && suffix_needed)
        return {};
    return side == 'X' ? Known{} : place_in(names, rest, side);
}

Known in_built_in(std::string_view label) {
    if (const auto r = resolve(label))
        return RegionPlace{atlas()[*r].hemisphere, atlas()[*r].cortex ? 'y' : 'n', atlas()[*r].network};
    const auto [name, side] = bare(label);
    std::string key = name;
    std::ranges::replace(key, '_', '-');
    return side == 'X' ? Known{} : place_in(tables().at("aseg"), key, side);
}
// FreeSurfer's structures below the cortex, beside a cortical atlas.
Known below_cortex(std::string_view label) {
    auto place = in_built_in(label);
    return place && place->cortex == 'n' ? place : Known{};
}

std::optional<Parcellation> whole(const char* name, const std::vector<std::string>& labels, bool with_structures,
                                  const std::function<Known(std::string_view)>& find) {
    Parcellation out{name, {}, false};
    std::size_t own = 0;
    for (const auto& label : labels) {
        auto place = find(label);
        own += place.has_value();
        if (!place && with_structures)
            place = below_cortex(label);
        if (!place)
            return {};
        out.places.push_back(std::move(*place));
    }
    return own > 0 ? std::optional(out) : std::nullopt;
}

} // namespace

std::optional<Parcellation> recognise(const std::vector<std::string>& labels) {
    const auto& t = tables();
    for (const char* version : {"AAL", "AAL2", "AAL3"})
        if (auto p =
                whole(version, labels, false, [&](std::string_view label) { return in_aal(t.at(version), label); }))
            return p;
    if (auto p = whole("82-region", labels, false, in_built_in)) {
        p->built_in = true;
        return p;
    }
    for (const auto& [name, table, prefix] : {std::tuple{"Schaefer (7 networks)", "Schaefer-7", "7networks_"},
                                              {"Schaefer (17 networks)", "Schaefer-17", "17networks_"}})
        if (auto p = whole(name, labels, true, [&, &table = table, &prefix = prefix](std::string_view label) {
                return in_schaefer(t.at(table), prefix, label);
            }))
            return p;
    // Areas are called 1, 2, 4 ...: without "_ROI" a few such labels say nothing.
    const bool many = labels.size() >= 100;
    if (auto p = whole("HCP-MMP", labels, true,
                       [&](std::string_view label) { return in_surface(t.at("HCP-MMP"), label, "_roi", !many); }))
        return p;
    return whole("Destrieux", labels, true,
                 [&](std::string_view label) { return in_surface(t.at("Destrieux"), label, "", false); });
}

} // namespace rewire::brain
