// What the catalogue's files tell people, for `rewire list` and `rewire describe`.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mechanism/catalogue.hpp"
#include "scenario/catalogue_file.hpp"

namespace rewire::study {

struct CatalogueKind {
    std::string_view folder; // "treatments"
    std::string_view one;    // "treatment"
    std::string_view title;  // of its list
};
std::span<const CatalogueKind> catalogue_kinds();

// InputError naming --catalog where a catalogue of one's own is no folder, or one of its folders is misspelt and would
// not be read.
void expect_catalogue(const std::string& folder);

// Those in the binary, then one's own; one's own takes the place of a built-in one. InputError when the folder is none,
// or a file of it has no name, or no source.
std::vector<scenario::FileItem> items_of(std::string_view folder, const std::string& own_catalogue);

struct CatalogueValue {
    std::string name, value, unit, says, source;
    std::string_view status; // as scenario::status_of()
    bool assumed = false;
};
// Each number of an item: the unit where the value has none of its own, and what its file, or else its kind, says of
// it.
std::vector<CatalogueValue> values_of(const CatalogueKind& kind, const scenario::FileItem& item,
                                      const mechanism::Catalogue& mechanisms);

// What it is, its source, and each value with its unit, what it is, and how it is known.
std::string description_of(const CatalogueKind& kind, const scenario::FileItem& item,
                           const mechanism::Catalogue& mechanisms);

} // namespace rewire::study
