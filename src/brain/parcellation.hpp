// Which atlas a list of regions is of, told by the names: the whole list, or nothing.
//
// Known: the built-in one (Desikan-Killiany and aseg), AAL 1 to 3, Schaefer (7 and 17 networks, any number of parcels),
// HCP-MMP (Glasser), Destrieux; the cortical ones with FreeSurfer's structures beside them. Names and sources:
// catalog/template/parcellations.tsv.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace rewire::brain {

struct RegionPlace {
    char hemisphere = '?'; // 'L', 'R', '?' in the middle
    char cortex = 'n';     // 'y', 'n'
    std::string network;   // as in the built-in atlas (DMN, SN, ...); "" when the atlas names none
};

struct Parcellation {
    std::string name; // "AAL", "Schaefer (17 networks)"; "82-region" for the built-in one
    std::vector<RegionPlace> places;
    bool built_in = false;
};

// Nothing when one label is none of the atlas's. Where names fit two atlases ("Insula_L") the spelling decides: AAL's
// own capitals, else the built-in one.
std::optional<Parcellation> recognise(const std::vector<std::string>& labels);

} // namespace rewire::brain
