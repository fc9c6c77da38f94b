// Activities, pathways, read-outs and roles from the catalogue's files, put onto a brain.
#pragma once
#include <string>
#include <vector>

#include "brain/connectome.hpp"
#include "life/lives.hpp"

namespace rewire::model {

// A file of the catalogue: its text, and the name to tell errors by.
struct CatalogFile {
    std::string name, text;
};
// Those in the binary below `folder` ("activities/"), in the order of their names.
std::vector<CatalogFile> built_in(const std::string& folder);

// Those, then those of `directory`/`folder`, where there is one: a file of the same name takes the place of one in the
// binary, and `notes` tells so.
std::vector<CatalogFile> with_own(const std::string& folder, const std::string& directory,
                                  std::vector<std::string>* notes = nullptr);

// A parameter named "gains.g_P": whose it is and its row; null when this life has none of that name, of which
// unknown_parameter() tells.
struct NamedParameter {
    const mechanism::Entry* mechanism = nullptr;
    const mechanism::RowInfo* row = nullptr;
    explicit operator bool() const { return row != nullptr; }
};
NamedParameter find_parameter(const life::LifeModel& model, std::string_view name);
std::string unknown_parameter(const life::LifeModel& model, std::string_view name);

struct LifeData {
    std::vector<CatalogFile> circuits = built_in("circuits/"), activities = built_in("activities/"),
                             pathways = built_in("pathways/"), noise = built_in("noise/"),
                             readouts = built_in("readouts/"), gains = built_in("gains/"), roles = built_in("roles/");
};

struct LifeTuning { // how a connectome becomes the network of a life
    double coupling = 1;
    double feed_forward = 0.3; // share of a tract that reaches inhibitory cells too
    std::string brain = {};    // where it was read: what it lacks is told there
};

// `weights`: [target, source], scaled; `labels`: regions as the atlas spells them. InputError with everything that is
// wrong with the files: circuits, pathways, signals or rules nobody knows, currents without a unit, two activities of
// one name, a source that is missing. `without`: mechanisms of the body that are switched off; names nobody knows are
// left to the caller; so for `instead`: mechanisms that take the place of those they are an alternative to. NoRest when
// the network does not rest at 3 Hz.
life::LifeModel life_model(const std::vector<std::string>& labels, const Matrix& weights, const LifeTuning& tuning,
                           const mechanism::Catalogue& catalogue, const LifeData& data = {},
                           const std::vector<std::string>& without = {}, const std::vector<std::string>& instead = {});

} // namespace rewire::model
