// The 82 regions of the built-in atlas, found by any of the names the field gives them.
//
// 34 Desikan-Killiany regions a hemisphere (Desikan et al. 2006) with 7 FreeSurfer aseg structures a side (Fischl et
// al. 2002). Order: cortex left, cortex right, subcortex left, subcortex right. It serves our own arrays only: matrices
// from outside are matched by name, never by row.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rewire::brain {

struct Region {
    std::string label;     // FreeSurfer: "ctx-lh-bankssts", "Left-Amygdala"
    std::string enigma;    // ENIGMA toolbox: "L_bankssts", "Lamyg"
    char hemisphere = 'L'; // 'L' or 'R'
    bool cortex = true;
    std::string lobe;    // frontal, temporal, parietal, occipital, cingulate, insula, subcortex
    std::string network; // DMN, SN, CEN, SMN, VIS, DAN, LIM, SUB (majority of Schaefer-400 7-network labels)
    std::array<double, 3> centroid_mm{}; // MNI152
    double size_log = 0;                 // ln(area or volume / geometric mean over its kind)
    bool low_snr = false;                // fMRI signal is weak here
};

std::span<const Region> atlas();

// The region a label names, as an index into atlas(), or nothing. Understood, in any case and with '-', '_', '.' or ' '
// between the parts:
//   ctx-lh-X, lh-X, L_X, left-X, X-lh, X_L, X_left   for cortex and, without ctx, for subcortex (X = amygdala,
//   accumbens, thalamus, ...) the ENIGMA short names Laccumb Lamyg Lcaud Lhippo Lpal Lput Lthal; the older FreeSurfer
//   name Left-Thalamus-Proper.
// Abbreviations such as rBSTS differ between their sources and are not read.
std::optional<std::size_t> resolve(std::string_view label);

// The same or an InputError that names the nearest region.
std::size_t region_index(std::string_view label, const std::string& file = {});

// Canonical labels where the list is of this atlas (parcellation.hpp); the given ones where it is of another. In a list
// of no known atlas only FreeSurfer's and ENIGMA's own spellings are taken for this atlas's regions: "Insula_L" may be
// anybody's. InputError naming both when two labels mean one region or are equal.
std::vector<std::string> canonical_labels(const std::vector<std::string>& labels, const std::string& file);

} // namespace rewire::brain
